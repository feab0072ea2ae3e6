"""Verbs of heights from elevation rasters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.text.translate import _, ngettext
from app.ui.operations.base import Failed, Then
from app.ui.operations.planning import Planning
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.project import Project
    from app.services.heights import HeightReport, HeightRequest
    from app.services.outcome import Outcome
    from retrofit.progress import Progress


class Heights(Planning):
    """Measure, look, take."""

    def ask_heights(self) -> None:
        """Let the user choose rasters, and show what they say."""
        from app.ui.dialogs.heights import HeightsDialog

        HeightsDialog(self._window, self).show()

    def measure_heights(
        self,
        request: HeightRequest,
        done: Callable[[HeightReport], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Measure the buildings in rasters; the plan is not changed."""
        project = self._project()

        def work(progress: Progress) -> HeightReport:
            from app.services.heights import measure

            return measure(project, request, progress)

        self.runner.run(Task(_("Measuring heights"), work, done, failed, ended))

    def take_heights(
        self,
        report: HeightReport,
        failed: Failed | None = None,
        done: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Take measured heights into the plan, as one change."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.heights import take_heights

            return take_heights(project, report, progress)

        count = int(report.taken.sum())
        text = ngettext("Measured height of {count} building", "Measured heights of {count} buildings", count)
        self._change(text.format(count=count), service, failed, done, ended)
