"""The legend of a theme: what its colours stand for, how many there are, how the values spread."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.classify import NO_CLASS, Classes
from app.mapimage.colours import NO_VALUE, NOT_HEATED, Rgb
from app.mapimage.theme import (
    GUESSED,
    HATCH_GUESSED,
    HATCH_NO_VALUE,
    MUTED,
    Theme,
    all_guessed,
    class_colours,
)
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.stock.fields import Field, Level

BINS: Final = 48
"""Columns of the histogram."""

TAIL: Final = 0.005
"""Share of the values on each side that is drawn together into the outermost column."""

YEARS: Final = frozenset({"year_of_construction"})
"""Whole numbers that are written without grouping."""


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One colour of the legend, what it stands for, and how many rows have it."""

    colour: Rgb
    label: str
    count: int
    key: int = 0
    """Place of the class, `NO_CLASS`, `MUTED` or `GUESSED`."""
    hidden: bool = False
    hatch: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """How values spread, and where the inner breaks lie among them.

    ``counts`` belong to columns of equal width from ``low`` to ``high``; what lies
    beyond is counted in the outermost ones. ``places`` are their classes.
    """

    low: float
    high: float
    counts: tuple[int, ...]
    breaks: tuple[float, ...]
    places: tuple[int, ...] = ()
    beyond: tuple[bool, bool] = (False, False)
    """Whether values lie below ``low`` and above ``high``."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One of two results that share the colours."""

    title: str
    unit: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """Legend of a theme; ``unit`` is empty for a plain number."""

    title: str
    unit: str
    rows: tuple[LegendRow, ...]
    counted: str = ""
    """What the counts are counts of."""
    spread: Spread | None = None
    """None where the classes are no spans of numbers."""
    axes: tuple[Axis, Axis] | None = None
    """The results across and upwards, where two share the colours; classes go along the rows of the square."""


def legend(
    theme: Theme,
    classes: Classes,
    title: str = "",
    *,
    values: NDArray[np.floating] | None = None,
    guessed: NDArray[np.bool_] | None = None,
    axes: tuple[Axis, Axis] | None = None,
) -> Legend:
    """Legend with units and counts of a theme.

    Parameters
    ----------
    theme : Theme
    classes : Classes
    title : str
        The field's label when left out.
    values : ndarray, shape (F,), optional
        For the histogram.
    guessed : ndarray of bool, shape (F,), optional
        Rows that are hatched.
    axes : tuple of Axis, optional
        Of two results that share the colours.
    """
    field = theme.shown
    counted = {
        Level.BUILDING: _("buildings"),
        Level.BLOCK: _("blocks"),
        Level.PARCEL: _("parcels"),
        Level.ASSOCIATION: _("associations"),
    }
    rows = (*_class_rows(theme, classes), *_other_rows(theme, classes, guessed))
    spread = None if values is None or classes.names else spread_of(values, classes)
    unit = "" if classes.names else field.unit
    return Legend(title or _(field.label), unit, rows, counted.get(theme.level, ""), spread, axes)


def labels(classes: Classes, field: Field) -> list[str]:
    """What each class is called or spans, in the decimals that keep neighbours apart."""
    if classes.names or not len(classes):
        return list(classes.names)
    edges = [classes.low, *classes.upper]
    if field.name in YEARS:
        return _years(edges)
    if classes.diverging:
        edges = [0.0 if _next_to_zero(edges, k) else edge for k, edge in enumerate(edges)]
    decimals = _decimals(edges, field.decimals)
    words = [format_number(edge, decimals) for edge in edges]
    spans = [low if low == high else f"{low} – {high}" for low, high in pairwise(words)]
    if len(edges) > 1 and edges[0] > edges[1]:  # a break of the user's own below all values
        spans[0] = _("up to {high}").format(high=words[1])
    return spans


def spread_of(values: NDArray[np.floating], classes: Classes) -> Spread | None:
    """Histogram of the values that have a class; None where they do not differ."""
    known = np.asarray(values, np.float64)[classes.index >= 0]
    inner = inner_breaks(classes)
    if not len(known):
        return None
    low, high = (float(edge) for edge in np.quantile(known, (TAIL, 1 - TAIL)))
    low, high = min(low, *inner, classes.upper[0]), max(high, *inner, classes.low)
    if not high > low:
        return None
    place = np.clip((known - low) * (BINS / (high - low)), 0, BINS - 1).astype(np.int64)
    middles = low + (np.arange(BINS) + 0.5) * ((high - low) / BINS)
    places = np.minimum(np.searchsorted(classes.upper, middles), len(classes) - 1)
    counts = np.bincount(place, minlength=BINS)
    beyond = (bool(known.min() < low), bool(known.max() > high))
    return Spread(low, high, tuple(counts.tolist()), inner, tuple(places.tolist()), beyond)


def inner_breaks(classes: Classes) -> tuple[float, ...]:
    """Breaks between the classes, as the legend tells them: the one below zero is zero."""
    edges = [classes.low, *classes.upper]
    if classes.names:
        return ()
    if classes.diverging:
        edges = [0.0 if _next_to_zero(edges, k) else edge for k, edge in enumerate(edges)]
    return tuple(dict.fromkeys(edges[1:-1]))


def _class_rows(theme: Theme, classes: Classes) -> list[LegendRow]:
    """One row a class; names that nobody bears are left out."""
    told = zip(class_colours(theme, classes), labels(classes, theme.shown), classes.counts, strict=True)
    return [
        LegendRow((int(rgb[0]), int(rgb[1]), int(rgb[2])), label, int(count), key, key in theme.hidden)
        for key, (rgb, label, count) in enumerate(told)
        if count or not classes.names or theme.second
    ]


def _other_rows(theme: Theme, classes: Classes, guessed: NDArray[np.bool_] | None) -> list[LegendRow]:
    """Rows without a class, and what is hatched."""
    rows = []
    for key, colour, label, hatch in (
        (NO_CLASS, NO_VALUE, _("No value"), HATCH_NO_VALUE),
        (MUTED, NOT_HEATED, _("Not heated"), 0),
    ):
        count = int((classes.index == key).sum())
        if count:
            rows.append(LegendRow(colour, label, count, key, key in theme.hidden, hatch))
    doubtful = 0 if guessed is None else int((guessed & (classes.index >= 0)).sum())
    if guessed is not None and theme.hatched and doubtful:
        everything = all_guessed(classes, guessed)
        some, every = (
            (_("Band wider than ±30 %"), _("All bands wider than ±30 %"))
            if theme.by_bands
            else (_("Guessed"), _("All guessed"))
        )
        label, hatch = (every, 0) if everything else (some, HATCH_GUESSED)
        rows.append(LegendRow((255, 255, 255), label, doubtful, GUESSED, hatch=hatch))
    return rows


def _years(edges: list[float]) -> list[str]:
    """Spans of whole years, each year in one of them."""
    first = [edges[0], *(edge + 1 for edge in edges[1:-1])]
    spans = zip(first, edges[1:], strict=True)
    return [f"{low:.0f} – {high:.0f}" if low < high else f"{high:.0f}" for low, high in spans]


def _next_to_zero(edges: list[float], k: int) -> bool:
    return 0 < k < len(edges) - 1 and edges[k] < 0 <= edges[k + 1]


def _decimals(edges: list[float], wished: int) -> int:
    """Fewest decimals, up to two more than wished, at which different edges differ."""
    span = edges[-1] - edges[0]
    fewest = 0 if span >= 20 else wished
    for decimals in range(fewest, wished + 3):
        if len({round(edge, decimals) for edge in edges}) == len(set(edges)):
            return decimals
    return wished + 2
