"""Sentences of codes raised in `app`, by code."""

from typing import Final

from app.text.messages_evidence import EVIDENCE_MESSAGES
from app.text.messages_packages import PACKAGE_MESSAGES
from app.text.translate import mark

APP_MESSAGES: Final[dict[str, str]] = {
    "memory_short": mark(
        "{what}: the memory of this computer does not suffice. Close other programs, or take a smaller part of the town."
    ),
    "pack_nowhere": mark(
        "The place is near none of the countries that are known: typology, prices and climate of {pack} are used. Check "
        "the coordinate system first, or choose a pack under Plan > Assumptions."
    ),
    "pack_substituted": mark(
        "There is no country pack for {country}: typology, prices and climate of {pack} are used instead. "
        "Choose another pack under Plan > Assumptions."
    ),
    "owners_nowhere": mark(
        "None of the {rows} rows of {source} means a building of the plan: choose the column that holds building ids or "
        "cadastral references."
    ),
    "owners_read": mark(
        "{count} buildings belong to the {associations} owners or associations that {source} names. Names of persons "
        "are personal data: publish with the privacy switch on."
    ),
    "owners_taken": mark(
        "{source}: {matched} of {rows} rows mean a building; {count} buildings belong to {associations} associations."
    ),
    "owners_unmatched": mark(
        "{count} rows of {source} mean no building of the plan: {names}. Check their ids or cadastral references."
    ),
    "owners_several": mark(
        "{source} gives {count} buildings to several owners: each is put to the one named most often. Check whether "
        "they form an association."
    ),
    "owners_kind_unknown": mark(
        "Of {all} associations {count} do not tell their kind by their name: choose it under Edit > Owners and "
        "associations."
    ),
    "owners_by_unknown": mark("Rows of a table of owners cannot be joined by {by}: choose one of {known}."),
    "owners_column_nowhere": mark(
        "No building or parcel of the files names an owner in a column {column}: check the name of the column."
    ),
    "privacy_on": mark(
        "The privacy switch is on: exports leave out owners and the figures of single buildings, and sum up by {level}; "
        "{hidden} of {all} of them are not published, so that nothing tells of fewer than {least} dwellings or "
        "buildings, not even as the rest of a total."
    ),
    "privacy_district_small": mark(
        "The whole district has fewer than {least} dwellings and buildings: nothing of it can be published."
    ),
    "privacy_refused": mark(
        "The privacy switch is on, and this may tell of a few buildings: turn it off under File > For the public first."
    ),
    "privacy_least_wrong": mark("At least {least} dwellings hide nobody: choose 2 or more."),
    "privacy_level_unknown": mark("Figures cannot be published by {level}: choose one of {known}."),
    "association_unknown": mark("There is no association {association} in the plan: choose another one."),
    "association_kind_unknown": mark("There is no kind {kind} of associations: choose one of {known}."),
    "association_unnamed": mark("The association {association} needs a name: type one."),
    "project_missing": mark("The project {path} does not exist any more: open it from where it is now."),
    "project_foreign": mark(
        "{path} is not a Kvarter project: use Open your own files to load its layers as footprints."
    ),
    "project_newer": mark(
        "{path} was saved by a newer Kvarter (format {found}, this one reads up to {known}): "
        "update Kvarter, nothing was changed."
    ),
    "project_damaged": mark(
        "The project {path} is damaged ({reason}): take the last copy of it, nothing was changed."
    ),
    "pack_changed": mark(
        "The project was saved with version {saved} of the {pack} pack and is reckoned with version {now}. That "
        "changes: {changes}. The file keeps what was saved until you save it again."
    ),
    "checkpoint_unnamed": mark("A checkpoint needs a name: type one."),
    "checkpoint_taken": mark("There is a checkpoint “{name}” already: choose another name."),
    "checkpoint_gone": mark("There is no checkpoint “{name}” any more: choose another one."),
    "checkpoint_damaged": mark(
        "The checkpoint “{name}” is damaged: take another one; the plan stays as it is."
    ),
    "selection_empty": mark("Nothing is selected: select buildings, blocks or parcels first."),
    "selection_unnamed": mark("A selection needs a name: type one."),
    "selection_taken": mark("There is a selection “{name}” already: choose another name."),
    "selection_gone": mark("There is no selection “{name}” any more: it was renamed or deleted."),
    "bookmark_unnamed": mark("A bookmark needs a name: type one."),
    "bookmark_taken": mark("There is a bookmark “{name}” already: choose another name."),
    "bookmark_gone": mark("There is no bookmark “{name}” any more: it was renamed or deleted."),
    "export_exists": mark(
        "{path} is already there: choose another folder, or confirm that it may be replaced."
    ),
    "target_is_source": mark(
        "{path} is a file this plan was read from, and such files are never changed: choose another folder or name."
    ),
    "export_nothing": mark("There is no plan to export yet: load buildings first."),
    "folder_not_writable": mark("The folder {path} cannot be written to ({reason}): choose another one."),
    "sample_missing": mark(
        "The built-in district {name} is not on this machine: run the set-up once with a network "
        "(make setup), or take the synthetic district."
    ),
    "sample_unknown": mark("There is no built-in district {name}: choose one of {known}."),
    "validation_set_unknown": mark(
        "There is no set of published cases called {name}: choose one of {known}."
    ),
    "validation_files_wrong": mark("The set {name} is judged by these files, in this order: {files}."),
    "building_unknown": mark(
        "There is no building {building} in the plan: take an id of the building table."
    ),
    "building_not_heated": mark("The building {building} is not heated: there is nothing to explain."),
    "result_unknown": mark("The result {result} cannot be explained: choose one of {known}."),
    "edit_pair_wrong": mark("{word} gives no value: write column=value, as in heating=district_heat."),
    "rule_unreadable": mark(
        "The rule cannot be read at letter {place}: {rule}. Compare columns with numbers and quoted words, joined by "
        "and, or and not, as in: year_of_construction < 1945 and size_class == 'AB'."
    ),
    "rule_column_unknown": mark("There is no column {column}: did you mean {known}?"),
    "rule_function_unknown": mark("There is no function {name}: take one of {known}."),
    "rule_function_values": mark("The function {name} takes {count} values, separated by commas."),
    "rule_kinds_differ": mark(
        "The rule mixes numbers and words: {rule}. Words stand in quotes, numbers do not."
    ),
    "rule_compares_nothing": mark(
        "The rule says nothing that is true or false: {rule}. Compare with <, ==, in and so on."
    ),
    "edit_column_unknown": mark("{column} cannot be changed: take one of {known}."),
    "rule_matches_nothing": mark(
        "No building matches {rule}: nothing was written. Look at the values in buildings.csv, as written there."
    ),
    "hourly_needs_weather": mark(
        "The hourly method needs the hours of a year: name a weather file (EPW, PVGIS) with --weather."
    ),
    "protection_nowhere": mark(
        "No building of the plan lies in any of the {places} places of {source}. Is it the right file, and its "
        "reference system the right one?"
    ),
    "protection_level_unknown": mark("Protected is the facade or the whole building, not {level!r}."),
    "block_unknown": mark("There is no block {block}: choose one of the list."),
    "scenario_unknown": mark("There is no scenario {number}."),
    "scenario_fixed": mark(
        "Doing nothing is what everything is compared with: it cannot be changed. Make a copy."
    ),
    "scenario_last": mark("{name} is the only scenario: a plan needs one. Make another one first."),
    "scenario_nameless": mark("A scenario needs a name."),
    "scenario_name_taken": mark("There is a scenario called {name} already: choose another name."),
    "edit_value_unknown": mark("{value} is no value of {column}: take one of {known}."),
    "edit_value_impossible": mark(
        "{value} is impossible for {column}: give a number from {low} to {high}, or ? where it is not known."
    ),
    "perspective_unknown": mark("There is no perspective {name}: choose one of {known}."),
    "package_unknown": mark("There is no package called {name}: choose one of {known}."),
    "pack_unknown": mark("There is no country pack {pack}: choose one of {known}."),
    "pack_file_missing": mark(
        "The country pack lacks the file {file}: install the program or the pack again."
    ),
    "pack_column_missing": mark(
        "The country pack's {file} has no {column}: add it, or install the pack again."
    ),
    "pack_row_missing": mark(
        "The country pack's {file} has no row for {row}: add it, or install the pack again."
    ),
    "pack_row_ragged": mark("Row {row} of the country pack's {file} has not {columns} cells: mend the row."),
    "pack_value_bad": mark(
        "The country pack's {file} has {value!r} in row {row}, column {column}: that cannot be, mend the cell."
    ),
    "pack_value_outside": mark(
        "The country pack's {file} has {value} in row {row}, column {column}, which must lie between {low} and {high}: "
        "mend the cell, and look at its unit."
    ),
    "pack_base_unknown": mark(
        "{file} is laid over the pack {base}, which is neither beside it nor in the program: correct base."
    ),
    "pack_toml_bad": mark("The country pack's {file} cannot be read ({reason}): mend it."),
    "pack_source_unknown": mark(
        "The country pack's {where} names the source {source}, which {file} does not describe: add it there."
    ),
    "pack_no_carrier": mark(
        "The country pack {pack} has no complete figures for the energy carrier {carrier}: "
        "give price, primary energy factor and emissions in its carriers.csv."
    ),
    "resources_missing": mark("The program's own files are missing beside {path}: install it again."),
    **EVIDENCE_MESSAGES,
    **PACKAGE_MESSAGES,
}
