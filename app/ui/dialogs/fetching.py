"""`FetchingDialog`: a source on a server, what it offers, a file of the user's, then the import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.text.translate import _, ngettext
from app.ui.dialogs import ask
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.theme import GAP
from app.ui.widgets.plain_table import PlainTable
from app.ui.widgets.texts import plain, show

if TYPE_CHECKING:
    from app.services.fetching import Fetched
    from app.ui.operations import Operations

HEIGHT_PX: Final = 560
"""Room in which a dozen layers can be seen."""
ROUND_M: Final = 100.0
"""What is fetched around the plan: neighbours cast shadows and share walls [m]."""

Offered = TypeVar("Offered")
Box = tuple[float, float, float, float]


class FetchingDialog(WorkingDialog, Generic[Offered]):
    """Nothing is asked on the network before the button; the password is kept nowhere."""

    titles: tuple[str, ...] = ()
    """Heads of the table of what is offered."""

    def __init__(self, parent: QWidget, operations: Operations, name: str, title: str, hint: str) -> None:
        super().__init__(parent, operations, name, title)
        self._project = operations.document.project
        self.offers: tuple[Offered, ...] = ()
        self._asked = ""
        self.address, self.user, self.password = QComboBox(), QLineEdit(), QLineEdit()
        self.list_layers, self.area, self.filter = QPushButton(_("List layers")), QComboBox(), QLineEdit()
        self.table = PlainTable(_("What there is to fetch"))
        self.empty = plain(hint)
        self._fill()
        self._lay_out()
        self.resize(760, 360)
        self._connect()
        self._show()

    # what a source does in its own way

    def _remembered(self) -> Sequence[str]:
        """Addresses used before."""
        raise NotImplementedError

    def _remember(self, address: str) -> None:
        raise NotImplementedError

    def _row(self, offer: Offered) -> tuple[str, ...]:
        """What the table says of a layer; the last text is its name."""
        raise NotImplementedError

    def _name(self, offer: Offered) -> str:
        """What it is asked for by."""
        raise NotImplementedError

    def _file_name(self, name: str) -> str:
        """What the file is called at first, without its ending."""
        raise NotImplementedError

    def _list(self, address: str, done: Callable[[tuple[Offered, ...]], None]) -> None:
        """Ask for what there is."""
        raise NotImplementedError

    def _fetch(self, target: Path, done: Callable[[tuple[Fetched, ...]], None]) -> None:
        """Fetch what is chosen."""
        raise NotImplementedError

    # what all do alike

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the layers that are selected."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        seen = self._seen()
        return tuple(self._name(seen[row]) for row in rows)

    @property
    def around(self) -> tuple[Box | None, str]:
        """The plan's extent and what lies around it, in the plan's system; none where everything is wanted."""
        if self._project is None or not self.area.currentData():
            return None, ""
        xmin, ymin, xmax, ymax = (float(value) for value in self._project.buildings.total_bounds)
        return (xmin - ROUND_M, ymin - ROUND_M, xmax + ROUND_M, ymax + ROUND_M), self._project.crs

    def ask_for_layers(self) -> None:
        """Ask the server what it has."""
        address = self.address.currentText().strip()
        if self._busy or not address:
            return
        self._begin(_("Waiting for the server…"))

        def listed(found: tuple[Offered, ...]) -> None:
            self._remember(address)
            self.offers, self._asked = found, address
            self._show()
            self._grow(HEIGHT_PX)

        self._list(address, listed)

    def accept(self) -> None:
        """Fetch into a file that the user names; once that is done, show the import with it."""
        if not self.chosen:
            self.ask_for_layers()
            return
        if self._busy:
            return
        name = self._file_name(self.chosen[0]) + ".gpkg"
        target = ask.file_to_save(
            self, self._operations.settings, _("Save the layers as"), "GeoPackage (*.gpkg)", name
        )
        if target is not None:
            self.fetch_into(target.with_suffix(".gpkg") if not target.suffix else target)

    def fetch_into(self, target: Path) -> None:
        """Fetch the layers chosen into a file, then show the import."""
        self._begin(_("Waiting for the server…"))

        def done(_got: tuple[Fetched, ...]) -> None:
            super(FetchingDialog, self).accept()
            self._operations.open_files((target,))

        self._fetch(target, done)

    def _fill(self) -> None:
        self.address.setEditable(True)
        self.address.addItems(list(self._remembered()))
        self.address.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.user.setPlaceholderText(_("only where a login is wanted"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("password"))
        self.filter.setPlaceholderText(_("Find a layer"))
        self.filter.setClearButtonEnabled(True)
        self.area.addItem(_("The whole layer"), "")
        if self._project is not None and len(self._project.buildings):
            text = _("Where the present plan is, and {metres} m around it")
            self.area.addItem(text.format(metres=f"{ROUND_M:.0f}"), "plan")
            self.area.setCurrentIndex(1)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(GAP)
        first.addWidget(self.address, 1)
        first.addWidget(self.list_layers)
        second.addWidget(self.user, 3)
        second.addWidget(self.password, 2)
        form = form_layout()
        self._form = form
        for text, row, field in (
            (_("Address"), first, self.address),
            (_("User"), second, self.user),
        ):
            form.addRow(text, row)
            field.setAccessibleName(text)
        form.addRow(_("Area"), self.area)
        for field, name in (
            (self.password, _("Password")),
            (self.area, _("Area")),
            (self.filter, _("Find a layer")),
        ):
            field.setAccessibleName(name)
        box = self._frame()
        box.addWidget(self.empty)
        box.addLayout(form)
        box.addWidget(self.filter)
        box.addWidget(self.table, 1)
        self.start = self._foot(box, _("Fetch and load…"))
        self.start.setToolTip(_("Choose where the layers are saved; they are loaded then"))

    def _connect(self) -> None:
        self.list_layers.clicked.connect(self.ask_for_layers)
        self.filter.textChanged.connect(self._show_table)
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.itemDoubleClicked.connect(self.accept)
        self.address.editTextChanged.connect(self._allow)

    def _seen(self) -> list[Offered]:
        wanted = self.filter.text().strip().casefold()
        return [each for each in self.offers if wanted in " ".join(self._row(each)).casefold()]

    def _show(self) -> None:
        show(self.empty, visible=not self.offers)
        for widget in (self.table, self.filter):
            show(widget, visible=bool(self.offers))
        self._form.setRowVisible(self.area, bool(self.offers) and self.area.count() > 1)
        self._show_table()
        self._fit()

    def _show_table(self) -> None:
        self.table.clearSelection()
        rows = [self._row(each) for each in self._seen()]
        self.table.show_rows([_(title) for title in self.titles], rows)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for row, texts in enumerate(rows):
            for column in range(1, len(texts)):
                if not texts[column][:1].isdigit():
                    self.table.item(row, column).setTextAlignment(left)
        self._allow()

    def _allow(self) -> None:
        self.start.setEnabled(bool(self.chosen) and not self._busy)
        self.list_layers.setEnabled(bool(self.address.currentText().strip()) and not self._busy)
        # Enter does what comes next
        self.list_layers.setDefault(not self.chosen)
        self.start.setDefault(bool(self.chosen))
        count = len(self.chosen)
        text = ngettext("Fetch {count} layer…", "Fetch {count} layers…", count).format(count=count)
        self.start.setText(text if count else _("Fetch and load…"))
