"""What a scenario makes of every building: extensive fields, before they are summed."""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from retrofit.physics.systems import ELECTRICITY
from retrofit.plan.scenario import Assumptions, Scenario
from retrofit.results import Baseline, RoofPart, States
from retrofit.stock.fields import PROVENANCE_OF
from retrofit.stock.provenance import FIRST_GUESS
from retrofit.stock.stock import FloatArray

Rows = NDArray[np.int64]


def outcome(solved: Baseline, scenario: Scenario, assumptions: Assumptions) -> dict[str, FloatArray]:
    """Every extensive field of `retrofit.stock.fields.SUMS` per building, shape (B,)."""
    typed, states, stock = solved.typed, solved.states, solved.typed.stock
    chosen = scenario.package_of.astype(np.int64)
    heated = typed.heated.astype(np.float64)
    energies = {
        "q_h_nd": ("kwh", states.q_h_nd_kwh),
        "e_del": ("kwh", states.e_del_total_kwh),
        "e_p_nren": ("kwh", states.e_p_nren_kwh),
        "e_p_ren": ("kwh", states.e_p_ren_kwh),
        "co2": ("kg", states.co2_kg),
        "energy_cost": ("eur", states.energy_cost_eur),
    }
    now = {f"{name}_{unit}": values[:, 0] for name, (unit, values) in energies.items()}
    after = {f"{name}_after_{unit}": picked(values, chosen) for name, (unit, values) in energies.items()}
    cold = states.tables.cold_k[states.kind_of] / 1000.0
    return {
        "buildings_count": np.ones(len(stock)),
        "heated_count": heated,
        "renovated_count": heated * (chosen > 0),
        "number_of_dwellings": stock.number_of_dwellings,
        "footprint_area_m2": stock.footprint_area_m2,
        "floor_area_gross_m2": stock.floor_area_gross_m2,
        "floor_area_ref_m2": typed.floor_area_ref_m2,
        "trusted_area_m2": typed.confidence * typed.floor_area_ref_m2,
        "party_wall_area_m2": solved.envelope.party_wall_area_m2,
        "q_w_nd_kwh": states.q_w_nd_kwh[:, 0],
        **now,
        **after,
        "e_p_tot_kwh": now["e_p_nren_kwh"] + now["e_p_ren_kwh"],
        "e_p_tot_after_kwh": after["e_p_nren_after_kwh"] + after["e_p_ren_after_kwh"],
        "heat_load_kw": states.h_w_k[:, 0] * cold,
        "heat_load_after_kw": picked(states.h_w_k, chosen) * cold,
        "e_del_saving_kwh": now["e_del_kwh"] - after["e_del_after_kwh"],
        "co2_saving_kg": now["co2_kg"] - after["co2_after_kg"],
        "energy_cost_saving_eur": now["energy_cost_eur"] - after["energy_cost_after_eur"],
        **_works(solved, chosen, assumptions),
        "inputs_guessed": heated * (_origins(solved) >= FIRST_GUESS).sum(axis=1),
        "inputs_count": heated * len(PROVENANCE_OF),
    }


def picked(values: FloatArray, package_of: Rows) -> FloatArray:
    """Pick each building's package from an array of shape (B, P)."""
    return np.take_along_axis(values, package_of[:, None], axis=1)[:, 0]


def works_area(states: States, package_of: Rows) -> FloatArray:
    """Area of all treated elements, shape (B,) [m²]."""
    treated = states.tables.invest_eur_m2[states.kind_of, package_of] > 0
    return np.asarray((states.area_m2 * treated).sum(axis=1))


def discount_share(solved: Baseline, package_of: Rows, assumptions: Assumptions) -> FloatArray:
    """Share that ordering together takes off each building's works, shape (B,) [-].

    Half of the largest share at the area that the assumptions name, rising with the area of
    works in the block; an assumption of the user, nothing by default.
    """
    largest = assumptions.block_discount
    if largest <= 0.0:
        return np.zeros(len(package_of))
    block_of = solved.typed.stock.block_of
    area = np.bincount(block_of, works_area(solved.states, package_of))
    share = largest * area / (area + max(assumptions.block_discount_m2, 1.0))
    return np.asarray(share[block_of])


def _works(solved: Baseline, chosen: Rows, assumptions: Assumptions) -> dict[str, FloatArray]:
    """Investment, its parts, its present value, and what it saves over the horizon."""
    states, tables = solved.states, solved.states.tables
    invest = picked(states.invest_eur, chosen)
    energy = states.chosen_energy_kwh(np.zeros_like(chosen)) - states.chosen_energy_kwh(chosen)
    roofs = _roofs(solved, chosen)
    worth = energy @ tables.life_eur + roofs["worth_eur"]
    outlay = worth - picked(states.npv_eur, chosen)
    share = discount_share(solved, chosen, assumptions)
    elements = tables.invest_eur_m2[states.kind_of, chosen] * states.area_m2
    anyway = (elements * tables.anyway_share[states.kind_of, chosen] * _due(solved, assumptions)).sum(axis=1)
    anyway = anyway * (1.0 - share)
    embodied = (tables.embodied_kg_m2[states.kind_of, chosen] * states.area_m2).sum(axis=1)
    paid = invest * (1.0 - share)
    return {
        "co2_saving_horizon_kg": energy @ tables.life_kg
        + roofs["produced_kwh"] * tables.life_kg[ELECTRICITY],
        "pv_other_kwh": roofs["produced_kwh"] - roofs["used_in_balance_kwh"],
        "pv_other_co2_kg": roofs["avoided_other_kg"],
        "pv_kwh": roofs["produced_kwh"],
        "pv_used_kwh": roofs["used_kwh"],
        "pv_exported_kwh": roofs["exported_kwh"],
        "embodied_kg": embodied,
        "invest_eur": paid,
        "invest_anyway_eur": anyway,
        "invest_extra_eur": paid - anyway,
        "block_discount_eur": invest * share,
        "outlay_eur": outlay * (1.0 - share),
        "npv_eur": worth - outlay * (1.0 - share),
    }


def _roofs(solved: Baseline, chosen: Rows) -> dict[str, FloatArray]:
    """What the modules of the chosen packages do, by the names of `RoofPart`."""
    found = {column.name: np.zeros(len(chosen)) for column in fields(RoofPart)}
    parts = {} if solved.pv is None else solved.pv.parts
    for place, part in parts.items():
        rows = chosen == place
        for name, values in found.items():
            values[rows] = getattr(part, name)[rows]
    return found


def _due(solved: Baseline, assumptions: Assumptions) -> NDArray[np.bool_]:
    """Whether an element is past its life, shape (B, E)."""
    stock = solved.typed.stock
    since = np.where(np.isfinite(stock.renewal_year), stock.renewal_year, stock.year_of_construction[:, None])
    return np.asarray(assumptions.start_year - since >= solved.states.tables.element_life_a)


def _origins(solved: Baseline) -> NDArray[np.int8]:
    stock = solved.typed.stock
    return np.stack([stock.provenance[name] for name in PROVENANCE_OF], axis=1)
