"""The investment of one building as steps."""

import numpy as np

from retrofit.evidence.case import Case
from retrofit.evidence.steps import ASSUMPTION, PACK, Step, given, total
from retrofit.money.costs import CM_PER_M
from retrofit.stock import codes
from retrofit.stock.pack import CostFunction, Status


def investment(case: Case) -> Step:
    """Investment of the package in all elements [EUR]."""
    parts = tuple(step for e in range(len(codes.ELEMENTS)) if (step := _element(e, case)) is not None)
    return total("invest_eur", parts, "EUR")


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


def _element(element: int, case: Case) -> Step | None:
    variant = int(case.states.variant_of[case.type_row, case.package, element])
    area = float(case.solved.envelope.area_m2[case.row, element])
    if variant == 0 or area <= 0.0:
        return None
    name, function, level = codes.ELEMENTS[element], _function(case, variant, element), price_level(case)
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


def _function(case: Case, variant: int, element: int) -> CostFunction:
    return next(f for f in case.pack.costs if (f.variant, f.element) == (variant, element))


def _cited(symbol: str, value: float, unit: str, function: CostFunction) -> Step:
    cited = function.fixed_eur_m2
    return given(symbol, value, unit, cited.source, PACK, indicative=cited.status is Status.INDICATIVE)
