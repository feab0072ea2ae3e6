"""What the user can do to a plan: verb, service, task, command. The one door for change.

Heavy modules (services, numpy) are imported inside functions: they load in the
runner's thread after the window is on screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.text.labels import PACKAGES
from app.text.translate import _, ngettext
from app.ui.commands import Replace
from app.ui.dialogs import ask
from app.ui.tasks import Fault, Runner, Task
from retrofit.stock import codes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.project import Project
    from app.services.exporting import ExportRequest
    from app.services.intake import ImportRequest
    from app.services.outcome import Outcome
    from app.ui.document import Document
    from app.ui.settings import Settings
    from retrofit.plan.scenario import Assumptions
    from retrofit.progress import Progress

NONE, USUAL, ADVANCED = (codes.PACKAGES.index(name) for name in ("none", "usual", "advanced"))
PROJECT_FILTER: Final = "GeoPackage (*.gpkg)"

Failed = Callable[[Fault], None]


class Operations(QObject):
    """Verbs of a window; dialogs call them too."""

    noted = Signal(str)
    """A sentence about something that went well or had no effect."""

    def __init__(self, window: QMainWindow, document: Document, runner: Runner, settings: Settings) -> None:
        super().__init__(window)
        self.document, self.runner, self.settings = document, runner, settings
        self._window = window

    # opening and saving

    def open_files(self, paths: Iterable[Path] = ()) -> None:
        """Show the import dialog, filled with some files."""
        from app.ui.dialogs.import_dialog import ImportDialog

        ImportDialog(self._window, self, tuple(paths)).open()

    def import_district(
        self,
        request: ImportRequest,
        failed: Failed | None = None,
        then: Callable[[], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Load files into a new plan; a fault leaves the present plan as it is."""

        def work(progress: Progress) -> Outcome:
            from app.services.intake import import_district

            return import_district(request, progress)

        def done(outcome: Outcome) -> None:
            self.document.open(outcome.project, None, saved=False)
            self.noted.emit(_loaded(outcome.project))
            if then is not None:
                then()

        self.leave(lambda: self.runner.run(Task(_("Loading your files"), work, done, failed, ended)), ended)

    def open_sample(self, key: str) -> None:
        """Load a built-in district."""

        def work(progress: Progress) -> Outcome:
            from app.services.samples import sample_project

            return sample_project(key, progress)

        def done(outcome: Outcome) -> None:
            self.document.open(outcome.project, None, saved=True)
            self.noted.emit(_loaded(outcome.project))

        self.leave(lambda: self.runner.run(Task(_("Loading the built-in district"), work, done)))

    def open_bubenec(self) -> None:
        """Load the real built-in district."""
        self.open_sample("bubenec")

    def open_synthetic(self) -> None:
        """Load the generated built-in district."""
        self.open_sample("synthetic")

    def open_project(self, path: Path | None = None) -> None:
        """Open a saved plan."""
        chosen = path or ask.file_to_open(self._window, self.settings, _("Open project"), PROJECT_FILTER)
        if chosen is None:
            return

        def work(progress: Progress) -> Outcome:
            from app.services.files import open_project

            return open_project(chosen, progress)

        def done(outcome: Outcome) -> None:
            self.document.open(outcome.project, chosen, saved=True)
            self.settings.add_recent(chosen)
            self.document.path_changed.emit()

        self.leave(lambda: self.runner.run(Task(_("Opening {name}").format(name=chosen.name), work, done)))

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the plan where it lies, or ask where to."""
        if self.document.path is None:
            self.save_as(then=then)
        else:
            self._save(self.document.path, then)

    def save_as(self, path: Path | None = None, then: Callable[[], None] | None = None) -> None:
        """Save the plan under another name."""
        project = self._project()
        name = f"{project.name}.gpkg"
        chosen = path or ask.file_to_save(
            self._window, self.settings, _("Save project"), PROJECT_FILTER, name
        )
        if chosen is not None:
            self._save(chosen if chosen.suffix else chosen.with_suffix(".gpkg"), then)

    def _save(self, path: Path, then: Callable[[], None] | None) -> None:
        project = self._project()

        def work(progress: Progress) -> Outcome:
            from app.services.files import save_project

            return save_project(project, path, progress)

        def done(_outcome: Outcome) -> None:
            self.document.saved(path)
            self.settings.add_recent(path)
            self.document.path_changed.emit()
            self.noted.emit(_("Saved as {path}").format(path=path))
            if then is not None:
                then()

        self.runner.run(Task(_("Saving {name}").format(name=path.name), work, done, keeps=True))

    def close_project(self) -> None:
        """Go back to the start page."""
        self.leave(lambda: self.document.open(None, None, saved=True))

    def leave(self, then: Callable[[], Any], stays: Callable[[], None] | None = None) -> None:
        """Do something that takes the present plan away; ask first when it would be lost."""
        if not self.document.dirty:
            then()
            return
        ask.unsaved(
            self._window,
            self._project().name,
            save=lambda: self.save(then),
            discard=then,
            cancel=stays or (lambda: None),
        )

    # planning

    def undo(self) -> None:
        """Take the last change back."""
        self.document.undo_stack.undo()

    def redo(self) -> None:
        """Do the change again that was taken back."""
        self.document.undo_stack.redo()

    def assign(self, rows: Iterable[int], package: int) -> None:
        """Give some buildings a package."""
        chosen = tuple(rows)
        count = len(chosen)
        text = ngettext("{package} for {count} building", "{package} for {count} buildings", count)

        def service(project: Project, _progress: Progress) -> Outcome:
            import numpy as np

            from app.services.planning import assign_package

            return assign_package(project, np.array(chosen, dtype=np.int32), package)

        self._change(text.format(package=_package(package), count=count), service)

    def assign_selected(self, package: int) -> None:
        """Give the selected buildings, or those of the selected blocks or parcels, a package."""
        self.assign(self.selected_buildings(), package)

    def selected_buildings(self) -> tuple[int, ...]:
        """Rows of the buildings that the selection stands for."""
        from app.ui.rows import building_rows

        selection = self.document.selection
        return tuple(building_rows(self._project(), selection).tolist()) if selection else ()

    def give_none(self) -> None:
        """No renovation for the selection."""
        self.assign_selected(NONE)

    def give_usual(self) -> None:
        """Usual renovation for the selection."""
        self.assign_selected(USUAL)

    def give_advanced(self) -> None:
        """Advanced renovation for the selection."""
        self.assign_selected(ADVANCED)

    def apply_default(self, package: int) -> None:
        """Give every building that packages reach by default the same package."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.planning import apply_default

            return apply_default(project, package)

        self._change(_("{package} for the district").format(package=_package(package)), service)

    def all_none(self) -> None:
        """No renovation in the whole district."""
        self.apply_default(NONE)

    def all_usual(self) -> None:
        """Usual renovation for the whole district."""
        self.apply_default(USUAL)

    def all_advanced(self) -> None:
        """Advanced renovation for the whole district."""
        self.apply_default(ADVANCED)

    def ask_assumptions(self) -> None:
        """Show the assumptions."""
        from app.ui.dialogs.assumptions import AssumptionsDialog

        AssumptionsDialog(self._window, self).open()

    def set_assumptions(
        self,
        assumptions: Assumptions,
        country: str,
        failed: Failed | None = None,
        done: Callable[[], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Reckon with other assumptions, or another country's pack, as one change."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.planning import set_assumptions

            return set_assumptions(project.replace(country=country), assumptions, progress)

        self._change(_("Change of assumptions"), service, failed, done, ended)

    def _change(
        self,
        text: str,
        service: Callable[[Project, Progress], Outcome],
        failed: Failed | None = None,
        then: Callable[[], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Run a service on the project as it is when its turn comes; the answer can be undone."""

        def work(progress: Progress) -> tuple[Project, Outcome]:
            project = self._project()
            return project, service(project, progress)

        def done(answer: tuple[Project, Outcome]) -> None:
            before, outcome = answer
            if before is self.document.project and _differs(before, outcome.project):
                self.document.undo_stack.push(
                    Replace(text, self.document, outcome.project, outcome.changes & ~Changes.PROJECT)
                )
            elif before is self.document.project:
                self.noted.emit(_("{what}: nothing is different.").format(what=text))
            if then is not None:
                then()

        self.runner.run(Task(text, work, done, failed, ended))

    # leaving the program

    def ask_export(self) -> None:
        """Show what can be written."""
        from app.ui.dialogs.export_dialog import ExportDialog

        ExportDialog(self._window, self).open()

    def export(
        self,
        request: ExportRequest,
        done: Callable[[dict[str, Path]], None],
        failed: Failed | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Write the plan into files."""
        project = self._project()

        def work(progress: Progress) -> dict[str, Path]:
            from app.services.exporting import export_plan

            return export_plan(project, request, progress)

        self.runner.run(Task(_("Exporting"), work, done, failed, ended))

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

    def _draw(self, target: Path, then: Callable[[], None], ended: Callable[[], None] | None = None) -> None:
        project, theme = self._project(), self.document.theme

        def work(progress: Progress) -> None:
            from app.services.mapping import DEFAULT_THEME, draw_map

            progress(0.0, "map")
            draw_map(project, target, theme or DEFAULT_THEME)

        self.runner.run(Task(_("Drawing the map"), work, lambda _none: then(), ended=ended))

    def about(self) -> None:
        """Say what this program is."""
        ask.about(self._window)

    def _project(self) -> Project:
        assert self.document.project is not None
        return self.document.project


def _package(position: int) -> str:
    return _(PACKAGES[codes.PACKAGES[position]])


def _loaded(project: Project) -> str:
    count = len(project.buildings)
    text = ngettext("{name}: {count} building loaded", "{name}: {count} buildings loaded", count)
    return text.format(name=project.name, count=count)


def _differs(before: Project, after: Project) -> bool:
    import numpy as np

    same = before.assumptions == after.assumptions and before.country == after.country
    return not (same and np.array_equal(before.scenario.package_of, after.scenario.package_of))
