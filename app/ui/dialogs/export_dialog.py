"""What of the plan leaves the program, and where to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services.exporting import ExportRequest
from app.services.mapping import DEFAULT_THEME
from app.text.translate import _, ngettext
from app.ui.dialogs import ask
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.tasks import Fault
from app.ui.widgets.texts import muted, show

if TYPE_CHECKING:
    from app.ui.operations import Operations


class ExportDialog(WorkingDialog):
    """Asks for folder and kinds of files; says where everything lies."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "export", _("Export the plan"))
        project = operations.document.project
        assert project is not None
        start = operations.settings.folder("export")
        self.folder = QLineEdit(str(start / ask.file_name(f"{project.name} plan")))
        self.browse = QPushButton(_("Choose…"))
        whole = _("GeoPackage: opens in QGIS as it is, and in Kvarter again")
        self.geopackage = _box(_("GeoPackage: opens in QGIS as it is") if project.privacy.on else whole)
        self.shapefile = _box(
            _("Shapefiles of blocks, buildings, parcels and owners, with styles and dictionaries")
        )
        self.csv = _box(_("Tables (CSV) of blocks, buildings, parcels, owners and the district"))
        self.picture = _box(_("Picture of the map as it is coloured now (PNG)"))
        self.qgis = _box(
            _("Project of QGIS (layers.qgz) with layers for other programs: meanings, themes, relations")
        )
        self.written, self.lacking = QLabel(), muted()
        self._folder = start
        self._lay_out()
        self.browse.clicked.connect(self._choose)
        for widget in self._kinds:
            widget.toggled.connect(self._edited)
        self.folder.textChanged.connect(self._edited)
        self._allow()

    @property
    def request(self) -> ExportRequest:
        """What is asked for."""
        return ExportRequest(
            _path(self.folder.text()) or Path(),
            shapefile=self.shapefile.isChecked(),
            geopackage=self.geopackage.isChecked(),
            csv=self.csv.isChecked(),
            picture=self.picture.isChecked(),
            qgis=self.qgis.isChecked() and not self._is_public,
            theme=self._operations.document.theme or DEFAULT_THEME,
        )

    def accept(self) -> None:
        """Write the files."""
        if not self._busy and self.start.isEnabled():
            self._write(overwrite=False)

    @property
    def _is_public(self) -> bool:
        project = self._operations.document.project
        return project is not None and project.privacy.on

    @property
    def _kinds(self) -> tuple[QCheckBox, ...]:
        kinds = (self.geopackage, self.shapefile, self.csv, self.picture)
        return kinds if self._is_public else (*kinds, self.qgis)

    def _lay_out(self) -> None:
        self.setMinimumWidth(600)
        box, form = self._frame(), form_layout()
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(self.browse)
        form.addRow(_("Folder"), line)
        self.folder.setAccessibleName(_("Folder"))
        kinds = QVBoxLayout()
        for widget in self._kinds:
            kinds.addWidget(widget)
        form.addRow(_("Files"), kinds)
        box.addLayout(form)
        self.public = muted(
            _("For the public: no owners, no figures of a few dwellings (File > For the public).")
        )
        box.addWidget(self.public)
        show(self.public, visible=self._is_public)
        box.addWidget(self.lacking)
        self.lacking.hide()
        self.written.setWordWrap(True)
        self.written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.written.hide()
        box.addWidget(self.written)
        self.start = self._foot(box, _("Export"))
        self.show_folder = self.buttons.addButton(_("Open folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self.show_folder.clicked.connect(self._open_folder)
        self.show_folder.hide()

    def _choose(self) -> None:
        chosen = ask.folder(self, _("Folder for the files"), self._operations.settings.folder("export"))
        if chosen is not None:
            self.folder.setText(str(chosen))

    def _write(self, *, overwrite: bool) -> None:
        self.written.hide()
        self._begin(_("Exporting…"))
        request = replace(self.request, overwrite=overwrite)
        self._operations.export(request, self._done, self._failed, self._end)

    def _done(self, files: dict[str, Path]) -> None:
        self._folder = folder = next(iter(files.values())).parent
        self._operations.settings.set_folder("export", folder.parent)
        count = len(files)
        said = ngettext("{count} file lies in {folder}", "{count} files lie in {folder}", count)
        names = ", ".join(path.name for path in files.values())
        self.written.setText(said.format(count=count, folder=folder) + f":\n{names}")
        self.written.show()
        self.show_folder.show()
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(_("Close"))

    def _failed(self, fault: Fault) -> None:
        if fault.code != "export_exists":
            super()._failed(fault)
            return
        ask.confirm(
            self,
            _("There are files of the same names in this folder."),
            _("They are replaced by the files of this plan. Other files stay."),
            _("Replace"),
            lambda: self._write(overwrite=True),
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _edited(self, _what: object) -> None:
        self.fault.hide()  # it spoke of what is different now
        self._allow()

    def _allow(self) -> None:
        for widget in (*self._kinds, self.folder, self.browse):
            widget.setEnabled(not self._busy)
        any_kind = any(widget.isChecked() for widget in self._kinds)
        lacking = "" if _path(self.folder.text()) else _("Give the whole path of the folder for the files.")
        lacking = lacking or ("" if any_kind else _("Choose at least one kind of file."))
        self.lacking.setText(lacking)
        show(self.lacking, visible=bool(lacking))
        self.start.setEnabled(not self._busy and not lacking)


def _path(text: str) -> Path | None:
    """Return the folder that was typed; None where it depends on where the program was started."""
    try:
        found = Path(text.strip()).expanduser()
    except RuntimeError:  # "~name" of an unknown user
        return None
    return found if found.is_absolute() else None


def _box(text: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(True)
    return box
