"""Verbs that open, save and close a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal

from app.store import lock
from app.text.translate import _, ngettext
from app.ui.dialogs import ask
from app.ui.operations.base import Failed, Then, Verbs
from app.ui.tasks import Fault, Task

if TYPE_CHECKING:
    from app.project import Project
    from app.services.intake import ImportRequest
    from app.services.outcome import Outcome
    from app.store.journal import Found
    from retrofit.progress import Progress

PROJECT_FILTER: Final = "GeoPackage (*.gpkg)"


class Opening(Verbs):
    """Open, save, close."""

    recovered = Signal(object)
    """`app.store.journal.Found` that is open again."""

    def open_files(self, paths: Iterable[Path] = ()) -> None:
        """Show the import dialog, filled with some files."""
        from app.ui.dialogs.import_dialog import ImportDialog

        ImportDialog(self._window, self, tuple(paths)).open()

    def import_district(
        self,
        request: ImportRequest,
        failed: Failed | None = None,
        then: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Load files into a new plan; a fault leaves the present plan as it is."""

        def work(progress: Progress) -> Outcome:
            from app.services.intake import import_district

            return _prepared(import_district(request, progress))

        def done(outcome: Outcome) -> None:
            def take() -> None:
                self.document.open(outcome.project, None, saved=False)
                self.noted.emit(_loaded(outcome.project))
                if then is not None:
                    then()

            self.leave(take)

        self.runner.run(Task(_("Loading your files"), work, done, failed, ended))

    def take_import(self, outcome: Outcome, then: Then, ended: Then) -> None:
        """Open what an import gave that was checked before."""

        def done(found: Outcome) -> None:
            def take() -> None:
                self.document.open(found.project, None, saved=False)
                self.noted.emit(_loaded(found.project))
                then()

            self.leave(take)

        self.runner.run(
            Task(_("Loading your files"), lambda _progress: _prepared(outcome), done, None, ended)
        )

    def open_sample(self, key: str) -> None:
        """Load a built-in district."""

        def work(progress: Progress) -> Outcome:
            from app.services.samples import sample_project

            return _prepared(sample_project(key, progress))

        def done(outcome: Outcome) -> None:
            def take() -> None:
                self.document.open(outcome.project, None, saved=True)
                self.noted.emit(_loaded(outcome.project))

            self.leave(take)

        self.runner.run(Task(_("Loading the built-in district"), work, done))

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
        held = None if chosen == self.document.path else lock.held_by(chosen)
        if held is None:
            self._open(chosen, chosen)
        else:
            ask.taken(self._window, chosen.name, held, lambda: self._open(chosen, None))

    def recover(self, found: Found) -> None:
        """Open a plan that was not saved when a window went down; its file stays as it was saved."""
        path = Path(found.note.path) if found.note.path else None
        free = path is not None and lock.held_by(path) is None
        self._open(found.file, path if free else None, found)

    def _open(self, file: Path, path: Path | None, recovered: Found | None = None) -> None:
        """Read a plan; ``path`` is where it is saved to from now on."""

        def work(progress: Progress) -> Outcome:
            from app.services.files import open_project

            return _prepared(open_project(file, progress))

        def done(outcome: Outcome) -> None:
            def take() -> None:
                self.document.open(outcome.project, path, saved=recovered is None)
                if recovered is not None:
                    self.recovered.emit(recovered)
                elif path is None:
                    self.noted.emit(
                        _("A copy of {name} is open: save it under another name.").format(name=file.name)
                    )
                else:
                    self.settings.add_recent(path)
                    self.document.path_changed.emit()

            self.leave(take)

        name = file.name if recovered is None else recovered.note.name
        self.runner.run(Task(_("Opening {name}").format(name=name), work, done))

    def save(self, then: Then | None = None, stays: Then | None = None) -> None:
        """Save the plan where it lies, or ask where to; ``stays`` follows when it was not saved."""
        if self.document.path is None:
            self.save_as(then=then, stays=stays)
        else:
            self._save(self.document.path, then, stays)

    def save_as(self, path: Path | None = None, then: Then | None = None, stays: Then | None = None) -> None:
        """Save the plan under another name."""
        name = f"{self._project().name}.gpkg"
        chosen = path or ask.file_to_save(
            self._window, self.settings, _("Save project"), PROJECT_FILTER, name
        )
        if chosen is not None:
            self._save(chosen if chosen.suffix else chosen.with_suffix(".gpkg"), then, stays)
        elif stays is not None:
            stays()

    def _save(self, path: Path, then: Then | None, stays: Then | None) -> None:
        project = self._project()
        held = None if path == self.document.path else lock.held_by(path)
        if held is not None:
            self.runner.failed.emit(ask.taken_sentence(path.name, held))
            if stays is not None:
                stays()
            return

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

        def failed(fault: Fault) -> None:
            self.runner.failed.emit(fault.text)
            if stays is not None:
                stays()

        title = _("Saving {name}").format(name=path.name)
        self.runner.run(Task(title, work, done, failed, keeps=True))

    def close_project(self) -> None:
        """Go back to the start page."""
        self.leave(lambda: self.document.open(None, None, saved=True))

    def leave(self, then: Callable[[], Any], stays: Then | None = None) -> None:
        """Do something that takes the present plan away; ask first when it would be lost."""
        stay = stays or (lambda: None)
        if not self.document.dirty:
            then()
        elif ask.asking(self._window):
            stay()
        else:
            ask.unsaved(
                self._window,
                self._project().name,
                save=lambda: self.save(then, stay),
                discard=then,
                cancel=stay,
            )


def _prepared(outcome: Outcome) -> Outcome:
    """Flatten the shapes in the worker: the map finds them ready."""
    from app.services.mapping import content_of

    content_of(outcome.project)
    return outcome


def _loaded(project: Project) -> str:
    count = len(project.buildings)
    text = ngettext("{name}: {count} building loaded", "{name}: {count} buildings loaded", count)
    return text.format(name=project.name, count=count)
