"""Many papers into one folder: names that every system takes, progress, cancel, and going on later."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.errors import UserError
from app.project import Project
from app.report.document import Document
from app.report.typeset import pdf
from app.services.fingerprints import plan_key
from app.services.guard import keep_sources
from app.services.papers.frame import Sender, refuse_existing
from app.services.papers.passport import all_heated, passports
from app.services.papers.passport_paper import PassportDesk, passport_document, passport_json
from app.services.papers.report import write_paper
from gis.atomic import replacing
from retrofit.progress import Progress, part_of, silent

LONGEST: Final = 80
"""Letters of a name of a file without its ending."""
KEPT: Final = "-_."


@dataclass(frozen=True, slots=True)
class Written:
    """Papers of a folder: made now, and left as they were because they say the same."""

    made: int
    kept: int
    folder: Path


def file_name(kind: str, name: str) -> str:
    """A name that every system takes, and that no other paper has.

    Letters of any script stay; what a file system may refuse becomes ``_``, and a short
    hash keeps two such names apart.
    """
    plain = "".join(one if one.isalnum() or one in KEPT else "_" for one in name)
    if plain != name or len(plain) + len(kind) >= LONGEST or plain.casefold() != plain.lower():
        plain = f"{plain[: LONGEST - len(kind) - 10]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return f"{kind}-{plain}"


def write_passports(
    project: Project,
    folder: Path,
    sender: Sender | None = None,
    rows: Sequence[int] | NDArray[np.integer] | None = None,
    progress: Progress = silent,
    *,
    overwrite: bool = False,
) -> Written:
    """Write a passport as PDF and JSON for each of some buildings, all heated ones when none is named.

    A passport that is there already and was made of the same plan is kept: writing goes on
    where it was stopped. One of another plan is refused unless it may be replaced.

    Raises
    ------
    app.errors.UserError
        If there is nothing to write, the privacy switch is on, or a file may not be replaced.
    gis.errors.WriteError
        If a file cannot be written; those written before stay.
    """
    sender = sender or Sender()
    chosen = all_heated(project) if rows is None and project.baseline is not None else rows
    found = passports(project, [] if chosen is None else chosen, part_of(progress, 0.0, 0.05))
    _make(folder)
    key = plan_key(project, "passport", sender.author, sender.language)
    made = kept = 0
    total = max(0 if chosen is None else len(chosen), 1)
    with PassportDesk(project, sender) as desk:
        for one in found:
            progress(0.05 + 0.95 * (made + kept) / total, "passports")
            path = folder / f"{file_name('passport', one.building_id)}.pdf"
            beside = path.with_suffix(".json")
            if _is_of(beside, key) and path.exists():
                kept += 1
                continue
            refuse_existing((path, beside), overwrite=overwrite)
            keep_sources(project, (path, beside))
            with replacing(path) as draft:
                draft.write_bytes(pdf(passport_document(desk, one), sender.templates))
            told = _without_nan(passport_json(desk, one, key))
            with replacing(beside) as draft:
                draft.write_text(
                    json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False), encoding="utf-8"
                )
            made += 1
    if not made + kept:
        raise UserError("passports_none")
    progress(1.0, "passports")
    return Written(made, kept, folder)


def write_each(
    project: Project,
    folder: Path,
    papers: Mapping[str, Callable[[], Document]],
    what: str,
    sender: Sender,
    progress: Progress = silent,
    *,
    overwrite: bool = False,
) -> dict[str, Path]:
    """Write several PDFs into a folder, each under its own name.

    Parameters
    ----------
    papers : mapping of str to callable
        Names without ending, and what makes each paper.
    what : str
        Code of the progress, also the first word of the names.

    Raises
    ------
    app.errors.UserError
        If a file is there already and may not be replaced: nothing is written then.
    """
    targets = {name: folder / f"{file_name(what, name)}.pdf" for name in papers}
    refuse_existing(tuple(targets.values()), overwrite=overwrite)
    _make(folder)
    for at, (name, make) in enumerate(papers.items()):
        progress(at / max(len(papers), 1), f"{what}s")
        write_paper(project, make(), targets[name], overwrite=overwrite, templates=sender.templates)
    progress(1.0, f"{what}s")
    return targets


def _is_of(path: Path, key: str) -> bool:
    """Whether a passport was made of the same plan."""
    try:
        return bool(json.loads(path.read_text(encoding="utf-8")).get("plan") == key)
    except (OSError, ValueError, AttributeError):
        return False


def _without_nan(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_nan(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError("folder_not_writable", path=folder, reason=fault.strerror or str(fault)) from fault
