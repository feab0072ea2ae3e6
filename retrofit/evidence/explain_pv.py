"""Photovoltaics of one building as steps: what the roof yields and who uses it."""

from typing import Final

import numpy as np

from retrofit.evidence.case import Case
from retrofit.evidence.explain_elements import footprint
from retrofit.evidence.explain_systems import energies
from retrofit.evidence.steps import ASSUMED, METHOD, OWN, SHARE, Step, cited, given, total
from retrofit.physics import photovoltaics
from retrofit.physics.self_use import MOST_BATTERY, NEGLIGIBLE_KWH, SELF_USE_BATTERY, SELF_USE_HALF
from retrofit.physics.systems import ELECTRICITY
from retrofit.plan.solar_roofs import PITCHED, figure
from retrofit.stock import codes

WENIGER: Final = "Weniger et al. 2014, doi:10.1016/j.egypro.2014.01.160"
KWH_PER_MWH: Final = 1000.0
PVWATTS: Final = "NREL/TP-6A20-62641 (PVWatts 5)"


def produced(case: Case) -> Step:
    """What the modules yield [kWh/a]."""
    part = case.roof
    if part is None:
        return Step("pv_kwh", 0.0, "kWh/a", "0")
    power, per_kwp = installed(case), _yield(case)
    return Step(
        "pv_kwh", float(part.produced_kwh[case.row]), "kWh/a", "pv_power * pv_yield", (power, per_kwp)
    )


def used(case: Case) -> Step:
    """What the building and its households use of it, at once or from a battery [kWh/a]."""
    part = case.roof
    if part is None:
        return Step("pv_used_kwh", 0.0, "kWh/a", "0")
    made, load = produced(case), _load(case)
    value = float(part.used_kwh[case.row])
    if load.value <= NEGLIGIBLE_KWH:
        return Step("pv_used_kwh", value, "kWh/a", "0", (made, load))
    half = _half(case, load)
    curve = f"{made.symbol} * pv_half * el_load / (pv_half * el_load + {made.symbol})"
    expected = made.value * half.value * load.value / (half.value * load.value + made.value)
    limited = f"min({curve}, el_load, {made.symbol})"
    formula = curve if expected <= min(load.value, made.value) else limited
    return Step("pv_used_kwh", value, "kWh/a", formula, (made, load, half), WENIGER)


def _half(case: Case, load: Step) -> Step:
    """Production over load at which half of it is used; a battery raises it [-]."""
    at_once = given("pv_half_at_once", SELF_USE_HALF, "-", WENIGER, METHOD)
    capacity = battery(case)
    if capacity is None:
        return at_once.named("pv_half")
    more = given("pv_half_battery", SELF_USE_BATTERY, "-", WENIGER, METHOD)
    most = given("battery_most", MOST_BATTERY, "kWh/MWh", "", ASSUMED)
    per_load = capacity.value * KWH_PER_MWH / load.value
    ratio = f"{capacity.symbol} * kWh_per_MWh / el_load"
    size = Step("battery_per_load", per_load, "kWh/MWh", ratio, (capacity, load))
    if per_load > most.value:
        size = Step(size.symbol, most.value, size.unit, f"min({ratio}, battery_most)", (capacity, load, most))
    value = at_once.value + more.value * size.value
    formula = "pv_half_at_once + pv_half_battery * battery_per_load"
    return Step("pv_half", value, "-", formula, (at_once, more, size), WENIGER)


def battery(case: Case) -> Step | None:
    """Usable capacity of the battery; None without one [kWh]."""
    per_kwp = case.equipped.battery_kwh_kwp
    if case.roof is None or per_kwp <= 0.0:
        return None
    power, size = installed(case), given("battery_per_kwp", per_kwp, "kWh/kWp", "", OWN)
    return Step("battery_kwh", power.value * size.value, "kWh", "pv_power * battery_per_kwp", (power, size))


def used_in_balance(case: Case) -> Step:
    """What heating and hot water use of it: that much is not delivered [kWh/a]."""
    part = case.roof
    value = 0.0 if part is None else float(part.used_in_balance_kwh[case.row])
    load = _load(case)
    if part is None or load.value <= 0.0:
        return Step("pv_balance", value, "kWh/a", "0", (load,))
    formula = "pv_used_kwh * el_balance / el_load"
    return Step("pv_balance", value, "kWh/a", formula, (used(case), _balance(case), load))


