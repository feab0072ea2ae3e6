"""Heat pumps of one building as steps: flow, source and what they take."""

from typing import Final

import numpy as np

from retrofit.evidence.case import Case
from retrofit.evidence.explain_cold import coldest
from retrofit.evidence.explain_heat import MONTHS, outdoor_temperature, season_temperature
from retrofit.evidence.explain_transfer import condition
from retrofit.evidence.steps import ASSUMED, METHOD, Step, given
from retrofit.physics import heat_pumps
from retrofit.physics.systems import Outdoors
from retrofit.plan.equipment import example_load
from retrofit.plan.tables import outdoors_of

RUHNAU: Final = "Ruhnau et al. 2019, doi:10.1038/s41597-019-0199-y"
RADIATORS: Final = "EN 442-2"


def flow_temperature(case: Case) -> Step:
    """Flow temperature that today's radiators need on the coldest day [°C]."""
    t, p = case.type_row, case.package
    value, load = float(case.tables.flow_c[t, p]), example_load(case.typed.kinds, case.states)[t]
    room = condition(case, "theta_i")
    hot = given("theta_flow_today", heat_pumps.FLOW_DESIGN_C, "°C", "", ASSUMED)
    if not load[0] > 0.0:  # no example building to compare with
        return Step("theta_flow", value, "°C", "theta_flow_today", (hot,), RADIATORS)
    exponent = given("radiator_exponent", heat_pumps.RADIATOR_EXPONENT, "-", RADIATORS, METHOD)
    now = Step("load_type__today", float(load[0]), "W/K", source=case.source)
    then = Step("load_type__after", float(load[p]), "W/K", source=case.source)
    ratio = Step("load_ratio", float(load[p] / load[0]), "-", f"{then.symbol} / {now.symbol}", (then, now))
    formula = "theta_i + (theta_flow_today - theta_i) * load_ratio ** (1 / radiator_exponent)"
    inputs: tuple[Step, ...] = (room, hot, ratio, exponent)
    if value <= heat_pumps.FLOW_LEAST_C:
        least = given("theta_flow_least", heat_pumps.FLOW_LEAST_C, "°C", "", ASSUMED)
        formula, inputs = f"max({formula}, theta_flow_least)", (*inputs, least)
    return Step("theta_flow", value, "°C", formula, inputs, RADIATORS)


def for_heating(case: Case) -> Step:
    """Electricity per kWh of heat for the rooms: months weighted by how cold they are [kWh/kWh]."""
    theta, room = _outdoors(case).theta_e_c, condition(case, "theta_i")
    shortage = np.maximum(room.value - theta, 0.0)
    cold = (theta < heat_pumps.HEATING_LIMIT_C) | (theta == theta.min())
    used: list[int] = np.flatnonzero(cold & (shortage > 0)).tolist()
    if not used:
        return given("e_g_h", 1.0, "kWh/kWh", RUHNAU, METHOD)
    parts = [_of_month(case, month) for month in used]
    weights = " + ".join(f"(theta_i - {outdoors.symbol})" for _cop, outdoors in parts)
    spent = " + ".join(f"(theta_i - {outdoors.symbol}) / {cop.symbol}" for cop, outdoors in parts)
    value = sum(shortage[m] / cop.value for m, (cop, _o) in zip(used, parts, strict=True))
    value = float(value / shortage[used].sum())
    inputs = (flow_temperature(case), *(step for pair in parts for step in pair), room)
    formula = f"({spent}) / ({weights})" if len(parts) > 1 else f"1 / {parts[0][0].symbol}"
    return Step("e_g_h", value, "kWh/kWh", formula, inputs, RUHNAU)


def for_hot_water(case: Case) -> Step:
    """Electricity per kWh of hot water: the mean of the months [kWh/kWh]."""
    hot = given("theta_w", heat_pumps.HOT_WATER_C, "°C", "", ASSUMED)
    months = range(len(_outdoors(case).theta_e_c)) if case.generator.heat_pump == "air" else (0,)
    cops = []
    for month in months:
        source = _source(case, month)
        name = _name(case, month) if len(months) > 1 else "water"
        cops.append(_performance(case, f"cop_w__{name}", f"lift_w__{name}", hot, source))
    value = sum(1.0 / cop.value for cop in cops) / len(cops)
    formula = " + ".join(f"1 / {cop.symbol}" for cop in cops)
    formula = f"({formula}) / {len(cops)}" if len(cops) > 1 else formula
    return Step("e_g_w", value, "kWh/kWh", formula, tuple(cops), RUHNAU)


