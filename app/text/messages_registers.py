"""Sentences of registers that are joined to buildings, by code."""

from typing import Final

from app.text.translate import mark

REGISTER_MESSAGES: Final[dict[str, str]] = {
    "register_joined": mark(
        "The register {register} was joined: {matched} of its {rows} rows ({share}) found their building. Taken: {values}."
    ),
    "register_unmatched": mark(
        "{count} rows of the register {register} found no building ({names}): correct their address or reference, "
        "and join it again."
    ),
    "register_ambiguous": mark(
        "{count} rows of the register {register} may mean several buildings ({names}): choose one for each where it "
        "is joined."
    ),
    "register_nowhere": mark(
        "Not one of the {rows} rows of {source} found its building: check which column holds the id, the reference "
        "or the address, and whether the buildings have one."
    ),
    "register_no_key": mark(
        "The table {source} does not say which buildings it speaks of: name the column with the building's id, its "
        "cadastral reference or its address. It has {columns}."
    ),
    "register_nothing": mark(
        "The table {source} has no column that says anything of a building that the plan uses: name one. It has "
        "{columns}."
    ),
    "join_rule_unknown": mark("There is no rule {rule}: use one or more of {known}, parted by commas."),
    "join_column_unknown": mark("{source} has no column {column}: it has {columns}."),
    "join_field_unknown": mark("{name} is no column that a register can fill: use one of {known}."),
}
