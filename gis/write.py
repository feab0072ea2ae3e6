"""Results for other programs: shapefiles with all that belongs to them, and CSV tables."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from gis.atomic import replacing
from gis.dbf import write_dbf
from gis.errors import WriteError

MOST_COLUMNS: Final = 250
"""Readers of shapefiles stop at 255 columns."""

LARGEST_BYTES: Final = 1.9e9
"""Offsets in a shapefile end at 2 GB."""

NAME_LENGTH: Final = 10

INDEX_FILES: Final = (".qix", ".sbn", ".sbx")
"""Spatial indices that other programs made for the former shapes."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_KINDS: Final = ({3, 6}, {1, 5}, {0}, {4})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file and its entry in the dictionary beside it."""

    name: str
    dbf: str
    """Name in a shapefile: ASCII, at most ten characters."""
    unit: str = ""
    label: str = ""
    doc: str = ""
    source: str = ""
    decimals: int = 0
    """Decimals worth showing; files hold all digits."""


def write_shapefile(
    frame: gpd.GeoDataFrame, path: Path, columns: Sequence[Column], qml: str = "", sld: str = ""
) -> None:
    """Write a shapefile, its reference system, encoding, dictionary and styles as one set.

    Beside ``name.shp`` lie ``.shx``, ``.dbf``, ``.prj``, ``.cpg`` (UTF-8), ``name_fields.csv`` (what each
    column means) and, where given, ``.qml`` and ``.sld``. If anything fails the former set is as it was.

    Parameters
    ----------
    frame : GeoDataFrame
        Shapes of one kind in a known CRS.
    path : Path
        The ``.shp``.
    columns : sequence of Column
        Columns of ``frame`` to write. Missing numbers become NULL; so do empty texts.
    qml, sld : str
        Style for QGIS and for others.

    Raises
    ------
    WriteError
        If the shapes, a column or its values do not fit into a shapefile, or nothing can be written.
    """
    _check(frame, path, columns)
    table = {column.dbf: frame[column.name] for column in columns}
    styles = {".qml": qml, ".sld": sld}
    sidecars = [ending for ending, text in styles.items() if text]
    with replacing(path, (".dbf", ".shx", ".prj", ".cpg", *sidecars, "_fields.csv", ".shp")) as draft:
        shapes = gpd.GeoDataFrame(geometry=frame.geometry.to_numpy(), crs=frame.crs)
        pyogrio.write_dataframe(shapes, draft, driver="ESRI Shapefile", encoding="UTF-8")
        write_dbf(draft.with_suffix(".dbf"), table)
        draft.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")
        for ending in sidecars:
            draft.with_suffix(ending).write_text(styles[ending], encoding="utf-8")
        dictionary = draft.with_name(f"{draft.stem}_fields.csv")
        dictionary.write_text(_dictionary(columns), encoding="utf-8-sig", newline="")
    for ending in INDEX_FILES:
        path.with_suffix(ending).unlink(missing_ok=True)


def write_csv(frame: pd.DataFrame, path: Path, columns: Sequence[Column] = ()) -> None:
    """Write a table as CSV: UTF-8 with mark, comma, decimal point, all digits.

    Texts that a spreadsheet would take for a formula get an apostrophe in front.

    Parameters
    ----------
    frame : DataFrame
        Without geometry.
    path : Path
        The ``.csv``.
    columns : sequence of Column
        Columns to write; all of the frame when empty.

    Raises
    ------
    WriteError
        If the target cannot be written.
    """
    names = [column.name for column in columns] or list(frame.columns)
    with replacing(path) as draft:
        rows = zip(*(_cells(frame[name]) for name in names), strict=True)
        draft.write_text(_csv_text(names, rows), encoding="utf-8-sig", newline="")


def _check(frame: gpd.GeoDataFrame, path: Path, columns: Sequence[Column]) -> None:
    target = path.name
    if frame.crs is None:
        raise WriteError("write_crs_missing", target=target, layer=path.stem)
    kinds = set(shapely.get_type_id(frame.geometry.to_numpy()).tolist()) - {-1}
    if not any(kinds <= fitting for fitting in _KINDS):
        found = ", ".join(sorted(set(frame.geom_type.dropna())))
        raise WriteError("write_geometry_mixed", target=target, found=found)
    if len(columns) > MOST_COLUMNS:
        raise WriteError("write_too_many_columns", target=target, count=len(columns), limit=MOST_COLUMNS)
    plain = [column.dbf.upper() for column in columns]
    odd = {n for n in plain if plain.count(n) > 1 or not n.isascii() or not 0 < len(n) <= NAME_LENGTH}
    if odd:
        raise WriteError("write_column_name", target=target, layer=path.stem, columns=", ".join(sorted(odd)))
    # 16 bytes a corner, and head, bounds and part numbers of each shape
    size = 16 * int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()) + 80 * len(frame)
    if max(size, 24 * len(columns) * len(frame)) > LARGEST_BYTES:
        limit = LARGEST_BYTES / 1e9
        raise WriteError("write_too_large", target=target, size=round(size / 1e9, 1), limit=limit)


def _dictionary(columns: Sequence[Column]) -> str:
    head = ("field", "name", "label", "unit", "meaning", "source")
    rows = [(c.dbf, c.name, c.label, c.unit, c.doc, c.source) for c in columns]
    return _csv_text(head, ([_guarded(text) for text in row] for row in rows))


def _csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def _cells(values: pd.Series) -> Sequence[object]:
    """Values as a CSV writer puts them down: shortest exact numbers, empty where missing."""
    if values.dtype.kind == "b":
        return [int(one) for one in values.tolist()]
    missing = values.isna().to_numpy()
    found: list[object] = values.astype(object).tolist()
    if values.dtype.kind not in "iuf":
        found = [_guarded(one) for one in found]
    if not missing.any():
        return found
    return [None if gone else one for one, gone in zip(found, missing.tolist(), strict=True)]


def _guarded(one: object) -> object:
    if isinstance(one, bool | np.bool_):
        return int(one)
    if isinstance(one, str) and one.startswith(_FORMULA) and not _is_number(one):
        return "'" + one
    return one


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
