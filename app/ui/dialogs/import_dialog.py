"""Load own files: buildings are needed, everything else sharpens the plan."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.text.labels import ROLES
from app.text.translate import _, mark
from app.ui.dialogs import ask
from app.ui.dialogs.file_row import FileRow
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.icons import icon
from app.ui.tasks import Fault, Task
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.services.intake import ImportRequest
    from app.ui.operations import Operations
    from gis.delivery import DistrictFiles, LayerChoice
    from retrofit.progress import Progress

HINTS: Final = {
    "buildings": mark("Needed: footprints as polygons"),
    "parts": mark("Optional: gives floors, as in INSPIRE BuildingPart"),
    "parcels": mark("Optional: joins buildings to parcels and their owners"),
    "streets": mark("Optional: parts blocks where no cadastral reference does"),
    "blocks": mark("Optional: your own blocks as polygons"),
}
KINDS: Final = "*.shp *.gpkg *.geojson *.json *.gml"


class ImportDialog(WorkingDialog):
    """Asks for the files of a district; errors are said here and the entries stay."""

    def __init__(self, parent: QWidget, operations: Operations, paths: tuple[Path, ...] = ()) -> None:
        super().__init__(parent, operations, "import", _("New plan from your files"))
        self._placeless = False
        self.setAcceptDrops(True)
        self.setMinimumWidth(680)
        self.rows = {role: FileRow(_(ROLES[role]), _(HINTS[role])) for role in HINTS}
        self.crs, self.country, self.name = QLineEdit(), QComboBox(), QLineEdit()
        self._found: DistrictFiles | None = None
        self._unused: tuple[str, ...] = ()
        self.unused = muted()
        self.unused.hide()
        self._lay_out()
        self._connect()
        if paths:
            self.add(paths)

    def add(self, paths: Iterable[Path]) -> None:
        """Give some files their roles; those chosen before stay in play."""
        present = [row.path for row in self.rows.values() if row.path is not None]
        files = tuple(dict.fromkeys([*present, *paths]))

        def work(_progress: Progress) -> tuple[DistrictFiles, dict[Path, tuple[str, ...]]]:
            from gis.district import detect_files

            found = detect_files(files)
            return found, {path: _layers(path) for path in dict.fromkeys(one.path for one in found.layers)}

        def done(answer: tuple[DistrictFiles, dict[Path, tuple[str, ...]]]) -> None:
            found, layers = answer
            for role, row in self.rows.items():
                first = next(iter(found.of(role)), None)
                row.set(
                    first and first.path, layers[first.path] if first else (), first.layer if first else ""
                )
                row.tell_more(len(found.of(role)) - 1)
            self._found = found
            self._unused = found.unused
            self.unused.setText(_("Not used: {names}").format(names=", ".join(found.unused)))
            self.unused.setVisible(bool(found.unused))

        self._begin(_("Looking into the files…"))
        self._runner.run(Task(_("Looking into the files"), work, done, self._failed, self._end))

    def accept(self) -> None:
        """Start the import; the dialog closes when it went well."""
        from app.services.intake import ImportRequest
        from gis.delivery import DistrictFiles

        if self._busy or self.rows["buildings"].path is None:
            return
        layers = tuple(layer for role, row in self.rows.items() for layer in self._layers_of(role, row))
        taken = {layer.path.name for layer in layers}
        unused = tuple(name for name in self._unused if name not in taken)
        files = DistrictFiles(layers, self.crs.text().strip(), unused)
        request: ImportRequest = ImportRequest(
            files, country=self.country.currentData() or "", name=self.name.text().strip()
        )
        self._begin(_("Loading your files…"))
        self._operations.import_district(request, self._failed, super().accept, self._end)

    def _layers_of(self, role: str, row: FileRow) -> tuple[LayerChoice, ...]:
        """What a row stands for: the tiles that were found together, or the one file chosen."""
        from gis.delivery import LayerChoice

        if row.path is None:
            return ()
        found = () if self._found is None else self._found.of(role)
        if found and (found[0].path, found[0].layer) == (row.path, row.layer):
            return found
        return (LayerChoice(row.path, role, row.layer),)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _lay_out(self) -> None:
        box = self._frame()
        box.addLayout(self._head())
        form, more = form_layout(), form_layout()
        for role, row in self.rows.items():
            form.addRow(_(ROLES[role]), row)
        box.addLayout(form)
        box.addWidget(self.unused)
        self._fill_fields(more)
        box.addLayout(more)
        self.load = self._foot(box, _("Load and plan"))
        self.load.setEnabled(False)
        _align(form, more)

    def _head(self) -> QHBoxLayout:
        said = QLabel(
            _("Add all files of your district at once: each gets its role by what it holds. ")
            + _("Your files are only read, never changed.")
        )
        said.setWordWrap(True)
        self.adding = QPushButton(icon("open-files"), _("Add files…"))
        self.adding.setToolTip(_("Choose several files, or drop them here"))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(said, 1)
        head.addWidget(self.adding)
        return head

    def _fill_fields(self, form: QFormLayout) -> None:
        from app.packs import available, country_name

        self.name.setPlaceholderText(_("Name of the file of the buildings"))
        self.country.addItem(_("Automatic, by place"), "")
        for code in available():
            self.country.addItem(f"{country_name(code)} ({code})", code)
        self.crs.setPlaceholderText(_("As the files say"))
        self.crs.setToolTip(_("Only where a file names no coordinate system, or a wrong one: EPSG:25830"))
        self._crs_hint = QLabel(_("Only where a file does not name its own, for instance EPSG:25830"))
        self._crs_hint.setProperty("rank", "muted")
        self._crs_hint.setWordWrap(True)
        form.addRow(_("Name"), self.name)
        form.addRow(_("Country pack"), self.country)
        form.addRow(_("Coordinate system"), self.crs)
        form.addRow("", self._crs_hint)

    def _connect(self) -> None:
        self.adding.setFocus()
        self.adding.clicked.connect(self._choose)
        for row in self.rows.values():
            row.browse_wanted.connect(lambda chosen=row: self._browse(chosen))
            row.changed.connect(self._allow)

    def _choose(self) -> None:
        kinds = f"{_('Footprints, parcels, streets')} ({KINDS})"
        paths = ask.files_to_open(self, self._operations.settings, _("Add files"), kinds)
        if paths:
            self.add(paths)

    def _browse(self, row: FileRow) -> None:
        kinds = f"{_('Footprints, parcels, streets')} ({KINDS})"
        path = ask.file_to_open(self, self._operations.settings, row.title, kinds)
        if path is not None:
            self.look_into(row, path)

    def look_into(self, row: FileRow, path: Path) -> None:
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

    def _begin(self, text: str) -> None:
        self._placeless = False
        super()._begin(text)

    def _end(self) -> None:
        super()._end()
        if self._placeless:
            self.crs.setFocus()
            self.crs.selectAll()
        else:
            (self.load if self.load.isEnabled() else self.adding).setFocus()

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self._placeless = fault.code.startswith("crs")
        self._crs_hint.setStyleSheet("font-weight: 600" if self._placeless else "")

    def _allow(self) -> None:
        for widget in (*self.rows.values(), self.crs, self.country, self.name, self.adding):
            widget.setEnabled(not self._busy)
        self.load.setEnabled(not self._busy and self.rows["buildings"].path is not None)


def _layers(path: Path) -> tuple[str, ...]:
    """Names of the layers of a file; runs in the worker's thread."""
    from gis.peek import peek

    return tuple(layer.name for layer in peek(path).layers)


def _align(*forms: QFormLayout) -> None:
    """Give the labels of several forms one width."""
    labels = [
        item.widget()
        for form in forms
        for row in range(form.rowCount())
        if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) is not None
    ]
    width = max(label.sizeHint().width() for label in labels if label is not None)
    for label in labels:
        if label is not None:
            label.setMinimumWidth(width)
