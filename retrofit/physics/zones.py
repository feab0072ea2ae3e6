"""Buildings as zones of the hourly method: the envelope and use of the monthly one."""

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from retrofit.physics import hourly, need
from retrofit.physics.heat import AIR_HEAT_CAPACITY_WH_M3K
from retrofit.physics.hourly import Conditions, HourlyYear, Profile
from retrofit.physics.hourly_step import SECONDS_PER_HOUR, SURFACE_PER_FLOOR, Zones
from retrofit.physics.solar import Weather, on_orientations
from retrofit.plan.measures import PackageStates
from retrofit.progress import Progress, part_of, silent
from retrofit.results import Envelope, Typed
from retrofit.stock import codes
from retrofit.stock.stock import FloatArray, IntArray

MASS_CLASSES: Final = (
    np.array([80e3, 110e3, 165e3, 260e3, 370e3]),
    np.array([2.5, 2.5, 2.5, 3.0, 3.5]),
)
"""Internal heat capacity [J/(m²K)] and effective mass area [m²/m²] of the classes of
construction (ISO 13790, table 12)."""
COOLING_SET_C: Final = 26.0
"""Set point of cooling in dwellings (EN 16798-1, category II) [°C]."""
AIRING_ABOVE_C: Final = 23.0
"""Assumption: at night windows are opened wide while it is warmer than this inside [°C]."""


Choice = int | NDArray[np.integer[Any]]
"""Position in the packages: one of all buildings, or one each."""


@dataclass(frozen=True, slots=True, eq=False)
class Summer:
    """What is done against heat.

    Attributes
    ----------
    irradiance_w_m2 : ndarray, shape (H, O), optional
        Behind movable shading, instead of what falls on the orientations.
    airing_1h : float
        Air change through windows that are open wide; 0 leaves them shut [1/h].
    cooled : bool
        Whether there is a cooling system, of any power.
    """

    irradiance_w_m2: FloatArray | None = None
    airing_1h: float = 0.0
    cooled: bool = False


NOTHING: Final = Summer()


def hourly_need(
    typed: Typed,
    envelope: Envelope,
    states: PackageStates,
    weather: Weather,
    package: Choice = 0,
    use: Profile = hourly.EVEN,
    summer: Summer = NOTHING,
    *,
    reduced: bool = False,
    progress: Progress = silent,
) -> HourlyYear:
    """Solve every heated building of a stock hour by hour in one package.

    Parameters
    ----------
    package : int or ndarray of int, shape (B,)
        Position in the packages of ``states``, the same of all or each its own.
    use : Profile
        Day of use; ``theta_i`` of the building type plus its offsets is the set point.
    reduced : bool
        Multiply the heat transfer by TABULA's ``F_red``, as the seasonal and monthly
        methods do; without, a setback is what ``use`` says.
    progress : callable
        May raise `retrofit.errors.Cancelled`.

    Returns
    -------
    HourlyYear
        Of all B buildings; needs and powers are 0 and temperatures NaN where not heated.

    Notes
    -----
    Gains, ventilation, shading and ``b`` factors are those of the monthly method;
    sun on opaque elements and radiation to the sky are left out there and here. The set
    point is that of the air (ISO 13790, C.4); where surfaces are cold the building as a
    whole is cooler than the monthly method takes it to be, so the need of poor envelopes
    comes out up to a fifth lower, that of good ones a few percent.
    """
    rows = np.flatnonzero(typed.heated & (typed.floor_area_ref_m2 > 0)).astype(np.int32)
    chosen = np.broadcast_to(package, len(typed.stock))[rows]
    zones = zones_of(rows, typed, envelope, states, package=chosen, reduced=reduced)
    conditions = conditions_of(rows, typed, envelope, states, package=chosen, summer=summer)
    sun = on_orientations(weather) if summer.irradiance_w_m2 is None else summer.irradiance_w_m2
    solved = hourly.hourly_balance(zones, conditions, weather.theta_e_c, sun, (use,), progress=progress)
    return _scattered(solved, rows, len(typed.stock))


