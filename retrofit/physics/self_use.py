"""What a building uses of its own photovoltaics, by the year, the month or the hour.

References
----------
Weniger, J., Tjaden, T., Quaschning, V. (2014): Sizing of residential PV battery systems,
Energy Procedia 46, doi:10.1016/j.egypro.2014.01.160: with 1 kWp per MWh of load three
tenths are used at once, six tenths with a battery of 1 kWh per MWh.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from retrofit.physics.heat import DAYS_OF_MONTH
from retrofit.physics.solar import MONTH_OF_HOUR
from retrofit.stock.stock import FloatArray

SELF_USE_HALF: Final = 0.43
"""Production over load at which half of it is used at once: 3/10 where both are equal
(Weniger et al. 2014) [-]."""
SELF_USE_BATTERY: Final = 1.07
"""What a battery of 1 kWh per MWh of load adds to that: 6/10 where both are equal
(Weniger et al. 2014) [-]."""
MOST_BATTERY: Final = 1.5
"""Assumption: a battery of more kWh per MWh of load adds nothing [-]."""
ROUND_TRIP: Final = 0.9
"""Assumption: what a battery gives back of what it took [-]."""
NEGLIGIBLE_KWH: Final = 1e-9
"""Loads below count as none."""


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """Hours of many buildings that follow a few courses.

    Attributes
    ----------
    course : ndarray, shape (P, H)
        Such as the yield of 1 kWp on each plane [kW].
    row : ndarray of int, shape (B,)
        Course of each building.
    scale : ndarray, shape (B,)
        What it is multiplied by, such as the installed power.
    """

    course: FloatArray
    row: NDArray[np.integer]
    scale: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class SelfUse:
    """Where production goes and load comes from, by month; each of shape (B, M) [kWh].

    ``production = self_used + exported + kept`` and ``load = self_used + from_grid``.

    Attributes
    ----------
    self_used : ndarray
        Load met at once or from the battery.
    exported, from_grid : ndarray
        Sold and bought.
    kept : ndarray
        Lost in the battery, and what its charge grew by.
    """

    self_used: FloatArray
    exported: FloatArray
    from_grid: FloatArray
    kept: FloatArray


def self_use(
    production_kw: FloatArray | Profiles,
    load_kw: FloatArray | Profiles,
    battery_kwh: ArrayLike = 0.0,
    battery_kw: ArrayLike = np.inf,
    efficiency: float = ROUND_TRIP,
) -> SelfUse:
    """Follow production, load and battery through the hours of a year.

    The battery takes what is left over and gives it back before anything is bought. It is
    empty at first.

    Parameters
    ----------
    production_kw, load_kw : ndarray, shape (B, H), or Profiles
        For 100 000 buildings take profiles: their hours would fill the memory.
    battery_kwh, battery_kw : array_like, shape (B,) or scalar
        Usable capacity and the most it takes or gives; 0 is no battery.
    efficiency : float
        Of the round trip, over 0 and up to 1; its root each way.
    """
    from retrofit.physics.self_use_kernel import follow

    made, wanted = _profiles(production_kw), _profiles(load_kw)
    rows = len(made.row)
    found, sums = np.zeros((3, rows, 12)), np.zeros((2, rows, 12))
    follow(
        (made.course, made.row, made.scale),
        (wanted.course, wanted.row, wanted.scale),
        _per_row(battery_kwh, rows),
        _per_row(battery_kw, rows),
        float(np.sqrt(efficiency)),
        MONTH_OF_HOUR,
        found,
        sums,
    )
    own, exported, bought = found
    return SelfUse(own, exported, bought, sums[0] - own - exported)


def monthly_self_use(production: FloatArray, load: FloatArray, battery_kwh: ArrayLike = 0.0) -> SelfUse:
    """Estimate self-use without hours: `self_used` in every month, shape (B, M) [kWh].

    Parameters
    ----------
    production, load : ndarray, shape (B, M)
        Of each month [kWh].
    battery_kwh : array_like, shape (B,) or scalar
        Usable capacity [kWh].

    Notes
    -----
    Assumption: the curve of a year holds within a month, a battery counting against twelve
    such loads. What it adds is taken from the export with the losses of a round trip, as far
    as there is any.
    """
    capacity = _per_row(battery_kwh, len(load))[:, None] * DAYS_OF_MONTH / DAYS_OF_MONTH.sum()
    at_once = self_used(production, load)
    later = self_used(production, load, capacity) - at_once
    later = np.clip(later, 0.0, (production - at_once) * ROUND_TRIP)
    own = at_once + later
    exported = np.maximum(production - at_once - later / ROUND_TRIP, 0.0)
    return SelfUse(own, exported, load - own, production - own - exported)


def self_used(production: FloatArray, load: FloatArray, battery_kwh: ArrayLike = 0.0) -> FloatArray:
    """Yearly production that is used at once or from a battery [kWh/a].

    ``E x0 / (x0 + E / L)``; ``x0`` grows with the battery, up to 1.5 kWh per MWh of load.

    Parameters
    ----------
    production, load : ndarray
        Yearly energies ``E`` and ``L`` [kWh/a].
    battery_kwh : array_like
        Usable capacity [kWh].
    """
    known = load > NEGLIGIBLE_KWH
    some = np.where(known, load, 1.0)
    half = SELF_USE_HALF + SELF_USE_BATTERY * np.minimum(
        np.asarray(battery_kwh) * 1000.0 / some, MOST_BATTERY
    )
    found = production * (half * some / (half * some + production))
    return np.asarray(np.where(known, np.minimum(np.minimum(found, load), production), 0.0))


def _profiles(given: FloatArray | Profiles) -> Profiles:
    if isinstance(given, Profiles):
        return Profiles(
            np.ascontiguousarray(given.course, dtype=np.float64),
            np.ascontiguousarray(given.row, dtype=np.int64),
            _per_row(given.scale, len(given.row)),
        )
    course = np.ascontiguousarray(given, dtype=np.float64)
    return Profiles(course, np.arange(len(course)), np.ones(len(course)))


def _per_row(values: ArrayLike, rows: int) -> FloatArray:
    return np.ascontiguousarray(np.broadcast_to(np.asarray(values, dtype=np.float64), (rows,)))
