"""The container: layers, attribute tables and styles in one GeoPackage, replaced as a whole."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from gis.atomic import replacing
from gis.errors import SourceError, WriteError
from gis.gdal import READ_ERRORS
from gis.pieces import read_frame
from gis.sources import check_source, readable
from gis.style import LayerStyle

STYLES: Final = "layer_styles"
KEY: Final = "fid"
GEOMETRY: Final = "geom"
VERSION: Final = "1.2"
"""Of the standard: what programs of some years ago read without a warning."""

_SQL_TYPES: Final = {
    "bool": "BOOLEAN",
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "MEDIUMINT",
    "int64": "INTEGER",
    "float32": "FLOAT",
    "float64": "DOUBLE",
}
_DTYPES: Final = {sql: dtype for dtype, sql in _SQL_TYPES.items()}
_INFERRED: Final = {
    "string": "TEXT",
    "empty": "TEXT",
    "bytes": "BLOB",
    "boolean": "BOOLEAN",
    "integer": "INTEGER",
    "floating": "DOUBLE",
    "mixed-integer-float": "DOUBLE",
}

_STYLES_SQL: Final = f"""
CREATE TABLE {STYLES} (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)
"""


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """What an opened GeoPackage holds."""

    layers: Mapping[str, gpd.GeoDataFrame]
    tables: Mapping[str, pd.DataFrame]
    """Attribute tables other than the styles."""
    styles: Mapping[str, Sequence[LayerStyle]] = field(default_factory=dict)


def write_geopackage(
    path: Path,
    layers: Mapping[str, gpd.GeoDataFrame],
    tables: Mapping[str, pd.DataFrame] | None = None,
    styles: Mapping[str, Sequence[tuple[str, str, str, bool]]] | None = None,
    finish: Callable[[sqlite3.Connection], object] | None = None,
) -> None:
    """Write layers, tables and styles; on any fault the former file stays whole.

    Parameters
    ----------
    path : Path
        Target; replaced in one step when everything is written, checked and flushed.
    layers : mapping of str to GeoDataFrame
        At least one. Numbers, bool and text; 8-bit integers become 16-bit. The index is not written.
    tables : mapping of str to DataFrame
        Numbers, bool, text and bytes, types kept.
    styles : mapping of layer name to (name, QML, SLD, default)
        Of several defaults of a layer the first counts; without one the first style is it.
    finish : callable, optional
        Adds to the file when all else lies in it.

    Raises
    ------
    WriteError
        If a column cannot be stored or the target cannot be written.
    """
    for name, frame in layers.items():
        _check_layer(path, name, frame)
    for name, table in (tables or {}).items():
        _check_names(path, name, list(table.columns))
    with replacing(path) as draft:
        for name, frame in layers.items():
            _write_layer(draft, name, frame)
        with closing(sqlite3.connect(draft)) as base:
            base.execute("PRAGMA journal_mode=DELETE")
            for name, table in (tables or {}).items():
                _write_table(base, path, name, table)
            _write_styles(base, styles or {})
            if finish is not None:
                finish(base)
            base.commit()
            (verdict,) = base.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise WriteError("write_failed", target=str(path), reason=verdict)


def read_geopackage(path: Path, wanted: Callable[[str, str], bool] | None = None) -> Container:
    """Read all layers and attribute tables; the file is not touched.

    Parameters
    ----------
    path : Path
    wanted : callable, optional
        Which columns of which layer are read, by the names of both; all when it is None.

    Raises
    ------
    SourceError
        If the file is missing, is no GeoPackage or is damaged.
    """
    check_source(path)
    with readable(path) as source:
        address = f"{source.absolute().as_uri()}?mode=ro"
        # a copy of a write-ahead file may be changed; the user's own may not
        address += "&immutable=1" if source == path else ""
        try:
            with closing(sqlite3.connect(address, uri=True)) as base:
                contents = base.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall()
                names = [name for name, kind in contents if kind == "attributes" and name != STYLES]
                tables = {name: _read_table(base, name) for name in names}
                styles = _read_styles(base)
            layers = {
                name: _read_frame(source, name, wanted) for name, kind in contents if kind == "features"
            }
        except (sqlite3.Error, *READ_ERRORS) as fault:
            said = (str(fault) or type(fault).__name__).splitlines()[0]
            raise SourceError("file_damaged", source=path.name, reason=said) from fault
    return Container(layers, tables, styles)


def _check_layer(path: Path, name: str, frame: gpd.GeoDataFrame) -> None:
    if frame.crs is None:
        raise WriteError("write_crs_missing", target=str(path), layer=name)
    columns = [column for column in frame.columns if column != frame.geometry.name]
    _check_names(path, name, columns)
    for column in columns:
        if _sql_type(frame[column]) not in (*_DTYPES, "TEXT"):
            raise WriteError("write_column_type", target=str(path), layer=name, column=column)


def _check_names(path: Path, name: str, columns: Sequence[str]) -> None:
    plain = [str(column).lower() for column in columns]
    twice = {column for column in plain if plain.count(column) > 1} | ({KEY, GEOMETRY} & set(plain))
    if twice:
        raise WriteError("write_column_name", target=str(path), layer=name, columns=", ".join(sorted(twice)))


def _sql_type(values: pd.Series) -> str:
    plain = str(values.dtype)
    if plain in _SQL_TYPES:
        return _SQL_TYPES[plain]
    if plain.lower().removeprefix("u").startswith("int"):
        return "INTEGER"
    return _INFERRED.get(pd.api.types.infer_dtype(values, skipna=True), "")


def _write_layer(draft: Path, name: str, frame: gpd.GeoDataFrame) -> None:
    shapes = frame.geometry.to_numpy()
    kinds = set(shapely.get_type_id(shapes).tolist()) - {-1}
    several = bool(kinds & {5, 6})
    known = {"Polygon": {3, 6}, "LineString": {1, 5}}
    base = next((word for word, members in known.items() if kinds and kinds <= members), "")
    kind = f"Multi{base}" if base and several else base or "Unknown"
    pyogrio.write_dataframe(
        frame.rename_geometry("geometry") if frame.geometry.name != "geometry" else frame,
        draft,
        layer=name,
        driver="GPKG",
        geometry_type=kind,
        promote_to_multi=several and bool(base),
        layer_options={"GEOMETRY_NAME": GEOMETRY, "FID": KEY},
        dataset_options={"VERSION": VERSION},
    )


def _write_table(base: sqlite3.Connection, path: Path, name: str, table: pd.DataFrame) -> None:
    kinds = {str(column): _sql_type(table[column]) for column in table.columns}
    for column, kind in kinds.items():
        if not kind:
            raise WriteError("write_column_type", target=str(path), layer=name, column=column)
    described = "".join(f", {quoted(column)} {kind}" for column, kind in kinds.items())
    base.execute(f"CREATE TABLE {quoted(name)} ({KEY} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{described})")
    columns = [_plain_values(table[column]) for column in table.columns]
    if columns:
        names, marks = ", ".join(map(quoted, kinds)), ", ".join("?" * len(kinds))
        base.executemany(
            f"INSERT INTO {quoted(name)} ({names}) VALUES ({marks})",  # noqa: S608 - names are quoted
            zip(*columns, strict=True),
        )
    _register(base, name)


def _plain_values(values: pd.Series) -> list[object]:
    """Values as Python's own, None where missing: sqlite would store numpy's as bytes."""
    found = [one.item() if isinstance(one, np.generic) else one for one in values.astype(object).tolist()]
    missing = values.isna().to_numpy()
    if not missing.any():
        return found
    return [None if gone else value for value, gone in zip(found, missing.tolist(), strict=True)]


def _register(base: sqlite3.Connection, name: str) -> None:
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES (?, 'attributes', ?, '', 0)",
        (name, name),
    )


def _write_styles(
    base: sqlite3.Connection, styles: Mapping[str, Sequence[tuple[str, str, str, bool]]]
) -> None:
    if not any(styles.values()):
        return
    base.execute(_STYLES_SQL)
    _register(base, STYLES)
    for layer, given in styles.items():
        # a reader takes any one of several defaults: there must be exactly one
        chosen = next((place for place, style in enumerate(given) if style[3]), 0)
        for place, (name, qml, sld, _) in enumerate(given):
            base.execute(
                f"INSERT INTO {STYLES} (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"  # noqa: S608
                " styleName, styleQML, styleSLD, useAsDefault, description, owner)"
                " VALUES ('', '', ?, ?, ?, ?, ?, ?, ?, '')",
                (layer, GEOMETRY, name[:30], qml, sld, place == chosen, name),
            )


def _read_frame(source: Path, name: str, wanted: Callable[[str, str], bool] | None) -> gpd.GeoDataFrame:
    columns = None if wanted is None else partial(wanted, name)
    frame = read_frame(source, name, wanted=columns)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise ValueError(name)
    shapes = frame.geometry.to_numpy()
    # a layer has one type for all, so single shapes were wrapped: take them out again
    lone = (shapely.get_type_id(shapes) >= 4) & (shapely.get_num_geometries(shapes) == 1)
    if lone.any():
        shapes = shapes.copy()
        shapes[lone] = shapely.get_geometry(shapes[lone], 0)
        frame = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))
    return frame


def _read_table(base: sqlite3.Connection, name: str) -> pd.DataFrame:
    described = base.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    kinds = {column: kind for _, column, kind, _, _, key in described if not key}
    if not kinds:
        return pd.DataFrame()
    names = ", ".join(map(quoted, kinds))
    rows = base.execute(f"SELECT {names} FROM {quoted(name)} ORDER BY rowid").fetchall()  # noqa: S608
    columns = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    return pd.DataFrame(
        {column: _typed(values, kind) for (column, kind), values in zip(kinds.items(), columns, strict=True)}
    )


def _typed(values: Sequence[object], kind: str) -> np.ndarray:
    dtype = _DTYPES.get(kind.upper(), "object")
    missing = any(value is None for value in values)
    if missing and dtype.startswith("int"):
        dtype = "float64"
    if missing and dtype == "bool":
        dtype = "object"
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found.astype(dtype)


def _read_styles(base: sqlite3.Connection) -> dict[str, list[LayerStyle]]:
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (STYLES,)).fetchone():
        return {}
    found: dict[str, list[LayerStyle]] = {}
    rows = base.execute(
        f"SELECT f_table_name, styleName, styleQML, styleSLD, useAsDefault FROM {STYLES} ORDER BY id"  # noqa: S608
    )
    for layer, name, qml, sld, default in rows:
        found.setdefault(layer, []).append(LayerStyle(name or "", qml or "", sld or "", bool(default)))
    return found


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever signs it has."""
    return '"' + str(name).replace('"', '""') + '"'
