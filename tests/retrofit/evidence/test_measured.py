"""What meters would show: the published rule over drawn results, never a factor on the saving."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.evidence.distributions import ASSUMPTIONS
from retrofit.evidence.measured import AsMeasured, metered_use
from retrofit.evidence.swings import expected, unmoved

EU = np.array([1.1, 0.95, 0.795, 0.65, 0.55, 0.475])


def plan(factors, level=1.0):
    return AsMeasured(
        factors=factors,
        level=level,
        floor_area_m2=np.array([100.0, 0.0]),
        aux_now_kwh=np.array([300.0, 0.0]),
        aux_then_kwh=np.array([200.0, 0.0]),
        price_now_eur_kwh=np.array([0.1, 0.0]),
        price_then_eur_kwh=np.array([0.2, 0.0]),
        rate=0.03,
        growth=0.0,
        horizon_a=30,
    )


FOUND = {
    "e_del_kwh": np.array([[30_300.0, 0.0]]),
    "e_del_saving_kwh": np.array([[20_100.0, 0.0]]),
    "energy_cost_saving_eur": np.array([[1000.0, 0.0]]),
    "invest_eur": np.array([[5000.0, 0.0]]),
    "npv_eur": np.array([[-100.0, 0.0]]),
}


def test_the_saving_is_the_difference_of_two_uses():
    seen = plan(EU)(FOUND, unmoved())
    before, after = 0.65 * 30_000, 0.95 * 10_000
    assert seen["e_del_kwh"][0, 0] == pytest.approx(before + 300)
    assert seen["e_del_saving_kwh"][0, 0] == pytest.approx(before - after + 100)
    assert seen["energy_cost_saving_eur"][0, 0] == pytest.approx(
        1000 - (30_000 - before) * 0.1 + (10_000 - after) * 0.2
    )
    assert seen["npv_eur"][0, 0] < FOUND["npv_eur"][0, 0]
    assert seen["invest_eur"] is FOUND["invest_eur"]
    assert (seen["e_del_kwh"][:, 1] == 0.0).all()


def test_factors_of_one_leave_everything_as_calculated():
    seen = plan(np.ones(6))(FOUND, unmoved())
    for name, values in FOUND.items():
        assert seen[name] == pytest.approx(values), name


@given(st.floats(0.0, 1e6), st.floats(0.1, 3.0))
def test_use_is_never_negative_and_goes_with_the_level(fuel, level):
    one = metered_use(np.array([fuel]), np.array([100.0]), EU)
    assert (one >= 0.0).all()
    assert metered_use(np.array([fuel]), np.array([100.0]), EU, level) == pytest.approx(level * one)


def test_what_all_share_is_averaged_over_what_is_each_ones_own():
    generator = np.random.default_rng(1)
    for one in ASSUMPTIONS:
        if one.name != "u_opaque":
            continue
        own = np.exp(
            one.spread
            * (np.sqrt(one.shared) * 1.0 + np.sqrt(1 - one.shared) * generator.standard_normal(200_000))
            - 0.5 * one.spread**2
        )
        assert expected(one, np.ones((1, 1)))[0, 0] == pytest.approx(own.mean(), rel=2e-3)
