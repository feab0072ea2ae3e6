"""The investment of one building as steps."""

from dataclasses import dataclass

from retrofit.evidence import explain_pv_money
from retrofit.evidence.case import Case
from retrofit.evidence.explain_cold import heat_load
from retrofit.evidence.explain_elements import area, thickness
from retrofit.evidence.explain_price import USUAL, price_level
from retrofit.evidence.explain_transfer import condition, reference_area
from retrofit.evidence.steps import ASSUMED, PACK, SHARE, Step, chosen, cited, given, total
from retrofit.money.costs import cost_function
from retrofit.physics.systems import SOLAR_SHARE
from retrofit.plan import equipment
from retrofit.plan.fittings import ventilation
from retrofit.plan.outcome import discount_share, works_area
from retrofit.plan.package import GLAZED
from retrofit.stock import codes
from retrofit.stock.pack import GeneratorCost

DANISH = "Danish Energy Agency 2018, sheet 215"


@dataclass(frozen=True, slots=True)
class Fitting:
    """Equipment that is priced by floor area: price [EUR/m²], lifetime [a], upkeep [1/a]."""

    name: str
    price: Step
    lifetime: Step
    upkeep: Step | None = None


def investment(case: Case) -> Step:
    """Investment of the package, what ordering together saves taken off [EUR]."""
    whole = works(case)
    share = block_discount(case)
    if share is None:
        return whole.named("invest_eur")
    value = whole.value * (1.0 - share.value)
    return Step("invest_eur", value, "EUR", "invest * (1 - block_share)", (whole, share))


def works(case: Case) -> Step:
    """Investment of the package if the building were alone [EUR]."""
    parts = [step for e in range(len(codes.ELEMENTS)) if (step := element(case, e)) is not None]
    others = [fitting_cost(case, fitting) for fitting in fittings(case)]
    roof = explain_pv_money.investment(case)
    return total("invest", (*parts, *new_generator(case), *others, *roof), "EUR")


def block_discount(case: Case) -> Step | None:
    """Share that ordering together takes off; None where the plan has none [-]."""
    chosen_ = case.assumptions
    if chosen_.block_discount <= 0.0:
        return None
    packages = case.package_of.astype("int64")
    block_of = case.stock.block_of
    value = float(discount_share(case.solved, packages, chosen_)[case.row])
    there = block_of == block_of[case.row]
    size = float(works_area(case.solved.states, packages)[there].sum())
    most = chosen("block_most", chosen_.block_discount, USUAL.block_discount, SHARE)
    half = chosen("block_half_m2", max(chosen_.block_discount_m2, 1.0), USUAL.block_discount_m2, "m²")
    together = Step("block_works_m2", size, "m²")
    formula = "block_most * block_works_m2 / (block_works_m2 + block_half_m2)"
    return Step("block_share", value, SHARE, formula, (most, together, half))


def element(case: Case, place: int) -> Step | None:
    """Cost of treating an element; None where it stays [EUR]."""
    variant = int(case.states.variant_of[case.type_row, case.package, place])
    if variant == 0 or case.solved.envelope.area_m2[case.row, place] <= 0.0:
        return None
    name, function, level = codes.ELEMENTS[place], cost_function(case.pack, variant, place), price_level(case)
    fixed, size = cited(f"cost_fixed__{name}", function.fixed_eur_m2, "EUR/m²"), area(case, place)
    if place in GLAZED:
        value, formula = fixed.value, f"{size.symbol} * {fixed.symbol} * price_level"
        inputs: tuple[Step, ...] = (size, fixed, level)
    else:
        per_cm = cited(f"cost_per_cm__{name}", function.per_cm_eur_m2, "EUR/(m²cm)")
        depth = thickness(case, place)
        value = fixed.value + per_cm.value * depth.value
        formula = f"{size.symbol} * ({fixed.symbol} + {per_cm.symbol} * {depth.symbol}) * price_level"
        inputs = (size, fixed, per_cm, depth, level)
    return Step(f"invest__{name}", size.value * value * level.value, "EUR", formula, inputs)


