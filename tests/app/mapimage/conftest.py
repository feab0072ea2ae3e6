"""Shapes for map tests."""

import numpy as np
import pytest
import shapely

from gis.arrays import flatten


@pytest.fixture(scope="session")
def town():
    """Streets of touching houses with courtyards: 12 x 12 plots of irregular polygons, seeded."""
    draw = np.random.default_rng(7)
    houses = []
    for column in range(12):
        for row in range(12):
            angles = np.sort(draw.uniform(0, 2 * np.pi, 9))
            radius = draw.uniform(5, 12, 9)
            x, y = 1000 + column * 22 + radius * np.cos(angles), 5000 + row * 22 + radius * np.sin(angles)
            house = shapely.make_valid(shapely.Polygon(np.column_stack([x, y])))
            if column % 3 == 0:
                house = house.difference(house.centroid.buffer(2))
            houses.append(house)
    return np.asarray(houses, dtype=object)


@pytest.fixture(scope="session")
def squares():
    """Four 10 m squares in a row and the block around them."""
    houses = np.asarray([shapely.box(k * 20, 0, k * 20 + 10, 10) for k in range(4)], dtype=object)
    return flatten(houses), flatten(np.asarray([shapely.box(-10, -10, 80, 20)], dtype=object))
