"""Verbs that ask how far a plan can be trusted; they never change it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.operations.base import Failed, Then, Verbs
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.project import Project
    from app.services.calibration import Calibrated, MeterRequest
    from app.services.summer import Summer
    from app.services.uncertainty import Certainty
    from retrofit.progress import Progress


class Evidence(Verbs):
    """Bands, calibration, statistics and summer."""

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

    def ask_meters(self) -> None:
        """Show how the plan compares with meter readings."""
        from app.ui.dialogs.calibration import CalibrationDialog

        CalibrationDialog(self._window, self).open()

    def compare_with_meters(
        self,
        request: MeterRequest,
        done: Callable[[Calibrated], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Join a table of meters to the plan and learn from it."""
        project = self._project()

        def work(progress: Progress) -> Calibrated:
            from app.services.calibration import compare_with_meters

            return compare_with_meters(project, request, progress)

        self.runner.run(Task(_("Comparing with meter readings"), work, done, failed, ended))

    def ask_statistics(self) -> None:
        """Show the plan beside published statistics and the user's own total."""
        from app.ui.dialogs.plausibility import PlausibilityDialog

        PlausibilityDialog(self._window, self._project()).open()

    def ask_summer(self) -> None:
        """Show how hot it gets in summer; reckon it when it is not known yet."""
        from app.ui.dialogs.summer import SummerDialog

        SummerDialog(self._window, self).open()

    def reckon_summer(
        self, done: Callable[[Summer], None], failed: Failed | None = None, ended: Then | None = None
    ) -> None:
        """Solve the summer of the plan as it is when its turn comes; the document keeps it."""

        def work(progress: Progress) -> tuple[Project, Summer]:
            from app.services.summer import summer_of

            project = self._project()
            return project, summer_of(project, progress=progress)

        def take(answer: tuple[Project, Summer]) -> None:
            project, found = answer
            self.document.keep_summer(project, found)
            done(found)

        self.runner.run(Task(_("Reckoning summer heat"), work, take, failed, ended))

    def write_calibration(
        self, found: Calibrated, folder: Path, failed: Failed | None = None, ended: Then | None = None
    ) -> None:
        """Write what the meters say as tables."""
        project = self._project()

        def work(progress: Progress) -> dict[str, Path]:
            from app.services.calibration_tables import write_calibration

            progress(0.0, "writing")
            return write_calibration(project, found, folder)

        def done(_files: dict[str, Path]) -> None:
            self.noted.emit(_("The tables are in {folder}").format(folder=folder))

        self.runner.run(Task(_("Writing tables"), work, done, failed, ended))
