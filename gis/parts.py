"""Floors and gross floor area of buildings from their parts."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.profiles import PART_MARK

Numbers = NDArray[np.float64]
Rows = NDArray[np.int32]
Texts = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class PartSums:
    """What parts say about buildings.

    Attributes
    ----------
    floors : ndarray, shape (B,)
        Floors above ground, mean over the parts that have any, weighted by area; NaN without such parts.
    floor_area_gross_m2 : ndarray, shape (B,)
        Sum of part area x floors above ground [m²]; NaN where it is zero.
    building_of : ndarray of int32, shape (parts,)
        Row of each part's building, -1 for none.
    """

    floors: Numbers
    floor_area_gross_m2: Numbers
    building_of: Rows


def sum_parts(
    parts: gpd.GeoDataFrame, part_ids: Texts, parents: Texts, floors: Numbers, buildings: gpd.GeoDataFrame
) -> PartSums:
    """Sum parts over their buildings.

    Parameters
    ----------
    parts, buildings : GeoDataFrame
        Cleaned, in the same metric system; ``buildings`` indexed by building id.
    part_ids, parents : ndarray of str, shape (parts,)
        Id of each part and, where the source has it, of its building ("" for none).
    floors : ndarray, shape (parts,)
        Floors above ground; NaN unknown. A part with none lies below the ground or is open.
    """
    owner = _owners(part_ids, parents, buildings.index)
    lost = owner < 0
    if lost.any():
        owner[lost] = _containing(parts.geometry.to_numpy()[lost], buildings.geometry.to_numpy())
    counted = (owner >= 0) & (floors > 0)
    area = shapely.area(parts.geometry.to_numpy())
    size = len(buildings)
    built = np.bincount(owner[counted], area[counted], size).astype(np.float64)
    gross = np.bincount(owner[counted], (area * np.nan_to_num(floors))[counted], size).astype(np.float64)
    gross[gross == 0.0] = np.nan
    built[built == 0.0] = np.nan
    return PartSums(gross / built, gross, owner)


def base_ids(ids: Texts) -> Texts:
    """Strip the number of the part from ids, shape (parts,)."""
    return pd.Series(ids, dtype=object).str.split(PART_MARK, n=1).str[0].to_numpy(dtype=object)


def is_part_id(ids: Texts) -> NDArray[np.bool_]:
    """Whether an id is that of a part whose building may lie in the same layer, shape (F,)."""
    return pd.Series(ids, dtype=object).str.contains(PART_MARK + r"\d", regex=True).to_numpy(dtype=bool)


def _owners(part_ids: Texts, parents: Texts, known: pd.Index) -> Rows:
    owner = known.get_indexer(pd.Index(parents, dtype=object))
    by_id = known.get_indexer(pd.Index(base_ids(part_ids), dtype=object))
    return np.where(owner >= 0, owner, by_id).astype(np.int32)


def _containing(parts: NDArray[np.object_], buildings: NDArray[np.object_]) -> Rows:
    """Find the building around a point inside each part, -1 for none."""
    tree = shapely.STRtree(buildings)
    part, building = tree.query(shapely.point_on_surface(parts), predicate="intersects")
    owner = np.full(len(parts), -1, dtype=np.int32)
    owner[part[::-1]] = building[::-1]  # the first of several wins
    return owner
