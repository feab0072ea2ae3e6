"""What neighbours leave of the sun on a roof, from the horizon they make.

References
----------
Meinel, A., Meinel, M. (1976): Applied solar energy (direct light through a clear sky:
``1361 * 0.7 ** (air mass ** 0.678)`` W/m²). Kasten, F., Young, A. (1989): Revised optical
air mass tables, doi:10.1364/AO.28.004735. Cooper, P. (1969): The absorption of radiation in
solar stills, doi:10.1016/0038-092X(69)90047-4 (declination).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from retrofit.physics.solar import MONTH_OF_HOUR, Weather
from retrofit.physics.tilted_planes import DIFFUSE_SHARE
from retrofit.stock.stock import FloatArray, IntArray

STEPS: Final = 181
"""Elevations at which the light below is known: 0, 0.5 ... 90°; between them evenly."""
SOLAR_CONSTANT_W_M2: Final = 1361.0
DAY_OF_MONTH: Final = np.arange(12) * 30.4 + 15.0
"""A day in the middle of each month."""
PER_DAY: Final = 96
"""Places of the sun in a day without weather: one every quarter of an hour."""


@dataclass(frozen=True, slots=True, eq=False)
class SunHours:
    """Places of the sun while it is up and the direct light from there; each of shape (n,).

    Elevation and azimuth from north over east [°], direct normal irradiance [W/m²], month
    from 0.
    """

    elevation_deg: FloatArray
    azimuth_deg: FloatArray
    dni_w_m2: FloatArray
    month: IntArray


def sun_hours(weather: Weather) -> SunHours:
    """Places of the sun in the hours of a year of weather."""
    elevation = 90.0 - weather.sun.zenith_deg
    up = elevation > 0.0
    return SunHours(elevation[up], weather.sun.azimuth_deg[up], weather.dni_w_m2[up], MONTH_OF_HOUR[up])


def clear_sun(lat_deg: float) -> SunHours:
    """Places of the sun on a clear day in each month, where only the latitude is known."""
    day, month = np.repeat(DAY_OF_MONTH, PER_DAY), np.repeat(np.arange(12), PER_DAY)
    angle = np.radians(np.tile((np.arange(PER_DAY) + 0.5) / PER_DAY * 360.0 - 180.0, 12))
    decline = np.radians(23.45 * np.sin(2.0 * np.pi * (284.0 + day) / 365.0))
    lat = np.radians(lat_deg)
    height = np.sin(lat) * np.sin(decline) + np.cos(lat) * np.cos(decline) * np.cos(angle)
    east = -np.cos(decline) * np.sin(angle)
    north = np.cos(lat) * np.sin(decline) - np.sin(lat) * np.cos(decline) * np.cos(angle)
    up = height > 0.0
    elevation = np.degrees(np.arcsin(np.clip(height[up], 0.0, 1.0)))
    air_mass = 1.0 / (height[up] + 0.50572 * (elevation + 6.07995) ** -1.6364)
    azimuth = np.degrees(np.arctan2(east[up], north[up])) % 360.0
    dni = SOLAR_CONSTANT_W_M2 * 0.7 ** (air_mass**0.678)
    return SunHours(elevation, azimuth, dni, month[up].astype(np.int32))


def direct_left(
    horizon_deg: FloatArray,
    sun: SunHours,
    tilt_deg: ArrayLike,
    azimuth_deg: ArrayLike,
    plane: NDArray[np.integer] | None = None,
) -> FloatArray:
    """Share of each month's direct light that neighbours leave to a plane, shape (B, M) [-].

    Parameters
    ----------
    horizon_deg : ndarray, shape (B, S)
        Elevation of the neighbours in evenly spaced directions from north over east, the
        first centred on north.
    tilt_deg, azimuth_deg : array_like, shape (P,)
        Planes [°].
    plane : ndarray of int, shape (B,), optional
        Plane of each roof; the first by default.

    Notes
    -----
    A month without direct light on the plane keeps all of it: 1.
    """
    rows, sectors = horizon_deg.shape
    below = _light_below(sun, np.atleast_1d(tilt_deg), np.atleast_1d(azimuth_deg), sectors)
    chosen = np.zeros(rows, dtype=np.intp) if plane is None else np.asarray(plane, dtype=np.intp)
    total = below[:, :, -1].sum(axis=1)
    taken = _taken(below, chosen, horizon_deg)
    whole = total[chosen]
    return np.asarray(
        1.0 - np.divide(taken, whole, out=np.zeros((rows, 12)), where=whole > 0.0).clip(0.0, 1.0)
    )


def direct_left_year(
    horizon_deg: FloatArray,
    sun: SunHours,
    tilt_deg: ArrayLike,
    azimuth_deg: ArrayLike,
    plane: NDArray[np.integer] | None = None,
) -> FloatArray:
    """As `direct_left` over the whole year, shape (B,) [-]."""
    sun = SunHours(sun.elevation_deg, sun.azimuth_deg, sun.dni_w_m2, np.zeros_like(sun.month))
    return direct_left(horizon_deg, sun, tilt_deg, azimuth_deg, plane)[:, 0]


def sky_left(horizon_deg: FloatArray) -> FloatArray:
    """Share of an even sky's light that neighbours leave to a level plane, shape (B,) [-]."""
    return np.asarray((np.cos(np.radians(np.clip(horizon_deg, 0.0, 90.0))) ** 2).mean(axis=1))


