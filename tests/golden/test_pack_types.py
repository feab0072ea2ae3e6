"""The engine meets the published need of each pack's building types, with their own geometry."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from app.packs import available, load_pack
from app.paths import resources
from retrofit.physics.climate import Climate
from retrofit.physics.need import heating_need
from retrofit.plan.measures import package_states
from retrofit.progress import silent
from retrofit.results import Envelope, Typed
from retrofit.stock.codes import VARIANTS
from retrofit.stock.stock import PartyWalls, Stock


def stock_of_types(n):
    nan, missing, none = np.full(n, np.nan), np.full(n, -1, dtype=np.int8), np.full(n, -1, dtype=np.int32)
    return Stock(
        np.arange(n).astype(str), none.copy(), none, *(nan.copy() for _ in range(2)), np.full((n, 4), np.nan),
        PartyWalls.none(), *(nan.copy() for _ in range(6)), *(missing.copy() for _ in range(3)),
    )  # fmt: skip


def needs_of(pack, variant, season):
    """Need of every example building in one variant [kWh/(m²a)], shape (A,)."""
    types = pack.archetypes
    n = len(types)
    typed = Typed(
        stock_of_types(n), np.arange(n, dtype=np.int32), np.ones(n, dtype=bool), np.ones(n, dtype=bool),
        types.floor_area_ref_m2, np.full(n, ""),
    )  # fmt: skip
    envelope = Envelope(types.area_m2, types.window_area_m2, np.zeros((n, 4)), np.zeros(n))
    as_published = replace(
        package_states(pack),
        u_w_m2k=np.repeat(types.u_w_m2k[:, variant : variant + 1], 3, axis=1),
        b_transmission=types.b_transmission[:, variant],
        g_window=np.repeat(types.g_window[:, variant : variant + 1], 3, axis=1),
        delta_u_tb_w_m2k=np.repeat(types.delta_u_tb_w_m2k[:, variant : variant + 1], 3, axis=1),
        n_infiltration_1h=np.repeat(types.n_infiltration_1h[:, variant : variant + 1], 3, axis=1),
    )
    climate = Climate(season.region, season=season)
    q_h_nd, _ = heating_need(typed, envelope, types, as_published, climate, progress=silent)
    return q_h_nd[:, 0] / types.floor_area_ref_m2


def expected_of(country):
    return resources() / "packs" / country.lower() / "expected.csv"


@pytest.mark.parametrize("country", [code for code in available() if expected_of(code).is_file()])
def test_published_needs_are_met(country):
    pack = load_pack(country)
    with expected_of(country).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    seasons = {season.region: season for season in pack.seasons}
    row_of = {code: row for row, code in enumerate(pack.archetypes.code.tolist())}
    found = {
        (variant, region): needs_of(pack, VARIANTS.index(variant), seasons[region])
        for variant, region in {(row["variant"], row["region"]) for row in rows}
    }
    calculated = np.array([found[row["variant"], row["region"]][row_of[row["code"]]] for row in rows])
    published = np.array([float(row["q_h_nd_kwh_m2"]) for row in rows])
    assert len(rows) > 0
    np.testing.assert_allclose(calculated, published, rtol=3e-5)
