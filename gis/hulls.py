"""Outlines around groups of shapes."""

import numpy as np
import shapely
from numpy.typing import NDArray


def hulls(
    shapes: NDArray[np.object_], group: NDArray[np.integer], n: int, margin_m: float
) -> NDArray[np.object_]:
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
        Polygons or multi-polygons without holes.
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    filled = shapely.polygons(shapely.get_exterior_ring(parts))
    groups = group[owner]
    order = np.argsort(groups, kind="stable")
    together = shapely.multipolygons(filled[order], indices=groups[order])
    grown = shapely.buffer(together, margin_m, quad_segs=1, join_style="mitre", mitre_limit=2.0)
    closed = shapely.buffer(grown, -margin_m, quad_segs=1, join_style="mitre", mitre_limit=2.0)
    pieces, owner = shapely.get_parts(closed, return_index=True)
    whole = shapely.polygons(shapely.get_exterior_ring(pieces))
    found = np.empty(n, dtype=object)
    single = np.bincount(owner, minlength=n) == 1
    found[owner] = whole
    several = ~single[owner]
    if several.any():
        rows, where = np.unique(owner[several], return_inverse=True)
        found[rows] = shapely.multipolygons(whole[several], indices=where)
    return found
