"""The heat balance of one building as steps."""

from typing import Final

import numpy as np

from retrofit.evidence.case import Case
from retrofit.evidence.steps import PACK, Step, given, total
from retrofit.physics import heat, need
from retrofit.stock import codes
from retrofit.stock.pack import Status
from retrofit.stock.stock import FloatArray
from retrofit.stock.typology import AREA_REF_PER_GROSS

BALANCE: Final = "ISO 13790:2008, 12.2.1; EN ISO 52016-1:2017"
TABULA: Final = "TABULA Calculation Method (IWU 2013)"
MONTHS: Final = tuple(f"{month:02d}" for month in range(1, 13))


def heating_need(case: Case) -> Step:
    """Energy need for heating [kWh/a]."""
    area, transfer = reference_area(case), _transfer(case)
    if case.climate.station is None:
        per_area = _season(case, transfer)
        return Step(
            "q_h_nd", per_area.value * area.value, "kWh/a", "q_h_nd_m2 * floor_area_ref", (per_area, area)
        )
    per_area = total("q_h_nd_m2", tuple(_month(m, case, transfer) for m in range(12)), "kWh/(m²a)")
    return Step(
        "q_h_nd", per_area.value * area.value, "kWh/a", "q_h_nd_m2 * floor_area_ref", (per_area, area)
    )


def hot_water_need(case: Case) -> Step:
    """Energy need for hot water [kWh/a]."""
    area = reference_area(case)
    per_area = given("q_w", case.types.q_w_nd_kwh_m2[case.type_row], "kWh/(m²a)", case.source)
    return Step("q_w_nd", per_area.value * area.value, "kWh/a", "q_w * floor_area_ref", (per_area, area))


def reference_area(case: Case) -> Step:
    """TABULA reference floor area [m²]."""
    gross = given(
        "floor_area_gross",
        float(case.stock.floor_area_gross_m2[case.row]),
        "m²",
        "",
        case.origin("floor_area_gross_m2"),
    )
    return Step(
        "floor_area_ref",
        float(case.typed.floor_area_ref_m2[case.row]),
        "m²",
        f"{AREA_REF_PER_GROSS} * floor_area_gross",
        (gross,),
        TABULA,
    )


def _transfer(case: Case) -> tuple[Step, Step, Step]:
    """``h_tr``, ``h_ve`` and ``F_red``."""
    h_tr, h_ve, f_red = case.transfer()
    t, p = case.type_row, case.package
    elements = tuple(step for e in range(len(codes.ELEMENTS)) for step in _element(e, case))
    bridges = given("delta_U_tb", case.states.delta_u_tb_w_m2k[t, p], "W/(m²K)", case.source)
    envelope = total("A_envelope", tuple(s for s in elements if s.quantity == "A"), "m²")
    sums = [s.of for s in elements if s.quantity == "A"]
    formula = " + ".join(f"A__{e} * U__{e} * b__{e}" for e in sums)
    transmission = Step(
        "h_tr",
        h_tr,
        "W/(m²K)",
        f"({formula} + delta_U_tb * A_envelope) / floor_area_ref",
        (*elements, bridges, envelope, reference_area(case)),
        TABULA,
    )
    n_use = given("n_use", case.types.n_use_1h[t, 0], "1/h", case.source)
    n_inf = given("n_inf", case.states.n_infiltration_1h[t, p], "1/h", case.source)
    recovered = given("n_rec", case.states.n_recovered_1h[t, p], "1/h", "tabula_ventilation", PACK)
    room = given("h_room", case.types.room_height_m[t], "m", case.source)
    ventilation = Step(
        "h_ve",
        h_ve,
        "W/(m²K)",
        f"{heat.AIR_HEAT_CAPACITY_WH_M3K} * (n_use + n_inf - n_rec) * h_room",
        (n_use, n_inf, recovered, room),
        TABULA,
    )
    f1 = given("F_red_1", case.types.f_red_htr1[t], "-", case.source)
    f4 = given("F_red_4", case.types.f_red_htr4[t], "-", case.source)
    leaf = Step("h_tr", h_tr, "W/(m²K)")
    reduction = Step(
        "F_red", f_red, "-", "temperature_reduction(h_tr, F_red_1, F_red_4)", (leaf, f1, f4), TABULA
    )
    return transmission, ventilation, reduction


def _element(element: int, case: Case) -> tuple[Step, ...]:
    """Area, U-value and adjustment factor of one element; nothing where it has no area."""
    name, t = codes.ELEMENTS[element], case.type_row
    area = float(case.solved.envelope.area_m2[case.row, element])
    if area <= 0.0:
        return ()
    return (
        given(f"A__{name}", area, "m²", "", "measured"),
        given(
            f"U__{name}",
            case.states.u_w_m2k[t, case.package, element],
            "W/(m²K)",
            case.source,
            indicative=str(case.types.status[t]) == Status.INDICATIVE.value,
        ),
        given(f"b__{name}", case.states.b_transmission[t, element], "-", case.source),
    )


