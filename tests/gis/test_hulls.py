"""Outlines around groups of shapes."""

import numpy as np
import pytest
import shapely

from gis.hulls import hulls


def test_gaps_close_and_courtyards_fill() -> None:
    row = shapely.box([0, 16], 0, [10, 26], 8)
    yard = shapely.box(100, 0, 140, 40).difference(shapely.box(110, 10, 130, 30))
    far = shapely.box([200, 300], 0, [210, 310], 10)
    found = hulls(np.array([*row, yard, *far]), np.array([0, 0, 1, 2, 2]), 3, 5.0)
    assert shapely.area(found[0]) == pytest.approx(26 * 8, rel=0.1)
    assert shapely.area(found[1]) == pytest.approx(1600)
    assert shapely.get_num_geometries(found).tolist() == [1, 1, 2]
    assert shapely.is_valid(found).all()


def test_an_island_in_the_courtyard_of_another_member() -> None:
    yard = shapely.box(0, 0, 100, 100).difference(shapely.box(5, 5, 95, 95))
    found = hulls(np.array([yard, shapely.box(45, 45, 55, 55)]), np.array([0, 0]), 1, 5.0)
    assert shapely.is_valid(found).all()
    assert shapely.area(found[0]) == pytest.approx(10_000)


def test_many_groups_in_any_order() -> None:
    n = 3000
    x = np.arange(n) * 100.0
    shapes = np.concatenate([shapely.box(x, 0, x + 10, 10), shapely.box(x + 15, 0, x + 25, 10)])
    group = np.tile(np.arange(n), 2)
    order = np.random.default_rng(2).permutation(2 * n)
    found = hulls(shapes[order], group[order], n, 5.0)
    bounds = shapely.bounds(found)
    assert bounds[:, 0] == pytest.approx(x, abs=0.5)
    assert bounds[:, 2] == pytest.approx(x + 25, abs=0.5)
