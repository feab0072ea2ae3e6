"""`NamedList`: a dialog of things with names that are kept in the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.text.translate import _
from app.ui.dialogs.manual import helped
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.ui.operations import Operations
    from app.ui.tasks import Fault

NAMED = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Words:
    """What a dialog calls its things."""

    title: str
    empty: str
    """What to do where there are none."""
    go: str


class NamedList(QDialog):
    """A list of names; a double click goes there, F2 renames, Delete deletes."""

    def __init__(self, parent: QWidget, operations: Operations, words: Words, about: Changes) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        helped(self, "map")
        self.setWindowTitle(words.title)
        self.setMinimumSize(380, 320)
        self._operations, self._about = operations, about
        self.list = QListWidget()
        self.list.setAccessibleName(words.title)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.empty = muted(words.empty)
        self.fault = QLabel()
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.go, self.rename = QPushButton(words.go), QPushButton(_("Rename"))
        self.delete, self.add = QPushButton(_("Delete")), QPushButton(_("Add…"))
        self._lay_out()
        self._connect()
        self._fill()

    @property
    def marked(self) -> str:
        """Name that is marked in the list; "" for none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(NAMED))

    # what a kind of things does

    def _names(self) -> Sequence[tuple[str, str]]:
        """Names in the project, and a tooltip of each."""
        raise NotImplementedError

    def _visit(self, name: str) -> None:
        raise NotImplementedError

    def _give(self, name: str, new: str) -> None:
        raise NotImplementedError

    def _forget(self, name: str) -> None:
        raise NotImplementedError

    def _more(self) -> None:
        raise NotImplementedError

    # the dialog

    def _lay_out(self) -> None:
        kinds = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.go, self.rename, self.delete, self.add):
            buttons.addButton(button, kinds.ActionRole)
            button.setAutoDefault(False)
        buttons.setOrientation(Qt.Orientation.Horizontal)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.empty)
        box.addWidget(self.list, 1)
        box.addWidget(self.fault)
        box.addWidget(buttons)

    def _connect(self) -> None:
        self.list.itemDoubleClicked.connect(lambda _item: self._go())
        self.list.itemChanged.connect(self._renamed)
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.go.clicked.connect(self._go)
        self.rename.clicked.connect(lambda: self.list.editItem(self.list.currentItem()))
        self.delete.clicked.connect(self._delete)
        self.add.clicked.connect(self._add)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self._delete)
        self._operations.document.changed.connect(self._changed)

    def _changed(self, changes: Changes) -> None:
        if changes & (self._about | Changes.PROJECT):
            self._fill()

    def _fill(self) -> None:
        row, named = self.list.currentRow(), self._names()
        self.fault.hide()
        self.list.blockSignals(True)
        self.list.clear()
        for name, tip in named:
            item = QListWidgetItem(name)
            item.setData(NAMED, name)
            item.setToolTip(tip)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if named:
            self.list.setCurrentRow(min(max(row, 0), len(named) - 1))
        self.list.setVisible(bool(named))
        self.empty.setVisible(not named)
        self._allow()

    def _allow(self) -> None:
        for button in (self.go, self.rename, self.delete):
            button.setEnabled(bool(self.marked))

    def _go(self) -> None:
        if self.marked:
            self._visit(self.marked)

    def _renamed(self, item: QListWidgetItem) -> None:
        before = str(item.data(NAMED))
        if item.text() != before:
            self._give(before, item.text())

    def _refused(self, fault: Fault) -> None:
        self._fill()
        self.fault.setText(fault.text)
        self.fault.show()

    def _delete(self) -> None:
        if self.marked:
            self._forget(self.marked)

    def _add(self) -> None:
        self._more()
