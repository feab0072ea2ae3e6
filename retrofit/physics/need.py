"""Energy need of every building in every package: geometry times building type."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from os import cpu_count
from typing import Final

import numpy as np

from retrofit.physics import heat
from retrofit.physics.climate import Climate
from retrofit.plan.measures import PackageStates
from retrofit.progress import Progress
from retrofit.results import Envelope, KindTables, States, Typed
from retrofit.stock import codes
from retrofit.stock.pack import Station
from retrofit.stock.stock import FloatArray, IntArray

CHUNK: Final = 8192
"""Buildings solved together: the months of one chunk stay in the processor's cache."""
THREADS: Final = max(cpu_count() or 1, 1)
"""Chunks solved at the same time; the compiled kernel needs no lock of the interpreter."""


def heating_need(
    typed: Typed,
    envelope: Envelope,
    states: PackageStates,
    climate: Climate,
    *,
    progress: Progress,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Solve the balance anew for each package, so that measures interact as they do.

    Returns
    -------
    q_h_nd : ndarray, shape (B, P)
        Energy need for heating; 0 where not heated [kWh/a].
    q_h_nd_month : ndarray, shape (B, M)
        By month for package none; zero-length second axis with a season [kWh].
    h_w_k : ndarray, shape (B, P)
        Heat transfer coefficient of transmission and ventilation [W/K].
    """
    n, heated = len(typed.stock), np.flatnonzero(typed.heated & (typed.floor_area_ref_m2 > 0))
    q_h_nd, h_w_k = np.zeros((2, n, states.u_w_m2k.shape[1]))
    months = np.zeros((n, 12 if climate.station else 0))
    chunks = [heated[start : start + CHUNK].astype(np.int32) for start in range(0, len(heated), CHUNK)]

    def solve(rows: IntArray) -> None:
        q_h_nd[rows], months[rows], h_w_k[rows] = _solve(rows, typed, envelope, states, climate=climate)

    with ThreadPoolExecutor(THREADS) as pool:
        try:
            for done, _nothing in enumerate(pool.map(solve, chunks)):
                progress(done / len(chunks), "balance")
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    progress(1.0, "balance")
    return q_h_nd, months, h_w_k


def hot_water_need(typed: Typed) -> FloatArray:
    """Energy need for hot water, the same in every package, shape (B,) [kWh/a]."""
    per_m2 = np.append(typed.types.q_w_nd_kwh_m2, 0.0)[typed.kind_of]
    return np.asarray(per_m2 * typed.floor_area_ref_m2)


def weighed(
    q_h_nd: FloatArray,
    h_w_k: FloatArray,
    floor_area_ref: FloatArray,
    kind_of: IntArray,
    area_m2: FloatArray,
    exponent: tuple[float, float],
    tables: KindTables,
) -> FloatArray:
    """Delivered and primary energy, emissions, cost, renewable energy, investment, net present value.

    The parameters are those of `retrofit.physics.kernels.weigh_plan`, for all buildings;
    the result has shape (7, B, P).
    """
    from retrofit.physics.kernels import weigh_plan

    out = np.empty((7, *q_h_nd.shape))
    parts = [slice(start, start + CHUNK) for start in range(0, len(q_h_nd), CHUNK)]

    def work(rows: slice) -> None:
        weigh_plan(
            q_h_nd[rows],
            h_w_k[rows],
            floor_area_ref[rows],
            kind_of[rows],
            area_m2[rows],
            exponent,
            tables.c_m_wh_m2k,
            tables.cold_k,
            tables.chain,
            tables.slope,
            tables.fixed,
            tables.invest_eur_m2,
            tables.outlay_eur_m2,
            tables.install,
            out[:, rows],
        )

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, parts))
    return out


def outlays(states: States, tables: KindTables) -> FloatArray:
    """Present value of all works and equipment, shape (B, P) [EUR].

    Parameters
    ----------
    tables : KindTables
        With the rate and horizon that are wanted.
    """
    free = replace(tables, slope=np.zeros_like(tables.slope), fixed=np.zeros_like(tables.fixed))
    found = weighed(
        states.q_h_nd_kwh,
        states.h_w_k,
        states.floor_area_ref_m2,
        states.kind_of,
        states.area_m2,
        states.exponent,
        free,
    )
    return np.asarray(-found[-1])


def heat_transfer(
    rows: IntArray, typed: Typed, envelope: Envelope, states: PackageStates
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """``h_tr``, ``h_ve`` [W/(m²K)] and ``F_red`` [-] of some buildings, each of shape (rows, P)."""
    types, archetypes = typed.kind_of[rows], typed.types
    area, ref = envelope.area_m2[rows], typed.floor_area_ref_m2[rows]
    u_b = states.u_w_m2k * states.b_transmission[:, None, :]
    h = np.matmul(u_b[types], area[:, :, None])[:, :, 0]
    h_tr = heat.transmission(h, area.sum(axis=1)[:, None], states.delta_u_tb_w_m2k[types], ref[:, None])
    h_ve = heat.ventilation(
        archetypes.n_use_1h[types, :1],
        states.n_air_1h[types],
        archetypes.room_height_m[types, None],
    )
    f_red = heat.temperature_reduction(
        h_tr, archetypes.f_red_htr1[types, None], archetypes.f_red_htr4[types, None]
    )
    return h_tr, h_ve, f_red


def solar_aperture(rows: IntArray, typed: Typed, envelope: Envelope) -> FloatArray:
    """Effective collecting area at ``g = 1`` per reference floor area, shape (rows, O) [-]."""
    types, archetypes = typed.kind_of[rows], typed.types
    shading = np.repeat(archetypes.f_sh_vert[types, None], len(codes.ORIENTATIONS), axis=1)
    shading[:, codes.HORIZONTAL] = archetypes.f_sh_hor[types]
    clear = (1.0 - archetypes.f_frame[types]) * archetypes.f_w[types] / typed.floor_area_ref_m2[rows]
    return np.asarray(envelope.window_area_m2[rows] * shading * clear[:, None])


def _solve(
    rows: IntArray,
    typed: Typed,
    envelope: Envelope,
    states: PackageStates,
    *,
    climate: Climate,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    aperture, archetypes = solar_aperture(rows, typed, envelope), typed.types
    types, ref = typed.kind_of[rows], typed.floor_area_ref_m2[rows]
    use = {
        "theta_i": archetypes.theta_i_c[types],
        "phi_int": archetypes.phi_int_w_m2[types],
        "c_m": archetypes.c_m_wh_m2k[types],
    }
    g = states.g_window[types]
    if climate.station is not None:
        h, f_red = _transfers(rows, typed, envelope, states)
        need, months = _months(h, f_red, g, aperture, climate.station, **use)
        return need * ref[:, None], months * ref[:, None], h * ref[:, None]
    h_tr, h_ve, f_red = heat_transfer(rows, typed, envelope, states)
    assert climate.season is not None
    season, q_h_nd = climate.season, np.empty(h_tr.shape)
    for package in range(h_tr.shape[1]):
        balance = heat.seasonal_need(
            h_tr[:, package],
            h_ve[:, package],
            f_red[:, package],
            (aperture @ season.i_sol_kwh_m2) * g[:, package],
            theta_e=season.theta_e_c,
            heating_days=season.heating_days,
            **use,
        )
        q_h_nd[:, package] = balance.q_h_nd * ref
    return q_h_nd, np.empty((len(rows), 0)), (h_tr + h_ve) * ref[:, None]


def _transfers(
    rows: IntArray, typed: Typed, envelope: Envelope, states: PackageStates
) -> tuple[FloatArray, FloatArray]:
    """Heat transfer of envelope and air [W/(m²K)] and ``F_red`` [-], each of shape (rows, P)."""
    from retrofit.physics.kernels import transfers

    types = typed.types
    h = np.empty((len(rows), states.u_w_m2k.shape[1]))
    f_red = np.empty(h.shape)
    transfers(
        typed.kind_of[rows],
        envelope.area_m2[rows],
        typed.floor_area_ref_m2[rows],
        states.u_w_m2k * states.b_transmission[:, None, :],
        states.delta_u_tb_w_m2k,
        heat.ventilation(types.n_use_1h[:, :1], states.n_air_1h, types.room_height_m[:, None]),
        types.f_red_htr1,
        types.f_red_htr4,
        h,
        f_red,
    )
    return h, f_red


def _months(
    h: FloatArray,
    f_red: FloatArray,
    g: FloatArray,
    aperture: FloatArray,
    station: Station,
    *,
    theta_i: FloatArray,
    phi_int: FloatArray,
    c_m: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Need per reference floor area: of the year (rows, P), and by month today (rows, M) [kWh/m²]."""
    from retrofit.physics.kernels import monthly_needs

    a = heat.A_MONTH[0] + heat.ratio(c_m[:, None], h) / heat.A_MONTH[1]
    sun = aperture @ station.i_sol_kwh_m2.T
    need, months = np.empty(h.shape), np.empty(sun.shape)
    hours = heat.HOURS_PER_DAY_K * heat.DAYS_OF_MONTH
    monthly_needs(h, f_red, a, g, sun, phi_int, theta_i, station.theta_e_c, hours, need, months)
    return need, months
