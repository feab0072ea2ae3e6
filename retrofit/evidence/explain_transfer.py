"""Heat transfer and conditions of use of one building as steps."""

from collections.abc import Mapping
from typing import Final

from retrofit.evidence.case import Case
from retrofit.evidence.explain_elements import (
    TABULA,
    area,
    glass,
    lowered,
    reference_area,
    u_value,
)
from retrofit.evidence.steps import METHOD, SHARE, Step, cited, given, total
from retrofit.physics import heat
from retrofit.plan.fittings import ventilation
from retrofit.stock import codes
from retrofit.stock.kinds import TENTHS

__all__ = ["BALANCE", "TABULA", "condition", "exponent", "glass", "reference_area", "transfer"]

BALANCE: Final = "ISO 13790:2008, 12.2.1; EN ISO 52016-1:2017"
CONDITIONS: Final[Mapping[str, tuple[str, str]]] = {
    "theta_i": ("theta_i_c", "°C"),
    "phi_int": ("phi_int_w_m2", "W/m²"),
    "q_w": ("q_w_nd_kwh_m2", "kWh/(m²a)"),
    "n_use": ("n_use_1h", "1/h"),
}
"""Conditions of use that other uses have of their own, by symbol."""


def condition(case: Case, symbol: str) -> Step:
    """Room temperature, internal gains, hot water or air change by use."""
    name, unit = CONDITIONS[symbol]
    kinds, t = case.typed.kinds, case.type_row
    values, published = getattr(case.types, name)[t], getattr(case.pack.archetypes, name)[case.archetype]
    if name == "n_use_1h":  # by variant; the use decides, not the package
        values, published = values[0], published[0]
    other = case.pack.use_conditions.get(int(kinds.use[t]))
    if kinds.tenths[t] == 0 or other is None:
        return given(symbol, values, unit, case.source)
    share = given("use_share", kinds.tenths[t] / (TENTHS - 1.0), SHARE, "", case.origin("current_use"))
    dwelling = given(f"{symbol}__dwelling", published, unit, case.source)
    used = cited(f"{symbol}__use", getattr(other, name), unit)
    formula = f"(1 - use_share) * {dwelling.symbol} + use_share * {used.symbol}"
    return Step(symbol, float(values), unit, formula, (share, dwelling, used))


def transfer(case: Case) -> tuple[Step, Step, Step]:
    """``h_tr``, ``h_ve`` [W/(m²K)] and ``F_red`` [-]."""
    h_tr, h_ve, f_red = case.transfer()
    transmission = _transmission(case, h_tr)
    t = case.type_row
    f1 = given("F_red_1", case.types.f_red_htr1[t], "-", case.source)
    f4 = given("F_red_4", case.types.f_red_htr4[t], "-", case.source)
    reduction = Step(
        "F_red", f_red, "-", "temperature_reduction(h_tr, F_red_1, F_red_4)", (transmission, f1, f4), TABULA
    )
    return transmission, _by_air(case, h_ve), reduction


def exponent(case: Case, constants: tuple[float, float]) -> Step:
    """Utilisation exponent of the building [-]."""
    h_tr, h_ve, _f_red = transfer(case)
    c_m = given("c_m", case.types.c_m_wh_m2k[case.type_row], "Wh/(m²K)", case.source)
    a_0 = given("a_0", constants[0], "-", BALANCE, METHOD)
    tau_0 = given("tau_0", constants[1], "h", BALANCE, METHOD)
    h = h_tr.value + h_ve.value
    value = constants[0] + (c_m.value / h if h else 0.0) / constants[1]
    formula = "a_0 + c_m / (h_tr + h_ve) / tau_0" if h else "a_0"
    return Step("a_H", value, "-", formula, (a_0, c_m, h_tr, h_ve, tau_0), BALANCE)


def _transmission(case: Case, h_tr: float) -> Step:
    t = case.type_row
    there = [e for e in range(len(codes.ELEMENTS)) if case.solved.envelope.area_m2[case.row, e] > 0]
    areas = tuple(area(case, e) for e in there)
    elements = []
    for e, size in zip(there, areas, strict=True):
        b = given(f"b__{codes.ELEMENTS[e]}", case.states.b_transmission[t, e], "-", case.source)
        elements += [size, u_value(case, e), b]
    bridges = lowered(case, "delta_U_tb", "delta_u_tb_w_m2k", "W/(m²K)")
    envelope = total("A_envelope", areas, "m²")
    formula = " + ".join(f"A__{e} * U__{e} * b__{e}" for e in (codes.ELEMENTS[e] for e in there))
    return Step(
        "h_tr",
        h_tr,
        "W/(m²K)",
        f"({formula} + delta_U_tb * A_envelope) / floor_area_ref",
        (*elements, bridges, envelope, reference_area(case)),
        TABULA,
    )


def _by_air(case: Case, h_ve: float) -> Step:
    n_inf = lowered(case, "n_inf", "n_infiltration_1h", "1/h")
    n_use = condition(case, "n_use")
    recovered = _recovered(case, n_use)
    room = given("h_room", case.types.room_height_m[case.type_row], "m", case.source)
    air = given("rho_c", heat.AIR_HEAT_CAPACITY_WH_M3K, "Wh/(m³K)", TABULA, METHOD)
    changes = "n_use + n_inf - n_rec" if recovered else "n_use + n_inf"
    formula = f"rho_c * ({changes}) * h_room"
    return Step("h_ve", h_ve, "W/(m²K)", formula, (air, n_use, n_inf, *recovered, room), TABULA)


def _recovered(case: Case, n_use: Step) -> tuple[Step, ...]:
    """Air change whose heat ventilation recovers; nothing where it recovers none [1/h]."""
    value = float(case.states.n_recovered_1h[case.type_row, case.package])
    if value <= 0.0:
        return ()
    unit = ventilation(case.pack, case.equipped.ventilation, several=case.generator_today.several)
    moved = cited("n_mech", unit.n_mech_1h, "1/h")
    share = cited("eta_recovery", unit.eta_recovery, SHARE)
    return (Step("n_rec", value, "1/h", "min(n_mech, n_use) * eta_recovery", (moved, n_use, share)),)
