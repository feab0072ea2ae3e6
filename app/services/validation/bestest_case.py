"""A case of ASHRAE 140 as a zone of the hourly and of the monthly method.

References
----------
ANSI/ASHRAE 140-2020; IBPSA Modelica library, ThermalZones.ISO13790.Validation.BESTEST.
ISO 13790:2008, 11.3.2 to 11.3.5 and 11.4.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from app.services.validation.judging import Floats
from retrofit.physics import heat, solar
from retrofit.physics.hourly import Conditions, HourlyYear, hourly_balance
from retrofit.physics.hourly_step import Zones
from retrofit.physics.summer import monthly_cooling_need

AIR_J_M3K: Final = 1.2 * 1005.0
"""Density times heat capacity of air in the published model [J/(m³K)]."""
ABSORBED: Final = 0.6
R_SE_M2K_W: Final = 0.04
H_R_W_M2K: Final = 5.0 * 0.9
SKY_K: Final = 11.0
VIEW_WALL: Final = 0.5
VIEW_ROOF: Final = 1.0
"""Absorption of sun [-], external surface resistance, radiative coefficient times
emissivity, air less sky temperature, and form factors to the sky of the published model."""
NUMBERS: Final = (
    "ARoo", "AFlo", "UWin", "UWal", "URoo", "UFlo", "V", "ach", "hInt", "gFac", "winFra", "sha",
    "heaC", "fm", "int",
)  # fmt: skip
"""Keys of the numbers of a case."""
NIGHT_C: Final = 10.0
SETBACK: Final = np.repeat([NIGHT_C, 15.0, 20.0, NIGHT_C], [7, 1, 15, 1])
"""Heating set points of case 640 over the day: up evenly from 10 °C at 7 to 20 °C at 8 o'clock [°C]."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Parameters of a case; walls and windows face N, E, S, W. Units as published (SI)."""

    window_m2: Floats
    wall_m2: Floats
    roof_m2: float
    floor_m2: float
    u_window: float
    u_wall: float
    u_roof: float
    u_floor: float
    volume_m3: float
    ach: float
    h_int: float
    g: float
    frame: float
    shading: float
    incidence: tuple[float, ...]
    heat_capacity_j_m2k: float
    mass_factor: float
    internal_w: float
    heating_c: Floats
    cooling_c: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Exposed:
    """The weather on walls facing N, E, S, W and on the roof."""

    weather: solar.Weather
    planes: solar.Irradiance

    @classmethod
    def of(cls, weather: solar.Weather) -> "Exposed":
        """Weather with Perez' sky."""
        return cls(weather, solar.on_planes(weather, *solar.PLANES))


@dataclass(frozen=True, slots=True)
class Found:
    """Results of a case, in the units of the published table."""

    heating_mwh: float
    cooling_mwh: float
    peak_heating_kw: float
    peak_cooling_kw: float
    theta_max_c: float
    theta_min_c: float


def case_of(given: Mapping[str, Any]) -> Case:
    """Read the parameters of a case.

    Raises
    ------
    KeyError, ValueError, TypeError
        If one is missing or is not what it should be.
    """
    number = {key: float(given[key]) for key in NUMBERS}
    if not all(np.isfinite(value) and value >= 0 for value in number.values()):
        raise ValueError("a parameter is negative or not finite")
    window, wall = (np.array(given[key], dtype=np.float64) for key in ("AWin", "AWal"))
    if window.shape != (4,) or wall.shape != (4,):
        raise ValueError("AWin and AWal need four areas each")
    if not min(number["AFlo"], number["heaC"], number["fm"], number["hInt"], number["V"]) > 0:
        raise ValueError("AFlo, heaC, fm, hInt and V must be positive")
    return Case(
        window_m2=window,
        wall_m2=wall,
        roof_m2=number["ARoo"],
        floor_m2=number["AFlo"],
        u_window=number["UWin"],
        u_wall=number["UWal"],
        u_roof=number["URoo"],
        u_floor=number["UFlo"],
        volume_m3=number["V"],
        ach=number["ach"],
        h_int=number["hInt"],
        g=number["gFac"],
        frame=number["winFra"],
        shading=number["sha"],
        incidence=tuple(float(factor) for factor in given["coe"]),
        heat_capacity_j_m2k=number["heaC"],
        mass_factor=number["fm"],
        internal_w=number["int"],
        heating_c=_set_points(given["th"], -np.inf),
        cooling_c=_set_points(given["tc"], np.inf),
    )


def solve(case: Case, exposed: Exposed) -> Found:
    """Solve a case hour by hour."""
    year = balance(case, exposed)
    return Found(
        heating_mwh=float(year.q_h_nd_kwh[0]) / 1000.0,
        cooling_mwh=float(year.q_c_nd_kwh[0]) / 1000.0,
        peak_heating_kw=float(year.peak_heating_w[0]) / 1000.0,
        peak_cooling_kw=float(year.peak_cooling_w[0]) / 1000.0,
        theta_max_c=float(year.theta_air_max_c[0]),
        theta_min_c=float(year.theta_air_min_c[0]),
    )


