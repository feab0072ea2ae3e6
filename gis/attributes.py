"""Attributes of buildings and parcels under their canonical names, with their provenance."""

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.account import Remark
from gis.columns import (
    MOST_FLOORS,
    MOST_HEIGHT_M,
    bounded,
    conditions,
    heatings,
    latest_year,
    numbers,
    pick,
    protections,
    size_classes,
    texts,
    uses,
    years,
)
from gis.profiles import BUILDING_COLUMNS, PARCEL_COLUMNS, plain

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

_WORD_READERS: Final[dict[str, Callable[[pd.Series], tuple[Texts, Remarks]]]] = {
    "current_use": uses,
    "condition_of_construction": conditions,
    "size_class": size_classes,
    "heating": heatings,
    "heritage": protections,
}


def building_attributes(frame: pd.DataFrame) -> tuple[pd.DataFrame, Remarks]:
    """Bring the attributes of a layer of buildings under their canonical names.

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
    for name in (*NUMBERS, *RENEWALS, SHARE):
        found[name], noticed = _number(frame, name)
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
        "area_value_m2": numbers(frame[area]) if area else np.full(len(frame), np.nan),
    }
    return pd.DataFrame(columns, index=frame.index)


def _number(frame: pd.DataFrame, name: str) -> tuple[NDArray[np.float64], Remarks]:
    column = pick(frame, _names(frame, name))
    if column is None:
        return np.full(len(frame), np.nan), ()
    if name == "year_of_construction" or name in RENEWALS:
        return years(frame[column], latest_year(frame))
    values = numbers(frame[column])
    if name == SHARE:
        percent = np.nanmax(values, initial=0.0) > 1.0
        shares = values / 100.0 if percent else values
        return np.where((shares >= 0) & (shares <= 1), shares, np.nan), ()
    if name == "number_of_floors_above_ground":
        return bounded(values, MOST_FLOORS, "floors_implausible")
    if name == "height_above_ground_m":
        return bounded(values, MOST_HEIGHT_M, "height_implausible")
    if name == "number_of_dwellings":
        return np.where(values >= 0, values, np.nan), ()
    return np.where(values > 0, values, np.nan), ()


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
