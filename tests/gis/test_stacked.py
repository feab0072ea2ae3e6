import numpy as np
import shapely

from gis.stacked import rows_at

STACK = np.asarray(
    [
        shapely.box(0, 0, 100, 100),
        shapely.box(40, 40, 60, 60),
        shapely.Polygon(),
        shapely.LineString([(0, 52), (100, 52)]),
        shapely.box(200, 200, 210, 210),
    ],
    dtype=object,
)
BOUNDS = shapely.bounds(STACK)


def test_the_smallest_lies_on_top():
    assert rows_at(STACK, BOUNDS, (50, 45)).tolist() == [1, 0]


def test_lines_are_found_within_reach():
    assert rows_at(STACK, BOUNDS, (20, 50)).tolist() == [0]
    assert rows_at(STACK, BOUNDS, (20, 50), 3.0).tolist() == [0, 3]


def test_nothing_far_away():
    assert rows_at(STACK, BOUNDS, (1000, 50)).tolist() == []
    assert rows_at(STACK[:0], BOUNDS[:0], (0, 0)).tolist() == []
