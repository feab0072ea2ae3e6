"""Tables of registers: attributes of any file that is read, with or without shapes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from gis.account import Remark
from gis.archives import find_in, unpacked
from gis.encodings import guesses
from gis.errors import LayerError, SourceError
from gis.formats import ARCHIVE
from gis.gdal import with_own_names
from gis.located import shapes_of
from gis.read import read_rows
from gis.sources import check_source, row_count
from gis.worker import guarded

LARGEST: Final = 500_000_000
"""Bytes of a JSON register."""


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """A table as it is in a file; a GeoDataFrame where rows have places."""

    name: str
    frame: pd.DataFrame
    remarks: tuple[Remark, ...] = ()


def read_register(path: Path, layer: str = "", encoding: str = "") -> Register:
    """Read a table: CSV, spreadsheet, DBF, JSON records, or the attributes of a map layer.

    Raises
    ------
    SourceError
        If the file cannot be read.
    LayerError
        If there is no such table, or it is empty.
    """
    path = Path(path)
    if not path.exists():
        raise SourceError("file_missing", source=str(path))
    name, remarks = path.stem, tuple[Remark, ...]()
    if path.suffix.lower() == ".dbf":
        frame = guarded(_dbf, path, encoding)
    elif path.suffix.lower() == ".json" and _is_records(path):
        frame = guarded(_records, path)
    else:
        name, frame, remarks = _of_file(path, layer, encoding)
    if not len(frame):
        raise LayerError("layer_empty", source=path.name, layer=name)
    frame = with_own_names(frame)
    if not isinstance(frame, gpd.GeoDataFrame):
        found = shapes_of(frame.astype(object).where(frame.notna(), ""))
        if found is not None:
            frame = gpd.GeoDataFrame(frame, geometry=found[0], crs=found[1])
    return Register(name, frame, remarks)


def _of_file(path: Path, layer: str, encoding: str) -> tuple[str, pd.DataFrame, tuple[Remark, ...]]:
    kind = check_source(path)
    if kind != ARCHIVE:
        return guarded(read_rows, path, kind, layer or None, encoding)
    with unpacked(path) as folder:
        inner, name = find_in(folder, layer, path.name)
        return guarded(read_rows, inner, check_source(inner), name or None, encoding)


def _dbf(path: Path, encoding: str) -> pd.DataFrame:
    row_count(path)  # rows that are not there would be made up, by the hundred million
    raw = path.read_bytes()
    chosen = encoding or (
        None if raw.isascii() else guesses(raw[int.from_bytes(raw[8:10], "little") :])[0].encoding
    )
    try:
        frame: pd.DataFrame = pyogrio.read_dataframe(path, read_geometry=False, encoding=chosen)
    except (DataSourceError, DataLayerError, ValueError) as fault:
        raise SourceError("file_damaged", source=path.name, reason=str(fault).splitlines()[0]) from fault
    return frame


def _is_records(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(200).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")


def _records(path: Path) -> pd.DataFrame:
    """A list of records, nested ones laid flat: ``husnummer.adresse``; lists of records by their number."""
    if path.stat().st_size > LARGEST:
        size = f"{path.stat().st_size / 1e9:.1f}"
        raise SourceError("file_too_large", source=path.name, size=size, most=f"{LARGEST / 1e9:.1f}")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
        rows = [_flat(each) for each in found if isinstance(each, dict)]
    except (ValueError, UnicodeDecodeError, RecursionError) as fault:
        raise SourceError("file_damaged", source=path.name, reason=str(fault).splitlines()[0]) from fault
    return pd.DataFrame(rows)


def _flat(record: Mapping[str, Any], before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping):
            found |= _flat(value, f"{name}.")
        elif isinstance(value, list):
            for place, each in enumerate(value[:50], 1):
                found |= (
                    _flat(each, f"{name}.{place}.")
                    if isinstance(each, Mapping)
                    else {f"{name}.{place}": each}
                )
        else:
            found[name] = value
    return found
