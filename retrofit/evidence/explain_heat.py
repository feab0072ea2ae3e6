"""The heat balance of one building as steps."""

from typing import Final

import numpy as np

from retrofit.evidence.case import Case
from retrofit.evidence.explain_transfer import (
    BALANCE,
    TABULA,
    condition,
    exponent,
    glass,
    reference_area,
    transfer,
)
from retrofit.evidence.steps import CALCULATED, METHOD, Step, given, total
from retrofit.physics import heat, need
from retrofit.stock import codes
from retrofit.stock.pack import Status
from retrofit.stock.stock import FloatArray

MONTHS: Final = tuple(f"{month:02d}" for month in range(1, 13))
HOURLY: Final = "ISO 13790:2008 5R1C, hourly"
H_PER_D: Final = 24.0
W_PER_KW: Final = 1000.0

Transfer = tuple[Step, Step, Step]


def heating_need(case: Case) -> Step:
    """Energy need for heating [kWh/a]."""
    area, moved = reference_area(case), transfer(case)
    if case.by_the_hour:
        return _by_the_hour(case, moved)
    if case.climate.station is None:
        per_area = _season(case, moved)
    else:
        per_area = total("q_h_nd_m2", tuple(_month(m, case, moved) for m in range(12)), "kWh/(m²a)")
    value = per_area.value * area.value
    return Step("q_h_nd_kwh", value, "kWh/a", "q_h_nd_m2 * floor_area_ref", (per_area, area))


def hot_water_need(case: Case) -> Step:
    """Energy need for hot water [kWh/a]."""
    area, per_area = reference_area(case), condition(case, "q_w")
    return Step("q_w_nd_kwh", per_area.value * area.value, "kWh/a", "q_w * floor_area_ref", (per_area, area))


def outdoor_temperature(case: Case, month: int) -> Step:
    """Mean outdoor temperature of a month [°C]."""
    station = case.climate.station
    assert station is not None
    return given(
        f"theta_e__{MONTHS[month]}",
        station.theta_e_c[month],
        "°C",
        station.source,
        case.of_climate,
        indicative=station.status is Status.INDICATIVE,
    )


def season_temperature(case: Case) -> Step:
    """Mean outdoor temperature of the heating season [°C]."""
    season = case.climate.season
    assert season is not None
    return given("theta_e__season", season.theta_e_c, "°C", season.source, case.of_climate)


def _by_the_hour(case: Case, moved: Transfer) -> Step:
    """The need of 8760 solved hours: no formula gives it, but what goes into it is known."""
    station = case.climate.station
    assert station is not None
    sun = _solar("year", case, station.i_sol_kwh_m2.sum(axis=0), station.source)
    mean = float((station.theta_e_c * heat.DAYS_OF_MONTH).sum() / heat.DAYS_OF_MONTH.sum())
    outdoors = given("theta_e__year", mean, "°C", station.source, case.of_climate)
    stored = given("c_m", case.types.c_m_wh_m2k[case.type_row], "Wh/(m²K)", case.source)
    inputs = (*moved, condition(case, "theta_i"), outdoors, condition(case, "phi_int"), sun, stored)
    value = float(case.results.q_h_nd_kwh[case.row, case.package])
    return Step("q_h_nd_kwh", value, "kWh/a", "", (*inputs, reference_area(case)), HOURLY, CALCULATED)


def _month(month: int, case: Case, moved: Transfer) -> Step:
    """Energy need of one month per reference floor area [kWh/m²]."""
    station, name = case.climate.station, MONTHS[month]
    assert station is not None
    hours = given(f"hours__{name}", H_PER_D * float(heat.DAYS_OF_MONTH[month]), "h", "", METHOD)
    losses = _losses(name, case, moved, outdoor_temperature(case, month), hours)
    gains = _gains(name, case, _solar(name, case, station.i_sol_kwh_m2[month], station.source), hours)
    return _balance(name, losses, gains, exponent(case, heat.A_MONTH))


