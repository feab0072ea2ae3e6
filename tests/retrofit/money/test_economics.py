"""Closed forms of net present value, annuity and payback."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.money import economics as money

RATES = st.one_of(st.just(0.0), st.floats(0.001, 0.2))
GROWTHS = st.one_of(st.just(0.0), st.floats(-0.05, 0.15))


def test_annuity_of_published_cases():
    # numpy-financial tests (BSD-3): pmt(0.08 / 12, 60, 15000), pmt(0, 60, 15000)
    assert 15000 * money.annuity_factor(0.08 / 12, 60) == pytest.approx(304.1459143262052, rel=1e-9)
    assert 15000 * money.annuity_factor(0.0, 60) == pytest.approx(250.0, rel=1e-12)


def test_global_cost_of_published_cases():
    # 1000 EUR a year over 30 years at 3 %: 1000 x (1 - 1.03^-30) / 0.03
    assert 1000 * money.present_value_factor(0.03, 0.0, 30) == pytest.approx(19600.441349469776, rel=1e-12)
    # 10 000 EUR of which 4000 last 20 years, 500 EUR a year, residual value 2000 EUR after 30 years
    kept = money.lifetime_factor(np.array([30.0, 20.0]), 0.03, 30)
    total = 6000 * kept[0] + 4000 * kept[1] + 500 * money.present_value_factor(0.03, 0.0, 30)
    assert total == pytest.approx(21190.950172448414, rel=1e-12)


@pytest.mark.shared
def test_all_shared_cases_in_closed_form(shared):
    folder = shared / "validation" / "economics"
    cases = json.loads((folder / "npv_irr_pmt.json").read_text(encoding="utf-8"))
    for case in cases["pmt"]:
        found = -case["pv"] * money.annuity_factor(case["rate"], case["nper"])
        assert found == pytest.approx(case["pmt"], rel=1e-9)
    for case in cases["pv"]:
        found = -case["pmt"] * money.present_value_factor(case["rate"], 0.0, case["nper"])
        assert found == pytest.approx(case["pv"], rel=1e-9)


@given(RATES, GROWTHS, st.integers(1, 50))
def test_the_present_value_equals_the_sum_over_the_years(rate, growth, years):
    summed = sum((1 + growth) ** (t - 1) / (1 + rate) ** t for t in range(1, years + 1))
    assert money.present_value_factor(rate, growth, years) == pytest.approx(summed, rel=1e-9)


@given(RATES, st.integers(1, 60), st.integers(1, 50))
def test_keeping_an_element_equals_the_sum_of_its_replacements(rate, lifetime, horizon):
    bought = range(0, horizon, lifetime)
    left = (bought[-1] + lifetime - horizon) / lifetime
    summed = sum((1 + rate) ** -t for t in bought) - left * (1 + rate) ** -horizon
    assert float(money.lifetime_factor(lifetime, rate, horizon)) == pytest.approx(summed, rel=1e-9, abs=1e-12)


def test_npv_of_a_loan_free_investment():
    kept = money.lifetime_factor(40.0, 0.03, 30)
    residual = 0.25 * 1.03**-30
    assert float(kept) == pytest.approx(1 - residual)
    npv = money.net_present_value(1000 * kept, np.array([80.0]), money.present_value_factor(0.03, 0.0, 30))
    assert npv[0] == pytest.approx(80 * 19.600441349469776 - 1000 * (1 - residual))


def test_simple_payback_is_never_infinite_or_negative():
    invest = np.array([1000.0, 1000.0, 1000.0, 0.0, 0.0])
    saving = np.array([100.0, 0.0, -5.0, 50.0, 0.0])
    np.testing.assert_array_equal(
        money.simple_payback(invest, saving), [10.0, np.nan, np.nan, np.nan, np.nan]
    )


@given(RATES, GROWTHS, st.floats(1.0, 29.0))
def test_discounted_payback_is_where_the_present_value_meets_the_investment(rate, growth, years):
    saving = np.array([100.0])
    invest = saving * money.present_value_factor(rate, growth, years)
    found = money.discounted_payback(invest, saving, rate, growth, 30)
    assert found[0] == pytest.approx(years, rel=1e-6)


@pytest.mark.parametrize("apart", [0.0, 1e-15, 1e-9, -1e-9])
def test_growth_close_to_the_discount_rate_loses_no_digits(apart):
    growth = 0.03 + apart
    assert money.present_value_factor(0.03, growth, 10) == pytest.approx(10 / 1.03, rel=1e-7)
    found = money.discounted_payback(np.array([1000.0]), np.array([100.0]), 0.03, growth, 30)
    assert found[0] == pytest.approx(10.3, rel=1e-7)


def test_discounted_payback_beyond_the_horizon_or_never_is_empty():
    invest, saving = np.array([1000.0, 1000.0, 1000.0]), np.array([20.0, 100.0, 0.0])
    found = money.discounted_payback(invest, saving, 0.03, 0.0, 15)
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(np.log(1 / 0.7) / np.log(1.03))
    assert np.isnan(found[2])
    assert np.isnan(money.discounted_payback(invest, saving, 0.03, 0.0, 10)[1])


def test_without_interest_discounted_equals_simple():
    invest, saving = np.array([1234.0]), np.array([100.0])
    assert money.discounted_payback(invest, saving, 0.0, 0.0, 30)[0] == pytest.approx(12.34)
    assert money.present_value_factor(0.0, 0.0, 30) == 30.0
