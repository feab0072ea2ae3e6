"""A layer in which every building has another impossible value, from the file to the plan and back."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from app import bridge
from app.services.files import open_project, save_project
from app.services.intake import ImportRequest, import_district
from app.text.messages import finding_sentence
from gis.footprints import detect_files
from retrofit.findings import Severity
from retrofit.stock.fields import Level

NORMAL = {
    "floor_area": "200", "floors": "2", "year": "1970", "height": 6.0, "dwellings": 2.0, "current_use": "residential",
    "renewal_roof": 2001.0, "renewal_window": 1999.0, "nonresidential_share": 0.2,
}  # fmt: skip
ONLY_FLOORS = {"floor_area": None, "height": np.nan}

WRONG = {
    # building: its values, column as the file calls it, what the finding says of it; "" for no finding
    "area_negative": ({"floor_area": "-240"}, "floor_area", "-240 (200 m² is used)"),
    "area_zero": ({"floor_area": "0"}, "floor_area", "0 (200 m² is used)"),
    "area_infinite": ({"floor_area": "inf"}, "floor_area", "inf (200 m² is used)"),
    "area_beyond": ({"floor_area": "1e300"}, "floor_area", "1e300 (200 m² is used)"),
    "area_cyrillic": ({"floor_area": "2З0"}, "floor_area", "2З0 (200 m² is used)"),
    "area_comma": ({"floor_area": "312,5"}, "", ""),
    "floors_none": ({"floors": "0", **ONLY_FLOORS}, "floors", "0 (2 is used)"),
    "floors_many": ({"floors": "400", **ONLY_FLOORS}, "floors", "400 (2 is used)"),
    "floors_word": ({"floors": "три", **ONLY_FLOORS}, "floors", "три (2 is used)"),
    "floors_nan": ({"floors": "NaN", **ONLY_FLOORS}, "", ""),
    "year_20": ({"year": "20"}, "year", "20 (1970 is used)"),
    "year_3020": ({"year": "3020"}, "year", "3020 (1970 is used)"),
    "year_around": ({"year": "ок. 1965"}, "", ""),
    "year_period": ({"year": "1965-70"}, "year", "1965-70 (1967 is used)"),
    "height_negative": ({"height": -9.0}, "height", "-9 (6 m is used)"),
    "height_infinite": ({"height": np.inf}, "height", "inf (6 m is used)"),
    "dwellings_negative": ({"dwellings": -3.0}, "dwellings", "-3 (1 is used)"),
    "renewal_early": ({"renewal_roof": 20.0}, "renewal_roof", "20 (no renewal is used)"),
    "renewal_late": ({"renewal_window": 3020.0}, "renewal_window", "3020 (no renewal is used)"),
    "share_beyond": ({"nonresidential_share": 1.5}, "nonresidential_share", "1.5 (0% is used)"),
    "normal": ({}, "", ""),
}  # fmt: skip

CODES = {"value_impossible", "value_unreadable", "value_zero", "year_from_period"}


@pytest.fixture(scope="module")
def layer(tmp_path_factory):
    rows = [{"building_id": name, **NORMAL, **own} for name, (own, _, _) in WRONG.items()]
    shapes = [box(460000 + 30 * n, 5540000, 460010 + 30 * n, 5540010) for n in range(len(rows))]
    path = tmp_path_factory.mktemp("layer") / "register.gpkg"
    frame = gpd.GeoDataFrame(rows, geometry=shapes, crs=25833)
    frame.rename(columns={"floor_area": "gross_floor_area"}).to_file(path)
    return path


@pytest.fixture(scope="module")
def project(layer):
    return import_district(ImportRequest(detect_files(layer))).project


def told(project):
    return [finding for finding in bridge.findings(project) if finding.code in CODES]


@pytest.mark.parametrize("building", WRONG)
def test_every_impossible_value_is_named_with_what_is_used_instead(project, building):
    _, column, said = WRONG[building]
    about = [finding for finding in told(project) if building in finding.building_ids]
    assert len(about) == (1 if said else 0)
    if said:
        sentence = finding_sentence(about[0]).replace("\u202f", " ").replace(" %", "%")
        assert f"{building} has {said}" in sentence
        assert column.removeprefix("floor_area") in sentence
        assert "register.gpkg" in sentence


def test_what_was_repaired_in_reading_is_taken(project):
    stock = project.baseline.typed.stock
    row = dict(zip(stock.building_id.tolist(), range(len(stock)), strict=True))
    assert stock.floor_area_gross_m2[row["area_comma"]] == 312.5
    assert stock.year_of_construction[row["year_around"]] == 1965
    assert stock.year_of_construction[row["year_period"]] == 1967


def test_impossible_values_doubt_and_zeros_only_note(project):
    weights = {finding.code: finding.severity for finding in told(project)}
    assert weights["value_impossible"] is weights["value_unreadable"] is Severity.DOUBTS
    assert weights["value_zero"] is weights["year_from_period"] is Severity.NOTES


def test_all_results_are_finite_or_none_at_all(project):
    for level in Level:
        for name, values in bridge.columns(project, level).items():
            if np.issubdtype(np.asarray(values).dtype, np.floating):
                assert not np.isinf(values).any(), name
    energy = bridge.columns(project, Level.BUILDING)["e_del_kwh"]
    assert (energy > 0).all()
    assert (energy < 1e6).all()


def test_the_findings_are_still_there_when_the_plan_is_opened_again(project, tmp_path):
    path = tmp_path / "plan.gpkg"
    save_project(project, path)
    again = open_project(path).project
    assert [finding_sentence(one) for one in told(again)] == [finding_sentence(one) for one in told(project)]
