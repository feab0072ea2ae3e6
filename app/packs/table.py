"""A table of a pack: rows of text that know their file, so that every refusal can name it."""

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.text.plain_words import plain_words
from retrofit.errors import PackError
from retrofit.stock.pack import Status

_YES_NO: Final = {"yes": True, "no": False}


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the cell as it is written."""
        return self.cells[column]

    def refuse(self, column: str) -> PackError:
        """Return the error that names file, row, column and what stands there."""
        return PackError(
            "pack_value_bad", file=self.file, row=self.line, column=column, value=self.cells[column]
        )

    def number(self, column: str, low: float = -math.inf, high: float = math.inf) -> float:
        """Return the cell as a number within its bounds.

        Raises
        ------
        PackError
            If the cell is empty, no finite number, or outside the bounds.
        """
        try:
            value = float(self.cells[column])
        except ValueError:
            raise self.refuse(column) from None
        if not math.isfinite(value):
            raise self.refuse(column)
        if not low <= value <= high:
            raise self._outside(column, low, high)
        return value

    def _outside(self, column: str, low: float, high: float) -> PackError:
        """Return the error that also says what a cell may be."""
        if math.isinf(low) or math.isinf(high):
            return self.refuse(column)
        return PackError(
            "pack_value_outside",
            file=self.file,
            row=self.line,
            column=column,
            value=self.cells[column],
            low=f"{low:g}",
            high=f"{high:g}",
        )

    def number_or_nan(self, column: str, low: float = -math.inf, high: float = math.inf) -> float:
        """Return the cell as a number, NaN where it is empty."""
        return self.number(column, low, high) if self.cells[column] else math.nan

    def flag(self, column: str) -> bool:
        """Return a yes or no cell."""
        if self.cells[column] not in _YES_NO:
            raise self.refuse(column)
        return _YES_NO[self.cells[column]]

    def position(self, column: str, words: Sequence[str]) -> int:
        """Return the position of the cell's word in a closed list."""
        if self.cells[column] not in words:
            raise self.refuse(column)
        return words.index(self.cells[column])

    def status(self) -> Status:
        """Return how far the row can be trusted."""
        try:
            return Status(self.cells["status"])
        except ValueError:
            raise self.refuse("status") from None


@dataclass(frozen=True)
class Table:
    """A read table; every row has every required column."""

    file: str
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def sources(self) -> frozenset[str]:
        """Every source the table names."""
        return frozenset(row.text("source") for row in self.rows)

    def numbers(
        self, column: str, low: float = -math.inf, high: float = math.inf, *, empty: bool = False
    ) -> NDArray[np.float64]:
        """Return a column of numbers; ``empty`` lets a cell be NaN."""
        read = Row.number_or_nan if empty else Row.number
        return np.array([read(row, column, low, high) for row in self.rows], dtype=np.float64)

    def texts(self, column: str) -> NDArray[np.str_]:
        """Return a column of text."""
        return np.array([row.text(column) for row in self.rows], dtype=np.str_)


def read_table(path: Path, columns: Iterable[str]) -> Table:
    """Read a table of a pack.

    Raises
    ------
    PackError
        If the file, one of its columns or a cell of a row is missing.
    """
    name = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise PackError("pack_file_missing", file=name)
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return Table(name, tuple(_rows(name, stream, columns)))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise PackError("pack_toml_bad", file=name, reason=plain_words(fault)) from fault


def _rows(name: str, stream: Iterable[str], columns: Iterable[str]) -> Iterator[Row]:
    reader = csv.reader(stream)
    header = next(reader, [])
    for column in columns:
        if column not in header:
            raise PackError("pack_column_missing", file=name, column=column)
    for cells in reader:
        if len(cells) != len(header):
            raise PackError("pack_row_ragged", file=name, row=reader.line_num, columns=len(header))
        yield Row(name, reader.line_num, dict(zip(header, cells, strict=True)))


def layered(folders: Sequence[Path], name: str, columns: Sequence[str]) -> list[Table]:
    """Read a table from the first folder and, where a later one has it too, over it the later ones'.

    Raises
    ------
    PackError
        If the first folder lacks the table, or one of them is not as it must be.
    """
    first, *over = (folder / name for folder in folders)
    return [read_table(path, columns) for path in (first, *(path for path in over if path.is_file()))]


def merged(tables: Sequence[Table], *columns: str) -> Table:
    """Return one table in the order of the first; a later table's row replaces that of its key."""
    return Table(tables[-1].file, tuple(keyed(tables, *columns).values()))


def keyed(tables: Iterable[Table], *columns: str) -> dict[tuple[str, ...], Row]:
    """Return rows by key; a later table's row replaces an earlier one's.

    Raises
    ------
    PackError
        If one table has the same key twice.
    """
    found: dict[tuple[str, ...], Row] = {}
    for table in tables:
        own: set[tuple[str, ...]] = set()
        for row in table:
            key = tuple(row.text(column) for column in columns)
            if key in own:
                raise row.refuse(columns[0])
            own.add(key)
            found[key] = row
    return found
