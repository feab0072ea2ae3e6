"""Delivered and primary energy, emissions and cost of one building as steps."""

from typing import Final

from retrofit.evidence import explain_pv, explain_pv_money
from retrofit.evidence.case import Case
from retrofit.evidence.explain_price import energy_price
from retrofit.evidence.explain_systems import ambient, energies
from retrofit.evidence.steps import Step, cited, total
from retrofit.physics.systems import ELECTRICITY
from retrofit.stock import codes

WEIGHTS: Final = {
    "e_p_nren_kwh": ("f_p_nren", "kWh/a", "kWh/kWh"),
    "e_p_ren_kwh": ("f_p_ren", "kWh/a", "kWh/kWh"),
    "co2_kg": ("co2_factor", "kg/a", "kg/kWh"),
    "energy_cost_eur": ("price", "EUR/a", "EUR/kWh"),
}
"""Weight of a carrier, unit of the result and of the weight."""


def delivered(case: Case) -> Step:
    """Delivered energy of all carriers [kWh/a]."""
    parts = tuple(step for step, _carrier in energies(case))
    whole = total("e_del_kwh", parts, "kWh/a")
    if case.roof is None:
        return whole
    own = explain_pv.used_in_balance(case)
    formula = f"{whole.formula} - {own.symbol}"
    return Step("e_del_kwh", whole.value - own.value, "kWh/a", formula, (*parts, own))


def weighted(result: str, case: Case) -> Step:
    """Primary energy, emissions or cost: delivered energy times the weight of its carrier."""
    _name, unit, _per = WEIGHTS[result]
    pairs = [(step, _weight(result, carrier, case)) for step, carrier in energies(case)]
    value = sum(step.value * factor.value for step, factor in pairs)
    formula = " + ".join(f"{step.symbol} * {factor.symbol}" for step, factor in pairs)
    inputs = [part for pair in pairs for part in pair]
    if result == "e_p_ren_kwh":
        free = ambient(case)
        value += sum(step.value for step in free)
        formula = " + ".join([formula, *(step.symbol for step in free)])
        inputs += free
    value, formula, more = _with_roof(result, case, value, formula)
    return Step(result, value, unit, formula, tuple(dict.fromkeys((*inputs, *more))))


def primary(case: Case) -> Step:
    """Renewable and non-renewable primary energy [kWh/a]."""
    both = weighted("e_p_nren_kwh", case), weighted("e_p_ren_kwh", case)
    return total("e_p_tot_kwh", both, "kWh/a")


def _with_roof(result: str, case: Case, value: float, formula: str) -> tuple[float, str, tuple[Step, ...]]:
    """Take off what the modules replace in heating and hot water, and in money what they earn."""
    if case.roof is None:
        return value, formula, ()
    if result == "energy_cost_eur":
        earned = explain_pv_money.income(case)
        assert earned is not None
        return value - earned.value, f"{formula} - {earned.symbol}", (earned,)
    own, weight = explain_pv.used_in_balance(case), _weight(result, ELECTRICITY, case)
    if result == "e_p_ren_kwh":  # not delivered any more, but renewable itself
        formula = f"{formula} + {own.symbol} * (1 - {weight.symbol})"
        return value + own.value * (1.0 - weight.value), formula, (own, weight)
    return value - own.value * weight.value, f"{formula} - {own.symbol} * {weight.symbol}", (own, weight)


def _weight(result: str, carrier: int, case: Case) -> Step:
    if result == "energy_cost_eur":
        return energy_price(case, carrier)
    name, _unit, per = WEIGHTS[result]
    figures = case.pack.carrier(carrier)
    figure = {
        "f_p_nren": figures.f_p_nren,
        "f_p_ren": figures.f_p_ren,
        "co2_factor": figures.co2_kg_kwh,
    }[name]
    return cited(f"{name}__{codes.CARRIERS[carrier]}", figure, per)
