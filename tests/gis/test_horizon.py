"""Neighbours over a roof, by direction."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from gis.horizon import NEAREST_M, SECTORS, horizon_angles

seeds = st.integers(0, 2**32 - 1)


def town(seed, n=30):
    draw = np.random.default_rng(seed)
    corner, size = draw.uniform(0, 150, (n, 2)), draw.uniform(5, 20, (n, 2))
    shapes = shapely.box(*corner.T, *(corner + size).T)
    return np.asarray(shapes, dtype=object), draw.uniform(4, 30, n)


def test_a_tower_to_the_south_stands_in_the_south():
    shapes = [box(0, 0, 10, 10), box(0, -30, 10, -20)]
    found = horizon_angles(shapes, np.array([6.0, 26.0]))
    assert found[0].argmax() == SECTORS // 2
    views = [np.degrees(np.arctan(20.0 / 25.0 * np.cos(np.radians(a)))) for a in (-10, 0, 10)]
    assert found[0].max() == pytest.approx(np.mean(views))
    assert (found[0] > 0).sum() == 1
    assert not found[1].any()


@pytest.mark.parametrize(("dx", "dy", "sector"), [(0, 40, 0), (40, 0, 3), (0, -40, 6), (-40, 0, 9)])
def test_directions_run_from_north_over_east(dx, dy, sector):
    shapes = [box(-5, -5, 5, 5), box(dx - 5, dy - 5, dx + 5, dy + 5)]
    assert horizon_angles(shapes, np.array([5.0, 20.0]))[0].argmax() == sector


def test_a_long_wall_stands_in_every_direction_it_fills():
    shapes = [box(-5, -5, 5, 5), box(-80, -20, 80, -10)]
    found = horizon_angles(shapes, np.array([5.0, 15.0]))[0]
    assert (found[[4, 5, 6, 7, 8]] > 0).all()
    assert not found[[0, 1, 2, 10, 11]].any()
    assert found[6] > found[5] > found[4] > 0


def test_a_courtyard_is_shaded_all_round():
    ring = box(-30, -30, 30, 30).difference(box(-20, -20, 20, 20))
    found = horizon_angles([box(-5, -5, 5, 5), ring], np.array([5.0, 25.0]))[0]
    assert found.min() > np.degrees(np.arctan(20 / 29))
    assert found.max() <= 45.0 + 1e-9


def test_what_is_lower_far_or_unknown_shades_nothing():
    shapes = [box(0, 0, 10, 10), box(20, 0, 30, 10), box(200, 0, 210, 10), box(0, 20, 10, 30)]
    assert not horizon_angles(shapes, np.array([10.0, 9.0, 90.0, np.nan]))[0].any()
    assert not horizon_angles(shapes, np.array([np.nan, 9.0, 90.0, 80.0]))[0].any()


def test_walls_across_the_roof_are_not_infinitely_near():
    shapes = [box(0, 0, 10, 10), box(5, -20, 25, 30)]
    found = horizon_angles(shapes, np.array([10.0, 20.0]))[0]
    assert found.max() <= np.degrees(np.arctan(10.0 / NEAREST_M))


def test_missing_shapes_neither_shade_nor_are_shaded():
    shapes = np.array([None, box(0, 0, 10, 10), shapely.Polygon(), box(0, -30, 10, -20)], dtype=object)
    height = np.array([50.0, 6.0, 50.0, 26.0])
    found = horizon_angles(shapes, height)
    np.testing.assert_allclose(found[1], horizon_angles(shapes[[1, 3]], height[[1, 3]])[0])
    assert not found[[0, 2]].any()


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_order_of_buildings_and_the_origin_do_not_matter(seed):
    shapes, height = town(seed)
    found = horizon_angles(shapes, height)
    order = np.random.default_rng(seed).permutation(len(shapes))
    np.testing.assert_array_equal(horizon_angles(shapes[order], height[order]), found[order])
    moved = shapely.transform(shapes, lambda points: points + np.array([524288.0, 4194304.0]))
    # a view along a corner may miss it by rounding
    assert np.isclose(horizon_angles(moved, height), found, atol=1e-4).mean() > 0.99


@settings(max_examples=25, deadline=None)
@given(seeds, st.integers(0, 29), st.floats(0.1, 30.0))
def test_a_higher_or_further_building_only_adds_shade(seed, row, more):
    shapes, height = town(seed)
    found, others = horizon_angles(shapes, height), np.arange(len(shapes)) != row
    raised = height.copy()
    raised[row] += more
    assert (horizon_angles(shapes, raised)[others] >= found[others]).all()
    assert (horizon_angles(shapes, raised)[row] <= found[row]).all()
    fewer = horizon_angles(shapes[others], height[others])
    assert (found[others] >= fewer - 1e-9).all()
    assert (horizon_angles(shapes, height, 150.0) >= found).all()
    assert ((found >= 0) & (found < 90)).all()


def test_no_buildings_no_angles():
    assert horizon_angles([], np.empty(0)).shape == (0, SECTORS)