def new_generator(case: Case) -> tuple[Step, ...]:
    """Cost of a new heating system; nothing where today's stays [EUR]."""
    if case.generator.code == case.generator_today.code:
        return ()
    cost = case.pack.generator_costs[case.generator.family, case.generator.several]
    return (generator_cost(case, cost, "generator"),)


def generator_cost(case: Case, cost: GeneratorCost, name: str) -> Step:
    """Cost of a heating system over the heat load [EUR]."""
    load, level = heat_load(case), price_level(case)
    reference = cited(f"cost_reference__{name}", cost.reference_eur, "EUR")
    size = given(f"size_reference__{name}", cost.reference_kw, "kW", cost.reference_eur.source, PACK)
    grows = given(f"cost_exponent__{name}", cost.exponent, "-", cost.reference_eur.source, PACK)
    value = reference.value * (load.value / size.value) ** grows.value * level.value
    formula = f"{reference.symbol} * ({load.symbol} / {size.symbol}) ** {grows.symbol} * price_level"
    return Step(f"invest__{name}", value, "EUR", formula, (reference, load, size, grows, level))


def fittings(case: Case) -> tuple[Fitting, ...]:
    """Ventilation, controls and collectors of the package, with their prices."""
    package, several, found = case.equipped, case.generator_today.several, []
    if package.ventilation:
        name = package.ventilation
        unit = ventilation(case.pack, name, several=several)
        single = ventilation(case.pack, name, several=False)
        source = unit.invest_eur_m2.source
        life = given(f"lifetime__{name}", single.lifetime_a, "a", source, PACK)
        upkeep = given(f"upkeep__{name}", single.maintenance_share_1a, "1/a", source, PACK)
        found.append(
            Fitting(name, cited(f"cost_per_area__{name}", unit.invest_eur_m2, "EUR/m²"), life, upkeep)
        )
    for code in package.controls:
        control = case.pack.controls[code]
        price = cited(f"cost_per_area__{code}", control.invest_eur_m2, "EUR/m²")
        life = given(f"lifetime__{code}", control.lifetime_a, "a", price.source, PACK)
        found.append(Fitting(code, price, life))
    if package.solar_thermal:
        found.append(_collectors(case, several=several))
    return tuple(found)


def fitting_cost(case: Case, fitting: Fitting) -> Step:
    """Cost of one piece of equipment that is priced by floor area [EUR]."""
    floor, level = reference_area(case), price_level(case)
    value = fitting.price.value * level.value * floor.value
    formula = f"{fitting.price.symbol} * price_level * floor_area_ref"
    return Step(f"invest__{fitting.name}", value, "EUR", formula, (fitting.price, level, floor))


def _collectors(case: Case, *, several: bool) -> Fitting:
    """Collectors, as large as their share in the hot water asks for."""
    share = given("solar_share", SOLAR_SHARE[several], SHARE, "tabula_systems", PACK, indicative=True)
    water = condition(case, "q_w")
    crop = given("collector_yield", equipment.COLLECTOR_KWH_M2, "kWh/(m²a)", "", ASSUMED)
    price = given("cost_per_collector", equipment.COLLECTOR_EUR_M2, "EUR/m²", DANISH, PACK)
    value = share.value * water.value / crop.value * price.value
    formula = "solar_share * q_w / collector_yield * cost_per_collector"
    step = Step("cost_per_area__collectors", value, "EUR/m²", formula, (share, water, crop, price))
    life = given("lifetime__collectors", equipment.COLLECTOR_LIFETIME_A, "a", DANISH, PACK)
    upkeep = given("upkeep__collectors", equipment.COLLECTOR_MAINTENANCE_1A, "1/a", DANISH, PACK)
    return Fitting("collectors", step, life, upkeep)
