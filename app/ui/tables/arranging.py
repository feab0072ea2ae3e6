"""Which rows a table shows, and in what order: index arrays, found without touching a widget.

What may be written above a column::

    numbers   >100   >=100   <5   <=5   =12   50..80   ..80   50..
    words     a part of the word
    both      empty   not empty
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.text.translate import _
from app.ui.tables.columns import Column, Rows, order_of

Mask = NDArray[np.bool_]

NUMBER: Final = r"[-\u2212]?\d+(?:[.,]\d+)?"
COMPARED: Final = re.compile(rf"(>=|<=|>|<|=)?({NUMBER})")
BETWEEN: Final = re.compile(rf"({NUMBER})?\.\.({NUMBER})?")
EMPTY: Final = ("empty", "not empty")


class UnreadableError(ValueError):
    """What is written above a column cannot be read."""


@dataclass(frozen=True)
class Wish:
    """What is to be shown.

    Attributes
    ----------
    text : str
        Part of any word of the row.
    above : mapping of int to str
        What is written above a column.
    sorts : sequence of (int, bool)
        Columns to sort by and whether downwards; the last one matters most.
    """

    text: str = ""
    above: Mapping[int, str] = field(default_factory=dict)
    sorts: Sequence[tuple[int, bool]] = ()


def arranged(columns: Sequence[Column], wish: Wish) -> Rows:
    """Rows that pass all filters, sorted."""
    if not columns:
        return np.zeros(0, dtype=np.intp)
    masks = [matching(columns[place], text) for place, text in wish.above.items()]
    if wish.text:
        texts = [one.having(wish.text) for one in columns if one.is_searched]
        masks.append(np.logical_or.reduce(texts))
    count = len(columns[0].values)
    order: Rows = np.flatnonzero(np.logical_and.reduce(masks)) if masks else np.arange(count)
    for place, down in wish.sorts:
        order = order[order_of(columns[place].keys[order], descending=down)]
    return order


def matching(column: Column, text: str) -> Mask:
    """Rows of a column that fit what is written above it, shape (n,).

    Raises
    ------
    UnreadableError
        If a column of numbers is asked for something that is neither a number nor a span.
    """
    wanted = text.casefold().strip()
    if wanted in EMPTY or wanted in (_("empty"), _("not empty")):
        return empty(column) if wanted in (EMPTY[0], _("empty")) else ~empty(column)
    if column.is_text:
        return column.having(wanted)
    compact = wanted.replace(" ", "").replace("\u202f", "").replace("\u00a0", "")
    values = column.values.astype(np.float64)
    with np.errstate(invalid="ignore"):
        if found := BETWEEN.fullmatch(compact):
            low, high = (None if part is None else _number(part) for part in found.groups())
            if low is None and high is None:
                raise UnreadableError(text)
            return (values >= (-np.inf if low is None else low)) & (
                values <= (np.inf if high is None else high)
            )
        if found := COMPARED.fullmatch(compact):
            return _compared(values, found[1] or "=", _number(found[2]), column.field.decimals)
    raise UnreadableError(text)


def empty(column: Column) -> Mask:
    """Rows without a value, shape (n,)."""
    return np.isnan(column.keys)


def _compared(values: NDArray[np.float64], sign: str, than: float, decimals: int) -> Mask:
    """Compare as the numbers are; equal is what is written alike."""
    if sign == "=":
        return np.abs(values - than) <= 0.5 * 10.0**-decimals
    if sign in (">", ">="):
        return values > than if sign == ">" else values >= than
    return values < than if sign == "<" else values <= than


def _number(text: str) -> float:
    return float(text.replace("\u2212", "-").replace(",", "."))