def heating_need(
    typed: Typed, envelope: Envelope, states: PackageStates, weather: Weather, *, progress: Progress
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Energy need for heating in every package by the hourly method, as `need.heating_need` gives it.

    Returns
    -------
    q_h_nd : ndarray, shape (B, P)
        Energy need for heating; 0 where not heated [kWh/a].
    q_h_nd_month : ndarray, shape (B, M)
        By month for package none [kWh].
    h_w_k : ndarray, shape (B, P)
        Heat transfer coefficient of transmission and ventilation [W/K].
    """
    packages, n = states.u_w_m2k.shape[1], len(typed.stock)
    need_kwh, h_w_k = np.zeros((2, n, packages))
    months = np.zeros((n, 12))
    sun = Summer(on_orientations(weather))
    for package in range(packages):
        part = part_of(progress, package / packages, (package + 1) / packages)
        solved = hourly_need(
            typed, envelope, states, weather, package, summer=sun, reduced=True, progress=part
        )
        need_kwh[:, package] = solved.q_h_nd_kwh
        if package == 0:
            months = solved.q_h_nd_month_kwh
    rows = np.flatnonzero(typed.heated & (typed.floor_area_ref_m2 > 0)).astype(np.int32)
    h_tr, h_ve, _f_red = need.heat_transfer(rows, typed, envelope, states)
    h_w_k[rows] = (h_tr + h_ve) * typed.floor_area_ref_m2[rows, None]
    return need_kwh, months, h_w_k


def zones_of(
    rows: IntArray,
    typed: Typed,
    envelope: Envelope,
    states: PackageStates,
    *,
    package: Choice,
    reduced: bool = False,
) -> Zones:
    """Resistances and capacity of some buildings; ``package`` is one of all, or one of each row.

    Windows and doors are light; the other elements and thermal bridges lead to the mass
    (ISO 13790, 8.3.1).
    """
    types, ref, archetypes = typed.kind_of[rows], typed.floor_area_ref_m2[rows], typed.types
    h_tr, h_ve, f_red = (
        found[np.arange(len(rows)), package] * 1.0
        for found in need.heat_transfer(rows, typed, envelope, states)
    )
    factor = ref * f_red if reduced else ref
    light = [codes.WINDOW, codes.DOOR]
    u_b = states.u_w_m2k[types, package] * states.b_transmission[types]
    h_w = (u_b[:, light] * envelope.area_m2[rows][:, light]).sum(axis=1) * (f_red if reduced else 1.0)
    c_m = archetypes.c_m_wh_m2k[types] * SECONDS_PER_HOUR
    return Zones(
        h_op=h_tr * factor - h_w,
        h_w=h_w,
        h_ve=h_ve * factor,
        mass_area_m2=np.interp(c_m, *MASS_CLASSES) * ref,
        surface_m2=SURFACE_PER_FLOOR * ref,
        c_m_j_k=c_m * ref,
    )


def conditions_of(
    rows: IntArray,
    typed: Typed,
    envelope: Envelope,
    states: PackageStates,
    *,
    package: Choice,
    summer: Summer = NOTHING,
) -> Conditions:
    """Gains, set points and airing of some buildings."""
    types, ref, archetypes = typed.kind_of[rows], typed.floor_area_ref_m2[rows], typed.types
    aperture = need.solar_aperture(rows, typed, envelope)
    changes = summer.airing_1h + states.n_infiltration_1h[types, package]
    nothing, without_limit = np.zeros(len(rows)), np.full(len(rows), np.inf)
    return Conditions(
        phi_int_w=archetypes.phi_int_w_m2[types] * ref,
        aperture_m2=aperture * (states.g_window[types, package] * ref)[:, None],
        heating_set_c=archetypes.theta_i_c[types],
        cooling_set_c=nothing + COOLING_SET_C,
        heating_limit_w=without_limit,
        cooling_limit_w=without_limit if summer.cooled else nothing,
        profile_of=np.zeros(len(rows), dtype=np.int32),
        sky_w=nothing,
        h_ve_airing=AIR_HEAT_CAPACITY_WH_M3K * changes * archetypes.room_height_m[types] * ref,
        airing_above_c=nothing + AIRING_ABOVE_C,
    )


def _scattered(solved: HourlyYear, rows: IntArray, n: int) -> HourlyYear:
    columns = {}
    for column in fields(HourlyYear):
        values = getattr(solved, column.name)
        if values.ndim > 1 and not values.shape[1]:
            columns[column.name] = values
            continue
        empty = np.nan if column.name.startswith("theta") else 0.0
        columns[column.name] = np.full((n, *values.shape[1:]), empty)
        columns[column.name][rows] = values
    return HourlyYear(**columns)
