"""Heating system and delivered energy of one building as steps."""

from typing import Final

import numpy as np

from retrofit.evidence import explain_heat
from retrofit.evidence.case import Case
from retrofit.evidence.steps import PACK, Step, given
from retrofit.physics import heat
from retrofit.physics.systems import ELECTRICITY, NEGLIGIBLE_KWH_M2, SOLAR_SHARE, expenditure_of
from retrofit.plan.fittings import resolved, ventilation
from retrofit.plan.package import Package
from retrofit.plan.tables import outdoors_of
from retrofit.stock import codes
from retrofit.stock.pack import Cited, HeatSource, Status

CHAIN: Final = "TABULA systems (MOBASY model, IWU 2021)"
HEAT_PUMPS: Final = "Ruhnau et al. 2019, doi:10.1038/s41597-019-0199-y"


def energies(case: Case) -> tuple[tuple[Step, int], ...]:
    """Delivered energy of each heat source and of the auxiliaries, with its carrier [kWh/a]."""
    heating, water = generated_heat(case), generated_water(case)
    factors = expenditure_of(
        case.generator,
        np.array([case.solved.states.tables.flow_c[case.type_row, case.package]]),
        np.array([case.types.theta_i_c[case.type_row]]),
        outdoors_of(case.climate),
    )
    found = [
        (_fuel(case, source, (float(e_h[0]), e_w), heating, water), source.carrier)
        for source, (e_h, e_w) in zip(case.generator.sources, factors, strict=True)
    ]
    return (*found, (_auxiliary(case), ELECTRICITY), *_from_roof(case))


def _from_roof(case: Case) -> tuple[tuple[Step, int], ...]:
    """Electricity of the roof that heating and hot water use: it is not delivered [kWh/a]."""
    pv = case.solved.pv
    part = None if pv is None else pv.parts.get(case.package)
    if pv is None or part is None:
        return ()
    produced = Step("pv_produced", float(part.produced_kwh[case.row]), "kWh/a", source="pv_roof", origin=PACK)
    used = float(part.used_in_balance_kwh[case.row])
    share = used / produced.value if produced.value else 0.0
    share_step = Step("pv_share_used", share, "-", source="Weniger et al. 2014", origin="assumption")
    formula = "-pv_produced * pv_share_used"
    return ((Step("e_del__modules", -used, "kWh/a", formula, (produced, share_step), CHAIN), ELECTRICITY),)


def generated_heat(case: Case) -> Step:
    """Heat that the generators bring for the rooms [kWh/a]."""
    need, area = explain_heat.heating_need(case), explain_heat.reference_area(case)
    if need.value <= NEGLIGIBLE_KWH_M2 * area.value:
        return Step("q_g_h", 0.0, "kWh/a", "0", (need,), CHAIN)
    losses = tuple(_cited(name, getattr(case.generator, name)) for name in ("q_d_h", "q_s_h"))
    usable = _usable(case, need, area)
    formula = f"max({need.symbol} / {area.symbol} + q_d_h + q_s_h - {usable.symbol}, 0) * {area.symbol}"
    value = need.value / area.value + sum(step.value for step in losses) - usable.value
    value = max(value, 0.0) * area.value
    inputs = [need, area, *losses, usable]
    for code in _package(case).controls:
        cited = case.pack.controls[code].remaining
        inputs.append(given(f"remaining__{code}", cited.value, "-", cited.source, PACK, indicative=True))
        formula, value = f"{formula} * remaining__{code}", value * cited.value
    return Step("q_g_h", value, "kWh/a", formula, tuple(inputs), CHAIN)


def _usable(case: Case, need: Step, area: Step) -> Step:
    """Losses of hot water that replace heating [kWh/(m²a)]."""
    if case.types.q_w_nd_kwh_m2[case.type_row] <= 0:
        return Step("q_w_h", 0.0, "kWh/(m²a)", source=CHAIN)
    parts = tuple(_cited(name, getattr(case.generator, name)) for name in ("q_d_w_h", "q_s_w_h"))
    lost, exponent = sum(step.value for step in parts), _exponent(case)
    gamma = lost / (need.value / area.value)
    eta = Step(
        "eta_s",
        float(heat.utilisation(np.array([gamma]), np.array([exponent.value]))[0]) if lost > 0 else 1.0,
        "-",
        f"utilisation((q_d_w_h + q_s_w_h) / ({need.symbol} / {area.symbol}), a_H)" if lost > 0 else "1",
        (*parts, Step(need.symbol, need.value, "kWh/a"), Step(area.symbol, area.value, "m²"), exponent),
        CHAIN,
    )
    return Step("q_w_h", eta.value * lost, "kWh/(m²a)", "eta_s * (q_d_w_h + q_s_w_h)", (eta, *parts), CHAIN)