def balance(case: Case, exposed: Exposed, *, course: bool = False) -> HourlyYear:
    """The year of a case by the hourly method."""
    surface = float(case.window_m2.sum() + case.wall_m2.sum() + case.roof_m2 + case.floor_m2)
    h_op, h_w, h_ve = _transfer(case)
    zones = Zones(
        h_op=np.array([h_op]),
        h_w=np.array([h_w]),
        h_ve=np.array([h_ve]),
        mass_area_m2=np.array([case.mass_factor * case.floor_m2]),
        surface_m2=np.array([surface]),
        c_m_j_k=np.array([case.heat_capacity_j_m2k * case.floor_m2]),
        h_is_w_m2k=case.h_int,
    )
    aperture, sun = _sun(case, exposed)
    zero, without_limit = np.zeros(1), np.full(1, np.inf)
    conditions = Conditions(
        phi_int_w=np.array([case.internal_w]),
        aperture_m2=aperture[None],
        heating_set_c=zero,
        cooling_set_c=zero,
        heating_limit_w=without_limit,
        cooling_limit_w=without_limit,
        profile_of=np.zeros(1, dtype=np.int32),
        sky_w=np.array([_sky(case)]),
        h_ve_airing=zero,
        airing_above_c=without_limit,
    )
    use = np.tile(np.stack([case.heating_c, case.cooling_c, np.ones(24), np.zeros(24)]), 365)
    return hourly_balance(zones, conditions, exposed.weather.theta_e_c, sun, (use,), course=course)


def monthly(case: Case, exposed: Exposed) -> tuple[Floats, Floats]:
    """Energy need for heating and cooling by the monthly method, each of shape (M,) [kWh].

    Set points are those most of the day holds.
    """
    area, hours = case.floor_m2, heat.DAYS_OF_MONTH * 24.0
    h_op, h_w, h_ve = _transfer(case)
    aperture, sun = _sun(case, exposed)
    q_sol = solar.monthly_kwh_m2(sun @ aperture) - _sky(case) * hours / 1000.0
    theta_e = solar.monthly_kwh_m2(exposed.weather.theta_e_c) * 1000.0 / hours
    transfer = np.array([(h_op + h_w) / area]), np.array([h_ve / area])
    gains, phi_int = q_sol[None] / area, np.array([case.internal_w / area])
    c_m = np.array([case.heat_capacity_j_m2k / 3600.0])
    low, high = np.array([np.median(case.heating_c)]), np.array([np.median(case.cooling_c)])
    need = heat.monthly_need(
        *transfer, np.ones(1), gains, theta_i=low, theta_e=theta_e, phi_int=phi_int, c_m=c_m
    )
    cooling = monthly_cooling_need(*transfer, gains, theta_i=high, theta_e=theta_e, phi_int=phi_int, c_m=c_m)
    return need[0] * area, cooling[0] * area


def _transfer(case: Case) -> tuple[float, float, float]:
    """Opaque, light and ventilation heat transfer [W/K]; the floor borders on outside air."""
    opaque = case.u_wall * case.wall_m2.sum() + case.u_roof * case.roof_m2 + case.u_floor * case.floor_m2
    return (
        float(opaque),
        float(case.u_window * case.window_m2.sum()),
        case.ach * case.volume_m3 * AIR_J_M3K / 3600.0,
    )


def _sun(case: Case, exposed: Exposed) -> tuple[Floats, Floats]:
    """Collecting areas of windows, walls and roof, shape (9,), and what falls on them, shape (H, 9)."""
    glazed = case.window_m2 * (case.g * (1.0 - case.frame) * case.shading)
    opaque = np.append(case.wall_m2 * case.u_wall, case.roof_m2 * case.u_roof) * (ABSORBED * R_SE_M2K_W)
    through = solar.transmitted(exposed.planes, case.incidence)[:, : len(glazed)]
    return np.append(glazed, opaque), np.hstack([through, exposed.planes.total_w_m2])


def _sky(case: Case) -> float:
    """Extra heat flow to the sky from walls, windows and roof [W]."""
    upright = case.u_wall * case.wall_m2.sum() + case.u_window * case.window_m2.sum()
    seen = VIEW_WALL * upright + VIEW_ROOF * case.u_roof * case.roof_m2
    return float(H_R_W_M2K * SKY_K * R_SE_M2K_W * seen)


def _set_points(word: object, off: float) -> Floats:
    """Set points of a day from ``const20``, ``setback`` or ``off`` [°C]."""
    text = str(word)
    if text == "off":
        return np.full(24, off)
    if text == "setback" and off < 0:
        return SETBACK
    if not text.startswith("const"):
        raise ValueError(f"unknown set point {text}")
    return np.full(24, float(text.removeprefix("const")))
