"""The cost-optimal package of every building type: least global cost over the calculation period.

References
----------
Commission Delegated Regulation (EU) 2025/2273, which replaces (EU) 244/2012 from
1 January 2026; EN 15459-1:2017.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from retrofit.money.economics import present_value_factor
from retrofit.money.global_cost import Perspective, carbon_price, discount_factor
from retrofit.physics.need import outlays
from retrofit.plan.scenario import Assumptions
from retrofit.plan.solar_roofs import roof_parts
from retrofit.plan.tables import kind_tables
from retrofit.results import Baseline
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import FloatArray, IntArray

FINANCIAL_2025: Final = Perspective(
    "2025/2273 financial", 0.03, 30, with_taxes=True, with_carbon=False, source="(EU) 2025/2273"
)
MACROECONOMIC_2025: Final = Perspective(
    "2025/2273 macroeconomic", 0.03, 30, with_taxes=False, with_carbon=True, source="(EU) 2025/2273"
)
FINANCIAL_2012: Final = replace(
    FINANCIAL_2025, name="244/2012 financial", rate=0.04, source="(EU) 244/2012, annex I"
)
MACROECONOMIC_2012: Final = replace(
    MACROECONOMIC_2025, name="244/2012 macroeconomic", rate=0.03, source="(EU) 244/2012, annex I"
)
PERSPECTIVES: Final = (FINANCIAL_2025, MACROECONOMIC_2025, FINANCIAL_2012, MACROECONOMIC_2012)
"""Presets for residential and public buildings. The macroeconomic rate of 3 % and the 30 years
are those of 244/2012; a member state chooses its financial rate, and what 2025/2273 changes in
them is still to be read against its text: indicative."""

START_YEAR: Final = 2026
"""First year of the calculation period: from here on 2025/2273 holds."""


@dataclass(frozen=True, slots=True, eq=False)
class CostCurve:
    """Global cost over primary energy of every building type in the stock.

    Attributes
    ----------
    types : ndarray, shape (n,)
        Rows of the pack's archetypes.
    floor_area_ref_m2 : ndarray, shape (n,)
    e_p_nren_kwh_m2, global_cost_eur_m2 : ndarray, shape (n, P)
        Per reference floor area [kWh/(m²a)], [EUR/m²].
    optimal : ndarray, shape (n,)
        Position of the package of least global cost; the lower primary energy where two cost the same.
    """

    perspective: Perspective
    types: IntArray
    floor_area_ref_m2: FloatArray
    e_p_nren_kwh_m2: FloatArray
    global_cost_eur_m2: FloatArray
    optimal: IntArray


def cost_curve(
    solved: Baseline, pack: CountryPack, assumptions: Assumptions, perspective: Perspective
) -> CostCurve:
    """Global cost of every package for every building type of a solved stock.

    Parameters
    ----------
    solved : Baseline
        Reckoned with taxes or without as the perspective asks: ``assumptions.vat_included``
        must equal ``perspective.with_taxes``.

    Raises
    ------
    ValueError
        If taxes are in where the perspective leaves them out, or the other way round.
    """
    if assumptions.vat_included != perspective.with_taxes:
        raise ValueError("taxes of the stock and of the perspective differ")
    typed = solved.typed
    heated = np.flatnonzero(typed.heated)
    types, inverse = np.unique(typed.archetype_of[heated], return_inverse=True)
    place = inverse.astype(np.int32)
    whole = _global_cost(solved, pack, assumptions, perspective)[heated]
    area = np.bincount(place, typed.floor_area_ref_m2[heated], len(types)).astype(np.float64)
    cost = _by_type(whole, place, len(types)) / area[:, None]
    energy = _by_type(solved.states.e_p_nren_kwh[heated], place, len(types)) / area[:, None]
    optimal = np.lexsort((energy, np.round(cost, 6)), axis=1)[:, 0]
    return CostCurve(perspective, types.astype(np.int32), area, energy, cost, optimal.astype(np.int32))


def _global_cost(
    solved: Baseline, pack: CountryPack, assumptions: Assumptions, perspective: Perspective
) -> FloatArray:
    """Investment with replacements less residual value, energy, carbon; shape (B, P) [EUR]."""
    states, rate, period = solved.states, perspective.rate, perspective.period_a
    own = replace(assumptions, discount_rate=rate, horizon_a=period)
    tables = kind_tables(pack, solved.packages, solved.typed.kinds, solved.made, solved.climate, own)
    works = outlays(states, tables)
    if solved.pv is not None:
        for place, part in roof_parts(states, solved.packages, solved.pv, pack, own).items():
            works[:, place] += part.outlay_eur
    energy = states.energy_cost_eur * present_value_factor(rate, assumptions.energy_price_growth, period)
    if not perspective.with_carbon:
        return np.asarray(works + energy)
    years = np.arange(1, period + 1)
    per_kg = (carbon_price(START_YEAR - 1 + years) * discount_factor(rate, years)).sum() / 1000.0
    return np.asarray(works + energy + states.co2_kg * per_kg)


def _by_type(values: FloatArray, place: IntArray, n: int) -> FloatArray:
    """Sum the rows of each type, shape (n, P)."""
    return np.stack([np.bincount(place, column, n) for column in values.T], axis=1)
