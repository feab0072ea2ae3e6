"""A theme: which column colours the map, in which classes and colours."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.classify import NO_CLASS, Classes, Method, classify
from app.mapimage.colours import (
    NO_VALUE,
    NOT_HEATED,
    PAIRS,
    RAMPS,
    Colours,
    colour_table,
    diverging_colours,
    named_colours,
    pack,
    ramp_colours,
    shaded,
)
from retrofit.stock.fields import FIELDS, Field, Level

MUTED: Final = -2
"""Class of a row that is left out on purpose: a building that is not heated."""

GUESSED: Final = -3
"""Key of what is hatched because it was guessed; such rows have a class as well."""

BLOCK_ALPHA: Final = 120
"""Block fills let parcels and streets shine through."""

GOOD_WHEN_HIGH: Final = ("saving_pct", "co2_saving_kg", "e_del_saving_kwh", "energy_cost_saving_eur")

HATCH_GUESSED: Final = 1
HATCH_NO_VALUE: Final = 2
"""Directions of the hatch, as `app.mapimage.paint` knows them."""


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
    second: str = ""
    """Another result in the same colours, three classes each; "" for none."""
    hidden: tuple[int, ...] = ()
    """Classes that are not coloured, also `NO_CLASS` and `MUTED`."""
    hatched: bool = True
    """Whether what was guessed is hatched, or what is not sure."""
    by_bands: bool = False
    """Hatch results whose band is wide, instead of guesses."""

    @property
    def diverging(self) -> bool:
        """Whether zero parts the classes, whatever the values."""
        return self.against is not None or self.shown.diverging

    @property
    def shown(self) -> Field:
        """The field with its label and unit."""
        return FIELDS[self.field]


def default_ramp(field: str, *, difference: bool = False) -> str:
    """Ramp that suits a field: diverging around zero, good or costly when high."""
    if difference or FIELDS[field].diverging:
        return "RdBu"
    if field in GOOD_WHEN_HIGH:
        return "YlGnBu"
    return "PuBuGn" if field in ("guessed_pct", "year_of_construction") else "YlOrRd"


def classes_of(
    theme: Theme,
    values: NDArray[np.floating],
    heated: NDArray[np.bool_] | None = None,
    pack_breaks: tuple[float, ...] = (),
) -> Classes:
    """Classes of a column at the level of the theme.

    Parameters
    ----------
    theme : Theme
    values : ndarray, shape (F,)
        One value per building, block, parcel or association.
    heated : ndarray of bool, shape (F,), optional
        Rows that are not heated take no part in the classes and get the class `MUTED`:
        a zero of theirs is no result.
    pack_breaks : tuple of float
        Inner breaks of the method ``pack``.

    Notes
    -----
    Zero parts the classes also where the values lie on both sides of it.
    """
    muted = np.zeros(len(values), bool) if heated is None else ~np.asarray(heated, bool)
    looked_at = np.where(muted | ~np.isfinite(values), np.nan, values)
    with np.errstate(invalid="ignore"):
        diverging = theme.diverging or bool((looked_at < 0).any() and (looked_at > 0).any())
    breaks = pack_breaks if theme.method == "pack" else theme.breaks
    classes = classify(looked_at, theme.method, theme.n, breaks, diverging=diverging)
    return with_muted(classes, muted)


def with_muted(classes: Classes, muted: NDArray[np.bool_]) -> Classes:
    """The same classes with some rows left out on purpose."""
    index = np.where(muted, MUTED, classes.index).astype(np.int16)
    return Classes(classes.low, classes.upper, index, classes.diverging, classes.names, classes.ordered)


def all_guessed(classes: Classes, guessed: NDArray[np.bool_]) -> bool:
    """Whether every row that has a class was guessed: then a hatch tells nothing apart."""
    return bool(guessed[classes.index >= 0].all())


def class_colours(theme: Theme, classes: Classes) -> NDArray[np.uint8]:
    """Colour of each class, shape (k, 3)."""
    if theme.second:
        return PAIRS
    if classes.names and not classes.ordered:
        return named_colours(len(classes))
    difference = theme.against is not None or classes.diverging
    name = theme.ramp or default_ramp(theme.field, difference=difference)
    if not (classes.diverging and RAMPS[name].diverging):
        return ramp_colours(name, len(classes))
    upper = np.asarray(classes.upper)
    zero = int((upper == 0).sum()) if theme.method not in ("own", "pack") else 0
    above = int((upper > 0).sum())
    return diverging_colours(name, len(upper) - zero - above, zero, above)


def colours_of(
    theme: Theme,
    classes: Classes,
    block_of: NDArray[np.integer],
    blocks: int,
    *,
    group_of: NDArray[np.integer] | None = None,
    heated: NDArray[np.bool_] | None = None,
    guessed: NDArray[np.bool_] | None = None,
) -> Colours:
    """Colour tables of blocks and buildings.

    By building: coloured buildings in outlined blocks. By block: blocks filled
    lightly, their buildings in a deeper shade. By parcel or association: the buildings of it.

    Parameters
    ----------
    theme : Theme
    classes : Classes
        Of the theme's level, from `classes_of`.
    block_of : ndarray, shape (B,)
    blocks : int
        Number of blocks.
    group_of : ndarray, shape (B,), optional
        Needed for a theme by parcel or association; -1 is none.
    heated : ndarray of bool, shape (B,), optional
        Buildings that are not heated stay light grey at every level.
    guessed : ndarray of bool, shape (F,), optional
        Rows of the theme's level that are hatched.
    """
    colours = class_colours(theme, classes)
    outlined = np.full(blocks + 1, pack(NOT_HEATED, 40), np.uint32)
    outlined[0] = 0
    fills = outlined
    if theme.level is Level.BLOCK:
        fills = colour_table(classes.index, colours, alpha=BLOCK_ALPHA)
        fills[1:][classes.index < 0] = pack(NO_VALUE, BLOCK_ALPHA // 3)
        fills[1:][_within(classes.index, theme.hidden)] = 0
        colours = shaded(colours, 0.12)
    index = _by_building(theme.level, classes.index, block_of, group_of)
    table = colour_table(index, colours)
    cold = np.zeros(len(index), bool) if heated is None else ~np.asarray(heated, bool)
    whole = theme.level is not Level.BUILDING
    cold = (index == MUTED) | (cold & (whole | (index < 0)))
    table[1:][cold] = pack(NOT_HEATED)
    hidden = _within(np.where(cold, np.int16(MUTED), index), theme.hidden)
    table[1:][hidden] = 0
    hatch = np.zeros(len(index) + 1, np.uint8)
    hatch[1:][(index == NO_CLASS) & ~cold] = HATCH_NO_VALUE
    if guessed is not None and theme.hatched and not all_guessed(classes, guessed):
        doubtful = _by_building(theme.level, guessed.astype(np.int16), block_of, group_of) == 1
        hatch[1:][doubtful & (index >= 0) & ~cold] = HATCH_GUESSED
    hatch[1:][hidden] = 0
    return Colours(fills, table, hatch)


def _within(index: NDArray[np.int16], hidden: tuple[int, ...]) -> NDArray[np.bool_]:
    """Whether each class is among some."""
    found = np.zeros(len(index), bool)
    for key in hidden:
        found |= index == key
    return found


def _by_building(
    level: Level,
    index: NDArray[np.int16],
    block_of: NDArray[np.integer],
    group_of: NDArray[np.integer] | None,
) -> NDArray[np.int16]:
    """Class of each building, or of its block, parcel or association; none for a building without."""
    if level is Level.BUILDING:
        return index
    owner = block_of if level is Level.BLOCK else group_of
    if owner is None:
        raise ValueError("a theme by parcel or association needs that of each building")
    padded = np.append(index, np.int16(NO_CLASS))
    return padded[np.where(owner < 0, len(index), owner)]
