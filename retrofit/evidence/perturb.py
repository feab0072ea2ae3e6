"""The balance of a plan as coefficients, to be solved again for deviating assumptions."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.money.economics import present_value_factor
from retrofit.physics import heat, need
from retrofit.physics.climate import Climate
from retrofit.physics.systems import heat_output
from retrofit.physics.weighting import COST, E_DEL
from retrofit.plan.outcome import outcome
from retrofit.plan.scenario import Assumptions, Method, Scenario
from retrofit.results import Baseline
from retrofit.stock import codes
from retrofit.stock.stock import CodeArray, FloatArray

OUTPUTS: Final = (
    "e_del_kwh",
    "e_del_saving_kwh",
    "energy_cost_saving_eur",
    "invest_eur",
    "npv_eur",
)
"""What is drawn a band of."""

OPAQUE: Final = [codes.ROOF, codes.WALL, codes.FLOOR, codes.DOOR]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Coefficients of the heated buildings in one state, each of shape (B,).

    Heat transfer per reference area: opaque elements with bridges, windows, air
    [W/(m²K)]; ``q_sol`` is the season's sum by month, shape (B, M) [kWh/m²].
    """

    h_opaque: FloatArray
    h_window: FloatArray
    h_air: FloatArray
    f_red: FloatArray
    q_sol: FloatArray
    chain: FloatArray
    """Losses, usable losses [kWh/(m²a)] and remaining share [-] of the heating system, (B, 3)."""
    energy: FloatArray
    """Delivered energy per kWh of heat, and per m² for all else, (B, 2)."""
    cost: FloatArray
    """Cost of delivered energy per kWh of heat, and per m² for all else, (B, 2)."""
    scale: FloatArray
    """Heating need of the plan's own method over that by months [-]."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What a draw needs: both states, use, systems, prices; all of shape (B,) but where said."""

    now: State
    then: State
    floor_area_ref_m2: FloatArray
    theta_i_c: FloatArray
    phi_int_w_m2: FloatArray
    c_m_wh_m2k: FloatArray
    theta_e_c: FloatArray
    """Shape (M,)."""
    hours_kh: FloatArray
    """Shape (M,): thousands of hours."""
    time_constant: tuple[float, float]
    roof_kwh: FloatArray
    roof_eur: FloatArray
    """What photovoltaics of the package take off delivered energy and its cost, each a year."""
    invest_eur: FloatArray
    outlay_eur: FloatArray
    """Present value of the investment with replacements and residual value."""
    rate: float
    growth: float
    horizon_a: int


def coefficients(
    solved: Baseline,
    package_of: CodeArray,
    climate: Climate,
    assumptions: Assumptions,
) -> Solved:
    """Put together the coefficients of a solved plan; buildings that are not heated have zeros."""
    typed, rows = solved.typed, np.arange(len(package_of), dtype=np.int32)
    chosen = package_of.astype(np.intp)
    kinds, types, heated = np.maximum(typed.kind_of, 0), typed.types, typed.heated
    sun, theta_e, hours, constant = _climate(climate)
    warm = np.flatnonzero(heated).astype(np.int32)
    aperture = np.zeros((len(rows), len(codes.ORIENTATIONS)))
    aperture[warm] = need.solar_aperture(warm, typed, solved.envelope)
    both = [
        _state(package, solved, aperture @ sun.T) for package in (np.zeros(len(rows), dtype=np.intp), chosen)
    ]
    found = outcome(solved, Scenario("", package_of), assumptions)
    part = _roof(solved, chosen)
    value = present_value_factor(
        assumptions.discount_rate, assumptions.energy_price_growth, assumptions.horizon_a
    )
    made = Solved(
        now=both[0],
        then=both[1],
        floor_area_ref_m2=typed.floor_area_ref_m2,
        theta_i_c=types.theta_i_c[kinds],
        phi_int_w_m2=types.phi_int_w_m2[kinds],
        c_m_wh_m2k=types.c_m_wh_m2k[kinds],
        theta_e_c=theta_e,
        hours_kh=hours,
        time_constant=constant,
        roof_kwh=part[0],
        roof_eur=part[1],
        invest_eur=found["invest_eur"],
        outlay_eur=found["energy_cost_saving_eur"] * value - found["npv_eur"],
        rate=assumptions.discount_rate,
        growth=assumptions.energy_price_growth,
        horizon_a=assumptions.horizon_a,
    )
    hourly = assumptions.method is Method.HOURLY and climate.weather is not None
    return _by_the_hour(made, solved, chosen) if hourly else made


def _by_the_hour(made: Solved, solved: Baseline, chosen: NDArray[np.intp]) -> Solved:
    """Scale the needs by months to those of the hourly plan: deviations follow the months."""
    one, nothing = np.ones((1, 1)), np.zeros((1, 1))
    still = {"u_opaque": one, "u_window": one, "air_change": one, "gains": one,
             "theta_i": nothing, "climate": nothing}  # fmt: skip
    rows, scaled = np.arange(len(chosen)), []
    for state, place in ((made.now, np.zeros_like(chosen)), (made.then, chosen)):
        by_months = _need(made, state, still)[0][0] * made.floor_area_ref_m2
        own = solved.states.q_h_nd_kwh[rows, place]
        scale = np.divide(own, by_months, out=np.ones(len(rows)), where=by_months > 0)
        scaled.append(replace(state, scale=scale))
    return replace(made, now=scaled[0], then=scaled[1])


