"""Irradiation on tilted planes where only that on the horizontal and on walls is known.

References
----------
TABULA table System.PV (planes between horizontal and vertical evenly, walls as means of
their neighbours). EN ISO 52010-1 (isotropic shares of diffuse and reflected light).
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.physics.solar import ALBEDO
from retrofit.stock import codes
from retrofit.stock.pack import Station
from retrofit.stock.stock import FloatArray

DIFFUSE_SHARE: Final = 0.4
"""Assumption: diffuse over global irradiation of a month. With it years on slopes of 12 to 60° come
within 7 % of the hourly reckoning with Perez' sky (Denver, Sønderborg), steep ones to the
north within 12 % [-]."""


def tilted_irradiation(
    horizontal: FloatArray, vertical: FloatArray, tilt_deg: ArrayLike, opposite: FloatArray | None = None
) -> FloatArray:
    """Irradiation on a plane from that on the horizontal and on the wall it faces [kWh/m²].

    The direct part is a vector: what it gives the horizontal and the wall gives it to every
    plane between them. Diffuse and reflected light come evenly from sky and ground.

    Parameters
    ----------
    opposite : ndarray, optional
        Irradiation on the wall that faces the other way: while the sun stands there a slope
        gets less than the horizontal, an upright wall nothing [kWh/m²].
    """
    facing = _direct_on_wall(horizontal, vertical)
    behind = 0.0 if opposite is None else _direct_on_wall(horizontal, opposite)
    return _composed(horizontal, facing, behind, np.radians(np.asarray(tilt_deg, dtype=np.float64)))


def station_irradiation(station: Station, tilt_deg: ArrayLike, azimuth_deg: ArrayLike) -> FloatArray:
    """Monthly irradiation on any plane from the five planes of a climate station, shape (M, S) [kWh/m²].

    Parameters
    ----------
    tilt_deg, azimuth_deg : array_like, shape (S,)
        0 is horizontal and 90 upright; azimuth from north over east [°].

    Notes
    -----
    The direct light on a wall between two of the four is, for an upright wall, their mean by
    angle as in TABULA; for a flat plane their components as those of a vector; evenly between.
    """
    sun = station.i_sol_kwh_m2
    tilt, azimuth = np.broadcast_arrays(
        np.radians(np.atleast_1d(np.asarray(tilt_deg, dtype=np.float64))),
        np.asarray(azimuth_deg, dtype=np.float64),
    )
    level = sun[:, [codes.HORIZONTAL]]
    walls = _direct_on_wall(level, sun[:, : codes.HORIZONTAL])
    facing, behind = (walls @ _wall_shares(azimuth + turn, np.cos(tilt)) for turn in (0.0, 180.0))
    return _composed(level, facing, behind, tilt)


def station_yield(
    station: Station, tilt_deg: ArrayLike, azimuth_deg: ArrayLike, performance: float
) -> FloatArray:
    """Monthly yield of 1 kWp on planes without hours of weather, shape (M, S) [kWh/kWp].

    Parameters
    ----------
    performance : float
        Performance ratio: what is left of the rated power times the irradiation [-].
    """
    return station_irradiation(station, tilt_deg, azimuth_deg) * performance


def tabula_wall(i_orientations: ArrayLike, azimuth_deg: ArrayLike) -> FloatArray:
    """Irradiation on walls of any azimuth by TABULA, shape (n, S): SE and the like are means.

    Parameters
    ----------
    i_orientations : array_like, shape (n, 4) or (n, O)
        On walls facing N, E, S, W [kWh/m²].
    azimuth_deg : array_like, shape (S,)
    """
    sun = np.atleast_2d(np.asarray(i_orientations, dtype=np.float64))[:, : codes.HORIZONTAL]
    azimuth = np.atleast_1d(np.asarray(azimuth_deg, dtype=np.float64))
    return np.asarray(sun @ _wall_shares(azimuth, np.zeros(len(azimuth))))


def tabula_yield(
    i_horizontal: ArrayLike, i_vertical: ArrayLike, tilt_deg: ArrayLike, f_performance: float, f_frame: float
) -> FloatArray:
    """Yearly yield of 1 kWp by TABULA's table: planes between horizontal and vertical evenly [kWh/kWp]."""
    level, upright = np.asarray(i_horizontal, dtype=np.float64), np.asarray(i_vertical, dtype=np.float64)
    plane = level + (upright - level) * np.asarray(tilt_deg, dtype=np.float64) / 90.0
    return np.asarray(plane * f_performance * f_frame)


def _composed(
    horizontal: FloatArray, facing: FloatArray, behind: FloatArray | float, tilt: FloatArray
) -> FloatArray:
    diffuse = DIFFUSE_SHARE * horizontal
    upright = facing - behind * np.cos(tilt)
    direct = np.maximum((horizontal - diffuse) * np.cos(tilt) + upright * np.sin(tilt), 0.0)
    spread = diffuse * (1.0 + np.cos(tilt)) / 2.0 + ALBEDO * horizontal * (1.0 - np.cos(tilt)) / 2.0
    return np.asarray(direct + spread)


def _direct_on_wall(horizontal: FloatArray, vertical: FloatArray) -> FloatArray:
    return np.asarray(np.maximum(vertical - (DIFFUSE_SHARE + ALBEDO) * horizontal / 2.0, 0.0))


def _wall_shares(azimuth_deg: FloatArray, flat: FloatArray) -> FloatArray:
    """Shares of the walls N, E, S, W, shape (4, S); ``flat`` is 0 for upright planes and 1 for level ones."""
    apart = np.abs((azimuth_deg - 90.0 * np.arange(4)[:, None] + 180.0) % 360.0 - 180.0)
    by_angle = np.maximum(1.0 - apart / 90.0, 0.0)
    by_vector = np.where(apart < 90.0, np.cos(np.radians(apart)), 0.0)
    return np.asarray(by_angle + (by_vector - by_angle) * flat)
