"""TABULA rows: the published building needs and every intermediate figure."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app.errors import UserError
from app.services.validation.judging import Judgement, compare, numbers, read_rows
from retrofit.physics import tabula
from retrofit.physics.tabula_areas import EMPTY_CODES

FILES: Final = ("inputs", "expected")
TOLERANCE: Final = 1e-9

EMPTY: Final = frozenset(EMPTY_CODES) - {"0"}
"""Texts that stand for no number."""

ROW: Final = "row_id"
TARGET: Final = "q_h_nd_published"
"""The published need; it judges the calculated ``q_h_nd``."""
WRONG: Final = "q_h_nd_workbook_recalc"
"""A cell of the workbook that takes an empty code for a value: not a reference."""


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Run the engine's own seasonal balance over TABULA rows and compare with what is published.

    Parameters
    ----------
    paths : sequence of Path
        Inputs and expected results: CSV, also gzipped; rows are matched by ``row_id``.
    tolerance : float, optional
        Largest relative error allowed instead of `TOLERANCE`; where the published value
        is 0 the error is the absolute difference.

    Raises
    ------
    app.errors.UserError
        If a file is missing, not a table, or lacks a column or row.
    """
    inputs, expected = paths
    given, published = read_rows(inputs, ROW), read_rows(expected, ROW)
    missing = ~published[ROW].isin(given[ROW])
    if missing.any():
        raise UserError("validation_row_missing", path=inputs, row=published[ROW][missing].iloc[0])
    given = given.drop_duplicates(ROW).set_index(ROW).loc[published[ROW]]
    found = tabula.calculate(_columns(given, inputs))
    if TARGET not in published and "q_h_nd" not in published:
        raise UserError("validation_column_missing", path=expected, column=TARGET)
    allowed = TOLERANCE if tolerance is None else tolerance
    quantities = tuple(
        compare(
            name,
            found["q_h_nd" if name == TARGET else name],
            numbers(published[name], expected, EMPTY),
            allowed,
        )
        for name in published.columns
        if name == TARGET or (name in found and name != WRONG)
    )
    return Judgement("tabula", len(published), quantities)


def _columns(given: pd.DataFrame, path: Path) -> dict[str, NDArray[np.generic]]:
    """Pick the calculator's input columns; the others may hold what they like."""
    optional = [name for name in tabula.OPTIONAL_COLUMNS if name in given]
    for name in (*tabula.NUMBER_COLUMNS, *tabula.CODE_COLUMNS):
        if name not in given:
            raise UserError("validation_column_missing", path=path, column=name)
    found = {name: numbers(given[name], path, EMPTY) for name in (*tabula.NUMBER_COLUMNS, *optional)}
    return {**found, **{name: given[name].to_numpy(dtype=np.str_) for name in tabula.CODE_COLUMNS}}
