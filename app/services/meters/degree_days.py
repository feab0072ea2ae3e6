"""Degree days of a plan's climate, and what of a building's energy follows them."""

from typing import Final

import numpy as np

from app.project import Project
from retrofit.physics.heat import DAYS_OF_MONTH
from retrofit.stock.stock import FloatArray

ROOM_C: Final = 18.0
LIMIT_C: Final = 15.0
"""Eurostat: 18 °C less the day's mean, on days of 15 °C or colder."""


def reference_degree_days(project: Project) -> float:
    """Degree days of the climate a plan is calculated with, by Eurostat's bases [K d].

    From monthly means: months of 15 °C or colder count whole, the others not at all, which
    comes out a little low where spring and autumn are mild.

    References
    ----------
    Eurostat, nrg_chdd, metadata: heating degree days.
    """
    assert project.baseline is not None
    climate = project.baseline.climate
    if climate.station is not None:
        theta, days = climate.station.theta_e_c, np.asarray(DAYS_OF_MONTH, dtype=np.float64)
        return float(np.where(theta <= LIMIT_C, (ROOM_C - theta) * days, 0.0).sum())
    assert climate.season is not None
    return max(ROOM_C - climate.season.theta_e_c, 0.0) * climate.season.heating_days


def heating_share(project: Project) -> FloatArray:
    """Share of heating in the energy need for heating and hot water today, shape (B,) [-]."""
    assert project.baseline is not None
    states = project.baseline.states
    heat, water = states.q_h_nd_kwh[:, 0], states.q_w_nd_kwh[:, 0]
    both = heat + water
    return np.asarray(np.divide(heat, both, out=np.zeros_like(both), where=both > 0))
