"""The files a plan was made from are never written over."""

from collections.abc import Iterable
from pathlib import Path

from app.errors import UserError
from app.project import Project
from gis.read import fingerprint


def keep_sources(project: Project, targets: Iterable[Path]) -> None:
    """Refuse to write over a file that the plan was read from.

    A source is known by its name and what it holds: projects travel, paths do not.

    Raises
    ------
    app.errors.UserError
        If a target is a source of the plan.
    """
    known = {source.sha256 for source in project.sources}
    names = {Path(source.name).name.casefold() for source in project.sources}
    for target in targets:
        if target.name.casefold() in names and target.is_file() and fingerprint(target) in known:
            raise UserError("target_is_source", path=target)
