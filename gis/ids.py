"""Unique ids for the features of a layer: from the source where it has them, never losing a row."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.account import Remark
from gis.columns import listed, pick, texts
from gis.profiles import ONLY_WHEN_UNIQUE

Texts = NDArray[np.object_]

MADE: Final = r"[bpk]\d+(?:-\d+)?"
"""What ids look like that were made from positions: they say nothing in another delivery."""


def ids(frame: pd.DataFrame, names: Sequence[str], initial: str = "b") -> tuple[Texts, tuple[Remark, ...]]:
    """Choose unique ids for the rows of a layer; no row is lost.

    The first column with one of the names is taken; weak columns only where they are
    unique. Missing ids become the position, repeated ones get a suffix.

    Parameters
    ----------
    frame : DataFrame, shape (F,)
    names : sequence of str
        Plain names of columns that may hold ids, best first.
    initial : str
        Letter before the position, where the source has no id.

    Returns
    -------
    ndarray, shape (F,)
        Unique texts.
    tuple of Remark
    """
    for name in names:
        column = pick(frame, (name,))
        if column is None:
            continue
        found = texts(frame[column])
        if name in ONLY_WHEN_UNIQUE and (pd.Series(found).duplicated().any() or (found == "").any()):
            continue
        return made_unique(found, column, initial)
    positions = np.array([f"{initial}{number}" for number in range(1, len(frame) + 1)], dtype=object)
    return positions, (Remark("ids_made", args={"count": len(frame)}),)


def made_unique(found: Texts, column: str, initial: str) -> tuple[Texts, tuple[Remark, ...]]:
    """Fill empty ids with their position and give repeated ones a suffix, shape (F,)."""
    remarks: list[Remark] = []
    series = pd.Series(found, dtype=object)
    empty = (series == "").to_numpy()
    if empty.any():
        series[empty] = [f"{initial}{position + 1}" for position in np.flatnonzero(empty)]
        remarks.append(Remark("ids_missing", "doubts", args={"count": int(empty.sum()), "field": column}))
    repeated = series.duplicated()
    if repeated.any():
        named = tuple(dict.fromkeys(series[repeated]))
        remarks.append(
            Remark(
                "ids_duplicate",
                "doubts",
                named,
                {"count": int(repeated.sum()), "field": column, "ids": listed(named)},
            )
        )
        series = _with_suffixes(series)
    return series.to_numpy(dtype=object), tuple(remarks)


def _with_suffixes(series: pd.Series) -> pd.Series:
    taken = series
    while taken.duplicated().any():  # a suffix may itself be another feature's id
        nth = taken.groupby(taken).cumcount()
        taken = taken.where(nth == 0, taken + "~" + (nth + 1).astype(str))
    return taken
