"""Heating system and delivered energy of one building as steps."""

from typing import Final

import numpy as np

from retrofit.evidence import explain_pumps
from retrofit.evidence.case import Case
from retrofit.evidence.explain_heat import heating_need, hot_water_need
from retrofit.evidence.explain_transfer import exponent, reference_area
from retrofit.evidence.steps import PACK, SHARE, Step, cited, given, total
from retrofit.physics import heat
from retrofit.physics.systems import ELECTRICITY, NEGLIGIBLE_KWH_M2, SOLAR_SHARE
from retrofit.plan.fittings import ventilation
from retrofit.stock import codes
from retrofit.stock.pack import HeatSource

CHAIN: Final = "TABULA systems (MOBASY model, IWU 2021)"
PER_M2: Final = "kWh/(m²a)"


def energies(case: Case) -> tuple[tuple[Step, int], ...]:
    """Energy of each heat source and of the auxiliaries, with its carrier; the roof apart [kWh/a]."""
    heating, water = generated_heat(case), generated_water(case)
    found = [(_fuel(case, source, heating, water), source.carrier) for source in case.generator.sources]
    return (*found, (_auxiliary(case), ELECTRICITY))


def ambient(case: Case) -> tuple[Step, ...]:
    """Heat from surroundings and sun, which nobody delivers [kWh/a]."""
    heating, water = generated_heat(case), generated_water(case)
    found = []
    for source in case.generator.sources if case.generator.heat_pump else ():
        name = codes.CARRIERS[source.carrier]
        terms, value, inputs = [], 0.0, []
        for share, warm, factor in _uses(case, source, heating, water):
            if factor.value < 1.0:
                terms.append(f"{_times(share)}{warm.symbol} * (1 - {factor.symbol})")
                value += (1.0 if share is None else share.value) * warm.value * (1.0 - factor.value)
                inputs += [*(() if share is None else (share,)), warm, factor]
        if terms:
            found.append(Step(f"ambient__{name}_generator", value, "kWh/a", " + ".join(terms), tuple(inputs)))
    return (*found, *_collected(case))


def generated_heat(case: Case) -> Step:
    """Heat that the generators bring for the rooms [kWh/a]."""
    need, area = heating_need(case), reference_area(case)
    if need.value <= NEGLIGIBLE_KWH_M2 * area.value:
        return Step("q_g_h", 0.0, "kWh/a", "0", (need,), CHAIN)
    losses = (
        cited("q_d_h", case.generator.q_d_h, PER_M2),
        cited("q_s_h", case.generator.q_s_h, PER_M2),
    )
    usable = _usable(case, need, area)
    value = need.value / area.value + sum(step.value for step in losses) - usable.value
    formula = f"{need.symbol} / {area.symbol} + q_d_h + q_s_h - {usable.symbol}"
    formula = f"({formula})" if value >= 0.0 else f"max({formula}, 0)"
    formula, value = f"{formula} * {area.symbol}", max(value, 0.0) * area.value
    inputs = [need, area, *losses, usable]
    for code in case.equipped.controls:
        left = cited(f"remaining__{code}", case.pack.controls[code].remaining, SHARE)
        inputs.append(left)
        formula, value = f"{formula} * {left.symbol}", value * left.value
    return Step("q_g_h", value, "kWh/a", formula, tuple(inputs), CHAIN)


def _usable(case: Case, need: Step, area: Step) -> Step:
    """Losses of hot water that replace heating [kWh/(m²a)]."""
    system = case.generator
    if case.types.q_w_nd_kwh_m2[case.type_row] <= 0:
        return Step("q_w_h", 0.0, PER_M2, source=CHAIN)
    parts = cited("q_d_w_h", system.q_d_w_h, PER_M2), cited("q_s_w_h", system.q_s_w_h, PER_M2)
    lost = sum(step.value for step in parts)
    if lost <= 0.0:
        return Step("q_w_h", 0.0, PER_M2, "q_d_w_h + q_s_w_h", parts, CHAIN)
    gamma = Step(
        "gamma_s",
        lost / (need.value / area.value),
        "-",
        f"(q_d_w_h + q_s_w_h) / ({need.symbol} / {area.symbol})",
        (*parts, need, area),
    )
    a_h = exponent(case, case.results.exponent)
    eta = Step(
        "eta_s",
        float(heat.utilisation(np.array([gamma.value]), np.array([a_h.value]))[0]),
        "-",
        "utilisation(gamma_s, a_H)",
        (gamma, a_h),
        CHAIN,
    )
    return Step("q_w_h", eta.value * lost, PER_M2, "eta_s * (q_d_w_h + q_s_w_h)", (eta, *parts), CHAIN)


