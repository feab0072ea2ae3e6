"""Buildings edited by hand: sections of one outline, or one building of several outlines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.errors import GeometryError
from gis.measured_roofs import AREAS

Rows = NDArray[np.int32]
Corners = NDArray[np.float64]

SHARED: Final = ("official_area_m2", "floor_area_gross_m2", "number_of_dwellings")
"""Columns that a whole shares out to its sections by footprint, and that add up when they are merged."""
WEIGHTED: Final = ("number_of_floors_above_ground", "height_above_ground_m", "nonresidential_share")
"""Columns whose mean, weighted by footprint, holds for a whole."""
MILLIMETRES: Final = 3
TOUCHING_M: Final = 0.2
"""Outlines that are nearer than this belong together [m]; what is drawn by hand leaves gaps."""
SMALLEST_M2: Final = 4.0
"""A section smaller than this is a slip of the hand, not a building [m²]."""


@dataclass(frozen=True, slots=True, eq=False)
class BuildingEdit:
    """Buildings after an edit.

    Attributes
    ----------
    buildings : GeoDataFrame
        As before, with other rows; the index is the id.
    origin : ndarray of int32, shape (B,)
        Row of the building from which each one has what is not told by its shape.
    fresh : ndarray of int32
        Rows that the edit made.
    """

    buildings: gpd.GeoDataFrame
    origin: Rows
    fresh: Rows


def split_buildings(buildings: gpd.GeoDataFrame, rows: Rows, line: Corners) -> BuildingEdit:
    """Cut buildings that a line crosses from side to side into sections.

    Sections are named after the building, ``-1`` the largest. Areas and dwellings are
    shared out by footprint, everything else is that of the whole.

    Parameters
    ----------
    buildings : GeoDataFrame
    rows : ndarray of int32
        Buildings that may be cut.
    line : ndarray, shape (N, 2)
        In the CRS of the buildings.

    Raises
    ------
    GeometryError
        If none of them is cut.
    """
    if len(line) < 2:
        raise GeometryError("building_not_cut")
    knife = shapely.linestrings(np.round(line, MILLIMETRES))
    shapes = buildings.geometry.to_numpy()
    crossed = rows[shapely.crosses(knife, shapes[rows])]
    parts = {int(row): _sections(shapes[row], knife) for row in crossed}
    cut = {row: pieces for row, pieces in parts.items() if len(pieces) > 1}
    if not cut:
        raise GeometryError("building_not_cut")
    taken, made = {str(name) for name in buildings.index}, []
    for row, pieces in cut.items():
        made.append(_shared_out(buildings, row, pieces, taken))
    left = np.setdiff1d(np.arange(len(buildings)), list(cut)).astype(np.int32)
    origin = np.concatenate([left, *(np.full(len(cut[row]), row) for row in cut)]).astype(np.int32)
    frame = _joined(buildings, [buildings.iloc[left], *made])
    return BuildingEdit(frame, origin, np.arange(len(left), len(frame), dtype=np.int32))


def merge_buildings(buildings: gpd.GeoDataFrame, rows: Rows, known: Collection[str] = ()) -> BuildingEdit:
    """Make one building of several that touch.

    It keeps the id and the attributes of the largest; sections of a building that is
    ``known`` by its id take that id again when all of them are merged. Areas and dwellings are sums where
    all of them are known, floors and heights means weighted by footprint.

    Raises
    ------
    GeometryError
        If there are fewer than two, or they lie apart.
    """
    chosen = np.unique(rows)
    if len(chosen) < 2:
        raise GeometryError("building_merge_alone")
    shapes = buildings.geometry.to_numpy()
    whole = shapely.union_all(shapes[chosen])
    closed = shapely.buffer(shapely.buffer(shapes[chosen], TOUCHING_M, join_style="mitre"), 0)
    if shapely.get_num_geometries(shapely.union_all(closed)) > 1:
        raise GeometryError("building_merge_apart", count=len(chosen))
    area = shapely.area(shapes[chosen])
    largest = int(chosen[np.argmax(area)])
    values = buildings.iloc[chosen]
    row = buildings.iloc[[largest]].copy()
    for name in _shared(buildings):
        row[name] = values[name].to_numpy(dtype=np.float64).sum()
    for name in WEIGHTED:
        row[name] = _mean(values[name].to_numpy(dtype=np.float64), area)
    row.index = pd.Index(
        [_name_of(buildings.index, chosen, largest, known)], name=row.index.name, dtype=object
    )
    row = row.set_geometry(gpd.GeoSeries([whole], index=row.index, crs=buildings.crs))
    left = np.setdiff1d(np.arange(len(buildings)), chosen).astype(np.int32)
    frame = _joined(buildings, [buildings.iloc[left], row])
    origin = np.append(left, largest).astype(np.int32)
    return BuildingEdit(frame, origin, np.array([len(frame) - 1], dtype=np.int32))


def _shared(buildings: gpd.GeoDataFrame) -> list[str]:
    """Columns that are sums over the parts of a building."""
    return [*SHARED, *(name for name in AREAS if name in buildings)]


def _sections(shape: object, knife: object) -> NDArray[np.object_]:
    """Parts of a shape on the sides of a line, the largest first; slivers stay with their neighbour."""
    lines = shapely.union_all([shapely.boundary(shape), knife])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.node(lines))))
    pieces = pieces[shapely.contains_properly(shape, shapely.point_on_surface(pieces))]
    if len(pieces) < 2 or shapely.area(pieces).min() < SMALLEST_M2:
        return np.array([shape], dtype=object)
    return np.asarray(pieces[np.argsort(-shapely.area(pieces), kind="stable")])


def _shared_out(
    buildings: gpd.GeoDataFrame, row: int, pieces: NDArray[np.object_], taken: set[str]
) -> gpd.GeoDataFrame:
    """Sections of a building with their share of it."""
    share = shapely.area(pieces) / shapely.area(pieces).sum()
    frame = buildings.iloc[[row] * len(pieces)].copy()
    for name in _shared(buildings):
        frame[name] = frame[name].to_numpy(dtype=np.float64) * share
    whole = float(buildings["number_of_dwellings"].iloc[row])
    frame["number_of_dwellings"] = _whole_numbers(whole, share)
    names = []
    for _piece in pieces:
        names.append(_section_id(taken, str(buildings.index[row])))
        taken.add(names[-1])
    frame.index = pd.Index(names, name=buildings.index.name, dtype=object)
    return frame.set_geometry(gpd.GeoSeries(pieces, index=frame.index, crs=buildings.crs))


def _whole_numbers(total: float, share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whole numbers that add up to the total, by largest remainders; NaN stays unknown."""
    if not np.isfinite(total):
        return np.full(len(share), np.nan)
    exact = total * share
    found = np.floor(exact)
    missing = round(total - found.sum())
    found[np.argsort(found - exact, kind="stable")[:missing]] += 1
    return found


def _mean(values: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    known = np.isfinite(values)
    return float(np.average(values[known], weights=weight[known])) if known.any() else float("nan")


def _section_id(taken: set[str], name: str) -> str:
    return next(part for number in range(1, len(taken) + 2) if (part := f"{name}-{number}") not in taken)


def _name_of(names: pd.Index, chosen: Rows, largest: int, known: Collection[str]) -> str:
    """Id of merged buildings."""
    stems = {str(names[row]).rpartition("-")[0] for row in chosen}
    stem = stems.pop() if len(stems) == 1 else ""
    mine = {str(names[row]) for row in chosen}
    others = (str(name) for name in names if str(name) not in mine)
    if stem in known and not any(name == stem or name.startswith(f"{stem}-") for name in others):
        return stem
    return str(names[largest])


def _joined(like: gpd.GeoDataFrame, parts: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(pd.concat(parts), geometry=like.geometry.name, crs=like.crs)
    frame.index = frame.index.astype(object)
    frame.index.name = like.index.name
    return frame.astype({name: kind for name, kind in like.dtypes.items() if name != like.geometry.name})
