"""Tables that say where things are: a column of WKT, or two columns of coordinates."""

import re
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.account import Remark
from gis.profiles import plain
from gis.quantities import numbers
from gis.sheets import Sheet, read_sheet, sheet_names

WKT: Final = re.compile(
    r"^\s*(SRID=(?P<srid>\d+);)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|CURVE|SURFACE|CURVEPOLYGON|COMPOUNDCURVE"
    r"|CIRCULARSTRING|GEOMETRYCOLLECTION|TIN|TRIANGLE|POLYHEDRALSURFACE)\b",
    re.IGNORECASE,
)
LOOKED_AT: Final = 100
"""Rows that tell whether a column holds WKT."""
MOSTLY: Final = 0.8

PAIRS: Final = (
    # names of the two columns in their plain form, east first; degrees come first
    (("lon", "longitude", "lng", "long", "lengdegrad", "longitud", "longitudine", "laengengrad", "längengrad"),
     ("lat", "latitude", "breddegrad", "latitud", "latitudine", "breitengrad")),
    (("x", "xcoord", "coordx", "xkoordinat", "koordx", "pointx", "centroidx", "etrs89x", "utmx", "east", "easting",
      "rechtswert", "ostwert", "este", "est", "oest", "lestx", "viitepunktx"),
     ("y", "ycoord", "coordy", "ykoordinat", "koordy", "pointy", "centroidy", "etrs89y", "utmy", "north", "northing",
      "hochwert", "nordwert", "norte", "nord", "lesty", "viitepunkty")),
)  # fmt: skip
DEGREES: Final = "EPSG:4326"

Shapes = NDArray[np.object_]


def read(path: Path, layer: str, encoding: str) -> tuple[str, pd.DataFrame, tuple[Remark, ...]]:
    """Read a table; with shapes where it says where things are.

    Returns
    -------
    str
        Name of the table.
    DataFrame or GeoDataFrame
        Every column as text.
    tuple of Remark

    Raises
    ------
    gis.errors.SourceError
        If it cannot be read.
    """
    sheet = read_sheet(path, layer, encoding)
    frame = as_frame(sheet)
    found = shapes_of(frame)
    if found is None:
        return sheet.name, frame, sheet.remarks
    shapes, crs, used = found
    said = np.logical_or.reduce([frame[name].to_numpy() != "" for name in used]) & shapely.is_missing(shapes)
    remarks = sheet.remarks
    if said.any():
        args: dict[str, object] = {"count": int(said.sum()), "field": " / ".join(used)}
        remarks = (*remarks, Remark("shape_unreadable", "doubts", args=args))
    return sheet.name, gpd.GeoDataFrame(frame, geometry=shapes, crs=crs), remarks


def describe(path: Path) -> list[dict[str, Any]]:
    """What is known of the tables of a file, as `pyogrio.read_info` says it.

    Raises
    ------
    gis.errors.SourceError
        If it cannot be read.
    """
    return [_described(path, name) for name in sheet_names(path)]


def as_frame(sheet: Sheet) -> pd.DataFrame:
    """The cells of a table as text under the titles of its columns; "" for empty."""
    titles = [title or f"column_{place}" for place, title in enumerate(sheet.titles, 1)]
    unique = [f"{title}~{place}" if title in titles[:place] else title for place, title in enumerate(titles)]
    return pd.DataFrame(sheet.rows, columns=pd.Index(unique), dtype=object)


def shapes_of(frame: pd.DataFrame) -> tuple[Shapes, str | None, list[str]] | None:
    """Shapes that a table tells, their reference system where it is certain, and the columns that tell them."""
    for column in frame.columns:
        if _holds_wkt(frame[column]):
            texts = frame[column].astype(str)
            srid = WKT.match(str(next((text for text in texts if text), "")))
            crs = f"EPSG:{srid['srid']}" if srid and srid["srid"] else None
            bare = texts.str.replace(r"^\s*SRID=\d+;", "", regex=True)
            return _parsed(bare.to_numpy(dtype=object)), crs, [str(column)]
    by_plain = {plain(str(column)): str(column) for column in reversed(frame.columns)}
    for place, (easts, norths) in enumerate(PAIRS):
        east = next((by_plain[name] for name in easts if name in by_plain), None)
        north = next((by_plain[name] for name in norths if name in by_plain), None)
        if east is None or north is None:
            continue
        x, y = numbers(frame[east]), numbers(frame[north])
        known = np.isfinite(x) & np.isfinite(y)
        if known.mean() < MOSTLY / 2:
            continue
        shapes: Shapes = np.full(len(frame), None, dtype=object)
        shapes[known] = shapely.points(x[known], y[known])
        fits = place == 0 and bool((np.abs(y[known]) <= 90).all() and (np.abs(x[known]) <= 180).all())
        return shapes, DEGREES if fits else None, [east, north]
    return None


def _parsed(texts: Shapes) -> Shapes:
    """Shapes of WKT texts, None for what cannot be read or is curved."""
    try:
        return np.asarray(shapely.from_wkt(texts, on_invalid="ignore"), dtype=object)
    except NotImplementedError:
        if len(texts) == 1:
            return np.array([None], dtype=object)
        half = len(texts) // 2
        return np.concatenate([_parsed(texts[:half]), _parsed(texts[half:])])


def _holds_wkt(column: pd.Series) -> bool:
    said = [text for text in map(str, column.head(LOOKED_AT)) if text]  # a column may hold bytes
    return len(said) > 0 and sum(bool(WKT.match(text)) for text in said) >= MOSTLY * len(said)


def _described(path: Path, layer: str) -> dict[str, Any]:
    name, frame, _remarks = read(path, layer, "")
    shaped = isinstance(frame, gpd.GeoDataFrame)
    kinds = sorted(set(frame.geom_type.dropna())) if shaped else []
    return {
        "layer_name": name,
        "geometry_type": (kinds[0] if len(kinds) == 1 else "Unknown") if shaped else None,
        "features": len(frame),
        "fields": [column for column in frame.columns if column != "geometry"],
        "crs": str(frame.crs) if shaped and frame.crs is not None else None,
        "total_bounds": tuple(frame.total_bounds) if shaped and len(kinds) else None,
        "driver": "Sheet",
    }
