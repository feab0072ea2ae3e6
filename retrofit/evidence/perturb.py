"""The balance of a plan as coefficients, to be solved again for deviating assumptions."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from retrofit.money.economics import present_value_factor
from retrofit.physics import heat, need
from retrofit.physics.climate import Climate
from retrofit.physics.systems import generator_figures
from retrofit.physics.weighting import carrier_weights
from retrofit.plan.measures import PackageStates
from retrofit.plan.scenario import Assumptions
from retrofit.results import Baseline
from retrofit.stock import codes
from retrofit.stock.pack import CountryPack
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
    q_w_nd_kwh: FloatArray
    e_h: FloatArray
    e_w: FloatArray
    aux_kwh: FloatArray
    price_fuel_eur_kwh: FloatArray
    price_aux_eur_kwh: float
    invest_eur: FloatArray
    outlay_eur: FloatArray
    """Present value of the investment with replacements and residual value."""
    rate: float
    growth: float
    horizon_a: int


def coefficients(
    solved: Baseline,
    package_of: CodeArray,
    pack: CountryPack,
    states: PackageStates,
    climate: Climate,
    assumptions: Assumptions,
) -> Solved:
    """Put together the coefficients of a solved plan; buildings that are not heated have zeros."""
    typed, rows = solved.typed, np.arange(len(package_of), dtype=np.int32)
    generators = generator_figures(typed.generator_of, pack)
    weights = carrier_weights(solved.states.e_del_kwh, pack, vat_included=assumptions.vat_included)
    chosen = package_of.astype(np.intp)
    types, heated = np.maximum(typed.archetype_of, 0), typed.heated
    sun, theta_e, hours, constant = _climate(climate)
    warm = np.flatnonzero(heated).astype(np.int32)
    aperture = np.zeros((len(rows), len(codes.ORIENTATIONS)))
    aperture[warm] = need.solar_aperture(warm, typed, solved.envelope, pack.archetypes)
    both = [
        _state(package, solved, pack, states, aperture @ sun.T)
        for package in (np.zeros(len(rows), dtype=np.intp), chosen)
    ]
    invest = solved.states.invest_eur[rows, chosen]
    saving = solved.states.energy_cost_eur[:, 0] - solved.states.energy_cost_eur[rows, chosen]
    value = present_value_factor(
        assumptions.discount_rate, assumptions.energy_price_growth, assumptions.horizon_a
    )
    return Solved(
        now=both[0],
        then=both[1],
        floor_area_ref_m2=typed.floor_area_ref_m2,
        theta_i_c=pack.archetypes.theta_i_c[types],
        phi_int_w_m2=pack.archetypes.phi_int_w_m2[types],
        c_m_wh_m2k=pack.archetypes.c_m_wh_m2k[types],
        theta_e_c=theta_e,
        hours_kh=hours,
        time_constant=constant,
        q_w_nd_kwh=solved.states.q_w_nd_kwh[:, 0],
        e_h=generators.e_h,
        e_w=generators.e_w,
        aux_kwh=generators.aux_kwh_m2 * typed.floor_area_ref_m2,
        price_fuel_eur_kwh=weights.price_eur_kwh[generators.carrier],
        price_aux_eur_kwh=float(weights.price_eur_kwh[codes.CARRIERS.index("electricity")]),
        invest_eur=invest,
        outlay_eur=saving * value - solved.states.npv_eur[rows, chosen],
        rate=assumptions.discount_rate,
        growth=assumptions.energy_price_growth,
        horizon_a=assumptions.horizon_a,
    )


def solve_draws(solved: Solved, moved: dict[str, FloatArray]) -> dict[str, FloatArray]:
    """Outputs for some draws, each of shape (rows, B).

    Parameters
    ----------
    moved : dict of str to ndarray, shape (rows, 1) or (rows, B)
        Factors and addends by the name of the assumption.
    """
    before, after = (_delivered(solved, state, moved) for state in (solved.now, solved.then))
    saving = before - after
    cost = saving * solved.price_fuel_eur_kwh * moved["energy_price"]
    growth = solved.growth + moved["price_growth"][:, 0]
    value = np.array([present_value_factor(solved.rate, g, solved.horizon_a) for g in growth])[:, None]
    return {
        "e_del_kwh": before + solved.aux_kwh,
        "e_del_saving_kwh": saving,
        "energy_cost_saving_eur": cost,
        "invest_eur": solved.invest_eur * moved["works_price"],
        "npv_eur": cost * value - solved.outlay_eur * moved["works_price"],
    }


def _delivered(solved: Solved, state: State, moved: dict[str, FloatArray]) -> FloatArray:
    """Energy delivered to the heat generator, shape (rows, B) [kWh/a]."""
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
    area = solved.floor_area_ref_m2 * moved["floor_area"]
    return np.asarray((q_h_nd * area * solved.e_h + solved.q_w_nd_kwh * solved.e_w) * moved["expenditure"])


def _state(
    package: np.ndarray[tuple[int], np.dtype[np.intp]],
    solved: Baseline,
    pack: CountryPack,
    states: PackageStates,
    sun: FloatArray,
) -> State:
    """Coefficients of every building in its package."""
    typed, area = solved.typed, solved.envelope.area_m2
    types, heated = np.maximum(typed.archetype_of, 0), typed.heated
    ref = np.where(heated, typed.floor_area_ref_m2, 1.0)
    u_b = states.u_w_m2k[types, package] * states.b_transmission[types]
    bridges = states.delta_u_tb_w_m2k[types, package] * area.sum(axis=1)
    opaque = (u_b[:, OPAQUE] * area[:, OPAQUE]).sum(axis=1) + bridges
    window = u_b[:, codes.WINDOW] * area[:, codes.WINDOW]
    air = heat.ventilation(
        pack.archetypes.n_use_1h[types, 0],
        states.n_infiltration_1h[types, package],
        pack.archetypes.room_height_m[types],
    )
    h_tr = (opaque + window) / ref
    f_red = heat.temperature_reduction(
        h_tr, pack.archetypes.f_red_htr1[types], pack.archetypes.f_red_htr4[types]
    )
    zero = np.where(heated, 1.0, 0.0)
    g = states.g_window[types, package]
    return State(opaque / ref * zero, window / ref * zero, air * zero, f_red, sun * (g * zero)[:, None])


def _climate(climate: Climate) -> tuple[FloatArray, FloatArray, FloatArray, tuple[float, float]]:
    """Irradiation (M, O), outdoor temperature (M,), thousands of hours (M,), time constant."""
    if climate.station is not None:
        hours = heat.HOURS_PER_DAY_K * heat.DAYS_OF_MONTH
        return climate.station.i_sol_kwh_m2, climate.station.theta_e_c, hours, heat.A_MONTH
    assert climate.season is not None
    season = climate.season
    hours = np.array([heat.HOURS_PER_DAY_K * season.heating_days])
    return season.i_sol_kwh_m2[None, :], np.array([season.theta_e_c]), hours, heat.A_SEASON
