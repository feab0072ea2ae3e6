"""Country packs load, are whole, are chosen by place, and refuse what is broken."""

import csv
import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from app.packs import available, country_name, load_pack, pack_for, read_pack
from app.paths import resources
from app.text.messages import MESSAGES, sentence
from retrofit.errors import PackError
from retrofit.stock.codes import CARRIERS, ELEMENTS, MFH, NRES, SIZE_CLASSES, USES, VARIANTS, WALL
from retrofit.stock.pack import ArchetypeTable, Status

CODES = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FR", "GB", "GR", "HU", "IE", "IT", "NL", "NO", "PL", "RS",
    "SE", "SI",
)  # fmt: skip
NEAREST_PERIOD = {
    *(("SE", size_class) for size_class in SIZE_CLASSES),
    *(("IE", size_class) for size_class in ("MFH", "AB", "NRES")),
}
"""The Swedish typology ends in 2005, the Irish one lacks flats of two periods: the nearest period stands in."""
MAY_BE_NAN = {
    "area_m2",
    "window_area_m2",
    "floor_area_ref_m2",
    "number_of_dwellings",
    "number_of_floors",
    "thickness_m",
}


def test_the_countries_of_the_typology_come_with_the_program() -> None:
    assert available() == CODES


@pytest.mark.parametrize("code", CODES)
def test_pack_is_whole(code: str) -> None:
    pack = load_pack(code)
    assert pack.code == code
    assert set(pack.uses) == set(range(len(USES)))
    assert set(pack.carriers) == set(range(len(CARRIERS)))
    assert set(pack.fallbacks) == {1, 2}
    assert {(cost.element, cost.variant) for cost in pack.costs} >= {
        (element, variant) for element in range(len(ELEMENTS)) for variant in (1, 2)
    }
    assert set(pack.default_generator) == set(pack.default_floors) == set(range(len(SIZE_CLASSES)))
    assert pack.seasons
    assert 0.3 < pack.cost_index.value < 2
    assert 0 <= pack.vat_renovation.value < 0.3


@pytest.mark.parametrize("code", CODES)
def test_no_figure_is_missing_where_one_is_needed(code: str) -> None:
    table = load_pack(code).archetypes
    for name in ArchetypeTable.__dataclass_fields__:
        values = getattr(table, name)
        assert len(values) == len(table)
        if values.dtype.kind == "f" and name not in MAY_BE_NAN:
            assert np.isfinite(values).all(), name


@pytest.mark.parametrize("code", CODES)
def test_every_year_has_one_general_type_or_a_substitute_class(code: str) -> None:
    pack = load_pack(code)
    table = pack.archetypes
    for size_class in range(len(SIZE_CLASSES)):
        for year in (1800, 1900, 1925, 1945, 1958, 1965, 1975, 1985, 1996, 2005, 2009, 2024):
            of_year = table.is_general & (table.year_from <= year) & (year <= table.year_to)
            own = np.count_nonzero(of_year & (table.size_class == size_class))
            assert own <= 1, (size_class, year)
            if not own and (code, SIZE_CLASSES[size_class]) not in NEAREST_PERIOD:
                stand_in = pack.class_substitute[size_class]
                assert np.any(of_year & (table.size_class == stand_in)), (size_class, year)


@pytest.mark.parametrize("code", CODES)
def test_u_values_are_those_of_buildings(code: str) -> None:
    table = load_pack(code).archetypes
    present = np.broadcast_to(table.has_variant[:, :, None], table.u_w_m2k.shape)
    opaque = table.u_w_m2k[:, :, :3][present[:, :, :3]]
    assert opaque.min() > 0.04
    assert opaque.max() < 7
    window = table.u_w_m2k[:, :, 3][table.has_variant]
    assert window.min() >= 0.5
    assert window.max() < 7
    assert (table.g_window[table.has_variant] > 0.2).all()


