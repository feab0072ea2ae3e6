"""Numbers and days as people write them in tables."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SPACES: Final = re.compile(r"[\s\u00a0\u202f']")
_COMMA_DECIMAL: Final = re.compile(r"^[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$")
_DOT_DECIMAL: Final = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)\.\d+$")
_GROUPED: Final = re.compile(r"^[+-]?\d{1,3}([.,]\d{3})+$")
_YEAR_FIRST: Final = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST: Final = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """A column of numbers; NaN where a cell is empty or no number."""

    values: NDArray[np.float64]
    bad: NDArray[np.bool_]
    """Cells that hold something, but no number."""
    decimal_comma: bool


def read_figures(cells: Sequence[str], delimiter: str = ",") -> Figures:
    """Read a column of numbers, all with the same decimal mark.

    ``1,234`` alone says nothing of its mark: the other cells of the column decide, else a
    semicolon between the cells makes it a decimal comma.
    """
    plain = [_SPACES.sub("", cell).replace("\u2212", "-") for cell in cells]
    # a mark that is followed by other than three figures, or by the other mark, gives itself away
    comma = any(_COMMA_DECIMAL.match(cell) and not _GROUPED.match(cell) for cell in plain)
    dot = any(_DOT_DECIMAL.match(cell) and not _GROUPED.match(cell) for cell in plain)
    unsure = delimiter == ";" and any("," in cell for cell in plain)
    decimal_comma = comma if comma != dot else (unsure and not dot)
    values = np.array([_figure(cell, decimal_comma=decimal_comma) for cell in plain], dtype=np.float64)
    bad = np.array([bool(cell) for cell in plain], dtype=np.bool_) & ~np.isfinite(values)
    return Figures(values, bad, decimal_comma)


def _figure(cell: str, *, decimal_comma: bool) -> float:
    group, mark = (".", ",") if decimal_comma else (",", ".")
    if _GROUPED.match(cell) and mark not in cell:
        cell = cell.replace(group, "")
    elif cell.rfind(group) > cell.rfind(mark) >= 0:
        return math.nan
    else:
        cell = cell.replace(group, "") if mark in cell else cell
    try:
        return float(cell.replace(mark, "."))
    except ValueError:
        return math.nan


def read_day(cell: str) -> date | None:
    """Read a day, year first or day first; None when it is none."""
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        found = pattern.match(cell.strip())
        if found:
            try:
                return date(*(int(found.group(place)) for place in order))
            except ValueError:
                return None
    return None
