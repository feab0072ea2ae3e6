"""Expenditure of heat pumps by the temperatures of source and flow.

References
----------
Ruhnau, O., Hirth, L., Praktiknjo, A. (2019): Time series of heat demand and heat pump
efficiency for energy system modeling, Scientific Data 6:189 (regressions, losses in
operation, 15 K as the least lift, 5 K between ground and brine).
EN 442-2 (exponent of radiators); EN 12831-1 (heat load).
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from retrofit.stock.stock import FloatArray

REGRESSION: Final[Mapping[str, tuple[float, float, float]]] = {
    "air": (6.08, -0.09, 0.0005),
    "ground": (10.29, -0.21, 0.0012),
}
"""Coefficient of performance over the lift ``dT``: constant, per K, per K²."""
IN_OPERATION: Final = 0.85
"""What real installations reach of the regression [-]."""
LEAST_LIFT_K: Final = 15.0
BRINE_K: Final = 5.0
"""Ground less brine [K]; the ground is as warm as the air over the year."""
RADIATOR_EXPONENT: Final = 1.3
FLOW_DESIGN_C: Final = 65.0
"""Assumption: flow temperature that today's radiators need on the coldest day [°C]."""
FLOW_LEAST_C: Final = 30.0
HOT_WATER_C: Final = 50.0
"""Temperature at which hot water is made [°C]."""
LOW_TEMPERATURE_C: Final = 55.0
"""Up to this flow temperature on the coldest day a building is ready for heat pumps and low
temperature networks [°C]."""
HEATING_LIMIT_C: Final = 15.0
"""Months that are warmer need no heat to speak of [°C]."""


def flow_design(load_ratio: FloatArray, theta_i: FloatArray) -> FloatArray:
    """Flow temperature that today's radiators need on the coldest day after works [°C].

    Parameters
    ----------
    load_ratio : ndarray
        Heat load over that of today [-].
    theta_i : ndarray
        Room temperature [°C].
    """
    lift = (FLOW_DESIGN_C - theta_i) * np.maximum(load_ratio, 0.0) ** (1.0 / RADIATOR_EXPONENT)
    return np.asarray(np.maximum(theta_i + lift, FLOW_LEAST_C))


def performance(source: str, lift_k: FloatArray) -> FloatArray:
    """Coefficient of performance in operation [-] for a lift from source to flow [K]."""
    constant, linear, square = REGRESSION[source]
    lift = np.maximum(lift_k, LEAST_LIFT_K)
    lowest = -linear / (2.0 * square)  # beyond its minimum the parabola would rise again
    lift = np.minimum(lift, lowest)
    return np.asarray(np.maximum(IN_OPERATION * (constant + linear * lift + square * lift**2), 1.0))


def heating_expenditure(
    source: str, flow_c: FloatArray, theta_i: FloatArray, theta_e: FloatArray, design_c: float
) -> FloatArray:
    """Electricity per kWh of heat over the year, shape of ``flow_c`` [kWh/kWh].

    Parameters
    ----------
    source : str
        ``air`` or ``ground``.
    flow_c : ndarray
        Flow temperature on the coldest day [°C]; on other days it follows the load.
    theta_i : ndarray, shape of ``flow_c``
        Room temperature [°C].
    theta_e : ndarray, shape (M,)
        Monthly, or one seasonal, outdoor temperature [°C].
    design_c : float
        Outdoor temperature of the coldest day [°C].
    """
    shortage = np.maximum(theta_i[..., None] - theta_e, 0.0)
    weight = np.where((theta_e < HEATING_LIMIT_C) | (theta_e == theta_e.min()), shortage, 0.0)
    part = np.clip(shortage / np.maximum(theta_i[..., None] - design_c, 1.0), 0.0, 1.0)
    flow = theta_i[..., None] + (flow_c - theta_i)[..., None] * part ** (1.0 / RADIATOR_EXPONENT)
    cop = performance(source, flow - _source(source, theta_e))
    total = weight.sum(axis=-1)
    spent = (weight / cop).sum(axis=-1)
    return np.asarray(np.divide(spent, total, out=np.ones(total.shape), where=total > 0))


def water_expenditure(source: str, theta_e: FloatArray) -> float:
    """Electricity per kWh of hot water over the year [kWh/kWh]."""
    return float((1.0 / performance(source, HOT_WATER_C - _source(source, theta_e))).mean())


def _source(source: str, theta_e: FloatArray) -> FloatArray:
    return theta_e if source == "air" else np.full(theta_e.shape, theta_e.mean() - BRINE_K)
