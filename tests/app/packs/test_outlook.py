"""Classes of the certificate and figures over the years: there with sources, or plainly not there."""

import math
import shutil
from pathlib import Path

import pytest

from app.packs import available, load_pack, read_pack
from app.paths import resources
from retrofit.errors import PackError
from retrofit.stock.codes import CARRIERS, SIZE_CLASSES

WITH_CLASSES = {"AT", "DE", "DK", "FR", "IE", "NL", "SI"}
ELECTRICITY = CARRIERS.index("electricity")


@pytest.mark.parametrize("code", available())
def test_classes_are_there_where_a_source_has_figures(code: str) -> None:
    classes = load_pack(code).energy_classes
    assert bool(classes) == (code in WITH_CLASSES)
    for size_class in {found.size_class for found in classes}:
        own = [found for found in classes if found.size_class == size_class]
        limits = [found.limit_kwh_m2 for found in own]
        assert limits == sorted(limits)
        assert math.isinf(limits[-1])
        assert len({found.name for found in own}) == len(own)
        assert len({(found.quantity, found.floor_area) for found in own}) == 1


def test_danish_limits_fall_with_the_floor_area() -> None:
    house = SIZE_CLASSES.index("SFH")
    found = {one.name: one for one in load_pack("DK").energy_classes if one.size_class == house}
    assert (found["C"].limit_kwh_m2, found["C"].limit_kwh) == (110, 3200)
    assert found["G"].limit_kwh == 0


@pytest.mark.parametrize("code", ["BG", "DE", "DK", "EE", "ES", "IT"])
def test_grid_emissions_fall_over_the_years(code: str) -> None:
    points = load_pack(code).paths[ELECTRICITY, "co2"]
    assert [point.year for point in points] == [2023, 2030, 2040, 2050]
    values = [point.value for point in points]
    assert values == sorted(values, reverse=True)
    assert {point.unit for point in points} == {"kg/kWh"}


def test_a_country_without_a_path_has_none() -> None:
    assert load_pack("CZ").paths == {}


@pytest.mark.parametrize(
    ("table", "old", "new", "where"),
    [
        ("paths.csv", "kg/kWh", "t/MWh", ("de/paths.csv", "unit")),
        ("paths.csv", ",2030,", ",20300,", ("de/paths.csv", "year")),
        ("energy_classes.csv", ",B,e_del,75,", ",B,e_del,45,", ("de/energy_classes.csv", "limit_kwh_m2")),
        ("energy_classes.csv", ",a_n,", ",roof,", ("de/energy_classes.csv", "floor_area")),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, table: str, old: str, new: str, where: tuple[str, str]
) -> None:
    folder = Path(shutil.copytree(resources() / "packs" / "de", tmp_path / "de"))
    text = (folder / table).read_text(encoding="utf-8")
    assert old in text
    (folder / table).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_pack(folder)
    assert (caught.value.details["file"], caught.value.details["column"]) == where
