"""The page of the five cities: every chain down to its sources, every figure beside what is published."""

import re

import pytest

from app.packs import load_pack
from app.services.five_cities import CITIES, PAGE, City, city_project, five_cities


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    path = five_cities(tmp_path_factory.mktemp("pages") / "new" / "folder")
    assert path.name == PAGE
    assert [file.name for file in path.parent.iterdir()] == [PAGE]
    return path.read_text(encoding="utf-8")


def section(page: str, city: City) -> str:
    return page.partition(f"## {city.name} (")[2].partition("\n## ")[0]


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.station)
def test_each_city_has_its_building_and_climate(city: City) -> None:
    project = city_project(city)
    assert project.country == city.country
    assert project.baseline is not None
    assert project.baseline.climate.key == city.station
    assert project.place == pytest.approx((city.lat_deg, city.lon_deg), abs=0.01)
    assert project.baseline.typed.heated.tolist() == [True]
    assert load_pack(city.country).stations[0].key == city.station


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.station)
def test_the_chain_goes_from_the_result_to_its_sources(page: str, city: City) -> None:
    told = section(page, city)
    assert "\n- Delivered energy per heated floor area: " in told
    deepest = max(
        len(line) - len(line.lstrip()) for line in told.splitlines() if line.lstrip().startswith("-")
    )
    assert deepest >= 8
    assert "country pack" in told
    assert "nan" not in told


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.station)
def test_figures_stand_beside_published_ones(page: str, city: City) -> None:
    rows = [line for line in section(page, city).splitlines() if line.startswith("|")]
    assert len(rows) >= 4
    assert all(line.count(" | ") == 5 for line in rows if "---" not in line)


def test_the_published_need_of_the_italian_type_is_met(page: str) -> None:
    row = next(line for line in page.splitlines() if "IT.MidClim.MFH.05" in line and line.startswith("|"))
    assert re.search(r"\| 1\.000 \|", row)


def test_what_has_no_data_says_so(page: str) -> None:
    assert "There is no data on the energy use of dwellings in Bulgaria" in page
    assert "no published need of this type in the pack" in page


def test_every_number_of_a_source_is_listed(page: str) -> None:
    told, _, listed = page.partition("## Sources")
    assert {int(number) for number in re.findall(r"\[(\d+)\]", told)} == {
        int(number) for number in re.findall(r"^(\d+)\. ", listed, flags=re.MULTILINE)
    }


def test_the_same_page_twice(page: str, tmp_path) -> None:
    assert five_cities(tmp_path).read_text(encoding="utf-8") == page
