"""Verbs that let charts leave the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.operations.base import Verbs
from app.ui.tasks import Task, Work

if TYPE_CHECKING:
    from app.charts.chart import Chart
    from retrofit.progress import Progress

KINDS: Final = "PNG (*.png);;SVG (*.svg)"


class Charting(Verbs):
    """Save and copy charts."""

    def save_chart(self, chart: Chart, path: Path | None = None) -> None:
        """Write a chart as a picture with title, unit and sources."""
        chosen = path or self._place(_("Save chart as picture"), KINDS, chart, ".png")
        if chosen is None:
            return
        project = self._project()
        target = (
            chosen if chosen.suffix.lower() in {".png", ".svg"} else chosen.with_name(f"{chosen.name}.png")
        )

        def work(progress: Progress) -> None:
            from app.services.charting import write_picture
            from app.services.publishing import refuse_public

            refuse_public(project)
            progress(0.0, "writing")
            write_picture(chart, target)

        self._run(_("Drawing the chart"), work, _("The chart is in {path}").format(path=target))

    def save_chart_figures(self, chart: Chart, path: Path | None = None) -> None:
        """Write the figures of a chart as a table."""
        chosen = path or self._place(_("Save figures of the chart"), "CSV (*.csv)", chart, ".csv")
        if chosen is None:
            return
        project, target = self._project(), chosen if chosen.suffix else chosen.with_suffix(".csv")

        def work(progress: Progress) -> None:
            from app.services.charting import write_figures
            from app.services.publishing import refuse_public

            refuse_public(project)
            progress(0.0, "writing")
            write_figures(chart, target)

        self._run(_("Writing tables"), work, _("The figures are in {path}").format(path=target))

    def copy_chart(self, chart: Chart) -> None:
        """Put a chart with title, unit and sources on the clipboard."""
        project = self._project()

        def work(progress: Progress) -> bytes:
            from app.charts.picture import png
            from app.services.publishing import refuse_public

            refuse_public(project)
            progress(0.0, "writing")
            return png(chart)

        def copy(picture: bytes) -> None:
            from PySide6.QtGui import QGuiApplication, QImage

            QGuiApplication.clipboard().setImage(QImage.fromData(picture))
            self.noted.emit(_("The chart is on the clipboard"))

        self.runner.run(Task(_("Drawing the chart"), work, copy))

    def _place(self, title: str, kinds: str, chart: Chart, ending: str) -> Path | None:
        name = f"{self._project().name} {chart.title}{ending}"
        return ask.file_to_save(self._window, self.settings, title, kinds, name)

    def _run(self, title: str, work: Work, note: str) -> None:
        self.runner.run(Task(title, work, lambda _none: self.noted.emit(note)))
