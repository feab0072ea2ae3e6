"""Protected places and the buildings in them."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from gis.errors import LayerError
from gis.protection import protection_of

CRS = "EPSG:25832"
EAST, NORTH = 500_000, 6_000_000


@pytest.fixture
def buildings():
    shapes = [box(EAST + x, NORTH, EAST + x + 10, NORTH + 10) for x in (0, 20, 40, 60)]
    return gpd.GeoDataFrame(geometry=shapes, crs=CRS, index=list("abcd"))


@pytest.fixture
def layer(tmp_path):
    def layer(shapes, crs=CRS, **columns):
        path = tmp_path / "places.gpkg"
        gpd.GeoDataFrame(columns, geometry=shapes, crs=crs).to_file(path, layer="places")
        return path

    return layer


def moved(shape):
    from shapely.affinity import translate

    return translate(shape, EAST, NORTH)


def test_an_area_protects_what_lies_in_it_for_the_larger_part(buildings, layer):
    path = layer([moved(box(-5, -5, 26, 15)), moved(box(200, 0, 210, 10))])
    found = protection_of(buildings, path, default="facade")
    assert found.level.tolist() == ["facade", "facade", "", ""]
    assert (found.features, found.unused) == (2, 1)
    less = protection_of(buildings, layer([moved(box(-5, -5, 24, 15))]))
    assert less.level.tolist() == ["facade", "", "", ""]


def test_a_point_marks_the_building_under_it_or_beside_it(buildings, layer):
    path = layer([moved(Point(45, 5)), moved(Point(72, 5)), moved(Point(90, 5))])
    assert protection_of(buildings, path, default="whole").level.tolist() == ["", "", "whole", "whole"]


def test_the_stricter_word_of_a_layer_wins_and_none_means_none(buildings, layer):
    words = ["Fassade", "monument", "none"]
    shapes = [moved(box(-5, -5, 35, 15)), moved(box(-5, -5, 15, 15)), moved(box(38, -5, 55, 15))]
    found = protection_of(buildings, layer(shapes, heritage=words))
    assert found.level.tolist() == ["whole", "facade", "", ""]


def test_places_in_another_system_and_a_bow_tie_are_taken(buildings, layer):
    bow = Polygon([(-5, -5), (35, 15), (35, -5), (-5, 15)])
    shapes = gpd.GeoSeries([moved(bow), moved(box(38, -5, 55, 15))], crs=CRS).to_crs("EPSG:4326")
    found = protection_of(buildings, layer(shapes, crs="EPSG:4326"))
    assert found.level[2] == "facade"


def test_lines_protect_nothing_and_are_refused(buildings, layer):
    with pytest.raises(LayerError) as fault:
        protection_of(buildings, layer([moved(LineString([(0, 0), (9, 9)]))]))
    assert fault.value.code == "protection_without_areas"


def test_no_place_near_is_no_protection(buildings, layer):
    found = protection_of(buildings, layer([moved(box(500, 0, 510, 10))]))
    assert not np.any(found.level != "")