def _exponent(case: Case) -> Step:
    """Utilisation exponent of the building [-]."""
    h_tr, h_ve, _f_red = case.transfer()
    constant, hours = case.solved.states.exponent
    c_m = given("c_m", case.types.c_m_wh_m2k[case.type_row], "Wh/(m²K)", case.source)
    return Step(
        "a_H",
        constant + c_m.value / (h_tr + h_ve) / hours,
        "-",
        f"{constant} + c_m / (h_tr + h_ve) / {hours}",
        (c_m, Step("h_tr", h_tr, "W/(m²K)"), Step("h_ve", h_ve, "W/(m²K)")),
        explain_heat.BALANCE,
    )


def generated_water(case: Case) -> Step:
    """Heat that is generated for hot water, collectors taken off [kWh/a]."""
    need, area, system = explain_heat.hot_water_need(case), explain_heat.reference_area(case), case.generator
    if need.value <= 0.0:
        return Step("q_g_w", 0.0, "kWh/a", f"{need.symbol}", (need,), CHAIN)
    losses = tuple(_cited(name, getattr(system, name)) for name in ("q_d_w", "q_s_w"))
    value = need.value + sum(step.value for step in losses) * area.value
    formula, inputs = f"{need.symbol} + (q_d_w + q_s_w) * {area.symbol}", [need, *losses, area]
    if _package(case).solar_thermal:
        share = SOLAR_SHARE[system.several]
        inputs.append(given("solar_share", share, "-", "tabula_systems", PACK, indicative=True))
        formula, value = f"({formula}) * (1 - solar_share)", value * (1.0 - share)
    return Step("q_g_w", value, "kWh/a", formula, tuple(inputs), CHAIN)


def _fuel(case: Case, source: HeatSource, factors: tuple[float, float], heating: Step, water: Step) -> Step:
    """Energy that goes into one heat source [kWh/a]."""
    name = codes.CARRIERS[source.carrier]
    pump = bool(case.generator.heat_pump) and source.carrier == ELECTRICITY
    steps = [
        given(symbol, value, "kWh/kWh", HEAT_PUMPS, PACK, indicative=True)
        if pump
        else _cited(symbol, cited, "kWh/kWh")
        for symbol, value, cited in zip(
            ("e_g_h", "e_g_w"), factors, (source.e_g_h, source.e_g_w), strict=True
        )
    ]
    shares = (source.share_h, source.share_w)
    parts = [f"{share!r} * {heat_.symbol} * {e.symbol}"
             for share, heat_, e in zip(shares, (heating, water), steps, strict=True)]  # fmt: skip
    value = sum(s * h.value * e.value for s, h, e in zip(shares, (heating, water), steps, strict=True))
    inputs: tuple[Step, ...] = (heating, steps[0], water, steps[1])
    if pump:
        flow = float(case.solved.states.tables.flow_c[case.type_row, case.package])
        inputs = (*inputs, Step("theta_flow", flow, "°C", source="EN 442-2", origin="assumption"))
    return Step(f"e_del__{name}_generator", value, "kWh/a", " + ".join(parts), inputs, CHAIN)


def _auxiliary(case: Case) -> Step:
    """Electricity of pumps, controls and ventilation [kWh/a]."""
    area, system, package = explain_heat.reference_area(case), case.generator, _package(case)
    hot = case.types.q_w_nd_kwh_m2[case.type_row] > 0
    parts = [_cited("aux__heating", system.aux_h)]
    if hot:
        parts.append(_cited("aux__hot_water", system.aux_w))
    if package.ventilation:
        unit = ventilation(case.pack, package.ventilation, several=system.several)
        parts.append(_cited("aux__ventilation", unit.aux_kwh_m2))
    return Step(
        "e_del__auxiliary_electricity",
        sum(part.value for part in parts) * area.value,
        "kWh/a",
        f"({' + '.join(part.symbol for part in parts)}) * {area.symbol}",
        (*parts, area),
        CHAIN,
    )


def _package(case: Case) -> Package:
    return resolved(case.solved.packages)[case.package]


def _cited(symbol: str, cited: Cited, unit: str = "kWh/(m²a)") -> Step:
    return given(symbol, cited.value, unit, cited.source, PACK, indicative=cited.status is Status.INDICATIVE)
