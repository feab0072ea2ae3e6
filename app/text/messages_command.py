"""Sentences that say something else on the command line, where there are options and no menus, by code."""

from collections.abc import Mapping
from typing import Final

from app.text.translate import mark

COMMAND_MESSAGES: Final[Mapping[str, str]] = {
    "export_exists": mark(
        "{path} is already there: choose another folder, or add --overwrite to replace it."
    ),
    "crs_missing": mark(
        "The layer {layer} of {source} does not say in which coordinate system it is: name it with --crs. "
        "Likely: {proposals}."
    ),
    "crs_impossible": mark(
        "The coordinates in the layer {layer} of {source} cannot be in {crs}, as the file says: name the system they "
        "are in with --crs. Likely: {proposals}."
    ),
    "crs_elsewhere": mark(
        "By {crs}, as the file says, the layer {layer} of {source} lies at {place}, but its attributes or its place "
        "speak for another system: {proposals}. Add --crs with that one if it is right."
    ),
    "delivery_elsewhere": mark(
        "Only {same} of the {before} buildings of the plan are in these files, which lie {distance} km from it: "
        "nothing was changed. Give the newer files of the same place, all tiles of them, or add --anyway."
    ),
    "role_twice": mark(
        "Both {first} and {second} look like {role}: say which is what with --as ROLE=FILE, or leave one out with "
        "--as none=FILE."
    ),
    "buildings_unclear": mark(
        "Several layers may hold the buildings ({layers}): name the right one with --as buildings=FILE::LAYER (or --layer of "
        "plan)."
    ),
    "pack_nowhere": mark(
        "The place is near none of the countries that are known: typology, prices and climate of {pack} are used. Check "
        "the coordinate system first (--crs), or choose a pack with --country."
    ),
    "pack_substituted": mark(
        "There is no country pack for {country}: typology, prices and climate of {pack} are used instead. "
        "Choose another pack with --country."
    ),
    "pack_no_station": mark(
        "The pack {pack} has no climate station {station}: choose one of {known} with --climate."
    ),
    "climate_far": mark(
        "The nearest climate station, {station}, is {km} km away: the typology's heating season of {region} is "
        "used instead. Choose a station with --climate if one speaks for the place."
    ),
    "price_years": mark(
        "Investments are cost functions of {year} times {factor:g} for the rise of construction prices{priced}; "
        "energy stands at prices of {energy_year}. Set your own factor with --price-factor."
    ),
    "project_foreign": mark(
        "{path} is not a Kvarter project: load its layers as footprints with kvarter-cli plan."
    ),
    "sample_missing": mark(
        "The built-in district {name} is not on this machine: run the set-up once with a network "
        "(make setup), or take --district synthetic."
    ),
    "summer_needs_weather": mark(
        "Summer heat is reckoned from the hours of a year and the plan has none: name a weather file with --weather."
    ),
    "hourly_without_weather": mark(
        "The hourly method needs a weather file (EPW, or a typical year of PVGIS), given with --weather: until there "
        "is one the plan is reckoned by months."
    ),
    "packages_without_pv": mark(
        "The pack {pack} has no figures to reckon photovoltaics with: the packages {packages} are planned without "
        "them. Give a weather file with --weather, or leave pv_share out."
    ),
}
"""The details are those of the sentence for the window."""
