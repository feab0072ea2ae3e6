"""The year of the hourly method compiled: what `hourly_step.step` says, hour after hour.

Importing this module loads numba.
"""

from collections.abc import Callable
from typing import Any, Final, cast

import numba
import numpy as np

START_C: Final = 20.0
"""Where the first of all hours starts from [°C]."""
SUMS: Final = ("peak_heating", "peak_cooling", "air_least", "air_most", "hours_above", "degree_hours")
"""Columns that `run` writes for each zone besides the months."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile for the machine, without the interpreter's lock, and keep the result on disk."""
    made = numba.njit(nogil=True, cache=True, error_model="numpy", fastmath={"contract"})(function)
    return cast(Callable[..., Any], made)


@compiled
def gains_of_year(aperture, sky, irradiance, found):  # type: ignore[no-untyped-def]
    """Write the solar gains of one zone for every hour, found : ndarray, shape (H,) [W]."""
    for hour in range(found.shape[0]):
        found[hour] = -sky
    for plane in range(irradiance.shape[0]):
        area = aperture[plane]
        if area != 0.0:
            for hour in range(found.shape[0]):
                found[hour] += area * irradiance[plane, hour]


@compiled
def needed_power(free, per_watt, low, high, most_heating, most_cooling):  # type: ignore[no-untyped-def]
    """Heating (positive) or cooling that brings the air to its set point, as far as it reaches [W]."""
    if free < low:
        return min((low - free) / per_watt, most_heating)
    if free > high:
        return -min((free - high) / per_watt, most_cooling)
    return 0.0


@compiled
def note(sums, power, air, operative, warm):  # type: ignore[no-untyped-def]
    """Add an hour to what is kept of the year."""
    sums[0], sums[1] = max(sums[0], power), max(sums[1], -power)
    sums[2], sums[3] = min(sums[2], air), max(sums[3], air)
    if operative > warm:
        sums[4] += 1.0
        sums[5] += operative - warm


@compiled
def run_zone(solved, zone, plan, gains, theta_e, month_of, warm_up, months, sums, course):  # type: ignore[no-untyped-def]
    """Solve the year of one zone; parameters as in `run`, without the axis of zones."""
    phi_int, low, high, warm = zone[0], zone[2], zone[3], zone[7]
    forced = zone[6] == -np.inf
    months[:] = 0.0
    sums[:] = 0.0
    sums[2], sums[3] = np.inf, -np.inf
    mass, air = START_C, START_C
    for count in range(-warm_up, theta_e.shape[0]):
        hour = count if count >= 0 else theta_e.shape[0] + count
        te = theta_e[hour]
        wide = plan[3, hour] > 0.0 and air > zone[6] and (forced or te < air)
        c = solved[1] if wide else solved[0]
        into_air = 0.5 * phi_int * plan[2, hour]
        inside = into_air + gains[hour]
        free = c[1, 0] * mass + c[1, 1] * te + c[1, 2] * inside + c[1, 3] * into_air
        power = needed_power(free, c[1, 3], low + plan[0, hour], high + plan[1, hour], zone[4], zone[5])
        put = into_air + power
        air = free + c[1, 3] * power
        operative = c[2, 0] * mass + c[2, 1] * te + c[2, 2] * inside + c[2, 3] * put
        mass = c[0, 0] * mass + c[0, 1] * te + c[0, 2] * inside + c[0, 3] * put
        if count < 0:
            continue
        if power > 0.0:
            months[0, month_of[hour]] += power
        elif power < 0.0:
            months[1, month_of[hour]] -= power
        note(sums, power, air, operative, warm)
        if course.shape[1]:
            course[0, hour], course[1, hour], course[2, hour] = air, operative, power
    months /= 1000.0


@compiled
def run(  # type: ignore[no-untyped-def]
    solved, zone, profile_of, aperture, irradiance, theta_e, month_of, warm_up, use, months, sums, course
):
    """Solve the year of every zone.

    Parameters
    ----------
    solved : ndarray, shape (B, 2, 3, 4)
        `hourly_step.coefficients` as usual and with more air from outside.
    zone : ndarray, shape (B, 8)
        Internal gains [W], extra heat flow to the sky [W], set points for heating and
        cooling [°C], largest heating and cooling power [W], air temperature above which
        there is more air from outside, operative temperature that counts as too warm [°C].
    profile_of : ndarray, shape (B,)
        Row in ``use``.
    aperture : ndarray, shape (B, S)
        Solar collecting areas [m²].
    irradiance : ndarray, shape (S, H)
        On the planes [W/m²].
    theta_e : ndarray, shape (H,)
        External temperature [°C].
    month_of : ndarray, shape (H,)
    warm_up : int
        Hours at the end of the year that are solved once beforehand.
    use : ndarray, shape (U, 4, H)
        Added to the set points for heating and for cooling [K], factor of the internal
        gains, whether more air may come from outside (0 or 1).
    months : ndarray, shape (B, 2, M)
        Written: energy need for heating and cooling [kWh].
    sums : ndarray, shape (B, 6)
        Written: `SUMS` [W], [W], [°C], [°C], [h], [Kh].
    course : ndarray, shape (B, 3, H) or (0, 3, 0)
        Written where there is room: air and operative temperature [°C], power [W].
    """
    gains, nothing = np.empty(theta_e.shape[0]), np.empty((3, 0))
    for row in range(solved.shape[0]):
        gains_of_year(aperture[row], zone[row, 1], irradiance, gains)
        kept = course[row] if course.shape[0] else nothing
        own = solved[row], zone[row], use[profile_of[row]], gains
        run_zone(*own, theta_e, month_of, warm_up, months[row], sums[row], kept)
