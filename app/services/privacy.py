"""The privacy switch of a plan."""

from app.changes import Changes
from app.errors import UserError
from app.project import Privacy, Project
from app.services.outcome import Outcome
from app.services.planning import set_scenario
from app.services.publishing import LEVELS
from retrofit.progress import Progress, silent


def set_privacy(project: Project, privacy: Privacy, progress: Progress = silent) -> Outcome:
    """Turn the privacy switch on or off, or ask for other least numbers.

    Raises
    ------
    app.errors.UserError
        If the least number is below two, or the level is none that can be published.
    """
    progress(0.0, "economics")
    if privacy.least < 2:
        raise UserError("privacy_least_wrong", least=privacy.least)
    if privacy.level not in LEVELS:
        raise UserError("privacy_level_unknown", level=privacy.level, known=", ".join(LEVELS))
    changed = project.replace(privacy=privacy)
    if changed.baseline is None:
        return Outcome(changed, Changes.FINDINGS)
    outcome = set_scenario(changed, changed.scenario)
    return Outcome(outcome.project, outcome.changes | Changes.FINDINGS)
