"""Outlines around groups of shapes."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

GRAIN_M: Final = 0.3
"""Details that outlines of scattered groups may lose [m]."""

CHUNK: Final = 1000
"""Groups that one thread grows at a time."""

Shapes = NDArray[np.object_]
Groups = NDArray[np.integer]


def hulls(shapes: Shapes, group: Groups, n: int, margin_m: float) -> Shapes:
    """Outline around each of ``n`` groups of polygons.

    Gaps up to twice the margin between members are closed, courtyards are filled.

    Parameters
    ----------
    shapes : ndarray of shapely geometries, shape (F,)
        Polygons or multi-polygons in a metric CRS.
    group : ndarray, shape (F,)
        Group of each shape, 0 .. n - 1; every group has a member.
    n : int
        Number of groups.
    margin_m : float
        Width that outlines grow before they shrink back [m].

    Returns
    -------
    ndarray, shape (n,)
        Valid polygons or multi-polygons without holes.
    """
    found = _merged(shapes, group, n)
    scattered = np.flatnonzero(shapely.get_num_geometries(found) > 1)
    # growing costs most of the time: only what is in pieces needs it
    coarse = shapely.simplify(found[scattered], GRAIN_M, preserve_topology=True)
    grown = _without_holes(_buffered(coarse, margin_m + GRAIN_M))
    shrunk = _buffered(grown, -margin_m)
    found[scattered] = _merged(shrunk, np.arange(len(scattered)), len(scattered))
    return found


def _merged(shapes: Shapes, group: Groups, n: int) -> Shapes:
    """Union of the filled parts of each group, shape (n,)."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    together = _collected(shapely.polygons(shapely.get_exterior_ring(parts)), group[owner], n)
    several = shapely.get_num_geometries(together) > 1
    # a width of nothing unites overlapping and touching members, far faster than a union by group
    together[several] = _without_holes(_buffered(together[several], 0.0))
    again = shapely.get_num_geometries(together) > 1
    together[again] = _buffered(together[again], 0.0)
    return together


def _without_holes(shapes: Shapes) -> Shapes:
    pieces, owner = shapely.get_parts(shapes, return_index=True)
    return _collected(shapely.polygons(shapely.get_exterior_ring(pieces)), owner, len(shapes))


def _collected(polygons: Shapes, group: Groups, n: int) -> Shapes:
    """One polygon or multi-polygon per group, shape (n,)."""
    order = np.argsort(group, kind="stable")
    found = np.empty(n, dtype=object)
    found[:] = shapely.multipolygons(polygons[order], indices=group[order])
    single = np.bincount(group, minlength=n) == 1
    found[single] = shapely.get_geometry(found[single], 0)
    return found


def _buffered(shapes: Shapes, width_m: float) -> Shapes:
    def grow(some: Shapes) -> Shapes:
        found: Shapes = shapely.buffer(some, width_m, quad_segs=1, join_style="mitre", mitre_limit=2.0)
        return found

    if len(shapes) <= CHUNK:
        return grow(shapes)
    # GEOS works without the interpreter's lock
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return np.concatenate(list(pool.map(grow, np.array_split(shapes, len(shapes) // CHUNK + 1))))
