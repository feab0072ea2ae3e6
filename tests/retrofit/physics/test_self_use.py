"""What a building uses of its own production."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrofit.physics.self_use import Profiles, monthly_self_use, self_use, self_used
from retrofit.physics.solar import HOURS

energies = st.floats(0.0, 1e6)
sizes = st.floats(0.0, 50.0)
seeds = st.integers(0, 2**32 - 1)


def closes(found, production, load, tolerance=1e-9):
    size = max(production.sum(), load.sum(), 1.0)
    np.testing.assert_allclose(
        found.self_used + found.exported + found.kept, production, atol=tolerance * size
    )
    np.testing.assert_allclose(found.self_used + found.from_grid, load, atol=tolerance * size)
    for values in (found.self_used, found.exported, found.from_grid):
        assert np.isfinite(values).all()
        assert (values >= -tolerance * size).all()


def hours(seed, rows=2):
    draw = np.random.default_rng(seed)
    day = np.maximum(np.sin((np.arange(HOURS) % 24 - 6) / 12 * np.pi), 0.0)
    return day * draw.uniform(0, 5, (rows, 1)), draw.uniform(0, 2, (rows, HOURS)), day


def monthly(values):
    from retrofit.physics.solar import MONTH_OF_HOUR

    return np.stack([np.bincount(MONTH_OF_HOUR, row, 12) for row in values])


@given(energies, energies, sizes)
def test_self_use_stays_below_production_and_load(produced, load, battery):
    used = self_used(np.array([produced]), np.array([load]), battery)[0]
    assert 0.0 <= used <= min(produced, load)
    more = self_used(np.array([produced]), np.array([load]), battery + 5.0)[0]
    assert more >= used * (1 - 1e-12)


def test_three_tenths_of_an_equal_production_are_used():
    same = np.array([4000.0])
    assert self_used(same, same)[0] == pytest.approx(1200.0, rel=0.01)
    assert self_used(same, same, 4.0)[0] == pytest.approx(2400.0, rel=0.01)


@settings(max_examples=15, deadline=None)
@given(seeds, sizes, st.floats(0.5, 1.0), st.floats(0.1, 20.0))
def test_hours_close_and_a_battery_never_lowers_self_use(seed, battery, efficiency, power):
    production, load, _day = hours(seed)
    plain = self_use(production, load)
    stored = self_use(production, load, battery, power, efficiency)
    for found in (plain, stored):
        closes(found, monthly(production), monthly(load))
    assert (stored.self_used.sum(axis=1) >= plain.self_used.sum(axis=1) - 1e-9).all()
    assert (stored.kept.sum(axis=1) >= -1e-9).all()
    np.testing.assert_allclose(plain.kept, 0.0, atol=1e-9)
    larger = self_use(production, load, battery + 1.0, power, efficiency)
    assert (larger.self_used.sum(axis=1) >= stored.self_used.sum(axis=1) - 1e-9).all()


def test_a_battery_by_hand():
    production, load = np.zeros((1, HOURS)), np.zeros((1, HOURS))
    production[0, 12], load[0, 20] = 10.0, 6.0
    found = self_use(production, load, battery_kwh=4.0, efficiency=0.81)
    assert found.self_used.sum() == pytest.approx(4.0 * 0.9)
    assert found.exported.sum() == pytest.approx(10.0 - 4.0 / 0.9)
    assert found.from_grid.sum() == pytest.approx(6.0 - 3.6)
    slow = self_use(production, load, battery_kwh=4.0, battery_kw=1.0, efficiency=1.0)
    assert slow.self_used.sum() == pytest.approx(1.0)


def test_nothing_made_or_wanted_is_no_trouble():
    none, some = np.zeros((3, HOURS)), np.ones((3, HOURS))
    for production, load in ((none, none), (none, some), (some, none)):
        closes(self_use(production, load, 5.0), monthly(production), monthly(load))
        assert self_use(production, load, 5.0).self_used.sum() == 0.0
    assert self_use(np.zeros((0, HOURS)), np.zeros((0, HOURS))).self_used.shape == (0, 12)


def test_profiles_say_what_whole_hours_say():
    production, load, day = hours(3, 4)
    kwp = production.max(axis=1) / day.max()
    few = Profiles(day[None, :], np.zeros(4, dtype=np.int64), kwp)
    whole, short = self_use(production, load, 3.0), self_use(few, load, 3.0)
    np.testing.assert_allclose(whole.self_used, short.self_used)
    np.testing.assert_allclose(whole.kept, short.kept, atol=1e-9)


@settings(max_examples=10, deadline=None)
@given(seeds, st.permutations(range(4)))
def test_order_of_buildings_does_not_matter(seed, order):
    production, load, _day = hours(seed, 4)
    rows, battery = np.array(order), np.array([0.0, 1.0, 5.0, 20.0])
    np.testing.assert_array_equal(
        self_use(production[rows], load[rows], battery[rows]).self_used,
        self_use(production, load, battery).self_used[rows],
    )


@given(st.lists(st.tuples(energies, energies), min_size=12, max_size=12), sizes)
def test_months_close(pairs, battery):
    production, load = np.array(pairs).T[:, None, :]
    plain, stored = monthly_self_use(production, load), monthly_self_use(production, load, battery)
    for found in (plain, stored):
        closes(found, production, load)
        assert (found.kept >= -1e-6).all()
    assert (stored.self_used >= plain.self_used - 1e-9).all()


def test_even_months_say_what_the_year_says():
    from retrofit.physics.heat import DAYS_OF_MONTH

    same = 4000.0 * DAYS_OF_MONTH[None, :] / DAYS_OF_MONTH.sum()
    assert monthly_self_use(same, same).self_used.sum() == pytest.approx(
        self_used(np.array(4000.0), np.array(4000.0))
    )
    assert monthly_self_use(same, same, 4.0).self_used.sum() == pytest.approx(2400.0, rel=0.01)
