"""Sections of one building, drawn one by one and named alike, become the building: staircases, entrances, wings."""

from dataclasses import replace
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.account import Fate, Remark
from gis.components import connected
from gis.features import Features
from gis.measured_roofs import AREAS
from gis.thresholds import USUAL, Thresholds
from gis.untangle import tell_fates

GROUP: Final = "building_group"
"""Column that says alike for the sections of one building."""
ADDED: Final = ("number_of_dwellings", "official_area_m2", "floor_area_gross_m2")
"""What the sections of a building have together."""
TELLING: Final = ("year_of_construction", "current_use", "heating")
"""A building with sections that differ in these is worth a look."""

Rows = NDArray[np.int64]


def united(buildings: Features, limits: Thresholds = USUAL) -> Features:
    """Unite buildings that hang together and say the same in `GROUP`; the column leaves.

    Dwellings and areas add up; the height is that of the sections by their area, the floors are those of the highest;
    all else is the largest section's, or another's where that is silent. The id is the largest section's.

    Parameters
    ----------
    buildings : Features
        Of the role buildings, cleaned.
    limits : Thresholds
        ``section_gap_m`` is the widest gap between sections of one building.
    """
    frame = buildings.frame
    if GROUP not in frame:
        return buildings
    key = frame[GROUP].to_numpy(dtype=object)
    plain = replace(buildings, frame=frame.drop(columns=GROUP))
    chosen = np.flatnonzero(pd.Series(key).duplicated(keep=False).to_numpy() & (key != ""))
    if not len(chosen):
        return plain
    label = np.arange(len(frame))
    label[chosen] = chosen[_hanging(frame.geometry.to_numpy()[chosen], key[chosen], limits.section_gap_m)]
    apart = _apart(key, label, chosen)
    if (np.bincount(label, minlength=len(frame)) > 1).any():
        plain = _merged(plain, label)
    remarks = list(plain.remarks)
    if len(apart):
        names = tuple(map(str, frame.index[apart]))
        remarks.append(Remark("sections_apart", "doubts", names, {"count": len(names)}))
    return replace(plain, remarks=tuple(remarks))


def _hanging(shapes: NDArray[np.object_], key: NDArray[np.object_], gap_m: float) -> Rows:
    """Row of the first section of each building, shape (F,)."""
    one, two = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=gap_m)
    same = (key[one] == key[two]) & (one < two)
    found: Rows = connected(len(shapes), one[same], two[same])
    return found


def _apart(key: NDArray[np.object_], label: Rows, chosen: Rows) -> Rows:
    """The first section of each building whose name others have that do not hang together with it."""
    first = chosen[label[chosen] == chosen]
    found: Rows = first[pd.Series(key[first]).duplicated(keep=False).to_numpy()]
    return found


def _merged(buildings: Features, label: Rows) -> Features:
    frame = buildings.frame
    area = frame.geometry.area.to_numpy()
    order = np.lexsort((np.arange(len(frame)), -area, label))
    starts = np.flatnonzero(np.append(True, label[order][1:] != label[order][:-1]))
    main_of = np.empty(len(frame), dtype=np.int64)
    main_of[order] = np.repeat(order[starts], np.diff(np.append(starts, len(frame))))
    grouped = np.bincount(main_of, minlength=len(frame)) > 1
    rows = np.flatnonzero(grouped[main_of])  # every section, the main ones too
    whole, remarks = _of_sections(frame, rows, main_of[rows], area[rows])
    lost = main_of != np.arange(len(frame))
    ids = frame.index.to_numpy(dtype=object)
    fates = buildings.fates.copy()
    tell_fates(
        fates, buildings.row_of[lost], Fate.REPAIRED, "section_of", [str(one) for one in ids[main_of[lost]]]
    )
    fates.loc[buildings.row_of[lost], "area_out_m2"] = 0.0
    fates.loc[buildings.row_of[grouped], "area_out_m2"] = whole.geometry.area.to_numpy()[grouped]
    found = replace(buildings, frame=whole[~lost], fates=fates, row_of=buildings.row_of[~lost])
    said = Remark(
        "sections_united", "notes", tuple(map(str, ids[grouped])),
        {"count": int(lost.sum() + grouped.sum()), "buildings": int(grouped.sum())},
    )  # fmt: skip
    return replace(found, remarks=(*buildings.remarks, said, *remarks))


