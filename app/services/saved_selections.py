"""Selections with names, kept in the project by the ids of what was selected."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app import bridge
from app.changes import Changes
from app.errors import UserError
from app.project import Project, SavedSelection
from app.services.outcome import Outcome
from app.text.translate import _
from retrofit.stock.fields import Level


def save_selection(project: Project, name: str, level: Level, rows: Iterable[int]) -> Outcome:
    """Keep some rows of a level under a name.

    Parameters
    ----------
    project : Project
    name : str
        Not empty and not taken; blanks around it are dropped.
    level : Level
    rows : iterable of int
        At least one.
    """
    ids = bridge.frame_of(project, level).index.to_numpy()[np.fromiter(rows, np.intp)]
    if not len(ids):
        raise UserError("selection_empty")
    kept = SavedSelection(_free(project, name), level.value, tuple(str(one) for one in ids))
    return _with(project, (*project.selections, kept))


def rename_selection(project: Project, name: str, new: str) -> Outcome:
    """Give a saved selection another name."""
    place = _place(project, name)
    if new.strip() == name:
        return Outcome(project, Changes.NOTHING)
    renamed = replace(project.selections[place], name=_free(project, new))
    return _with(project, (*project.selections[:place], renamed, *project.selections[place + 1 :]))


def delete_selection(project: Project, name: str) -> Outcome:
    """Forget a saved selection."""
    place = _place(project, name)
    return _with(project, (*project.selections[:place], *project.selections[place + 1 :]))


def rows_of_selection(project: Project, name: str) -> tuple[Level, NDArray[np.intp]]:
    """Level and rows of a saved selection, ascending; what is no longer there is left out."""
    kept = project.selections[_place(project, name)]
    level = Level(kept.level)
    ids = bridge.frame_of(project, level).index
    rows = ids.get_indexer(pd.Index(list(kept.ids), dtype=object))
    return level, np.sort(rows[rows >= 0])


def free_name(project: Project) -> str:
    """A name to propose for the next selection."""
    taken = {kept.name for kept in project.selections}
    names = (_("Selection {number}").format(number=number) for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _free(project: Project, name: str) -> str:
    name = name.strip()
    if not name:
        raise UserError("selection_unnamed")
    if any(kept.name == name for kept in project.selections):
        raise UserError("selection_taken", name=name)
    return name


def _place(project: Project, name: str) -> int:
    for place, kept in enumerate(project.selections):
        if kept.name == name:
            return place
    raise UserError("selection_gone", name=name)


def _with(project: Project, selections: tuple[SavedSelection, ...]) -> Outcome:
    return Outcome(project.replace(selections=selections), Changes.SELECTIONS)
