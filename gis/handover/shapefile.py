"""Shapefiles with all that belongs to them, in parts where one would be too large."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from gis.account import Remark
from gis.atomic import replacing
from gis.dbf import NUMBER_BYTES, TEXT_BYTES, write_dbf
from gis.errors import WriteError
from gis.handover.layer import Layer, Origin
from gis.write import Column, dictionary_text

NAME_LENGTH: Final = 10
BESIDE: Final = (".dbf", ".shx", ".prj", ".cpg")
INDEX_FILES: Final = (".qix", ".sbn", ".sbx")
"""Spatial indices that other programs made for the former shapes."""
HEAD_BYTES: Final = 80
"""Head, bounds and part numbers of a shape [bytes]."""

_KINDS: Final = ({3, 6}, {1, 5}, {0}, {4})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one shapefile may hold."""

    columns: int = 250
    """Readers stop at 255."""
    size: float = 1.9e9
    """Offsets end at 2 GB [bytes]."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    path: Path
    frame: gpd.GeoDataFrame
    columns: Sequence[Column]


def write_shapefile(
    layer: Layer, path: Path, origin: Origin | None = None, limits: Limits | None = None
) -> tuple[Remark, ...]:
    """Write a shapefile, its reference system, encoding, dictionary and styles as one set.

    Beside ``name.shp`` lie ``.shx``, ``.dbf``, ``.prj``, ``.cpg`` (UTF-8), ``name_fields.csv`` (what each
    column means) and, where the layer has a style, ``.qml`` and ``.sld``. What one file cannot hold is
    written as ``name_1.shp``, ``name_2.shp`` and so on, each with the key. If anything fails the former set
    is as it was.

    Parameters
    ----------
    layer : Layer
        Shapes of one kind in a known CRS. Missing numbers become NULL; so do empty texts.
    path : Path
        The ``.shp``.
    origin : Origin, optional
    limits : Limits, optional

    Returns
    -------
    tuple of Remark
        Texts that were cut, and parts.

    Raises
    ------
    WriteError
        If the shapes, a column's name or its numbers do not fit into a shapefile, or nothing can be written.
    """
    _check(layer, path)
    parts = list(_parts(layer, path, limits or Limits()))
    remarks: list[Remark] = []
    for part in parts:
        remarks += _write_part(part, layer, origin)
    if len(parts) > 1:
        names = ", ".join(part.path.name for part in parts)
        remarks.append(Remark("export_in_parts", args={"layer": layer.name, "files": names}))
    return tuple(remarks)


def _write_part(part: _Part, layer: Layer, origin: Origin | None) -> list[Remark]:
    path, table = part.path, {column.dbf: part.frame[column.name] for column in part.columns}
    style = layer.styles[0] if layer.styles else None
    styles = {".qml": style.qml, ".sld": style.sld} if style else {}
    beside = [ending for ending, text in styles.items() if text]
    with replacing(path, (*BESIDE, *beside, "_fields.csv", ".shp")) as draft:
        shapes = gpd.GeoDataFrame(geometry=part.frame.geometry.to_numpy(), crs=layer.frame.crs)
        pyogrio.write_dataframe(shapes, draft, driver="ESRI Shapefile", encoding="UTF-8")
        cut = write_dbf(draft.with_suffix(".dbf"), table)
        draft.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")
        for ending in beside:
            draft.with_suffix(ending).write_text(styles[ending], encoding="utf-8")
        dictionary = draft.with_name(f"{draft.stem}_fields.csv")
        line = "" if origin is None else origin.line
        dictionary.write_text(dictionary_text(part.columns, line), encoding="utf-8-sig", newline="")
    for ending in INDEX_FILES:
        path.with_suffix(ending).unlink(missing_ok=True)
    keys = part.frame[layer.columns[0].name].astype(str).to_numpy(dtype=object)
    return [
        Remark(
            "export_text_cut",
            "doubts",
            tuple(keys[rows].tolist()),
            {"column": name, "file": path.name, "limit": TEXT_BYTES},
        )
        for name, rows in cut.items()
    ]


def _check(layer: Layer, path: Path) -> None:
    frame, target = layer.frame, path.name
    if frame.crs is None:
        raise WriteError("write_crs_missing", target=target, layer=path.stem)
    kinds = set(shapely.get_type_id(frame.geometry.to_numpy()).tolist()) - {-1}
    if not any(kinds <= fitting for fitting in _KINDS):
        found = ", ".join(sorted(set(frame.geom_type.dropna())))
        raise WriteError("write_geometry_mixed", target=target, found=found)
    plain = [column.dbf.upper() for column in layer.columns]
    odd = {n for n in plain if plain.count(n) > 1 or not n.isascii() or not 0 < len(n) <= NAME_LENGTH}
    if odd:
        raise WriteError("write_column_name", target=target, layer=path.stem, columns=", ".join(sorted(odd)))


def _parts(layer: Layer, path: Path, limits: Limits) -> Iterator[_Part]:
    """The layer as files that readers can hold, each with the key."""
    key, others = layer.columns[:1], layer.columns[1:]
    most = limits.columns - 1
    groups = [others[at : at + most] for at in range(0, len(others), most)] or [()]
    pieces = [((*key, *group), rows) for group in groups for rows in _rows(layer, (*key, *group), limits)]
    for number, (columns, rows) in enumerate(pieces, 1):
        own = path if len(pieces) == 1 else path.with_name(f"{path.stem}_{number}{path.suffix}")
        yield _Part(own, layer.frame.iloc[rows], columns)


def _rows(layer: Layer, columns: Sequence[Column], limits: Limits) -> list[slice]:
    """Rows of each part: as many as stay below the limit."""
    frame = layer.frame
    shapes = np.cumsum(16 * shapely.get_num_coordinates(frame.geometry.to_numpy()) + HEAD_BYTES)
    sizes = np.maximum(shapes, np.arange(1, len(frame) + 1) * len(columns) * TEXT_BYTES)
    if not len(frame) or sizes[-1] <= limits.size:
        return [slice(0, len(frame))]
    width = sum(_width(frame[column.name]) for column in columns)
    sizes = np.maximum(shapes, np.arange(1, len(frame) + 1) * width)
    ends = np.flatnonzero(np.diff(sizes // limits.size)) + 1
    return [slice(first, end) for first, end in pairwise([0, *ends.tolist(), len(frame)])]


def _width(values: pd.Series) -> int:
    """Most bytes that a value of a column takes."""
    if pd.api.types.infer_dtype(values, skipna=True) != "string":
        return NUMBER_BYTES
    return max(min(len(str(text).encode()), TEXT_BYTES) for text in values.dropna())
