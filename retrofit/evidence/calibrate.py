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

from retrofit.evidence.distributions import ASSUMPTIONS, Assumed, Shape
from retrofit.evidence.perturb import Solved, solve_draws
from retrofit.progress import Progress, silent
from retrofit.stock.stock import FloatArray, IntArray

FITTED: Final = ("theta_i", "air_change", "u_opaque", "expenditure")
"""Assumptions that meters can tell something about."""
BOUND: Final = 3.0
"""No assumption moves farther than this [standard deviations of its own]."""
SCATTER: Final = 0.25
"""Standard deviation of the logarithm of metered over calculated energy of one building:
what is seen in TABULA's metered buildings [-]."""
FOLDS: Final = 5
YEAR_D: Final = 365.0


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


def to_reference_year(
    energy_kwh: ArrayLike,
    heating_share: ArrayLike,
    days: ArrayLike,
    degree_days: ArrayLike,
    reference_degree_days: float,
) -> FloatArray:
    """Bring metered energy to a year of the climate that is calculated with [kWh/a].

    Of a year's energy ``E`` a period shows ``E ((1 - s) days / 365 + s HDD / HDD_ref)``: hot
    water goes with the days, heating with the degree days.

    Parameters
    ----------
    energy_kwh, days, degree_days : array_like, shape (G,)
        Metered energy [kWh], length of the period [d], its degree days [K d]; where these
        are not known (NaN) the heating of a year is taken as it is.
    heating_share : array_like, shape (G,)
        Share of heating in the energy of a calculated year [-].
    reference_degree_days : float
        Of the climate that is calculated with [K d].
    """
    energy, share = np.asarray(energy_kwh, np.float64), np.asarray(heating_share, np.float64)
    year, seen = np.asarray(days, np.float64) / YEAR_D, np.asarray(degree_days, np.float64)
    known = np.isfinite(seen) & (seen > 0) & (reference_degree_days > 0)
    heated = np.where(known, seen / max(reference_degree_days, 1.0), year)
    return np.asarray(energy / ((1.0 - share) * year + share * heated))


def calibrate(
    solved: Solved,
    meters: Meters,
    names: Sequence[str] = FITTED,
    scatter: float = SCATTER,
    progress: Progress = silent,
    centre: FloatArray | None = None,
) -> Calibration:
    """Fit a few shared assumptions to meters.

    The most probable deviations: least squares of the logarithms, weighted by the
    scatter of single buildings, against how far each assumption may reasonably be off.

    Parameters
    ----------
    centre : ndarray, shape (len(names),), optional
        Deviations to start from, such as those of the whole district for a part of it;
        the assumptions in use when left out [standard deviations].

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
    likely = np.zeros(len(names)) if centre is None else centre
    measured = np.log(np.where(meters.energy_kwh > 0, meters.energy_kwh, 1.0))

    def errors(z: FloatArray) -> FloatArray:
        found = model(z)
        return np.asarray(np.log(np.where(found > 0, found, 1.0)) - measured)

    def fit(rows: IntArray) -> FloatArray:
        progress(0.0, "fitting")
        from scipy.optimize import least_squares

        def residuals(z: FloatArray) -> FloatArray:
            return np.concatenate([errors(z)[rows] * weight[rows], z - likely])

        found = least_squares(residuals, likely, bounds=(-BOUND, BOUND))
        return np.asarray(found.x)

    best = fit(used.astype(np.int32))
    before, after = (calibrated(solved, names, z)["e_del_kwh"] for z in (np.zeros(len(names)), best))
    return Calibration(
        names=tuple(names),
        deviations=best,
        factor_of=np.divide(after, before, out=np.ones_like(before), where=before > 0),
        error_raw=_rms(errors(np.zeros(len(names)))[used]),
        error_fitted=_rms(errors(best)[used]),
        error_held_out=_held_out(used, fit, errors),
        meters=len(used),
    )


def calibrated(solved: Solved, names: Sequence[str], deviations: FloatArray) -> dict[str, FloatArray]:
    """Outputs of every building for some shared deviations, each of shape (B,).

    Parameters
    ----------
    deviations : ndarray, shape (len(names),)
        Shift of each named assumption [its standard deviations].
    """
    shift = dict(zip(names, deviations.tolist(), strict=True))
    moved = {}
    for one in ASSUMPTIONS:
        still = 1.0 if one.factor else 0.0
        moved[one.name] = np.full((1, 1), shifted(one, shift[one.name]) if one.name in shift else still)
    return {name: np.asarray(values[0]) for name, values in solve_draws(solved, moved).items()}


def shifted(one: Assumed, deviations: float) -> float:
    """Factor (1 for none) or addend (0 for none) of an assumption that is off by some standard deviations."""
    if one.factor and one.shape is Shape.LOGNORMAL:
        return float(np.exp(one.spread * deviations))
    return one.spread * deviations + (1.0 if one.factor else 0.0)


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
        energy = calibrated(solved, names, z)["e_del_kwh"]
        sums = np.bincount(meters.meter_of[counted], energy[counted], len(meters.energy_kwh))
        return np.asarray(sums, dtype=np.float64)

    return model


def _rms(values: FloatArray) -> float:
    return float(np.sqrt((values**2).mean())) if len(values) else float("nan")
