import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

from gis.associations import Association, associations_of, grouped, made_of_names, regrouped

BUILDINGS = gpd.GeoDataFrame(
    geometry=[box(0, 0, 10, 10), box(10, 0, 20, 10), box(50, 0, 60, 10), box(90, 0, 95, 5)],
    index=pd.Index(list("abcd"), dtype=object),
    crs=25832,
)


def made(*names, present=()):
    return grouped(*made_of_names(names, present), BUILDINGS)


def test_spellings_of_a_name_are_one_association():
    found = made("KÜ  Kalda 4", "kü kalda 4", "Tartu linn", "")
    assert list(found.of) == [0, 0, 1, -1]
    assert associations_of(found.frame) == (
        Association("a1", "KÜ Kalda 4", "housing_association"),
        Association("a2", "Tartu linn", "municipality"),
    )


def test_the_outline_is_that_of_its_buildings():
    found = made("X", "X", "X", "Y")
    assert list(found.frame.geometry.area) == [300.0, 25.0]
    assert len(found.frame.geometry.iloc[0].geoms) == 2  # what touches is one
    assert found.frame.crs == BUILDINGS.crs


def test_those_there_before_keep_id_and_kind():
    old = (Association("a1", "Zora", "company"), Association("a7", "Gone", ""))
    found = made("New", "ZORA", "", "", present=old)
    assert associations_of(found.frame) == (old[0], Association("a2", "New", ""))
    assert list(found.of) == [1, 0, -1, -1]


def test_nobody_is_an_empty_frame():
    found = made("", "", "", "")
    assert len(found.frame) == 0
    assert list(found.of) == [-1] * 4


def test_associations_without_buildings_left_are_gone():
    found = made("X", "Y", "Y", "Z")
    again = regrouped(found.frame, found.of[[0, 3]], BUILDINGS.iloc[[0, 3]])
    assert list(again.frame["name"]) == ["X", "Z"]
    assert list(again.of) == [0, 1]
    assert isinstance(again.of, np.ndarray)
