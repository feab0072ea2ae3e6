"""Judge the engine by published cases."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app.errors import UserError
from retrofit.physics import tabula
from retrofit.physics.tabula_areas import EMPTY_CODES

ROW: Final = "row_id"
TARGET: Final = "q_h_nd_published"
"""The published need; it judges the calculated ``q_h_nd``."""
WRONG: Final = "q_h_nd_workbook_recalc"
"""A cell of the workbook that takes an empty code for a value: not a reference."""


@dataclass(frozen=True, slots=True)
class QuantityError:
    """Relative errors of one quantity over all rows."""

    name: str
    rows: int
    maximum: float
    p99: float


@dataclass(frozen=True, slots=True)
class Validation:
    """Outcome of a set of published rows; ``passed`` when no quantity is over the tolerance."""

    rows: int
    tolerance: float
    quantities: tuple[QuantityError, ...]
    passed: bool


def validate_tabula(inputs: Path, expected: Path, tolerance: float = 1e-9) -> Validation:
    """Run the engine's own seasonal balance over TABULA rows and compare with what is published.

    Parameters
    ----------
    inputs, expected : Path
        CSV, also gzipped; rows are matched by ``row_id``.
    tolerance : float
        Largest relative error allowed; where the published value is 0 the error is
        the absolute difference.

    Raises
    ------
    app.errors.UserError
        If a file is missing, not a table, or lacks a column or row.
    """
    given, published = _read(inputs), _read(expected)
    missing = ~published[ROW].isin(given[ROW])
    if missing.any():
        raise UserError("validation_row_missing", path=inputs, row=published[ROW][missing].iloc[0])
    given = given.drop_duplicates(ROW).set_index(ROW).loc[published[ROW]]
    found = tabula.calculate(_columns(given, inputs))
    if TARGET not in published and "q_h_nd" not in published:
        raise UserError("validation_column_missing", path=expected, column=TARGET)
    quantities = tuple(
        _judge(name, found["q_h_nd" if name == TARGET else name], _numbers(published[name], expected))
        for name in published.columns
        if name == TARGET or (name in found and name != WRONG)
    )
    passed = all(quantity.maximum <= tolerance for quantity in quantities)
    return Validation(len(published), tolerance, quantities, passed)


def relative_error(found: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative difference; the absolute one where nothing is expected. A value that is not finite is infinitely wrong."""
    size = np.abs(expected)
    error = np.abs(found - expected) / np.where(size > 0, size, 1.0)
    return np.where(np.isfinite(error), error, np.inf)


def _judge(name: str, found: NDArray[np.float64], expected: NDArray[np.float64]) -> QuantityError:
    error = relative_error(found, expected)
    if not len(error):
        return QuantityError(name, 0, 0.0, 0.0)
    return QuantityError(
        name, len(error), float(error.max()), float(np.quantile(error, 0.99, method="higher"))
    )


def _read(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, OSError, EOFError) as error:
        raise UserError("validation_file_unreadable", path=path, reason=str(error)) from None
    if ROW not in frame.columns:
        raise UserError("validation_column_missing", path=path, column=ROW)
    return frame


def _columns(given: pd.DataFrame, path: Path) -> dict[str, NDArray[np.generic]]:
    """Pick the calculator's input columns; the others may hold what they like."""
    optional = [name for name in tabula.OPTIONAL_COLUMNS if name in given]
    for name in (*tabula.NUMBER_COLUMNS, *tabula.CODE_COLUMNS):
        if name not in given:
            raise UserError("validation_column_missing", path=path, column=name)
    numbers = {name: _numbers(given[name], path) for name in (*tabula.NUMBER_COLUMNS, *optional)}
    return {**numbers, **{name: given[name].to_numpy(dtype=np.str_) for name in tabula.CODE_COLUMNS}}


def _numbers(texts: pd.Series, path: Path) -> NDArray[np.float64]:
    """Read a column of numbers exactly; an empty cell is NaN."""
    cells = np.where(texts.isin(EMPTY_CODES) & (texts != "0"), "nan", texts.to_numpy(dtype=object))
    try:
        return cells.astype(np.float64)
    except ValueError:
        raise UserError("validation_value_bad", path=path, column=texts.name) from None
