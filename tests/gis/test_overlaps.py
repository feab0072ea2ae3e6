"""Overlapping buildings: counted once, told, and their areas balance."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from gis.account import Fate
from gis.district import detect_files
from gis.errors import FieldError
from gis.footprints import load_district
from gis.overlaps import resolve
from gis.thresholds import Thresholds

X, Y = 550_000, 6_080_000


def loaded(tmp_path, shapes, **columns):
    path = tmp_path / "buildings.gpkg"
    placed = [None if s is None else shapely.transform(s, lambda p: p + np.array([X, Y])) for s in shapes]
    names = {"id": [f"B{i}" for i in range(len(shapes))]}
    gpd.GeoDataFrame(names | columns, geometry=placed, crs=25832).to_file(path)
    return load_district(detect_files(path))


def fates(intake):
    rows = intake.account.fates.set_index("feature_id")
    return {name: (row["fate"], row["reason"], row["detail"]) for name, row in rows.iterrows()}


def test_a_part_over_its_building_is_merged_and_hands_over_what_the_building_lacks(tmp_path):
    intake = loaded(tmp_path, [box(0, 0, 20, 20), box(5, 5, 10, 10)], floors=[None, 3], year=[1950, 1960])
    assert fates(intake)["B1"] == ("repaired", "merged_into", "B0")
    assert intake.buildings.index.tolist() == ["B0"]
    assert intake.buildings["number_of_floors_above_ground"].tolist() == [3]
    assert intake.buildings["year_of_construction"].tolist() == [1950]


def test_the_same_building_drawn_twice_counts_once(tmp_path):
    intake = loaded(tmp_path, [box(0, 0, 20, 20), box(0.1, 0, 20.1, 20), box(50, 0, 60, 10)])
    assert fates(intake)["B1"] == ("rejected", "geometry_double", "B0")
    assert len(intake.buildings) == 2


def test_the_smaller_of_two_gives_up_what_both_cover(tmp_path):
    intake = loaded(tmp_path, [box(0, 0, 20, 20), box(19, 0, 30, 10)])
    assert fates(intake)["B1"] == ("repaired", "overlap_cut", "10.0")
    assert intake.buildings.area.sum() == pytest.approx(400 + 100)


def test_half_and_half_is_left_and_told(tmp_path):
    intake = loaded(tmp_path, [box(0, 0, 20, 10), box(7, 0, 20.5, 9)])
    assert {f[0] for f in fates(intake).values()} <= {"accepted", "repaired"}
    told = {r.code: r.feature_ids for r in intake.account.remarks}
    assert "buildings_overlap" in told or any(f[1] == "merged_into" for f in fates(intake).values())


def test_slivers_strays_lines_and_points(tmp_path):
    town = [box(20 * i, 0, 20 * i + 10, 10) for i in range(60)]
    ring = LineString([(0, 50), (10, 50), (10, 60), (0, 60), (0, 50)])
    odd = [box(0, 100, 100, 100.02), box(-5e5, -5e6, -5e5 + 9, -5e6 + 9), ring, Point(3, 3)]
    intake = loaded(tmp_path, [*town, *odd])
    found = fates(intake)
    assert found["B60"][:2] == ("rejected", "geometry_sliver")
    assert found["B61"][:2] == ("rejected", "geometry_far_off")
    assert found["B62"][0] == "repaired"
    assert found["B63"][:2] == ("rejected", "geometry_wrong_type")
    assert intake.buildings.loc["B62"].geometry.area == pytest.approx(100)


def test_limits_are_the_user_s(tmp_path):
    from dataclasses import replace

    shapes = [box(0, 0, 20, 20), box(40, 0, 42, 2), box(60, 0, 80, 10)]
    loaded(tmp_path, shapes)
    files = detect_files(tmp_path / "buildings.gpkg")
    strict = load_district(replace(files, limits=Thresholds.of(smallest_m2=10)))
    assert fates(strict)["B1"][0] == "rejected"
    with pytest.raises(FieldError):
        Thresholds.of(nonsense=1)
    with pytest.raises(FieldError):
        Thresholds.of(smallest_m2=-1)


corners = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=7)
odd_shapes = st.one_of(
    corners.map(Polygon),
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 15), st.integers(1, 15)).map(
        lambda t: box(t[0], t[1], t[0] + t[2], t[1] + t[3])
    ),
    st.none(),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(odd_shapes, min_size=1, max_size=8))
def test_every_feature_has_one_fate_and_areas_balance(tmp_path_factory, shapes):
    good = box(100, 100, 120, 120)
    intake = loaded(tmp_path_factory.mktemp("t"), [good, *shapes])
    account = intake.account.fates
    assert len(account) == len(shapes) + 1
    assert account["fate"].isin([fate.value for fate in Fate]).all()
    assert account["area_out_m2"].sum() == pytest.approx(intake.buildings.area.sum(), abs=1e-6)
    gone = account["fate"].eq("rejected") | account["reason"].eq("merged_into")
    assert set(account.loc[~gone, "feature_id"]) == set(intake.buildings.index)
    assert account.loc[gone, "area_out_m2"].sum() == 0
    assert intake.buildings.is_valid.all()


@given(st.permutations(range(5)))
def test_what_is_cut_and_merged_does_not_depend_on_the_order_of_rows(order):
    shapes = np.array(
        [box(0, 0, 20, 20), box(19, 0, 30, 10), box(2, 2, 6, 6), box(40, 0, 50, 10), box(49, 0, 54, 5)],
        dtype=object,
    )
    found = resolve(shapes[list(order)])
    kept = (found.part_of < 0) & (found.double_of < 0)
    areas = sorted(round(a, 6) for a in shapely.area(found.shapes[kept]))
    assert areas == [20.0, 100.0, 100.0, 400.0] or areas == sorted([400.0, 100.0, 100.0, 20.0])


def test_a_part_that_reaches_over_a_neighbour_gives_up_what_both_cover():
    house, neighbour = box(0, 0, 20, 20), box(20, 0, 60, 40)
    wing = box(5, 5, 20.3, 15)  # over nine tenths of it lie in the house
    found = resolve(np.array([house, neighbour, wing], dtype=object))
    assert found.part_of.tolist() == [-1, -1, 0]
    assert shapely.area(found.shapes[0]) == pytest.approx(400)
    assert found.cut_m2.tolist() == pytest.approx([3, 0, 0])
    assert not len(found.open_one)


def test_what_is_larger_than_any_building_is_held_back(tmp_path):
    intake = loaded(
        tmp_path,
        [box(0, 0, 10, 10), box(100, 0, 50_000, 50_000), box(0, 100, 400, 500), box(0, 30, 0.3, 30.3)],
    )
    found = fates(intake)
    assert found["B1"][:2] == ("rejected", "geometry_gigantic")
    assert found["B3"][:2] == ("rejected", "geometry_tiny")
    assert {r.code: r.feature_ids for r in intake.account.remarks}["buildings_large"] == ("B2",)
