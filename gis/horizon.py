"""How high neighbours stand above a roof, by direction."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

SECTORS: Final = 12
"""Directions, from north over east; the first is centred on north."""
RAYS: Final = 3
"""Views within a sector, evenly spread; their mean is its angle."""
RADIUS_M: Final = 100.0
"""Assumption: what stands farther off shades little in a town."""
NEAREST_M: Final = 2.0
"""Assumption: no wall is nearer to the modules than this."""
CHUNK: Final = 20_000
"""Roofs looked at together: bounds the memory in use."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def horizon_angles(
    shapes: Sequence[BaseGeometry] | NDArray[np.object_], height_m: Floats, radius_m: float = RADIUS_M
) -> Floats:
    """Elevation of the neighbours over the middle of each roof, shape (B, `SECTORS`) [°]; 0 where it is free.

    In every direction the neighbour counts that stands highest there, by the distance to its
    wall.

    Parameters
    ----------
    shapes : sequence of geometry, shape (B,)
        Footprints in a metric reference system; None and empty ones shade nothing and are
        not shaded.
    height_m : ndarray, shape (B,)
        Heights above ground; a building of unknown height (NaN) shades nothing.
    radius_m : float
        Walls farther away are left out [m].

    Notes
    -----
    The ground counts as level, and a roof as flat at its building's height.
    """
    from gis.horizon_kernel import look  # noqa: PLC0415 - numba: only when it is needed

    geometries = np.asarray(shapes, dtype=object)
    tangent = np.zeros((len(geometries), SECTORS * RAYS))
    middle = shapely.get_coordinates(shapely.centroid(geometries))
    there = np.flatnonzero(~(shapely.is_missing(geometries) | shapely.is_empty(geometries)))
    if len(there):
        origin = middle.min(axis=0)
        middle = middle - origin
        geometries, height = geometries[there], np.asarray(height_m, dtype=np.float64)[there]
        start, end, first_of = _walls(geometries, origin)
        found = np.zeros((len(there), SECTORS * RAYS))
        for roof, other in _higher(geometries, middle, height, radius_m):
            look(roof, other, middle, height, (start, end, first_of), (NEAREST_M, radius_m), found)
        tangent[there] = found
    angles = np.degrees(np.arctan(tangent))
    # the sector around north has views on both sides of it
    return np.asarray(np.roll(angles, RAYS // 2, axis=1).reshape(-1, SECTORS, RAYS).mean(axis=2))


def _walls(geometries: NDArray[np.object_], origin: Floats) -> tuple[Floats, Floats, Ints]:
    """Ends of all walls, shape (S, 2), and the first wall of each building, shape (B + 1,)."""
    parts, building = shapely.get_parts(geometries, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points = points - origin
    here = np.flatnonzero(ring[1:] == ring[:-1])
    owner = building[part[ring[here]]]
    return points[here], points[here + 1], np.searchsorted(owner, np.arange(len(geometries) + 1))


def _higher(
    geometries: NDArray[np.object_], middle: Floats, height: Floats, radius_m: float
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of a roof and a higher building around it, in chunks."""
    origin = shapely.get_coordinates(shapely.centroid(geometries))
    tree = shapely.STRtree(geometries)
    for start in range(0, len(middle), CHUNK):
        around = origin[start : start + CHUNK]
        roof, other = tree.query(shapely.box(*(around - radius_m).T, *(around + radius_m).T))
        roof += start
        higher = height[other] > height[roof]
        yield roof[higher], other[higher]
