"""Energy need for heating: heat transfer, gains, utilisation; seasonal and monthly balance.

Every quantity is per m² of reference floor area and elementwise over arrays, so the
same functions serve single rows, building stocks and the published TABULA rows.

Both methods multiply the heat transfer by TABULA's temperature reduction factor
``F_red`` (night setback and unheated rooms). ISO 13790, 13.2 would correct the need
for intermittent heating instead; with one factor for both, the seasonal and the
monthly need of a building differ by the resolution of the climate alone.

References
----------
Loga, T., Diefenbach, N. (2013): TABULA Calculation Method, IWU Darmstadt.
ISO 13790:2008, 12.2.1 and 13.2; EN ISO 52016-1:2017 (monthly method).
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from retrofit.stock.stock import FloatArray

AIR_HEAT_CAPACITY_WH_M3K: Final = 0.34
"""Volume-related heat capacity of air (TABULA Calculation Method) [Wh/(m³K)]."""
HOURS_PER_DAY_K: Final = 0.024
"""Hours of a day in thousands: W times days to kWh [kh/d]."""
DAYS_OF_MONTH: Final = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.float64)
A_SEASON: Final = (0.8, 30.0)
"""``a_H0`` and ``tau_H0`` of the seasonal method (ISO 13790 table 9) [-], [h]."""
A_MONTH: Final = (1.0, 15.0)
"""``a_H0`` and ``tau_H0`` of the monthly method (ISO 13790 table 9) [-], [h]."""

ReductionRule = Literal["tabula2015", "mobasy"]


@dataclass(frozen=True, slots=True, eq=False)
class SeasonalBalance:
    """Every quantity of the seasonal method, per m² of reference floor area.

    ``q_ht_tr``, ``q_ht_ve``, ``q_ht``, ``q_int``, ``q_h_nd`` [kWh/(m²a)], ``tau`` [h],
    ``a_h``, ``gamma``, ``eta`` [-].
    """

    q_ht_tr: FloatArray
    q_ht_ve: FloatArray
    q_ht: FloatArray
    q_int: FloatArray
    tau: FloatArray
    a_h: FloatArray
    gamma: FloatArray
    eta: FloatArray
    q_h_nd: FloatArray


def ratio(above: ArrayLike, below: ArrayLike) -> FloatArray:
    """Divide; anything over zero is zero, as in the published workbook."""
    top, bottom = np.broadcast_arrays(np.asarray(above, dtype=np.float64), below)
    return np.asarray(np.divide(top, bottom, out=np.zeros(top.shape), where=bottom != 0))


def transmission(
    h_elements: FloatArray, envelope_area: FloatArray, delta_u_tb: FloatArray, floor_area_ref: FloatArray
) -> FloatArray:
    """Heat transfer by transmission per reference floor area ``h_tr`` [W/(m²K)].

    Parameters
    ----------
    h_elements : ndarray
        Sum of ``U x A x b`` over the elements [W/K].
    envelope_area : ndarray
        Sum of the element areas [m²].
    delta_u_tb : ndarray
        Thermal bridging supplement on the whole envelope [W/(m²K)].
    floor_area_ref : ndarray
        TABULA reference floor area [m²].
    """
    return ratio(h_elements + delta_u_tb * envelope_area, floor_area_ref)


def ventilation(n_use: FloatArray, n_infiltration: FloatArray, room_height: FloatArray) -> FloatArray:
    """Heat transfer by ventilation per reference floor area ``h_ve`` [W/(m²K)]."""
    return AIR_HEAT_CAPACITY_WH_M3K * (n_use + n_infiltration) * room_height


def temperature_reduction(
    h_tr: FloatArray, f_red_htr1: FloatArray, f_red_htr4: FloatArray, rule: ReductionRule = "tabula2015"
) -> FloatArray:
    """Temperature reduction factor ``F_red`` [-].

    Between ``h_tr`` 1 and 4 W/(m²K) it is linear and constant above. Below 1 the
    workbook of 2015 lets it grow, beyond 1 under 0.5 W/(m²K); the later MOBASY
    model keeps it constant.
    """
    between = f_red_htr1 + (h_tr - 1.0) * (f_red_htr4 - f_red_htr1) / (4.0 - 1.0)
    below = f_red_htr1 + (1.0 - h_tr) / 0.5 * (1.0 - f_red_htr1) if rule == "tabula2015" else f_red_htr1
    return np.asarray(np.where(h_tr <= 1.0, below, np.where(h_tr >= 4.0, f_red_htr4, between)))


def between(
    h_tr: FloatArray,
    limits: tuple[FloatArray, FloatArray],
    values: tuple[FloatArray, FloatArray],
    *,
    open_below: bool = False,
) -> FloatArray:
    """Value between two heat transfer coefficients, as the MOBASY model states its conditions of use.

    Linear between the limits and constant outside; ``open_below`` lets the line go on
    below the lower one, as that model does with the set point temperature.

    References
    ----------
    Loga, T. et al. (2021): MOBASY, R model ``16_CalcBuilding``, IWU Darmstadt (CC BY 4.0).
    """
    share = ratio(h_tr - limits[0], limits[1] - limits[0])
    share = np.minimum(share, 1.0) if open_below else np.clip(share, 0.0, 1.0)
    return np.asarray(values[0] + share * (values[1] - values[0]))


def utilisation(gamma: FloatArray, a: FloatArray) -> FloatArray:
    """Gain utilisation factor for heating ``eta_H_gn`` [-].

    ``(1 - gamma^a) / (1 - gamma^(a+1))`` in a form that keeps full precision near
    ``gamma = 1``, where the formula as written loses all digits; ``a / (a + 1)``
    at 1, 1 at 0 and ``1 / gamma`` below.

    References
    ----------
    ISO 13790:2008, 12.2.1.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        inverse = 1.0 / gamma
        small = np.minimum(gamma, inverse)
        e = np.expm1(a * np.log(small))
        eta = e / (e + (small - 1.0) * (1.0 + e))
        eta = np.where(gamma > 1.0, eta * inverse, eta)
    special = (gamma <= 0.0) | (small == 1.0)
    if special.any():
        eta = np.where(gamma < 0.0, inverse, eta)
        eta = np.where(gamma == 0.0, 1.0, eta)
        eta = np.where(gamma == 1.0, a / (a + 1.0), eta)
    return np.asarray(eta)


