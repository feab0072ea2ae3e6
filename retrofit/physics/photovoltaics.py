"""Photovoltaics on roofs: yield of a plane, by hours or months; capacity; shade; self-use.

References
----------
Dobos, A. (2014): PVWatts Version 5 Manual, NREL/TP-6A20-62641 (cell temperature, losses,
inverter). King, D. et al. (2004): Sandia array performance model, SAND2004-3535.
Weniger, J. et al. (2014): Sizing of residential PV battery systems, Energy Procedia 46
(three tenths of the production are used where it equals the load).
TABULA table System.PV (yearly method).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.physics.solar import ALBEDO, Weather, on_planes
from retrofit.stock.stock import FloatArray

LOSSES: Final = 0.1408
"""Wiring, soiling, mismatch and the like (PVWatts) [-]."""
INVERTER: Final = 0.96
"""Nominal efficiency of the inverter [-]."""
DC_AC: Final = 1.2
"""Power of the modules over that of the inverter [-]."""
GAMMA_1K: Final = -0.0047
"""Loss of power with cell temperature, standard modules (PVWatts) [1/K]."""
MOUNT: Final = (-3.47, -0.0594, 3.0)
"""Heat of modules on an open rack, glass on both sides (SAND2004-3535): a, b [s/m], K."""
CALM_M_S: Final = 1.0
"""Assumption: wind at the modules where the weather has none [m/s]."""
PITCH_DEG: Final = 35.0
FLAT_TILT_DEG: Final = 12.0
USABLE_PITCHED: Final = 0.7
USABLE_FLAT: Final = 0.35
"""Assumptions: tilt of pitched roofs and of rows on flat ones; share of a roof half, and of a
flat roof, that modules cover."""
DIFFUSE_SHARE: Final = 0.4
"""Diffuse over global irradiation of a month; with it the planes of five European cities
come out within 2 % of the hourly reckoning [-]."""
SELF_USE_HALF: Final = 0.43
"""Production over load at which half of it is used at once; 3/10 where both are equal [-]."""
LEAST_LOAD_KWH: Final = 1e-6
SELF_USE_BATTERY: Final = 1.07
"""What a battery of 1 kWh per MWh of load adds to that: 6/10 where both are equal [-]."""


def hourly_yield(
    weather: Weather, tilt_deg: ArrayLike, azimuth_deg: ArrayLike, wind_m_s: ArrayLike = CALM_M_S
) -> FloatArray:
    """Alternating current of 1 kWp on planes, shape (H, S) [kW]."""
    found = on_planes(weather, tilt_deg, azimuth_deg)
    power = dc_power(found.direct_w_m2, found.diffuse_w_m2, found.incidence_rad, weather.theta_e_c, wind_m_s)
    return inverted(power)


def dc_power(
    direct: FloatArray, diffuse: FloatArray, incidence_rad: FloatArray, theta_e_c: FloatArray, wind: ArrayLike
) -> FloatArray:
    """Direct current of 1 kWp after losses, shape (H, S) [kW].

    Parameters
    ----------
    direct, diffuse : ndarray, shape (H, S)
        Irradiance on the planes [W/m²].
    theta_e_c : ndarray, shape (H,)
        Outdoor temperature [°C].
    wind : array_like, shape (H,) or scalar
        Wind at the modules [m/s].
    """
    from pvlib.iam import physical

    passing = np.asarray(physical(np.degrees(incidence_rad)))
    plane = direct * np.nan_to_num(passing) + diffuse
    a, b, back = MOUNT
    speed = np.broadcast_to(np.asarray(wind, dtype=np.float64), theta_e_c.shape)[:, None]
    cell = theta_e_c[:, None] + plane * np.exp(a + b * speed) + plane / 1000.0 * back
    power = plane / 1000.0 * (1.0 + GAMMA_1K * (cell - 25.0)) * (1.0 - LOSSES)
    return np.asarray(np.maximum(power, 0.0))


def inverted(power: FloatArray, efficiency: float = INVERTER, dc_ac: float = DC_AC) -> FloatArray:
    """Alternating current of an inverter, per kWp of modules, same shape [kW].

    ``eta = eta_nominal / 0.9637 (-0.0162 z - 0.0059 / z + 0.9858)`` with the load ``z`` of
    the inverter (PVWatts); cut at its power.
    """
    most = 1.0 / dc_ac
    load = power * efficiency / most
    with np.errstate(divide="ignore", invalid="ignore"):
        eta = efficiency / 0.9637 * (-0.0162 * load - 0.0059 / load + 0.9858)
    found = np.where(load > 0.0, np.nan_to_num(eta) * power, 0.0)
    return np.asarray(np.clip(found, 0.0, most))


def tilted_irradiation(horizontal: FloatArray, vertical: FloatArray, tilt_deg: ArrayLike) -> FloatArray:
    """Irradiation on a plane from that on the horizontal and on the wall it faces [kWh/m²].

    The direct part is a vector: what it gives the horizontal and the wall gives it to every
    plane between them. The shares of diffuse and reflected light are those of ISO 13790.
    """
    tilt = np.radians(np.asarray(tilt_deg, dtype=np.float64))
    diffuse = DIFFUSE_SHARE * horizontal
    upright = np.maximum(vertical - diffuse / 2.0 - ALBEDO * horizontal / 2.0, 0.0)
    direct = (horizontal - diffuse) * np.cos(tilt) + upright * np.sin(tilt)
    spread = diffuse * (1.0 + np.cos(tilt)) / 2.0 + ALBEDO * horizontal * (1.0 - np.cos(tilt)) / 2.0
    return np.asarray(direct + spread)


def tabula_yield(
    i_horizontal: ArrayLike, i_vertical: ArrayLike, tilt_deg: ArrayLike, f_performance: float, f_frame: float
) -> FloatArray:
    """Yearly yield of 1 kWp by TABULA's table: planes between horizontal and vertical evenly [kWh/kWp]."""
    level, upright = np.asarray(i_horizontal, dtype=np.float64), np.asarray(i_vertical, dtype=np.float64)
    plane = level + (upright - level) * np.asarray(tilt_deg, dtype=np.float64) / 90.0
    return np.asarray(plane * f_performance * f_frame)


