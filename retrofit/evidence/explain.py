"""Why is this 187? The chain from a result of one building to its inputs and their sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from retrofit.evidence import explain_pv, explain_value
from retrofit.evidence.case import Case, case_of
from retrofit.evidence.explain_cold import heat_load
from retrofit.evidence.explain_energy import delivered, primary, weighted
from retrofit.evidence.explain_heat import heating_need, hot_water_need
from retrofit.evidence.explain_money import block_discount, investment, works
from retrofit.evidence.explain_price import discount, horizon
from retrofit.evidence.explain_transfer import reference_area
from retrofit.evidence.steps import Step, quotient
from retrofit.money.economics import annuity_factor
from retrofit.plan.scenario import Assumptions
from retrofit.results import Baseline
from retrofit.stock.pack import CountryPack
from retrofit.stock.stock import CodeArray

Chain = Callable[[Case], Step]
KG_PER_T: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Question:
    """Which result of which building, in which package."""

    result: str
    """One of `RESULTS`."""
    row: int
    package: int = 0


def explain(
    question: Question,
    solved: Baseline,
    pack: CountryPack,
    assumptions: Assumptions,
    package_of: CodeArray,
) -> Step:
    """Chain from a result to what it rests on.

    Parameters
    ----------
    question : Question
        One of `RESULTS`, for a heated building.
    solved : Baseline
        From `retrofit.pipeline.baseline`, with this pack and these assumptions.
    package_of : ndarray, shape (B,)
        Package of every building: works of a block that are ordered together are cheaper.

    Raises
    ------
    ValueError
        If the building is not heated or there is no such result.
    """
    if question.result not in RESULTS:
        raise ValueError(question.result)
    if not solved.typed.heated[question.row]:
        raise ValueError("not heated")
    case = case_of(question.row, question.package, solved, pack, assumptions, package_of)
    return RESULTS[question.result](case)


def _per_area(whole: Chain, unit: str, case: Case) -> Step:
    above = whole(case)
    return quotient(f"{above.symbol}_m2", above, reference_area(case), unit)


def _saving(whole: Chain, symbol: str, case: Case) -> Step:
    now, then = whole(case.without_package()), whole(case)
    before, after = now.named(f"{now.symbol}__today"), then.named(f"{then.symbol}__after")
    formula = f"{before.symbol} - {after.symbol}"
    return Step(symbol, before.value - after.value, now.unit, formula, (before, after))


_energy_saving = partial(_saving, delivered, "e_del_saving_kwh")
_cost_saving = partial(_saving, partial(weighted, "energy_cost_eur"), "energy_cost_saving_eur")
_co2_saving = partial(_saving, partial(weighted, "co2_kg"), "co2_saving_kg")


def _saving_share(case: Case) -> Step:
    saved = _energy_saving(case)
    return quotient("saving_pct", saved, saved.inputs[0], "%", percent=True)


def _renewable_share(case: Case) -> Step:
    whole = primary(case)
    return quotient("rer_pct", weighted("e_p_ren_kwh", case), whole, "%", percent=True)


def _payback(case: Case) -> Step:
    invest, saving = investment(case), _cost_saving(case)
    if invest.value > 0 and saving.value > 0:
        return quotient("payback_simple_a", invest, saving, "a")
    return Step("payback_simple_a", float("nan"), "a", "", (invest, saving))


def _discount_sum(case: Case) -> Step:
    whole, share = works(case), block_discount(case)
    if share is None:
        return Step("block_discount_eur", 0.0, "EUR", "0", (whole,))
    value = whole.value * share.value
    return Step("block_discount_eur", value, "EUR", "invest * block_share", (whole, share))


def _extra(case: Case) -> Step:
    whole, anyway = investment(case), explain_value.due_anyway(case)
    formula = f"{whole.symbol} - {anyway.symbol}"
    return Step("invest_extra_eur", whole.value - anyway.value, "EUR", formula, (whole, anyway))


def _conserved(case: Case) -> Step:
    paid, saved, other = explain_value.outlay(case), _energy_saving(case), explain_pv.elsewhere(case)
    rate, years = discount(case), horizon(case)
    factor = annuity_factor(rate.value, years.value)
    annuity = Step("annuity", factor, "1/a", "annuity_factor(discount, horizon)", (rate, years))
    below = saved.value + other.value
    value = paid.value * factor / below if below > 0 else float("nan")
    formula = f"{paid.symbol} * annuity / ({saved.symbol} + {other.symbol})" if below > 0 else ""
    return Step("conserved_eur_kwh", value, "EUR/kWh", formula, (paid, annuity, saved, other))


def _abatement(case: Case) -> Step:
    value, saved = explain_value.net_present_value(case), explain_value.emissions_saved(case)
    if saved.value <= 0:
        return Step("abatement_eur_t", float("nan"), "EUR/t", "", (value, saved))
    found = -value.value * KG_PER_T / saved.value
    formula = f"-{value.symbol} * kg_per_t / {saved.symbol}"
    return Step("abatement_eur_t", found, "EUR/t", formula, (value, saved))


def _carbon_payback(case: Case) -> Step:
    made, saved = explain_value.embodied(case), _co2_saving(case)
    if made.value <= 0 or saved.value <= 0:
        return Step("carbon_payback_a", float("nan"), "a", "", (made, saved))
    return quotient("carbon_payback_a", made, saved, "a")


RESULTS: Final[Mapping[str, Chain]] = {
    "e_del_kwh_m2": partial(_per_area, delivered, "kWh/(m²a)"),
    "q_h_nd_kwh_m2": partial(_per_area, heating_need, "kWh/(m²a)"),
    "e_p_nren_kwh_m2": partial(_per_area, partial(weighted, "e_p_nren_kwh"), "kWh/(m²a)"),
    "co2_kg_m2": partial(_per_area, partial(weighted, "co2_kg"), "kg/(m²a)"),
    "e_del_kwh": delivered,
    "q_h_nd_kwh": heating_need,
    "q_w_nd_kwh": hot_water_need,
    "heat_load_kw": heat_load,
    "e_p_nren_kwh": partial(weighted, "e_p_nren_kwh"),
    "e_p_ren_kwh": partial(weighted, "e_p_ren_kwh"),
    "e_p_tot_kwh": primary,
    "rer_pct": _renewable_share,
    "co2_kg": partial(weighted, "co2_kg"),
    "energy_cost_eur": partial(weighted, "energy_cost_eur"),
    "e_del_saving_kwh": _energy_saving,
    "saving_pct": _saving_share,
    "co2_saving_kg": _co2_saving,
    "co2_saving_horizon_kg": explain_value.emissions_saved,
    "energy_cost_saving_eur": _cost_saving,
    "pv_kwh": explain_pv.produced,
    "pv_used_kwh": explain_pv.used,
    "pv_exported_kwh": explain_pv.exported,
    "pv_other_kwh": explain_pv.elsewhere,
    "invest_eur": investment,
    "invest_eur_m2": partial(_per_area, investment, "EUR/m²"),
    "block_discount_eur": _discount_sum,
    "invest_anyway_eur": explain_value.due_anyway,
    "invest_extra_eur": _extra,
    "outlay_eur": explain_value.outlay,
    "npv_eur": explain_value.net_present_value,
    "payback_simple_a": _payback,
    "conserved_eur_kwh": _conserved,
    "abatement_eur_t": _abatement,
    "embodied_kg": explain_value.embodied,
    "carbon_payback_a": _carbon_payback,
}
"""Results of a building that can be explained, in any package."""

AFTER: Final = "_after"
STATES: Final = frozenset(
    {
        "e_del_kwh_m2", "q_h_nd_kwh_m2", "e_p_nren_kwh_m2", "co2_kg_m2", "e_del_kwh", "q_h_nd_kwh",
        "q_w_nd_kwh", "heat_load_kw", "e_p_nren_kwh", "e_p_ren_kwh", "e_p_tot_kwh", "rer_pct", "co2_kg",
        "energy_cost_eur",
    }
)  # fmt: skip
"""Results that tables show as they are today under the name itself, and with ``_after`` as the
package leaves them; the others belong to the package."""


def read_column(column: str) -> tuple[str, bool]:
    """Turn the name of a table column into a result and whether it is today's.

    Raises
    ------
    ValueError
        If the column cannot be explained.
    """
    plain = column.replace(AFTER, "", 1)
    if plain not in RESULTS or (plain != column and plain not in STATES):
        raise ValueError(column)
    return plain, plain in STATES and plain == column
