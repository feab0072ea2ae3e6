"""Sentences about bands, meters and calibration, by code."""

from typing import Final

from app.text.translate import mark

EVIDENCE_MESSAGES: Final[dict[str, str]] = {
    "draws_wrong": mark("{draws} draws make no sense: take {least} to {most}."),
    "draws_too_many": mark(
        "{draws} draws of {buildings} buildings do not fit into memory: take {most} draws or fewer."
    ),
    "band_result_unknown": mark("There are no bands of {result}: choose one of {known}."),
    "factor_set_unknown": mark("There is no set of factors {name}: choose one of {known}."),
    "meters_no_energy": mark(
        "The meter table {source} has no column of energy: name one kwh or mwh. It has {columns}."
    ),
    "meters_no_place": mark(
        "The meter table {source} does not say where its meters are: name a column building_id, "
        "cadastral_reference or address. It has {columns}."
    ),
    "meters_column_twice": mark("The meter table {source} has the column {column} twice: keep one."),
    "meters_no_match": mark(
        "None of the {rows} rows of {source} names a building of the plan ({example}, for one): use the ids of the "
        "building table, or cadastral references."
    ),
    "meters_nothing_left": mark("No row of {source} can be compared with the plan: {reason}."),
    "meter_unmatched": mark(
        "Meter rows that name no building of the plan: {count} ({ids}). They are left out."
    ),
    "meter_value_bad": mark(
        "Buildings whose meter reading is no number: {count} ({ids}). The reading is left out; correct it."
    ),
    "meter_value_negative": mark(
        "Buildings with a negative meter reading: {count} ({ids}). The reading is left out; feed-in is not use."
    ),
    "meter_value_absurd": mark(
        "Buildings whose meter says more than ten times, or less than a tenth, of what is calculated: {count} ({ids}). "
        "The meter is left out; look at its unit and at which buildings it counts."
    ),
    "meter_period_bad": mark(
        "Buildings whose meter reading has a year or days that cannot be: {count} ({ids}). The reading is left out."
    ),
    "meter_period_short": mark(
        "Buildings read over less than 300 days without degree days: {count} ({ids}). The reading is left out; add "
        "the degree days of its period."
    ),
    "meter_rows_differ": mark(
        "Buildings of a meter whose rows give different energy for the same year: {count} ({ids}). The meter is left "
        "out; keep one row, or one meter id each."
    ),
    "meter_household_current": mark(
        "Electricity meters of buildings that are not heated with electricity: {count} ({ids}). Household current is "
        "not in the calculation; the reading is left out."
    ),
    "meter_carrier_differs": mark(
        "Buildings metered in another energy carrier than the plan assumes: {count} ({ids}). The reading is used; "
        "look at their heating system."
    ),
    "meter_not_heated": mark(
        "Buildings with a meter that the plan takes as not heated: {count} ({ids}). Look at their use."
    ),
    "meters_without_degree_days": mark(
        "The meter table has no degree days: readings are taken as those of an average year."
    ),
    "meters_decimal_comma": mark("The meter table is read with decimal commas."),
    "calibrate_by_unknown": mark("Nothing can be fitted by {name}: choose one of {known}."),
    "statistics_outside_band": mark(
        "{quantity} is {ratio:.2f} times what is published for {place}, outside {low:.2f} to {high:.2f}: look at floor "
        "areas, numbers of dwellings, heating systems and climate."
    ),
    "statistics_none": mark(
        "There is no data for {country}: the pack knows no published figures to compare with. Add them to its "
        "statistics.csv, or give your own total."
    ),
    "statistics_no_energy": mark(
        "There is no data on the energy use of dwellings in {country}: only their size can be compared. Give your own "
        "total, if you know it."
    ),
    "statistics_no_dwellings": mark(
        "The plan has no heated dwellings: statistics of dwellings cannot be compared with it."
    ),
    "own_total_outside_band": mark(
        "The calculation is {ratio:.2f} times your own total, outside {low:.2f} to {high:.2f}: look at which buildings "
        "and which energy the total counts."
    ),
    "factors_need_measured": mark(
        "The factors {name} turn calculated energy into measured, so --factors needs --measured: add it, or leave "
        "--factors out."
    ),
    "meters_few": mark(
        "Meters that can be compared: {meters}, fewer than {least}. They speak for the whole district, so one odd "
        "building moves every figure{untested}; add meters before relying on it."
    ),
    "summer_needs_weather": mark(
        "Summer heat is reckoned from the hours of a year and the plan has none: read a weather file under Plan > "
        "Weather file, or name one with --weather."
    ),
    "own_total_wrong": mark("{value} kWh a year cannot be the total of the district: give a number above 0."),
}