def _of_month(case: Case, month: int) -> tuple[Step, Step]:
    """Coefficient of performance in a month, and its outdoor temperature."""
    room, design, top = condition(case, "theta_i"), coldest(case), flow_temperature(case)
    outdoors = _outside(case, month)
    name = _name(case, month)
    exponent = given("radiator_exponent", heat_pumps.RADIATOR_EXPONENT, "-", RADIATORS, METHOD)
    part = (room.value - outdoors.value) / max(room.value - design.value, 1.0)
    part = min(max(part, 0.0), 1.0)
    value = room.value + (top.value - room.value) * part ** (1.0 / heat_pumps.RADIATOR_EXPONENT)
    fraction = f"((theta_i - {outdoors.symbol}) / (theta_i - theta_design))"
    formula = f"theta_i + (theta_flow - theta_i) * {fraction} ** (1 / radiator_exponent)"
    inputs = (room, top, outdoors, design, exponent)
    flow = Step(f"theta_flow__{name}", value, "°C", formula, inputs, RADIATORS)
    return _performance(case, f"cop__{name}", f"lift__{name}", flow, _source(case, month)), outdoors


def _performance(case: Case, symbol: str, lift_symbol: str, warm: Step, source: Step) -> Step:
    """Coefficient of performance for a lift from source to flow [-]."""
    constant, linear, square = heat_pumps.REGRESSION[case.generator.heat_pump]
    lift = _lift(lift_symbol, warm, source, -linear / (2.0 * square))
    steps = (
        given("in_operation", heat_pumps.IN_OPERATION, "-", RUHNAU, METHOD),
        given("cop_0", constant, "-", RUHNAU, METHOD),
        given("cop_1", -linear, "1/K", RUHNAU, METHOD),
        given("cop_2", square, "1/K²", RUHNAU, METHOD),
    )
    value = heat_pumps.IN_OPERATION * (constant + linear * lift.value + square * lift.value**2)
    formula = f"in_operation * (cop_0 - cop_1 * {lift_symbol} + cop_2 * {lift_symbol} ** 2)"
    formula = f"max({formula}, 1)" if value < 1.0 else formula
    return Step(symbol, max(value, 1.0), "-", formula, (lift, *steps), RUHNAU)


def _lift(symbol: str, warm: Step, source: Step, most: float) -> Step:
    """Temperature difference that the heat pump overcomes, within what the curve holds for [K]."""
    value, formula = warm.value - source.value, f"{warm.symbol} - {source.symbol}"
    inputs: tuple[Step, ...] = (warm, source)
    if value < heat_pumps.LEAST_LIFT_K:
        limit = given("lift_least", heat_pumps.LEAST_LIFT_K, "K", RUHNAU, METHOD)
        return Step(symbol, limit.value, "K", f"max({formula}, lift_least)", (*inputs, limit))
    if value > most:
        limit = given("lift_most", most, "K", RUHNAU, METHOD)
        return Step(symbol, limit.value, "K", f"min({formula}, lift_most)", (*inputs, limit))
    return Step(symbol, value, "K", formula, inputs)


def _source(case: Case, month: int) -> Step:
    """Temperature of the air, or of the brine from the ground [°C]."""
    if case.generator.heat_pump == "air":
        return _outside(case, month)
    theta = _outdoors(case).theta_e_c
    every = tuple(_outside(case, m) for m in range(len(theta)))
    mean = " + ".join(step.symbol for step in every)
    mean = f"({mean}) / {len(every)}" if len(every) > 1 else mean
    ground = Step("theta_ground", float(theta.mean()), "°C", mean, every)
    brine = given("brine", heat_pumps.BRINE_K, "K", RUHNAU, METHOD)
    return Step("theta_brine", ground.value - brine.value, "°C", "theta_ground - brine", (ground, brine))


def _outside(case: Case, month: int) -> Step:
    return season_temperature(case) if case.climate.station is None else outdoor_temperature(case, month)


def _name(case: Case, month: int) -> str:
    return "season" if case.climate.station is None else MONTHS[month]


def _outdoors(case: Case) -> Outdoors:
    return outdoors_of(case.climate)