def _of_sections(
    frame: gpd.GeoDataFrame, rows: Rows, main: Rows, area: NDArray[np.float64]
) -> tuple[gpd.GeoDataFrame, tuple[Remark, ...]]:
    """The frame, its main sections with what all of their building have together."""
    found = frame.copy()
    mains, place = np.unique(main, return_inverse=True)
    by_size = np.lexsort((-area, place))
    for name in found.columns.drop(found.geometry.name):
        values = found[name].to_numpy(copy=True)
        found[name] = _first_known(values, rows[by_size], main[by_size])
    for name in (*ADDED, *(name for name in AREAS if name in frame)):
        found[name] = _added(
            frame[name].to_numpy(dtype=np.float64), rows, place, mains, found[name].to_numpy(copy=True)
        )
    floors = frame["number_of_floors_above_ground"].to_numpy(dtype=np.float64)[rows]
    gross = found["floor_area_gross_m2"].to_numpy(copy=True)
    counted = np.bincount(place, area * floors, len(mains))  # NaN where a section says no floors
    fills = np.isnan(gross[mains]) & np.isfinite(counted)
    gross[mains[fills]] = counted[fills]
    found["floor_area_gross_m2"] = gross
    highest = np.full(len(mains), np.nan)
    np.fmax.at(highest, place, floors)
    _put(found, "number_of_floors_above_ground", mains, highest)
    heights = frame["height_above_ground_m"].to_numpy(dtype=np.float64)[rows]
    known = np.isfinite(heights)
    weight = np.bincount(place[known], area[known], len(mains))
    with np.errstate(invalid="ignore"):
        _put(found, "height_above_ground_m", mains,
             np.bincount(place[known], (area * heights)[known], len(mains)) / weight)  # fmt: skip
    said = found["provenance_floor_area_gross_m2"].to_numpy(copy=True)
    said[mains[fills]] = "joined"
    found["provenance_floor_area_gross_m2"] = said
    shapes = found.geometry.to_numpy(copy=True)
    order = np.argsort(place, kind="stable")
    pieces = np.split(shapes[rows[order]], np.cumsum(np.bincount(place))[:-1])
    shapes[mains] = [shapely.union_all(piece) for piece in pieces]
    found = found.set_geometry(gpd.GeoSeries(shapes, index=found.index, crs=frame.crs))
    return found, _differing(frame, rows, place, mains)


def _first_known(values: NDArray[np.generic], rows: Rows, main: Rows) -> NDArray[np.generic]:
    """What the largest section says that says anything, in the row of the main one."""
    empty = values == "" if values.dtype == object else np.isnan(values.astype(np.float64))
    telling = ~empty[rows]
    known, first = np.unique(main[telling], return_index=True)
    values[known] = values[rows[telling][first]]
    return values


def _added(
    values: NDArray[np.float64], rows: Rows, place: Rows, mains: Rows, found: NDArray[np.float64]
) -> NDArray[np.float64]:
    known = np.isfinite(values[rows])
    sums = np.bincount(place[known], values[rows][known], len(mains))
    some = np.bincount(place[known], minlength=len(mains)) > 0
    found[mains[some]] = sums[some]
    return found


def _put(frame: gpd.GeoDataFrame, name: str, rows: Rows, values: NDArray[np.float64]) -> None:
    column = frame[name].to_numpy(copy=True)
    known = np.isfinite(values)
    column[rows[known]] = values[known]
    frame[name] = column


def _differing(frame: gpd.GeoDataFrame, rows: Rows, place: Rows, mains: Rows) -> tuple[Remark, ...]:
    """Buildings whose sections do not say the same, field by field."""
    found = []
    for name in TELLING:
        values = pd.Series(frame[name].to_numpy()[rows]).replace("", np.nan)
        several = values.groupby(place).nunique().to_numpy() > 1
        if several.any():
            ids = tuple(map(str, frame.index[mains[several]]))
            found.append(Remark("sections_differ", "doubts", ids, {"count": len(ids), "field": name}))
    return tuple(found)
