"""Tables without shapes: CSV and spreadsheets as columns of text."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from gis.errors import SourceError

SPREADSHEETS: Final = (".xlsx", ".ods")
TEXTS: Final = (".csv", ".txt", ".tsv")
DELIMITERS: Final = (";", "\t", ",", "|")
MOST_BYTES: Final = 200_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is written: plain column names, cells as text.

    ``rows`` are equally long; ``first_line`` is the line of the first of them in the file,
    counted as people do. ``delimiter`` is empty for a spreadsheet.
    """

    name: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    """Column names as they stand in the file."""
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    first_line: int = 2

    def column(self, name: str) -> tuple[str, ...]:
        """Cells of a column."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


def read_sheet(path: Path) -> Sheet:
    """Read the first table of a file; its first line names the columns.

    Raises
    ------
    SourceError
        If the file is missing, empty, too large, or no table.
    """
    if not path.is_file():
        raise SourceError("file_missing", source=path.name)
    size = path.stat().st_size
    if size == 0:
        raise SourceError("file_empty", source=path.name)
    ending = path.suffix.lower()
    if ending in SPREADSHEETS:
        return _spreadsheet(path)
    if ending not in TEXTS or size > MOST_BYTES:
        raise SourceError("sheet_unreadable", source=path.name, known=", ".join((*TEXTS, *SPREADSHEETS)))
    return _text(path)


def plain_name(title: str) -> str:
    """A column's title as a name: ``Energy [kWh/a]`` becomes ``energy_kwh_a``."""
    return re.sub(r"[\W_]+", "_", title.strip().casefold()).strip("_")


def _text(path: Path) -> Sheet:
    raw = path.read_bytes()
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("sheet_unreadable", source=path.name, known=", ".join((*TEXTS, *SPREADSHEETS)))
    text = _decoded(raw)
    head = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    first = next((place for place, line in enumerate(lines) if any(cell.strip() for cell in line)), None)
    if first is None:
        raise SourceError("file_empty", source=path.name)
    return _sheet(path, lines[first], lines[first + 1 :], delimiter, first + 2)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1252", errors="replace")


def _spreadsheet(path: Path) -> Sheet:
    try:
        meta, _index, _shapes, columns = pyogrio.raw.read(
            path, read_geometry=False, FIELD_TYPES="STRING", HEADERS="FORCE"
        )
    except (DataSourceError, DataLayerError, ValueError) as fault:
        raise SourceError("file_damaged", source=path.name, reason=str(fault)) from fault
    cells = [["" if cell is None else str(cell) for cell in column] for column in columns]
    rows = [list(row) for row in zip(*cells, strict=True)]
    return _sheet(path, [str(name) for name in meta["fields"]], rows, "", 2)


def _sheet(path: Path, titles: list[str], lines: list[list[str]], delimiter: str, first: int) -> Sheet:
    width = len(titles)
    rows = [tuple(cell.strip() for cell in (*line[:width], *[""] * (width - len(line)))) for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise SourceError("file_empty", source=path.name)
    names = tuple(plain_name(title) for title in titles)
    return Sheet(path.name, names, tuple(titles), tuple(rows), delimiter, first)
