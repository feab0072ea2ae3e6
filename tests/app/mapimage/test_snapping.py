"""What a drawn line clings to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box

from app.mapimage.snapping import snapped
from gis.arrays import flatten

SHAPES = flatten(np.array([box(1000, 2000, 1010, 2010), box(1020, 2000, 1030, 2010)], dtype=object))


def test_a_corner_comes_before_an_edge():
    assert snapped((1010.5, 2009.2), [SHAPES], 2.0) == (1010.0, 2010.0)
    assert snapped((1005.0, 2010.8), [SHAPES], 2.0) == pytest.approx((1005.0, 2010.0))
    assert snapped((1015.0, 2020.0), [SHAPES, None], 2.0) is None


@given(st.floats(995, 1035), st.floats(1995, 2015))
def test_what_is_found_is_near_and_on_an_outline(x, y):
    found = snapped((x, y), [SHAPES], 3.0)
    if found is None:
        outlines = [box(1000, 2000, 1010, 2010).exterior, box(1020, 2000, 1030, 2010).exterior]
        assert min(line.distance(Point(x, y)) for line in outlines) >= 3.0 - 1e-6
    else:
        assert np.hypot(found[0] - x, found[1] - y) <= 3.0
        assert (
            min(
                one.exterior.distance(Point(found))
                for one in (box(1000, 2000, 1010, 2010), box(1020, 2000, 1030, 2010))
            )
            < 1e-6
        )
