"""What owners pay: against the annuity by hand, and the grant that leaves nobody worse off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.money.owners import Loan, burden, grant_without_burden, yearly_payment


def test_burden_by_hand():
    # 100 000 EUR over 20 years at 4 %: annuity factor 0.0735818
    found = burden(100_000, (12_000, 6_000), 1_000, Loan())
    assert found.energy_now == pytest.approx(1.0)
    assert found.energy_after == pytest.approx(0.5)
    assert found.loan == pytest.approx(100_000 * 0.0735817503 / 12_000)
    assert found.change == pytest.approx(found.loan - 0.5)
    assert burden(100_000, (12_000, 6_000), 1_000, Loan(grant=1.0)).loan == pytest.approx(0)
    assert yearly_payment(100_000, Loan(interest=0.0)) == pytest.approx(5_000)


@given(st.floats(1e3, 1e7), st.floats(0, 1e6), st.integers(1, 40), st.floats(0, 0.12))
def test_with_that_grant_nobody_pays_more_and_with_less_somebody_does(invest, saved, years, interest):
    loan = Loan(years, interest)
    share = grant_without_burden(invest, saved, loan)
    assert 0.0 <= share <= 1.0
    paid = yearly_payment(invest, Loan(years, interest, share))
    assert paid <= saved + 1e-6 * invest or share == 1.0
    if share > 0.01:
        assert yearly_payment(invest, Loan(years, interest, share - 0.01)) > saved
