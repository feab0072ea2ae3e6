"""The investment of one building as steps."""

import numpy as np

from retrofit.evidence.case import Case
from retrofit.evidence.explain_heat import reference_area
from retrofit.evidence.steps import ASSUMPTION, PACK, Step, given, total
from retrofit.money.costs import CM_PER_M, cost_function
from retrofit.stock import codes
from retrofit.stock.pack import CostFunction, Status


def investment(case: Case) -> Step:
    """Investment of the package in all elements [EUR]."""
    parts = [step for e in range(len(codes.ELEMENTS)) if (step := _element(e, case)) is not None]
    return total("invest_eur", (*parts, *_generator(case), *_by_area(case), *_modules(case)), "EUR")


def price_level(case: Case) -> Step:
    """Country, year and VAT over the prices of the cost functions [-]."""
    pack, chosen = case.pack, case.assumptions.construction_price_factor
    index = given("price_index", pack.cost_index.value, "-", pack.cost_index.source, PACK)
    price = pack.construction_price
    factor = (
        given(
            "price_rise", price.value, "-", price.source, PACK, indicative=price.status is Status.INDICATIVE
        )
        if chosen is None
        else given("price_rise", chosen, "-", "", ASSUMPTION)
    )
    rate = pack.vat_renovation.value if case.assumptions.vat_included else 0.0
    vat = given("vat", rate, "-", pack.vat_renovation.source, PACK)
    return Step(
        "price_level",
        factor.value * index.value * (1.0 + vat.value),
        "-",
        "price_rise * price_index * (1 + vat)",
        (index, factor, vat),
    )


def heat_load(case: Case) -> Step:
    """Heat load on the coldest day [kW]."""
    states = case.solved.states
    value = float(states.h_w_k[case.row, case.package] / 1000.0 * states.tables.cold_k[case.type_row])
    transfer = Step("h_w_k", float(states.h_w_k[case.row, case.package]), "W/K", source="ISO 13790:2008")
    cold = Step("cold_k", float(states.tables.cold_k[case.type_row]), "K", origin=ASSUMPTION, indicative=True)
    return Step("heat_load", value, "kW", "h_w_k * cold_k / 1000", (transfer, cold))


def _generator(case: Case) -> tuple[Step, ...]:
    """Cost of a new heating system; nothing where today's stays."""
    today = str(case.solved.states.tables.generator[case.type_row, 0])
    if case.generator.code == today:
        return ()
    cost = case.pack.generator_costs[case.generator.family, case.generator.several]
    load, level, cited = heat_load(case), price_level(case), cost.reference_eur
    reference = given("cost_reference", cited.value, "EUR", cited.source, PACK,
                      indicative=cited.status is Status.INDICATIVE)  # fmt: skip
    step = Step(
        "invest__generator",
        cited.value * (load.value / cost.reference_kw) ** cost.exponent * level.value,
        "EUR",
        f"cost_reference * (heat_load / {cost.reference_kw!r}) ** {cost.exponent!r} * price_level",
        (reference, load, level),
    )
    return (step,)


def _modules(case: Case) -> tuple[Step, ...]:
    """Cost of photovoltaics."""
    pv = case.solved.pv
    part = None if pv is None else pv.parts.get(case.package)
    if pv is None or part is None or part.invest_eur[case.row] <= 0:
        return ()
    level, cost = price_level(case), case.pack.photovoltaics["invest_eur_kwp"]
    price = cost.value / case.pack.photovoltaics["price_level"].value
    power = float(part.invest_eur[case.row]) / (price * level.value)
    inputs = (
        Step("pv_power", power, "kWp", source="pv_roof", origin="measured"),
        given("cost_per_kwp", price, "EUR/kWp", cost.source, PACK),
        level,
    )
    value = float(part.invest_eur[case.row])
    return (Step("invest__modules", value, "EUR", "pv_power * cost_per_kwp * price_level", inputs),)


def _by_area(case: Case) -> tuple[Step, ...]:
    """Cost of ventilation, controls and collectors."""
    per_m2 = float(case.solved.states.tables.install[case.type_row, case.package, 6])
    if per_m2 <= 0.0:
        return ()
    area, level = reference_area(case), price_level(case)
    price = given("cost_per_area", per_m2 / level.value, "EUR/m²", "tabula_ventilation", PACK)
    formula = f"cost_per_area * price_level * {area.symbol}"
    return (Step("invest__equipment", per_m2 * area.value, "EUR", formula, (price, level, area)),)


def _element(element: int, case: Case) -> Step | None:
    variant = int(case.states.variant_of[case.type_row, case.package, element])
    area = float(case.solved.envelope.area_m2[case.row, element])
    if variant == 0 or area <= 0.0:
        return None
    name, function, level = (
        codes.ELEMENTS[element],
        cost_function(case.pack, variant, element),
        price_level(case),
    )
    depth = float(np.nan_to_num(case.states.thickness_m[case.type_row, case.package, element]))
    fixed = _cited(f"cost_fixed__{name}", function.fixed_eur_m2.value, "EUR/m²", function)
    per_cm = _cited(f"cost_per_cm__{name}", function.per_cm_eur_m2.value, "EUR/(m²cm)", function)
    size = given(f"A__{name}", area, "m²", "", "measured")
    thickness = given(f"d__{name}", CM_PER_M * depth, "cm", case.source)
    return Step(
        f"invest__{name}",
        size.value * (fixed.value + per_cm.value * thickness.value) * level.value,
        "EUR",
        f"{size.symbol} * ({fixed.symbol} + {per_cm.symbol} * {thickness.symbol}) * price_level",
        (size, fixed, per_cm, thickness, level),
    )


def _cited(symbol: str, value: float, unit: str, function: CostFunction) -> Step:
    cited = function.fixed_eur_m2
    return given(symbol, value, unit, cited.source, PACK, indicative=cited.status is Status.INDICATIVE)
