"""How sure are we: bands on every result, what drives them, and which survey would narrow them.

The balance is solved anew for every draw: nothing is linearised, and what buildings have
in common stays in common when they are summed, so that the band of a district is narrower
than that of a building, but no narrower than its shared assumptions allow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrofit.evidence.distributions import ASSUMPTIONS, Draws, applied, draw, own_deviations
from retrofit.evidence.perturb import OUTPUTS, Solved, solve_draws
from retrofit.progress import Progress, silent
from retrofit.stock.stock import FloatArray, IntArray

QUANTILES: Final = (0.1, 0.5, 0.9)
"""A band of 80 %: one in ten lies below, one in ten above."""
TILE: Final = 20_000
"""Buildings times draws that are solved together."""

Adjust = Callable[[dict[str, FloatArray], dict[str, FloatArray]], dict[str, FloatArray]]
"""Turns drawn outputs, with the factors and addends they were drawn with, into others."""


def as_it_is(found: dict[str, FloatArray], moved: dict[str, FloatArray]) -> dict[str, FloatArray]:  # noqa: ARG001
    """Leave drawn outputs as they are."""
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Quantiles of every output: name to ndarray of shape (3, n)."""

    buildings: Mapping[str, FloatArray]
    blocks: Mapping[str, FloatArray]
    district: Mapping[str, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty:
    """Bands, and the share of the district's variance that each assumption explains.

    ``drivers`` maps an output to ndarray of shape (N,), in the order of
    `retrofit.evidence.distributions.ASSUMPTIONS`: the squared rank correlation of the
    shared part, in shares of 1.
    """

    bands: Bands
    drivers: Mapping[str, FloatArray]
    draws: int


def uncertainty(
    solved: Solved,
    block_of: IntArray,
    n_blocks: int,
    count: int,
    generator: np.random.Generator,
    progress: Progress = silent,
    adjust: Adjust = as_it_is,
) -> Uncertainty:
    """Solve a plan for many draws of its assumptions.

    Parameters
    ----------
    solved : Solved
        Coefficients of the balance, from `retrofit.evidence.perturb.coefficients`.
    block_of : ndarray, shape (B,)
        Block of each building.
    count : int
        Number of draws ``R``.
    generator : numpy.random.Generator
        The only source of randomness.
    adjust : callable
        Laid over the outputs of every draw, such as `retrofit.evidence.measured.AsMeasured`.

    Returns
    -------
    Uncertainty
        Bands of energy, savings, investment and net present value.
    """
    draws = draw(count, generator)
    n = len(solved.floor_area_ref_m2)
    results = {name: np.empty((count, n)) for name in OUTPUTS}
    step = max(TILE // max(n, 1), 1)
    for start in range(0, count, step):
        progress(start / count, "draws")
        rows = slice(start, min(start + step, count))
        moved = _perturbations(draws, rows, n, generator)
        found = adjust(solve_draws(solved, moved), moved)
        for name in OUTPUTS:
            results[name][rows] = found[name]
    progress(1.0, "draws")
    blocks = {name: _summed(values, block_of, n_blocks) for name, values in results.items()}
    district = {name: values.sum(axis=1, dtype=np.float64)[:, None] for name, values in results.items()}
    bands = Bands(
        *({name: _quantiles(v) for name, v in level.items()} for level in (results, blocks, district))
    )
    drivers = {name: _drivers(draws, values[:, 0]) for name, values in district.items()}
    return Uncertainty(bands, drivers, count)


def _perturbations(
    draws: Draws, rows: slice, buildings: int, generator: np.random.Generator
) -> dict[str, FloatArray]:
    own = own_deviations(rows.stop - rows.start, buildings, generator)
    return {
        one.name: applied(one, draws.shared[rows, place, None], own.get(one.name))
        for place, one in enumerate(ASSUMPTIONS)
    }


def _quantiles(values: FloatArray) -> FloatArray:
    return np.asarray(np.quantile(values, QUANTILES, axis=0), dtype=np.float64)


def _summed(values: FloatArray, groups: IntArray, n: int) -> FloatArray:
    """Sum the columns of each group, shape (R, n)."""
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(n))
    padded = np.concatenate([values[:, order], np.zeros((len(values), 1), values.dtype)], axis=1)
    sums = np.add.reduceat(padded, starts, axis=1)
    sums[:, np.bincount(groups, minlength=n) == 0] = 0.0
    return np.asarray(sums)


def _drivers(draws: Draws, values: FloatArray) -> FloatArray:
    """Share of the variance of the ranks that each shared deviation explains, shape (N,)."""
    ranks = np.argsort(np.argsort(values)).astype(np.float64)
    if np.ptp(values) == 0:
        return np.zeros(len(draws.names))
    deviations = np.argsort(np.argsort(draws.shared, axis=0), axis=0).astype(np.float64)
    centred = deviations - deviations.mean(axis=0)
    correlation = (centred * (ranks - ranks.mean())[:, None]).sum(axis=0)
    norm = np.sqrt((centred**2).sum(axis=0) * ((ranks - ranks.mean()) ** 2).sum())
    return np.asarray((correlation / norm) ** 2)
