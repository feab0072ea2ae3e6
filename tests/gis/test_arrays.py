"""Shapes as flat arrays."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.arrays import Shapes, flatten


def _area(shapes: Shapes) -> np.ndarray:
    """Even-odd area of each feature: sizes of rings, holes counted against."""
    found = np.zeros(len(shapes))
    for feature in range(len(shapes)):
        signed = []
        for ring in range(shapes.feature_start[feature], shapes.feature_start[feature + 1]):
            part = slice(shapes.ring_start[ring], shapes.ring_start[ring + 1])
            x, y = shapes.x[part], shapes.y[part]
            signed.append(abs(0.5 * float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))))
        found[feature] = signed[0] - sum(signed[1:]) if signed else 0.0
    return found


def test_holes_parts_and_missing_shapes() -> None:
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 4, 4))
    two = shapely.multipolygons([shapely.box(20, 0, 30, 10), shapely.box(40, 0, 50, 10)])
    shapes = flatten(np.array([ring, None, two, shapely.Polygon()], dtype=object))
    assert len(shapes) == 4
    assert np.diff(shapes.feature_start).tolist() == [2, 0, 2, 0]
    assert np.diff(shapes.ring_start).tolist() == [5, 5, 5, 5]
    assert shapes.origin == (25.0, 5.0)
    assert shapes.bounds[0].tolist() == [-25.0, -5.0, -15.0, 5.0]
    assert np.isnan(shapes.bounds[[1, 3]]).all()
    assert _area(shapes)[0] == pytest.approx(96.0)


def test_each_line_is_a_ring_of_its_own() -> None:
    lines = [
        shapely.LineString([(0, 0), (1, 1), (2, 0)]),
        shapely.MultiLineString([[(0, 0), (4, 0)], [(5, 0), (9, 0), (9, 1)]]),
    ]
    shapes = flatten(np.array(lines, dtype=object))
    assert shapes.feature_start.tolist() == [0, 1, 3]
    assert np.diff(shapes.ring_start).tolist() == [3, 2, 3]


def test_nothing() -> None:
    shapes = flatten(np.empty(0, dtype=object))
    assert len(shapes) == 0
    assert shapes.ring_start.tolist() == [0]
    assert shapes.bounds.shape == (0, 4)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 500)), min_size=1, max_size=20
    )
)
def test_coordinates_and_areas_survive(boxes: list[tuple[int, int, int]]) -> None:
    geometries = np.array([shapely.box(x, y, x + side, y + side) for x, y, side in boxes])
    shapes = flatten(geometries)
    assert _area(shapes) == pytest.approx(shapely.area(geometries))
    back = np.column_stack([shapes.x, shapes.y]) + shapes.origin
    assert back == pytest.approx(shapely.get_coordinates(geometries), abs=1e-6)
