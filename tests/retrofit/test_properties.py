"""Properties of the whole chain: what must hold for any stock, pack and package."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrofit.pipeline import assess, baseline, default_scenario, reprice
from retrofit.plan.package import STANDARD, Insulation, Package
from retrofit.plan.scenario import Assumptions
from retrofit.stock import codes

A = Assumptions()
PUMP = Package("pump", builds_on="usual", generator="heat_pump_air", ventilation="heat_recovery")
seeds = st.integers(0, 10_000)


@pytest.fixture(scope="module")
def solve(make_pack, milan):
    return lambda stock, packages=(*STANDARD, PUMP), **pack: baseline(
        stock, make_pack(**pack), A, milan, packages=packages
    )


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_the_energy_of_all_carriers_is_the_energy(solve, random_stock, seed):
    states = solve(random_stock(40, seed)).states
    np.testing.assert_allclose(states.e_del_kwh.sum(axis=2), states.e_del_total_kwh, rtol=1e-9, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_heat_that_is_generated_is_what_is_needed_and_lost(solve, random_stock, seed):
    solved = solve(random_stock(40, seed))
    states, chain = solved.states, solved.states.tables.chain[solved.states.kind_of]
    ref = states.floor_area_ref_m2[:, None]
    most = states.q_h_nd_kwh + chain[:, :, 0] * ref
    least = most - chain[:, :, 1] * ref
    assert (states.q_g_h_kwh <= most + 1e-9 * (1 + most)).all()
    wanted = states.q_h_nd_kwh > 0
    assert (states.q_g_h_kwh[wanted] >= (least - 1e-9 * (1 + most))[wanted]).all()


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_a_part_of_the_stock_is_reckoned_as_in_the_whole(solve, random_stock, seed):
    stock = random_stock(40, seed)
    part = np.arange(10, 30, dtype=np.int32)  # pairs of touching houses stay together
    whole, alone = solve(stock).states, solve(stock.take(part)).states
    for name in ("q_h_nd_kwh", "e_del_total_kwh", "co2_kg", "invest_eur", "npv_eur"):
        np.testing.assert_array_equal(getattr(alone, name), getattr(whole, name)[part])


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_order_does_not_matter(solve, random_stock, seed):
    stock = random_stock(30, seed)
    order = np.random.default_rng(seed).permutation(30).astype(np.int32)
    straight, mixed = solve(stock).states, solve(stock.take(order)).states
    for name in ("q_h_nd_kwh", "e_del_total_kwh", "e_p_ren_kwh", "invest_eur"):
        np.testing.assert_allclose(getattr(mixed, name), getattr(straight, name)[order], rtol=1e-12)


@settings(max_examples=10, deadline=None)
@given(seeds, st.floats(0.01, 0.3), st.floats(0.01, 0.3))
def test_more_insulation_never_raises_the_need(solve, random_stock, seed, one, other):
    thin, thick = sorted((one, other))
    packages = (*STANDARD, *(Package(f"{d}", ((codes.WALL, Insulation(d)),)) for d in {thin, thick}))
    found = solve(random_stock(20, seed), packages).states.q_h_nd_kwh
    depths = sorted({thin, thick})
    places = [[p.key for p in packages].index(f"{d}") for d in depths]
    assert (found[:, places[-1]] <= found[:, places[0]] + 1e-9).all()
    assert (found[:, places[0]] <= found[:, 0] + 1e-9).all()


@pytest.mark.parametrize("factor", [1.0, 1.3, 2.0])
def test_dearer_energy_and_dearer_works_cost_more(solve, make_pack, random_stock, factor):
    stock = random_stock(40, 7)
    plain, pack = solve(stock), make_pack()
    carriers = {
        place: replace(one, price_eur_kwh=replace(one.price_eur_kwh, value=factor * one.price_eur_kwh.value))
        for place, one in pack.carriers.items()
    }
    dear = reprice(plain, replace(pack, carriers=carriers), A).states
    np.testing.assert_allclose(dear.energy_cost_eur, factor * plain.states.energy_cost_eur)
    np.testing.assert_array_equal(dear.invest_eur, plain.states.invest_eur)
    works = reprice(plain, pack, replace(A, construction_price_factor=factor)).states
    np.testing.assert_allclose(works.invest_eur, factor * plain.states.invest_eur)
    assert (works.npv_eur[:, 1:3] <= plain.states.npv_eur[:, 1:3] + 1e-6).all()


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_blocks_and_district_are_the_sums_of_buildings(solve, random_stock, seed):
    stock = random_stock(36, seed)
    solved = solve(stock)
    found = assess(solved, default_scenario(solved, 3), A, 4, 30)
    for name in ("e_del_kwh", "e_p_tot_after_kwh", "invest_eur", "npv_eur", "co2_saving_horizon_kg"):
        values = found.buildings[name]
        np.testing.assert_allclose(
            found.blocks[name], np.bincount(stock.block_of, values, 4)[:4], rtol=1e-9, atol=1e-6
        )
        assert found.district[name][0] == pytest.approx(values.sum(), rel=1e-9, abs=1e-6)
