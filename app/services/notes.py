"""What planners write down about buildings and blocks, kept in the project."""

from pathlib import Path
from typing import Final

from app.changes import Changes
from app.project import Note, Project
from app.services.outcome import Outcome
from retrofit.stock.fields import Level

MOST: Final = 20_000
"""Letters of a note; what is longer is cut."""


def note_of(project: Project, level: Level, feature_id: str) -> Note:
    """The note on a building or block; an empty one where there is none."""
    for note in project.notes:
        if (note.level, note.id) == (level, feature_id):
            return note
    return Note(level, feature_id)


def keep_note(project: Project, note: Note) -> Outcome:
    """Keep a note in the place of the former one of the same feature; an empty one is taken away."""
    note = Note(note.level, note.id, note.text[:MOST], note.photo)
    if note == note_of(project, note.level, note.id):
        return Outcome(project, Changes.NOTHING)
    others = tuple(one for one in project.notes if (one.level, one.id) != (note.level, note.id))
    kept = (*others, note) if note.text.strip() or note.photo else others
    return Outcome(project.replace(notes=kept), Changes.NOTES)


def photo_as_kept(photo: Path, plan: Path | None) -> str:
    """How a note names a photo: from the folder of the plan on where it lies below it, so that both travel."""
    if plan is not None and photo.is_relative_to(plan.parent):
        return photo.relative_to(plan.parent).as_posix()
    return str(photo)


def photo_file(note: Note, plan: Path | None) -> Path | None:
    """Where the photo of a note lies now; None where it is not found.

    It is looked for where it was, and beside the plan. May wait for a slow drive.
    """
    if not note.photo:
        return None
    beside = Path() if plan is None else plan.parent
    places = [Path(note.photo)] if Path(note.photo).is_absolute() else []
    places += [beside / note.photo, beside / Path(note.photo).name] if plan is not None else []
    for place in places:
        try:
            if place.is_file():
                return place
        except OSError:  # a drive that is gone
            continue
    return None
