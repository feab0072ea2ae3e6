"""All views of the map that were kept: go there, rename, delete."""

from __future__ import annotations

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
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.project import Bookmark
    from app.ui.operations import Operations
    from app.ui.tasks import Fault

MARKED = int(Qt.ItemDataRole.UserRole)


class BookmarksDialog(QDialog):
    """A list of names; a double click goes there, F2 renames, Delete deletes."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Bookmarks"))
        self.setMinimumSize(380, 320)
        self._operations = operations
        self.list = QListWidget()
        self.list.setAccessibleName(_("Bookmarks"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.empty = muted(_("No view was kept yet. Show something on the map and choose Add."))
        self.fault = QLabel()
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.go, self.rename = QPushButton(_("Go there")), QPushButton(_("Rename"))
        self.delete, self.add = QPushButton(_("Delete")), QPushButton(_("Add…"))
        self._lay_out()
        self._connect()
        self._fill()

    @property
    def marked(self) -> Bookmark | None:
        """The bookmark that is marked in the list."""
        item = self.list.currentItem()
        return None if item is None else item.data(MARKED)

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
        self.add.clicked.connect(self._operations.ask_bookmark)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self._delete)
        self._operations.document.changed.connect(self._changed)

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.BOOKMARKS | Changes.PROJECT):
            self._fill()

    def _fill(self) -> None:
        project, row = self._operations.document.project, self.list.currentRow()
        bookmarks = () if project is None else project.bookmarks
        self.fault.hide()
        self.list.blockSignals(True)
        self.list.clear()
        for bookmark in bookmarks:
            item = QListWidgetItem(bookmark.name)
            item.setData(MARKED, bookmark)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if bookmarks:
            self.list.setCurrentRow(min(max(row, 0), len(bookmarks) - 1))
        self.list.setVisible(bool(bookmarks))
        self.empty.setVisible(not bookmarks)
        self._allow()

    def _allow(self) -> None:
        for button in (self.go, self.rename, self.delete):
            button.setEnabled(self.marked is not None)

    def _go(self) -> None:
        if self.marked is not None:
            self._operations.show_extent(self.marked.extent)

    def _renamed(self, item: QListWidgetItem) -> None:
        before: Bookmark = item.data(MARKED)
        if item.text() != before.name:
            self._operations.rename_bookmark(before.name, item.text(), self._refused)

    def _refused(self, fault: Fault) -> None:
        self._fill()
        self.fault.setText(fault.text)
        self.fault.show()

    def _delete(self) -> None:
        if self.marked is not None:
            self._operations.delete_bookmark(self.marked.name)
