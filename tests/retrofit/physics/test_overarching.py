"""The overarching weighting of EN ISO 52000-1: what always holds, and annex J by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from retrofit.physics.overarching import (
    COGENERATION,
    GRID,
    ON_SITE,
    STEP_A,
    STEP_B,
    SUPPLY,
    TO_GRID,
    Energies,
    cogeneration_weight,
    flows,
    load_matching,
    no_weights,
    performance,
    with_defaults,
)

AMOUNTS = st.floats(0.0, 1e4, allow_nan=False).map(lambda x: round(x, 3))
STEPS = 4
BUILDINGS = 3


def weights(grid=((0.5, 2.0, 0.42), (0.0, 1.1, 0.22))):
    """Electricity and gas by the factors of the annex."""
    found = no_weights(2)
    found[:, GRID, SUPPLY, STEP_A] = grid
    found[:, ON_SITE, SUPPLY, STEP_A] = [1.0, 0.0, 0.0]
    return with_defaults(found)


def year(electricity=0.0, gas=0.0, other=0.0, on_site=0.0, cogenerated=0.0, fuel=0.0):
    """One step, electricity and gas."""
    return Energies(
        used=np.array([[electricity], [gas]]),
        used_other=np.array([[other], [0.0]]),
        produced=np.array([[[on_site], [cogenerated]], [[0.0], [0.0]]]),
        cogeneration_input=np.array([[0.0], [fuel]]),
    )


@st.composite
def energies(draw, cogeneration=True):
    shape = (BUILDINGS, 2, STEPS)
    made = draw(arrays(np.float64, (BUILDINGS, 2, 2, STEPS), elements=AMOUNTS))
    fuel = draw(arrays(np.float64, shape, elements=AMOUNTS))
    if not cogeneration:
        made[:, :, COGENERATION], fuel[:] = 0.0, 0.0
    return Energies(
        draw(arrays(np.float64, shape, elements=AMOUNTS)),
        draw(arrays(np.float64, shape, elements=AMOUNTS)),
        made,
        fuel,
    )


@given(energies(), st.booleans())
def test_energy_closes_in_every_step(given_energies, matched):
    found = flows(given_energies, matched=matched)
    covered = found.covered.sum(axis=-2)
    made = given_energies.produced.sum(axis=-2)
    assert np.allclose(found.delivered + covered, given_energies.used, atol=1e-8)
    assert np.allclose(covered + found.to_other + found.to_grid, made, atol=1e-8)
    for flow in (found.delivered, found.covered, found.exported, found.to_other, found.to_grid):
        assert flow.min() > -1e-8


@given(energies(cogeneration=False), st.booleans())
def test_the_renewable_share_without_credit_is_a_share(given_energies, matched):
    found = performance(given_energies, weights(), matched=matched)
    assert found.rer.min() >= -1e-9
    assert found.rer.max() <= 1 + 1e-9
    assert found.total.min() >= -1e-6


@given(energies(cogeneration=False), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_credit_for_exports_never_raises_the_non_renewable_part(given_energies, one, two):
    low, high = sorted((one, two))
    by_low = performance(given_energies, weights(), low).total
    by_high = performance(given_energies, weights(), high).total
    assert (by_high[..., 1:] <= by_low[..., 1:] + 1e-6).all()


@given(energies())
def test_a_building_is_weighed_as_if_alone(given_energies):
    together = performance(given_energies, weights(), 0.5).total
    for row in range(BUILDINGS):
        alone = Energies(
            given_energies.used[row],
            given_energies.used_other[row],
            given_energies.produced[row],
            given_energies.cogeneration_input[row],
        )
        assert performance(alone, weights(), 0.5).total == pytest.approx(together[row], rel=1e-12, abs=1e-9)


@given(energies(cogeneration=False))
def test_steps_where_nothing_is_exported_add_up(given_energies):
    small = np.minimum(given_energies.produced, given_energies.used[:, :, None, :])
    monthly = Energies(
        given_energies.used, given_energies.used_other, small, given_energies.cogeneration_input
    )
    annual = Energies(
        *(np.sum(x, axis=-1, keepdims=True) for x in (monthly.used, monthly.used_other, small)),
        monthly.cogeneration_input.sum(axis=-1, keepdims=True),
    )
    assert np.allclose(performance(monthly, weights()).total, performance(annual, weights()).total, atol=1e-6)


@pytest.mark.parametrize(
    ("case", "k_exp", "ren", "nren"),
    [
        (year(electricity=100), 0.0, 50.0, 200.0),
        (year(electricity=100, on_site=50), 0.0, 75.0, 100.0),
        (year(electricity=100, on_site=140), 0.0, 100.0, 0.0),
        (year(electricity=100, on_site=140), 1.0, 120.0, -80.0),
        (year(electricity=20, gas=190, on_site=40), 0.0, 20.0, 209.0),
        (year(electricity=20, gas=150, cogenerated=48, fuel=108), 0.0, 0.0, 214.5),
        (year(electricity=20, gas=150, cogenerated=48, fuel=108), 1.0, -14.0, 227.8),
    ],
)
def test_examples_of_the_annex(case, k_exp, ren, nren):
    found = performance(case, weights(), k_exp)
    assert found.total[:2] == pytest.approx([ren, nren])
    assert found.e_p_tot == pytest.approx(ren + nren)


def test_cogenerated_electricity_weighs_its_fuel():
    case = year(cogenerated=48, fuel=108)
    assert cogeneration_weight(case, weights())[1] == pytest.approx(1.1 * 108 / 48)
    assert np.isnan(cogeneration_weight(year(cogenerated=48), weights())).all()


def test_a_weight_of_its_own_goes_before_the_default():
    own = weights()
    own[0, ON_SITE, TO_GRID, STEP_B] = [0.0, 1.0, 0.1]
    found = performance(year(electricity=100, on_site=140), own, 1.0)
    assert found.total == pytest.approx([140.0, -40.0, -4.0])


def test_an_unknown_weight_is_not_reckoned_as_nothing():
    unknown = weights()
    unknown[1] = np.nan
    assert np.isfinite(performance(year(electricity=1), unknown).total).all()
    assert np.isnan(performance(year(gas=1), unknown).total).all()
    assert np.isnan(performance(year(gas=1), unknown).rer)


def test_other_uses_take_exports_before_the_grid():
    found = flows(year(electricity=10, other=5, on_site=40))
    assert found.to_other[0] == 5
    assert found.to_grid[0] == 25
    assert found.delivered[0] == 0


def test_months_match_less_than_their_sums_say():
    factor = load_matching(np.array([100.0, 100.0, 0.0]), np.array([100.0, 1000.0, 10.0]))
    assert factor == pytest.approx([0.5, (10 + 0.1 - 1) / (10 + 0.1), 1.0])


def test_the_share_of_what_is_near():
    found = performance(year(electricity=20, gas=100, on_site=10), weights())
    assert found.rer_within(np.array([False, False])) == pytest.approx(10 / float(found.e_p_tot))


def test_nothing_used_has_no_share():
    assert performance(year(), weights()).rer == 0.0
