"""How long the engine takes; no test asserts a time. Run with ``--benchmark-enable``."""

from dataclasses import replace

import numpy as np
import pytest

from app.packs import load_pack
from retrofit import pipeline
from retrofit.plan.package import STANDARD, Insulation, Package, Replacement
from retrofit.plan.scenario import Assumptions, Method
from retrofit.stock import codes
from retrofit.stock.fields import PROVENANCE_OF
from retrofit.stock.stock import PartyWalls, Stock

VITORIA = (42.85, -2.67)
ASSUMPTIONS = Assumptions()


def street(n):
    """A stock with a fixed seed: pairs of touching houses, a tenth without a year, a fifth without floors."""
    draw = np.random.default_rng(1)
    width, depth = draw.uniform(7, 25, n), draw.uniform(7, 14, n)
    first = np.arange(0, n - 1, 2, dtype=np.int32)
    party = PartyWalls(
        first, first + 1, np.minimum(depth[first], depth[first + 1]), np.ones(len(first), dtype=np.int8)
    )
    floors, years = draw.integers(1, 7, n).astype(float), draw.integers(1880, 2015, n).astype(float)
    nan = np.full(n, np.nan)
    return Stock(
        building_id=np.array([f"b{i:07d}" for i in range(n)]),
        block_of=(np.arange(n) // 12).astype(np.int32),
        parcel_of=(np.arange(n) // 2).astype(np.int32),
        footprint_area_m2=width * depth,
        perimeter_m=2 * (width + depth),
        wall_length_m=np.stack([width, depth, width, depth], axis=1),
        party=party,
        number_of_floors_above_ground=np.where(draw.random(n) < 0.2, np.nan, floors),
        height_above_ground_m=nan.copy(),
        floor_area_gross_m2=nan.copy(),
        official_area_m2=nan.copy(),
        number_of_dwellings=nan.copy(),
        year_of_construction=np.where(draw.random(n) < 0.1, np.nan, years),
        current_use=draw.choice([-1, 0, 1, 2], n).astype(np.int8),
        condition_of_construction=draw.choice([-1, 0, 0, 0, 1], n).astype(np.int8),
        size_class=np.full(n, -1, dtype=np.int8),
        provenance={name: np.zeros(n, dtype=np.int8) for name in PROVENANCE_OF},
    )


@pytest.fixture(scope="module", params=[1_000, 10_000, 100_000])
def stock(request):
    return street(request.param if request.config.getoption("benchmark_enable") else 200)


@pytest.mark.parametrize("method", list(Method))
def test_baseline_and_two_packages(benchmark, stock, method):
    pack = load_pack("ES")
    solved = benchmark(pipeline.baseline, stock, pack, replace(ASSUMPTIONS, method=method), VITORIA)
    assert np.isfinite(solved.states.q_h_nd_kwh).all()


def test_sums_of_a_scenario(benchmark, stock):
    solved = pipeline.baseline(stock, load_pack("ES"), ASSUMPTIONS, VITORIA)
    scenario = pipeline.default_scenario(solved)
    blocks, parcels = stock.block_of.max() + 1, stock.parcel_of.max() + 1
    found = benchmark(pipeline.assess, solved, scenario, ASSUMPTIONS, blocks, parcels)
    assert found.district["e_del_kwh"][0] > 0


def test_ten_packages_of_a_million_buildings(benchmark, request):
    deeper = tuple(
        Package(
            f"step {step}",
            ((codes.WALL, Insulation(0.04 * step)), (codes.WINDOW, Replacement(1.3 - 0.08 * step))),
        )
        for step in range(1, 8)
    )
    many = street(1_000_000 if request.config.getoption("benchmark_enable") else 100)
    benchmark.extra_info["aim_s"] = 3.0
    solved = benchmark.pedantic(
        pipeline.baseline,
        (many, load_pack("ES"), ASSUMPTIONS, VITORIA),
        {"packages": (*STANDARD, *deeper)},
        rounds=2,
    )
    assert solved.states.q_h_nd_kwh.shape == (len(many), 10)


def test_one_changed_assumption_for_ten_thousand(benchmark, request):
    """Another discount rate: priced anew and summed for buildings, blocks, parcels and district."""
    many = street(10_000 if request.config.getoption("benchmark_enable") else 100)
    pack = load_pack("ES")
    solved = pipeline.baseline(many, pack, ASSUMPTIONS, VITORIA)
    scenario = pipeline.default_scenario(solved)
    blocks, parcels = many.block_of.max() + 1, many.parcel_of.max() + 1
    other = replace(ASSUMPTIONS, discount_rate=0.05)
    benchmark.extra_info["aim_s"] = 0.1

    def plan_again():
        priced = pipeline.reprice(solved, pack, other)
        return pipeline.assess(priced, scenario, other, blocks, parcels)

    found = benchmark(plan_again)
    assert np.isfinite(found.district["npv_eur"]).all()
