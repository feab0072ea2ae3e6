from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import rasterio.features
import shapely
from affine import Affine

from app.mapimage.layers import extent_of, prepare
from app.mapimage.raster import EMPTY, bands, draw_ids, fill_ids, new_ids, new_token, stroke_lines
from app.mapimage.view import View
from gis.arrays import flatten


def oracle(geometries, view):
    step = view.metres_per_pixel
    transform = Affine(step, 0.0, view.left, 0.0, -step, view.top)
    pairs = [(shape, row) for row, shape in enumerate(geometries)]
    return rasterio.features.rasterize(
        pairs, out_shape=(view.height, view.width), transform=transform, fill=EMPTY, dtype="int32"
    )


@pytest.mark.parametrize("size", [(500, 400), (90, 120)])
def test_agrees_with_gdal_on_irregular_shapes(town, size):
    shapes = flatten(town)
    view = View.of_extent(extent_of(shapes), *size)
    assert np.mean(draw_ids(prepare(shapes), view) == oracle(town, view)) > 0.999


@pytest.mark.shared
def test_agrees_with_gdal_on_real_buildings(shared):
    path = shared / "geodata" / "cz_bubenec_momepy" / "bubenec.gpkg"
    houses = np.asarray(gpd.read_file(path, layer="buildings").to_crs(5514).geometry.values, dtype=object)
    shapes = flatten(houses)
    view = View.of_extent(extent_of(shapes), 800, 600)
    assert np.mean(draw_ids(prepare(shapes), view) == oracle(houses, view)) > 0.999


def test_bands_and_threads_draw_the_same(town):
    shapes = flatten(town)
    layer, view = prepare(shapes), View.of_extent(extent_of(shapes), 300, 301)
    with ThreadPoolExecutor(2) as pool:
        np.testing.assert_array_equal(draw_ids(layer, view, threads=1), draw_ids(layer, view, pool, 7))


def test_holes_and_parts_follow_the_even_odd_rule():
    ring = shapely.box(0, 0, 30, 30).difference(shapely.box(10, 10, 20, 20))
    both = shapely.MultiPolygon([*shapely.get_parts(ring), shapely.box(40, 0, 50, 30)])
    shapes = flatten(np.asarray([both], dtype=object))
    ids = draw_ids(prepare(shapes), View(30, 15, 1.0, 60, 30))
    assert ids[15, 5] == 0
    assert ids[15, 15] == EMPTY
    assert ids[15, 45] == 0
    assert (ids == 0).sum() == 800 + 300


def test_a_feature_smaller_than_a_pixel_marks_one():
    corners = np.arange(10) * 50.0
    dots = shapely.box(corners + 10.1, 10.1, corners + 10.2, 10.2)
    ids = draw_ids(prepare(flatten(dots)), View(250, 10, 10.0, 50, 5))
    assert sorted(ids[ids != EMPTY]) == list(range(10))


def test_rows_are_those_given_and_empty_features_are_skipped():
    shapes = flatten(np.asarray([shapely.box(0, 0, 10, 10), None, shapely.box(90, 90, 99, 99)], dtype=object))
    ids = draw_ids(prepare(shapes), View(50, 50, 1.0, 100, 100))
    assert set(np.unique(ids)) == {EMPTY, 0, 2}
    assert ids[95, 5] == 0


def test_a_cancelled_frame_stops_at_once(town):
    layer = prepare(flatten(town))
    view = View.of_extent(extent_of(flatten(town)), 50, 50)
    ids, token = new_ids(view), new_token()
    token[0] = 1
    fill_ids(ids, layer, view, (0, 0, 50, 50), token)
    assert (ids == EMPTY).all()


def test_strokes_are_as_wide_as_asked():
    street = flatten(np.asarray([shapely.LineString([(0, 50), (100, 50)])], dtype=object))
    mask = np.zeros((100, 100), np.uint8)
    stroke_lines(mask, prepare(street), View(50, 50, 1.0, 100, 100), (0, 0, 100, 100), new_token(), 6.0, 2)
    assert (mask[:, 50] == 2).sum() == 6
    assert mask[10, 50] == 0


def test_bands_cover_a_window_once():
    parts = bands((3, 10, 9, 21), 4)
    assert parts[0][1] == 10
    assert parts[-1][3] == 21
    assert all(upper[3] == lower[1] for upper, lower in pairwise(parts))
