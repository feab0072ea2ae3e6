"""A small country pack and small stocks, built by hand."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.stock import codes
from retrofit.stock.fields import PROVENANCE_OF
from retrofit.stock.pack import (
    ArchetypeTable,
    CarrierFigures,
    Cited,
    Control,
    CostFunction,
    CountryPack,
    FallbackVariant,
    Generator,
    GeneratorCost,
    HeatSource,
    Season,
    Source,
    Station,
    Status,
    UseRule,
    Ventilation,
)
from retrofit.stock.stock import PartyWalls, Stock

PERIODS = ((0, 1945), (1946, 1980), (1981, 9999))
MILAN = (45.46, 9.19)


def cited(value, unit="-"):
    return Cited(float(value), unit, "made_up")


def make_generator(family, carrier, e_h, e_w, aux, pump=""):
    """One without losses of pipes and storage."""
    source = HeatSource(carrier, 1.0, cited(e_h), 1.0, cited(e_w))
    nothing = cited(0.0)
    return Generator(family, family, False, (source,), *[nothing] * 6, cited(aux), nothing, pump)


def make_archetypes(classes=tuple(range(5))):
    rows = [(c, first, last) for c in classes for first, last in PERIODS]
    n = len(rows)
    age = np.array([PERIODS.index((first, last)) for _, first, last in rows])
    existing = np.array([2.0, 1.6, 1.2, 5.0, 3.0]) / (1.0 + age[:, None])
    u = np.stack([existing, existing * 0.4, existing * 0.2], axis=1)
    whole = np.ones(n)
    return ArchetypeTable(
        code=np.array([f"XX.N.{codes.SIZE_CLASSES[c]}.{i % 3 + 1:02d}" for i, (c, _, _) in enumerate(rows)]),
        size_class=np.array([c for c, _, _ in rows], dtype=np.int8),
        year_from=np.array([first for _, first, _ in rows], dtype=np.int32),
        year_to=np.array([last for _, _, last in rows], dtype=np.int32),
        is_general=np.ones(n, dtype=bool),
        has_variant=np.ones((n, 3), dtype=bool),
        u_w_m2k=u,
        b_transmission=np.tile([1.0, 1.0, 0.5, 1.0, 1.0], (n, 3, 1)),
        thickness_m=np.tile(np.array([[0.0], [0.1], [0.2]]), (n, 1, 5)),
        g_window=np.tile([0.75, 0.6, 0.5], (n, 1)),
        delta_u_tb_w_m2k=np.tile([0.1, 0.05, 0.02], (n, 1)),
        n_infiltration_1h=np.tile([0.4, 0.2, 0.1], (n, 1)),
        n_use_1h=np.full((n, 3), 0.4),
        area_m2=np.tile([120.0, 180.0, 100.0, 30.0, 2.0], (n, 1)),
        window_area_m2=np.tile([6.0, 7.0, 10.0, 7.0, 0.0], (n, 1)),
        floor_area_ref_m2=whole * 170.0,
        number_of_dwellings=whole,
        number_of_floors=whole * 2,
        room_height_m=whole * 2.5,
        theta_i_c=whole * 20.0,
        phi_int_w_m2=whole * 3.0,
        c_m_wh_m2k=whole * 45.0,
        q_w_nd_kwh_m2=whole * 10.0,
        f_red_htr1=whole * 0.9,
        f_red_htr4=whole * 0.8,
        f_sh_hor=whole * 0.8,
        f_sh_vert=whole * 0.6,
        f_frame=whole * 0.3,
        f_w=whole * 0.9,
        status=np.array(["verified"] * n),
        source=np.array(["made_up"] * n),
    )


def make_station(key="milan", place=MILAN):
    theta = np.array([2.0, 4.0, 9.0, 13.0, 18.0, 22.0, 25.0, 24.0, 20.0, 14.0, 8.0, 3.0])
    south = np.array([60.0, 70, 85, 75, 70, 65, 70, 80, 90, 80, 60, 50])
    planes = np.stack([south * 0.3, south * 0.7, south, south * 0.7, south * 1.1], axis=1)
    return Station(key, key.title(), *place, theta, planes, "made_up")


SEASONS = (
    Season("XX.N", 200.0, 5.0, np.array([120.0, 250, 400, 250, 380]), "made_up", "North", 60.0, 10.0),
    Season("XX.S", 120.0, 9.0, np.array([80.0, 180, 380, 180, 300]), "made_up", "South", 40.0, 10.0),
)


def make_pack(**changes):
    def carrier(price, f_p, co2):
        return CarrierFigures(cited(price), cited(price / 1.2), cited(f_p), cited(0.1), cited(co2))

    pack = CountryPack(
        code="XX",
        name="Nowhere",
        version="1",
        archetypes=make_archetypes(),
        stations=(make_station(),),
        seasons=SEASONS,
        generators={
            "gas_boiler": make_generator("gas_boiler", 1, 1.2, 1.5, 2.0),
            "heat_pump_air": make_generator("heat_pump_air", 0, 0.4, 0.5, 0.0, pump="air"),
        },
        generator_costs={
            (family, False): GeneratorCost(cited(price), 10.0, 0.75, 0.03, 20.0)
            for family, price in (("gas_boiler", 3000.0), ("heat_pump_air", 9000.0))
        },
        ventilations={
            ("heat_recovery", size): Ventilation(
                "heat_recovery", cited(0.3), cited(0.8), cited(2.6), cited(65.0), 25.0, 0.04
            )
            for size in (False, True)
        },
        controls={"hydronic_balancing": Control("hydronic_balancing", cited(0.95), cited(5.0), 15.0)},
        default_generator=dict.fromkeys(range(5), "gas_boiler"),
        carriers={0: carrier(0.3, 1.8, 0.4), 1: carrier(0.12, 1.1, 0.2)},
        costs=tuple(
            CostFunction(e, v, cited(100.0 * v), cited(2.0 if e < 3 else 0.0), 0.035, cited(40.0))
            for v in (1, 2)
            for e in range(5)
        ),
        cost_index=cited(0.5),
        construction_price=cited(1.0),
        vat_renovation=cited(0.1),
        uses={
            use: UseRule(use, use not in (6, 7, 8), use not in (3, 4, 5, 6, 7, 8))
            for use in range(len(codes.USES))
        },
        fallbacks={
            v: FallbackVariant(v, u, 0.6, 0.05, 0.2, "made_up", Status.INDICATIVE)
            for v, u in ((1, (0.5, 0.5, 0.5, 1.8, 0.0)), (2, (0.2, 0.2, 0.3, 1.0, 0.0)))
        },
        default_size_class=codes.MFH,
        default_period=(1960, 1979),
        default_floors={codes.SFH: 2.0, codes.TH: 2.0, codes.MFH: 3.0, codes.AB: 5.0, codes.NRES: 2.0},
        storey_height_m=cited(3.0),
        dwelling_area_m2=cited(100.0),
        sources={"made_up": Source("made_up", "Made up for tests", "none")},
        price_year=2024,
        class_substitute={codes.MFH: codes.AB, codes.AB: codes.MFH, codes.SFH: codes.TH, codes.TH: codes.SFH},
    )
    return replace(pack, **changes)


def make_stock(n=1, party=None, **columns):
    """Buildings of 10 m x 12 m; everything the sources might say is missing unless given."""
    nan, missing = np.full(n, np.nan), np.full(n, -1, dtype=np.int8)
    values = {
        "building_id": np.array([f"b{i}" for i in range(n)]),
        "block_of": np.zeros(n, dtype=np.int32),
        "parcel_of": np.full(n, -1, dtype=np.int32),
        "footprint_area_m2": np.full(n, 120.0),
        "perimeter_m": np.full(n, 44.0),
        "wall_length_m": np.tile([10.0, 12.0, 10.0, 12.0], (n, 1)),
        "number_of_floors_above_ground": nan,
        "height_above_ground_m": nan,
        "floor_area_gross_m2": nan,
        "official_area_m2": nan,
        "number_of_dwellings": nan,
        "year_of_construction": nan,
        "current_use": missing,
        "condition_of_construction": missing,
        "size_class": missing,
        "heating": missing,
        "heritage": missing,
        "renewal_year": np.full((n, len(codes.ELEMENTS)), np.nan),
        "provenance": {name: np.zeros(n, dtype=np.int8) for name in PROVENANCE_OF},
    }
    coded = ("current_use", "condition_of_construction", "size_class", "heating", "heritage")
    for name, value in columns.items():
        kind = np.int8 if name in coded else np.int32 if name.endswith("_of") else np.float64
        values[name] = np.broadcast_to(np.asarray(value, dtype=kind), np.shape(values[name])).copy()
    return Stock(
        party=party or PartyWalls.none(),
        **{k: np.copy(v) if k != "provenance" else v for k, v in values.items()},
    )


def random_stock(n, seed=0, groups=12):
    """A street of buildings of every kind, reproducible."""
    draw = np.random.default_rng(seed)
    width, depth = draw.uniform(7, 25, n), draw.uniform(7, 14, n)
    first = np.arange(0, n - 1, 2, dtype=np.int32)
    touching = np.minimum(depth[first], depth[first + 1])
    party = PartyWalls(first, first + 1, touching, np.ones(len(first), dtype=np.int8))
    floors = draw.integers(1, 7, n).astype(float)
    years = draw.integers(1880, 2015, n).astype(float)
    return make_stock(
        n,
        party,
        footprint_area_m2=width * depth,
        perimeter_m=2 * (width + depth),
        wall_length_m=np.stack([width, depth, width, depth], axis=1),
        number_of_floors_above_ground=np.where(draw.random(n) < 0.2, np.nan, floors),
        year_of_construction=np.where(draw.random(n) < 0.1, np.nan, years),
        current_use=draw.choice([-1, 0, 1, 2, 3, 8], n),
        condition_of_construction=draw.choice([-1, 0, 0, 0, 1, 2], n),
        block_of=np.arange(n) // groups,
        parcel_of=np.where(draw.random(n) < 0.1, -1, np.arange(n) // 2),
    )


@pytest.fixture(name="make_pack", scope="session")
def _make_pack():
    return make_pack


@pytest.fixture(name="make_stock", scope="session")
def _make_stock():
    return make_stock


@pytest.fixture(name="random_stock", scope="session")
def _random_stock():
    return random_stock


@pytest.fixture(name="make_archetypes", scope="session")
def _make_archetypes():
    return make_archetypes


@pytest.fixture(name="make_station", scope="session")
def _make_station():
    return make_station


@pytest.fixture(scope="session")
def milan():
    return MILAN
