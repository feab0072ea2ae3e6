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
    "recipe_file_missing": mark(
        "The recipe {source} names the file {file}, which is not there: put it beside the recipe or give its "
        "folder."
    ),
}