def horizon_factor(horizon_deg: FloatArray, lat_deg: float) -> FloatArray:
    """Share of a year's irradiation that neighbours leave to a level roof, shape (B,) [-].

    Clear days for the direct light; of the diffuse light what is lost is the sky that is hidden.

    Parameters
    ----------
    horizon_deg : ndarray, shape (B, S)
        As in `direct_left`.
    """
    direct = direct_left_year(horizon_deg, clear_sun(lat_deg), 0.0, 180.0)
    return np.asarray((1.0 - DIFFUSE_SHARE) * direct + DIFFUSE_SHARE * sky_left(horizon_deg))


def _light_below(sun: SunHours, tilt_deg: FloatArray, azimuth_deg: FloatArray, sectors: int) -> FloatArray:
    """Direct light on planes from below an elevation, shape (P, S, STEPS, M) [Wh/m²]."""
    tilt, azimuth = np.broadcast_arrays(np.radians(tilt_deg), np.radians(azimuth_deg))
    height, aside = np.radians(sun.elevation_deg), np.radians(sun.azimuth_deg)
    facing = np.sin(height) * np.cos(tilt)[:, None] + np.cos(height) * np.sin(tilt)[:, None] * np.cos(
        aside - azimuth[:, None]
    )
    light = sun.dni_w_m2 * np.maximum(facing, 0.0)
    sector = np.round(sun.azimuth_deg / (360.0 / sectors)).astype(np.int64) % sectors
    step = np.minimum(np.ceil(sun.elevation_deg * ((STEPS - 1) / 90.0)).astype(np.int64), STEPS - 1)
    cell = (sector * STEPS + step) * 12 + sun.month
    shape = (sectors, STEPS, 12)
    found = np.stack([np.bincount(cell, one, int(np.prod(shape))).reshape(shape) for one in light])
    return np.asarray(np.cumsum(found, axis=2))


def _taken(below: FloatArray, chosen: NDArray[np.intp], horizon_deg: FloatArray) -> FloatArray:
    """Direct light of each month that stands below the horizon, shape (B, M) [Wh/m²]."""
    place = np.clip(horizon_deg, 0.0, 90.0) * ((STEPS - 1) / 90.0)
    low = np.minimum(place.astype(np.intp), STEPS - 2)
    part = place - low
    taken = np.zeros((len(horizon_deg), 12))
    for sector in range(horizon_deg.shape[1]):
        hidden = np.flatnonzero(place[:, sector] > 0.0)
        plane, at, share = chosen[hidden], low[hidden, sector], part[hidden, sector, None]
        taken[hidden] += below[plane, sector, at] * (1.0 - share) + below[plane, sector, at + 1] * share
    return taken
