"""GeoParquet and Feather files, where pyarrow is installed: the extra ``parquet``."""

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from gis.account import Remark
from gis.errors import SourceError
from gis.formats import FEATHER

EXTRA: Final = "parquet"
PACKAGE: Final = "pyarrow"

_ERRORS: Final = (
    ValueError, OSError, LookupError, TypeError, NotImplementedError, AttributeError, OverflowError, MemoryError, ShapelyError,
    CRSError,
)  # fmt: skip
"""What damaged bytes raise; a count that was damaged asks for more memory than there is."""


def _errors() -> tuple[type[Exception], ...]:
    return (*_ERRORS, import_module("pyarrow").lib.ArrowException)


def read(path: Path, kind: str) -> tuple[str, pd.DataFrame, tuple[Remark, ...]]:
    """Read the one layer of a file.

    Raises
    ------
    SourceError
        If pyarrow is absent, or the file is damaged.
    """
    _need(path)
    try:
        _head(path, kind)
        frame = gpd.read_feather(path) if kind == FEATHER else gpd.read_parquet(path)
    except _errors() as fault:
        if "geo metadata" in str(fault).lower() or "geospatial" in str(fault).lower():
            return path.stem, pd.DataFrame(index=range(1)), ()
        raise SourceError("file_damaged", source=path.name, reason=_line(fault)) from fault
    return path.stem, frame.reset_index(drop=True), ()


def describe(path: Path, kind: str) -> list[dict[str, Any]]:
    """What the file says of itself, as `pyogrio.read_info` says it.

    Raises
    ------
    SourceError
        If pyarrow is absent, or the file is damaged.
    """
    _need(path)
    try:
        rows, names, meta = _head(path, kind)
        geo = json.loads(meta.get(b"geo", b"{}"))
        return [_described(path, kind, (rows, names), geo)]
    except _errors() as fault:
        raise SourceError("file_damaged", source=path.name, reason=_line(fault)) from fault


def _described(path: Path, kind: str, table: tuple[int, list[str]], geo: Mapping[str, Any]) -> dict[str, Any]:
    rows, names = table
    main = geo.get("primary_column", "")
    column = geo.get("columns", {}).get(main, {})
    kinds = column.get("geometry_types") or column.get("geometry_type") or []
    kinds = [kinds] if isinstance(kinds, str) else kinds
    crs = column.get("crs", "OGC:CRS84" if main else None)
    return {
        "layer_name": path.stem,
        "geometry_type": (kinds[0] if len(kinds) == 1 else "Unknown") if main else None,
        "features": rows,
        "fields": [name for name in names if name not in geo.get("columns", {})],
        "crs": json.dumps(crs) if isinstance(crs, dict) else crs,
        "total_bounds": tuple(column["bbox"][:2] + column["bbox"][-2:]) if column.get("bbox") else None,
        "driver": kind,
    }


def _head(path: Path, kind: str) -> tuple[int, list[str], dict[bytes, bytes]]:
    if kind == FEATHER:
        table = import_module("pyarrow.feather").read_table(path, memory_map=True)
        table.validate(full=True)  # lengths that were damaged would be believed
        return table.num_rows, table.schema.names, table.schema.metadata or {}
    file = import_module("pyarrow.parquet").ParquetFile(path)
    return file.metadata.num_rows, file.schema_arrow.names, file.schema_arrow.metadata or {}


def _need(path: Path) -> None:
    if find_spec(PACKAGE) is None:
        raise SourceError("extra_missing", source=path.name, extra=EXTRA, package=PACKAGE)


def _line(fault: Exception) -> str:
    return (str(fault).strip() or type(fault).__name__).splitlines()[0][:200]
