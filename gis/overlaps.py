"""Buildings that lie on each other: the same one drawn twice, parts over their building, edges that cross."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from gis.common_area import common_area
from gis.thresholds import USUAL, Thresholds

LEFT_SHARE: Final = 0.5
"""A building that would keep less than this of itself is not cut: both stay, and the overlap is told [-]."""

Shapes = NDArray[np.object_]
Rows = NDArray[np.int64]
Pairs = tuple[Rows, Rows, NDArray[np.float64]]
"""Rows of one and of another building, and the area that they share [m²]."""


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """What becomes of overlaps.

    Attributes
    ----------
    shapes : ndarray of geometry, shape (B,)
        Outlines without the overlaps that were cut.
    double_of, part_of : ndarray of int, shape (B,)
        Row of the building that one repeats, or lies in; -1 for none.
    cut_m2 : ndarray, shape (B,)
        Area that was cut off [m²].
    open_one, open_two : ndarray of int
        Pairs that still overlap.
    """

    shapes: Shapes
    double_of: Rows
    part_of: Rows
    cut_m2: NDArray[np.float64]
    open_one: Rows
    open_two: Rows


def resolve(shapes: Shapes, limits: Thresholds = USUAL) -> Resolved:
    """Find overlaps of buildings and resolve those that leave no doubt.

    Of two outlines that are the same but for a little, the later is a double. A building
    that lies in another one is a part of it. Where two others overlap, the smaller gives
    up what both cover, unless little would be left of it.

    Parameters
    ----------
    shapes : ndarray of geometry, shape (B,)
        Valid polygons in a metric system.
    limits : Thresholds
    """
    count = len(shapes)
    double, part = np.full(count, -1, dtype=np.int64), np.full(count, -1, dtype=np.int64)
    found = shapes.copy()
    one, two, shared = _pairs(shapes, limits.overlap_m2)
    area = shapely.area(shapes)
    union = area[one] + area[two] - shared
    same = shared >= limits.same_share * union
    # earlier rows stand first in each pair: the later one repeats
    double[two[same]] = one[same]
    double = _roots(double)
    small = np.where(area[one] <= area[two], one, two)
    large = np.where(area[one] <= area[two], two, one)
    inside = ~same & (shared >= limits.inside_share * area[small])
    inside &= (double[small] < 0) & (double[large] < 0)
    order = np.flatnonzero(inside)[np.argsort(-area[large[inside]], kind="stable")]
    part[small[order]] = large[order]  # the smallest building around a part comes last and stays
    part = _roots(part)
    stays = (double < 0) & (part < 0)
    rest = ~same & ~inside & stays[one] & stays[two]
    crossing = (one[rest], two[rest], shared[rest])
    if (part >= 0).any():
        found = _with_parts(shapes, part)
        crossing = _crossings_of_grown(found, stays, part, crossing, limits.overlap_m2)
    cut, open_pairs = _cut_apart(found, crossing)
    return Resolved(found, double, part, cut, *open_pairs)


def merged(frame: gpd.GeoDataFrame, part_of: Rows) -> gpd.GeoDataFrame:
    """Buildings with what they lack themselves taken from the parts that lie in them; outlines are as they were."""
    rows = np.flatnonzero(part_of >= 0)
    if not len(rows):
        return frame
    found = frame.copy()
    for name in found.columns:
        if name == found.geometry.name:
            continue
        values = found[name].to_numpy(copy=True)
        empty = values == "" if values.dtype == object else np.isnan(values.astype(np.float64))
        takes = rows[empty[part_of[rows]] & ~empty[rows]]
        values[part_of[takes]] = values[takes]
        found[name] = values
    return found


def _with_parts(shapes: Shapes, part_of: Rows) -> Shapes:
    """Outlines of buildings joined with those of their parts."""
    found = shapes.copy()
    for row in np.flatnonzero(part_of >= 0).tolist():
        found[part_of[row]] = shapely.union(found[part_of[row]], shapes[row])
    return found


def _crossings_of_grown(
    shapes: Shapes, stays: NDArray[np.bool_], part_of: Rows, known: Pairs, least_m2: float
) -> Pairs:
    """Pairs of buildings that stay, those of buildings with parts found anew: a part may reach over another building."""
    grown = np.zeros(len(shapes), dtype=np.bool_)
    grown[part_of[part_of >= 0]] = True
    rows = np.flatnonzero(stays)
    one, two = shapely.STRtree(shapes[rows]).query(shapes[grown], predicate="intersects")
    one, two = np.flatnonzero(grown)[one], rows[two]
    # two that have both grown find each other twice
    once = (one != two) & (~grown[two] | (one < two))
    one, two = np.minimum(one, two)[once], np.maximum(one, two)[once]
    found = _overlapping(shapes, one, two, least_m2)
    old = ~grown[known[0]] & ~grown[known[1]]
    one, two, shared = (np.concatenate([a[old], b]) for a, b in zip(known, found, strict=True))
    return one, two, shared


def _cut_apart(shapes: Shapes, crossing: Pairs) -> tuple[NDArray[np.float64], tuple[Rows, Rows]]:
    """Cut the smaller of each pair, the greatest overlap first; ``shapes`` change in place.

    Returns what was cut off each [m²], and the pairs that still overlap.
    """
    one, two, shared = crossing
    area, cut = shapely.area(shapes), np.zeros(len(shapes))
    one_less = area[one] <= area[two]
    small, large = np.where(one_less, one, two), np.where(one_less, two, one)
    open_pairs: list[int] = []
    for pair in np.argsort(-shared, kind="stable").tolist():
        less, more = int(small[pair]), int(large[pair])
        kept = _areas_of(shapely.difference(shapes[less], shapes[more]))
        if kept is None or shapely.area(kept) < LEFT_SHARE * area[less]:
            open_pairs.append(pair)
            continue
        cut[less] += shapely.area(shapes[less]) - shapely.area(kept)
        shapes[less] = kept
    still = np.array(open_pairs, dtype=np.int64)
    return cut, (one[still], two[still])


def _pairs(shapes: Shapes, least_m2: float) -> Pairs:
    """Pairs that share more than so much area, the earlier row first."""
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first = one < two
    return _overlapping(shapes, one[first], two[first], least_m2)


def _overlapping(shapes: Shapes, one: Rows, two: Rows, least_m2: float) -> Pairs:
    """Those of some pairs that share more than so much area."""
    # neighbours that only touch are most pairs: their boxes share next to nothing
    a, b = shapely.bounds(shapes[one]), shapely.bounds(shapes[two])
    size = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    close = (size > 0).all(axis=1) & (size.prod(axis=1) > least_m2)
    one, two = one[close], two[close]
    shared = common_area(shapes[one], shapes[two])
    real = shared > least_m2
    return one[real], two[real], shared[real]


def _roots(of: Rows) -> Rows:
    """The last of each chain: a double of a double is one of the first."""
    found = of.copy()
    for _ in range(20):
        further = np.where(found >= 0, of[np.maximum(found, 0)], -1)
        if not (further >= 0).any():
            break
        found = np.where(further >= 0, further, found)
    return found


def _areas_of(shape: shapely.Geometry) -> shapely.Geometry | None:
    """The polygons of a shape; None where there are none."""
    parts = shapely.get_parts(shapely.get_parts(np.array([shape], dtype=object)))
    parts = parts[shapely.get_dimensions(parts) == 2]
    if not len(parts):
        return None
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
