"""How high neighbours stand above a roof, by direction."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

SECTORS: Final = 12
"""Directions, from north over east; the first is centred on north."""
RADIUS_M: Final = 60.0
"""Assumption: what stands farther off shades little in a town."""
NEAREST_M: Final = 2.0
"""A touching neighbour is taken this far from the middle of the modules at least."""

Floats = NDArray[np.float64]


def horizon_angles(
    shapes: Sequence[BaseGeometry] | NDArray[np.object_], height_m: Floats, radius_m: float = RADIUS_M
) -> Floats:
    """Elevation of the highest neighbour over each roof, shape (B, `SECTORS`) [°]; 0 where it is free.

    Parameters
    ----------
    shapes : sequence of geometry, shape (B,)
        Footprints in a metric reference system.
    height_m : ndarray, shape (B,)
        Heights above ground; a building of unknown height (NaN) shades nothing.
    """
    geometries = np.asarray(shapes, dtype=object)
    found = np.zeros((len(geometries), SECTORS))
    if not len(geometries):
        return found
    middle = shapely.centroid(geometries)
    tree = shapely.STRtree(geometries)
    roof, other = tree.query(middle, predicate="dwithin", distance=radius_m)
    higher = (roof != other) & (height_m[other] > height_m[roof])
    roof, other = roof[higher], other[higher]
    away = np.maximum(shapely.distance(middle[roof], geometries[other]), NEAREST_M)
    angle = np.degrees(np.arctan2(height_m[other] - height_m[roof], away))
    target = middle[other]
    dx = shapely.get_x(target) - shapely.get_x(middle[roof])
    dy = shapely.get_y(target) - shapely.get_y(middle[roof])
    azimuth = np.degrees(np.arctan2(dx, dy)) % 360.0
    sector = np.round(azimuth / (360.0 / SECTORS)).astype(np.int64) % SECTORS
    np.maximum.at(found, (roof, sector), angle)
    return found
