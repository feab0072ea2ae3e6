"""Which files serve what, and what the plan is called."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.text.labels import ROLES
from app.text.messages import sentence
from app.text.translate import _, mark
from app.ui.dialogs import ask
from app.ui.dialogs.file_row import FileRow
from app.ui.dialogs.working import form_layout
from app.ui.icons import icon
from app.ui.theme import GAP
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.ui.settings import Settings
    from gis.delivery import DistrictFiles, LayerChoice

HINTS: Final = {
    "buildings": mark("Needed: footprints as polygons"),
    "parts": mark("Optional: gives floors, as in INSPIRE BuildingPart"),
    "parcels": mark("Optional: joins buildings to parcels and their owners"),
    "streets": mark("Optional: parts blocks where no cadastral reference does"),
    "blocks": mark("Optional: your own blocks as polygons"),
}


class FilesPage(QWidget):
    """A row for each role; the plan's name, country pack and, where files lack it, a coordinate system."""

    chosen = Signal(list)
    """Paths that are to get their roles."""
    browsed = Signal(object, object)
    """A row and the file that was chosen for it."""
    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None, *, with_plan: bool = True) -> None:
        super().__init__(parent)
        self._settings = settings
        self._found: DistrictFiles | None = None
        self.rows = {role: FileRow(_(ROLES[role]), _(HINTS[role])) for role in HINTS}
        self.crs, self.country, self.name = QLineEdit(), QComboBox(), QLineEdit()
        self._unused: tuple[str, ...] = ()
        self.unused = muted()
        self.unused.hide()
        self.adding = QPushButton(icon("open-files"), _("Add files…"))
        self._lay_out(with_plan)
        self.adding.clicked.connect(self._choose)
        for row in self.rows.values():
            row.browse_wanted.connect(partial(self._browse, row))
            row.changed.connect(self.changed)
        for field in (self.crs, self.name):
            field.editingFinished.connect(self.changed)

    @property
    def paths(self) -> list[Path]:
        """Files that have a role."""
        return [row.path for row in self.rows.values() if row.path is not None]

    @property
    def files(self) -> DistrictFiles:
        """What the rows stand for."""
        from gis.delivery import DistrictFiles

        layers = tuple(layer for role, row in self.rows.items() for layer in self._layers_of(role, row))
        taken = {layer.path.name for layer in layers}
        unused = tuple(name for name in self._unused if name not in taken)
        return DistrictFiles(layers, self.crs.text().strip(), unused)

    def show_found(self, answer: tuple[DistrictFiles, dict[Path, tuple[str, ...]]]) -> None:
        """Fill the rows with files that were told apart."""
        found, layers = answer
        for role, row in self.rows.items():
            first = next(iter(found.of(role)), None)
            row.set(first and first.path, layers[first.path] if first else (), first.layer if first else "")
            row.tell_more(len(found.of(role)) - 1)
        self._found = found
        self._unused = found.unused
        lines = [_("Not used: {names}").format(names=", ".join(found.unused))] if found.unused else []
        lines += [sentence(code, dict(details)) for _name, code, details in found.unreadable]
        self.unused.setText("\n".join(lines))
        self.unused.setVisible(bool(lines))
        self.changed.emit()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be changed while something works."""
        for widget in (*self.rows.values(), self.crs, self.country, self.name, self.adding):
            widget.setEnabled(not busy)

    def mark_crs(self, wanted: bool) -> None:
        """Point at the field of the coordinate system."""
        self._crs_hint.setStyleSheet("font-weight: 600" if wanted else "")

    def _layers_of(self, role: str, row: FileRow) -> tuple[LayerChoice, ...]:
        """What a row stands for: the tiles that were found together, or the one file chosen."""
        from gis.delivery import LayerChoice

        if row.path is None:
            return ()
        found = () if self._found is None else self._found.of(role)
        if found and row.means(found[0].path, found[0].layer):
            return found
        return (LayerChoice(row.path, role, row.layer),)

    def _lay_out(self, with_plan: bool) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(12)
        box.addLayout(self._head())
        form, more = form_layout(), form_layout()
        for role, row in self.rows.items():
            form.addRow(_(ROLES[role]), row)
        box.addLayout(form)
        box.addWidget(self.unused)
        self._fill_fields(more, with_plan)
        box.addLayout(more)
        box.addStretch(1)
        _align(form, more)

    def _head(self) -> QHBoxLayout:
        said = QLabel(
            _("Add all files of your district at once: each gets its role by what it holds. ")
            + _("Your files are only read, never changed.")
        )
        said.setWordWrap(True)
        self.adding.setToolTip(_("Choose several files, or drop them here"))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(said, 1)
        head.addWidget(self.adding)
        return head

    def _fill_fields(self, form: QFormLayout, with_plan: bool) -> None:
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
        if with_plan:
            form.addRow(_("Name"), self.name)
            form.addRow(_("Country pack"), self.country)
        form.addRow(_("Coordinate system"), self.crs)
        form.addRow("", self._crs_hint)

    def _choose(self) -> None:
        paths = ask.files_to_open(self, self._settings, _("Add files"), _kinds())
        if paths:
            self.chosen.emit(list(paths))

    def _browse(self, row: FileRow) -> None:
        path = ask.file_to_open(self, self._settings, row.title, _kinds())
        if path is not None:
            self.browsed.emit(row, path)


def _kinds() -> str:
    """Filter of file dialogs."""
    from gis.formats import DRIVERS

    endings = " ".join(f"*{ending}" for ending in DRIVERS)
    return f"{_('Maps and tables')} ({endings});;{_('All files')} (*)"


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
