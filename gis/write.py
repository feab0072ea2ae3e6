"""Tables for other programs: CSV, and what their columns mean."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from gis.atomic import replacing

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


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


def write_dictionary(path: Path, columns: Sequence[Column], line: str = "") -> None:
    """Write down what the columns of a table mean.

    Raises
    ------
    WriteError
        If the target cannot be written.
    """
    with replacing(path) as draft:
        draft.write_text(dictionary_text(columns, line), encoding="utf-8-sig", newline="")


def dictionary_text(columns: Sequence[Column], line: str = "") -> str:
    """The dictionary of a table as CSV; its last row tells where everything comes from."""
    head = ("field", "name", "label", "unit", "meaning", "source")
    rows = [(c.dbf, c.name, c.label, c.unit, c.doc, c.source) for c in columns]
    rows += [("", "sources", "", "", line, "")] if line else []
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
