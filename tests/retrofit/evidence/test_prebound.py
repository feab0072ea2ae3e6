"""From calculated to real use."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.evidence.prebound import NODES_KWH_M2, measured_to_calculated, prebound, realistic_saving

EU = np.array([1.10, 0.95, 0.795, 0.65, 0.55, 0.475])


def test_nodes_are_met_and_the_last_one_holds_on():
    assert measured_to_calculated(NODES_KWH_M2, EU) == pytest.approx(EU)
    assert measured_to_calculated(900.0, EU) == pytest.approx(0.475)
    assert np.isnan(measured_to_calculated(-1.0, EU))


def test_the_saving_is_between_the_two_real_uses():
    saving = realistic_saving(300.0, 100.0, EU)
    assert saving == pytest.approx(0.65 * 300 - 0.95 * 100)
    assert saving < (300 - 100) * 0.65


@given(st.floats(0.0, 800.0), st.floats(0.0, 800.0))
def test_factors_of_one_leave_the_calculation_alone(before, after):
    assert realistic_saving(before, after, np.ones(6)) == pytest.approx(before - after, abs=1e-9)


def test_prebound_of_no_calculation_is_none():
    assert prebound(200.0, 140.0) == pytest.approx(0.3)
    assert np.isnan(prebound(0.0, 10.0))
