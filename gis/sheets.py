"""Tables without shapes: CSV and spreadsheets as columns of text."""

import csv
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from gis.account import Remark
from gis.encodings import UTF_8, decoded, guesses
from gis.errors import LayerError, SourceError

SPREADSHEETS: Final = (".xlsx", ".ods")
TEXTS: Final = (".csv", ".txt", ".tsv")
DELIMITERS: Final = (";", "\t", ",", "|")
MOST_BYTES: Final = 200_000_000
LOOKED_AT: Final = 30
"""Lines among which the one with the titles is."""
_UNNAMED: Final = re.compile(r"Field\d+")
"""What the reader calls a column without a title."""
TITLED: Final = 0.6
"""Share of the widest line's cells that the line of titles fills at least [-]."""


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
    remarks: tuple[Remark, ...] = ()
    source: str = ""
    """Name of the file."""

    def column(self, name: str) -> tuple[str, ...]:
        """Cells of a column."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


def read_sheet(path: Path, layer: str = "", encoding: str = "") -> Sheet:
    """Read a table of a file; its first line with words in most columns names the columns.

    Parameters
    ----------
    path : Path
    layer : str
        Sheet of a spreadsheet; the first one when empty.
    encoding : str
        Of a text file, by the user's choice; found out when empty.

    Raises
    ------
    SourceError
        If the file is missing, empty, too large, or no table.
    LayerError
        If there is no such sheet.
    """
    ending = _checked(path)
    return _spreadsheet(path, layer) if ending in SPREADSHEETS else _text(path, encoding)


def sheet_names(path: Path) -> tuple[str, ...]:
    """Names of the tables of a file: the sheets of a spreadsheet that hold anything, else the file's own.

    Raises
    ------
    SourceError
        If the file is missing, empty or no table.
    """
    if _checked(path) in TEXTS:
        return (path.stem,)
    try:
        found = pyogrio.list_layers(path)
    except (DataSourceError, DataLayerError, ValueError) as fault:
        raise SourceError("file_damaged", source=path.name, reason=str(fault)) from fault
    return tuple(str(name) for name in found[:, 0])


def _checked(path: Path) -> str:
    if not path.is_file():
        raise SourceError("file_missing", source=path.name)
    size = path.stat().st_size
    if size == 0:
        raise SourceError("file_empty", source=path.name)
    ending = path.suffix.lower()
    if ending not in (*TEXTS, *SPREADSHEETS) or (ending in TEXTS and size > MOST_BYTES):
        raise SourceError("sheet_unreadable", source=path.name, known=", ".join((*TEXTS, *SPREADSHEETS)))
    return ending


def plain_name(title: str) -> str:
    """A column's title as a name: ``Energy [kWh/a]`` becomes ``energy_kwh_a``."""
    return re.sub(r"[\W_]+", "_", title.strip().casefold()).strip("_")


def _text(path: Path, encoding: str) -> Sheet:
    raw = path.read_bytes()
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in raw[:4096] and not wide:
        raise SourceError("sheet_unreadable", source=path.name, known=", ".join((*TEXTS, *SPREADSHEETS)))
    remarks: tuple[Remark, ...] = ()
    if wide:
        text = decoded(raw, "UTF-16")
    else:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        chosen = encoding or guesses(raw)[0].encoding
        text = decoded(raw, chosen)
        if not encoding and chosen != UTF_8:
            args: dict[str, object] = {"source": path.name, "encoding": chosen, "said": ""}
            remarks = (Remark("encoding_guessed", "notes", args=args),)
    delimiter = _delimiter(text)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise SourceError("file_damaged", source=path.name, reason=str(fault)) from fault
    first = _first_line(lines)
    if first is None:
        raise SourceError("file_empty", source=path.name)
    return _sheet(path.stem, path, lines[first], lines[first + 1 :], delimiter, first + 2, remarks)


def _delimiter(text: str) -> str:
    """What parts the columns: what occurs most in the first lines, and as often in each."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:LOOKED_AT]
    return max(
        DELIMITERS,
        key=lambda mark: (sum(line.count(mark) > 0 for line in lines), lines[0].count(mark) if lines else 0),
    )


def _first_line(lines: list[list[str]]) -> int | None:
    """The line that names the columns: titles of the whole table above it have one cell or two."""
    filled = [sum(bool(cell.strip()) for cell in line) for line in lines[:LOOKED_AT]]
    if not any(filled):
        return next((n for n, line in enumerate(lines) if any(cell.strip() for cell in line)), None)
    most = max(filled)
    return next(n for n, count in enumerate(filled) if count > TITLED * most or (count == most and count))


def _spreadsheet(path: Path, layer: str) -> Sheet:
    names = sheet_names(path)
    if layer and layer not in names:
        raise LayerError("layer_missing", source=path.name, layer=layer, layers=", ".join(names))
    if not names:
        raise SourceError("file_empty", source=path.name)
    chosen = layer or names[0]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, _index, _shapes, columns = pyogrio.raw.read(
                path, layer=chosen, read_geometry=False, FIELD_TYPES="STRING", HEADERS="FORCE"
            )
    except (DataSourceError, DataLayerError, ValueError) as fault:
        raise SourceError("file_damaged", source=path.name, reason=str(fault)) from fault
    cells = [["" if cell is None else str(cell) for cell in column] for column in columns]
    titles = ["" if _UNNAMED.fullmatch(str(name)) else str(name) for name in meta["fields"]]
    lines = [titles, *(list(row) for row in zip(*cells, strict=True))]
    first = _first_line(lines)
    if first is None:
        raise SourceError("file_empty", source=path.name)
    return _sheet(chosen, path, lines[first], lines[first + 1 :], "", first + 2, ())


def _sheet(
    name: str,
    path: Path,
    titles: list[str],
    lines: list[list[str]],
    delimiter: str,
    first: int,
    remarks: tuple[Remark, ...],
) -> Sheet:
    width = len(titles)
    rows = [tuple(cell.strip() for cell in (*line[:width], *[""] * (width - len(line)))) for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise SourceError("file_empty", source=path.name)
    titles = [title.strip() for title in titles]
    names = tuple(plain_name(title) for title in titles)
    return Sheet(name, names, tuple(titles), tuple(rows), delimiter, first, remarks, path.name)
