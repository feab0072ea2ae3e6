"""The balance: known values, limits, and laws that hold for every building."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.physics import heat

USE = {
    "theta_i": 20.0,
    "theta_e": 5.0,
    "heating_days": 200.0,
    "phi_int": np.array([3.0]),
    "c_m": np.array([45.0]),
}


def test_utilisation_is_exact_near_one():
    a = np.array(2.5)
    for gamma in (1 - 1e-14, 1 - 1e-9, 1.0, 1 + 1e-9, 1 + 1e-13):
        # second-order expansion of the formula about gamma = 1
        expected = a / (a + 1) * (1 - (gamma - 1) / 2)
        assert heat.utilisation(np.array(gamma), a) == pytest.approx(expected, rel=1e-12)


def test_utilisation_at_the_limits():
    gamma = np.array([-2.0, 0.0, 1e-12, 1e6])
    found = heat.utilisation(gamma, np.full(4, 3.0))
    np.testing.assert_allclose(found, [-0.5, 1.0, 1.0, 1e-6], rtol=1e-9)


@given(st.floats(0.01, 50.0), st.floats(0.8, 20.0))
def test_utilisation_equals_the_formula_as_written(gamma, a):
    if abs(gamma - 1) < 1e-3:
        return
    written = (1 - gamma**a) / (1 - gamma ** (a + 1))
    assert heat.utilisation(np.array(gamma), np.array(a)) == pytest.approx(written, rel=1e-9)


@pytest.mark.parametrize(
    ("h_tr", "tabula2015", "mobasy"),
    [
        (0.25, 1.05, 0.9),
        (0.5, 1.0, 0.9),
        (1.0, 0.9, 0.9),
        (2.5, 0.85, 0.85),
        (4.0, 0.8, 0.8),
        (9.0, 0.8, 0.8),
    ],
)
def test_temperature_reduction_by_both_rules(h_tr, tabula2015, mobasy):
    args = np.array([h_tr]), np.array([0.9]), np.array([0.8])
    assert heat.temperature_reduction(*args)[0] == pytest.approx(tabula2015)
    assert heat.temperature_reduction(*args, "mobasy")[0] == pytest.approx(mobasy)


def test_a_building_without_reference_area_loses_nothing_by_transmission():
    found = heat.transmission(np.array([100.0]), np.array([50.0]), np.array([0.1]), np.array([0.0]))
    assert found[0] == 0.0


@given(st.floats(0.05, 6.0), st.floats(0.0, 3.0), st.floats(0.1, 2.0), st.floats(0.0, 60.0))
def test_more_insulation_never_raises_the_need(h_tr, saved, h_ve, q_sol):
    worse, better = np.array([h_tr + saved]), np.array([h_tr])
    need = {}
    for name, h in (("worse", worse), ("better", better)):
        f_red = heat.temperature_reduction(h, np.array([0.9]), np.array([0.8]))
        season = heat.seasonal_need(h, np.array([h_ve]), f_red, np.array([q_sol]), **USE)
        monthly = heat.monthly_need(
            h, np.array([h_ve]), f_red, np.full((1, 12), q_sol / 12),
            theta_i=np.array([20.0]), theta_e=np.linspace(-5, 24, 12), phi_int=np.array([3.0]), c_m=np.array([45.0]),
        )  # fmt: skip
        need[name] = season.q_h_nd[0], monthly.sum()
    assert need["better"][0] <= need["worse"][0] + 1e-9
    assert need["better"][1] <= need["worse"][1] + 1e-9


def test_a_month_warmer_than_the_set_point_needs_nothing():
    need = heat.monthly_need(
        np.array([2.0]), np.array([0.5]), np.array([0.9]), np.zeros((1, 12)),
        theta_i=np.array([20.0]), theta_e=np.array([0.0] * 6 + [20.0, 25, 30, 25, 22, 20]),
        phi_int=np.array([0.0]), c_m=np.array([45.0]),
    )  # fmt: skip
    assert (need[0, 6:] == 0).all()
    hours = heat.DAYS_OF_MONTH[0] * 0.024
    assert need[0, 0] == pytest.approx(2.5 * 0.9 * 20 * hours)


def test_seasonal_and_monthly_agree_where_gains_are_small():
    h_tr, h_ve, f_red = np.array([3.0]), np.array([0.7]), np.array([0.83])
    months = heat.monthly_need(
        h_tr, h_ve, f_red, np.zeros((1, 12)),
        theta_i=np.array([20.0]), theta_e=np.full(12, 5.0), phi_int=np.array([0.5]), c_m=np.array([45.0]),
    )  # fmt: skip
    season = heat.seasonal_need(
        h_tr, h_ve, f_red, np.zeros(1), theta_i=20.0, theta_e=5.0, heating_days=365.0,
        phi_int=np.array([0.5]), c_m=np.array([45.0]),
    )  # fmt: skip
    assert months.sum() == pytest.approx(season.q_h_nd[0], rel=0.01)
