"""Published figures of a country are read with their sources, or refused by file, row and column."""

import shutil
from pathlib import Path

import pytest

from app.packs import available, load_pack, read_pack
from app.packs.statistics import read_statistics, statistics_of
from app.paths import resources
from retrofit.errors import PackError
from retrofit.evidence.plausible import QUANTITIES
from retrofit.stock.pack import Status

HEADER = "quantity,place,value,unit,floor_area,climate,year,status,source,note\n"


def written(folder: Path, *rows: str) -> Path:
    (folder / "statistics.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


@pytest.mark.parametrize("code", [code for code in available() if "." not in code])
def test_every_pack_has_a_table_whose_sources_are_described(code: str) -> None:
    sources = load_pack(code).sources
    for one in statistics_of(code):
        assert one.source in sources
        assert one.unit == QUANTITIES[one.quantity].unit
        assert one.status is Status.VERIFIED or one.note


@pytest.mark.parametrize("code", ["DK", "EE", "ES", "IT", "BG"])
def test_the_first_five_countries_have_figures(code: str) -> None:
    assert statistics_of(code)


def test_a_country_without_figures_has_none() -> None:
    assert statistics_of("RS") == ()


def test_a_folder_without_the_table_has_none(tmp_path: Path) -> None:
    assert read_statistics([tmp_path]) == ()


def test_a_city_replaces_and_adds(tmp_path: Path) -> None:
    for name in ("country", "city"):
        (tmp_path / name).mkdir()
    country = written(tmp_path / "country", "persons_dwelling,,2.4,-,,,2020,verified,a,")
    city = written(
        tmp_path / "city",
        "persons_dwelling,,1.9,-,,,2022,verified,b,",
        "floor_area_dwelling,centre,70,m²,living,,,indicative,b,",
    )
    found = read_statistics([country, city])
    assert [(one.value, one.place, one.year) for one in found] == [(1.9, "", 2022), (70.0, "centre", 0)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("people,,2,-,,,2020,verified,a,", "quantity"),
        ("persons_dwelling,,two,-,,,2020,verified,a,", "value"),
        ("persons_dwelling,,0,-,,,2020,verified,a,", "value"),
        ("persons_dwelling,,nan,-,,,2020,verified,a,", "value"),
        ("persons_dwelling,,2,m²,,,2020,verified,a,", "unit"),
        ("persons_dwelling,,2,-,living,,2020,verified,a,", "floor_area"),
        ("e_del_heat_m2,,120,kWh/(m²a),,,2020,verified,a,", "floor_area"),
        ("persons_dwelling,,2,-,,mild,2020,verified,a,", "climate"),
        ("persons_dwelling,,2,-,,,20,verified,a,", "year"),
        ("persons_dwelling,,2,-,,,2020,sure,a,", "status"),
        ("persons_dwelling,,2,-,,,2020,verified,,", "source"),
    ],
)
def test_a_wrong_cell_is_refused_by_place(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(PackError) as fault:
        read_statistics([written(tmp_path, row)])
    assert fault.value.code in ("pack_value_bad", "pack_value_outside")
    assert (fault.value.details["row"], fault.value.details["column"]) == (2, column)


def test_a_pack_with_an_undescribed_source_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(resources() / "packs" / "dk", tmp_path / "dk"))
    written(folder, "persons_dwelling,,2,-,,,2020,verified,nobody,")
    with pytest.raises(PackError) as fault:
        read_pack(folder)
    assert fault.value.code == "pack_source_unknown"
