"""Words for bands, what drives them, surveys and calibration."""

from collections.abc import Mapping
from typing import Final

from app.text.translate import _, mark

OUTPUTS: Final[Mapping[str, str]] = {
    "e_del_kwh": mark("Delivered energy today"),
    "e_del_saving_kwh": mark("Energy saving"),
    "energy_cost_saving_eur": mark("Energy-cost saving"),
    "invest_eur": mark("Investment"),
    "npv_eur": mark("Net present value"),
}

OUTPUT_UNITS: Final[Mapping[str, str]] = {
    "e_del_kwh": "kWh/a",
    "e_del_saving_kwh": "kWh/a",
    "energy_cost_saving_eur": "EUR/a",
    "invest_eur": "EUR",
    "npv_eur": "EUR",
}

ASSUMPTION_WORDS: Final[Mapping[str, str]] = {
    "u_opaque": mark("U-values of walls, roofs and floors"),
    "u_window": mark("U-values of windows"),
    "air_change": mark("Air change"),
    "theta_i": mark("Room temperature"),
    "gains": mark("Heat from people and appliances"),
    "floor_area": mark("Heated floor area"),
    "expenditure": mark("Losses of the heating system"),
    "climate": mark("Outdoor temperature of the years to come"),
    "energy_price": mark("Energy price"),
    "works_price": mark("Price of the works"),
    "price_growth": mark("Rise of energy prices"),
    "metered": mark("What meters show over the factors"),
}

SURVEY_WORDS: Final[Mapping[str, str]] = {
    "envelope": mark("Look at walls, roofs and windows (energy audit)"),
    "airtightness": mark("Measure airtightness (blower door)"),
    "room_temperature": mark("Log room temperatures over a winter"),
    "gains": mark("Ask for occupants and appliances"),
    "floor_area": mark("Measure heated floor areas"),
    "heating_system": mark("Inspect boilers and pipes"),
    "meters": mark("Read the meters"),
    "quotes": mark("Ask builders for quotes"),
}


def assumption_word(name: str) -> str:
    """Say what an assumption is."""
    return _(ASSUMPTION_WORDS[name]) if name in ASSUMPTION_WORDS else name


def survey_word(name: str) -> str:
    """Say what a survey is."""
    return _(SURVEY_WORDS[name]) if name in SURVEY_WORDS else name


def output_word(name: str) -> str:
    """Say what a result is."""
    return _(OUTPUTS[name]) if name in OUTPUTS else name
