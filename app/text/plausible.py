"""Words for published statistics and what the calculation is compared with."""

from collections.abc import Mapping
from typing import Final

from app.text.translate import _, mark

QUANTITY_WORDS: Final[Mapping[str, str]] = {
    "e_del_heating_m2": mark("Heating per m²"),
    "e_del_heat_m2": mark("Heating and hot water per m²"),
    "e_del_all_m2": mark("All uses per m²"),
    "e_del_heating_dwelling": mark("Heating per dwelling"),
    "e_del_heat_dwelling": mark("Heating and hot water per dwelling"),
    "e_del_all_dwelling": mark("All uses per dwelling"),
    "e_del_heat_person": mark("Heating and hot water per inhabitant"),
    "e_del_all_person": mark("All uses per inhabitant"),
    "co2_dwelling": mark("CO2 per dwelling"),
    "floor_area_dwelling": mark("Floor area per dwelling"),
    "floor_area_person": mark("Floor area per inhabitant"),
    "persons_dwelling": mark("Persons per dwelling"),
    "own_total": mark("Your own total of the district"),
}

REMARKS: Final[Mapping[str, str]] = {
    "normal": mark("published for a mean winter"),
    "actual": mark("published for the weather of its year"),
    "living": mark("floor area inside the dwellings"),
    "gross": mark("floor area to the outside of the walls"),
    "all": mark("published with cooking, light and appliances, which the calculation leaves out"),
    "indicative": mark("indicative"),
    "outside": mark("outside the band {low} to {high}"),
    "own": mark("all heated buildings; heating, hot water and auxiliaries"),
    "guessed": mark("{share} % of the dwellings are guessed from floor area"),
}

NOTES: Final[Mapping[str, str]] = {
    "calculated": mark(
        "Calculated is the energy delivered today for heating, hot water and auxiliaries in standard use. Heated "
        "residential buildings: {buildings}, dwellings in them: {dwellings}."
    ),
    "area": mark(
        "Living area is the reference area divided by 1.1 (TABULA: A_C_Ref = 1.1 x living area); "
        "gross area is that of the footprints and floors."
    ),
    "band": mark(
        "A ratio from {low} to {high} is taken as plausible. That is an assumption: people in old buildings use "
        "less than standard use says, and a district need not be like its country."
    ),
    "all_band": mark(
        "Against all uses of a household the band is {low} to {high}: heating and hot water are 78.9 % of them "
        "(Eurostat, households of the European Union, 2017)."
    ),
    "persons": mark("Inhabitants are reckoned as {persons} per dwelling."),
    "no_persons": mark("There is no figure of persons per dwelling: nothing is compared per inhabitant."),
}


def quantity_word(name: str) -> str:
    """Say what a statistic is about."""
    return _(QUANTITY_WORDS[name]) if name in QUANTITY_WORDS else name


def remark(name: str, **values: object) -> str:
    """A remark on a comparison."""
    return _(REMARKS[name]).format(**values)


def note(name: str, **values: object) -> str:
    """A note on how the comparison is made."""
    return _(NOTES[name]).format(**values)
