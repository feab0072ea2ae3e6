"""Owners and associations: what the plan has, and a table that names more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)

from app.changes import Changes
from app.errors import UserError
from app.services.owners import OwnersPreview, OwnersRequest, preview_owners
from app.text.labels import ASSOCIATION_KINDS, field_word
from app.text.messages import sentence
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.dialogs.file_row import FileRow
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.reading import Reader
from app.ui.widgets.plain_table import PlainTable
from app.ui.widgets.texts import heading, muted, plain, show
from gis.associations import Association, associations_of
from gis.errors import GisError
from gis.owner_table import OwnerColumns

if TYPE_CHECKING:
    from app.ui.operations import Operations

KINDS: Final = "(*.csv *.txt *.tsv *.xlsx *.ods *.dbf *.gpkg *.shp *.geojson)"
MOST_LISTED: Final = 1000
"""Associations that the list shows; all of them stand in the table of the window."""
UNMATCHED: Final = 5
HIGH: Final = 620


class OwnersDialog(WorkingDialog):
    """A table in, its match rate before anything is changed; the list of associations below."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "owners", _("Owners and associations"))
        self._document = operations.document
        self.found: OwnersPreview | None = None
        self.reader = Reader(self)
        self.file = FileRow(_("Table of owners"), _("CSV, XLSX, ODS, DBF or a layer"))
        self.name, self.key = QComboBox(), QComboBox()
        self.keep = QCheckBox(_("Buildings that the table does not name keep their association"))
        self.keep.setChecked(True)
        self.match, self.lost, self.listed = heading(factor=1.05), muted(), muted()
        self.list, self.kind = PlainTable(_("Associations")), QComboBox()
        self.give, self.forget = QPushButton(_("Give the marked this kind")), QPushButton(_("Take all out"))
        self.empty = plain(
            _(
                "No owners or associations yet. Choose a table with one row a building, parcel or flat: its building id "
                "or cadastral reference, and the owner or association. The plan is then also summed up by them: in the "
                "map, the table and the exports."
            )
        )
        self._lay_out()
        self.resize(760, 480)
        self._connect()
        self._show()

    @property
    def request(self) -> OwnersRequest:
        """What is asked for."""
        kind, _colon, column = str(self.key.currentData() or "").partition(":")
        chosen = OwnerColumns(
            building=column if kind == "building" else "",
            reference=column if kind == "reference" else "",
            name=str(self.name.currentData() or ""),
        )
        return OwnersRequest(
            self.file.path or Path(), self.file.layer, chosen, kind, keep=self.keep.isChecked()
        )

    def accept(self) -> None:
        """Take the table over, as one change; the dialog stays to look through the kinds."""
        if self._busy or self.found is None:
            return
        self._begin(_("Reading files…"))
        self._operations.set_associations(self.request, self._failed, self._taken, self._end)

    def done(self, result: int) -> None:
        self.reader.close()
        super().done(result)

    def _taken(self) -> None:
        self.file.set(None)

    # the form

    def _lay_out(self) -> None:
        box, form = self._frame(), form_layout()
        form.addRow(_("Table of owners"), self.file)
        form.addRow(_("Owner or association"), self.name)
        form.addRow(_("Buildings named by"), self.key)
        self._form = form
        box.addLayout(form)
        box.addWidget(self.keep)
        for widget in (self.match, self.lost, self.empty):
            box.addWidget(widget)
        box.addWidget(self.list, 1)
        self.list.setMinimumHeight(150)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for kind, text in ASSOCIATION_KINDS.items():
            self.kind.addItem(_(text), kind)
        self.kind.addItem(_("not known"), "")
        self.kind.setAccessibleName(_("Kind"))
        self._row = QWidget()
        line = QHBoxLayout(self._row)
        line.setContentsMargins(0, 0, 0, 0)
        label = QLabel(_("Kind"))
        label.setBuddy(self.kind)
        for widget in (label, self.kind, self.give):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.forget)
        box.addWidget(self.listed)
        box.addWidget(self._row)
        self.take = self._foot(box, _("Take over"))
        self.take.setToolTip(_("Give the buildings the associations of the table"))
        leave = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        leave.setText(_("Close"))

    def _connect(self) -> None:
        self.file.browse_wanted.connect(self._browse)
        self.file.changed.connect(self._look)
        self.name.activated.connect(self._ask)
        self.key.activated.connect(self._ask)
        self.list.itemChanged.connect(self._renamed)
        self.list.itemSelectionChanged.connect(self._allow)
        self.give.clicked.connect(self._give)
        self.forget.clicked.connect(self._operations.forget_associations)
        self._document.changed.connect(self._changed)

    def _browse(self) -> None:
        path = ask.file_to_open(
            self, self._operations.settings, _("Table of owners"), f"{_('Tables')} {KINDS}"
        )
        if path is not None:
            self.file.set(path)

    def _look(self) -> None:
        """Another file: its columns are not known yet."""
        for choice in (self.name, self.key):
            choice.clear()
        self._ask()

    def _ask(self) -> None:
        """Look what the table would do, beside the window."""
        self.found = None
        self.fault.hide()
        project, request = self._document.project, self.request
        self.reader.forget()
        if self.file.path is None or project is None:
            self._show()
            return

        def look() -> OwnersPreview | str:
            try:
                return preview_owners(project, request)
            except (GisError, UserError) as fault:
                return sentence(fault.code, fault.details)

        self.match.setText(_("Looking for the buildings…"))
        show(self.match, visible=True)
        self.reader.ask(look, self._previewed)

    def _previewed(self, answer: OwnersPreview | str) -> None:
        if isinstance(answer, str):
            self.fault.setText(answer)
            self.fault.show()
        else:
            self.found = answer
            self._offer(answer)
        self._show()

    def _offer(self, found: OwnersPreview) -> None:
        """Offer the columns of the table, those in use chosen."""
        if self.name.count():
            return
        for title in found.titles:
            self.name.addItem(title, title)
        self.name.setCurrentIndex(self.name.findData(found.columns.name))
        for title in found.titles:
            self.key.addItem(_("{column} (building id)").format(column=title), f"building:{title}")
            self.key.addItem(_("{column} (cadastral reference)").format(column=title), f"reference:{title}")
        used = found.columns
        chosen = f"building:{used.building}" if used.building else f"reference:{used.reference}"
        self.key.setCurrentIndex(self.key.findData(chosen))

    # what is shown

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.STOCK | Changes.PROJECT):
            self._show()

    def _show(self) -> None:
        project, found = self._document.project, self.found
        bodies = () if project is None else associations_of(project.associations)
        chosen = self.file.path is not None
        for row in (1, 2):
            self._form.setRowVisible(row, chosen and self.name.count() > 0)
        show(self.keep, visible=chosen and bool(bodies))
        show(self.match, visible=found is not None)
        show(self.lost, visible=found is not None and bool(found.found.unmatched))
        show(self.empty, visible=not bodies and not chosen)
        if found is not None:
            self._tell_match(found)
            self._list([(one, count) for one, count in found.associations], editable=False)
        elif project is not None and bodies:
            of = project.stock.association_of
            counts = [int((of == row).sum()) for row in range(min(len(bodies), MOST_LISTED))]
            self._list(list(zip(bodies, counts, strict=False)), editable=True, total=len(bodies))
        show(self.list, visible=found is not None or bool(bodies))
        show(self._row, visible=found is None and bool(bodies))
        self._fit()
        if not self.list.isHidden():
            self._grow(HIGH)
        self._allow()

    def _tell_match(self, found: OwnersPreview) -> None:
        text = _(
            "{matched} of {rows} rows mean a building; {buildings} of {all} buildings get one of {count} associations."
        )
        project = self._document.project
        self.match.setText(
            text.format(
                matched=format_number(found.found.matched),
                rows=format_number(found.found.rows),
                buildings=format_number(found.buildings),
                all=format_number(0 if project is None else len(project.buildings)),
                count=format_number(len(found.associations)),
            )
        )
        lost = found.found.unmatched
        names = ", ".join(lost[:UNMATCHED]) + (" …" if len(lost) > UNMATCHED else "")
        self.lost.setText(_("Without a building: {names}").format(names=names))

    def _list(self, rows: list[tuple[Association, int]], *, editable: bool, total: int | None = None) -> None:
        self.list.blockSignals(True)
        shown = rows[:MOST_LISTED]
        words = [
            (one.name, field_word("association_kind", one.kind) or _("not known"), format_number(count))
            for one, count in shown
        ]
        self.list.show_rows((_("Name"), _("Kind"), _("Buildings")), words)
        for row, (one, _count) in enumerate(shown):
            item = self.list.item(row, 0)
            item.setData(Qt.ItemDataRole.UserRole, one)
            for column in range(3):
                cell = self.list.item(row, column)
                if column == 1:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                if column or not editable:
                    cell.setFlags(cell.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.list.blockSignals(False)
        rest = (len(rows) if total is None else total) - len(shown)
        self.listed.setText(_("{count} more in the table of the window.").format(count=format_number(rest)))
        show(self.listed, visible=rest > 0)

    def _allow(self) -> None:
        self.take.setEnabled(not self._busy and self.found is not None and self.found.found.matched > 0)
        self.give.setEnabled(not self._busy and bool(self._marked()))
        for widget in (self.file, self.name, self.key, self.keep, self.forget):
            widget.setEnabled(not self._busy)

    # names and kinds

    def _marked(self) -> list[Association]:
        rows = {index.row() for index in self.list.selectedIndexes()}
        return [self.list.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in sorted(rows)]

    def _give(self) -> None:
        kind = str(self.kind.currentData())
        changed = {one.id: Association(one.id, one.name, kind) for one in self._marked()}
        self._operations.edit_associations(changed, self._refused)

    def _renamed(self, item: QTableWidgetItem) -> None:
        one = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(one, Association) and item.text() != one.name:
            changed = {one.id: Association(one.id, item.text(), one.kind)}
            self._operations.edit_associations(changed, self._refused)

    def _refused(self, fault: object) -> None:
        self._show()
        self.fault.setText(str(getattr(fault, "text", fault)))
        self.fault.show()
