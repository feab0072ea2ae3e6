"""What the engine answers: frozen values of arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrofit.findings import Finding
from retrofit.plan.package import STANDARD, Package
from retrofit.stock.stock import CodeArray, FloatArray, IntArray, Stock


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A stock in which every needed value is filled, with its archetype.

    Attributes
    ----------
    stock : Stock
        Floors, height, year, use, class, dwellings, gross floor area complete;
        guesses carry their provenance.
    archetype_of : ndarray, shape (B,)
        Row in the pack's `ArchetypeTable`; -1 where the building is not heated.
    heated : ndarray of bool, shape (B,)
        Whether the building takes part in the balance.
    renovated_by_default : ndarray of bool, shape (B,)
        False for what packages leave out unless the user asks (declined, not heated).
    floor_area_ref_m2 : ndarray, shape (B,)
        TABULA reference floor area; 0 where not heated [m²].
    generator_of : ndarray of str, shape (B,)
        Generator code; empty where not heated.
    """

    stock: Stock
    archetype_of: IntArray
    heated: NDArray[np.bool_]
    renovated_by_default: NDArray[np.bool_]
    floor_area_ref_m2: FloatArray
    generator_of: NDArray[np.str_]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """Element areas, before any package.

    Attributes
    ----------
    area_m2 : ndarray, shape (B, E)
        Roof, wall (net of windows and doors, party walls excluded), floor,
        window, door [m²].
    window_area_m2 : ndarray, shape (B, O)
        Windows by orientation; horizontal is 0 [m²].
    wall_area_m2 : ndarray, shape (B, 4)
        Exposed gross wall facing N, E, S, W [m²].
    party_wall_area_m2 : ndarray, shape (B,)
        Adiabatic wall towards neighbours [m²].
    """

    area_m2: FloatArray
    window_area_m2: FloatArray
    wall_area_m2: FloatArray
    party_wall_area_m2: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """Energy of every building in every package; axis P is that of `Baseline.packages`.

    Attributes
    ----------
    u_w_m2k : ndarray, shape (B, P, E)
        U-values; never above those of package none; 0 where not heated [W/(m²K)].
    thickness_m : ndarray, shape (B, P, E)
        Added insulation; 0 for windows and doors that are replaced, NaN where the
        element is not touched [m].
    q_h_nd_kwh, q_w_nd_kwh : ndarray, shape (B, P)
        Energy need for heating and for hot water [kWh/a].
    q_h_nd_month_kwh : ndarray, shape (B, M)
        Energy need for heating by month, package none [kWh]. Zero-length second
        axis with the seasonal method.
    e_del_kwh : ndarray, shape (B, P, C)
        Delivered energy by carrier [kWh/a].
    e_p_nren_kwh, co2_kg, energy_cost_eur : ndarray, shape (B, P)
        Primary energy [kWh/a], emissions [kg/a], cost of delivered energy [EUR/a].
    invest_element_eur : ndarray, shape (B, P, E)
        Investment by element [EUR].
    npv_eur, payback_simple_a, payback_discounted_a : ndarray, shape (B, P)
        Against package none [EUR], [a]. Payback is NaN where the investment
        never pays back.
    """

    u_w_m2k: FloatArray
    thickness_m: FloatArray
    q_h_nd_kwh: FloatArray
    q_w_nd_kwh: FloatArray
    q_h_nd_month_kwh: FloatArray
    e_del_kwh: FloatArray
    e_p_nren_kwh: FloatArray
    co2_kg: FloatArray
    energy_cost_eur: FloatArray
    invest_element_eur: FloatArray
    npv_eur: FloatArray
    payback_simple_a: FloatArray
    payback_discounted_a: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """The district as it is, and what each package would make of each building."""

    typed: Typed
    envelope: Envelope
    states: States
    station: str
    """Key of the climate station or region that was used."""
    guessed_share: FloatArray
    """Share of guessed inputs per building, shape (B,)."""
    findings: tuple[Finding, ...] = ()
    packages: tuple[Package, ...] = STANDARD
    """What each position of the axis P is."""


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """A scenario's outcome; columns named by `retrofit.stock.fields`.

    Each mapping holds one array per result field: ``buildings`` (B,), ``blocks``
    (K,), ``parcels`` (parcels,), ``district`` (1,). Ratios are recomputed from
    sums at every level, never averaged.
    """

    buildings: dict[str, FloatArray]
    blocks: dict[str, FloatArray]
    parcels: dict[str, FloatArray]
    district: dict[str, FloatArray]
    package_of: CodeArray
