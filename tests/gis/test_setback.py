"""Walls on the boundary of the parcel."""

import numpy as np
import pytest
from shapely import box

from gis.setback import boundary_length

PARCEL = box(0, 0, 20, 30)


def lengths(*buildings, row=0):
    shapes = np.array(buildings, dtype=object)
    rows = np.full(len(buildings), row, dtype=np.int32)
    return boundary_length(shapes, np.array([PARCEL], dtype=object), rows)


def test_the_side_on_the_street_counts():
    assert lengths(box(0.1, 5, 10, 15))[0] == pytest.approx(10.0)
    assert lengths(box(0, 0, 20, 10))[0] == pytest.approx(10 + 20 + 10)


def test_a_building_in_the_middle_has_room():
    assert lengths(box(5, 5, 10, 10))[0] == 0.0


def test_a_courtyard_is_no_boundary():
    ring = box(2, 2, 18, 28).difference(box(6, 6, 14, 24))
    assert lengths(ring)[0] == 0.0


def test_without_a_parcel_nothing_is_known():
    assert np.isnan(lengths(box(0, 0, 5, 5), row=-1)[0])
