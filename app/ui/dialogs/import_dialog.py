"""Load own files: buildings are needed, everything else sharpens the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QTabWidget, QWidget

from app.text.translate import _
from app.ui.dialogs.intake.check_page import CheckPage
from app.ui.dialogs.intake.fields_page import FieldsPage
from app.ui.dialogs.intake.files_page import FilesPage
from app.ui.dialogs.intake.place_page import PlacePage
from app.ui.dialogs.working import WorkingDialog
from app.ui.tasks import Fault, Task
from gis import worker

if TYPE_CHECKING:
    from app.services.intake import ImportRequest
    from app.services.outcome import Outcome
    from app.ui.operations import Operations
    from gis.delivery import DistrictFiles
    from gis.glance import Glance
    from retrofit.progress import Progress

FILES, COLUMNS, PLACE, CHECK = range(4)
HEIGHT_PX: Final = 640


class ImportDialog(WorkingDialog):
    """Files, columns, place, check: each step may be skipped; errors are said here and the entries stay."""

    def __init__(
        self,
        parent: QWidget,
        operations: Operations,
        paths: tuple[Path, ...] = (),
        *,
        update: bool = False,
        again: DistrictFiles | None = None,
    ) -> None:
        title = _("Newer delivery of your files") if update else _("New plan from your files")
        title = title if again is None else _("Clean your files again")
        super().__init__(parent, operations, "import", title)
        worker.start()  # until the files are chosen it is there
        self.update_plan = update
        self._placeless = False
        self._glances: list[Glance] = []
        self._looked_at: DistrictFiles | None = None
        self._checked: tuple[ImportRequest, Outcome] | None = None
        self.setAcceptDrops(True)
        self.files = FilesPage(operations.settings, with_plan=not update)
        self.fields, self.place, self.check = FieldsPage(), PlacePage(), CheckPage()
        self.rows, self.crs = self.files.rows, self.files.crs
        self.country, self.name = self.files.country, self.files.name
        self.pages = QTabWidget()
        self._lay_out()
        self._connect()
        self.setMinimumWidth(900)
        if paths:
            self.add(paths)
        if again is not None:
            self.repeat(again)

    @property
    def request(self) -> ImportRequest:
        """What is to be loaded, with all that was chosen on the pages."""
        from app.services.intake import ImportRequest

        files = self.files.files
        if self._looked_at == files:
            layers = [
                replace(
                    one.choice,
                    fields=self.fields.fields_of(place),
                    crs=self.place.crs_of(place),
                    encoding=self.place.encoding_of(place),
                )
                for place, one in enumerate(self._glances)
            ]
            files = files.having(layers)
        files = replace(files, limits=self.check.limits.limits)
        return ImportRequest(files, self.country.currentData() or "", self.name.text().strip())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow(HEIGHT_PX)

    def add(self, paths: Iterable[Path]) -> None:
        """Give some files their roles; those chosen before stay in play."""
        files = tuple(dict.fromkeys([*self.files.paths, *paths]))
        self._begin(_("Looking into the files…"))
        work = Task(
            _("Looking into the files"),
            lambda _progress: _detected(files),
            self.files.show_found,
            self._failed,
            self._end,
        )
        self._runner.run(work)

    def repeat(self, files: DistrictFiles) -> None:
        """Show files as they were understood before."""

        def done(layers: dict[Path, tuple[str, ...]]) -> None:
            self.files.show_found((files, layers))
            self.files.crs.setText(files.crs)
            self.check.limits.show_limits(files.limits)

        self._begin(_("Looking into the files…"))
        work = Task(
            _("Looking into the files"), lambda _progress: _all_layers(files), done, self._failed, self._end
        )
        self._runner.run(work)

    def look_into(self, row: QWidget, path: Path) -> None:
        """Take a file for one role and list its layers."""
        self._begin(_("Looking into the file…"))
        self._runner.run(
            Task(
                _("Looking into the file"),
                lambda _progress: _layers(path),
                lambda layers: row.set(path, layers, ""),
                self._failed,
                self._end,
            )
        )

    def accept(self) -> None:
        """Take what was checked, or load now; the dialog closes when it went well."""
        if self._busy or self.rows["buildings"].path is None:
            return
        request = self.request
        self._begin(_("Loading your files…"))
        if self._checked is not None and self._checked[0] == request:
            take = self._operations.take_update if self.update_plan else self._operations.take_import
            take(self._checked[1], super().accept, self._end)
        elif self.update_plan:
            self._operations.update_delivery(request.files, self._failed, super().accept, self._end)
        else:
            self._operations.import_district(request, self._failed, super().accept, self._end)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _lay_out(self) -> None:
        box = self._frame()
        for page, title in (
            (self.files, _("1  Files")),
            (self.fields, _("2  Columns")),
            (self.place, _("3  Place and letters")),
            (self.check, _("4  Check")),
        ):
            self.pages.addTab(page, title)
        self.pages.setDocumentMode(True)
        box.addWidget(self.pages, 1)
        self.load = self._foot(box, _("Update the plan") if self.update_plan else _("Load and plan"))
        self.next = QPushButton(_("Next"))
        self.next.setAutoDefault(False)
        self.buttons.addButton(self.next, QDialogButtonBox.ButtonRole.ActionRole)
        self.load.setEnabled(False)

    def _connect(self) -> None:
        self.files.adding.setFocus()
        self.files.chosen.connect(self.add)
        self.files.browsed.connect(self.look_into)
        self.files.changed.connect(self._files_changed)
        self.fields.changed.connect(self._allow)
        self.place.changed.connect(self._place_changed)
        self.check.limits.changed.connect(self._limits_changed)
        self.check.again.clicked.connect(self._check)
        self.next.clicked.connect(self._go_on)
        self.pages.currentChanged.connect(self._page_shown)

    def _go_on(self) -> None:
        self.pages.setCurrentIndex(min(self.pages.currentIndex() + 1, CHECK))

    def _page_shown(self, page: int) -> None:
        self._allow()
        if self._busy or self.rows["buildings"].path is None:
            return
        if page in (COLUMNS, PLACE) and self._looked_at != self.files.files:
            self._look()
        elif page == CHECK:
            self._check()

    def _look(self) -> None:
        """Look at every layer that has a role."""
        files = self.files.files

        def work(progress: Progress) -> list[Glance]:
            from gis.glance import glance

            found: list[Glance] = []
            for step, choice in enumerate(files.layers):
                progress(step / len(files.layers), "reading")
                near = next((one.sense.place for one in found if one.sense.verdict == "sure"), None)
                found.append(glance(choice, near))
            return found

        def done(found: list[Glance]) -> None:
            self._glances, self._looked_at = found, files
            self.fields.show_layers(found)
            self.place.show_layers(found)

        self._begin(_("Looking at the layers…"))
        self._runner.run(Task(_("Looking at the layers"), work, done, self._failed, self._end))

    def _check(self) -> None:
        """Read and check everything without opening it."""
        request = self.request
        if self._checked is not None and self._checked[0] == request:
            return
        self.check.show_project(None)

        def done(outcome: Outcome) -> None:
            self._checked = (request, outcome)
            self.check.again.hide()
            self.check.show_project(outcome.project)

        work = self._update_work(request) if self.update_plan else _import_work(request)
        self._begin(_("Checking your files…"))
        self._runner.run(Task(_("Checking your files"), work, done, self._failed, self._end))

    def _update_work(self, request: ImportRequest) -> Callable[[Progress], Outcome]:
        project = self._operations.document.project

        def work(progress: Progress) -> Outcome:
            from app.services.renewing import UpdateRequest, update_delivery

            return update_delivery(project, UpdateRequest(request.files), progress)

        return work

    def _files_changed(self) -> None:
        self._checked = None
        self._allow()

    def _limits_changed(self) -> None:
        """Other limits hold when they are asked for: every figure that is typed would read the files."""
        self.check.again.setVisible(self._checked is not None and self._checked[0] != self.request)

    def _place_changed(self) -> None:
        """Another encoding shows other texts under the columns."""
        place = self.place.layer.currentIndex()
        chosen = self.place.encoding_of(place)
        if chosen != self._glances[place].choice.encoding:
            self._glances[place] = _again(self._glances[place], chosen, self.fields.fields_of(place))
            self.fields.show_layers(self._glances)
        self._allow()

    def _begin(self, text: str) -> None:
        self._placeless = False
        super()._begin(text)

    def _end(self) -> None:
        super()._end()
        self._grow(HEIGHT_PX)  # what was hidden again may have left it small
        if self._placeless:
            self.crs.setFocus()
            self.crs.selectAll()
        elif self.pages.currentIndex() == FILES:
            (self.load if self.load.isEnabled() else self.files.adding).setFocus()
        elif self.fault.isHidden():
            self._page_shown(self.pages.currentIndex())

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self._placeless = fault.code.startswith("crs") and self.pages.currentIndex() == FILES
        self.files.mark_crs(self._placeless)

    def _allow(self) -> None:
        self.files.set_busy(self._busy)
        known = self.rows["buildings"].path is not None
        self.load.setEnabled(not self._busy and known)
        self.next.setEnabled(not self._busy and known and self.pages.currentIndex() != CHECK)
        for page in (COLUMNS, PLACE, CHECK):
            self.pages.setTabEnabled(page, known)  # a page that is shown must stay so while it is filled


def _detected(files: tuple[Path, ...]) -> tuple[DistrictFiles, dict[Path, tuple[str, ...]]]:
    """Roles of files, and the layers of those that have one; runs in the worker's thread."""
    from gis.district import detect_files

    found = detect_files(files)
    return found, _all_layers(found)


def _all_layers(files: DistrictFiles) -> dict[Path, tuple[str, ...]]:
    """Names of the layers of all files; runs in the worker's thread."""
    return {path: _layers(path) for path in dict.fromkeys(one.path for one in files.layers)}


def _layers(path: Path) -> tuple[str, ...]:
    """Names of the layers of a file; runs in the worker's thread."""
    from gis.peek import peek

    return tuple(layer.name for layer in peek(path).layers)


def _import_work(request: ImportRequest) -> Callable[[Progress], Outcome]:
    def work(progress: Progress) -> Outcome:
        from app.services.intake import import_district

        return import_district(request, progress)

    return work


def _again(one: Glance, encoding: str, fields: object) -> Glance:
    """The same layer with its texts in another encoding."""
    from gis.glance import glance

    found = glance(replace(one.choice, encoding=encoding, fields=fields))  # type: ignore[arg-type]
    return replace(found, sense=one.sense)
