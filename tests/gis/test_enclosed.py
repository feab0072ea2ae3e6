"""What lies in a drawn shape, against the plain geometry of squares."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.enclosed import Rule, candidates, rows_enclosed

SQUARES = np.asarray(
    [shapely.box(20 * (k % 5), 20 * (k // 5), 20 * (k % 5) + 10, 20 * (k // 5) + 10) for k in range(25)],
    dtype=object,
)
BOUNDS = shapely.bounds(SQUARES)


def rows(ring, rule=Rule.CENTRE):
    ring = np.asarray(ring, dtype=float)
    return rows_enclosed(SQUARES, candidates(BOUNDS, ring), ring, rule).tolist()


def box(x0, y0, x1, y1):
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def test_the_rules_differ_at_the_rim():
    ring = box(4, -5, 31, 15)
    assert rows(ring) == [0, 1]
    assert rows(box(6, -5, 31, 15)) == [1]
    assert rows(box(6, -5, 41, 15), Rule.TOUCHED) == [0, 1, 2]
    assert rows(box(6, -5, 41, 15), Rule.WHOLE) == [1]


def test_a_free_line_that_crosses_itself_encloses_both_loops():
    eight = [(-5, -5), (15, -5), (35, 15), (55, 15), (55, -5), (35, -5), (15, 15), (-5, 15)]
    assert {0, 2} <= set(rows(eight))
    assert 3 not in rows(eight)


def test_no_shape_encloses_nothing():
    assert rows([(0, 0), (100, 100)]) == []
    assert rows(box(1000, 1000, 1010, 1010)) == []


def test_empty_features_are_never_found():
    shapes = np.asarray([shapely.Polygon(), shapely.box(0, 0, 1, 1)], dtype=object)
    ring = np.asarray(box(-5, -5, 5, 5), dtype=float)
    for rule in Rule:
        found = rows_enclosed(shapes, candidates(shapely.bounds(shapes), ring), ring, rule)
        assert found.tolist() == [1]


@given(
    st.lists(st.tuples(st.floats(-10, 110), st.floats(-10, 110)), min_size=3, max_size=12),
)
def test_whole_is_part_of_touched_and_so_is_the_centre_of_a_square(corners):
    whole, touched = set(rows(corners, Rule.WHOLE)), set(rows(corners, Rule.TOUCHED))
    centre = set(rows(corners))
    assert whole <= centre <= touched
