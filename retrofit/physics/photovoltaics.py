"""Photovoltaics on roofs: yield of a plane hour by hour, and how much a roof has room for.

References
----------
Dobos, A. (2014): PVWatts Version 5 Manual, NREL/TP-6A20-62641 (modules, losses, inverter).
King, D. et al. (2004): Photovoltaic array performance model, SAND2004-3535 (cell temperature).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.physics.roof_shade import horizon_factor
from retrofit.physics.self_use import self_used
from retrofit.physics.solar import Weather, monthly_kwh_m2, on_planes
from retrofit.physics.tilted_planes import tilted_irradiation
from retrofit.stock.stock import FloatArray

__all__ = [
    "Plant",
    "Roofs",
    "dc_power",
    "horizon_factor",
    "hourly_yield",
    "inverted",
    "roofs_of",
    "self_used",
    "tilted_irradiation",
    "yield_month",
]

LOSSES: Final = 0.1408
"""Wiring, soiling, mismatch and the like (NREL/TP-6A20-62641) [-]."""
INVERTER: Final = 0.96
"""Nominal efficiency of the inverter (NREL/TP-6A20-62641) [-]."""
INVERTER_REFERENCE: Final = 0.9637
"""Nominal efficiency of the inverter whose curve is scaled (NREL/TP-6A20-62641) [-]."""
INVERTER_CURVE: Final = (-0.0162, -0.0059, 0.9858)
"""Of the load, of its inverse, and constant (NREL/TP-6A20-62641) [-]."""
DC_AC: Final = 1.2
"""Power of the modules over that of the inverter (NREL/TP-6A20-62641) [-]."""
GAMMA_1K: Final = {"Standard": -0.0047, "Premium": -0.0035, "Thin film": -0.0020}
"""Change of power with cell temperature by type of module (NREL/TP-6A20-62641) [1/K]."""
STANDARD_C: Final = 25.0
STANDARD_W_M2: Final = 1000.0
"""Cell temperature and irradiance at which modules are rated."""
MOUNT: Final = (-3.47, -0.0594, 3.0)
"""Heat of modules on an open rack, glass on both sides (SAND2004-3535): a, b [s/m], K."""
CALM_M_S: Final = 1.0
"""Assumption: wind at the modules where the weather has none [m/s]."""
PITCH_DEG: Final = 35.0
"""Assumption: tilt of pitched roofs [°]."""
FLAT_TILT_DEG: Final = 12.0
"""Assumption: tilt of rows on flat roofs [°]."""
USABLE_PITCHED: Final = 0.7
"""Assumption: share of a roof half that modules cover [-]."""
FAIR_SOUTH: Final = 0.2
"""Assumption: a roof with more than this of its surface to the south carries modules there alone [-]."""
STEP_DEG: Final = 5.0
"""Measured slopes are rounded to this, so that few planes are reckoned [°]."""
SLOPES_DEG: Final = (10.0, 60.0)
USABLE_FLAT: Final = 0.35
"""Assumption: modules over the area of a flat roof: a ground cover ratio of one half on seven
tenths of it [-]."""


@dataclass(frozen=True, slots=True)
class Plant:
    """Modules and inverter; as PVWatts takes them when nothing is said."""

    losses: float = LOSSES
    gamma_1k: float = GAMMA_1K["Standard"]
    inverter: float = INVERTER
    dc_ac: float = DC_AC
    mount: tuple[float, float, float] = MOUNT


USUAL: Final = Plant()


def hourly_yield(
    weather: Weather,
    tilt_deg: ArrayLike,
    azimuth_deg: ArrayLike,
    wind_m_s: ArrayLike = CALM_M_S,
    plant: Plant = USUAL,
) -> FloatArray:
    """Alternating current of 1 kWp on planes, shape (H, S) [kW].

    Parameters
    ----------
    tilt_deg, azimuth_deg : array_like, shape (S,)
        0 is horizontal; azimuth from north over east [°].
    wind_m_s : array_like, shape (H,) or scalar
        Wind at the modules [m/s].
    """
    found = on_planes(weather, tilt_deg, azimuth_deg)
    power = dc_power(
        found.direct_w_m2, found.diffuse_w_m2, found.incidence_rad, weather.theta_e_c, wind_m_s, plant
    )
    return inverted(power, plant.inverter, plant.dc_ac)


def yield_month(
    weather: Weather,
    tilt_deg: ArrayLike,
    azimuth_deg: ArrayLike,
    wind_m_s: ArrayLike = CALM_M_S,
    plant: Plant = USUAL,
) -> FloatArray:
    """Monthly sums of `hourly_yield`, shape (M, S) [kWh/kWp]."""
    return monthly_kwh_m2(hourly_yield(weather, tilt_deg, azimuth_deg, wind_m_s, plant) * 1000.0)


def dc_power(
    direct: FloatArray,
    diffuse: FloatArray,
    incidence_rad: FloatArray,
    theta_e_c: FloatArray,
    wind: ArrayLike,
    plant: Plant = USUAL,
) -> FloatArray:
    """Direct current of 1 kWp after losses, shape (H, S) [kW].

    Parameters
    ----------
    direct, diffuse : ndarray, shape (H, S)
        Irradiance on the planes [W/m²]; of the direct part the cover reflects some, by its
        angle of incidence (De Soto et al. 2006, doi:10.1016/j.solener.2005.06.010).
    theta_e_c : ndarray, shape (H,)
        Outdoor temperature [°C].
    wind : array_like, shape (H,) or scalar
        Wind at the modules [m/s].
    """
    from pvlib.iam import physical

    passing = np.asarray(physical(np.degrees(incidence_rad)))
    plane = direct * np.nan_to_num(passing) + diffuse
    a, b, back = plant.mount
    speed = np.broadcast_to(np.asarray(wind, dtype=np.float64), theta_e_c.shape)[:, None]
    cell = theta_e_c[:, None] + plane * np.exp(a + b * speed) + plane / STANDARD_W_M2 * back
    power = plane / STANDARD_W_M2 * (1.0 + plant.gamma_1k * (cell - STANDARD_C)) * (1.0 - plant.losses)
    return np.asarray(np.maximum(power, 0.0))


def inverted(power: FloatArray, efficiency: float = INVERTER, dc_ac: float = DC_AC) -> FloatArray:
    """Alternating current of an inverter, per kWp of modules, same shape [kW].

    ``eta = eta_nominal / 0.9637 (-0.0162 z - 0.0059 / z + 0.9858)`` with the load ``z`` of
    the inverter (PVWatts); cut at its power, and nothing where it would draw power.
    """
    most = 1.0 / dc_ac
    load = power * efficiency / most
    by_load, by_inverse, constant = INVERTER_CURVE
    # eta times power, so that nothing is divided by a load of nought
    found = most / INVERTER_REFERENCE * (by_load * load**2 + by_inverse + constant * load)
    return np.asarray(np.clip(found, 0.0, np.minimum(power, most)))


@dataclass(frozen=True, slots=True, eq=False)
class Roofs:
    """Roofs as planes for modules, each of shape (B,).

    ``module_m2`` is the area of modules that fit [m²]; ``facing`` the orientation of the
    planes, a position in `codes.ORIENTATIONS` (E stands for both east and west).
    """

    module_m2: FloatArray
    tilt_deg: FloatArray
    facing: "np.ndarray[tuple[int], np.dtype[np.int8]]"


def measured_roofs(guessed: Roofs, facing_m2: FloatArray, slope_deg: FloatArray) -> Roofs:
    """Room for modules where roofs were measured; elsewhere as guessed.

    Parameters
    ----------
    guessed : Roofs
        From `roofs_of`, shape (B,).
    facing_m2 : ndarray, shape (B, 5)
        Surface to N, E, S, W, and level; NaN unknown [m²].
    slope_deg : ndarray, shape (B,)
        Mean slope of what is not level; NaN unknown [°].
    """
    _north, east, south, west, level = facing_m2.T
    total = facing_m2.sum(axis=1)
    known = np.isfinite(total) & (total > 0)
    with np.errstate(invalid="ignore"):
        flat = level >= 0.5 * total
        to_south = south > FAIR_SOUTH * total
    sides = np.where(to_south, south, east + west)
    area = np.where(flat, level * USABLE_FLAT, sides * USABLE_PITCHED)
    rounded = np.clip(STEP_DEG * np.round(np.nan_to_num(slope_deg, nan=PITCH_DEG) / STEP_DEG), *SLOPES_DEG)
    return Roofs(
        module_m2=np.where(known, area, guessed.module_m2),
        tilt_deg=np.where(known, np.where(flat, FLAT_TILT_DEG, rounded), guessed.tilt_deg),
        facing=np.where(known, np.where(flat | to_south, np.int8(2), np.int8(1)), guessed.facing),
    )


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
