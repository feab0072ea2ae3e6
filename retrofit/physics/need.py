"""Energy need of every building in every package: geometry times building type."""

from typing import Final

import numpy as np

from retrofit.physics import heat
from retrofit.physics.climate import Climate
from retrofit.plan.measures import PackageStates
from retrofit.progress import Progress
from retrofit.results import Envelope, Typed
from retrofit.stock import codes
from retrofit.stock.pack import ArchetypeTable
from retrofit.stock.stock import FloatArray, IntArray

CHUNK: Final = 8192
"""Buildings solved together: the months of one chunk stay in the processor's cache."""


def heating_need(
    typed: Typed,
    envelope: Envelope,
    archetypes: ArchetypeTable,
    states: PackageStates,
    climate: Climate,
    *,
    progress: Progress,
) -> tuple[FloatArray, FloatArray]:
    """Solve the balance anew for each package, so that measures interact as they do.

    Returns
    -------
    q_h_nd : ndarray, shape (B, P)
        Energy need for heating; 0 where not heated [kWh/a].
    q_h_nd_month : ndarray, shape (B, M)
        By month for package none; zero-length second axis with a season [kWh].
    """
    n, heated = len(typed.stock), np.flatnonzero(typed.heated & (typed.floor_area_ref_m2 > 0))
    q_h_nd = np.zeros((n, states.u_w_m2k.shape[1]))
    months = np.zeros((n, 12 if climate.station else 0))
    for start in range(0, len(heated), CHUNK):
        progress(start / len(heated), "balance")
        rows = heated[start : start + CHUNK].astype(np.int32)
        q_h_nd[rows], months[rows] = _solve(rows, typed, envelope, archetypes, states, climate=climate)
    progress(1.0, "balance")
    return q_h_nd, months


def hot_water_need(typed: Typed, archetypes: ArchetypeTable, packages: int) -> FloatArray:
    """Energy need for hot water, the same in every package, shape (B, P) [kWh/a]."""
    per_m2 = np.append(archetypes.q_w_nd_kwh_m2, 0.0)[typed.archetype_of]
    return np.repeat((per_m2 * typed.floor_area_ref_m2)[:, None], packages, axis=1)


def heat_transfer(
    rows: IntArray, typed: Typed, envelope: Envelope, archetypes: ArchetypeTable, states: PackageStates
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """``h_tr``, ``h_ve`` [W/(m²K)] and ``F_red`` [-] of some buildings, each of shape (rows, P)."""
    types = typed.archetype_of[rows]
    area, ref = envelope.area_m2[rows], typed.floor_area_ref_m2[rows]
    u_b = states.u_w_m2k * states.b_transmission[:, None, :]
    h = np.matmul(u_b[types], area[:, :, None])[:, :, 0]
    h_tr = heat.transmission(h, area.sum(axis=1)[:, None], states.delta_u_tb_w_m2k[types], ref[:, None])
    h_ve = heat.ventilation(
        archetypes.n_use_1h[types, :1],
        states.n_infiltration_1h[types],
        archetypes.room_height_m[types, None],
    )
    f_red = heat.temperature_reduction(
        h_tr, archetypes.f_red_htr1[types, None], archetypes.f_red_htr4[types, None]
    )
    return h_tr, h_ve, f_red


def solar_aperture(
    rows: IntArray, typed: Typed, envelope: Envelope, archetypes: ArchetypeTable
) -> FloatArray:
    """Effective collecting area at ``g = 1`` per reference floor area, shape (rows, O) [-]."""
    types = typed.archetype_of[rows]
    shading = np.repeat(archetypes.f_sh_vert[types, None], len(codes.ORIENTATIONS), axis=1)
    shading[:, codes.HORIZONTAL] = archetypes.f_sh_hor[types]
    clear = (1.0 - archetypes.f_frame[types]) * archetypes.f_w[types] / typed.floor_area_ref_m2[rows]
    return np.asarray(envelope.window_area_m2[rows] * shading * clear[:, None])


def _solve(
    rows: IntArray,
    typed: Typed,
    envelope: Envelope,
    archetypes: ArchetypeTable,
    states: PackageStates,
    *,
    climate: Climate,
) -> tuple[FloatArray, FloatArray]:
    h_tr, h_ve, f_red = heat_transfer(rows, typed, envelope, archetypes, states)
    aperture = solar_aperture(rows, typed, envelope, archetypes)
    types, ref = typed.archetype_of[rows], typed.floor_area_ref_m2[rows]
    use = {
        "theta_i": archetypes.theta_i_c[types],
        "phi_int": archetypes.phi_int_w_m2[types],
        "c_m": archetypes.c_m_wh_m2k[types],
    }
    q_h_nd = np.empty(h_tr.shape)
    months = np.empty((len(rows), 0))
    for package in range(h_tr.shape[1]):
        g = states.g_window[types, package]
        losses = h_tr[:, package], h_ve[:, package], f_red[:, package]
        if climate.station is not None:
            q_sol = (aperture @ climate.station.i_sol_kwh_m2.T) * g[:, None]
            need = heat.monthly_need(*losses, q_sol, theta_e=climate.station.theta_e_c, **use)
            q_h_nd[:, package] = need.sum(axis=1) * ref
            months = need * ref[:, None] if package == 0 else months
        elif climate.season is not None:
            season = climate.season
            q_sol = (aperture @ season.i_sol_kwh_m2) * g
            balance = heat.seasonal_need(
                *losses, q_sol, theta_e=season.theta_e_c, heating_days=season.heating_days, **use
            )
            q_h_nd[:, package] = balance.q_h_nd * ref
    return q_h_nd, months
