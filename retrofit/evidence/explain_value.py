"""Present value, embodied carbon and what falls due anyway, for one building as steps."""

import numpy as np

from retrofit.evidence import explain_money, explain_pv, explain_pv_money
from retrofit.evidence.case import Case
from retrofit.evidence.explain_elements import area, thickness
from retrofit.evidence.explain_life import life_emissions, life_price
from retrofit.evidence.explain_price import USUAL, discount, horizon, kept_value
from retrofit.evidence.explain_systems import energies
from retrofit.evidence.steps import PACK, Step, chosen, cited, given, total
from retrofit.money.costs import cost_function
from retrofit.physics.systems import ELECTRICITY
from retrofit.plan.equipment import saved_replacement
from retrofit.plan.package import GLAZED
from retrofit.stock import codes
from retrofit.stock.pack import GeneratorCost

USUAL_ROW = codes.VARIANTS.index("usual")


def net_present_value(case: Case) -> Step:
    """Net present value against doing nothing [EUR]."""
    now = _life_cost(case.without_package(), "today")
    then, paid, earned = _life_cost(case, "after"), outlay(case), explain_pv_money.worth(case)
    value = now.value - then.value - paid.value + (0.0 if earned is None else earned.value)
    formula = f"{now.symbol} - {then.symbol} - {paid.symbol}"
    inputs = (now, then, paid)
    if earned is None:
        return Step("npv_eur", value, "EUR", formula, inputs)
    return Step("npv_eur", value, "EUR", f"{formula} + {earned.symbol}", (*inputs, earned))


def outlay(case: Case) -> Step:
    """Present value of all works with replacements, upkeep and residual value [EUR]."""
    parts = [*_elements(case), *_generators(case)]
    for fitting in explain_money.fittings(case):
        paid = explain_money.fitting_cost(case, fitting)
        parts.append(_kept(paid, kept_value(case, fitting.name, fitting.lifetime, fitting.upkeep)))
    whole = total("outlay", (*parts, *explain_pv_money.outlays(case)), "EUR")
    share = explain_money.block_discount(case)
    if share is None:
        return whole.named("outlay_eur")
    value = whole.value * (1.0 - share.value)
    return Step("outlay_eur", value, "EUR", "outlay * (1 - block_share)", (whole, share))


def emissions_saved(case: Case) -> Step:
    """Emissions saved over the horizon, those of solar electricity among them [kg]."""
    now, then = _life_kg(case.without_package(), "today"), _life_kg(case, "after")
    value, formula, inputs = now.value - then.value, f"{now.symbol} - {then.symbol}", [now, then]
    if case.roof is not None:
        made, factor = explain_pv.produced(case), life_emissions(case, ELECTRICITY)
        value, formula = value + made.value * factor.value, f"{formula} + {made.symbol} * {factor.symbol}"
        inputs += [made, factor]
    return Step("co2_saving_horizon_kg", value, "kg", formula, tuple(inputs))


def embodied(case: Case) -> Step:
    """Greenhouse gas of making insulation, windows and doors [kg]."""
    parts = []
    for e, name in enumerate(codes.ELEMENTS):
        variant = int(case.states.variant_of[case.type_row, case.package, e])
        size = area(case, e) if variant else None
        row = variant if variant < len(codes.VARIANTS) else USUAL_ROW  # other methods: the same insulation
        if size is None or size.value <= 0.0 or (row, e) not in case.pack.embodied:
            continue
        base, rise = case.pack.embodied[row, e]
        fixed = cited(f"embodied_fixed__{name}", base, "kg/m²")
        formula, per_m2, inputs = fixed.symbol, fixed.value, [size, fixed]
        if e not in GLAZED:
            per_cm, depth = cited(f"embodied_per_cm__{name}", rise, "kg/(m²cm)"), thickness(case, e)
            per_m2 += per_cm.value * depth.value
            formula = f"({formula} + {per_cm.symbol} * {depth.symbol})"
            inputs += [per_cm, depth]
        formula = f"{size.symbol} * {formula}"
        parts.append(Step(f"embodied__{name}", size.value * per_m2, "kg", formula, tuple(inputs)))
    return total("embodied_kg", tuple(parts), "kg")


