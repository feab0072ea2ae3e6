"""What a server sent, as a layer of a GeoPackage."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from gis.geopackage import GEOMETRY, KEY

TAKEN: Final = frozenset({KEY, GEOMETRY, "geometry"})
"""Names that the layer's own columns have in a GeoPackage, in lower case."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A layer that a server sent."""

    layer: str
    """Its name in the GeoPackage."""
    features: int
    matched: int | None
    """Features that the server says it has; None where it does not say."""
    left_out: tuple[str, ...] = ()
    """Columns that no layer of a map can carry."""


def layer_name(name: str) -> str:
    """A name of a layer or file: what a service calls it, without its prefix."""
    return re.sub(r"\W+", "_", name.rpartition(":")[2]).strip("_") or "layer"


def storable(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Columns with names and types that a GeoPackage holds: numbers and bool as they are, all else as text.

    Parameters
    ----------
    frame : GeoDataFrame, shape (F,)
        Geometry in the column ``geometry``.

    Returns
    -------
    GeoDataFrame, shape (F,)
        A column that is called like one of the container's own, or like another one but for upper and lower
        case, gets an underscore and a number.
    """
    used: set[str] = set(TAKEN)
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        if name != "geometry":
            called = free_name(str(name), used)
            used.add(called.lower())
            columns[called] = _plain(frame[name])
    return gpd.GeoDataFrame(columns, geometry=frame.geometry.values, crs=frame.crs)


def free_name(name: str, used: Collection[str]) -> str:
    """The name, with an underscore and a number where it is used (in lower case) already."""
    found, number = name, 1
    while found.lower() in used:
        found, number = f"{name}_{number}", number + 1
    return found


def _plain(values: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(values) or pd.api.types.is_numeric_dtype(values):
        return values.reset_index(drop=True)
    kind = pd.api.types.infer_dtype(values, skipna=True)
    if kind in ("decimal", "boolean"):
        return values.reset_index(drop=True).astype(float if kind == "decimal" else object)
    missing = values.isna().to_numpy()
    words = [None if empty else _word(value) for value, empty in zip(values, missing, strict=True)]
    return pd.Series(words, dtype=object)


def _word(value: object) -> str:
    return value.isoformat() if isinstance(value, pd.Timestamp) else str(value)
