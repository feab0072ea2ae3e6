"""Verbs that ask how far a plan can be trusted; they never change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.operations.base import Failed, Then, Verbs
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.project import Project
    from app.services.uncertainty import Certainty
    from retrofit.progress import Progress


class Evidence(Verbs):
    """Bands and calibration."""

    def ask_certainty(self) -> None:
        """Show how sure the figures are; reckon it when it is not known yet."""
        from app.ui.dialogs.uncertainty import UncertaintyDialog

        UncertaintyDialog(self._window, self).open()

    def weigh(
        self,
        draws: int,
        factors: str | None,
        done: Callable[[Certainty], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Draw the assumptions of the plan as it is when its turn comes; the document keeps the bands.

        ``factors`` is a set of measured-to-calculated factors; None leaves figures calculated.
        """

        def work(progress: Progress) -> tuple[Project, Certainty]:
            from app.services.uncertainty import uncertainty_of

            project = self._project()
            found = uncertainty_of(
                project, draws, progress=progress, measured=factors is not None, factors=factors or ""
            )
            return project, found

        def take(answer: tuple[Project, Certainty]) -> None:
            project, found = answer
            self.document.keep_bands(project, found)
            done(found)

        self.runner.run(Task(_("Reckoning how sure the figures are"), work, take, failed, ended))