def _month(month: int, case: Case, transfer: tuple[Step, Step, Step]) -> Step:
    """Energy need of one month per reference floor area [kWh/m²]."""
    assert case.climate.station is not None
    station, name = case.climate.station, MONTHS[month]
    theta_e = given(
        f"theta_e__{name}",
        station.theta_e_c[month],
        "°C",
        station.source,
        PACK,
        indicative=station.status is Status.INDICATIVE,
    )
    hours = heat.HOURS_PER_DAY_K * float(heat.DAYS_OF_MONTH[month])
    losses = _losses(name, case, transfer, theta_e, hours)
    gains = _gains(name, case, station.i_sol_kwh_m2[month], station.source, hours)
    return _balance(name, case, losses, gains, heat.A_MONTH, transfer)


def _season(case: Case, transfer: tuple[Step, Step, Step]) -> Step:
    """Energy need of the heating season per reference floor area [kWh/(m²a)]."""
    assert case.climate.season is not None
    season = case.climate.season
    theta_e = given("theta_e__season", season.theta_e_c, "°C", season.source, PACK)
    hours = heat.HOURS_PER_DAY_K * season.heating_days
    losses = _losses("season", case, transfer, theta_e, hours)
    gains = _gains("season", case, season.i_sol_kwh_m2, season.source, hours)
    found = _balance("season", case, losses, gains, heat.A_SEASON, transfer)
    return Step("q_h_nd_m2", found.value, "kWh/(m²a)", found.formula, found.inputs, found.source)


def _losses(name: str, case: Case, transfer: tuple[Step, Step, Step], theta_e: Step, hours: float) -> Step:
    h_tr, h_ve, f_red = transfer
    theta_i = given("theta_i", case.types.theta_i_c[case.type_row], "°C", case.source)
    value = (h_tr.value + h_ve.value) * f_red.value * (theta_i.value - theta_e.value) * hours
    return Step(
        f"q_ht__{name}",
        value,
        "kWh/m²",
        f"(h_tr + h_ve) * F_red * (theta_i - {theta_e.symbol}) * {hours!r}",
        (h_tr, h_ve, f_red, theta_i, theta_e),
        BALANCE,
    )


def _gains(name: str, case: Case, sun: FloatArray, source: str, hours: float) -> Step:
    """Solar and internal gains per reference floor area [kWh/m²]."""
    solar = _solar(name, case, sun, source)
    phi = given("phi_int", case.types.phi_int_w_m2[case.type_row], "W/m²", case.source)
    return Step(
        f"q_gn__{name}",
        solar.value + phi.value * hours,
        "kWh/m²",
        f"{solar.symbol} + phi_int * {hours!r}",
        (solar, phi),
        BALANCE,
    )


def _solar(name: str, case: Case, sun: FloatArray, source: str) -> Step:
    """Solar gains through the windows of every orientation [kWh/m²]."""
    aperture = need.solar_aperture(case.rows, case.typed, case.solved.envelope)[0]
    g = given("g", case.states.g_window[case.type_row, case.package], "-", case.source)
    faced = [o for o in range(len(codes.ORIENTATIONS)) if aperture[o] > 0]
    collecting = tuple(
        given(f"aperture__{codes.ORIENTATIONS[o]}", aperture[o], "m²/m²", TABULA, "measured") for o in faced
    )
    irradiation = tuple(
        given(f"I__{codes.ORIENTATIONS[o]}_{name}", sun[o], "kWh/m²", source, PACK) for o in faced
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


def _balance(
    name: str,
    case: Case,
    losses: Step,
    gains: Step,
    time_constant: tuple[float, float],
    transfer: tuple[Step, Step, Step],
) -> Step:
    """Heat transfer less the gains that can be used [kWh/m²]."""
    h = transfer[0].value + transfer[1].value
    c_m = given("c_m", case.types.c_m_wh_m2k[case.type_row], "Wh/(m²K)", case.source)
    a = Step(
        "a_H",
        time_constant[0] + (c_m.value / h if h else 0.0) / time_constant[1],
        "-",
        f"{time_constant[0]} + c_m / (h_tr + h_ve) / {time_constant[1]}",
        (c_m, Step("h_tr", transfer[0].value, "W/(m²K)"), Step("h_ve", transfer[1].value, "W/(m²K)")),
        BALANCE,
    )
    gamma = gains.value / losses.value if losses.value else 0.0
    eta = Step(
        f"eta__{name}",
        float(heat.utilisation(np.array([gamma]), np.array([a.value]))[0]),
        "-",
        f"utilisation({gains.symbol} / {losses.symbol}, a_H)" if losses.value else "",
        (Step(gains.symbol, gains.value, "kWh/m²"), Step(losses.symbol, losses.value, "kWh/m²"), a),
        BALANCE,
    )
    value = max(losses.value - eta.value * gains.value, 0.0) if losses.value > 0 else 0.0
    formula = f"max({losses.symbol} - {eta.symbol} * {gains.symbol}, 0)" if losses.value > 0 else "0"
    return Step(f"q_h_nd_m2__{name}", value, "kWh/m²", formula, (losses, gains, eta), BALANCE)
