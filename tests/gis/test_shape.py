"""Measures of shape that follow from geometry alone."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis import shape
from gis.adjacency import shared_walls

SIDES = st.floats(1.0, 200.0)


def boxes(*corners):
    return np.array([shapely.box(*corner) for corner in corners], dtype=object)


@given(SIDES, SIDES, st.floats(0.0, 360.0), st.floats(0.1, 10.0))
def test_compactness_knows_neither_place_nor_direction_nor_size(wide, deep, angle, factor):
    plain = boxes((0, 0, wide, deep))
    turned = np.array(
        [shapely.affinity.rotate(shapely.box(5, 5, 5 + factor * wide, 5 + factor * deep), angle)],
        dtype=object,
    )
    for measure in (shape.circular_compactness, shape.square_compactness):
        assert measure(turned)[0] == pytest.approx(measure(plain)[0], rel=1e-6)
        assert 0 < measure(plain)[0] <= 1 + 1e-9
    assert shape.corners(turned)[0] == 4


def test_corners_are_where_the_outline_turns():
    straight = shapely.Polygon([(0, 0), (5, 0), (10, 0.1), (10, 10), (0, 10)])
    holed = shapely.Polygon(
        [(0, 0), (9, 0), (9, 9), (5, 9), (5, 5), (0, 5)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]
    )
    circle = shapely.Point(0, 0).buffer(10, quad_segs=32)
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)])
    shapes = np.array([straight, holed, circle, two, shapely.Polygon()], dtype=object)
    assert shape.corners(shapes).tolist() == [4, 6, 0, 8, 0]


def test_four_houses_around_a_yard():
    ring = boxes((0, 0, 30, 10), (0, 20, 30, 30), (0, 10, 10, 20), (20, 10, 30, 20), (50, 0, 60, 10))
    found = shape.joined(ring)
    assert found.courtyards.tolist() == [1, 1, 1, 1, 0]
    assert found.perimeter_m == pytest.approx([120, 120, 120, 120, 40], abs=0.1)


def test_a_neighbour_counts_once_however_many_walls_are_shared():
    corner = shapely.Polygon([(0, 0), (20, 0), (20, 20), (10, 20), (10, 10), (0, 10)])
    shapes = np.array(
        [corner, shapely.box(0, 10, 10, 20), shapely.box(20, 0, 30, 20), shapely.box(90, 0, 95, 5)]
    )
    assert shape.attached_neighbours(shared_walls(shapes), 4).tolist() == [2, 1, 1, 0]


def test_nothing_shared_has_no_neighbour():
    shapes = boxes((0, 0, 1, 1))
    assert shape.attached_neighbours(shared_walls(shapes), 1).tolist() == [0]


def test_a_cube_has_five_faces():
    assert shape.form_factor(np.array([100.0]), np.array([40.0]), np.array([10.0])) == pytest.approx(5.0)
    assert shape.facade_ratio(boxes((0, 0, 10, 10))) == pytest.approx(2.5)
