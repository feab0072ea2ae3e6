"""A theme: which column colours the map, how, and the legend that says so."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.classify import NO_CLASS, Classes, Method, classify
from app.mapimage.colours import (
    NO_VALUE,
    NOT_HEATED,
    RAMPS,
    Colours,
    Rgb,
    colour_table,
    diverging_colours,
    pack,
    ramp_colours,
    shaded,
)
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.stock.fields import FIELDS, Field, Level

MUTED: Final = -2
"""Class of a row that is left out on purpose: a building that is not heated."""

BLOCK_ALPHA: Final = 120
"""Block fills let parcels and streets shine through."""

GOOD_WHEN_HIGH: Final = ("saving_pct", "co2_saving_kg", "e_del_saving_kwh", "energy_cost_saving_eur")


@dataclass(frozen=True, slots=True)
class Theme:
    """What colours the map.

    ``breaks`` are the inner breaks of the method ``own``. An empty ``ramp`` means
    the one that suits the field.
    """

    field: str
    level: Level = Level.BUILDING
    method: Method = "quantile"
    n: int = 5
    ramp: str = ""
    breaks: tuple[float, ...] = ()
    against: int | None = None
    """Number of a scenario whose result is taken off: a map of differences; None shows the plan as it is."""

    @property
    def diverging(self) -> bool:
        """Whether zero parts the classes."""
        return self.against is not None or self.shown.diverging

    @property
    def shown(self) -> Field:
        """The field with its label and unit."""
        return FIELDS[self.field]


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One colour of the legend, what it stands for, and how many rows have it."""

    colour: Rgb
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Legend:
    """Legend of a theme; ``unit`` is empty for a plain number."""

    title: str
    unit: str
    rows: tuple[LegendRow, ...]
    counted: str = ""
    """What the counts are counts of."""


def default_ramp(field: str, *, difference: bool = False) -> str:
    """Ramp that suits a field: diverging around zero, good or costly when high."""
    if difference or FIELDS[field].diverging:
        return "RdBu"
    if field in GOOD_WHEN_HIGH:
        return "YlGnBu"
    return "PuBuGn" if field == "guessed_pct" else "YlOrRd"


def classes_of(
    theme: Theme, values: NDArray[np.floating], heated: NDArray[np.bool_] | None = None
) -> Classes:
    """Classes of a column at the level of the theme.

    Parameters
    ----------
    theme : Theme
    values : ndarray, shape (F,)
        One value per building, block or parcel.
    heated : ndarray of bool, shape (F,), optional
        Rows that are not heated take no part in the classes and get the class `MUTED`:
        a zero of theirs is no result.
    """
    diverging = theme.diverging
    muted = np.zeros(len(values), bool) if heated is None else ~np.asarray(heated, bool)
    looked_at = np.where(muted, np.nan, values)
    classes = classify(looked_at, theme.method, theme.n, theme.breaks, diverging=diverging)
    index = np.where(muted, MUTED, classes.index).astype(np.int16)
    return Classes(classes.low, classes.upper, index, classes.diverging)


def class_colours(theme: Theme, classes: Classes) -> NDArray[np.uint8]:
    """Colour of each class, shape (k, 3)."""
    name = theme.ramp or default_ramp(theme.field, difference=theme.against is not None)
    if not (classes.diverging and RAMPS[name].diverging):
        return ramp_colours(name, len(classes))
    upper = np.asarray(classes.upper)
    zero = int((upper == 0).sum()) if theme.method != "own" else 0
    above = int((upper > 0).sum())
    return diverging_colours(name, len(upper) - zero - above, zero, above)


def colours_of(
    theme: Theme,
    classes: Classes,
    block_of: NDArray[np.integer],
    blocks: int,
    *,
    parcel_of: NDArray[np.integer] | None = None,
    heated: NDArray[np.bool_] | None = None,
) -> Colours:
    """Colour tables of blocks and buildings.

    By building: coloured buildings in outlined blocks. By block: blocks filled
    lightly, their buildings in a deeper shade. By parcel: the buildings on it.

    Parameters
    ----------
    theme : Theme
    classes : Classes
        Of the theme's level, from `classes_of`.
    block_of : ndarray, shape (B,)
    blocks : int
        Number of blocks.
    parcel_of : ndarray, shape (B,), optional
        Needed for a theme by parcel; -1 is no parcel.
    heated : ndarray of bool, shape (B,), optional
        Buildings that are not heated stay light grey at every level.
    """
    colours = class_colours(theme, classes)
    outlined = np.full(blocks + 1, pack(NOT_HEATED, 40), np.uint32)
    outlined[0] = 0
    fills = outlined
    if theme.level is Level.BLOCK:
        fills = colour_table(classes.index, colours, alpha=BLOCK_ALPHA)
        fills[1:][classes.index < 0] = pack(NO_VALUE, BLOCK_ALPHA // 3)
        colours = shaded(colours, 0.12)
    index = _by_building(theme.level, classes.index, block_of, parcel_of)
    table = colour_table(index, colours)
    cold = np.zeros(len(index), bool) if heated is None else ~np.asarray(heated, bool)
    whole = theme.level is not Level.BUILDING
    table[1:][(index == MUTED) | (cold & (whole | (index < 0)))] = pack(NOT_HEATED)
    return Colours(fills, table)


def legend(theme: Theme, classes: Classes, title: str = "") -> Legend:
    """Legend with units and counts of a theme; the title is the field's label when left out."""
    field = theme.shown
    colours = class_colours(theme, classes)
    rows = [
        LegendRow((int(rgb[0]), int(rgb[1]), int(rgb[2])), label, int(count))
        for rgb, label, count in zip(colours, labels(classes, field), classes.counts, strict=True)
    ]
    for value, colour, label in (
        (NO_CLASS, NO_VALUE, _("No value")),
        (MUTED, NOT_HEATED, _("Not heated")),
    ):
        count = int((classes.index == value).sum())
        if count:
            rows.append(LegendRow(colour, label, count))
    counted = {Level.BUILDING: _("buildings"), Level.BLOCK: _("blocks"), Level.PARCEL: _("parcels")}
    return Legend(title or _(field.label), field.unit, tuple(rows), counted.get(theme.level, ""))


def labels(classes: Classes, field: Field) -> list[str]:
    """What each class spans, in the decimals that keep neighbours apart."""
    if not len(classes):
        return []
    edges = [classes.low, *classes.upper]
    if classes.diverging:
        edges = [0.0 if _next_to_zero(edges, k) else edge for k, edge in enumerate(edges)]
    decimals = _decimals(edges, field.decimals)
    words = [format_number(edge, decimals) for edge in edges]
    spans = [low if low == high else f"{low} – {high}" for low, high in pairwise(words)]
    if len(edges) > 1 and edges[0] > edges[1]:  # a break of the user's own below all values
        spans[0] = _("up to {high}").format(high=words[1])
    return spans


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


def _by_building(
    level: Level,
    index: NDArray[np.int16],
    block_of: NDArray[np.integer],
    parcel_of: NDArray[np.integer] | None,
) -> NDArray[np.int16]:
    """Class of each building, or of its block or parcel; none for a building without."""
    if level is Level.BUILDING:
        return index
    owner = block_of if level is Level.BLOCK else parcel_of
    if owner is None:
        raise ValueError("a theme by parcel needs the parcel of each building")
    padded = np.append(index, np.int16(NO_CLASS))
    return padded[np.where(owner < 0, len(index), owner)]
