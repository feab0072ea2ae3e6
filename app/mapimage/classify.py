"""Values to classes: by a method, by breaks of one's own, or by what they are called."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from app.mapimage.breaks import (
    deviation_breaks,
    equal_breaks,
    natural_breaks,
    own_breaks,
    pretty_breaks,
    quantile_breaks,
    rounded,
)

Method = Literal["quantile", "natural", "equal", "pretty", "deviation", "pack", "own"]
METHODS: Final[tuple[Method, ...]] = (
    "quantile", "natural", "equal", "pretty", "deviation", "pack", "own",
)  # fmt: skip
"""Ways to find classes; those of ``pack`` come from the country pack."""

NO_CLASS: Final = -1
"""Class of a missing value."""

MOST_CLASSES: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Classes of one column; class ``k`` holds ``upper[k-1] < value <= upper[k]``.

    Attributes
    ----------
    low : float
        Smallest value; NaN without values.
    upper : tuple of float, length k
        Upper bound of each class, ascending; the last is the largest value.
    index : ndarray of int16, shape (F,)
        Class of each row; `NO_CLASS` for a missing value.
    diverging : bool
        True when the classes lie on both sides of zero, or might.
    names : tuple of str, length k
        What the classes are called, where they are no spans of numbers.
    ordered : bool
        Whether the names go from low to high.
    """

    low: float
    upper: tuple[float, ...]
    index: NDArray[np.int16]
    diverging: bool = False
    names: tuple[str, ...] = ()
    ordered: bool = False

    def __len__(self) -> int:
        return len(self.upper)

    @property
    def counts(self) -> NDArray[np.int64]:
        """Rows per class, shape (k,)."""
        return np.bincount(self.index[self.index >= 0], minlength=len(self))


def classify(
    values: NDArray[np.floating],
    method: Method,
    n: int = 5,
    breaks: tuple[float, ...] = (),
    *,
    diverging: bool = False,
    nice: bool = True,
) -> Classes:
    """Put every value into one of at most ``n`` classes.

    Parameters
    ----------
    values : ndarray, shape (F,)
        NaN and infinities belong to no class.
    method : str
        One of `METHODS`; ``pack`` is ``own`` with breaks of the country pack.
    n : int
        Classes wished for; fewer come out when there are fewer different values.
    breaks : tuple of float
        Inner breaks for ``own``; any order.
    diverging : bool
        Keep zero as a break: values below, at and above zero never share a class.
    nice : bool
        Round inner breaks to short numbers where that keeps them apart.
    """
    data = np.asarray(values, np.float64)
    known = np.isfinite(data)
    if not known.any():
        return Classes(np.nan, (), np.full(len(data), NO_CLASS, np.int16), diverging)
    if method in ("own", "pack"):
        upper = own_breaks(data[known], breaks)
    elif diverging:
        upper = _around_zero(data[known], method, n, nice=nice)
    else:
        upper = _breaks(data[known], method, n, nice=nice)
    index = np.where(known, np.searchsorted(upper, data, side="left"), NO_CLASS)
    bounds = tuple(float(value) for value in upper)
    return Classes(float(data[known].min()), bounds, index.astype(np.int16), diverging)


def named(index: NDArray[np.integer], names: tuple[str, ...], *, ordered: bool = False) -> Classes:
    """Classes that are called something; a negative place belongs to none."""
    upper = tuple(float(place) for place in range(len(names)))
    return Classes(np.nan, upper, np.asarray(index, np.int16), names=names, ordered=ordered)


def _breaks(values: NDArray[np.float64], method: Method, n: int, *, nice: bool) -> NDArray[np.float64]:
    n = min(max(n, 1), MOST_CLASSES)
    if method == "pretty":
        return pretty_breaks(values, n)
    different = np.unique(values)
    if len(different) <= n and method in ("quantile", "natural"):
        return different
    solve = {
        "quantile": quantile_breaks,
        "natural": natural_breaks,
        "equal": equal_breaks,
        "deviation": deviation_breaks,
    }[method]
    upper = solve(values, n)
    return rounded(upper, values) if nice else upper


def _around_zero(values: NDArray[np.float64], method: Method, n: int, *, nice: bool) -> NDArray[np.float64]:
    below, above = values[values < 0], values[values > 0]
    side = min(max(n // 2, 1) if len(below) and len(above) else n, MOST_CLASSES)
    width = float(np.sqrt(np.mean(values**2)))

    def found(one_side: NDArray[np.float64]) -> NDArray[np.float64]:
        if method != "deviation":
            return _breaks(one_side, method, side, nice=nice)
        inner = width * np.arange(1, side)  # standard deviations from zero, not from the mean
        bounds = np.append(inner[(inner > one_side.min()) & (inner < one_side.max())], one_side.max())
        return rounded(bounds, one_side) if nice else bounds

    parts = []
    if len(below):
        different = np.unique(below)
        few = len(different) <= side and method not in ("pretty", "deviation")
        mirrored = different if few else -found(-below)[::-1][1:]
        parts.append(np.append(mirrored, below.max()))
    if len(below) + len(above) < len(values):
        parts.append(np.zeros(1))
    if len(above):
        parts.append(found(above))
    return np.unique(np.concatenate(parts))
