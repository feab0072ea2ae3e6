"""Global cost, annuities and the cost of saved energy and emissions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.money.economics import annuity_factor, lifetime_factor
from retrofit.money.global_cost import (
    abatement_cost,
    capital_annuity,
    carbon_price,
    cost_of_conserved_energy,
    discount_factor,
    global_cost,
    replacement_years,
    residual_share,
)


@given(st.floats(0.5, 80.0), st.integers(1, 60), st.floats(0.0, 0.12))
def test_replacements_and_residual_value_equal_the_lifetime_factor(lifetime, period, rate):
    years = replacement_years(lifetime, period)
    cost = global_cost(1.0, 0.0, rate, period, [(y, 1.0) for y in years], residual_share(lifetime, period))
    assert cost == pytest.approx(lifetime_factor(lifetime, rate, period), rel=1e-9, abs=1e-9)


def test_batches_equal_rows():
    invest, annual = np.array([1e4, 2e4]), np.array([[900.0], [300.0]])
    together = global_cost(invest, annual, 0.03, 30, [(15, np.array([2e3, 0.0]))], np.array([500.0, 0.0]))
    for row in range(2):
        alone = global_cost(invest[row], annual[row], 0.03, 30, [(15, [2e3, 0.0][row])], [500.0, 0.0][row])
        assert together[row] == pytest.approx(alone)


def test_a_path_of_prices_counts_year_by_year():
    rising = 1000.0 * 1.02 ** np.arange(20)
    expected = (rising * discount_factor(0.04, np.arange(1, 21))).sum()
    assert global_cost(0.0, rising, 0.04, 20) == pytest.approx(expected)


def test_the_carbon_floor_steps_up():
    assert list(carbon_price([2024, 2025, 2026, 2030, 2031, 2060])) == [20, 20, 35, 35, 50, 50]


def test_a_residual_value_of_a_whole_life_is_nothing():
    assert residual_share(15.0, 30.0) == 0.0
    assert residual_share(20.0, 30.0) == pytest.approx(0.5)
    assert residual_share(0.0, 30.0) == 0.0
    assert len(replacement_years(0.0, 30.0)) == 0


def test_capital_annuity_without_growth_is_the_annuity_of_the_global_cost():
    cost = global_cost(1000.0, 0.0, 0.03, 30, [(20, 1000.0)], 500.0)
    assert capital_annuity(1000.0, 20.0, 0.03, 0.0, 30) == pytest.approx(cost * annuity_factor(0.03, 30))


def test_planning_is_paid_once():
    assert capital_annuity(500.0, 0.0, 0.03, 0.02, 30) == pytest.approx(500.0 * annuity_factor(0.03, 30))


def test_saving_nothing_has_no_price():
    assert np.isnan(cost_of_conserved_energy(1000.0, 0.0, 0.0, 0.03, 30))
    assert np.isnan(abatement_cost(-1000.0, 0.0, 0.03, 30))


def test_abatement_that_pays_is_negative():
    assert abatement_cost(5000.0, 1000.0, 0.03, 30) < 0
    assert cost_of_conserved_energy(1000.0, 0.0, 500.0, 0.0, 20) == pytest.approx(0.1)
