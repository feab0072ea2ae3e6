"""Attributes of buildings and parcels under their canonical names, with their provenance."""

from collections.abc import Callable
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import CRS

from gis.account import Remark
from gis.columns import conditions, heatings, pick, protections, size_classes, text_of, texts, uses
from gis.errors import LayerError
from gis.profiles import BUILDING_COLUMNS, PARCEL_COLUMNS, PART_COLUMNS, plain
from gis.quantities import MOST, Reading, latest_year, quantities, shares, years

Texts = NDArray[np.object_]
Remarks = tuple[Remark, ...]

NUMBERS: Final = (
    "year_of_construction",
    "number_of_floors_above_ground",
    "height_above_ground_m",
    "number_of_dwellings",
    "official_area_m2",
    "floor_area_gross_m2",
)
RENEWALS: Final = ("renewal_roof", "renewal_wall", "renewal_floor", "renewal_window", "renewal_door")
"""Years in which elements were renewed."""
SHARE: Final = "nonresidential_share"
"""Share of the floor area with other uses than dwellings."""
WORDS: Final = ("current_use", "condition_of_construction", "size_class", "heating", "heritage")

PROVENANCE_OF: Final = (
    "year_of_construction",
    "number_of_floors_above_ground",
    "height_above_ground_m",
    "current_use",
    "size_class",
    "number_of_dwellings",
    "floor_area_gross_m2",
    "condition_of_construction",
    "heating",
)
"""Columns that say cell by cell where they come from."""

DWELLING_USES: Final = ("residential", "residential_individual", "residential_collective", "mixed", "")
"""Uses in which no dwellings at all means that nobody counted them."""

MOST_READ: Final = 100
"""Values that a remark keeps as they were read."""

_WORD_READERS: Final[dict[str, Callable[[pd.Series], tuple[Texts, Remarks]]]] = {
    "current_use": uses,
    "condition_of_construction": conditions,
    "size_class": size_classes,
    "heating": heatings,
    "heritage": protections,
}


def building_attributes(frame: pd.DataFrame, ids: Texts | None = None) -> tuple[pd.DataFrame, Remarks]:
    """Bring the attributes of a layer of buildings under their canonical names.

    Parameters
    ----------
    frame : DataFrame, shape (F,)
        As read.
    ids : ndarray of str, shape (F,), optional
        Ids that remarks name; positions when left out.

    Returns
    -------
    DataFrame, shape (F,)
        Columns `NUMBERS` and `RENEWALS` (NaN missing), `WORDS` ("" missing), ``national_cadastral_reference``
        and ``provenance_<column>``: ``given`` or "".
    tuple of Remark
        What could not be used, and why.
    """
    found: dict[str, NDArray[np.generic]] = {}
    remarks: list[Remark] = []
    named = np.arange(len(frame)).astype(str).astype(object) if ids is None else ids
    for name in (*NUMBERS, *RENEWALS, SHARE):
        found[name], noticed = _number(frame, name, named)
        remarks += noticed
    for name in WORDS:
        column = pick(frame, BUILDING_COLUMNS[name])
        found[name] = np.full(len(frame), "", dtype=object)
        if column is not None:
            found[name], noticed = _WORD_READERS[name](frame[column])
            remarks += noticed
    dwellings = found["number_of_dwellings"]
    uncounted = (dwellings == 0) & np.isin(found["current_use"].astype(str), DWELLING_USES)
    found["number_of_dwellings"] = np.where(uncounted, np.nan, dwellings)
    reference = pick(frame, BUILDING_COLUMNS["national_cadastral_reference"])
    found["national_cadastral_reference"] = texts(frame[reference]) if reference else _empty(frame)
    table = pd.DataFrame(found, index=frame.index)
    for name in PROVENANCE_OF:
        known = table[name] != "" if name in WORDS else table[name].notna()
        table[f"provenance_{name}"] = np.where(known, "given", "").astype(object)
    as_objects = (*WORDS, "national_cadastral_reference", *(f"provenance_{name}" for name in PROVENANCE_OF))
    return table.astype(dict.fromkeys(as_objects, object)), tuple(remarks)


