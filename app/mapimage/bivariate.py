"""Two results in one colour: three classes of each, nine together."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.breaks import quantile_breaks, rounded
from app.mapimage.classify import NO_CLASS, Classes, named
from app.mapimage.legend import labels
from retrofit.stock.fields import Field

SIDE: Final = 3
"""Classes of each result."""


@dataclass(frozen=True, slots=True, eq=False)
class Thirds:
    """Low, middle and high third of one result; ``upper`` has the bounds of at most three."""

    low: float
    upper: tuple[float, ...]
    index: NDArray[np.int16]

    def labels(self, field: Field) -> tuple[str, ...]:
        """What each third spans."""
        return tuple(labels(Classes(self.low, self.upper, self.index), field))


def thirds(values: NDArray[np.floating]) -> Thirds:
    """Put values into three classes of about as many each.

    Parameters
    ----------
    values : ndarray, shape (F,)
        NaN and infinities belong to no class.
    """
    known = np.isfinite(values)
    if not known.any():
        return Thirds(np.nan, (), np.full(len(values), NO_CLASS, np.int16))
    some = np.asarray(values[known], np.float64)
    upper = rounded(quantile_breaks(some, SIDE), some)
    index = np.where(known, np.searchsorted(upper, values, side="left"), NO_CLASS).astype(np.int16)
    return Thirds(float(some.min()), tuple(float(bound) for bound in upper), index)


def crossed(across: Thirds, upwards: Thirds) -> Classes:
    """Nine classes of two results; class ``3 row + column``, none where one of the two is missing."""
    known = (across.index >= 0) & (upwards.index >= 0)
    index = np.where(known, SIDE * upwards.index + across.index, NO_CLASS)
    return named(index, tuple(str(key) for key in range(SIDE * SIDE)))
