"""Bring the calculation to metered energy: a few named assumptions, within bounds, judged on meters held out.

A single building is never made exact: its people scatter by about a quarter around any
calculation. What can be learnt from meters is what buildings have in common, such as an
indoor temperature below the assumed one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.evidence.distributions import ASSUMPTIONS, applied
from retrofit.evidence.perturb import Solved, solve_draws
from retrofit.stock.stock import FloatArray, IntArray

FITTED: Final = ("theta_i", "air_change", "u_opaque", "expenditure")
"""Assumptions that meters can tell something about."""
BOUND: Final = 3.0
"""No assumption moves farther than this [standard deviations of its own]."""
SCATTER: Final = 0.25
"""Standard deviation of the logarithm of metered over calculated energy of one building:
what is seen in TABULA's metered buildings [-]."""
FOLDS: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Meters:
    """Metered energy.

    Attributes
    ----------
    meter_of : ndarray, shape (B,)
        Row of the meter that counts a building; -1 for none. One meter may count several.
    energy_kwh : ndarray, shape (G,)
        Delivered energy of a year, brought to the climate of the calculation [kWh/a].
    """

    meter_of: IntArray
    energy_kwh: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What was learnt.

    ``deviations`` holds the shift of each fitted assumption [its standard deviations];
    errors are root mean squares of the logarithm of calculated over metered energy, raw
    and calibrated, on the meters used and on those held out.
    """

    names: tuple[str, ...]
    deviations: FloatArray
    factor_of: FloatArray
    """Calibrated over raw delivered energy of each building, shape (B,); 1 where nothing is delivered."""
    error_raw: float
    error_fitted: float
    error_held_out: float
    meters: int


def to_reference_climate(
    energy_kwh: ArrayLike, heating_share: ArrayLike, degree_days: ArrayLike, reference_degree_days: float
) -> FloatArray:
    """Bring metered energy to the degree days of the calculation [kWh/a].

    Parameters
    ----------
    energy_kwh, heating_share, degree_days : array_like, shape (G,)
        Metered energy, its share for heating [-], degree days of the metered year [K d].
    reference_degree_days : float
        Of the climate that is calculated with [K d].
    """
    energy = np.asarray(energy_kwh, dtype=np.float64)
    share, days = np.asarray(heating_share, np.float64), np.asarray(degree_days, np.float64)
    ratio = np.divide(reference_degree_days, days, out=np.ones_like(days), where=days > 0)
    return np.asarray(energy * (1.0 - share + share * ratio))


def calibrate(
    solved: Solved, meters: Meters, names: Sequence[str] = FITTED, scatter: float = SCATTER
) -> Calibration:
    """Fit a few shared assumptions to meters.

    The most probable deviations: least squares of the logarithms, weighted by the
    scatter of single buildings, against how far each assumption may reasonably be off.

    Raises
    ------
    ValueError
        If no meter with energy counts a building with calculated energy.
    """
    model = _model(solved, meters, names)
    used = np.flatnonzero((meters.energy_kwh > 0) & (model(np.zeros(len(names))) > 0))
    if not len(used):
        raise ValueError("no meter counts a building with calculated energy")
    count = np.maximum(
        np.bincount(meters.meter_of[meters.meter_of >= 0], minlength=len(meters.energy_kwh)), 1
    )
    weight = np.sqrt(count) / scatter
    measured = np.log(np.where(meters.energy_kwh > 0, meters.energy_kwh, 1.0))

    def errors(z: FloatArray) -> FloatArray:
        found = model(z)
        return np.asarray(np.log(np.where(found > 0, found, 1.0)) - measured)

    def fit(rows: IntArray) -> FloatArray:
        from scipy.optimize import least_squares

        def residuals(z: FloatArray) -> FloatArray:
            return np.concatenate([errors(z)[rows] * weight[rows], z])

        found = least_squares(residuals, np.zeros(len(names)), bounds=(-BOUND, BOUND))
        return np.asarray(found.x)

    best = fit(used.astype(np.int32))
    before, after = (_buildings(solved, names, z) for z in (np.zeros(len(names)), best))
    return Calibration(
        names=tuple(names),
        deviations=best,
        factor_of=np.divide(after, before, out=np.ones_like(before), where=before > 0),
        error_raw=_rms(errors(np.zeros(len(names)))[used]),
        error_fitted=_rms(errors(best)[used]),
        error_held_out=_held_out(used, fit, errors),
        meters=len(used),
    )


def _held_out(
    used: np.ndarray[tuple[int], np.dtype[np.intp]],
    fit: Callable[[IntArray], FloatArray],
    errors: Callable[[FloatArray], FloatArray],
) -> float:
    """Error on meters that did not take part in the fit; NaN with fewer than two."""
    folds = min(FOLDS, len(used))
    if folds < 2:
        return float("nan")
    left_out = []
    for fold in range(folds):
        judged = used[fold::folds]
        kept = np.setdiff1d(used, judged).astype(np.int32)
        left_out.append(errors(fit(kept))[judged])
    return _rms(np.concatenate(left_out))


def _model(solved: Solved, meters: Meters, names: Sequence[str]) -> Callable[[FloatArray], FloatArray]:
    """Energy that each meter would count, for some deviations."""
    counted = meters.meter_of >= 0

    def model(z: FloatArray) -> FloatArray:
        energy = _buildings(solved, names, z)
        sums = np.bincount(meters.meter_of[counted], energy[counted], len(meters.energy_kwh))
        return np.asarray(sums, dtype=np.float64)

    return model


def _buildings(solved: Solved, names: Sequence[str], z: FloatArray) -> FloatArray:
    """Delivered energy of every building for some shared deviations, shape (B,) [kWh/a]."""
    shift = dict(zip(names, z, strict=True))
    moved = {}
    for one in ASSUMPTIONS:
        deviation = np.full((1, 1), float(shift.get(one.name, 0.0)) / np.sqrt(one.shared))
        still = np.ones((1, 1)) if one.factor else np.zeros((1, 1))
        moved[one.name] = applied(one, deviation, None) if one.name in shift else still
        if one.name in shift and one.factor:
            moved[one.name] = moved[one.name] / applied(one, np.zeros((1, 1)), None)
    return np.asarray(solve_draws(solved, moved)["e_del_kwh"][0])


def _rms(values: FloatArray) -> float:
    return float(np.sqrt((values**2).mean())) if len(values) else float("nan")
