"""Take heritage protection of buildings from a layer of protected places."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.editing import with_values
from app.services.outcome import Outcome
from app.services.planning import replan
from gis.account import Remark
from gis.protection import LEVELS, Protection, protection_of
from retrofit.progress import Progress, part_of, silent


@dataclass(frozen=True, slots=True)
class ProtectionRequest:
    """A layer of protected areas or of points that mark monuments."""

    path: Path
    layer: str = ""
    crs: str = ""
    default: str = LEVELS[0]
    """What is protected where the layer does not say: ``facade`` or ``whole``."""


def protect(project: Project, request: ProtectionRequest, progress: Progress = silent) -> Outcome:
    """Protect the buildings that a layer names, and reckon again.

    Raises
    ------
    gis.errors.GisError
        If the file cannot be read or says nothing of the kind.
    app.errors.UserError
        If no building lies in it.
    """
    progress(0.0, "reading")
    found = protection_of(project.buildings, request.path, request.layer, request.crs, request.default)
    if not (found.level != "").any():
        raise UserError("protection_nowhere", source=request.path.name, places=found.features)
    changed = project
    for level in LEVELS:
        rows = np.flatnonzero(found.level == level).astype(np.int32)
        if len(rows):
            changed = with_values(changed, rows, {"heritage": level})
    remarks = (*project.account.remarks, *found.remarks, _told(project, request, found))
    changed = changed.replace(account=replace(project.account, remarks=remarks))
    outcome = replan(changed, part_of(progress, 0.2, 1.0))
    return Outcome(outcome.project, outcome.changes | Changes.SCENARIO)


def _told(project: Project, request: ProtectionRequest, found: Protection) -> Remark:
    ids = tuple(str(one) for one in project.buildings.index[found.level != ""])
    args: dict[str, object] = {
        "count": len(ids),
        "facade": int((found.level == "facade").sum()),
        "whole": int((found.level == "whole").sum()),
        "source": request.path.name,
        "unused": found.unused,
    }
    return Remark("protection_taken", "notes", ids, args)
