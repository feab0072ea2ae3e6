"""Which parcel a building stands on."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

SMALLEST_OVERLAP: float = 0.1
"""A building belongs to a parcel that holds at least this share of its footprint."""

_CHUNK = 50_000


def join_parcels(
    buildings: gpd.GeoDataFrame, references: NDArray[np.object_], parcels: gpd.GeoDataFrame
) -> NDArray[np.int32]:
    """Join buildings to parcels: by the cadastral reference or id, else by the largest overlap.

    Parameters
    ----------
    buildings : GeoDataFrame, shape (B,)
        Indexed by building id.
    references : ndarray of str, shape (B,)
        Cadastral reference of each building, "" for none.
    parcels : GeoDataFrame
        Indexed by parcel id, in the same metric system.

    Returns
    -------
    ndarray of int32, shape (B,)
        Row of the parcel, -1 for none.
    """
    row = np.full(len(buildings), -1, dtype=np.int32)
    if not len(parcels):
        return row
    for keys in (references, buildings.index):
        found = parcels.index.get_indexer(pd.Index(keys, dtype=object))
        row = np.where((row < 0) & (np.asarray(keys, dtype=object) != ""), found, row).astype(np.int32)
    left = np.flatnonzero(row < 0)
    if len(left):
        row[left] = largest_overlap(buildings.geometry.to_numpy()[left], parcels.geometry.to_numpy())
    return row


def largest_overlap(buildings: NDArray[np.object_], parcels: NDArray[np.object_]) -> NDArray[np.int32]:
    """Row of the parcel with the largest share of each footprint, shape (B,); -1 for none."""
    row = np.full(len(buildings), -1, dtype=np.int32)
    building, parcel = shapely.STRtree(parcels).query(buildings, predicate="intersects")
    candidates = np.bincount(building, minlength=len(buildings))
    alone = candidates[building] == 1
    shared = np.empty(len(building))
    inside = np.zeros(len(building), dtype=bool)
    for start in range(0, len(building), _CHUNK):
        part = slice(start, start + _CHUNK)
        inside[part] = alone[part] & shapely.covers(parcels[parcel[part]], buildings[building[part]])
    area = shapely.area(buildings)
    shared[inside] = area[building[inside]]
    rest = ~inside
    shared[rest] = shapely.area(shapely.intersection(buildings[building[rest]], parcels[parcel[rest]]))
    order = np.lexsort((-parcel, shared))  # largest last, of equals the first parcel
    enough = shared[order] >= SMALLEST_OVERLAP * area[building[order]]
    order = order[enough]
    row[building[order]] = parcel[order]
    return row
