"""What a scenario makes of buildings: money over the years, carbon, order of works."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.money.economics import present_value_factor
from retrofit.pipeline import assess, baseline, default_scenario, reprice
from retrofit.plan.lock_in import check_order
from retrofit.plan.package import STANDARD, Insulation, Package, Replacement
from retrofit.plan.scenario import Assumptions, Scenario
from retrofit.stock import codes
from retrofit.stock.pack import Cited

A = Assumptions(vat_included=False)


def cited(value, year=0):
    return Cited(float(value), "-", "made_up", year=year)


@pytest.fixture
def solved(make_pack, random_stock, milan):
    pack = make_pack(anyway={(1, codes.WALL): cited(0.5)}, embodied={(1, codes.WALL): (cited(2), cited(0.4))})
    return baseline(random_stock(60, seed=4), pack, A, milan), pack


def totals(solved, assumptions=A, package=1):
    scenario = default_scenario(solved, package)
    return assess(solved, scenario, assumptions, 5, 30)


def test_reprice_is_what_a_new_baseline_would_say(solved, random_stock, milan):
    old, pack = solved
    other = replace(A, discount_rate=0.06, horizon_a=20, energy_price_growth=0.0, vat_included=True)
    fresh = baseline(random_stock(60, seed=4), pack, other, milan)
    again = reprice(old, pack, other)
    for name in ("npv_eur", "invest_eur", "energy_cost_eur", "e_del_total_kwh", "co2_kg"):
        np.testing.assert_array_equal(getattr(again.states, name), getattr(fresh.states, name))


def test_value_of_savings_less_works_is_the_net_present_value(solved):
    found = totals(solved[0]).buildings
    value = present_value_factor(A.discount_rate, A.energy_price_growth, A.horizon_a)
    worth = found["energy_cost_saving_eur"] * value
    np.testing.assert_allclose(found["npv_eur"], worth - found["outlay_eur"], atol=1e-6)


def test_ordering_a_block_together_takes_its_share_off(solved):
    plain = totals(solved[0])
    cheaper = totals(solved[0], replace(A, block_discount=0.2, block_discount_m2=500.0))
    paid, full = cheaper.blocks["invest_eur"], plain.blocks["invest_eur"]
    np.testing.assert_allclose(paid + cheaper.blocks["block_discount_eur"], full)
    share = cheaper.blocks["block_discount_eur"][full > 0] / full[full > 0]
    assert (share > 0).all()
    assert (share < 0.2).all()
    assert (cheaper.district["npv_eur"] > plain.district["npv_eur"]).all()


def test_what_falls_due_anyway_is_no_cost_of_energy(solved):
    found = totals(solved[0]).buildings
    np.testing.assert_allclose(found["invest_anyway_eur"] + found["invest_extra_eur"], found["invest_eur"])
    assert found["invest_anyway_eur"].sum() > 0
    young = totals(solved[0], replace(A, start_year=1850)).buildings
    assert not young["invest_anyway_eur"].any()


def test_a_cleaner_grid_saves_less_over_the_years(make_pack, make_stock, milan):
    old = {"year_of_construction": 1930.0, "size_class": codes.SFH}
    path = {(1, "co2"): (cited(0.2, 2026), cited(0.0, 2046))}
    found = []
    for paths in ({}, path):
        pack = make_pack(paths=paths)
        solved = baseline(make_stock(1, **old), pack, A, milan)
        result = assess(solved, default_scenario(solved), A, 1, 0).district
        found.append(result["co2_saving_horizon_kg"][0])
    assert found[0] == pytest.approx(result["co2_saving_kg"][0] * A.horizon_a, rel=1e-9)
    assert 0 < found[1] < 0.5 * found[0]


def test_prices_follow_a_path_where_the_pack_has_one(make_pack, make_stock, milan):
    old = {"year_of_construction": 1930.0, "size_class": codes.SFH}
    rising = {(1, "price_gross"): (cited(0.1, 2026), cited(0.4, 2036))}
    worth = []
    for paths in ({}, rising):
        solved = baseline(make_stock(1, **old), make_pack(paths=paths), A, milan)
        worth.append(assess(solved, default_scenario(solved), A, 1, 0).district["npv_eur"][0])
    assert worth[1] > worth[0]


def test_paying_for_carbon_makes_savings_worth_more(solved):
    old, pack = solved
    priced = reprice(old, pack, replace(A, carbon_priced=True))
    assert (totals(priced).district["npv_eur"] > totals(old).district["npv_eur"]).all()


def test_works_carry_the_carbon_of_their_making(solved):
    old, _pack = solved
    found = totals(old).buildings
    kinds, wall = old.states.kind_of, codes.WALL
    depth = np.nan_to_num(old.states.tables.thickness_m[kinds, 1, wall])
    treated = old.states.tables.invest_eur_m2[kinds, 1, wall] > 0
    chosen = default_scenario(old, 1).package_of == 1
    expected = np.where(treated & chosen, (2.0 + 40.0 * depth) * old.envelope.area_m2[:, wall], 0.0)
    np.testing.assert_allclose(found["embodied_kg"], expected)


def order_of(make_pack, make_stock, milan, package, **pack_changes):
    pack = make_pack(**pack_changes)
    stock = make_stock(1, year_of_construction=1930.0, size_class=codes.SFH)
    solved = baseline(stock, pack, A, milan, packages=(*STANDARD, package))
    scenario = Scenario("x", np.array([3], dtype=np.int8))
    return {one.code for one in check_order(solved, scenario, pack)}


def test_a_generator_before_the_envelope_is_told(make_pack, make_stock, milan):
    found = order_of(make_pack, make_stock, milan, Package("pump", generator="heat_pump_air"))
    assert {"lock_in_generator_first", "lock_in_hot_flow"} <= found


def test_windows_before_walls_are_told(make_pack, make_stock, milan):
    panes = Package("panes", ((codes.WINDOW, Replacement(1.0)),))
    assert "lock_in_window_first" in order_of(make_pack, make_stock, milan, panes)


def test_a_generator_that_is_far_too_large_is_told(make_pack, make_stock, milan):
    deep = Package("deep", tuple((e, Insulation(0.3)) for e in (0, 1, 2)), builds_on="advanced")
    found = order_of(make_pack, make_stock, milan, deep)
    assert "lock_in_oversized" in found
    whole = replace(deep, generator="heat_pump_air")
    assert not {one for one in order_of(make_pack, make_stock, milan, whole) if one.startswith("lock_in")}


def test_a_thin_layer_misses_the_legal_minimum(make_pack, make_stock, milan):
    limit = {codes.WALL: cited(0.24)}
    thin, thick = (Package(f"{d}", ((codes.WALL, Insulation(d)),)) for d in (0.04, 0.2))
    assert "minimum_u_missed" in order_of(make_pack, make_stock, milan, thin, minimum_u=limit)
    assert "minimum_u_missed" not in order_of(make_pack, make_stock, milan, thick, minimum_u=limit)
