"""Measures of the shape of footprints, over whole arrays.

References
----------
Bourdic et al. 2012 (form factor); Dibble et al. 2017 (circular compactness); Feliciotti 2018
(square compactness); Hamaina et al. 2012, Schirmer and Axhausen 2015 (joined structures); as
momepy 0.8 defines them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.adjacency import SharedWalls
from gis.outlines import FloatArray, IntArray

CORNER_DEG: Final = 10.0
"""A vertex whose angle is nearer than this to 180° is none."""
MARGIN_M: Final = 0.01
"""Buildings grow by this before they are joined [m]."""

Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Buildings that touch, taken as one structure.

    Attributes
    ----------
    outlines : ndarray of Polygon, shape (J,)
        Structures.
    structure_of : ndarray, shape (B,)
        Structure of each building.
    """

    outlines: Geometries
    structure_of: IntArray

    @property
    def courtyards(self) -> IntArray:
        """Courtyards of the structure of each building, shape (B,)."""
        return np.asarray(shapely.get_num_interior_rings(self.outlines)[self.structure_of], dtype=np.int64)

    @property
    def perimeter_m(self) -> FloatArray:
        """Outer outline of the structure of each building, shape (B,) [m]."""
        return np.asarray(shapely.length(shapely.get_exterior_ring(self.outlines))[self.structure_of])


def form_factor(area_m2: FloatArray, perimeter_m: FloatArray, height_m: FloatArray) -> FloatArray:
    """Walls and roof over volume to the power of 2/3, shape (B,) [-]; small is compact."""
    return np.asarray((perimeter_m * height_m + area_m2) / (area_m2 * height_m) ** (2.0 / 3.0))


def facade_ratio(geometries: Geometries) -> FloatArray:
    """Area over outline, shape (B,) [m]."""
    return np.asarray(shapely.area(geometries) / shapely.length(geometries))


def circular_compactness(geometries: Geometries) -> FloatArray:
    """Area over that of the smallest circle around, shape (B,) [-]; 1 is a circle."""
    radius = shapely.minimum_bounding_radius(geometries)
    return np.asarray(shapely.area(geometries) / (np.pi * radius**2))


def square_compactness(geometries: Geometries) -> FloatArray:
    """Squared outline of the square of the same area over the outline's, shape (B,) [-]; 1 is a square."""
    return np.asarray(16.0 * shapely.area(geometries) / shapely.length(geometries) ** 2)


def corners(geometries: Geometries, corner_deg: float = CORNER_DEG) -> IntArray:
    """Corners of the outer outline, shape (B,): vertices that turn by at least ``corner_deg``."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    rings = shapely.get_exterior_ring(parts)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(points):
        return np.zeros(len(geometries), dtype=np.int64)
    last = np.r_[ring[1:] != ring[:-1], True]
    points, ring = points[~last], ring[~last]  # rings are closed: the last point is the first
    first = np.searchsorted(ring, np.arange(len(rings)))
    end = np.searchsorted(ring, np.arange(len(rings)), side="right") - 1
    row = np.arange(len(ring))
    before = points[np.where(row == first[ring], end[ring], row - 1)] - points
    after = points[np.where(row == end[ring], first[ring], row + 1)] - points
    size = np.hypot(*before.T) * np.hypot(*after.T)
    cosine = np.divide((before * after).sum(axis=1), size, out=np.full(len(size), -1.0), where=size > 0)
    turned = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))) <= 180.0 - corner_deg
    return np.bincount(owner[ring[turned]], minlength=len(geometries)).astype(np.int64)


def joined(geometries: Geometries, margin_m: float = MARGIN_M) -> Joined:
    """Join the buildings that touch or nearly touch.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (B,)
        Valid polygons in a metric CRS.
    margin_m : float
        Growth of each building before joining [m].
    """
    grown = shapely.buffer(geometries, margin_m)
    outlines = shapely.get_parts(shapely.union_all(grown))
    points = shapely.point_on_surface(geometries)
    row, structure = shapely.STRtree(outlines).query(points, predicate="intersects")
    structure_of = np.full(len(geometries), -1, dtype=np.int64)
    structure_of[row] = structure
    return Joined(outlines, structure_of)


def attached_neighbours(walls: SharedWalls, n: int) -> IntArray:
    """Neighbours with whom each of ``n`` buildings shares a wall, shape (n,)."""
    pairs = np.unique(np.column_stack([walls.first, walls.second]), axis=0)
    return np.bincount(pairs.ravel(), minlength=n).astype(np.int64)
