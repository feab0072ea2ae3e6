"""A year of the simple hourly method (ISO 13790) for many zones at once.

What a zone is and how an hour is solved is in `retrofit.physics.hourly_step`; how
buildings become zones in `retrofit.physics.zones`.

References
----------
ISO 13790:2008, 7.2.2 and annex C.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from os import cpu_count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.physics.hourly_step import Zones, coefficients
from retrofit.physics.solar import MONTH_OF_HOUR
from retrofit.progress import Progress, silent
from retrofit.stock.stock import FloatArray, IntArray

DAYS_OF_YEAR: Final = 365
WARM_ABOVE_C: Final = 26.0
"""Operative temperature above which a dwelling counts as too warm (EN 16798-1, category II) [°C]."""
WARM_UP_H: Final = 30 * 24
CHUNK: Final = 256
"""Zones solved together."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A day of use, shape (24,), from midnight on.

    ``heating_k`` and ``cooling_k`` are added to the set points (minus or plus infinity
    switches off) [K]; ``gains`` is a factor of the internal gains [-]; ``airing`` says
    when windows may be opened wide.
    """

    heating_k: FloatArray
    cooling_k: FloatArray
    gains: FloatArray
    airing: NDArray[np.bool_]

    def hours(self) -> FloatArray:
        """As the compiled kernel reads it, shape (4, H)."""
        day = np.stack([self.heating_k, self.cooling_k, self.gains, self.airing.astype(np.float64)])
        return np.tile(day, DAYS_OF_YEAR)


def profile(
    setback_k: float = 0.0,
    setback_hours: Collection[int] = range(0),
    airing_hours: Collection[int] = range(0),
) -> Profile:
    """Even use all day, with a lower heating set point and open windows in some hours.

    Parameters
    ----------
    setback_k : float
        How much lower, positive; infinity switches off [K].
    setback_hours, airing_hours : collection of int
        Hours of the day, 0 to 23.
    """
    hour = np.arange(24)
    lower = np.where(np.isin(hour, list(setback_hours)), -setback_k, 0.0)
    return Profile(lower, np.zeros(24), np.ones(24), np.isin(hour, list(airing_hours)))


EVEN: Final = profile()
"""The same use in every hour."""


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """What acts on every zone, shape (B,) where not said otherwise.

    Attributes
    ----------
    phi_int_w : ndarray
        Mean internal gains [W].
    aperture_m2 : ndarray, shape (B, S)
        Effective collecting area of each plane [m²].
    heating_set_c, cooling_set_c : ndarray
        Air temperatures to keep [°C].
    heating_limit_w, cooling_limit_w : ndarray
        Largest power, positive; 0 for no system [W].
    profile_of : ndarray of int
        Position in the profiles.
    sky_w : ndarray
        Extra heat flow to the sky, all year [W].
    h_ve_airing : ndarray
        Heat transfer with the air while windows are open wide [W/K].
    airing_above_c : ndarray
        Windows are opened where the profile allows it, the air inside is warmer than
        this, and it is cooler outside; minus infinity opens them always [°C].
    """

    phi_int_w: FloatArray
    aperture_m2: FloatArray
    heating_set_c: FloatArray
    cooling_set_c: FloatArray
    heating_limit_w: FloatArray
    cooling_limit_w: FloatArray
    profile_of: IntArray
    sky_w: FloatArray
    h_ve_airing: FloatArray
    airing_above_c: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class HourlyYear:
    """Outcome of a year of hours.

    Attributes
    ----------
    q_h_nd_month_kwh, q_c_nd_month_kwh : ndarray, shape (B, M)
        Energy need for heating and for cooling [kWh].
    peak_heating_w, peak_cooling_w : ndarray, shape (B,)
        Largest mean power of an hour [W].
    theta_air_min_c, theta_air_max_c : ndarray, shape (B,)
        Extremes of the air temperature [°C].
    hours_above : ndarray, shape (B,)
        Hours with an operative temperature above the limit [h].
    degree_hours_above : ndarray, shape (B,)
        Excess over the limit, summed [Kh].
    theta_air_c, theta_op_c, phi_hc_w : ndarray, shape (B, H) or (0, 0)
        Course of the year, where asked for [°C], [°C], [W].
    """

    q_h_nd_month_kwh: FloatArray
    q_c_nd_month_kwh: FloatArray
    peak_heating_w: FloatArray
    peak_cooling_w: FloatArray
    theta_air_min_c: FloatArray
    theta_air_max_c: FloatArray
    hours_above: FloatArray
    degree_hours_above: FloatArray
    theta_air_c: FloatArray
    theta_op_c: FloatArray
    phi_hc_w: FloatArray

    @property
    def q_h_nd_kwh(self) -> FloatArray:
        """Energy need for heating, shape (B,) [kWh/a]."""
        return np.asarray(self.q_h_nd_month_kwh.sum(axis=1))

    @property
    def q_c_nd_kwh(self) -> FloatArray:
        """Energy need for cooling, shape (B,) [kWh/a]."""
        return np.asarray(self.q_c_nd_month_kwh.sum(axis=1))


def hourly_balance(
    zones: Zones,
    conditions: Conditions,
    theta_e_c: FloatArray,
    irradiance_w_m2: FloatArray,
    profiles: Sequence[Profile | FloatArray] = (EVEN,),
    *,
    warm_above_c: float = WARM_ABOVE_C,
    course: bool = False,
    progress: Progress = silent,
) -> HourlyYear:
    """Solve the year of every zone by the simple hourly method.

    Parameters
    ----------
    theta_e_c : ndarray, shape (H,)
        External temperature [°C].
    irradiance_w_m2 : ndarray, shape (H, S)
        On the planes of ``conditions.aperture_m2`` [W/m²].
    profiles : sequence of Profile or ndarray of shape (4, H)
        Days of use, or whole years as `Profile.hours` gives them.
    warm_above_c : float
        Operative temperature that counts as too warm [°C].
    course : bool
        Keep every hour: 210 kB a zone.
    progress : callable
        Called between chunks; may raise `retrofit.errors.Cancelled`.

    Notes
    -----
    The last 30 days of the year are solved once beforehand, so that the start is forgotten.
    """
    from retrofit.physics.hourly_kernel import SUMS, run

    n, hours = len(zones.h_op), len(theta_e_c)
    airing = replace(zones, h_ve=np.maximum(conditions.h_ve_airing, zones.h_ve))
    solved = np.stack([coefficients(zones), coefficients(airing)], axis=1)
    zone = np.stack([*_constants(conditions), np.full(n, warm_above_c)], axis=1)
    sun = np.ascontiguousarray(irradiance_w_m2.T)
    use = np.stack([one.hours() if isinstance(one, Profile) else one for one in profiles])
    months, sums = np.empty((n, 2, 12)), np.empty((n, len(SUMS)))
    kept = np.empty((n, 3, hours) if course else (0, 3, 0))
    aperture, of = np.ascontiguousarray(conditions.aperture_m2), conditions.profile_of.astype(np.int32)

    def work(part: slice) -> None:
        into = months[part], sums[part], kept[part]
        given = solved[part], zone[part], of[part], aperture[part]
        run(*given, sun, theta_e_c, MONTH_OF_HOUR, WARM_UP_H, use, *into)

    in_chunks(work, n, progress)
    return HourlyYear(months[:, 0], months[:, 1], *sums.T, *np.moveaxis(kept, 1, 0))


def in_chunks(work: Callable[[slice], None], n: int, progress: Progress) -> None:
    """Work on `CHUNK` rows at a time, on all processors."""
    parts = [slice(start, start + CHUNK) for start in range(0, n, CHUNK)]
    with ThreadPoolExecutor(max(cpu_count() or 1, 1)) as pool:
        try:
            for done, _nothing in enumerate(pool.map(work, parts)):
                progress(done / len(parts), "hours")
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    progress(1.0, "hours")


def _constants(conditions: Conditions) -> tuple[FloatArray, ...]:
    """Columns of the kernel's ``zone`` but the last."""
    return (
        conditions.phi_int_w,
        conditions.sky_w,
        conditions.heating_set_c,
        conditions.cooling_set_c,
        conditions.heating_limit_w,
        conditions.cooling_limit_w,
        conditions.airing_above_c,
    )
