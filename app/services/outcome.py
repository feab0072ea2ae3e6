"""What every service answers."""

from dataclasses import dataclass

from app.changes import Changes
from app.project import Project


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A new project and which kinds of things changed in it."""

    project: Project
    changes: Changes
