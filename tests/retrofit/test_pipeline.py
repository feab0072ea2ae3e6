"""The whole engine on small stocks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrofit import pipeline
from retrofit.errors import Cancelled
from retrofit.physics import need
from retrofit.plan.scenario import Assumptions, Method, Scenario
from retrofit.progress import silent
from retrofit.stock import codes
from retrofit.stock.fields import RESULTS, SUMS
from retrofit.stock.stock import PartyWalls

BOTH = [Method.MONTHLY, Method.SEASONAL]


@pytest.fixture(scope="module")
def solve(make_pack, milan):
    def solve(stock, pack=None, place=milan, progress=silent, **assumed):
        return pipeline.baseline(stock, pack or make_pack(), Assumptions(**assumed), place, progress)

    return solve


@pytest.fixture(scope="module")
def assess(milan):
    def assess(solved, scenario=None, **assumed):
        stock = solved.typed.stock
        chosen = scenario or pipeline.default_scenario(solved)
        n_blocks, n_parcels = stock.block_of.max() + 1, max(stock.parcel_of.max() + 1, 0)
        return pipeline.assess(solved, chosen, Assumptions(**assumed), n_blocks, n_parcels)

    return assess


@pytest.mark.parametrize("method", BOTH)
def test_packages_lower_the_need_and_cost_something(solve, random_stock, method):
    solved = solve(random_stock(60), method=method)
    states, heated = solved.states, solved.typed.heated
    assert (np.diff(states.q_h_nd_kwh[heated], axis=1) < 0).all()
    assert (states.invest_element_eur[heated][:, 1:].sum(axis=2) > 0).all()
    assert (states.invest_element_eur[:, 0] == 0).all()
    assert (np.diff(states.u_w_m2k, axis=1) <= 0).all()


def test_measures_interact(solve, make_pack, make_stock, make_archetypes):
    """The saving of all elements together is not the sum of each alone."""
    stock = make_stock(1, number_of_floors_above_ground=3.0, year_of_construction=1930.0)
    saved = []
    for elements in ([codes.WALL], [codes.WINDOW], [codes.WALL, codes.WINDOW]):
        types = make_archetypes()
        untouched = [e for e in range(5) if e not in elements]
        types.u_w_m2k[:, 1:, untouched] = types.u_w_m2k[:, :1, untouched]
        q = solve(stock, make_pack(archetypes=types)).states.q_h_nd_kwh[0]
        saved.append(q[0] - q[1])
    assert abs(saved[2] - saved[0] - saved[1]) > 0.01 * saved[2]


def test_the_months_add_up_to_the_year(solve, random_stock):
    states = solve(random_stock(30)).states
    np.testing.assert_allclose(states.q_h_nd_month_kwh.sum(axis=1), states.q_h_nd_kwh[:, 0])
    assert states.q_h_nd_month_kwh.shape == (30, 12)
    assert solve(random_stock(30), method=Method.SEASONAL).states.q_h_nd_month_kwh.shape == (30, 0)


def test_what_is_not_heated_has_no_figures(solve, assess, make_stock):
    stock = make_stock(2, current_use=[codes.USE_RESIDENTIAL, codes.USE_ANCILLARY])
    solved = solve(stock)
    everything = Scenario("all", np.full(2, 2, dtype=np.int8))
    found = assess(solved, everything).buildings
    for name in (
        "q_h_nd_kwh",
        "e_del_kwh",
        "e_del_after_kwh",
        "invest_eur",
        "npv_eur",
        "heated_count",
        "inputs_count",
    ):
        assert found[name][1] == 0
        assert found[name][0] != 0
    assert np.isnan(found["payback_simple_a"][1])


def test_a_neighbour_lowers_the_need(solve, make_stock):
    one = np.array([0], dtype=np.int32)
    walls = PartyWalls(one, one + 1, np.array([12.0]), np.array([1], dtype=np.int8))
    known = {"number_of_floors_above_ground": 3.0, "size_class": codes.MFH}
    alone, together = solve(make_stock(2, **known)), solve(make_stock(2, walls, **known))
    assert (together.states.q_h_nd_kwh[:, 0] < alone.states.q_h_nd_kwh[:, 0]).all()


def test_costs_and_savings_by_hand(solve, make_stock):
    solved = solve(make_stock(1, number_of_floors_above_ground=2.0, number_of_dwellings=1.0))
    states, ref = solved.states, solved.typed.floor_area_ref_m2[0]
    fuel = states.q_h_nd_kwh[0] * 1.2 + states.q_w_nd_kwh[0] * 1.5
    np.testing.assert_allclose(states.e_del_kwh[0, :, 1], fuel)
    cost = fuel * 0.12 + 2.0 * ref * 0.3
    np.testing.assert_allclose(states.energy_cost_eur[0], cost)
    area = solved.envelope.area_m2[0]
    usual = 0.5 * 1.1 * area * (100 + np.array([20, 20, 20, 0, 0]))
    np.testing.assert_allclose(states.invest_element_eur[0, 1], usual)
    years = (1 - (1.02 / 1.03) ** 30) / (0.03 - 0.02)
    outlay = usual.sum() * (1 - 0.25 * 1.03**-30)
    assert states.npv_eur[0, 1] == pytest.approx((cost[0] - cost[1]) * years - outlay)
    assert states.invest_eur[0, 1] == pytest.approx(usual.sum())


def test_vat_switch_changes_money_only(solve, random_stock):
    gross, net = solve(random_stock(20)), solve(random_stock(20), vat_included=False)
    np.testing.assert_allclose(gross.states.energy_cost_eur, net.states.energy_cost_eur * 1.2)
    np.testing.assert_allclose(gross.states.invest_element_eur, net.states.invest_element_eur * 1.1)
    np.testing.assert_array_equal(gross.states.e_del_kwh, net.states.e_del_kwh)


def test_the_price_years_are_told_and_the_factor_raises_the_investment(solve, random_stock):
    then, now = solve(random_stock(20)), solve(random_stock(20), construction_price_factor=1.4)
    np.testing.assert_allclose(now.states.invest_element_eur, then.states.invest_element_eur * 1.4)
    assert now.findings[-1].code == "price_years"
    assert now.findings[-1].args["factor"] == 1.4


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.sampled_from(BOTH))
def test_permuting_the_rows_permutes_the_results(solve, assess, random_stock, seed, method):
    stock = random_stock(25, seed)
    order = np.random.default_rng(seed).permutation(25).astype(np.int32)
    plain, mixed = solve(stock, method=method), solve(stock.take(order), method=method)
    for name in ("q_h_nd_kwh", "e_del_kwh", "invest_element_eur", "npv_eur", "u_w_m2k"):
        np.testing.assert_allclose(
            getattr(mixed.states, name), getattr(plain.states, name)[order], rtol=1e-12
        )
    found, expected = assess(mixed), assess(plain)
    for field in RESULTS:
        np.testing.assert_allclose(
            found.blocks[field.name], expected.blocks[field.name], rtol=1e-9, atol=1e-9
        )


def test_a_batch_equals_row_by_row(solve, random_stock):
    stock = random_stock(20, seed=3)
    stock = stock.take(np.arange(0, 20, 2, dtype=np.int32))  # one of each pair: no party walls
    batch = solve(stock).states
    for row in range(len(stock)):
        single = solve(stock.take(np.array([row], dtype=np.int32))).states
        np.testing.assert_allclose(single.q_h_nd_kwh[0], batch.q_h_nd_kwh[row], rtol=1e-12)


def test_chunks_change_nothing(solve, random_stock, monkeypatch):
    whole = solve(random_stock(50))
    monkeypatch.setattr(need, "CHUNK", 7)
    np.testing.assert_allclose(solve(random_stock(50)).states.q_h_nd_kwh, whole.states.q_h_nd_kwh, rtol=1e-12)


def test_levels_add_up_to_the_district(solve, assess, random_stock):
    found = assess(solve(random_stock(50)))
    for field in SUMS:
        total = found.district[field.name][0]
        assert found.buildings[field.name].sum() == pytest.approx(total)
        assert found.blocks[field.name].sum() == pytest.approx(total)
    assert found.district["saving_pct"][0] == pytest.approx(
        100 * found.district["e_del_saving_kwh"][0] / found.district["e_del_kwh"][0]
    )


def test_the_default_scenario_leaves_declined_and_unheated_alone(solve, assess, make_stock):
    stock = make_stock(3, condition_of_construction=[0, codes.DECLINED, codes.RUIN])
    solved = solve(stock)
    scenario = pipeline.default_scenario(solved, 2, "Deep")
    assert (scenario.name, scenario.package_of.tolist()) == ("Deep", [2, 0, 0])
    assert assess(solved, scenario).district["renovated_count"][0] == 1


def test_no_renovation_changes_nothing(solve, assess, random_stock):
    solved = solve(random_stock(30))
    found = assess(solved, pipeline.default_scenario(solved, 0)).district
    for name in ("e_del_saving_kwh", "co2_saving_kg", "invest_eur", "npv_eur", "renovated_count"):
        assert found[name][0] == 0
    assert np.isnan(found["payback_simple_a"][0])


def test_guesses_are_counted_over_heated_buildings(solve, assess, make_stock):
    full = {
        "current_use": codes.USE_RESIDENTIAL, "condition_of_construction": 0, "size_class": codes.SFH,
        "number_of_floors_above_ground": 2.0, "height_above_ground_m": 6.0, "floor_area_gross_m2": 240.0,
        "number_of_dwellings": 1.0, "year_of_construction": 1950.0, "heating": 0,
    }  # fmt: skip
    solved = solve(make_stock(1, **full))
    assert solved.guessed_share[0] == 0
    assert assess(solved).district["guessed_pct"][0] == 0
    less = solve(make_stock(1, **{**full, "year_of_construction": np.nan, "number_of_dwellings": np.nan}))
    assert assess(less).district["guessed_pct"][0] == pytest.approx(100.0 * 2 / 9)


def test_a_far_place_is_reckoned_with_its_season(solve, make_stock):
    solved = solve(make_stock(), place=(59.0, 10.0))
    assert solved.station == "XX.N"
    assert "climate_far" in [finding.code for finding in solved.findings]
    assert solved.states.q_h_nd_month_kwh.shape == (1, 0)


def test_cancel_stops_the_work(solve, random_stock):
    def cancel(fraction, what):
        if what == "balance":
            raise Cancelled

    with pytest.raises(Cancelled):
        solve(random_stock(5), progress=cancel)


def test_progress_rises_from_start_to_end(solve, random_stock):
    seen = []
    solve(random_stock(5), progress=lambda fraction, what: seen.append((fraction, what)))
    assert [fraction for fraction, _ in seen] == sorted(fraction for fraction, _ in seen)
    assert {what for _, what in seen} == {"typology", "balance", "economics"}


def test_an_empty_stock_is_no_trouble(solve, make_stock):
    solved = solve(make_stock(0))
    assert solved.states.e_del_kwh.shape == (0, 3, len(codes.CARRIERS))
    found = pipeline.assess(solved, pipeline.default_scenario(solved), Assumptions(), 0, 0)
    assert found.district["e_del_kwh"].tolist() == [0.0]


def test_a_need_beyond_belief_is_told(solve, make_pack, make_stock, make_archetypes):
    types = make_archetypes()
    poor = replace(types, u_w_m2k=types.u_w_m2k * 6)
    solved = solve(make_stock(1), make_pack(archetypes=poor))
    told = [f for f in solved.findings if f.code == "energy_extreme"]
    assert [f.building_ids for f in told] == [("b0",)]
