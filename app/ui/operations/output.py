"""Verbs that let a plan leave the program: files, pictures, clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.operations.base import Failed, Then, Verbs
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.services.exporting import ExportRequest
    from app.services.scenarios import Comparison
    from retrofit.progress import Progress


class Output(Verbs):
    """Export, draw, copy."""

    def ask_export(self) -> None:
        """Show what can be written."""
        from app.ui.dialogs.export_dialog import ExportDialog

        ExportDialog(self._window, self).open()

    def export(
        self,
        request: ExportRequest,
        done: Callable[[dict[str, Path]], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Write the plan into files."""
        project = self._project()

        def work(progress: Progress) -> dict[str, Path]:
            from app.services.exporting import export_plan

            return export_plan(project, request, progress)

        self.runner.run(Task(_("Exporting"), work, done, failed, ended))

    def export_account(self, folder: Path | None = None) -> None:
        """Write what became of every input feature into a folder."""
        chosen = folder or ask.folder(self._window, _("Folder for the account of the import"), Path.home())
        if chosen is None:
            return
        project = self._project()

        def work(_progress: Progress) -> dict[str, Path]:
            from app.services.accounting import write_account

            return write_account(project, chosen)

        def done(paths: dict[str, Path]) -> None:
            self.noted.emit(_("The account lies in {path}").format(path=paths["account"]))

        self.runner.run(Task(_("Writing the account"), work, done))

    def save_picture(self, path: Path | None = None) -> None:
        """Write the map as it is coloured now into a picture."""
        name = f"{self._project().name}.png"
        title, kinds = _("Save map as picture"), "PNG (*.png)"
        chosen = path or ask.file_to_save(self._window, self.settings, title, kinds, name)
        if chosen is not None:
            target = chosen if chosen.suffix else chosen.with_suffix(".png")
            note = _("The map picture is in {path}").format(path=target)
            self._draw(target, lambda: self.noted.emit(note))

    def copy_picture(self) -> None:
        """Put the map as it is coloured now on the clipboard."""
        import tempfile

        folder = tempfile.TemporaryDirectory(prefix="kvarter-")
        target = Path(folder.name) / "map.png"

        def copy() -> None:
            from PySide6.QtGui import QGuiApplication, QImage

            QGuiApplication.clipboard().setImage(QImage(str(target)))
            self.noted.emit(_("The map is on the clipboard"))

        self._draw(target, copy, folder.cleanup)

    def _draw(self, target: Path, then: Callable[[], None], ended: Then | None = None) -> None:
        project, theme, extent = self._project(), self.document.theme, self.view_extent()
        bands = self.document.bands

        def work(progress: Progress) -> None:
            from app.services.mapping import DEFAULT_THEME, draw_map
            from app.services.public_view import public_view

            progress(0.0, "map")
            shown, look = public_view(project, theme or DEFAULT_THEME)
            draw_map(shown, target, look, extent, certainty=bands)

        self.runner.run(Task(_("Drawing the map"), work, lambda _none: then(), ended=ended))

    def write_comparison(self, found: Comparison, folder: Path) -> None:
        """Write scenarios side by side as tables."""
        project = self._project()

        def work(progress: Progress) -> dict[str, Path]:
            from app.services.scenario_tables import write_comparison

            progress(0.0, "writing")
            return write_comparison(project, found, folder)

        def done(_files: dict[str, Path]) -> None:
            self.noted.emit(_("The tables are in {folder}").format(folder=folder))

        self.runner.run(Task(_("Writing tables"), work, done))

    def about(self) -> None:
        """Say what this program is."""
        ask.about(self._window)