def _season(case: Case, moved: Transfer) -> Step:
    """Energy need of the heating season per reference floor area [kWh/(m²a)]."""
    season = case.climate.season
    assert season is not None
    days = given("days__season", season.heating_days, "d", season.source, case.of_climate)
    hours = Step("hours__season", H_PER_D * season.heating_days, "h", "h_per_d * days__season", (days,))
    losses = _losses("season", case, moved, season_temperature(case), hours)
    gains = _gains("season", case, _solar("season", case, season.i_sol_kwh_m2, season.source), hours)
    found = _balance("season", losses, gains, exponent(case, heat.A_SEASON))
    return Step("q_h_nd_m2", found.value, "kWh/(m²a)", found.formula, found.inputs, found.source)


def _losses(name: str, case: Case, moved: Transfer, theta_e: Step, hours: Step) -> Step:
    h_tr, h_ve, f_red = moved
    theta_i = condition(case, "theta_i")
    lift = theta_i.value - theta_e.value
    return Step(
        f"q_ht__{name}",
        (h_tr.value + h_ve.value) * f_red.value * lift * hours.value / W_PER_KW,
        "kWh/m²",
        f"(h_tr + h_ve) * F_red * (theta_i - {theta_e.symbol}) * {hours.symbol} / W_per_kW",
        (h_tr, h_ve, f_red, theta_i, theta_e, hours),
        BALANCE,
    )


def _gains(name: str, case: Case, solar: Step, hours: Step) -> Step:
    """Solar and internal gains per reference floor area [kWh/m²]."""
    phi = condition(case, "phi_int")
    return Step(
        f"q_gn__{name}",
        solar.value + phi.value * hours.value / W_PER_KW,
        "kWh/m²",
        f"{solar.symbol} + phi_int * {hours.symbol} / W_per_kW",
        (solar, phi, hours),
        BALANCE,
    )


def _solar(name: str, case: Case, sun: FloatArray, source: str) -> Step:
    """Solar gains through the windows of every orientation [kWh/m²]."""
    aperture = need.solar_aperture(case.rows, case.typed, case.solved.envelope)[0]
    g = glass(case)
    faced = [o for o in range(len(codes.ORIENTATIONS)) if aperture[o] > 0]
    collecting = tuple(
        given(f"aperture__{codes.ORIENTATIONS[o]}", aperture[o], "m²/m²", TABULA, "measured") for o in faced
    )
    irradiation = tuple(
        given(f"I__{codes.ORIENTATIONS[o]}_{name}", sun[o], "kWh/m²", source, case.of_climate) for o in faced
    )
    pairs = list(zip(collecting, irradiation, strict=True))
    summed = " + ".join(f"{area.symbol} * {light.symbol}" for area, light in pairs) or "0"
    return Step(
        f"q_sol__{name}",
        sum(area.value * light.value for area, light in pairs) * g.value,
        "kWh/m²",
        f"({summed}) * g",
        (*collecting, *irradiation, g),
        TABULA,
    )


def _balance(name: str, losses: Step, gains: Step, a_h: Step) -> Step:
    """Heat transfer less the gains that can be used [kWh/m²]."""
    symbol = f"q_h_nd_m2__{name}"
    if losses.value <= 0.0:
        return Step(symbol, 0.0, "kWh/m²", f"max({losses.symbol}, 0)", (losses,), BALANCE)
    gamma = Step(
        f"gamma__{name}",
        gains.value / losses.value,
        "-",
        f"{gains.symbol} / {losses.symbol}",
        (gains, losses),
    )
    eta = Step(
        f"eta__{name}",
        float(heat.utilisation(np.array([gamma.value]), np.array([a_h.value]))[0]),
        "-",
        f"utilisation({gamma.symbol}, a_H)",
        (gamma, a_h),
        BALANCE,
    )
    left = losses.value - eta.value * gains.value
    formula = f"{losses.symbol} - {eta.symbol} * {gains.symbol}"
    formula = formula if left >= 0.0 else f"max({formula}, 0)"
    return Step(symbol, max(left, 0.0), "kWh/m²", formula, (losses, gains, eta), BALANCE)
