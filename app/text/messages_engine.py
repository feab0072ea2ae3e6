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
    "pack_no_archetype": mark(
        "The pack {pack} has no building type for the class {size_class}: complete its archetypes.csv "
        "or choose another pack."
    ),
    "pack_no_generator": mark(
        "The pack {pack} names no heating system for the class {size_class}: complete default_generator "
        "in its pack.toml."
    ),
    "pack_no_generator_cost": mark(
        "The pack {pack} has no heating system {generator} with a cost: take another one in the package, or "
        "complete generators.csv and generator_costs.csv."
    ),
    "pack_no_photovoltaics": mark(
        "The pack {pack} has no figure {quantity} for photovoltaics: complete photovoltaics.csv, or leave "
        "pv_share out of the packages."
    ),
    "pack_no_sun": mark(
        "The pack {pack} has no climate station, so the sun on roofs is not known: read a weather file, or leave "
        "pv_share out of the packages."
    ),
    "pack_no_ventilation": mark(
        "The pack {pack} has no ventilation system {ventilation}: take another one in the package, or complete "
        "ventilation.csv."
    ),
    "pack_no_cost": mark(
        "The pack {pack} has no cost function for {element} in the package {package}: complete its measures.csv."
    ),
    "pack_no_station": mark(
        "The pack {pack} has no climate station {station}: choose one of {known} under Plan > Assumptions."
    ),
    "pack_no_climate": mark("The pack {pack} has no climate at all: choose another pack."),
    "pack_periods_overlap": mark(
        "Two general building types of the class {size_class} share years: {one} and {other}. Keep is_general for one."
    ),
    "pack_period_gap": mark(
        "No building type of the class {size_class}, nor of its substitute, covers all years from {first} to {last}: "
        "the type of the nearest period stands in."
    ),
    "pack_price_net_above": mark(
        "The price of {carrier} without VAT is higher than with it: correct carriers.csv."
    ),
    "pack_table_empty": mark("{file} is empty: what is built on it says that there is no data for {pack}."),
    # what was filled in
    "year_assumed": mark(
        "Heated buildings without a year of construction: {count}. The year {year} is assumed; add the years to "
        "the source to sharpen types and savings."
    ),
    "floors_assumed": mark(
        "Heated buildings without floors, height or floor area: {count}. The usual number of floors of their "
        "class is assumed; add floors or heights to the source."
    ),
    "use_assumed": mark(
        "Heated buildings without a use in the source: {count}. They are taken as residential."
    ),
    "small_taken_as_shed": mark(
        "Buildings without a use and with a footprint below {area:.0f} m²: {count}. They are taken as sheds or "
        "garages and not heated; give them a use if people live there."
    ),
    "class_substituted": mark(
        "Buildings whose class {size_class} has no type of their period in the typology of {pack}: {count}. "
        "The class {taken} stands in."
    ),
    "period_substituted": mark(
        "Buildings whose year lies in no period of the typology of {pack}: {count}. The nearest period stands in."
    ),
    "declined_heated": mark(
        "Buildings marked as declined: {count}. They are reckoned as heated and left out of the packages; confirm "
        "that they are in use, or give them a package."
    ),
    "nonresidential_simple": mark(
        "Heated buildings that are not residential: {count}. A simple type stands in for them, "
        "so their figures are rough."
    ),
    "official_area_differs": mark(
        "Heated buildings whose floor area from parts or floors is over 1.5 times, or under two thirds, of what the "
        "register states: {count}. Look at their floors; the area from parts or floors is used."
    ),
    "floors_area_differ": mark(
        "Heated buildings whose floor area is over 2.5 times, or under two fifths, of footprint times floors: {count}. "
        "One of the two is wrong; areas cost and energy rest on the floor area, walls on the floors. Correct either."
    ),
    "generators_assumed": mark(
        "Heating systems are not in the data: {count} heated buildings get the most common one of their class. "
        "CO2, cost and net present value rest on it."
    ),
    "hourly_without_weather": mark(
        "The hourly method needs a weather file (EPW, or a typical year of PVGIS): until there is one the plan is "
        "reckoned by months."
    ),
    "weather_far": mark("The weather of {station} lies {km} km away from the district."),
    "weather_synthetic": mark(
        "The hours of {station} are made up for a demonstration: take measured or typical ones for a decision."
    ),
    "reason_class": mark("{size_class} ({origin}): {dwellings:.0f} dwellings and {floors:.0f} floors."),
    "reason_period": mark("Built {year:.0f} ({origin}): type of {first} to {last}."),
    "reason_other_class": mark("The typology has none of this class there: that of {taken} is taken."),
    "reason_other_period": mark(
        "The typology has none of that year: the nearest, {first} to {last}, is taken."
    ),
    "reason_simple": mark("{use}: a simple type, for which no published one is known."),
    "reason_renewed": mark("Renewed since: {elements}."),
    "reason_guessed": mark("{share:.0%} of the inputs looked at are guesses."),
    "setback": mark(
        "Walls of {count} buildings stand on the boundary of their parcel: insulation outside would stand over the "
        "street or the neighbour. Ask for permission, or insulate inside there."
    ),
    "lock_in_generator_first": mark(
        "{count} buildings get a new heating system while an outer element stays above {u} W/(m²K): insulate "
        "first, or with it, and the system can be smaller and cooler."
    ),
    "lock_in_window_first": mark(
        "{count} buildings get new windows in walls that stay above {u} W/(m²K): the wall is then the coldest "
        "place, and mould may grow. Insulate the wall with them."
    ),
    "lock_in_oversized": mark(
        "The heating systems of {count} buildings are much too large after the works: less than {share:.0%} of "
        "today's heat load remains. Replace or throttle them, and balance the radiators."
    ),
    "lock_in_hot_flow": mark(
        "The heat pumps of {count} buildings need a flow above {flow:.0f} °C on the coldest day: insulate more, "
        "or enlarge radiators."
    ),
    "minimum_u_missed": mark(
        "{count} buildings: the works leave {element} above {u} W/(m²K), the most that the rules of {pack} allow "
        "when it is changed."
    ),
    "package_leaves_poor": mark(
        "Heated buildings that the {package} renovation leaves with a poor {element} (U above {u:g} W/(m²K)), as the "
        "typology publishes it: {count}. Consider a package of your own for them."
    ),
    "energy_extreme": mark(
        "Heated buildings that are reckoned to need over {limit:g} kWh/(m²a): {count}. Look at their floors and "
        "floor area before relying on their savings."
    ),
    "not_heated": mark(
        "Buildings that are not heated by their use or condition (garages, sheds, barns, ruins, planned): {count}. "
        "They are kept and shown without energy figures."
    ),
    "package_fallback": mark(
        "Buildings for whose type {pack} publishes no {package} renovation that improves anything: {count}. "
        "The pack's typical values for that package stand in."
    ),
    "package_keeps_below": mark(
        "Buildings for which the published {package} renovation in {pack} leaves an element poorer than the "
        "package below it (mostly windows): {count}. That element takes the package below."
    ),
    "package_element_better": mark(
        "Buildings for which your package {package} asks for an element that is poorer than what the building or "
        "the package below it has already (mostly windows): {count}. Nothing is made worse: that element stays."
    ),
    "own_package_leaves_poor": mark(
        "Heated buildings that your package {package} leaves with a poor {element} (U above {u:g} W/(m²K)): {count}."
    ),
    "emissions_rise_first": mark(
        "In the first year the plan emits {rise:,.0f} t CO2 more than today. The {saved:,.0f} t saved over the "
        "years rest on the expected path of the grid's emissions alone."
    ),
    "no_energy_classes": mark(
        "No certificate classes are shown: the pack {pack} has no limits of energy classes with a source."
    ),
    "measured_lower": mark(
        "Meters of such buildings typically show {measured:.0f} kWh/(m²a) where {calculated:.0f} is calculated "
        "({factors}); the plan would then save {saving_measured:.0f} instead of {saving:.0f} kWh/(m²a). Compare with "
        "meters, or see the uncertainty as measured, before relying on the payback."
    ),
    "package_without_effect": mark(
        "Buildings that the {package} renovation leaves as they are, because their type is already as good: {count}."
    ),
    # money
    "price_years": mark(
        "Investments are cost functions of {year} times {factor:g} for the rise of construction prices{priced}; "
        "energy stands at prices of {energy_year}. Set your own factor under Plan > Assumptions."
    ),
    # climate
    "climate_far": mark(
        "The nearest climate station, {station}, is {km} km away: the typology's heating season of {region} is "
        "used instead. Choose a station under Plan > Assumptions if one speaks for the place."
    ),
    "pv_sun_far": mark(
        "Photovoltaics are reckoned with the sun of {station}, {km} km away. Take a weather file of the place "
        "for a yield that holds there."
    ),
    "climate_no_station": mark(
        "The pack {pack} has no climate station: the typology's heating season of {region} is used."
    ),
    "climate_indicative": mark(
        "The monthly climate of {station} is indicative: compare it with the local weather service before deciding."
    ),
    # hours of weather
    "weather_hours": mark(
        "The weather has {found} hours of {column} instead of {expected}: read the file again."
    ),
    "weather_file_missing": mark("The weather file {path} does not exist: check the path."),
    "weather_kind_unknown": mark(
        "{path} is no weather file the program reads: take an EPW file, or a typical year of PVGIS as CSV or JSON."
    ),
    "weather_unreadable": mark(
        "{path} cannot be read as a year of weather ({reason}): take an EPW file, or a typical year of PVGIS "
        "as CSV or JSON."
    ),
    "weather_hours_wrong": mark(
        "{path} holds {found} hours instead of the 8760 of a year: take a file of a whole year in steps of one hour."
    ),
    "weather_value_missing": mark(
        "{path} has {gaps} hours without a usable {column}, the first one hour {hour}: fill the gaps or take another file."
    ),
    # judging by published cases
    "validation_file_missing": mark("The file {path} does not exist: check the path."),
    "validation_file_unreadable": mark(
        "{path} cannot be read ({reason}): check that it is the right file, and get it again."
    ),
    "validation_column_missing": mark("{path} has no column {column}: add it."),
    "validation_row_missing": mark("{path} has no row with row_id {row}: inputs and expected must match."),
    "validation_value_bad": mark(
        "{path} has {value} in line {line} of the number column {column}: correct it."
    ),
    "validation_cases_bad": mark(
        "{path} cannot be read, case {case} ({reason}): it needs the parameters of a base case and what each "
        "case changes."
    ),
    "validation_content_bad": mark(
        "{path} cannot be judged ({reason}): correct the file, or name the file that belongs to the set."
    ),
    "validation_case_missing": mark("{path} has no case {case}: add it."),
    "validation_line_bad": mark("{path}, line {line} is not understood ({reason}): correct it."),
    "validation_factor_missing": mark("{path} has no weighting factor that {carrier} needs: add it."),
    "validation_example_bad": mark(
        "{path} cannot be judged, case {case} ({reason}): it needs tests with name, args and "
        "expect_stdout_contains, and the files they name beside it."
    ),
    "validation_shapes_bad": mark(
        "{path} cannot be judged, case {case} ({reason}): it needs polygons with heights or statistics of shapes."
    ),
    "validation_steps_bad": mark(
        "{path} cannot be judged, case {case} ({reason}): it needs a list of cases with inputs, zone and expected."
    ),
    "own_price_carrier": mark("There is no price of {carrier} to be replaced: choose one of {known}."),
    "own_price_wrong": mark(
        "The price of {carrier}, {price} EUR/kWh, is out of reach: give more than 0 and at most {highest}."
    ),
}