def parcel_attributes(frame: pd.DataFrame) -> pd.DataFrame:
    """Label and official area of parcels.

    Returns
    -------
    DataFrame, shape (F,)
        Columns ``label`` ("" missing) and ``area_value_m2`` (NaN missing).
    """
    label = pick(frame, PARCEL_COLUMNS["label"])
    area = pick(frame, PARCEL_COLUMNS["area_value_m2"])
    columns = {
        "label": texts(frame[label]) if label else _empty(frame),
        "area_value_m2": quantities(frame[area], np.inf).values if area else np.full(len(frame), np.nan),
    }
    return pd.DataFrame(columns, index=frame.index)


def empty_parcels(crs: CRS) -> gpd.GeoDataFrame:
    """Frame of no parcels, with the columns of `parcel_attributes`."""
    columns = {"label": pd.Series(dtype=object), "area_value_m2": pd.Series(dtype=np.float64)}
    return gpd.GeoDataFrame(columns, geometry=[], crs=crs, index=pd.Index([], dtype=object, name="parcel_id"))


def part_attributes(frame: pd.DataFrame, ids: Texts, source: str, layer: str) -> tuple[pd.DataFrame, Remarks]:
    """Building and floors of building parts.

    Returns
    -------
    DataFrame, shape (F,)
        Columns ``building_id`` ("" unknown) and ``floors`` (NaN unknown; none is an answer too).

    Raises
    ------
    LayerError
        If no column says how many floors a part has.
    """
    parents = pick(frame, PART_COLUMNS["building_id"])
    storeys = pick(frame, PART_COLUMNS["floors"])
    if storeys is None:
        raise LayerError("parts_without_floors", source=source, layer=layer)
    floors = quantities(frame[storeys], MOST["number_of_floors_above_ground"], zero_counts=True)
    columns = {
        "building_id": texts(frame[parents]) if parents else _empty(frame),
        "floors": floors.values,
    }
    return pd.DataFrame(columns, index=frame.index), not_taken(floors, frame[storeys], "", ids)


def block_attributes(frame: pd.DataFrame) -> pd.DataFrame:
    """Nothing but the id is taken of the user's own blocks."""
    return pd.DataFrame(index=frame.index)


def _number(frame: pd.DataFrame, name: str, ids: Texts) -> tuple[NDArray[np.float64], Remarks]:
    column = pick(frame, _names(frame, name))
    if column is None:
        return np.full(len(frame), np.nan), ()
    if name == "year_of_construction" or name in RENEWALS:
        reading = years(frame[column], latest_year(frame))
    elif name == SHARE:
        reading = shares(frame[column])
    else:
        reading = quantities(frame[column], MOST[name], zero_counts=name == "number_of_dwellings")
    return reading.values, (*reading.remarks, *not_taken(reading, frame[column], name, ids))


def not_taken(reading: Reading, column: pd.Series, name: str, ids: Texts) -> Remarks:
    """Remarks on the values of a column that were not taken as they stand, with ids and what was read.

    Parameters
    ----------
    reading : Reading
    column : Series, shape (F,)
        As read.
    name : str
        Canonical column; tells later which value is used instead.
    ids : ndarray of str, shape (F,)
    """
    return tuple(
        Remark(
            code,
            severity,
            tuple(ids[rows].tolist()),
            {
                "count": int(rows.sum()),
                "field": column.name,
                "column": name,
                "read": [text_of(value) for value in column[rows].head(MOST_READ)],
            },
        )
        for code, severity, rows in (
            ("value_impossible", "doubts", reading.impossible),
            ("value_unreadable", "doubts", reading.unreadable),
            ("value_zero", "notes", reading.zero),
            ("year_from_period", "notes", reading.period),
        )
        if rows.any()
    )


def _names(frame: pd.DataFrame, name: str) -> tuple[str, ...]:
    # INSPIRE calls several things value: what is beside it tells which
    names = BUILDING_COLUMNS[name]
    beside = {plain(str(each)): str(each) for each in frame.columns}
    is_area = "officialareareference" in beside
    if name == "official_area_m2" and not is_area:
        return tuple(each for each in names if each != "value")
    unit = beside.get("valueuom")
    if name == "height_above_ground_m" and unit and not is_area and set(frame[unit].dropna()) == {"m"}:
        return (*names, "value")
    return names


def _empty(frame: pd.DataFrame) -> Texts:
    return np.full(len(frame), "", dtype=object)
