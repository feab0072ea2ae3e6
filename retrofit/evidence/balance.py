"""Heat balance of buildings taken apart: which part loses how much, and what makes up for it.

The need is that of `retrofit.physics.heat`; nothing is reckoned anew here but the shares
in which elements, air, sun and people take part in it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.physics import heat, need
from retrofit.plan.scenario import Assumptions, Method
from retrofit.results import Baseline
from retrofit.stock.codes import ELEMENTS
from retrofit.stock.stock import FloatArray

CHUNK: Final = 65536
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class HeatBalance:
    """Sums of some buildings over a year; losses equal gains and need.

    Attributes
    ----------
    elements_kwh : ndarray, shape (E,)
        Losses through the elements [kWh/a].
    bridges_kwh, air_kwh : float
        Losses through thermal bridges, and by airing and leaks [kWh/a].
    sun_kwh, inside_kwh : float
        Useful gains from the sun, and from people and appliances [kWh/a].
    need_kwh : float
        Energy need for heating [kWh/a].
    need_month_kwh : ndarray, shape (M,)
        Of it each month; zero-length with the seasonal method [kWh].
    """

    elements_kwh: FloatArray
    bridges_kwh: float
    air_kwh: float
    sun_kwh: float
    inside_kwh: float
    need_kwh: float
    need_month_kwh: FloatArray

    @property
    def losses_kwh(self) -> float:
        """All losses [kWh/a]."""
        return float(self.elements_kwh.sum()) + self.bridges_kwh + self.air_kwh


def by_the_hour(solved: Baseline, assumptions: Assumptions) -> bool:
    """Whether the need was solved hour by hour: then its losses are not known by element."""
    return assumptions.method is Method.HOURLY and solved.climate.weather is not None


def heat_balance(solved: Baseline, rows: Rows, package_of: NDArray[np.integer]) -> HeatBalance:
    """Take the need of some buildings apart, each in its package.

    Parameters
    ----------
    solved : Baseline
        Of the monthly or the seasonal method.
    rows : ndarray, shape (n,)
        Rows of buildings; those without heating are left out.
    package_of : ndarray, shape (B,)
        Position of each building's package.
    """
    typed = solved.typed
    heated = rows[typed.heated[rows] & (typed.floor_area_ref_m2[rows] > 0)]
    months = 12 if solved.climate.station is not None else 0
    total, need_month = np.zeros(len(ELEMENTS) + 5), np.zeros(months)
    for start in range(0, len(heated), CHUNK):
        part = heated[start : start + CHUNK].astype(np.int32)
        sums, by_month = _sums(solved, part, package_of[part].astype(np.intp))
        total, need_month = total + sums, need_month + by_month
    bridges, air, sun, inside, need_kwh = total[len(ELEMENTS) :].tolist()
    return HeatBalance(total[: len(ELEMENTS)], bridges, air, sun, inside, need_kwh, need_month)


def _sums(solved: Baseline, rows: NDArray[np.int32], chosen: Rows) -> tuple[FloatArray, FloatArray]:
    """Losses by element, bridges, air, sun, inside, need [kWh/a]; and the need by month [kWh]."""
    typed, made, types = solved.typed, solved.made, solved.typed.types
    kinds, area, ref = typed.kind_of[rows], solved.envelope.area_m2[rows], typed.floor_area_ref_m2[rows]
    here = np.arange(len(rows))
    h_tr, h_ve, f_red = (f[here, chosen] for f in need.heat_transfer(rows, typed, solved.envelope, made))
    theta_i, phi = types.theta_i_c[kinds], types.phi_int_w_m2[kinds]
    use = {"theta_i": theta_i, "phi_int": phi, "c_m": types.c_m_wh_m2k[kinds]}
    aperture = need.solar_aperture(rows, typed, solved.envelope)
    glass = made.g_window[kinds, chosen]
    if solved.climate.station is not None:
        station = solved.climate.station
        q_sol = aperture @ station.i_sol_kwh_m2.T * glass[:, None]
        months = heat.monthly_need(h_tr, h_ve, f_red, q_sol, theta_e=station.theta_e_c, **use)
        q_nd, hours, theta_e = months, heat.HOURS_PER_DAY_K * heat.DAYS_OF_MONTH, station.theta_e_c
    else:
        season = solved.climate.season
        assert season is not None
        q_sol = (aperture @ season.i_sol_kwh_m2 * glass)[:, None]
        days = season.heating_days
        found = heat.seasonal_need(
            h_tr, h_ve, f_red, q_sol[:, 0], theta_e=season.theta_e_c, heating_days=days, **use
        )
        q_nd, months = found.q_h_nd[:, None], np.empty((len(rows), 0))
        hours, theta_e = np.array([heat.HOURS_PER_DAY_K * days]), np.array([season.theta_e_c])
    lift = np.maximum(theta_i[:, None] - theta_e, 0.0) * hours
    lost = ((h_tr + h_ve) * f_red)[:, None] * lift
    used = np.where(lost > 0.0, lost - q_nd, 0.0)
    q_int = phi[:, None] * hours
    from_sun = heat.ratio(used * q_sol, q_sol + q_int)
    u_b = made.u_w_m2k[kinds, chosen] * made.b_transmission[kinds]
    kilo_hours = f_red * lift.sum(axis=1)
    bridges = made.delta_u_tb_w_m2k[kinds, chosen] * area.sum(axis=1)
    sums = (
        (bridges * kilo_hours).sum(),
        (h_ve * ref * kilo_hours).sum(),
        (from_sun.sum(axis=1) * ref).sum(),
        ((used - from_sun).sum(axis=1) * ref).sum(),
        (q_nd.sum(axis=1) * ref).sum(),
    )
    return np.append((u_b * area * kilo_hours[:, None]).sum(axis=0), sums), months.T @ ref
