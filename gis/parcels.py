"""Which parcel a building stands on."""

import re
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.common_area import Told, common_area, unheard
from gis.references import parcel_keys

SMALLEST_OVERLAP: float = 0.1
"""A building belongs to a parcel that holds at least this share of its footprint."""

_CHUNK = 50_000
_COMUNE: Final = re.compile(r"^[A-Z][0-9]{3}-")


def named_parcels(
    ids: NDArray[np.object_], references: NDArray[np.object_], parcel_ids: NDArray[np.object_]
) -> NDArray[np.int32]:
    """Row of the parcel that a building's reference or id names, shape (B,); -1 for none.

    What stands there letter by letter comes first, then the same parcel in another spelling, or
    the parcel of the building or unit that is named.
    """
    row = np.full(len(ids), -1, dtype=np.int32)
    found = pd.Index(parcel_ids, dtype=object)
    for keys in (references, ids):
        said = (row < 0) & (keys != "")
        row[said] = found.get_indexer(pd.Index(keys[said], dtype=object))
    left = np.flatnonzero((row < 0) & (references != ""))
    if len(left):
        row[left] = _by_key(references[left], parcel_ids)
    return row


def _by_key(references: NDArray[np.object_], parcel_ids: NDArray[np.object_]) -> NDArray[np.int32]:
    """Row of the parcel by its reference in one spelling; -1 where none or several are meant."""
    said, beneath = _keys(references), _keys(parcel_ids)
    row = _unique_rows(said, beneath)
    missing = row < 0
    if missing.any():
        row[missing] = _unique_rows(
            [_bare(key) for key, wanted in zip(said, missing, strict=True) if wanted],
            [_bare(key) for key in beneath],
        )
    return row


def _keys(texts: NDArray[np.object_]) -> list[str]:
    """Key of the parcel of each text; foglio and particella may stand without their comune."""
    known = parcel_keys(texts)
    missing = np.array([key == "" for key in known], dtype=bool)
    alone = iter(parcel_keys(texts[missing], "IT"))
    return [next(alone) if gone else key for key, gone in zip(known, missing.tolist(), strict=True)]


def _unique_rows(keys: list[str], known: list[str]) -> NDArray[np.int32]:
    places = pd.Series(np.arange(len(known)), index=pd.Index(known, dtype=object))
    places = places[~places.index.duplicated(keep=False) & (places.index != "")]
    found = places.reindex(pd.Index(keys, dtype=object)).fillna(-1)
    return found.to_numpy(dtype=np.int32)


def _bare(key: str) -> str:
    """An Italian reference without its comune: within a town nobody writes it."""
    return _COMUNE.sub("", key)


def largest_overlap(buildings: NDArray[np.object_], parcels: NDArray[np.object_]) -> NDArray[np.int32]:
    """Row of the parcel with the largest share of each footprint, shape (B,); -1 for none."""
    return largest_of(*overlaps(buildings, parcels), shapely.area(buildings))


def overlaps(
    buildings: NDArray[np.object_], parcels: NDArray[np.object_], told: Told = unheard
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Rows of buildings and parcels that meet, and the area they have in common [m²]."""
    building, parcel = shapely.STRtree(parcels).query(buildings, predicate="intersects")
    candidates = np.bincount(building, minlength=len(buildings))
    alone = candidates[building] == 1
    shared = np.empty(len(building))
    inside = np.zeros(len(building), dtype=bool)
    for start in range(0, len(building), _CHUNK):
        part = slice(start, start + _CHUNK)
        inside[part] = alone[part] & shapely.covers(parcels[parcel[part]], buildings[building[part]])
    shared[inside] = shapely.area(buildings)[building[inside]]
    rest = ~inside
    shared[rest] = common_area(buildings[building[rest]], parcels[parcel[rest]], told)
    return building, parcel, shared


def largest_of(
    building: NDArray[np.intp],
    parcel: NDArray[np.intp],
    shared: NDArray[np.float64],
    area: NDArray[np.float64],
) -> NDArray[np.int32]:
    """Row of the parcel with the largest common area of those that hold enough, shape (B,); -1 for none."""
    row = np.full(len(area), -1, dtype=np.int32)
    order = np.lexsort((-parcel, shared))  # largest last, of equals the first parcel
    enough = shared[order] >= SMALLEST_OVERLAP * area[building[order]]
    order = order[enough]
    row[building[order]] = parcel[order]
    return row