@pytest.mark.parametrize("code", sorted(set(CODES) - {"NL", "FR"}))
def test_no_existing_building_is_free_of_thermal_bridges(code: str) -> None:
    """A zero there is an empty cell of the source that was exported as a number.

    The published needs of all Dutch and two French types hold with a true zero.
    """
    table = load_pack(code).archetypes
    assert (table.delta_u_tb_w_m2k[table.is_general, 0] > 0).all()


@pytest.mark.parametrize("code", CODES)
def test_prices_hold_vat(code: str) -> None:
    for figures in load_pack(code).carriers.values():
        ratio = figures.price_eur_kwh.value / figures.price_net_eur_kwh.value
        assert 1.03 < ratio < 1.30
        assert figures.price_eur_kwh.unit == "EUR/kWh"
        assert figures.price_eur_kwh.year == 2024


@pytest.mark.parametrize("code", CODES)
def test_climate_is_of_the_northern_hemisphere(code: str) -> None:
    for station in load_pack(code).stations:
        assert station.theta_e_c.shape == (12,)
        assert station.i_sol_kwh_m2.shape == (12, 5)
        assert station.theta_e_c[6] > station.theta_e_c[0] + 10
        year = station.i_sol_kwh_m2.sum(axis=0)
        assert 900 < year[4] < 1800
        assert year[0] < year[1] < year[2] < year[4]


def test_the_fallback_of_the_advanced_package_is_never_weaker() -> None:
    for code in CODES:
        usual, advanced = (load_pack(code).fallbacks[v] for v in (1, 2))
        assert all(a <= u for a, u in zip(advanced.u_w_m2k, usual.u_w_m2k, strict=True) if u > 0)


def test_non_residential_types_are_marked_simple_and_indicative() -> None:
    table = load_pack("ES").archetypes
    simple = table.size_class == NRES
    assert simple.sum() == 6
    assert set(table.status[simple]) == {Status.INDICATIVE}
    assert all(code.startswith("ES.NRES.simple.") for code in table.code[simple])


def test_denmark_takes_apartment_blocks_for_multi_family_houses() -> None:
    pack = load_pack("DK")
    assert not np.any(pack.archetypes.size_class == MFH)
    assert SIZE_CLASSES[pack.class_substitute[MFH]] == "AB"


def test_changed_elements_without_thickness_say_so() -> None:
    table = load_pack("ES").archetypes
    row = table.code.tolist().index("ES.ME.TH.01.Gen.ReEx.001")
    assert table.thickness_m[row, 0, WALL] == 0
    assert table.thickness_m[row, 1, WALL] == pytest.approx(0.03)


def test_garages_and_barns_are_not_heated() -> None:
    uses = {USES[use]: rule for use, rule in load_pack("ES").uses.items()}
    assert not any(uses[word].heated for word in ("ancillary", "agriculture", "industrial"))
    assert all(uses[word].heated for word in ("residential", "office", "trade", "public_services"))
    assert uses["mixed"].residential


