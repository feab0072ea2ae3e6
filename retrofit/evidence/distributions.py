"""Named assumptions as distributions, and draws of them that fill their space evenly."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from retrofit.stock.stock import FloatArray


class Shape(StrEnum):
    """Form of a distribution."""

    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    """``spread`` is the standard deviation of the logarithm."""
    UNIFORM = "uniform"
    """``spread`` is half the width."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """One uncertain assumption, relative to the value in use.

    ``shared`` is the share of its variance that all buildings have in common: a wrong
    price is wrong for all, a wrong U-value mostly for one.
    """

    name: str
    shape: Shape
    spread: float
    shared: float
    factor: bool
    """True multiplies the value in use, False is added to it."""
    unit: str
    source: str


ASSUMPTIONS: Final = (
    Assumed("u_opaque", Shape.LOGNORMAL, 0.20, 0.3, True, "-", "assumption"),
    Assumed("u_window", Shape.LOGNORMAL, 0.15, 0.3, True, "-", "assumption"),
    Assumed("air_change", Shape.LOGNORMAL, 0.25, 0.3, True, "-", "assumption"),
    Assumed("theta_i", Shape.NORMAL, 1.0, 0.4, False, "K", "assumption"),
    Assumed("gains", Shape.LOGNORMAL, 0.20, 0.3, True, "-", "assumption"),
    Assumed("floor_area", Shape.LOGNORMAL, 0.05, 0.1, True, "-", "assumption"),
    Assumed("expenditure", Shape.LOGNORMAL, 0.10, 0.3, True, "-", "assumption"),
    Assumed("climate", Shape.NORMAL, 0.5, 1.0, False, "K", "assumption"),
    Assumed("energy_price", Shape.LOGNORMAL, 0.15, 1.0, True, "-", "assumption"),
    Assumed("works_price", Shape.LOGNORMAL, 0.20, 0.7, True, "-", "assumption"),
    Assumed("price_growth", Shape.NORMAL, 0.01, 1.0, False, "1/a", "assumption"),
    Assumed("metered", Shape.LOGNORMAL, 0.30, 0.2, True, "-", "assumption"),
)
"""What is drawn. The spreads are assumptions of ours: an archetype's U-value and air change
within about a fifth to a quarter, indoor temperature within a degree; change them with
better evidence. ``metered`` is what meters show over the factors from calculated to measured
use: it counts only where those are laid over the figures."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Deviations of the assumptions in standard units.

    ``shared`` has shape (R, N), the same for all buildings; ``own`` is made for a chunk
    of draws by `own_deviations`.
    """

    names: tuple[str, ...]
    shared: FloatArray


def draw(count: int, generator: np.random.Generator) -> Draws:
    """Draw the shared part of all assumptions.

    Parameters
    ----------
    count : int
        Number of draws ``R``; a power of two fills the space best.
    generator : numpy.random.Generator
        Its state alone decides the draws.

    References
    ----------
    Sobol, I. M. (1967), doi:10.1016/0041-5553(67)90144-9, scrambled by Owen.
    """
    from scipy.special import ndtri
    from scipy.stats import qmc

    sampler = qmc.Sobol(len(ASSUMPTIONS), scramble=True, rng=generator)
    evenly = sampler.random_base2(int(np.ceil(np.log2(max(count, 2)))))[:count]
    inside = np.clip(evenly, 1e-12, 1 - 1e-12)
    return Draws(tuple(one.name for one in ASSUMPTIONS), np.asarray(ndtri(inside)))


def own_deviations(rows: int, buildings: int, generator: np.random.Generator) -> dict[str, FloatArray]:
    """Draw the part that is each building's own, in standard units, shape (rows, buildings) by name."""
    return {one.name: generator.standard_normal((rows, buildings)) for one in ASSUMPTIONS if one.shared < 1.0}


def applied(one: Assumed, shared: FloatArray, own: FloatArray | None) -> FloatArray:
    """Factor or addend of an assumption for some draws.

    Parameters
    ----------
    shared : ndarray, shape (rows, 1)
        Deviation that all buildings have in common [standard units].
    own : ndarray, shape (rows, B), or None
        Deviation of each building.

    Returns
    -------
    ndarray, shape (rows, 1) or (rows, B)
        A factor around 1, or an addend around 0.
    """
    z = np.sqrt(one.shared) * shared
    if own is not None:
        z = z + np.sqrt(1.0 - one.shared) * own
    if one.shape is Shape.LOGNORMAL:
        return np.asarray(np.exp(one.spread * z - 0.5 * one.spread**2))
    if one.shape is Shape.UNIFORM:
        from scipy.special import ndtr

        moved = one.spread * (2.0 * ndtr(z) - 1.0)
    else:
        moved = one.spread * z
    return np.asarray(1.0 + moved if one.factor else moved)
