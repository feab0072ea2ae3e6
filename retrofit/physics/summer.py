"""Summer: movable shading, night ventilation, insulation, and the need for cooling by month."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from retrofit.physics import heat, solar
from retrofit.physics.hourly import EVEN, Profile, profile
from retrofit.physics.solar import Weather
from retrofit.physics.zones import Choice, Summer, hourly_need
from retrofit.plan.measures import PackageStates
from retrofit.progress import Progress, part_of, silent
from retrofit.results import Envelope, Typed
from retrofit.stock.stock import FloatArray

SHADED_ABOVE_W_M2: Final = 300.0
"""Movable shading is closed above this irradiance (ISO 13790, G.5.2) [W/m²]."""
SHADED_ABOVE_C: Final = 12.0
"""Assumption: on days with a colder mean outside the sun is welcome [°C]."""
CLOSED_FACTOR: Final = 0.25
"""Assumption: what an external blind lets through, with light from its sides [-]."""
NIGHT: Final = (22, 23, 0, 1, 2, 3, 4, 5, 6)
"""Assumption: hours in which windows are opened wide at night."""
AIRING_1H: Final = 2.0
"""Assumption: air change through windows open on one side at night [1/h]."""


@dataclass(frozen=True, slots=True, eq=False)
class SummerEffects:
    """Hours above the limit in a year, shape (B,) [h]; 0 where not heated.

    ``today`` as it is; ``shading``, ``airing``, ``insulation`` with one measure each;
    ``all_of_them`` together.
    """

    today: FloatArray
    shading: FloatArray
    airing: FloatArray
    insulation: FloatArray
    all_of_them: FloatArray


def summer_effects(
    typed: Typed,
    envelope: Envelope,
    states: PackageStates,
    weather: Weather,
    package: Choice,
    *,
    closed_factor: float = CLOSED_FACTOR,
    airing_1h: float = AIRING_1H,
    progress: Progress = silent,
) -> SummerEffects:
    """Overheating hours of uncooled buildings, and what each measure makes of them.

    Heat recovery is bypassed in all cases.

    Parameters
    ----------
    package : int or ndarray of int, shape (B,)
        The package that stands for insulation, the same of all or each building's own.
    closed_factor : float
        What movable shading lets through when closed [-].
    airing_1h : float
        Air change through windows open wide at night [1/h].
    """
    sun, bypassed = solar.on_orientations(weather), _bypassed(states)
    blinds = behind_blinds(sun, weather, closed_factor)
    night = profile(airing_hours=NIGHT)
    cases: tuple[tuple[Choice, Profile, Summer], ...] = (
        (0, EVEN, Summer(sun)),
        (0, EVEN, Summer(blinds)),
        (0, night, Summer(sun, airing_1h)),
        (package, EVEN, Summer(sun)),
        (package, night, Summer(blinds, airing_1h)),
    )
    found = []
    for place, (of, use, summer) in enumerate(cases):
        part = part_of(progress, place / len(cases), (place + 1) / len(cases))
        solved = hourly_need(typed, envelope, bypassed, weather, of, use, summer, progress=part)
        found.append(solved.hours_above)
    return SummerEffects(*found)


def cooling_needs(
    typed: Typed,
    envelope: Envelope,
    states: PackageStates,
    weather: Weather,
    package: Choice,
    *,
    closed_factor: float = CLOSED_FACTOR,
    airing_1h: float = AIRING_1H,
    progress: Progress = silent,
) -> tuple[FloatArray, FloatArray]:
    """Energy need for cooling as it is, and with all measures of `summer_effects`.

    Returns
    -------
    today, all_of_them : ndarray, shape (B,)
        Energy need for cooling to `zones.COOLING_SET_C` all year; 0 where not heated [kWh/a].
    """
    sun, bypassed = solar.on_orientations(weather), _bypassed(states)
    blinds = behind_blinds(sun, weather, closed_factor)
    idle, night = Summer(sun, cooled=True), Summer(blinds, airing_1h, cooled=True)
    zones = typed, envelope, bypassed, weather
    today = hourly_need(*zones, 0, EVEN, idle, progress=part_of(progress, 0.0, 0.5))
    use = profile(airing_hours=NIGHT)
    after = hourly_need(*zones, package, use, night, progress=part_of(progress, 0.5, 1.0))
    return today.q_c_nd_kwh, after.q_c_nd_kwh


def _bypassed(states: PackageStates) -> PackageStates:
    """No heat is recovered from the air: ventilation systems are switched over in summer."""
    return replace(states, n_recovered_1h=np.zeros_like(states.n_recovered_1h))


def behind_blinds(
    irradiance_w_m2: FloatArray, weather: Weather, closed_factor: float = CLOSED_FACTOR
) -> FloatArray:
    """Irradiance behind movable shading, shape (H, S) [W/m²].

    It is closed where the sun on the plane is strong and the mean of the day outside
    is not cold.
    """
    mean = weather.theta_e_c.reshape(-1, 24).mean(axis=1)
    warm = np.repeat(mean > SHADED_ABOVE_C, 24)[:, None]
    closed = warm & (irradiance_w_m2 > SHADED_ABOVE_W_M2)
    return np.where(closed, irradiance_w_m2 * closed_factor, irradiance_w_m2)


def monthly_cooling_need(
    h_tr: FloatArray,
    h_ve: FloatArray,
    q_sol: FloatArray,
    *,
    theta_i: FloatArray,
    theta_e: FloatArray,
    phi_int: FloatArray,
    c_m: FloatArray,
) -> FloatArray:
    """Energy need for cooling by month, quasi-steady, shape (B, M) [kWh/m²].

    The parameters are those of `heat.monthly_need`; ``theta_i`` is the set point of
    cooling. ``Q_C = Q_gn - eta_C Q_ht`` with the utilisation factor of the losses, which
    is that of gains with ``1 / gamma``.

    References
    ----------
    ISO 13790:2008, 7.2.1.3 and 12.2.1.2.
    """
    kilo_hours = heat.HOURS_PER_DAY_K * heat.DAYS_OF_MONTH
    h = h_tr + h_ve
    a = heat.A_MONTH[0] + heat.ratio(c_m, h) / heat.A_MONTH[1]
    q_ht = h[:, None] * (theta_i[:, None] - theta_e) * kilo_hours
    q_gn = q_sol + phi_int[:, None] * kilo_hours
    used = np.maximum(q_ht, 0.0)
    eta = heat.utilisation(heat.ratio(used, q_gn), a[:, None])
    need = q_gn - np.where(q_ht > 0.0, eta * used, q_ht)
    return np.asarray(np.where(q_gn > 0.0, np.maximum(need, 0.0), 0.0))
