"""Sections share out what a building has; what is merged adds up; nothing else changes."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from gis.building_edits import SHARED, merge_buildings, split_buildings
from gis.errors import GeometryError


def houses(*shapes, **columns):
    count = len(shapes)
    values = {
        "number_of_floors_above_ground": np.full(count, 3.0),
        "height_above_ground_m": np.full(count, np.nan),
        "number_of_dwellings": np.full(count, 7.0),
        "official_area_m2": np.full(count, np.nan),
        "floor_area_gross_m2": np.full(count, 900.0),
        "nonresidential_share": np.full(count, np.nan),
        "year_of_construction": np.arange(1950.0, 1950.0 + count),
        "parcel_row": np.zeros(count, dtype=np.int32),
        **columns,
    }
    index = [f"h{place}" for place in range(count)]
    frame = gpd.GeoDataFrame(values, geometry=list(shapes), index=index, crs=25833)
    frame.index.name = "building_id"
    return frame


ROW = np.array([0, 1, 2], dtype=np.int32)


def town():
    return houses(box(0, 0, 30, 10), box(30, 0, 40, 10), box(100, 0, 110, 10))


@given(st.floats(1.0, 29.0), st.floats(1.0, 29.0))
def test_sections_add_up_to_the_whole(left, right):
    before = town()
    edit = split_buildings(before, ROW[:1], np.array([(left, -5.0), (right, 15.0)]))
    after = edit.buildings
    made = after.iloc[edit.fresh]
    assert list(made.index) == ["h0-1", "h0-2"]
    assert made.geometry.area.sum() == pytest.approx(300.0, abs=1e-3)
    assert made["floor_area_gross_m2"].sum() == pytest.approx(900.0)
    assert made["number_of_dwellings"].sum() == 7.0
    assert (made["number_of_dwellings"] % 1 == 0).all()
    assert (made["year_of_construction"] == 1950).all()
    assert made["official_area_m2"].isna().all()
    assert list(after.index) == ["h1", "h2", "h0-1", "h0-2"]
    assert edit.origin.tolist() == [1, 2, 0, 0]
    assert after.dtypes.equals(before.dtypes)


def test_one_line_cuts_all_that_it_crosses_and_only_what_may_be_cut():
    line = np.array([(-5.0, 5.0), (60.0, 5.0)])
    assert len(split_buildings(town(), ROW, line).buildings) == 5
    assert len(split_buildings(town(), ROW[1:], line).buildings) == 4


@pytest.mark.parametrize(
    "line", [[(0, 0)], [(-5, -5), (50, -5)], [(5, -5), (5, 5)], [(0.1, -5), (0.1, 15)], [(60, 0), (60, 10)]]
)
def test_a_line_that_cuts_nothing_is_refused(line):
    with pytest.raises(GeometryError) as fault:
        split_buildings(town(), ROW, np.array(line, dtype=float))
    assert fault.value.code == "building_not_cut"


def test_what_is_merged_adds_up_and_keeps_the_largest_id():
    before = town()
    before["height_above_ground_m"] = [9.0, np.nan, 5.0]
    edit = merge_buildings(before, ROW[:2])
    one = edit.buildings.iloc[edit.fresh[0]]
    assert edit.buildings.index.tolist() == ["h2", "h0"]
    assert one.geometry.area == pytest.approx(400.0)
    assert (one["floor_area_gross_m2"], one["number_of_dwellings"]) == (1800.0, 14.0)
    assert (one["year_of_construction"], one["height_above_ground_m"]) == (1950.0, 9.0)
    assert np.isnan(one["official_area_m2"])
    assert edit.origin.tolist() == [2, 0]


def test_cutting_and_merging_again_gives_the_sums_of_the_whole():
    before = town()
    cut = split_buildings(before, ROW[:1], np.array([(12.0, -5.0), (12.0, 15.0)]))
    again = merge_buildings(cut.buildings, cut.fresh).buildings
    whole = again.loc["h0-1"]
    assert whole.geometry.equals(before.geometry.iloc[0]) or whole.geometry.area == pytest.approx(300.0)
    for name in SHARED:
        assert whole[name] == pytest.approx(before[name].iloc[0], nan_ok=True)


@pytest.mark.parametrize(("rows", "code"), [([0], "building_merge_alone"), ([0, 2], "building_merge_apart")])
def test_what_cannot_be_one_building_is_refused(rows, code):
    with pytest.raises(GeometryError) as fault:
        merge_buildings(town(), np.array(rows, dtype=np.int32))
    assert fault.value.code == code
