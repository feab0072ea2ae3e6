"""A newer delivery of the same source: which building is which, what is new, gone or changed."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.common_area import common_area
from gis.ids import MADE

SAME_SHARE: Final = 0.5
"""Buildings that share more than this of their common outline are the same one [-]."""
INSIDE_SHARE: Final = 0.5
"""A building with more than this of its footprint in another one comes from it [-]."""
RENUMBERED: Final = 0.5
"""Where fewer of the equal ids than this lie in the same place, the source has numbered anew [-]."""
EQUAL_SHARE: Final = 0.97
"""Sections drawn by hand stay where together they have the new outline, but for so much of it [-]."""
LEAST_CHANGE_M2: Final = 0.5
LEAST_CHANGE: Final = 0.01
"""An outline has changed where more than this much, and this share of it, differs."""

SAME, CHANGED, ADDED = "same", "changed", "added"

Shapes = NDArray[np.object_]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Renewal:
    """Buildings of a newer delivery beside those of the plan.

    Attributes
    ----------
    take : ndarray of int, shape (N,)
        Row of each building to come: in the new delivery, or, where it is negative, in the
        plan: ``-1 - row``. The latter are sections and merged buildings made by hand.
    origin : ndarray of int, shape (N,)
        Row in the plan from which it has its id and decisions; -1 for none.
    ids : ndarray of str, shape (N,)
        Ids to come: those of the plan for the same buildings.
    status : ndarray of str, shape (N,)
        ``same``, ``changed`` (another outline) or ``added``.
    removed : ndarray of int
        Rows of the plan that the new delivery has no more.
    """

    take: Rows
    origin: Rows
    ids: Shapes
    status: Shapes
    removed: Rows


def renew(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, by_hand: Mask) -> Renewal:
    """Match the buildings of a newer delivery with those of the plan.

    By id where the ids of the source still lie in the same places, else by the largest
    common outline; a building that was split or merged has its decisions from the one it
    shares most with.

    Parameters
    ----------
    old, new : GeoDataFrame
        Indexed by unique ids, in the same metric CRS.
    by_hand : ndarray of bool, shape (old,)
        Buildings of the plan that somebody cut or merged.
    """
    one, two, shared = _overlaps(old.geometry.to_numpy(), new.geometry.to_numpy())
    area = shapely.area(old.geometry.to_numpy()), shapely.area(new.geometry.to_numpy())
    named = _by_id(old.index, new.index, one, two)
    meets = np.zeros(len(new), dtype=bool)
    meets[two[named[two] == one]] = True
    origin = np.where(meets, named, -1)
    union = area[0][one] + area[1][two] - shared
    _by_outline(origin, one, two, shared / union)
    moved = (origin < 0) & (named >= 0) & ~np.isin(named, origin[origin >= 0])
    origin[moved] = named[moved]
    exact = origin >= 0
    same = origin.copy()
    inside = np.maximum(shared / area[0][one], shared / area[1][two])
    _by_descent(origin, one, two, shared, inside)
    kept = _made_by_hand(old, new, (one, two, shared), by_hand)
    replaced = np.zeros(len(new), dtype=bool)
    replaced[kept.new] = True
    rows = np.flatnonzero(~replaced)
    ids = _ids(old.index, new.index, np.where(exact, same, -1))[rows]
    held = old.index.to_numpy(dtype=object)[kept.old]
    ids = _apart(ids, set(held))
    changed = exact & _is_changed(old, new, same)
    status = np.where(exact, np.where(changed, CHANGED, SAME), np.where(origin >= 0, CHANGED, ADDED))
    used = np.zeros(len(old), dtype=bool)
    used[origin[origin >= 0]] = True
    used[one[inside >= INSIDE_SHARE]] = True
    used[kept.old] = True
    return Renewal(
        take=np.concatenate([rows, -1 - kept.old]),
        origin=np.concatenate([origin[rows], kept.old]),
        ids=np.concatenate([ids, held]),
        status=np.concatenate([status[rows], np.full(len(kept.old), SAME, dtype=object)]).astype(object),
        removed=np.flatnonzero(~used),
    )


def _overlaps(old: Shapes, new: Shapes) -> tuple[Rows, Rows, Numbers]:
    """Pairs that overlap, and the area that they share [m²]."""
    two, one = shapely.STRtree(old).query(new, predicate="intersects")
    same = shapely.equals_exact(old[one], new[two])
    shared = np.empty(len(one))
    shared[same] = shapely.area(old[one[same]])
    shared[~same] = common_area(old[one[~same]], new[two[~same]])
    real = shared > 0
    return one[real], two[real], shared[real]


def _by_id(old: pd.Index, new: pd.Index, one: Rows, two: Rows) -> Rows:
    """Rows of the plan by equal ids, shape (new,), unless the source has numbered anew."""
    origin = old.get_indexer(new).astype(np.int64)
    origin[new.to_series().astype(str).str.fullmatch(MADE).to_numpy(dtype=bool)] = -1
    found = np.flatnonzero(origin >= 0)
    if not len(found):
        return origin
    meets = np.zeros(len(new), dtype=bool)
    meets[two[origin[two] == one]] = True
    if meets[found].mean() < RENUMBERED:
        origin[:] = -1
    return origin


def _by_outline(origin: Rows, one: Rows, two: Rows, share: Numbers) -> None:
    """Add those that share most of their outline, the best pair first."""
    taken = set(origin[origin >= 0].tolist())
    for pair in np.argsort(-share, kind="stable"):
        if share[pair] < SAME_SHARE:
            return
        if origin[two[pair]] < 0 and int(one[pair]) not in taken:
            origin[two[pair]] = one[pair]
            taken.add(int(one[pair]))


def _by_descent(origin: Rows, one: Rows, two: Rows, shared: Numbers, inside: Numbers) -> None:
    """Add the building of the plan that each of the rest shares most with, where it is most of either."""
    order = np.argsort(shared, kind="stable")
    order = order[(inside[order] >= INSIDE_SHARE) & (origin[two[order]] < 0)]
    origin[two[order]] = one[order]  # the largest comes last and stays


@dataclass(frozen=True, slots=True, eq=False)
class _ByHand:
    old: Rows
    new: Rows


def _made_by_hand(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, pairs: tuple[Rows, Rows, Numbers], by_hand: Mask
) -> _ByHand:
    """Sections and merged buildings of the plan that still fill the outlines of the new delivery."""
    one, two, shared = pairs
    if not by_hand.any():
        none = np.empty(0, dtype=np.int64)
        return _ByHand(none, none)
    area_old, area_new = shapely.area(old.geometry.to_numpy()), shapely.area(new.geometry.to_numpy())
    mine = by_hand[one]
    covered_new = np.bincount(two[mine], shared[mine], len(new)) / area_new
    covered_old = np.bincount(one, shared, len(old)) / area_old
    fits = mine & (covered_old[one] >= EQUAL_SHARE) & (covered_new[two] >= EQUAL_SHARE)
    real = shared >= (1 - EQUAL_SHARE) * np.minimum(area_old[one], area_new[two])
    bad = np.unique(one[mine & real & ~fits])
    fits &= ~np.isin(one, bad) & real
    fits &= ~np.isin(two, two[mine & real & ~fits])
    return _ByHand(np.unique(one[fits]), np.unique(two[fits]))


def _ids(old: pd.Index, new: pd.Index, same: Rows) -> Shapes:
    """Ids to come, shape (new,): of the plan for the same buildings, else the source's own."""
    names = new.to_numpy(dtype=object).copy()
    names[same >= 0] = old.to_numpy(dtype=object)[same[same >= 0]]
    return _apart(names, set(), first=same >= 0)


def _apart(names: Shapes, taken: set[object], first: Mask | None = None) -> Shapes:
    """Give a suffix to names that are taken; those of ``first`` keep theirs."""
    found = names.copy()
    order = np.arange(len(names)) if first is None else np.argsort(~first, kind="stable")
    seen = set(taken)
    if len(set(names.tolist()) | taken) == len(names) + len(taken):
        return found
    for row in order.tolist():
        name, number = found[row], 2
        while name in seen:
            name, number = f"{found[row]}-{number}", number + 1
        found[row] = name
        seen.add(name)
    return found


def _is_changed(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, origin: Rows) -> Mask:
    """Whether the outline of a building differs from that of its origin, shape (new,)."""
    rows = np.flatnonzero(origin >= 0)
    before, after = old.geometry.to_numpy()[origin[rows]], new.geometry.to_numpy()[rows]
    differs = ~shapely.equals_exact(before, after)
    apart = np.zeros(len(rows))
    apart[differs] = shapely.area(shapely.symmetric_difference(before[differs], after[differs]))
    changed = np.zeros(len(new), dtype=bool)
    changed[rows] = apart > np.maximum(LEAST_CHANGE_M2, LEAST_CHANGE * shapely.area(before))
    return changed
