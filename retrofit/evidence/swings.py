"""What one assumption alone would do: a plan's results with it low and high, all others as they are."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from retrofit.evidence.distributions import ASSUMPTIONS, Assumed, Shape, applied
from retrofit.evidence.perturb import OUTPUTS, Solved, solve_draws
from retrofit.evidence.uncertain import Adjust, as_it_is
from retrofit.stock.stock import FloatArray

EDGE: Final = 1.2815515655446004
"""Standard deviations between the middle and the edge of a band of 80 % [-]."""


def unmoved() -> dict[str, FloatArray]:
    """Factors of 1 and addends of 0: the plan itself, one draw."""
    return {one.name: np.ones((1, 1)) if one.factor else np.zeros((1, 1)) for one in ASSUMPTIONS}


def expected(one: Assumed, shared: FloatArray) -> FloatArray:
    """Factor or addend of an assumption for a deviation that all buildings share, averaged over their own.

    Parameters
    ----------
    shared : ndarray, shape (rows, 1)
        Deviation [standard units].
    """
    moved = applied(one, shared, None)
    if one.shape is Shape.LOGNORMAL:
        moved = moved * np.exp(0.5 * one.spread**2 * (1.0 - one.shared))
    return np.asarray(moved)


def swings(solved: Solved, adjust: Adjust = as_it_is) -> Mapping[str, FloatArray]:
    """District results with each assumption at the lower and the upper edge of its band.

    Only what buildings have in common is moved: their own deviations even out in a sum.

    Returns
    -------
    Mapping of str to ndarray, shape (N, 2)
        By output; rows in the order of `retrofit.evidence.distributions.ASSUMPTIONS`.
    """
    found = {name: np.empty((len(ASSUMPTIONS), 2)) for name in OUTPUTS}
    for place, one in enumerate(ASSUMPTIONS):
        for side, z in enumerate((-EDGE, EDGE)):
            moved = unmoved() | {one.name: expected(one, np.full((1, 1), z))}
            results = adjust(solve_draws(solved, moved), moved)
            for name in OUTPUTS:
                found[name][place, side] = results[name].sum()
    return found