def exported(case: Case) -> Step:
    """What is sold [kWh/a]."""
    part = case.roof
    if part is None:
        return Step("pv_exported_kwh", 0.0, "kWh/a", "0")
    value = float(part.exported_kwh[case.row])
    return Step("pv_exported_kwh", value, "kWh/a", "pv_kwh - pv_used_kwh", (produced(case), used(case)))


def elsewhere(case: Case) -> Step:
    """What replaces electricity of households and of the grid [kWh/a]."""
    made, own = produced(case), used_in_balance(case)
    return Step("pv_other_kwh", made.value - own.value, "kWh/a", "pv_kwh - pv_balance", (made, own))


def installed(case: Case) -> Step:
    """Power of the modules [kWp]."""
    assert case.solved.pv is not None
    share = given("pv_share", case.equipped.pv_share, SHARE, "", OWN)
    per_m2, room = cited("kwp_m2", figure(case.pack, "module_kwp_m2"), "kWp/m²"), _room(case)
    value = float(case.solved.pv.kwp[case.row]) * share.value
    formula = f"{room.symbol} * pv_share * kwp_m2"
    return Step("pv_power", value, "kWp", formula, (room, share, per_m2))


def _room(case: Case) -> Step:
    """Area of the modules that fit [m²]."""
    assert case.solved.pv is not None
    value = float(case.solved.pv.kwp[case.row]) / figure(case.pack, "module_kwp_m2").value
    ground = footprint(case)
    if not np.isin(case.stock.size_class[case.row], PITCHED):
        share = given("usable__flat", photovoltaics.USABLE_FLAT, SHARE, "", ASSUMED)
        return Step("module_m2", value, "m²", "footprint * usable__flat", (ground, share))
    share = given("usable__pitched", photovoltaics.USABLE_PITCHED, SHARE, "", ASSUMED)
    slope = given("slope_per_ground", 1.0 / np.cos(np.radians(photovoltaics.PITCH_DEG)), "m²/m²", "", ASSUMED)
    size = ground.value * slope.value * share.value
    sides = given("sides", 0.5 if abs(value - 0.5 * size) < abs(value - size) else 1.0, SHARE, "", "measured")
    formula = "footprint * slope_per_ground * sides * usable__pitched"
    return Step("module_m2", value, "m²", formula, (ground, slope, sides, share))


def _yield(case: Case) -> Step:
    """Yearly yield of 1 kWp, shading taken off [kWh/kWp]."""
    pv = case.solved.pv
    assert pv is not None
    kwp = float(pv.kwp[case.row])
    value = float(pv.production_kwh[case.row]) / kwp if kwp > 0 else 0.0
    pitched = bool(np.isin(case.stock.size_class[case.row], PITCHED))
    tilt = given(
        "tilt", photovoltaics.PITCH_DEG if pitched else photovoltaics.FLAT_TILT_DEG, "°", "", ASSUMED
    )
    if case.climate.weather is not None:
        return Step("pv_yield", value, "kWh/kWp", "", (tilt,), PVWATTS)
    station = case.climate.station or case.climate.sun
    ratio = cited("performance_ratio", figure(case.pack, "performance_ratio"), "-")
    inputs: tuple[Step, ...] = (tilt, ratio)
    if station is not None:
        flat = float(station.i_sol_kwh_m2[:, codes.HORIZONTAL].sum())
        inputs = (given("I__horizontal_year", flat, "kWh/m²", station.source, case.of_climate), *inputs)
    return Step("pv_yield", value, "kWh/kWp", "", inputs, "pv_roof")


def _balance(case: Case) -> Step:
    """Electricity that heating and hot water take [kWh/a]."""
    return total("el_balance", tuple(s for s, carrier in energies(case) if carrier == ELECTRICITY), "kWh/a")


def _load(case: Case) -> Step:
    """All electricity of the building [kWh/a]."""
    balance, households = _balance(case), _households(case)
    value = balance.value + households.value
    return Step("el_load", value, "kWh/a", "el_balance + el_household", (balance, households))


def _households(case: Case) -> Step:
    """Electricity of the households [kWh/a]."""
    per_dwelling = cited("el_per_dwelling", figure(case.pack, "household_kwh_dwelling"), "kWh/a")
    number = float(case.stock.number_of_dwellings[case.row])
    dwellings = given("dwellings", max(number, 0.0), "-", "", case.origin("number_of_dwellings"))
    value = dwellings.value * per_dwelling.value
    return Step("el_household", value, "kWh/a", "dwellings * el_per_dwelling", (dwellings, per_dwelling))