def solve_draws(solved: Solved, moved: dict[str, FloatArray]) -> dict[str, FloatArray]:
    """Outputs for some draws, each of shape (rows, B).

    Parameters
    ----------
    moved : dict of str to ndarray, shape (rows, 1) or (rows, B)
        Factors and addends by the name of the assumption.
    """
    (before, cost_before), (after, cost_after) = (
        _delivered(solved, state, moved) for state in (solved.now, solved.then)
    )
    after = after - solved.roof_kwh
    cost = (cost_before - cost_after + solved.roof_eur) * moved["energy_price"]
    growth = solved.growth + moved["price_growth"][:, 0]
    value = np.array([present_value_factor(solved.rate, g, solved.horizon_a) for g in growth])[:, None]
    return {
        "e_del_kwh": before,
        "e_del_saving_kwh": before - after,
        "energy_cost_saving_eur": cost,
        "invest_eur": solved.invest_eur * moved["works_price"],
        "npv_eur": cost * value - solved.outlay_eur * moved["works_price"],
    }


def _delivered(solved: Solved, state: State, moved: dict[str, FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Delivered energy [kWh/a] and its cost [EUR/a], each of shape (rows, B)."""
    q_h_nd, a = _need(solved, state, moved)
    generated = heat_output(q_h_nd, a, *state.chain.T)
    area = solved.floor_area_ref_m2 * moved["floor_area"] * moved["expenditure"]
    energy, cost = (
        (generated * per_heat + per_m2) * area for per_heat, per_m2 in (state.energy.T, state.cost.T)
    )
    return np.asarray(energy), np.asarray(cost)


def _need(solved: Solved, state: State, moved: dict[str, FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Energy need for heating [kWh/(m²a)] and utilisation exponent [-], each of shape (rows, B)."""
    h = (
        state.h_opaque * moved["u_opaque"]
        + state.h_window * moved["u_window"]
        + state.h_air * moved["air_change"]
    )
    a = solved.time_constant[0] + heat.ratio(solved.c_m_wh_m2k, h) / solved.time_constant[1]
    warmer = solved.theta_i_c + moved["theta_i"] - moved["climate"]
    gains, losing = solved.phi_int_w_m2 * moved["gains"], h * state.f_red
    q_h_nd = np.zeros(h.shape)
    for month, hours in enumerate(solved.hours_kh):
        q_ht = losing * (warmer - solved.theta_e_c[month]) * hours
        q_gn = state.q_sol[:, month] + gains * hours
        need_of_month = q_ht - heat.utilisation(heat.ratio(q_gn, q_ht), a) * q_gn
        q_h_nd += np.where(q_ht > 0.0, np.maximum(need_of_month, 0.0), 0.0)
    return q_h_nd * state.scale, a


def _state(package: NDArray[np.intp], solved: Baseline, sun: FloatArray) -> State:
    """Coefficients of every building in its package."""
    typed, area, made, tables = solved.typed, solved.envelope.area_m2, solved.made, solved.states.tables
    types, at, heated = typed.types, np.maximum(typed.kind_of, 0), typed.heated
    ref = np.where(heated & (typed.floor_area_ref_m2 > 0), typed.floor_area_ref_m2, 1.0)
    u_b = made.u_w_m2k[at, package] * made.b_transmission[at]
    bridges = made.delta_u_tb_w_m2k[at, package] * area.sum(axis=1)
    opaque = (u_b[:, OPAQUE] * area[:, OPAQUE]).sum(axis=1) + bridges
    window = u_b[:, codes.WINDOW] * area[:, codes.WINDOW]
    air = heat.ventilation(types.n_use_1h[at, 0], made.n_air_1h[at, package], types.room_height_m[at])
    f_red = heat.temperature_reduction((opaque + window) / ref, types.f_red_htr1[at], types.f_red_htr4[at])
    zero = np.where(heated, 1.0, 0.0)
    kind = solved.states.kind_of
    slope, fixed = tables.slope[kind, package], tables.fixed[kind, package]
    return State(
        h_opaque=opaque / ref * zero,
        h_window=window / ref * zero,
        h_air=air * zero,
        f_red=f_red,
        q_sol=sun * (made.g_window[at, package] * zero)[:, None],
        chain=tables.chain[kind, package],
        energy=np.stack([slope[:, E_DEL], fixed[:, E_DEL]], axis=1),
        cost=np.stack([slope[:, COST], fixed[:, COST]], axis=1),
        scale=np.ones(len(at)),
    )


def _roof(solved: Baseline, chosen: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
    """Energy and money that roofs of the chosen packages bring, each of shape (B,)."""
    energy, money = np.zeros((2, len(chosen)))
    for place, part in ({} if solved.pv is None else solved.pv.parts).items():
        rows = chosen == place
        energy[rows], money[rows] = part.used_in_balance_kwh[rows], part.income_eur[rows]
    return energy, money


def _climate(climate: Climate) -> tuple[FloatArray, FloatArray, FloatArray, tuple[float, float]]:
    """Irradiation (M, O), outdoor temperature (M,), thousands of hours (M,), time constant."""
    if climate.station is not None:
        hours = heat.HOURS_PER_DAY_K * heat.DAYS_OF_MONTH
        return climate.station.i_sol_kwh_m2, climate.station.theta_e_c, hours, heat.A_MONTH
    assert climate.season is not None
    season = climate.season
    hours = np.array([heat.HOURS_PER_DAY_K * season.heating_days])
    return season.i_sol_kwh_m2[None, :], np.array([season.theta_e_c]), hours, heat.A_SEASON
