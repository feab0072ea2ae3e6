"""From calculated to expected real use: prebound before, rebound after a renovation.

Buildings that are calculated as very bad use less than calculated (their people heat
less), good ones a little more. TABULA publishes a factor by country that falls with
the calculated delivered energy.

References
----------
Loga, T., Diefenbach, N. (2013): TABULA Calculation Method, 4 (calibration to measured
level); Sunikka-Blank, M., Galvin, R. (2012), doi:10.1080/09613218.2012.690952.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from retrofit.stock.stock import FloatArray

NODES_KWH_M2: Final = np.array([0.0, 100.0, 200.0, 300.0, 400.0, 500.0])
"""Calculated delivered energy at which TABULA states its factors [kWh/(m²a)]."""


def measured_to_calculated(q_del_kwh_m2: ArrayLike, factors: ArrayLike) -> FloatArray:
    """Factor from calculated to typical measured use [-].

    Linear between the nodes, constant above the last; NaN below zero, which is no energy.

    Parameters
    ----------
    q_del_kwh_m2 : array_like, shape (B,)
        Calculated energy delivered to the heat generators for heating and hot water,
        without auxiliaries [kWh/(m²a)].
    factors : array_like, shape (6,)
        The country's factors at `NODES_KWH_M2` [-].
    """
    q = np.asarray(q_del_kwh_m2, dtype=np.float64)
    found = np.interp(q, NODES_KWH_M2, np.asarray(factors, dtype=np.float64))
    return np.where(q >= 0.0, found, np.nan)


def realistic_saving(before_kwh_m2: ArrayLike, after_kwh_m2: ArrayLike, factors: ArrayLike) -> FloatArray:
    """Saving to expect: ``F(q0) q0 - F(q1) q1``, never ``(q0 - q1) F`` [kWh/(m²a)]."""
    before, after = (
        np.nan_to_num(measured_to_calculated(q, factors)) * np.asarray(q, dtype=np.float64)
        for q in (before_kwh_m2, after_kwh_m2)
    )
    return np.asarray(before - after)


def prebound(calculated: ArrayLike, measured: ArrayLike) -> FloatArray:
    """Share by which the measured use lies below the calculated one [-]."""
    top, bottom = np.broadcast_arrays(np.asarray(calculated, np.float64), np.asarray(measured, np.float64))
    share = np.divide(top - bottom, top, out=np.full(top.shape, np.nan), where=top > 0)
    return np.asarray(share)
