"""Measured-to-calculated factors: published pairs of calculated use and factor."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from app.errors import UserError
from app.services.validation.judging import Judgement, Quantity, compare, numbers, read_rows
from retrofit.evidence.prebound import NODES_KWH_M2, measured_to_calculated

FILES: Final = ("factors", "pairs")
TOLERANCE: Final = 1e-6

CODE: Final = "Code_CalcAdapt"
NODES: Final = tuple(f"F_CalcAdapt_{node:03.0f}" for node in NODES_KWH_M2)
USE: Final = "q_del_sum_generators"
FACTOR: Final = "F_published"


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Compare factors with published ones, as far as the printed digits allow.

    Parameters
    ----------
    paths : sequence of Path
        Table of factors by code and calculated use, and table of published pairs.
    tolerance : float, optional
        Error allowed beyond the rounding of the printed digits, instead of `TOLERANCE`.
    """
    table, pairs = read_rows(paths[0], CODE, *NODES), read_rows(paths[1], CODE, USE, FACTOR)
    of_code = table.drop_duplicates(CODE).set_index(CODE)
    unknown = ~pairs[CODE].isin(of_code.index)
    if unknown.any():
        raise UserError("validation_row_missing", path=paths[0], row=pairs[CODE][unknown].iloc[0])
    factors = np.stack([numbers(of_code[name], paths[0]) for name in NODES], axis=1)
    rows = of_code.index.get_indexer(pd.Index(pairs[CODE]))
    use, published = numbers(pairs[USE], paths[1]), numbers(pairs[FACTOR], paths[1])
    found = np.array([measured_to_calculated(q, factors[row]) for q, row in zip(use, rows, strict=True)])
    slope = np.abs(np.diff(factors, axis=1)).max(axis=1)[rows] / np.diff(NODES_KWH_M2)[0]
    allowed = _half_unit(pairs[FACTOR]) + slope * _half_unit(pairs[USE])
    rounded = np.where(np.abs(found - published) <= allowed, published, found)
    limit = TOLERANCE if tolerance is None else tolerance
    quantities: tuple[Quantity, ...] = (compare("F_CalcAdapt", rounded, published, limit, "-"),)
    note = "Errors are what is left beyond the rounding of the printed digits."
    return Judgement("factors", len(pairs), quantities, (note,))


def _half_unit(texts: pd.Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Half a unit of the last printed digit; nothing for numbers printed in full."""
    digits = texts.str.partition(".")[2].str.len().to_numpy(dtype=np.float64)
    return np.where(digits < 9, 0.5 * 10.0**-digits, 0.0)
