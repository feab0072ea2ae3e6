import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from gis.parts import base_ids, is_part_id, sum_parts


@pytest.fixture
def buildings():
    return gpd.GeoDataFrame(
        geometry=[box(0, 0, 10, 10), box(20, 0, 30, 10)], index=pd.Index(["A", "B"], dtype=object), crs=25830
    )


def sums(buildings, shapes, ids, floors, parents=None):
    parts = gpd.GeoDataFrame(geometry=shapes, crs=25830)
    named = parents or [""] * len(shapes)
    return sum_parts(
        parts,
        np.array(ids, dtype=object),
        np.array(named, dtype=object),
        np.array(floors, dtype=float),
        buildings,
    )


def test_floors_are_weighted_by_area_over_parts_above_ground(buildings):
    found = sums(
        buildings,
        [box(0, 0, 5, 10), box(5, 0, 7, 10), box(7, 0, 10, 10)],
        ["A_part1", "A_part2", "A_part3"],
        [2, 3, 0],
    )
    assert found.floor_area_gross_m2[0] == pytest.approx(50 * 2 + 20 * 3)
    assert found.floors[0] == pytest.approx(160 / 70)
    assert np.isnan(found.floors[1])
    assert np.isnan(found.floor_area_gross_m2[1])


def test_a_building_below_ground_alone_has_no_floors(buildings):
    found = sums(buildings, [box(0, 0, 10, 10)], ["A_part1"], [0])
    assert np.isnan(found.floors).all()


def test_parts_find_their_building_by_id_by_parent_or_by_place(buildings):
    found = sums(
        buildings,
        [box(0, 0, 5, 5), box(0, 0, 5, 5), box(21, 1, 25, 5), box(90, 0, 95, 5)],
        ["B_part1", "x", "y", "z"],
        [1, 1, 1, 1],
        ["", "B", "", ""],
    )
    assert list(found.building_of) == [1, 1, 1, -1]


def test_ids_of_parts_name_the_building():
    ids = np.array(["A_part12", "A", "B_part1"], dtype=object)
    assert list(base_ids(ids)) == ["A", "A", "B"]
    assert list(is_part_id(ids)) == [True, False, True]
