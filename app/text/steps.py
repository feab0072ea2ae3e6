"""Words for the steps of an explanation."""

from collections.abc import Mapping
from typing import Final

from app.text.labels import ELEMENTS, PROVENANCE, word
from app.text.translate import _, mark

QUANTITIES: Final[Mapping[str, str]] = {
    "e_del_kwh_m2": mark("Delivered energy per heated floor area"),
    "q_h_nd_kwh_m2": mark("Energy need for heating per heated floor area"),
    "e_p_nren_kwh": mark("Primary energy"),
    "co2_kg": mark("CO2 emissions"),
    "energy_cost_eur": mark("Energy cost"),
    "energy_cost_saving_eur": mark("Energy-cost saving"),
    "energy_cost": mark("Energy cost"),
    "invest_eur": mark("Investment"),
    "payback_simple_a": mark("Simple payback"),
    "e_del": mark("Delivered energy"),
    "q_h_nd": mark("Energy need for heating"),
    "q_h_nd_m2": mark("Energy need for heating per m²"),
    "q_w_nd": mark("Energy need for hot water"),
    "q_w": mark("Hot water need per m²"),
    "q_g_h": mark("Heat generated for the rooms"),
    "q_g_w": mark("Heat generated for hot water"),
    "q_d_h": mark("Heat lost by pipes of heating"),
    "q_s_h": mark("Heat lost by storage of heating"),
    "q_d_w": mark("Heat lost by pipes of hot water"),
    "q_s_w": mark("Heat lost by storage of hot water"),
    "q_d_w_h": mark("Heat of hot water pipes that warms the rooms"),
    "q_s_w_h": mark("Heat of hot water storage that warms the rooms"),
    "q_w_h": mark("Heat lost by hot water that replaces heating"),
    "eta_s": mark("Share of that heat that can be used"),
    "remaining": mark("Heat that remains with better control"),
    "solar_share": mark("Share of the collectors in the hot water"),
    "e_g_h": mark("Energy for a kWh of heat"),
    "e_g_w": mark("Energy for a kWh of hot water"),
    "theta_flow": mark("Flow temperature on the coldest day"),
    "aux": mark("Auxiliary electricity per m²"),
    "n_rec": mark("Air change whose heat is recovered"),
    "pv_produced": mark("Solar electricity of the roof"),
    "pv_share_used": mark("Share used for heating and hot water"),
    "pv_household": mark("Solar electricity used by households"),
    "pv_exported": mark("Solar electricity sold"),
    "pv_income": mark("Saved and earned by households with the roof"),
    "price_sold": mark("Price of sold electricity"),
    "pv_power": mark("Power of the modules"),
    "cost_per_kwp": mark("Cost of modules"),
    "heat_load": mark("Heat load on the coldest day"),
    "h_w_k": mark("Heat transfer of the building"),
    "cold_k": mark("Indoor temperature over the coldest day"),
    "cost_reference": mark("Cost of a heating system of reference size"),
    "cost_per_area": mark("Cost per heated floor area"),
    "floor_area_ref": mark("Heated floor area"),
    "floor_area_gross": mark("Gross floor area"),
    "f_p_nren": mark("Primary energy factor"),
    "co2_factor": mark("Emission factor"),
    "price": mark("Energy price"),
    "q_ht": mark("Heat lost"),
    "q_gn": mark("Heat gained"),
    "q_sol": mark("Sun through windows"),
    "eta": mark("Share of gains that can be used"),
    "a_H": mark("Utilisation exponent"),
    "c_m": mark("Heat stored in the building"),
    "h_tr": mark("Heat transfer through the envelope"),
    "h_ve": mark("Heat transfer by air change"),
    "F_red": mark("Reduction for night setback and unheated rooms"),
    "F_red_1": mark("Reduction of a well insulated building"),
    "F_red_4": mark("Reduction of a poorly insulated building"),
    "theta_i": mark("Indoor temperature"),
    "theta_e": mark("Outdoor temperature"),
    "phi_int": mark("Heat from people and appliances"),
    "A": mark("Area"),
    "A_envelope": mark("Area of the envelope"),
    "U": mark("U-value"),
    "b": mark("Factor for soil and unheated rooms"),
    "delta_U_tb": mark("Thermal bridges"),
    "n_use": mark("Air change by use"),
    "n_inf": mark("Air change by leakage"),
    "h_room": mark("Room height"),
    "g": mark("Solar transmittance of the glass"),
    "aperture": mark("Collecting window area per m²"),
    "I": mark("Sun on the plane"),
    "invest": mark("Investment"),
    "cost_fixed": mark("Cost per m²"),
    "cost_per_cm": mark("Cost per m² and cm"),
    "d": mark("Added insulation"),
    "price_level": mark("Price level"),
    "price_index": mark("Construction prices of the country"),
    "price_rise": mark("Rise of construction prices"),
    "vat": mark("VAT on renovation works"),
}
"""A quantity by its symbol."""

SUBJECTS: Final[Mapping[str, str]] = {
    **ELEMENTS,
    "today": mark("today"),
    "after": mark("with the package"),
    "season": mark("heating season"),
    "auxiliary_electricity": mark("pumps and controls"),
    "generator": mark("heating system"),
    "modules": mark("photovoltaics on the roof"),
    "equipment": mark("ventilation, controls and collectors"),
    "heating": mark("heating"),
    "hot_water": mark("hot water"),
    "ventilation": mark("ventilation"),
    "hydronic_balancing": mark("hydronic balancing"),
    "room_controls": mark("room controls"),
}
"""What a quantity is of."""

ORIGINS: Final[Mapping[str, str]] = {
    **PROVENANCE,
    "calculated": mark("calculated"),
    "assumption": mark("your choice"),
    "pack": mark("country pack"),
}

CARRIER_NAMES: Final[Mapping[str, str]] = {
    "electricity": mark("electricity"),
    "natural_gas": mark("natural gas"),
    "heating_oil": mark("heating oil"),
    "lpg": mark("LPG"),
    "coal": mark("coal"),
    "wood": mark("wood"),
    "district_heat": mark("district heat"),
}

MONTH_NAMES: Final = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip


def step_label(quantity: str, of: str) -> str:
    """Say what a step is, and of what."""
    name = word(quantity, QUANTITIES)
    return f"{name}, {_subject(of)}" if of else name


def _subject(of: str) -> str:
    if of.isdigit():
        return _(MONTH_NAMES[int(of) - 1])
    if of.endswith("_generator"):
        return word(of.removesuffix("_generator"), CARRIER_NAMES)
    facing, _underscore, month = of.partition("_")
    if facing in {"N", "E", "S", "W", "horizontal"}:
        plane = _("horizontal") if facing == "horizontal" else facing
        return f"{plane}, {_subject(month)}" if month else plane
    return word(of, SUBJECTS)
