"""Time value of money: identities, limits and rates that do not exist."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.money.cash_flow import (
    future_value,
    internal_rate_of_return,
    payment,
    present_value,
    present_value_of_flows,
)

rates = st.floats(-0.2, 0.5)


@given(rates, st.integers(1, 60), st.floats(1.0, 1e6))
def test_a_loan_is_settled_by_its_payments(rate, periods, loan):
    flows = [loan, *([payment(rate, periods, loan)] * periods)]
    assert present_value_of_flows(rate, flows) == pytest.approx(0.0, abs=1e-6 * loan)


@given(rates, st.integers(1, 40), st.floats(-1e4, 1e4))
def test_future_and_present_value_are_inverse(rate, periods, paid):
    future = future_value(rate, periods, paid, 0.0)
    assert present_value(rate, periods, paid, future) == pytest.approx(0.0, abs=1e-6 * max(abs(paid), 1.0))


def test_without_interest_everything_is_a_sum():
    assert payment(0.0, 60, 15000.0) == -250.0
    assert future_value(0.0, 10, -5.0, -50.0) == 100.0
    assert present_value(0.0, 10, -5.0) == 50.0


@given(st.floats(-0.5, 3.0), st.integers(1, 30), st.floats(1.0, 1e6))
def test_the_rate_of_one_sign_change_is_found(rate, periods, invested):
    flows = np.zeros(periods + 1)
    flows[0], flows[-1] = -invested, invested * (1.0 + rate) ** periods
    assert internal_rate_of_return(flows) == pytest.approx(rate, abs=1e-9)


def test_whole_arrays_give_what_rows_give():
    flows = np.array([[-100.0, 39, 59, 55, 20], [-100.0, 0, 0, 74, 0], [10.0, 20, 30, 40, 50]])
    together = internal_rate_of_return(flows)
    for row, expected in zip(flows, together, strict=True):
        assert internal_rate_of_return(row) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    "flows",
    [
        [100.0, 10.0, 10.0],  # nothing is paid
        [-100.0, -10.0],  # nothing comes back
        [0.0, 0.0, 0.0],
        [-100.0, 230.0, -132.0],  # 10 % and 20 %
        [100.0, -200.0, 150.0],  # no real rate
    ],
)
def test_no_rate_or_more_than_one_is_none(flows):
    assert np.isnan(internal_rate_of_return(flows))
