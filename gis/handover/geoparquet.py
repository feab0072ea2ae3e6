"""GeoParquet 1.1, where pyarrow is installed: the extra ``parquet``."""

import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from gis.atomic import replacing, write_error
from gis.errors import WriteError
from gis.handover.layer import Layer, Origin
from gis.parquet import EXTRA, PACKAGE
from gis.write import Column

VERSION: Final = "1.1.0"
GEOMETRY: Final = "geometry"


def write_geoparquet(layer: Layer, path: Path, origin: Origin) -> None:
    """Write GeoParquet: shapes as WKB, system as PROJJSON, what each column means beside it.

    Raises
    ------
    WriteError
        If pyarrow is not installed, or nothing can be written.
    """
    refuse_without_package(path)
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    frame = layer.shaped
    fields, arrays = [], []
    for column in layer.columns:
        values = _array(arrow, frame[column.name])
        fields.append(arrow.field(column.name, values.type, metadata=_told(column)))
        arrays.append(values)
    wkb = arrow.array(shapely.to_wkb(frame.geometry.to_numpy()), type=arrow.binary())
    fields.append(arrow.field(GEOMETRY, wkb.type))
    head = {
        "geo": json.dumps(_geo(frame)),
        "title": layer.title,
        "description": origin.line,
        "origin": origin.text,
    }
    table = arrow.Table.from_arrays([*arrays, wkb], schema=arrow.schema(fields, metadata=head))
    with replacing(path) as draft:
        try:
            parquet.write_table(table, draft, compression="zstd")
        except arrow.lib.ArrowException as fault:
            raise write_error(path, fault) from fault


def refuse_without_package(path: Path) -> None:
    """Say which extra is missing.

    Raises
    ------
    WriteError
        If pyarrow is not installed.
    """
    if find_spec(PACKAGE) is None:
        raise WriteError("write_extra_missing", target=path.name, extra=EXTRA, package=PACKAGE)


def _array(arrow: Any, values: pd.Series) -> Any:
    if values.dtype.kind == "f":
        return arrow.array(values.to_numpy(), from_pandas=True)
    if pd.api.types.infer_dtype(values, skipna=True) in ("string", "empty"):
        texts = [None if gone else str(text) for text, gone in zip(values, values.isna(), strict=True)]
        return arrow.array(texts, type=arrow.string())
    return arrow.Array.from_pandas(values)


def _told(column: Column) -> dict[str, str]:
    told = {"title": column.label, "unit": column.unit, "description": column.doc, "source": column.source}
    return {key: value for key, value in told.items() if value}


def _geo(frame: gpd.GeoDataFrame) -> dict[str, object]:
    """What the format says of the shapes."""
    bounds = [float(value) for value in frame.total_bounds]
    kinds = sorted(set(frame.geom_type.dropna()))
    column: dict[str, object] = {
        "encoding": "WKB",
        "geometry_types": kinds,
        "crs": CRS(frame.crs).to_json_dict(),
    }
    if np.isfinite(bounds).all():
        column["bbox"] = bounds
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