@dataclass(frozen=True, slots=True, eq=False)
class Roofs:
    """Roofs as planes for modules, each of shape (B,).

    ``module_m2`` is the area of modules that fit [m²]; ``facing`` the orientation of the
    planes, a position in `codes.ORIENTATIONS` (E stands for both east and west).
    """

    module_m2: FloatArray
    tilt_deg: FloatArray
    facing: "np.ndarray[tuple[int], np.dtype[np.int8]]"


def roofs_of(footprint_m2: FloatArray, wall_length_m: FloatArray, pitched: ArrayLike) -> Roofs:
    """Room for modules on each roof.

    Parameters
    ----------
    footprint_m2 : ndarray, shape (B,)
    wall_length_m : ndarray, shape (B, 4)
        Outline facing N, E, S, W: the ridge runs along the longer sides [m].
    pitched : array_like of bool, shape (B,)
        Whether the roof has two slopes; else it is flat.
    """
    slope = np.asarray(pitched, dtype=np.bool_)
    along_east = wall_length_m[:, [0, 2]].sum(axis=1) >= wall_length_m[:, [1, 3]].sum(axis=1)
    half = 0.5 * footprint_m2 / np.cos(np.radians(PITCH_DEG)) * USABLE_PITCHED
    pitched_m2 = np.where(along_east, half, 2.0 * half)  # a ridge to the south has two fair slopes
    south, east = np.int8(2), np.int8(1)
    return Roofs(
        module_m2=np.where(slope, pitched_m2, footprint_m2 * USABLE_FLAT),
        tilt_deg=np.where(slope, PITCH_DEG, FLAT_TILT_DEG),
        facing=np.where(slope & ~along_east, east, south),
    )


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
    known = load > LEAST_LOAD_KWH
    size = np.divide(np.asarray(battery_kwh) * 1000.0, load, out=np.zeros(np.shape(load)), where=known)
    half = SELF_USE_HALF + SELF_USE_BATTERY * np.minimum(size, 1.5)
    ratio = np.divide(production, load, out=np.zeros(np.shape(load)), where=known)
    return np.where(known, np.minimum(production * half / (half + ratio), load), 0.0)


def hourly_self_used(
    production_kw: FloatArray, load_kw: FloatArray, battery_kwh: float = 0.0, efficiency: float = 0.9
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Self-used, exported and bought energy of every hour, each of shape (H,) [kWh].

    The battery takes what is left over and gives it back before anything is bought;
    ``efficiency`` is that of the round trip.
    """
    direct = np.minimum(production_kw, load_kw)
    spare, short = production_kw - direct, load_kw - direct
    if battery_kwh <= 0.0:
        return direct, spare, short
    one_way = float(np.sqrt(efficiency))
    charge, used, exported = 0.0, direct.copy(), spare.copy()
    for hour in range(len(direct)):
        taken = min(spare[hour] * one_way, battery_kwh - charge)
        charge += taken
        exported[hour] -= taken / one_way
        given = min(short[hour], charge * one_way)
        charge -= given / one_way
        used[hour] += given
    return used, exported, load_kw - used


def horizon_factor(horizon_deg: FloatArray, lat_deg: float) -> FloatArray:
    """Share of a year's irradiation that neighbours leave to a roof, shape (B,) [-].

    Sun paths of one day in every month without clouds; what stands above the sun takes the
    direct light, the diffuse light is lost in proportion to the sky that is hidden.

    Parameters
    ----------
    horizon_deg : ndarray, shape (B, S)
        Elevation of the highest neighbour in evenly spaced directions from north over east.
    """
    elevation, azimuth, weight = _sun_of_days(lat_deg)
    sectors = horizon_deg.shape[1]
    sector = np.round(azimuth / (360.0 / sectors)).astype(np.int64) % sectors
    taken = np.zeros(len(horizon_deg))
    for place in range(sectors):
        rows = sector == place
        order = np.argsort(elevation[rows])
        below = np.concatenate([[0.0], np.cumsum(weight[rows][order])])
        taken += below[np.searchsorted(elevation[rows][order], horizon_deg[:, place], side="left")]
    direct = 1.0 - taken / weight.sum()
    diffuse = (np.cos(np.radians(np.maximum(horizon_deg, 0.0))) ** 2).mean(axis=1)
    return np.asarray((1.0 - DIFFUSE_SHARE) * direct + DIFFUSE_SHARE * diffuse)


def _sun_of_days(lat_deg: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Elevation, azimuth [°] and weight of the sun in every half hour of twelve days."""
    day = np.repeat(np.arange(12) * 30.4 + 15.0, 48)
    angle = np.radians(np.tile((np.arange(48) + 0.5) / 48.0 * 360.0 - 180.0, 12))
    decline = np.radians(23.45 * np.sin(2.0 * np.pi * (284.0 + day) / 365.0))
    lat = np.radians(lat_deg)
    height = np.sin(lat) * np.sin(decline) + np.cos(lat) * np.cos(decline) * np.cos(angle)
    east = -np.cos(decline) * np.sin(angle)
    north = np.cos(lat) * np.sin(decline) - np.sin(lat) * np.cos(decline) * np.cos(angle)
    up = height > 0.0
    azimuth = np.degrees(np.arctan2(east, north)) % 360.0
    return np.degrees(np.arcsin(height[up])), azimuth[up], height[up]
