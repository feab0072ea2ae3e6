"""Sentences of recipes and of newer deliveries, by code."""

from typing import Final

from app.text.translate import mark

INTAKE_MESSAGES: Final[dict[str, str]] = {
    "delivery_elsewhere": mark(
        "Only {same} of the {before} buildings of the plan are in these files, which lie {distance} km from it: the plan "
        "was not changed. Choose the newer files of the same place, all tiles of them, or say that it is meant."
    ),
    "delivery_taken": mark(
        "A newer delivery was taken: {same} buildings are those of before ({before} there were). Corrections, "
        "joined values, blocks and packages stayed with them."
    ),
    "delivery_added": mark(
        "{count} buildings of the newer delivery are new ({ids}): they have no package yet. Give them one."
    ),
    "delivery_removed": mark(
        "{count} buildings are no more in the newer delivery ({ids}): they left the plan with their packages. "
        "Undo, or load the older files again, if they should stay."
    ),
    "delivery_outline_changed": mark(
        "{count} buildings have another outline in the newer delivery ({ids}), or were divided or joined there: "
        "areas and costs follow it."
    ),
    "delivery_value_changed": mark(
        "{count} buildings have another value for {field} in the newer delivery ({ids}): it was taken. What "
        "you corrected by hand stayed."
    ),
    "blocks_without_buildings": mark(
        "{count} of your own blocks hold no building ({names}): they are left out. Check that blocks and "
        "buildings lie in the same place."
    ),
    "column_by_values": mark(
        "The column {column} of {source} was taken for {field} by what it holds: check it under the columns of the "
        "file if that is not what it is."
    ),
    "roofs_measured": mark(
        "The roofs of {count} buildings are modelled in {source}: their surface, directions and slope are used for heat and sun."
    ),
    "roofs_impossible": mark(
        "The modelled roofs of {count} buildings ({ids}) in {source} cannot be right for their footprint: they are not used, and "
        "the building type tells the roof."
    ),
    "faces_united": mark(
        "The {count} features of {source} are roofs, walls and grounds of {buildings} buildings: those that draw a building were united "
        "into it. Ask for the footprints, if they are to be had."
    ),
    "face_without_plan": mark(
        "The feature is a wall, or a roof over a ground that is drawn: it draws no building."
    ),
    "section_of": mark("The section belongs to {detail}, and became a part of it."),
    "sections_united": mark(
        "Buildings put together from sections that are named alike and hang together: {buildings}, of {count} sections. "
        "Dwellings and areas add up."
    ),
    "sections_apart": mark(
        "{count} buildings ({ids}) are named like others that they do not touch: they stay apart. Look whether the "
        "name is one of the building, and raise the gap (section_gap_m) where it is."
    ),
    "sections_differ": mark(
        "The sections of {count} buildings ({ids}) differ in {field}: that of the largest one was taken. Correct it "
        "where another is right."
    ),
    "column_gone": mark(
        "{source} has no column {column}, which was chosen for {field}: the field is empty. Choose another column."
    ),
    "role_word_wrong": mark(
        "{word} does not say what a file is for: write --as ROLE=FILE, or ROLE=FILE::LAYER for one layer of it, with "
        "one of {known} as the role."
    ),
    "column_word_wrong": mark(
        "{word} does not say which column fills which field: write --column FIELD=COLUMN or FIELD=COLUMN:UNIT, with "
        "one of {known} as the field."
    ),
    "unit_guessed": mark(
        "The numbers in {column} of {source} were taken as {unit} for {field}: in the usual unit they would be no "
        "likely ones. Choose the unit of the column if that is wrong."
    ),
    "profile_used": mark(
        "The columns of {source} were understood by the profile {profile}: look at them under the columns of the "
        "import where that is not the source."
    ),
    "profile_unreadable": mark(
        "The profile {source} cannot be read ({reason}): correct that line, or save it anew."
    ),
    "blocks_way_unknown": mark("Blocks cannot be formed by {way}: use one of {known}."),
    "blocks_without_streets": mark(
        "The plan has no streets by which blocks could be formed: choose another way."
    ),
    "recipe_unreadable": mark(
        "The recipe {source} cannot be read ({reason}): correct that line, or write the recipe anew."
    ),
    "files_or_recipe": mark("Give either files or --recipe with a recipe that names them."),
    "recipe_without_files": mark(
        "The plan does not tell which files it was read from: load them once by File > Newer delivery of the files."
    ),
    "recipe_file_missing": mark(
        "The recipe {source} names the file {file}, which is not there: put it beside the recipe or give its "
        "folder."
    ),
}