def seasonal_need(
    h_tr: FloatArray,
    h_ve: FloatArray,
    f_red: FloatArray,
    q_sol: FloatArray,
    *,
    theta_i: FloatArray | float,
    theta_e: FloatArray | float,
    heating_days: FloatArray | float,
    phi_int: FloatArray,
    c_m: FloatArray,
) -> SeasonalBalance:
    """Balance of one heating season, as TABULA publishes it.

    Parameters
    ----------
    h_tr, h_ve : ndarray
        Heat transfer coefficients [W/(m²K)].
    f_red : ndarray
        Temperature reduction factor [-].
    q_sol : ndarray
        Solar gains of the season [kWh/(m²a)].
    theta_i, theta_e : ndarray or float
        Internal and mean external temperature of the season [°C].
    heating_days : ndarray or float
        Length of the season [d].
    phi_int : ndarray
        Internal heat sources [W/m²].
    c_m : ndarray
        Internal heat capacity [Wh/(m²K)].
    """
    kilo_kelvin_hours = HOURS_PER_DAY_K * ((theta_i - theta_e) * heating_days)
    q_ht_tr = h_tr * kilo_kelvin_hours * f_red
    q_ht_ve = h_ve * kilo_kelvin_hours * f_red
    q_ht = q_ht_tr + q_ht_ve
    q_int = phi_int * HOURS_PER_DAY_K * heating_days
    tau = ratio(c_m, h_tr + h_ve)
    a = A_SEASON[0] + tau / A_SEASON[1]
    gamma = ratio(q_sol + q_int, q_ht)
    eta = utilisation(gamma, a)
    q_h_nd = q_ht - eta * (q_sol + q_int)
    return SeasonalBalance(q_ht_tr, q_ht_ve, q_ht, q_int, tau, a, gamma, eta, q_h_nd)


def monthly_need(
    h_tr: FloatArray,
    h_ve: FloatArray,
    f_red: FloatArray,
    q_sol: FloatArray,
    *,
    theta_i: FloatArray,
    theta_e: FloatArray,
    phi_int: FloatArray,
    c_m: FloatArray,
) -> FloatArray:
    """Energy need for heating by month, quasi-steady, shape (B, M) [kWh/m²].

    Parameters
    ----------
    h_tr, h_ve, f_red, theta_i, phi_int, c_m : ndarray, shape (B,)
        As in `seasonal_need`.
    q_sol : ndarray, shape (B, M)
        Solar gains of each month [kWh/m²].
    theta_e : ndarray, shape (M,)
        Mean external temperature of each month [°C].

    Notes
    -----
    No month is left out: where gains outweigh the heat transfer the utilisation
    brings the need towards zero by itself, and a month warmer than the set point
    needs nothing. On BESTEST cases such a method lies 5 % below to 17 % above the
    range of hourly programs.
    """
    kilo_hours = HOURS_PER_DAY_K * DAYS_OF_MONTH
    h = h_tr + h_ve
    a = A_MONTH[0] + ratio(c_m, h) / A_MONTH[1]
    q_ht = (h * f_red)[:, None] * (theta_i[:, None] - theta_e) * kilo_hours
    q_gn = q_sol + phi_int[:, None] * kilo_hours
    gamma = ratio(q_gn, q_ht)
    need = q_ht - utilisation(gamma, a[:, None]) * q_gn
    return np.asarray(np.where(q_ht > 0.0, np.maximum(need, 0.0), 0.0))
