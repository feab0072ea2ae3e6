"""Sentences of codes raised in `retrofit`, by code."""

from typing import Final

from app.text.translate import mark

ENGINE_MESSAGES: Final[dict[str, str]] = {
    # the stock
    "stock_duplicate_ids": mark(
        "Two buildings have the same id: give every building its own and load the file again."
    ),
    "stock_column_length": mark(
        "The column {column} has {found} values for {expected} buildings: load the files again."
    ),
    # country packs
    "pack_no_carrier": mark(
        "The pack {pack} has no price and factors for energy carrier {carrier}: complete its carriers.csv "
        "or choose another pack."
    ),
    "pack_no_archetype": mark(
        "The pack {pack} has no building type for the class {size_class}: complete its archetypes.csv "
        "or choose another pack."
    ),
    "pack_no_generator": mark(
        "The pack {pack} names no heating system for the class {size_class}: complete default_generator "
        "in its pack.toml."
    ),
    "pack_no_cost": mark(
        "The pack {pack} has no cost function for {element} in the package {package}: complete its measures.csv."
    ),
    "pack_no_station": mark(
        "The pack {pack} has no climate station {station}: choose one of {known} under Plan > Assumptions."
    ),
    "pack_no_climate": mark("The pack {pack} has no climate at all: choose another pack."),
    # what was filled in
    "year_assumed": mark(
        "{count} heated buildings have no year of construction: {year} is assumed. Add the years to the source "
        "to sharpen types and savings."
    ),
    "floors_assumed": mark(
        "{count} heated buildings have no floors, height or floor area: the usual number of floors of their "
        "class is assumed. Add floors or heights to the source."
    ),
    "use_assumed": mark("{count} buildings have no use in the source: they are taken as residential."),
    "class_substituted": mark(
        "The typology of {pack} has no type of the class {size_class} for the period of {count} buildings: "
        "the class {taken} of the same period stands in."
    ),
    "period_substituted": mark(
        "The typology of {pack} has no type for the year of {count} buildings: the nearest period stands in."
    ),
    "declined_heated": mark(
        "{count} buildings are marked as declined: they are reckoned as heated and left out of the packages. "
        "Confirm who uses them, or give them a package."
    ),
    "nonresidential_simple": mark(
        "{count} heated buildings are not residential: a simple type stands in for them, "
        "so their figures are rough."
    ),
    "not_heated": mark(
        "{count} buildings are not heated by their use or condition (garages, sheds, barns, ruins, planned): "
        "they are kept and shown without energy figures."
    ),
    "package_fallback": mark(
        "The typology of {pack} publishes no {package} renovation for the type of {count} buildings: "
        "the pack's typical values for that package stand in."
    ),
    "package_keeps_below": mark(
        "For {count} buildings the published {package} renovation in {pack} leaves an element poorer than the "
        "package below it (mostly windows): that element takes the package below."
    ),
    # climate
    "climate_far": mark(
        "The nearest climate station, {station}, is {km} km away: the typology's heating season of {region} is "
        "used instead. Choose a station under Plan > Assumptions if one speaks for the place."
    ),
    "climate_no_station": mark(
        "The pack {pack} has no climate station: the typology's heating season of {region} is used."
    ),
    "climate_indicative": mark(
        "The monthly climate of {station} is indicative: compare it with the local weather service before deciding."
    ),
    # judging by published cases
    "validation_file_missing": mark("The file {path} does not exist: check the path."),
    "validation_file_unreadable": mark("{path} is not a readable CSV table ({reason})."),
    "validation_column_missing": mark("{path} has no column {column}: add it."),
    "validation_row_missing": mark("{path} has no row with row_id {row}: inputs and expected must match."),
    "validation_value_bad": mark("{path} has a text in the number column {column}: correct it."),
}
