import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

from gis.parcel_shares import put_on_parcels

PARCELS = gpd.GeoDataFrame(
    geometry=[box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10)],
    index=pd.Index(["P1", "P2", "P3"], dtype=object),
    crs=25830,
)


def rows(shapes, ids=None, references=None):
    buildings = gpd.GeoDataFrame(
        geometry=shapes, index=pd.Index(ids or [f"b{i}" for i in range(len(shapes))], dtype=object), crs=25830
    )
    named = np.array(references or [""] * len(shapes), dtype=object)
    return list(put_on_parcels(buildings, named, PARCELS).row)


def test_the_reference_wins_over_the_place():
    assert rows([box(1, 1, 4, 4)], references=["P3"]) == [2]


def test_the_building_id_may_be_the_parcel_id():
    assert rows([box(1, 1, 4, 4)], ids=["P2"]) == [1]


def test_else_the_largest_overlap_decides():
    assert rows([box(7, 2, 16, 8), box(1, 1, 4, 4), box(4, 0, 12, 9)]) == [1, 0, 0]


def test_far_off_touching_or_hardly_inside_is_no_parcel():
    assert rows([box(90, 0, 95, 5), box(30, 0, 40, 10), box(29.9, 0, 40, 10)]) == [-1, -1, -1]


def test_no_parcels_at_all():
    assert list(put_on_parcels(PARCELS, np.full(3, "", dtype=object), PARCELS.iloc[:0]).row) == [-1, -1, -1]
