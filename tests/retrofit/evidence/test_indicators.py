"""Sums and ratios at every level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.evidence.indicators import Groups, indicators
from retrofit.plan.scenario import Assumptions
from retrofit.stock.fields import RATIOS, RESULTS, SUMS


def some_sums(n, seed=0):
    draw = np.random.default_rng(seed)
    return {field.name: draw.uniform(1.0, 100.0, n) for field in SUMS}


def grouped(sums, of, n):
    return indicators(sums, Groups(np.asarray(of, dtype=np.int32), n), Assumptions())


def test_every_result_field_is_there_in_order():
    assert list(indicators(some_sums(3), None, Assumptions())) == [field.name for field in RESULTS]


def test_a_ratio_is_that_of_the_sums_not_the_mean_of_ratios():
    sums = some_sums(2)
    sums["e_del_kwh"], sums["floor_area_ref_m2"] = np.array([100.0, 900.0]), np.array([1.0, 90.0])
    assert grouped(sums, [0, 0], 1)["e_del_kwh_m2"][0] == pytest.approx(1000 / 91)


def test_paybacks_come_from_summed_investment_and_saving():
    sums = some_sums(2)
    sums["invest_eur"], sums["energy_cost_saving_eur"] = np.array([1000.0, 500.0]), np.array([100.0, -50.0])
    alone = indicators(sums, None, Assumptions())
    assert np.isnan(alone["payback_simple_a"][1])
    assert grouped(sums, [0, 0], 1)["payback_simple_a"][0] == pytest.approx(1500 / 50)


def test_an_empty_group_has_zero_sums_and_no_ratios():
    found = grouped(some_sums(2), [0, 0], 2)
    assert all(found[field.name][1] == 0 for field in SUMS)
    assert all(np.isnan(found[field.name][1]) for field in RATIOS)
    assert np.isnan(found["payback_simple_a"][1])


def test_a_building_in_no_group_is_left_out():
    sums = some_sums(3)
    found = grouped(sums, [0, -1, 0], 1)
    assert found["e_del_kwh"][0] == pytest.approx(sums["e_del_kwh"][[0, 2]].sum())


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30), st.integers(0, 99))
def test_splitting_a_district_keeps_its_sums(of, seed):
    sums = some_sums(len(of), seed)
    blocks, whole = grouped(sums, of, 5), grouped(sums, [0] * len(of), 1)
    for field in SUMS:
        assert blocks[field.name].sum() == pytest.approx(whole[field.name][0])
