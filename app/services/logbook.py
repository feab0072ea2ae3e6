"""Who did what to a plan, and when: part of the plan, so that undo takes it back too."""

import time
from dataclasses import replace
from typing import Final

from app.project import LogEntry, Project

MOST: Final = 5000
"""Entries a plan keeps; the oldest go first."""


def logged(
    project: Project, what: str, who: str, *, merge: bool = False, now: float | None = None
) -> Project:
    """Return the project with one more entry.

    Parameters
    ----------
    merge : bool
        Take the place of the last entry where it says the same of the same person: a slider that moves.
    now : float
        Seconds since 1970; the present when not given.
    """
    entry = LogEntry(time.time() if now is None else now, who, what)
    log = project.log
    if merge and log and replace(log[-1], when=entry.when) == entry:
        log = log[:-1]
    return project.replace(log=(*log, entry)[-MOST:])
