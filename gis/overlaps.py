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
    cut, found = np.zeros(count), shapes.copy()
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
    rest = ~same & ~inside & (double[one] < 0) & (double[two] < 0) & (part[one] < 0) & (part[two] < 0)
    open_pairs: list[int] = []
    for pair in np.flatnonzero(rest)[np.argsort(-shared[rest], kind="stable")].tolist():
        less, more = int(small[pair]), int(large[pair])
        kept = shapely.difference(found[less], found[more])
        kept = _areas_of(kept)
        if kept is None or shapely.area(kept) < LEFT_SHARE * area[less]:
            open_pairs.append(pair)
            continue
        cut[less] += shapely.area(found[less]) - shapely.area(kept)
        found[less] = kept
    still = np.array(open_pairs, dtype=np.int64)
    return Resolved(found, double, part, cut, one[still], two[still])


def merged(frame: gpd.GeoDataFrame, part_of: Rows) -> gpd.GeoDataFrame:
    """Buildings with the parts that lie in them: outlines joined, and what a building lacks taken from its parts."""
    rows = np.flatnonzero(part_of >= 0)
    if not len(rows):
        return frame
    found = frame.copy()
    shapes = found.geometry.to_numpy(copy=True)
    for row in rows.tolist():
        shapes[part_of[row]] = shapely.union(shapes[part_of[row]], shapes[row])
    for name in found.columns:
        if name == found.geometry.name:
            continue
        values = found[name].to_numpy(copy=True)
        empty = values == "" if values.dtype == object else np.isnan(values.astype(np.float64))
        takes = rows[empty[part_of[rows]] & ~empty[rows]]
        values[part_of[takes]] = values[takes]
        found[name] = values
    return found.set_geometry(gpd.GeoSeries(shapes, index=found.index, crs=found.crs))


def _pairs(shapes: Shapes, least_m2: float) -> tuple[Rows, Rows, NDArray[np.float64]]:
    """Pairs that share more than so much area, the earlier row first."""
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first = one < two
    one, two = one[first], two[first]
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
