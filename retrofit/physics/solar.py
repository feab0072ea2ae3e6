"""Hours of weather, the sun's place, and irradiance on any plane.

References
----------
Reda, I., Andreas, A. (2004): Solar position algorithm, doi:10.1016/j.solener.2003.12.003.
Perez, R. et al. (1990): Modeling daylight availability and irradiance components from
direct and global irradiance, doi:10.1016/0038-092X(90)90055-H.
Anderson, K. et al. (2023): pvlib python, doi:10.21105/joss.05994.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from retrofit.errors import StockError
from retrofit.physics.heat import DAYS_OF_MONTH
from retrofit.stock.pack import Station
from retrofit.stock.stock import FloatArray, IntArray

HOURS: Final = 8760
"""Hours of a year without 29 February."""
MONTH_OF_HOUR: Final[IntArray] = np.repeat(np.arange(12), (DAYS_OF_MONTH * 24).astype(np.int64)).astype(
    np.int32
)
PLANES: Final = (np.array([90.0, 90.0, 90.0, 90.0, 0.0]), np.array([0.0, 90.0, 180.0, 270.0, 180.0]))
"""Tilt and azimuth of `codes.ORIENTATIONS` [°]."""
ALBEDO: Final = 0.2
"""Reflectance of the ground, as in ASHRAE 140 and by default in pvlib [-]."""
DELTA_T_S: Final = 67.0
"""Terrestrial less universal time [s]; a minute off moves the sun by less than 0.001°."""
REFRACTION_DEG: Final = 0.5667
"""Refraction at sunrise and sunset (Reda and Andreas 2004) [°]."""
EPOCH_S: Final = 978_307_200
"""Unix time of 1 January 2001, 0:00 UTC: the months of a typical year come from many [s]."""

Sky = Literal["isotropic", "perez"]


@dataclass(frozen=True)
class Weather:
    """A year of hours at one place, from local midnight (standard time) of 1 January on.

    Attributes
    ----------
    theta_e_c : ndarray, shape (H,)
        External temperature [°C].
    ghi_w_m2, dni_w_m2, dhi_w_m2 : ndarray, shape (H,)
        Global horizontal, direct normal and diffuse horizontal irradiance [W/m²].
    utc_offset_h : float
        Local standard time less UTC [h].
    sun_at_h : float
        When in the hour the sun stands where the irradiance of the hour comes from:
        0.5 for means over the hour [h].
    synthetic : bool
        True for hours made up for a demonstration: to be said wherever they are used.
    """

    name: str
    lat_deg: float
    lon_deg: float
    altitude_m: float
    utc_offset_h: float
    theta_e_c: FloatArray
    ghi_w_m2: FloatArray
    dni_w_m2: FloatArray
    dhi_w_m2: FloatArray
    sun_at_h: float = 0.5
    source: str = ""
    synthetic: bool = False

    def __post_init__(self) -> None:
        for name in ("theta_e_c", "ghi_w_m2", "dni_w_m2", "dhi_w_m2"):
            values = getattr(self, name)
            if len(values) != HOURS:
                raise StockError("weather_hours", column=name, found=len(values), expected=HOURS)
            values.setflags(write=False)

    @cached_property
    def sun(self) -> "Sun":
        """Where the sun stands in every hour."""
        return sun_path(self)


@dataclass(frozen=True, slots=True, eq=False)
class Sun:
    """Zenith without refraction and azimuth from north over east, shape (H,) [°]."""

    zenith_deg: FloatArray
    azimuth_deg: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Irradiance:
    """On planes, shape (H, S): direct and diffuse (sky and ground) [W/m²], incidence of the direct [rad]."""

    direct_w_m2: FloatArray
    diffuse_w_m2: FloatArray
    incidence_rad: FloatArray

    @property
    def total_w_m2(self) -> FloatArray:
        """Direct and diffuse, shape (H, S) [W/m²]."""
        return self.direct_w_m2 + self.diffuse_w_m2


def sun_path(weather: Weather) -> Sun:
    """Place of the sun by the SPA of NREL, at the moment in the hour the weather names."""
    from pvlib import spa

    hour = np.arange(HOURS) + weather.sun_at_h - weather.utc_offset_h
    pressure_hpa = 1013.25 * (1 - 2.25577e-5 * weather.altitude_m) ** 5.25588
    place = weather.lat_deg, weather.lon_deg, weather.altitude_m, pressure_hpa, 12.0
    found = spa.solar_position(EPOCH_S + 3600.0 * hour, *place, DELTA_T_S, REFRACTION_DEG)
    return Sun(zenith_deg=np.asarray(found[1]), azimuth_deg=np.asarray(found[4]))


def best_sun_moment(weather: Weather) -> float:
    """When in the hour the sun stands where global, direct and diffuse irradiance agree best [h].

    Of half an hour before the hour to half an hour after it, in steps of three minutes;
    the middle where there is no direct light to tell by.
    """
    moments = np.arange(-10, 31) / 20.0
    if not weather.dni_w_m2.any():
        return 0.5
    errors = []
    for moment in moments:
        height = np.maximum(np.cos(np.radians(replace(weather, sun_at_h=float(moment)).sun.zenith_deg)), 0.0)
        errors.append(np.square(weather.ghi_w_m2 - weather.dhi_w_m2 - weather.dni_w_m2 * height).sum())
    return float(moments[int(np.argmin(errors))])


def on_planes(
    weather: Weather,
    tilt_deg: ArrayLike,
    azimuth_deg: ArrayLike,
    sky: Sky = "perez",
    albedo: float = ALBEDO,
) -> Irradiance:
    """Irradiance on planes of any tilt and azimuth.

    Parameters
    ----------
    tilt_deg, azimuth_deg : array_like, shape (S,)
        0 is horizontal and 90 upright; azimuth from north over east [°].
    sky : {"isotropic", "perez"}
        How the diffuse irradiance is spread over the sky.
    albedo : float
        Reflectance of the ground [-].

    Notes
    -----
    Where the sun stands below the horizon at the moment the weather names, the little
    direct light of that hour is left out.
    """
    from pvlib.irradiance import aoi_projection

    tilt, azimuth = np.broadcast_arrays(
        np.asarray(tilt_deg, dtype=np.float64), np.asarray(azimuth_deg, dtype=np.float64)
    )
    zenith, sun_azimuth = weather.sun.zenith_deg[:, None], weather.sun.azimuth_deg[:, None]
    facing = np.asarray(aoi_projection(tilt, azimuth, zenith, sun_azimuth))
    facing = np.where(zenith < 90.0, np.clip(facing, 0.0, 1.0), 0.0)
    spread = _perez if sky == "perez" else _isotropic
    slope = (1.0 - np.cos(np.radians(tilt))) / 2.0
    diffuse = spread(weather, tilt, azimuth) + weather.ghi_w_m2[:, None] * (albedo * slope)
    return Irradiance(weather.dni_w_m2[:, None] * facing, diffuse, np.arccos(facing))


def on_orientations(weather: Weather, sky: Sky = "perez", albedo: float = ALBEDO) -> FloatArray:
    """Irradiance on walls facing N, E, S, W and on the horizontal, shape (H, O) [W/m²]."""
    return on_planes(weather, *PLANES, sky, albedo).total_w_m2


def transmitted(found: Irradiance, factors: ArrayLike) -> FloatArray:
    """What passes a glazing, relative to its g-value at right angles; shape (H, S) [W/m²].

    Parameters
    ----------
    factors : array_like, shape (n,)
        ``g(theta) / g(0) = c_0 + c_1 theta + c_2 theta² ...``, theta in rad, for the
        direct part; the diffuse part is not reduced.
    """
    angle = found.incidence_rad
    passing = np.polynomial.polynomial.polyval(angle, np.asarray(factors, dtype=np.float64))
    return found.direct_w_m2 * np.clip(passing, 0.0, 1.0) + found.diffuse_w_m2


def shaded(irradiance: FloatArray, factor: ArrayLike) -> FloatArray:
    """Irradiance behind obstacles: times the shading factor ``F_sh`` of each plane, 1 for none."""
    return np.asarray(irradiance * np.asarray(factor, dtype=np.float64))


def monthly_kwh_m2(hourly_w_m2: FloatArray) -> FloatArray:
    """Sum the hours of each month, shape (H, S) to (M, S) [kWh/m²]."""
    starts = np.searchsorted(MONTH_OF_HOUR, np.arange(12))
    return np.asarray(np.add.reduceat(hourly_w_m2, starts, axis=0) / 1000.0)


def station_of(weather: Weather, sky: Sky = "perez") -> Station:
    """Monthly climate of the same place, for the monthly method."""
    hours = DAYS_OF_MONTH * 24.0
    theta = monthly_kwh_m2(weather.theta_e_c) * 1000.0 / hours
    sun = monthly_kwh_m2(on_orientations(weather, sky))
    place = weather.lat_deg, weather.lon_deg
    return Station(weather.name, weather.name, *place, theta, sun, weather.source)


def _isotropic(weather: Weather, tilt: FloatArray, azimuth: FloatArray) -> FloatArray:
    return np.asarray(weather.dhi_w_m2[:, None] * (1.0 + np.cos(np.radians(tilt))) / 2.0 + 0.0 * azimuth)


def _perez(weather: Weather, tilt: FloatArray, azimuth: FloatArray) -> FloatArray:
    from pvlib.atmosphere import get_relative_airmass
    from pvlib.irradiance import get_extra_radiation, perez

    zenith = weather.sun.zenith_deg
    day = np.arange(HOURS) // 24 + 1
    with np.errstate(invalid="ignore"):
        airmass = get_relative_airmass(np.where(zenith < 90.0, zenith, np.nan))
    hours = weather.dhi_w_m2, weather.dni_w_m2, get_extra_radiation(day), zenith
    columns = [np.asarray(hour)[:, None] for hour in (*hours, weather.sun.azimuth_deg, airmass)]
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.asarray(perez(tilt, azimuth, *columns))
    return np.where(np.isfinite(found), np.maximum(found, 0.0), _isotropic(weather, tilt, azimuth))