def due_anyway(case: Case) -> Step:
    """Part of the investment in elements past their life that would be spent in any case [EUR]."""
    stock, row, parts = case.stock, case.row, []
    start = chosen("start_year", float(case.assumptions.start_year), float(USUAL.start_year), "")
    for e, name in enumerate(codes.ELEMENTS):
        paid = explain_money.element(case, e)
        renewed = float(stock.renewal_year[row, e])
        since = renewed if np.isfinite(renewed) else float(stock.year_of_construction[row])
        life = float(case.tables.element_life_a[e])
        variant = int(case.states.variant_of[case.type_row, case.package, e])
        cost = case.pack.anyway.get((variant, e))
        if paid is None or cost is None or cost.value <= 0.0 or start.value - since < life:
            continue
        share = cited(f"anyway_share__{name}", cost, "share")
        origin = "given" if np.isfinite(renewed) else case.origin("year_of_construction")
        built = given(f"since__{name}", since, "", "", origin)
        lasts = given(
            f"lifetime__{name}", life, "a", cost_function(case.pack, USUAL_ROW, e).lifetime_a.source, PACK
        )
        formula = f"{paid.symbol} * {share.symbol}"
        value = paid.value * share.value
        parts.append(Step(f"anyway__{name}", value, "EUR", formula, (paid, share, start, built, lasts)))
    whole, off = total("anyway", tuple(parts), "EUR"), explain_money.block_discount(case)
    if off is None:
        return whole.named("invest_anyway_eur")
    value = whole.value * (1.0 - off.value)
    return Step("invest_anyway_eur", value, "EUR", "anyway * (1 - block_share)", (whole, off))


def _life_cost(case: Case, when: str) -> Step:
    """Present value of the energy over the horizon, the roof apart [EUR]."""
    pairs = [(step, life_price(case, carrier)) for step, carrier in energies(case)]
    return _weighted(f"life_cost__{when}", pairs, "EUR")


def _life_kg(case: Case, when: str) -> Step:
    """Emissions of the energy over the horizon, the roof apart [kg]."""
    pairs = [(step, life_emissions(case, carrier)) for step, carrier in energies(case)]
    return _weighted(f"life_emitted__{when}", pairs, "kg")


def _weighted(symbol: str, pairs: list[tuple[Step, Step]], unit: str) -> Step:
    value = sum(step.value * factor.value for step, factor in pairs)
    formula = " + ".join(f"{step.symbol} * {factor.symbol}" for step, factor in pairs)
    inputs = tuple(dict.fromkeys(part for pair in pairs for part in pair))
    return Step(symbol, value, unit, formula, inputs)


def _elements(case: Case) -> list[Step]:
    found = []
    for e, name in enumerate(codes.ELEMENTS):
        paid = explain_money.element(case, e)
        if paid is not None:
            variant = int(case.states.variant_of[case.type_row, case.package, e])
            lifetime = cited(f"lifetime__{name}", cost_function(case.pack, variant, e).lifetime_a, "a")
            found.append(_kept(paid, kept_value(case, name, lifetime)))
    return found


def _generators(case: Case) -> list[Step]:
    """The new heating system, and the old one that need not be replaced and maintained."""
    new = explain_money.new_generator(case)
    if not new:
        return []
    costs, old = case.pack.generator_costs, case.generator_today
    bought = costs[case.generator.family, case.generator.several]
    found = [_kept(new[0], kept_value(case, "generator", *_lasting(bought, "generator")))]
    spared = costs.get((old.family, old.several))
    if spared is not None:
        found.append(_spared(case.without_package(), spared))
    return found


def _spared(case: Case, cost: GeneratorCost) -> Step:
    """Present value of replacing the old heating system at half its life, and of its upkeep [EUR]."""
    price = explain_money.generator_cost(case, cost, "old_generator")
    rate, years = discount(case), horizon(case)
    lifetime, upkeep = _lasting(cost, "old_generator")
    value = saved_replacement(cost, rate.value, years.value)
    formula = f"{upkeep.symbol} * present_value_factor(discount, 0, horizon)"
    if years.value > lifetime.value / 2.0:
        half = f"{lifetime.symbol} / 2"
        later = (
            f"lifetime_factor({lifetime.symbol}, discount, horizon - {half}) * (1 + discount) ** (-{half})"
        )
        formula = f"{later} + {formula}"
    kept = Step(
        "spared__old_generator", value, "EUR/EUR", formula, (lifetime, upkeep, rate, years), "EN 15459-1:2017"
    )
    formula = f"-{price.symbol} * {kept.symbol}"
    return Step("outlay__old_generator", -price.value * value, "EUR", formula, (price, kept))


def _lasting(cost: GeneratorCost, name: str) -> tuple[Step, Step]:
    source = cost.reference_eur.source
    return (
        given(f"lifetime__{name}", cost.lifetime_a, "a", source, PACK),
        given(f"upkeep__{name}", cost.maintenance_share_1a, "1/a", source, PACK),
    )


def _kept(paid: Step, kept: Step) -> Step:
    value, formula = paid.value * kept.value, f"{paid.symbol} * {kept.symbol}"
    return Step(f"outlay__{paid.of}", value, "EUR", formula, (paid, kept))
