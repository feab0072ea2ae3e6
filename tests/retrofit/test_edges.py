"""Where a formula divides by nothing there is a defined value, or none; never an infinity, never a stack trace."""

import warnings

import numpy as np
import pytest

from retrofit import pipeline
from retrofit.money import cash_flow, economics, global_cost
from retrofit.physics import heat, kernels
from retrofit.plan.scenario import Assumptions, Method
from retrofit.stock import codes


@pytest.mark.parametrize("a", [0.8, 1.0, 3.5, 60.0])
def test_gains_as_large_as_losses_are_used_by_the_limit_of_the_formula(a):
    assert heat.utilisation(np.array(1.0), np.array(a)) == pytest.approx(a / (a + 1))
    beside = heat.utilisation(np.array([1 - 1e-12, 1 + 1e-12]), np.array(a))
    np.testing.assert_allclose(beside, a / (a + 1), rtol=1e-9)


@pytest.mark.parametrize("gamma", [0.0, 1e-320, 1e-12, 1.0, 1e12, 1e300, -1.0])
def test_the_utilisation_is_finite_for_every_ratio_of_gains(gamma):
    found = heat.utilisation(np.array([gamma]), np.array([1.0]))
    assert np.isfinite(found).all()
    assert abs(found[0]) <= 1.0


@pytest.mark.parametrize("loss", [0.0, 5.0])
@pytest.mark.parametrize("gain", [0.0, 5.0])
def test_a_building_without_mass_losses_or_gains_has_a_need(loss, gain):
    """tau is 0 without mass, and has no value without losses."""
    one = np.ones(1)
    need = heat.monthly_need(
        loss * one,
        0.0 * one,
        one,
        np.full((1, 12), gain),
        theta_i=20.0 * one,
        theta_e=np.linspace(-5.0, 25.0, 12),
        phi_int=0.0 * one,
        c_m=0.0 * one,
    )
    assert np.isfinite(need).all()
    assert (need >= 0).all()
    assert need.any() == (loss > 0)


def test_the_heat_of_a_generator_has_the_same_limit_at_one():
    exact, near = (kernels.generated_heat(50.0, 2.0, 10.0, usable) for usable in (50.0, 50.0 + 1e-9))
    assert exact == pytest.approx(near, rel=1e-6)
    assert exact == pytest.approx(50.0 + 10.0 - 2.0 / 3.0 * 50.0)


@pytest.mark.parametrize("rate", [0.0, 1e-15, -1e-15, 1e-9])
def test_without_interest_money_is_a_sum(rate):
    assert economics.annuity_factor(rate, 20) == pytest.approx(1 / 20, rel=1e-6)
    assert economics.present_value_factor(rate, 0.0, 20) == pytest.approx(20, rel=1e-6)
    assert economics.present_value_factor(rate, rate, 20) == pytest.approx(20, rel=1e-6)
    assert economics.lifetime_factor(10.0, rate, 20) == pytest.approx(2, rel=1e-6)
    assert cash_flow.payment(rate, 20, 1000) == pytest.approx(-50, rel=1e-6)
    assert global_cost.discount_factor(rate, [0, 20]) == pytest.approx([1, 1], rel=1e-6)


@pytest.mark.parametrize(
    "flows",
    [[0, 0, 0], [100, 50, 50], [-100, -50, -50], [-100, 50, 0], [-1, 3, -2.5], [0], [-100], [-1e-320, 0, 0],
     [np.nan, 1, 2], [-100, np.nan, 200], [-100, np.inf, -300, np.nan]],
)  # fmt: skip
def test_a_rate_of_return_without_a_root_is_none(flows):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = float(cash_flow.internal_rate_of_return(flows))
    assert not np.isinf(found)
    # 100 paid and 50 got back is a loss of half
    assert found == pytest.approx(-0.5) if flows == [-100, 50, 0] else np.isnan(found)


def test_payback_and_return_of_nothing_are_none():
    nothing, some = np.zeros(3), np.array([0.0, 100.0, -100.0])
    for invest, saving in ((nothing, some), (some, nothing), (nothing, nothing)):
        for found in (
            economics.simple_payback(invest, saving),
            economics.discounted_payback(invest, saving, 0.0, 0.0, 30),
            economics.rate_of_return(invest, saving, 0.0, 30),
        ):
            assert np.isnan(found).all()


@pytest.mark.parametrize(
    ("rate", "growth"), [(0.0, 0.0), (0.03, 0.03), (0.0, 0.02), (0.5, -0.2), (-0.2, 0.5)]
)
@pytest.mark.parametrize("method", [Method.MONTHLY, Method.SEASONAL])
def test_a_stock_of_extremes_is_finite_or_none(make_pack, make_stock, milan, method, rate, growth):
    n = 6
    stock = make_stock(
        n,
        footprint_area_m2=np.array([1e-6, 1e5, 100.0, 100.0, 0.0, 100.0]),
        number_of_floors_above_ground=np.array([1.0, 200.0, np.nan, 0.0, 1.0, 1.0]),
        floor_area_gross_m2=np.array([np.nan, 2e6, 0.0, -5.0, np.nan, 0.01]),
        height_above_ground_m=np.array([0.001, 1000.0, np.nan, 0.0, np.nan, 3.0]),
        number_of_dwellings=np.array([0.0, 10_000.0, np.nan, -1.0, 1.0, 1.0]),
        year_of_construction=np.array([1000.0, 2100.0, np.nan, 1970.0, 1970.0, 1970.0]),
        current_use=np.full(n, codes.USE_RESIDENTIAL, dtype=np.int8),
    )
    assumed = Assumptions(method=method, discount_rate=rate, energy_price_growth=growth)
    solved = pipeline.baseline(stock, make_pack(), assumed, milan)
    found = pipeline.assess(
        solved, pipeline.default_scenario(solved), assumed, int(stock.block_of.max()) + 1, 0
    )
    for level in (found.buildings, found.blocks, found.district):
        for name, values in level.items():
            if np.issubdtype(np.asarray(values).dtype, np.floating):
                assert not np.isinf(values).any(), name
    assert np.isfinite(found.district["e_del_kwh"]).all()
    assert np.isfinite(found.district["invest_eur"]).all()
