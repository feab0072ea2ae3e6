"""Why is this 187? The chain from a result of one building to its inputs and their sources."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from retrofit.evidence import explain_heat, explain_money
from retrofit.evidence.case import Case, case_of
from retrofit.evidence.explain_systems import energies
from retrofit.evidence.steps import CALCULATED, PACK, Step, given, total
from retrofit.physics.systems import ELECTRICITY
from retrofit.plan.scenario import Assumptions
from retrofit.plan.solar_roofs import prices
from retrofit.results import Baseline
from retrofit.stock.pack import CountryPack, Status

RESULTS: Final = (
    "e_del_kwh_m2",
    "q_h_nd_kwh_m2",
    "e_p_nren_kwh",
    "co2_kg",
    "energy_cost_eur",
    "energy_cost_saving_eur",
    "invest_eur",
    "payback_simple_a",
)
"""Results of a building that can be explained."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which result of which building, in which package."""

    result: str
    row: int
    package: int = 0


def explain(
    question: Question,
    solved: Baseline,
    pack: CountryPack,
    assumptions: Assumptions,
    place: tuple[float, float],
) -> Step:
    """Chain from a result to what it rests on.

    Parameters
    ----------
    question : Question
        One of `RESULTS`, for a heated building.
    solved : Baseline
        From `retrofit.pipeline.baseline`, with this pack, these assumptions and place.

    Raises
    ------
    ValueError
        If the building is not heated or there is no such result.
    """
    if question.result not in RESULTS:
        raise ValueError(question.result)
    if not solved.typed.heated[question.row]:
        raise ValueError("not heated")
    case = case_of(question.row, question.package, solved, pack, assumptions, place)
    match question.result:
        case "e_del_kwh_m2":
            return _per_area("e_del_kwh_m2", delivered(case), case)
        case "q_h_nd_kwh_m2":
            return _per_area("q_h_nd_kwh_m2", explain_heat.heating_need(case), case)
        case "invest_eur":
            return explain_money.investment(case)
        case "energy_cost_saving_eur":
            return _saving(case)
        case "payback_simple_a":
            return _payback(case)
    return weighted(question.result, case)


def delivered(case: Case) -> Step:
    """Delivered energy of all carriers [kWh/a]."""
    return total("e_del", tuple(step for step, _carrier in energies(case)), "kWh/a")


def weighted(result: str, case: Case) -> Step:
    """Primary energy, emissions or cost: delivered energy times the weight of its carrier."""
    weight, unit, per = {
        "e_p_nren_kwh": ("f_p_nren", "kWh/a", "kWh/kWh"),
        "co2_kg": ("co2_factor", "kg/a", "kg/kWh"),
        "energy_cost_eur": ("price", "EUR/a", "EUR/kWh"),
    }[result]
    pairs = [
        (step, _weight(f"{weight}__{step.of}", carrier, weight, per, case))
        for step, carrier in energies(case)
    ]
    value = sum(step.value * factor.value for step, factor in pairs)
    formula = " + ".join(f"{step.symbol} * {factor.symbol}" for step, factor in pairs)
    inputs = tuple(part for pair in pairs for part in pair)
    income = _rest_of_roof(case) if result == "energy_cost_eur" else None
    if income is not None:
        value, formula, inputs = value - income.value, f"{formula} - {income.symbol}", (*inputs, income)
    return Step(result, value, unit, formula, inputs)


def _rest_of_roof(case: Case) -> Step | None:
    """What households save and the grid pays by the roof, beside heating and hot water [EUR/a]."""
    pv = case.solved.pv
    part = None if pv is None else pv.parts.get(case.package)
    if part is None:
        return None
    bought, sold = prices(case.pack, case.assumptions)
    used = float(part.used_kwh[case.row] - part.used_in_balance_kwh[case.row])
    exported = float(part.exported_kwh[case.row])
    inputs = (
        Step("pv_household", used, "kWh/a", source="household_el", origin=PACK),
        given("price__modules", bought, "EUR/kWh", case.pack.carrier(ELECTRICITY).price_eur_kwh.source, PACK),
        Step("pv_exported", exported, "kWh/a", source="pv_roof", origin=PACK),
        given("price_sold", sold, "EUR/kWh", "pv_feed_in", PACK, indicative=True),
    )
    formula = "pv_household * price__modules + pv_exported * price_sold"
    return Step("pv_income", used * bought + exported * sold, "EUR/a", formula, inputs)


def _saving(case: Case) -> Step:
    now = weighted("energy_cost_eur", case.without_package())
    then = weighted("energy_cost_eur", case)
    before = Step("energy_cost__today", now.value, now.unit, now.formula, now.inputs)
    after = Step("energy_cost__after", then.value, then.unit, then.formula, then.inputs)
    return Step(
        "energy_cost_saving_eur",
        before.value - after.value,
        "EUR/a",
        f"{before.symbol} - {after.symbol}",
        (before, after),
    )


def _payback(case: Case) -> Step:
    invest, saving = explain_money.investment(case), _saving(case)
    pays = invest.value > 0 and saving.value > 0
    value = invest.value / saving.value if pays else float("nan")
    formula = f"{invest.symbol} / {saving.symbol}" if pays else ""
    return Step("payback_simple_a", value, "a", formula, (invest, saving))


def _weight(symbol: str, carrier: int, name: str, unit: str, case: Case) -> Step:
    figures = case.pack.carrier(carrier)
    price = figures.price_eur_kwh if case.assumptions.vat_included else figures.price_net_eur_kwh
    cited = {"f_p_nren": figures.f_p_nren, "co2_factor": figures.co2_kg_kwh, "price": price}[name]
    return given(symbol, cited.value, unit, cited.source, PACK, indicative=cited.status is Status.INDICATIVE)


def _per_area(symbol: str, whole: Step, case: Case) -> Step:
    area = explain_heat.reference_area(case)
    value = whole.value / area.value if area.value else float("nan")
    return Step(
        symbol,
        value,
        "kWh/(m²a)",
        f"{whole.symbol} / {area.symbol}" if np.isfinite(value) else "",
        (whole, area),
        origin=CALCULATED,
    )
