"""One hour of the simple hourly method: five resistances and one capacity (5R1C).

The equations of a step are linear in the mass temperature before it, the external
temperature, the gains at surfaces and the heat put into the air. `coefficients` solves
them once for each zone; a step is then a handful of products, in `step` for a single
hour and compiled in `retrofit.physics.hourly_kernel` for a year.

References
----------
ISO 13790:2008, 7.2.2 and annex C.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.stock.stock import FloatArray

H_MS_W_M2K: Final = 9.1
"""Heat transfer between mass and surfaces (ISO 13790, 12.2.2) [W/(m²K)]."""
H_IS_W_M2K: Final = 3.45
"""Heat transfer between air and surfaces (ISO 13790, 7.2.2.2) [W/(m²K)]."""
SURFACE_PER_FLOOR: Final = 4.5
"""Internal surfaces per floor area ``Lambda_at`` (ISO 13790, 7.2.2.2) [m²/m²]."""
AIR_SHARE: Final = 0.5
"""Share of the internal gains that goes to the air (ISO 13790, C.1) [-]."""
OPERATIVE_AIR: Final = 0.3
"""Weight of the air in the operative temperature (ISO 13790, C.12) [-]."""
SECONDS_PER_HOUR: Final = 3600.0

MASS, AIR, OPERATIVE = range(3)
"""Temperatures of a step: mass at its end, mean of the air, mean operative one."""


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """What the five resistances and the capacity of every zone are made of, shape (B,).

    Attributes
    ----------
    h_op, h_w, h_ve : ndarray
        Heat transfer through opaque elements, through light ones (windows, doors) and
        with the air [W/K].
    mass_area_m2, surface_m2 : ndarray
        Effective mass area ``A_m`` and internal surfaces ``A_t`` [m²].
    c_m_j_k : ndarray
        Internal heat capacity ``C_m`` [J/K].
    h_is_w_m2k : float
        Between air and surfaces [W/(m²K)].
    """

    h_op: FloatArray
    h_w: FloatArray
    h_ve: FloatArray
    mass_area_m2: FloatArray
    surface_m2: FloatArray
    c_m_j_k: FloatArray
    h_is_w_m2k: float = H_IS_W_M2K


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Outcome of an hour, shape (B,).

    ``theta_m_end`` is the mass temperature that the next hour starts from,
    ``theta_m`` its mean over the hour [°C]; ``phi_hc`` is positive for heating,
    negative for cooling [W].
    """

    theta_m_end: FloatArray
    theta_m: FloatArray
    theta_air: FloatArray
    theta_op: FloatArray
    phi_hc: FloatArray


def coefficients(zones: Zones) -> FloatArray:
    """Solve the equations of a step, shape (B, 3, 4).

    Rows are `MASS`, `AIR` and `OPERATIVE`; columns the factors of the mass temperature
    before the step [-], the external temperature [-], the gains at surfaces and mass
    ``phi_int / 2 + phi_sol`` [K/W] and the heat put into the air
    ``phi_int / 2 + phi_hc`` [K/W].

    Notes
    -----
    The supply air has the external temperature: heat recovery is part of ``h_ve``.
    Opaque elements lose their heat through the mass, so ``h_op`` must stay below
    ``9.1 x A_m``; buildings are an order of magnitude below.
    """
    h_ms = H_MS_W_M2K * zones.mass_area_m2
    h_is = zones.h_is_w_m2k * zones.surface_m2
    h_em = zones.h_op * h_ms / (h_ms - zones.h_op)
    to_mass = zones.mass_area_m2 / zones.surface_m2
    to_surface = 1.0 - to_mass - zones.h_w / (H_MS_W_M2K * zones.surface_m2)
    air = h_is + zones.h_ve
    h1 = zones.h_ve * h_is / air
    h2 = h1 + zones.h_w
    h3 = h2 * h_ms / (h2 + h_ms)
    surface = h_ms + h2
    into_surface = h_is / air
    nothing = np.zeros_like(air)

    hold = zones.c_m_j_k / SECONDS_PER_HOUR
    loss = 0.5 * (h3 + h_em)
    through = h_ms / surface
    mass = np.stack([hold - loss, h_em + h3, to_mass + through * to_surface, through * into_surface], axis=-1)
    mass = mass / (hold + loss)[..., None]
    mean = 0.5 * mass
    mean[..., 0] += 0.5
    direct = np.stack([nothing, h2, to_surface, into_surface], axis=-1)
    of_surface = (h_ms[..., None] * mean + direct) / surface[..., None]
    own = np.stack([nothing, zones.h_ve, nothing, nothing + 1.0], axis=-1)
    of_air = (h_is[..., None] * of_surface + own) / air[..., None]
    operative = OPERATIVE_AIR * of_air + (1.0 - OPERATIVE_AIR) * of_surface
    return np.stack([mass, of_air, operative], axis=-2)


def step(
    solved: FloatArray,
    theta_m: ArrayLike,
    theta_e: ArrayLike,
    phi_int: ArrayLike,
    phi_sol: ArrayLike,
    set_points: tuple[ArrayLike, ArrayLike],
    limits_w: tuple[ArrayLike, ArrayLike] = (np.inf, np.inf),
) -> Step:
    """Solve one hour, with the heating or cooling that keeps the air between the set points.

    Parameters
    ----------
    solved : ndarray, shape (B, 3, 4)
        Of `coefficients`.
    theta_m : array_like, shape (B,)
        Mass temperature at the start [°C].
    theta_e : array_like
        External temperature [°C].
    phi_int, phi_sol : array_like, shape (B,)
        Internal and solar gains [W].
    set_points : tuple of array_like
        For heating and for cooling [°C]; minus or plus infinity switches one off.
    limits_w : tuple of array_like
        Largest power of heating and of cooling, both positive [W].
    """
    into_air = AIR_SHARE * np.asarray(phi_int, dtype=np.float64)
    mass = np.asarray(theta_m, dtype=np.float64)
    gains = into_air + np.asarray(phi_sol, dtype=np.float64)
    before = np.stack(np.broadcast_arrays(mass, theta_e, gains, into_air), axis=-1)
    free = np.einsum("...rc,...c->...r", solved, before)
    per_watt = solved[..., 3]
    heating = np.clip((set_points[0] - free[..., AIR]) / per_watt[..., AIR], 0.0, limits_w[0])
    cooling = np.clip((free[..., AIR] - set_points[1]) / per_watt[..., AIR], 0.0, limits_w[1])
    phi_hc = heating - cooling
    end, air, operative = np.moveaxis(free + per_watt * phi_hc[..., None], -1, 0)
    return Step(end, 0.5 * (mass + end), air, operative, phi_hc)
