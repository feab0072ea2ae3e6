"""States of a plan with names, kept in the plan: go back to one as one change that can be undone."""

import time

from app.changes import Changes
from app.errors import UserError
from app.project import Checkpoint, Project
from app.services.files import unpacked
from app.services.outcome import Outcome
from app.store.checkpoint_table import FIGURES
from app.text.translate import _
from retrofit.progress import Progress, silent


def add_checkpoint(project: Project, name: str, who: str, now: float | None = None) -> Outcome:
    """Keep the plan as it is under a name.

    Raises
    ------
    app.errors.UserError
        If the name is empty or taken.
    """
    name = name.strip()
    if not name:
        raise UserError("checkpoint_unnamed")
    if any(one.name == name for one in project.checkpoints):
        raise UserError("checkpoint_taken", name=name)
    found = project.assessment
    totals = {key: float(found.district[key][0]) if found else 0.0 for key in FIGURES}
    when = time.time() if now is None else now
    made = Checkpoint(name, when, who, totals, project.replace(checkpoints=()))
    return Outcome(project.replace(checkpoints=(*project.checkpoints, made)), Changes.CHECKPOINTS)


def delete_checkpoint(project: Project, name: str) -> Outcome:
    """Forget a checkpoint."""
    _place(project, name)
    left = tuple(one for one in project.checkpoints if one.name != name)
    return Outcome(project.replace(checkpoints=left), Changes.CHECKPOINTS)


def restore_checkpoint(project: Project, name: str, progress: Progress = silent) -> Outcome:
    """Take the plan as it was; checkpoints, log, bookmarks, notes and saved selections stay as they are now."""
    kept = project.checkpoints[_place(project, name)]
    former = kept.project
    if former is None:
        former = unpacked(kept, progress)
    again = former.replace(
        checkpoints=project.checkpoints,
        log=project.log,
        bookmarks=project.bookmarks,
        notes=project.notes,
        selections=project.selections,
    )
    return Outcome(again, Changes.EVERYTHING)


def free_name(project: Project) -> str:
    """A name to propose for the next checkpoint."""
    taken = {one.name for one in project.checkpoints}
    names = (_("Checkpoint {number}").format(number=number) for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _place(project: Project, name: str) -> int:
    for place, one in enumerate(project.checkpoints):
        if one.name == name:
            return place
    raise UserError("checkpoint_gone", name=name)