@pytest.mark.parametrize("code", ["DE", "IT"])
def test_expected_rows_belong_to_the_pack(code: str) -> None:
    pack = load_pack(code)
    codes, regions = set(pack.archetypes.code.tolist()), {season.region for season in pack.seasons}
    with (resources() / "packs" / code.lower() / "expected.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 50
    for row in rows:
        assert row["code"] in codes
        assert row["variant"] in VARIANTS
        assert row["region"] in regions
        assert math.isfinite(float(row["q_h_nd_kwh_m2"]))


@pytest.mark.parametrize(
    ("lat", "lon", "code", "country"),
    [
        (41.06, -4.47, "ES", "ES"),
        (50.10, 14.40, "CZ", "CZ"),
        (45.41, 11.88, "IT", "IT"),
        (54.91, 9.79, "DK", "DK"),
        (54.78, 9.43, "DE", "DE"),
        (58.38, 26.72, "EE", "EE"),
        (42.01, 24.87, "BG", "BG"),
        (28.10, -15.40, "ES", "ES"),
        (47.38, 8.54, "AT", "CH"),
        (48.20, 16.37, "AT", "AT"),
        (50.85, 4.35, "BE", "BE"),
        (35.17, 33.36, "CY", "CY"),
        (48.86, 2.35, "FR", "FR"),
        (52.48, -1.90, "GB", "GB"),
        (37.98, 23.73, "GR", "GR"),
        (47.50, 19.04, "HU", "HU"),
        (53.35, -6.26, "IE", "IE"),
        (52.09, 5.12, "NL", "NL"),
        (59.91, 10.75, "NO", "NO"),
        (52.23, 21.01, "PL", "PL"),
        (44.79, 20.45, "RS", "RS"),
        (59.33, 18.06, "SE", "SE"),
        (46.06, 14.51, "SI", "SI"),
        (38.72, -9.14, "ES", "PT"),
        (56.95, 24.10, "EE", "LV"),
        (45.00, -93.00, "DE", ""),
    ],
)
def test_the_place_chooses_the_pack(lat: float, lon: float, code: str, country: str) -> None:
    choice = pack_for(lat, lon)
    assert (choice.code, choice.country) == (code, country)
    assert choice.substitute == (code != country)


def test_countries_have_names() -> None:
    assert country_name("CH") == "Switzerland"
    assert country_name("ZZ") == "ZZ"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A pack that may be broken."""
    for name in ("common", "es"):
        shutil.copytree(resources() / "packs" / name, tmp_path / name)
    return tmp_path / "es"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("es/archetypes.csv", "is_general", "general", ("es/archetypes.csv", "is_general")),
        (
            "es/archetype_variants.csv",
            ",existing,2.08396",
            ",existing,n/a",
            ("archetype_variants.csv", "2", "u_roof_w_m2k"),
        ),
        ("es/archetype_variants.csv", ",2.08396,", ",20.8396,", ("archetype_variants.csv", "20.8396")),
        ("es/climate_monthly.csv", "vitoria,Vitoria-Gasteiz,42.85,-2.67,7,", "elsewhere,x,1,1,7,", ("vitoria month 7",)),
        ("es/carriers.csv", "EUR/kWh", "EUR/MWh", ("es/carriers.csv", "unit", "EUR/MWh")),
        ("es/pack.toml", 'default_size_class = "MFH"', 'default_size_class = "HUT"', ("es/pack.toml", "HUT")),
        ("es/pack.toml", "[cost_index]", "[costs]", ("es/pack.toml", "cost_index")),
        ("es/pack.toml", "[cost_index]", "[cost_index", ("es/pack.toml",)),
        ("es/sources.toml", "[rite2016]", "[rite2017]", ("rite2016",)),
        ("es/sources.toml", "licence", "license", ("es/sources.toml", "licence")),
        ("common/uses.csv", "mixed,", "office,", ("common/uses.csv", "office")),
        ("common/measures.csv", "roof,usual", "roof,none", ("common/measures.csv", "roof usual")),
    ],
)  # fmt: skip
def test_a_broken_pack_is_refused_naming_the_place(
    copy: Path, file: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    edit(copy.parent / file, old, new)
    with pytest.raises(PackError) as caught:
        read_pack(copy)
    assert caught.value.code in MESSAGES
    words = sentence(caught.value.code, caught.value.details)
    assert all(part in words for part in said), words


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "fallbacks.csv").unlink()
    with pytest.raises(PackError) as caught:
        read_pack(copy)
    assert caught.value.details["file"] == "es/fallbacks.csv"


def test_a_default_generator_needs_a_priced_carrier(copy: Path) -> None:
    edit(copy / "carriers.csv", "natural_gas,price_net", "lpg,price_net")
    with pytest.raises(PackError) as caught:
        read_pack(copy)
    assert caught.value.code == "pack_no_carrier"


def test_an_unknown_pack_is_refused() -> None:
    with pytest.raises(PackError) as caught:
        load_pack("ZZ")
    assert "ES" in sentence(caught.value.code, caught.value.details)
