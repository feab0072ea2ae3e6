"""``pack.toml``: what a pack says of itself, value by value, a city's over its country's."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.packs.plausible import HEAD
from retrofit.errors import PackError
from retrofit.stock.codes import SIZE_CLASSES
from retrofit.stock.pack import Cited, Status


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of values.

    Raises
    ------
    PackError
        If the file is missing or no TOML.
    """
    name = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise PackError("pack_file_missing", file=name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError("pack_toml_bad", file=name, reason=str(error)) from None


class Head:
    """The values of ``pack.toml``; those of a later folder replace an earlier one's."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.file = f"{folders[-1].name}/pack.toml"
        self.values: dict[str, Any] = {}
        for folder in folders:
            self.values = _over(self.values, read_toml(folder / "pack.toml"))

    def text(self, key: str) -> str:
        """Return a word."""
        return str(self._get(self.values, key))

    def year(self, key: str) -> int:
        """Return a whole number."""
        try:
            return int(self._get(self.values, key))
        except (TypeError, ValueError, OverflowError):
            raise self._bad(key, self.values[key]) from None

    def cited(self, key: str) -> Cited:
        """Return a figure with unit, source and status."""
        table: Mapping[str, Any] = self._get(self.values, key)
        try:
            figure = Cited(
                value=float(self._get(table, "value")),
                unit=str(self._get(table, "unit")),
                source=str(self._get(table, "source")),
                status=Status(self._get(table, "status")),
                year=int(table.get("year", 0)),
            )
        except (AttributeError, TypeError, ValueError, OverflowError):
            raise self._bad(key, table) from None
        low, high = HEAD.get(key, (-math.inf, math.inf))
        if not (math.isfinite(figure.value) and low <= figure.value <= high):
            raise PackError(
                "pack_value_outside",
                file=self.file,
                row=key,
                column="value",
                value=figure.value,
                low=f"{low:g}",
                high=f"{high:g}",
            )
        return figure

    def by_class(self, key: str, *, every: bool = True) -> dict[int, object]:
        """Return a table by size class; ``every`` asks for all classes."""
        table = self._get(self.values, key)
        if not isinstance(table, Mapping):
            raise self._bad(key, table)
        found = {self.size_class(word): value for word, value in table.items()}
        for position, word in enumerate(SIZE_CLASSES):
            if every and position not in found:
                raise PackError("pack_row_missing", file=self.file, row=f"{key} {word}")
        return found

    def numbers_by_class(self, key: str) -> dict[int, float]:
        """Return a table of numbers by size class."""
        found = self.by_class(key)
        try:
            return {position: float(str(value)) for position, value in found.items()}
        except ValueError:
            raise self._bad(key, self.values[key]) from None

    def size_class(self, word: str) -> int:
        """Return the position of a size class."""
        if word not in SIZE_CLASSES:
            raise PackError("pack_value_bad", file=self.file, row=word, column="size class", value=word)
        return SIZE_CLASSES.index(word)

    def period(self, key: str) -> tuple[int, int]:
        """Return a first and a last year."""
        stated = self._get(self.values, key)
        try:
            first, last = stated
            return int(first), int(last)
        except (TypeError, ValueError, OverflowError):
            raise self._bad(key, stated) from None

    def _bad(self, key: str, value: object) -> PackError:
        return PackError("pack_value_bad", file=self.file, row=key, column="value", value=value)

    def _get(self, table: Mapping[str, Any], key: str) -> Any:
        if key not in table:
            raise PackError("pack_column_missing", file=self.file, column=key)
        return table[key]


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay values over others: a cited figure as a whole, a table by size class word by word."""
    laid = dict(below)
    for key, value in above.items():
        by_class = isinstance(value, Mapping) and "value" not in value
        laid[key] = {**below.get(key, {}), **value} if by_class else value
    return laid
