"""Outlines as flat arrays of edges whose outward side is known."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

NORTH: Final = 0
EAST: Final = 1
SOUTH: Final = 2
WEST: Final = 3

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Straight pieces of the outlines of ``B`` buildings, sorted by building.

    Attributes
    ----------
    start, end : ndarray, shape (S, 2)
        Ends, relative to a local origin; the building lies to the left [m].
    length : ndarray, shape (S,)
        Length [m].
    first_of : ndarray, shape (B + 1,)
        First edge of each building.
    """

    start: FloatArray
    end: FloatArray
    length: FloatArray
    first_of: IntArray

    @property
    def owner(self) -> IntArray:
        """Row of the building of each edge, shape (S,)."""
        return np.repeat(np.arange(len(self.first_of) - 1), np.diff(self.first_of))

    @property
    def direction(self) -> FloatArray:
        """Unit vector from start to end, shape (S, 2)."""
        return (self.end - self.start) / self.length[:, None]

    @property
    def facing(self) -> NDArray[np.int8]:
        """Quarter that each edge faces, shape (S,): 0 N, 1 E, 2 S, 3 W, each ±45°."""
        along = self.end - self.start
        east, north = along[:, 1], -along[:, 0]
        upright = np.abs(north) >= np.abs(east)
        found = np.where(upright, np.where(north > 0, NORTH, SOUTH), np.where(east > 0, EAST, WEST))
        return found.astype(np.int8)


def edges_of(geometries: NDArray[np.object_]) -> Edges:
    """Take outlines, courtyards included, apart into edges.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (B,)
        Polygons or multi-polygons in a metric CRS, rings in any direction; None and
        empty ones have no edges.
    """
    parts, building = shapely.get_parts(geometries, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    outer = np.ones(len(rings), dtype=bool)
    outer[1:] = part[1:] != part[:-1]
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points = points - (points.mean(axis=0) if len(points) else 0.0)
    here = np.flatnonzero(ring[1:] == ring[:-1])
    start, end, ring = points[here], points[here + 1], ring[here]
    # with the first point of the ring as origin the sums keep their digits
    corner = points[np.searchsorted(ring, np.arange(len(rings)))[ring]] if len(ring) else start
    a, b = start - corner, end - corner
    doubled_area = np.bincount(ring, a[:, 0] * b[:, 1] - b[:, 0] * a[:, 1], minlength=len(rings))
    reverse = ((doubled_area > 0) != outer)[ring][:, None]
    start, end = np.where(reverse, end, start), np.where(reverse, start, end)
    length = np.hypot(*(end - start).T)
    real = length > 0
    owner = building[part[ring]][real]
    first_of = np.searchsorted(owner, np.arange(len(geometries) + 1))
    return Edges(start[real], end[real], length[real], first_of)