def generated_water(case: Case) -> Step:
    """Heat that is generated for hot water, collectors taken off [kWh/a]."""
    whole = _water(case)
    if not case.equipped.solar_thermal or whole.value <= 0.0:
        return whole.named("q_g_w")
    share = _solar_share(case)
    value = whole.value * (1.0 - share.value)
    return Step("q_g_w", value, "kWh/a", "q_w_whole * (1 - solar_share)", (whole, share), CHAIN)


def _water(case: Case) -> Step:
    """Hot water with what its pipes and storage lose [kWh/a]."""
    need, area, system = hot_water_need(case), reference_area(case), case.generator
    if need.value <= 0.0:
        return Step("q_w_whole", 0.0, "kWh/a", need.symbol, (need,), CHAIN)
    losses = cited("q_d_w", system.q_d_w, PER_M2), cited("q_s_w", system.q_s_w, PER_M2)
    value = need.value + sum(step.value for step in losses) * area.value
    formula = f"{need.symbol} + (q_d_w + q_s_w) * {area.symbol}"
    return Step("q_w_whole", value, "kWh/a", formula, (need, *losses, area), CHAIN)


def _solar_share(case: Case) -> Step:
    share = SOLAR_SHARE[case.generator.several]
    return given("solar_share", share, SHARE, "tabula_systems", PACK, indicative=True)


def _collected(case: Case) -> tuple[Step, ...]:
    """Heat of collectors [kWh/a]."""
    whole = _water(case)
    if not case.equipped.solar_thermal or whole.value <= 0.0:
        return ()
    share = _solar_share(case)
    value = share.value * whole.value
    return (Step("ambient__collectors", value, "kWh/a", "solar_share * q_w_whole", (share, whole)),)


def _uses(
    case: Case, source: HeatSource, heating: Step, water: Step
) -> tuple[tuple[Step | None, Step, Step], ...]:
    """Share, heat and expenditure of a heat source, for the rooms and for hot water."""
    pump = bool(case.generator.heat_pump) and source.carrier == ELECTRICITY
    found = []
    for use, share, warm, figure in (
        ("h", source.share_h, heating, source.e_g_h),
        ("w", source.share_w, water, source.e_g_w),
    ):
        if share <= 0.0:
            continue
        if pump:
            factor = explain_pumps.for_heating(case) if use == "h" else explain_pumps.for_hot_water(case)
        else:
            factor = cited(f"e_g_{use}", figure, "kWh/kWh")
        part = None if share == 1.0 else given(f"share_{use}", share, SHARE, figure.source, PACK)
        found.append((part, warm, factor))
    return tuple(found)


def _fuel(case: Case, source: HeatSource, heating: Step, water: Step) -> Step:
    """Energy that goes into one heat source [kWh/a]."""
    terms, value, inputs = [], 0.0, []
    for share, warm, factor in _uses(case, source, heating, water):
        terms.append(f"{_times(share)}{warm.symbol} * {factor.symbol}")
        value += (1.0 if share is None else share.value) * warm.value * factor.value
        inputs += [*(() if share is None else (share,)), warm, factor]
    name = f"e_del__{codes.CARRIERS[source.carrier]}_generator"
    return Step(name, value, "kWh/a", " + ".join(terms) or "0", tuple(inputs), CHAIN)


def _times(share: Step | None) -> str:
    return "" if share is None else f"{share.symbol} * "


def _auxiliary(case: Case) -> Step:
    """Electricity of pumps, controls and ventilation [kWh/a]."""
    area, system, package = reference_area(case), case.generator, case.equipped
    parts = [cited("aux__heating", system.aux_h, PER_M2)]
    if case.types.q_w_nd_kwh_m2[case.type_row] > 0:
        parts.append(cited("aux__hot_water", system.aux_w, PER_M2))
    if package.ventilation:
        unit = ventilation(case.pack, package.ventilation, several=case.generator_today.several)
        parts.append(cited("aux__ventilation", unit.aux_kwh_m2, PER_M2))
    per_m2 = total("aux", tuple(parts), PER_M2)
    value = per_m2.value * area.value
    name = "e_del__auxiliary_electricity"
    return Step(name, value, "kWh/a", f"aux * {area.symbol}", (per_m2, area), CHAIN)
