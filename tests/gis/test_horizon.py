"""Neighbours over a roof, by direction."""

import numpy as np
import pytest
from shapely import box

from gis.horizon import SECTORS, horizon_angles


def test_a_tower_to_the_south_stands_in_the_south():
    shapes = [box(0, 0, 10, 10), box(0, -30, 10, -20)]
    found = horizon_angles(shapes, np.array([6.0, 26.0]))
    assert found[0].argmax() == SECTORS // 2
    assert found[0].max() == pytest.approx(np.degrees(np.arctan2(20.0, 25.0)))
    assert (found[0] > 0).sum() == 1
    assert not found[1].any()


def test_what_is_lower_far_or_unknown_shades_nothing():
    shapes = [box(0, 0, 10, 10), box(20, 0, 30, 10), box(200, 0, 210, 10), box(0, 20, 10, 30)]
    assert not horizon_angles(shapes, np.array([10.0, 9.0, 90.0, np.nan]))[0].any()


def test_order_of_buildings_does_not_matter():
    draw = np.random.default_rng(1)
    corner = draw.uniform(0, 150, (40, 2))
    shapes = np.array([box(x, y, x + 8, y + 8) for x, y in corner], dtype=object)
    height = draw.uniform(4, 30, 40)
    order = draw.permutation(40)
    np.testing.assert_allclose(
        horizon_angles(shapes[order], height[order]), horizon_angles(shapes, height)[order]
    )


def test_no_buildings_no_angles():
    assert horizon_angles([], np.empty(0)).shape == (0, SECTORS)
