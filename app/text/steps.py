"""Words for the steps of an explanation."""

from collections.abc import Mapping
from typing import Final

from app.text.labels import PROVENANCE, word
from app.text.step_words import BALANCE_WORDS, ENERGY_WORDS, MONEY_WORDS, RESULT_WORDS
from app.text.translate import _, mark

QUANTITIES: Final[Mapping[str, str]] = {**RESULT_WORDS, **ENERGY_WORDS, **BALANCE_WORDS, **MONEY_WORDS}
"""A quantity by its symbol."""

SUBJECTS: Final[Mapping[str, str]] = {
    "roof": mark("roof"),
    "wall": mark("outer wall"),
    "floor": mark("floor"),
    "window": mark("windows"),
    "door": mark("doors"),
    "today": mark("today"),
    "after": mark("with the package"),
    "season": mark("heating season"),
    "year": mark("whole year"),
    "water": mark("hot water"),
    "dwelling": mark("dwellings"),
    "use": mark("other use"),
    "auxiliary_electricity": mark("pumps and controls"),
    "generator": mark("new heating system"),
    "old_generator": mark("old heating system that is not replaced"),
    "modules": mark("photovoltaics"),
    "battery": mark("battery"),
    "collectors": mark("solar collectors"),
    "flat": mark("flat roof"),
    "pitched": mark("pitched roof"),
    "heating": mark("heating"),
    "hot_water": mark("hot water"),
    "ventilation": mark("ventilation"),
    "exhaust": mark("exhaust ventilation"),
    "heat_recovery": mark("ventilation with heat recovery"),
    "hydronic_balancing": mark("hydronic balancing"),
    "room_controls": mark("room controls"),
}
"""What a quantity is of."""

ORIGINS: Final[Mapping[str, str]] = {
    **PROVENANCE,
    "calculated": mark("calculated"),
    "assumption": mark("your choice"),
    "own_package": mark("own package"),
    "weather": mark("your weather file"),
    "method": mark("constant of the method"),
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
FACING: Final[Mapping[str, str]] = {
    "N": mark("facing north"),
    "E": mark("facing east"),
    "S": mark("facing south"),
    "W": mark("facing west"),
    "horizontal": mark("horizontal"),
}


def step_label(quantity: str, of: str) -> str:
    """Say what a step is, and of what."""
    if quantity == "theta_flow" and not of:
        return _("Flow temperature on the coldest day")
    name = word(quantity, QUANTITIES)
    return f"{name}, {_subject(of)}" if of else name


def _subject(of: str) -> str:
    if of.isdigit():
        return _(MONTH_NAMES[int(of) - 1]) if int(of) <= len(MONTH_NAMES) else of
    if of.endswith("_generator") and of != "old_generator":
        return word(of.removesuffix("_generator"), CARRIER_NAMES)
    facing, _underscore, month = of.partition("_")
    if facing in FACING:
        plane = _(FACING[facing])
        return f"{plane}, {_subject(month)}" if month else plane
    return word(of, CARRIER_NAMES if of in CARRIER_NAMES else SUBJECTS)
