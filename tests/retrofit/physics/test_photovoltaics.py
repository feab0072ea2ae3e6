"""Roofs: yield, shade, room for modules, self-use."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.physics import photovoltaics as pv

energies = st.floats(0.0, 1e6)


def test_the_yearly_yield_of_tabulas_table():
    found = pv.tabula_yield(1071.0, 837.0, 45.0, 0.75, 0.95)
    assert found == pytest.approx(679.7, abs=0.05)


def test_the_inverter_by_hand():
    assert pv.inverted(np.array([0.654]))[0] * 4 == pytest.approx(2.5170, rel=1e-3)
    assert pv.inverted(np.array([2.0]))[0] == pytest.approx(1 / 1.2)
    assert pv.inverted(np.array([0.0]))[0] == 0.0


def test_planes_between_are_reckoned_from_horizontal_and_wall():
    level, wall = np.array([1071.0]), np.array([837.0])
    assert pv.tilted_irradiation(level, wall, 0.0)[0] == pytest.approx(1071.0)
    assert pv.tilted_irradiation(level, wall, 90.0)[0] == pytest.approx(837.0)
    assert pv.tilted_irradiation(level, wall, 35.0)[0] > 1071.0


def test_a_ridge_to_the_south_has_two_slopes_to_use():
    walls = np.array([[12.0, 8, 12, 8], [8.0, 12, 8, 12], [8.0, 12, 8, 12]])
    roofs = pv.roofs_of(np.full(3, 96.0), walls, [True, True, False])
    assert roofs.facing.tolist() == [2, 1, 2]
    assert roofs.module_m2[1] == pytest.approx(2 * roofs.module_m2[0])
    assert roofs.module_m2[2] == pytest.approx(96.0 * 0.35)


@given(energies, energies, st.floats(0.0, 50.0))
def test_self_use_stays_below_production_and_load(produced, load, battery):
    used = pv.self_used(np.array([produced]), np.array([load]), battery)[0]
    assert 0.0 <= used <= min(produced, load) * (1 + 1e-12)
    more = pv.self_used(np.array([produced]), np.array([load]), battery + 5.0)[0]
    assert more >= used - 1e-9


def test_three_tenths_of_an_equal_production_are_used():
    assert pv.self_used(np.array([4000.0]), np.array([4000.0]))[0] == pytest.approx(1200.0, rel=0.01)
    assert pv.self_used(np.array([4000.0]), np.array([4000.0]), 4.0)[0] == pytest.approx(2400.0, rel=0.01)


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 20.0))
def test_hours_close(seed, battery):
    draw = np.random.default_rng(seed)
    produced, load = draw.uniform(0, 3, 240), draw.uniform(0, 2, 240)
    used, sold, bought = pv.hourly_self_used(produced, load, battery)
    np.testing.assert_allclose(used + bought, load, atol=1e-9)
    assert (sold >= -1e-12).all()
    assert used.sum() + sold.sum() <= produced.sum() + 1e-9
    plain = pv.hourly_self_used(produced, load)[0]
    assert used.sum() >= plain.sum() - 1e-9


@given(st.floats(0.0, 80.0), st.floats(0.0, 10.0), st.integers(0, 11), st.floats(35.0, 65.0))
def test_a_higher_neighbour_never_leaves_more_sun(angle, more, sector, lat):
    horizon = np.zeros((2, 12))
    horizon[0, sector], horizon[1, sector] = angle, angle + more
    low, high = pv.horizon_factor(horizon, lat)
    assert 0.0 <= high <= low <= 1.0


def test_a_free_roof_loses_nothing_and_the_south_counts_most():
    horizon = np.zeros((3, 12))
    horizon[1, 0], horizon[2, 6] = 30.0, 30.0
    free, north, south = pv.horizon_factor(horizon, 50.0)
    assert free == 1.0
    assert south < north < 1.0
