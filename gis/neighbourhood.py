"""Which buildings belong together when no register says so: by streets, by nearness."""

from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from gis.components import connected

TOUCHING_M: Final = 1.0
"""Buildings this close belong together whatever lies between them [m]."""

NEAR_M: Final = 20.0
"""Buildings on the same or on touching parcels belong together up to this distance [m]."""

OPEN_M: Final = 6.0
"""Without parcels, buildings closer than any street is wide belong together [m]."""

PARCEL_GAP_M: Final = 0.5
"""Parcels this close touch; a street is wider [m]."""

IntArray = NDArray[np.int64]
Shapes = NDArray[np.object_]


def by_streets(shapes: Shapes, lines: Shapes, parcel_of: IntArray, parcels: gpd.GeoDataFrame) -> IntArray:
    """Buildings within the same ring of streets; at the open edge, those near each other with no street between."""
    noded = shapely.union_all(lines)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    face = np.full(len(shapes), -1, dtype=np.int64)
    inside, which = shapely.STRtree(faces).query(shapely.point_on_surface(shapes), predicate="intersects")
    face[inside[::-1]] = which[::-1]  # a point on a border belongs to the first face
    outside = np.flatnonzero(face < 0)
    near = by_proximity(shapes[outside], parcel_of[outside], parcels, lines)
    face[outside] = len(faces) + near
    return face


def by_proximity(
    shapes: Shapes, parcel_of: IntArray, parcels: gpd.GeoDataFrame, lines: Shapes | None = None
) -> IntArray:
    """Buildings that touch, or stand near each other on the same or on touching parcels.

    Where the lines of the streets are known they part, and parcels need not be asked.
    """
    land = parcels.geometry.to_numpy()
    with_land = lines is not None or bool((parcel_of >= 0).any())
    one, two = _pairs(shapes, NEAR_M if with_land else OPEN_M)
    if lines is not None:
        apart = _street_between(shapes[one], shapes[two], lines)
        return connected(len(shapes), one[~apart], two[~apart])
    distance = shapely.distance(shapes[one], shapes[two])
    a, b = parcel_of[one], parcel_of[two]
    known = (a >= 0) & (b >= 0)
    joined = known & (a == b)
    ask = np.flatnonzero(known & ~joined & (distance > TOUCHING_M))
    joined[ask] = shapely.dwithin(land[a[ask]], land[b[ask]], PARCEL_GAP_M)
    linked = (distance <= TOUCHING_M) | joined | (~known & (distance <= OPEN_M))
    return connected(len(shapes), one[linked], two[linked])


def by_land(shapes: Shapes, parcel_of: IntArray, parcels: gpd.GeoDataFrame) -> IntArray:
    """Buildings whose parcels hang together: streets are no parcels, so they part them.

    Buildings without a parcel go by nearness among themselves.
    """
    land = parcels.geometry.to_numpy()
    one, two = _pairs(land, PARCEL_GAP_M) if len(land) else (np.empty(0, np.int64), np.empty(0, np.int64))
    piece = connected(len(land), one, two)
    without = np.flatnonzero(parcel_of < 0)
    found = np.where(parcel_of >= 0, piece[parcel_of] if len(piece) else 0, 0)
    found[without] = len(land) + by_proximity(shapes[without], parcel_of[without], parcels)
    return found


def _street_between(one: Shapes, two: Shapes, lines: Shapes) -> NDArray[np.bool_]:
    """Whether the shortest way from one building to the other crosses a street, shape (n,)."""
    apart = np.zeros(len(one), dtype=bool)
    apart[shapely.STRtree(lines).query(shapely.shortest_line(one, two), predicate="intersects")[0]] = True
    return apart


def _pairs(shapes: Shapes, within_m: float) -> tuple[IntArray, IntArray]:
    bounds = shapely.bounds(shapes) + np.array([-1.0, -1.0, 1.0, 1.0]) * (within_m / 2)
    boxes = shapely.box(*bounds.T)
    one, two = shapely.STRtree(boxes).query(boxes)
    once = one < two
    one, two = one[once], two[once]
    near = shapely.dwithin(shapes[one], shapes[two], within_m)
    return one[near], two[near]
