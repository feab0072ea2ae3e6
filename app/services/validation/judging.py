"""Compare what the engine finds with what is published."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from app.errors import UserError
from app.text.plain_words import plain_words

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Errors of one quantity over all rows that publish it.

    ``unit`` says what the errors are measured in; "" for relative ones.
    """

    name: str
    rows: int
    maximum: float
    p99: float
    tolerance: float
    unit: str = ""

    @property
    def passed(self) -> bool:
        """Whether no row is over the tolerance."""
        return self.maximum <= self.tolerance


@dataclass(frozen=True, slots=True)
class Judgement:
    """Outcome of a set of published cases."""

    name: str
    rows: int
    quantities: tuple[Quantity, ...]
    notes: tuple[str, ...] = ()
    """Sentences on what the set can and cannot show."""

    @property
    def passed(self) -> bool:
        """Whether every quantity is within its tolerance."""
        return all(quantity.passed for quantity in self.quantities)


def compare(name: str, found: ArrayLike, expected: ArrayLike, tolerance: float, unit: str = "") -> Quantity:
    """Errors of a quantity; relative ones unless a unit is named.

    Parameters
    ----------
    found, expected : array_like, shape (n,)
        Rows where nothing is expected (NaN) are left out of an absolute comparison.
    """
    a, b = np.asarray(found, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if unit:
        stated = ~np.isnan(b)
        error = np.abs(a - b)[stated]
        error = np.where(np.isfinite(error), error, np.inf)
    else:
        error = relative_error(a, b)
    if not len(error):
        return Quantity(name, 0, 0.0, 0.0, tolerance, unit)
    p99 = float(np.quantile(error, 0.99, method="higher"))
    return Quantity(name, len(error), float(error.max()), p99, tolerance, unit)


def relative_error(found: Floats, expected: Floats) -> Floats:
    """Relative difference; the absolute one where nothing is expected. A value that is not finite is infinitely wrong."""
    size = np.abs(expected)
    error = np.abs(found - expected) / np.where(size > 0, size, 1.0)
    return np.where(np.isfinite(error), error, np.inf)


def read_rows(path: Path, *needed: str) -> pd.DataFrame:
    """Read a table as texts, also gzipped.

    Raises
    ------
    app.errors.UserError
        If the file is missing, no table, or lacks a column of ``needed``.
    """
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, OSError, EOFError) as error:
        raise UserError("validation_file_unreadable", path=path, reason=plain_words(error)) from None
    for column in needed:
        if column not in frame.columns:
            raise UserError("validation_column_missing", path=path, column=column)
    return frame


def numbers(texts: pd.Series, path: Path, empty: Collection[str] = ("",)) -> Floats:
    """Read a column of numbers exactly; an empty cell is NaN."""
    cells = np.where(texts.isin(list(empty)), "nan", texts.to_numpy(dtype=object))
    try:
        return cells.astype(np.float64)
    except ValueError:
        row = next(place for place, cell in enumerate(cells) if not _is_number(cell))
        raise UserError(
            "validation_value_bad", path=path, column=texts.name, value=texts.iloc[row], line=row + 2
        ) from None


def case_fault(code: str, path: Path, case: str, reason: str) -> UserError:
    """The fault of a case, or of the file where no case has a name."""
    if case:
        return UserError(code, path=path, case=case, reason=reason)
    return UserError("validation_content_bad", path=path, reason=reason)


def _is_number(cell: object) -> bool:
    try:
        float(str(cell))
    except ValueError:
        return False
    return True
