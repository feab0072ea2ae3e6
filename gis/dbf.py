"""Attribute tables of shapefiles (dBASE III) with widths that keep every digit that counts."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.errors import WriteError

TEXT_BYTES: Final = 254
"""Longest text [bytes in UTF-8]."""

NUMBER_BYTES: Final = 24
"""Widest number that readers take."""

DECIMALS: Final = 15
"""Most decimals; large numbers get fewer."""

LARGEST: Final = 1e15
"""Numbers beyond would lose their whole digits."""

_DATE: Final = bytes((95, 7, 26))  # the date of change is fixed, so that equal tables are equal files
_BLANK: Final = 0x20

Bytes = NDArray[np.uint8]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Coded:
    """A column as it lies in the file: kind, decimals and one row of bytes per record."""

    kind: bytes
    decimals: int
    cells: Bytes  # (n, width)
    cut: Rows = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    """Rows whose text is not whole."""


def write_dbf(path: Path, table: Mapping[str, pd.Series]) -> dict[str, Rows]:
    """Write a table; the encoding is UTF-8 and must be named in a ``.cpg`` beside it.

    Parameters
    ----------
    path : Path
        File to make.
    table : mapping of str to Series
        Equally long columns by their name of at most 10 ASCII characters: numbers (NaN becomes
        empty), bool (becomes 0 or 1) or text (None and "" become empty; what is longer than
        `TEXT_BYTES` is cut after a whole letter).

    Returns
    -------
    dict
        Columns of which texts were cut, and the rows of them.

    Raises
    ------
    WriteError
        If a number is larger than `LARGEST`.
    """
    coded = {name: _coded(path, name, values) for name, values in table.items()}
    rows = len(next(iter(table.values()))) if table else 0
    width = 1 + sum(column.cells.shape[1] for column in coded.values())
    head = struct.pack("<B3sIHH20x", 3, _DATE, rows, 33 + 32 * len(coded), width)
    for name, column in coded.items():
        head += struct.pack(
            "<11sc4xBB14x", name.encode("ascii"), column.kind, column.cells.shape[1], column.decimals
        )
    records = np.full((rows, width), _BLANK, dtype=np.uint8)
    at = 1
    for column in coded.values():
        records[:, at : at + column.cells.shape[1]] = column.cells
        at += column.cells.shape[1]
    with path.open("wb") as stream:
        stream.write(head + b"\r")
        stream.write(records.tobytes())
        stream.write(b"\x1a")
    return {name: column.cut for name, column in coded.items() if len(column.cut)}


def _coded(path: Path, name: str, values: pd.Series) -> _Coded:
    if values.dtype.kind == "f":
        return _real(path, name, values.to_numpy(dtype=np.float64))
    inferred = pd.api.types.infer_dtype(values, skipna=True)
    if values.dtype.kind in "iub" or inferred in ("integer", "boolean"):
        return _whole(path, name, values)
    if inferred in ("floating", "mixed-integer-float"):
        return _real(path, name, pd.to_numeric(values).to_numpy(dtype=np.float64, na_value=np.nan))
    if inferred not in ("string", "empty"):
        raise WriteError("write_column_type", target=path.name, layer=path.stem, column=name)
    return _text(values)


def _real(path: Path, name: str, values: NDArray[np.float64]) -> _Coded:
    known = ~np.isnan(values)
    _refuse_large(path, name, np.abs(values[known]))
    largest = float(np.abs(values[known]).max()) if known.any() else 0.0
    whole = len(str(int(largest) + 1))
    decimals = min(DECIMALS, NUMBER_BYTES - 2 - whole)
    width = whole + decimals + 2
    cells = _formatted(f"%{width}.{decimals}f", np.where(known, values, 0.0), width)
    cells[~known] = _BLANK
    return _Coded(b"N", decimals, cells)


def _whole(path: Path, name: str, values: pd.Series) -> _Coded:
    known = values.notna().to_numpy()
    whole = np.zeros(len(values), dtype=np.int64)
    whole[known] = values[known].to_numpy(dtype=np.int64)
    _refuse_large(path, name, np.abs(whole.astype(np.float64)))
    width = max((len(str(value)) for value in (whole.min(), whole.max())), default=1) if len(whole) else 1
    cells = _formatted(f"%{width}d", whole, width)
    cells[~known] = _BLANK
    return _Coded(b"N", 0, cells)


def _formatted(form: str, values: NDArray[np.generic], width: int) -> Bytes:
    # one formatting of all rows at once is several times faster than one by one
    text = (form * len(values)) % tuple(values.tolist())
    return np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(len(values), width).copy()


def _text(values: pd.Series) -> _Coded:
    raw = [text.encode("utf-8") if isinstance(text, str) else b"" for text in values.tolist()]
    long = [row for row, text in enumerate(raw) if len(text) > TEXT_BYTES]
    for row in long:
        raw[row] = raw[row][:TEXT_BYTES].decode("utf-8", "ignore").encode("utf-8")
    width = max((len(text) for text in raw), default=0) or 1
    cells = np.array(raw, dtype=f"S{width}").view(np.uint8).reshape(len(raw), width)
    return _Coded(b"C", 0, np.where(cells == 0, _BLANK, cells).astype(np.uint8), np.array(long, np.intp))


def _refuse_large(path: Path, name: str, sizes: NDArray[np.float64]) -> None:
    large = int((sizes >= LARGEST).sum())
    if large:
        raise WriteError("write_number_out_of_range", target=path.name, column=name, count=large)
