"""Staircases drawn one by one become the building of their association."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from gis.delivery import DistrictFiles, FieldChoice, LayerChoice
from gis.footprints import load_district
from gis.thresholds import Thresholds

X, Y = 550_000.0, 6_080_000.0


def staircase(place, width=10.0, gap=0.0, height=10.0):
    left = X + place * (width + gap)
    return box(left, Y, left + width, Y + height)


def loaded(tmp_path, columns, shapes, column="assoc", **limits):
    path = tmp_path / "town.gpkg"
    path.unlink(missing_ok=True)
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=25832)
    frame["building_id"] = [f"S{number}" for number in range(len(frame))]
    frame.to_file(path)
    choice = LayerChoice(path, "buildings", fields={"building_group": FieldChoice(column)} if column else {})
    return load_district(DistrictFiles((choice,), limits=Thresholds.of(**limits)))


def test_sections_add_up_to_the_building(tmp_path):
    columns = {
        "assoc": ["KÜ 1", "KÜ 1", "KÜ 1", "KÜ 2", ""],
        "dwellings": [6, 12, 6, 20, 1],
        "floors": [3, 5, 3, 9, 1],
        "height": [9.0, 15.0, 9.0, 27.0, 3.0],
        "year_of_construction": [1962, 1964, 1962, 1980, 1900],
        "use": ["residential", "", "residential", "residential", "residential"],
    }
    shapes = [
        staircase(0),
        box(X + 10, Y, X + 25, Y + 10),
        box(X + 25, Y, X + 35, Y + 10),
        staircase(9),
        staircase(20),
    ]
    intake = loaded(tmp_path, columns, shapes)
    buildings = intake.buildings
    assert list(buildings.index) == ["S1", "S3", "S4"], "the largest section names the building"
    one = buildings.loc["S1"]
    assert one.geometry.area == pytest.approx(350.0)
    assert one["number_of_dwellings"] == 24
    assert one["number_of_floors_above_ground"] == 5
    assert one["floor_area_gross_m2"] == pytest.approx(100 * 3 + 150 * 5 + 100 * 3)
    assert one["provenance_floor_area_gross_m2"] == "joined"
    assert one["height_above_ground_m"] == pytest.approx((200 * 9 + 150 * 15) / 350)
    assert one["year_of_construction"] == 1964
    assert one["current_use"] == "residential", "what the largest one does not say, another does"
    assert "building_group" not in buildings


def test_every_section_has_its_fate_and_the_areas_balance(tmp_path):
    intake = loaded(tmp_path, {"assoc": ["a", "a", "b"]}, [staircase(0), staircase(1), staircase(5)])
    fates = intake.account.fates.set_index("feature_id")
    assert fates["reason"].to_dict() == {"S0": "", "S1": "section_of", "S2": ""}
    assert fates.loc["S1", "detail"] == "S0"
    assert fates["area_in_m2"].sum() == pytest.approx(fates["area_out_m2"].sum())
    codes = {each.code: each for each in intake.account.remarks}
    assert codes["sections_united"].args == {"count": 2, "buildings": 1}


def test_what_does_not_hang_together_stays_apart_and_is_told(tmp_path):
    shapes = [staircase(0), staircase(1), staircase(8)]
    intake = loaded(tmp_path, {"assoc": ["a", "a", "a"]}, shapes)
    assert list(intake.buildings.index) == ["S0", "S2"]
    apart = next(each for each in intake.account.remarks if each.code == "sections_apart")
    assert apart.feature_ids == ("S0", "S2")
    wide = loaded(tmp_path, {"assoc": ["a", "a", "a"]}, shapes, section_gap_m=80)
    assert list(wide.buildings.index) == ["S0"]


def test_sections_that_contradict_each_other_are_told(tmp_path):
    columns = {"assoc": ["a", "a"], "year_of_construction": [1950, 1990]}
    intake = loaded(tmp_path, columns, [staircase(0), box(X + 10, Y, X + 22, Y + 10)])
    assert intake.buildings["year_of_construction"].tolist() == [1990]
    differ = next(each for each in intake.account.remarks if each.code == "sections_differ")
    assert differ.args["field"] == "year_of_construction" and differ.feature_ids == ("S1",)


def test_nothing_is_united_unasked(tmp_path):
    intake = loaded(tmp_path, {"assoc": ["a", "a"]}, [staircase(0), staircase(1)], column="")
    assert len(intake.buildings) == 2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=2, max_size=12))
def test_no_area_and_no_dwelling_is_lost_whatever_hangs_together(tmp_path_factory, groups):
    folder = tmp_path_factory.mktemp("sections")
    columns = {"assoc": groups, "dwellings": list(range(1, len(groups) + 1))}
    intake = loaded(folder, columns, [staircase(place) for place in range(len(groups))])
    buildings = intake.buildings
    assert buildings.geometry.area.sum() == pytest.approx(100 * len(groups))
    assert buildings["number_of_dwellings"].sum() == sum(range(1, len(groups) + 1))
    runs = [one for place, one in enumerate(groups) if not one or place == 0 or groups[place - 1] != one]
    assert len(buildings) == len(runs)
    assert len(intake.account.fates) == len(groups)
    assert np.isfinite(buildings["number_of_dwellings"]).all()
