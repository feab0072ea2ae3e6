"""Which columns a table shows, in what order, and which are pinned; the table follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.text.translate import _
from app.ui.dialogs.manual import helped

if TYPE_CHECKING:
    from app.ui.tables.layout import Layout

NAME, TITLE, PINNED = (int(Qt.ItemDataRole.UserRole) + place for place in range(3))


class ColumnsDialog(QDialog):
    """A list of all columns: a tick shows one, Alt with the arrows moves it."""

    def __init__(self, parent: QWidget, layout: Layout) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        helped(self, "map")
        self.setWindowTitle(_("Columns"))
        self.setMinimumSize(440, 460)
        self._layout = layout
        self.search, self.list = QLineEdit(), QListWidget()
        self.up, self.down = QPushButton(_("Up")), QPushButton(_("Down"))
        self.pin, self.usual = QPushButton(_("Pin")), QPushButton(_("Usual columns"))
        self._lay_out()
        self._fill()
        self._connect()
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(_("Find a column"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.search.placeholderText())
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setToolTip(_("A tick shows a column. Drag it, or move it with Alt and the arrows."))
        self.up.setToolTip(_("Further to the left (Alt+Up)"))
        self.down.setToolTip(_("Further to the right (Alt+Down)"))
        self.pin.setToolTip(_("It stays at the left edge while the others scroll"))
        self.pin.setCheckable(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.up, self.down, self.pin, self.usual):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(buttons)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.list.itemChanged.connect(self._ticked)
        self.list.model().rowsMoved.connect(self._apply)
        self.list.currentRowChanged.connect(self._allow)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.pin.clicked.connect(self._pin)
        self.usual.clicked.connect(self._as_usual)
        QShortcut(QKeySequence("Alt+Up"), self.list, lambda: self._move(-1))
        QShortcut(QKeySequence("Alt+Down"), self.list, lambda: self._move(1))

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for name, title, doc, shown, pinned in self._layout.offered():
            item = QListWidgetItem()
            item.setData(NAME, name)
            item.setData(TITLE, title)
            item.setToolTip(doc)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self._mark(item, pinned=pinned)
            self.list.addItem(item)
        self.list.blockSignals(False)

    @staticmethod
    def _mark(item: QListWidgetItem, *, pinned: bool) -> None:
        item.setData(PINNED, pinned)
        title = str(item.data(TITLE))
        item.setText(_("{title} (pinned)").format(title=title) if pinned else title)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _ticked(self, item: QListWidgetItem) -> None:
        """The last tick stays."""
        if all(one.checkState() is not Qt.CheckState.Checked for one in self._items()):
            item.setCheckState(Qt.CheckState.Checked)
            return
        self._apply()

    def _apply(self, *_signal: object) -> None:
        """Show in the table what is ticked."""
        ticked = [item for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        self._layout.set_columns([(str(item.data(NAME)), bool(item.data(PINNED))) for item in ticked])

    def _find(self, text: str) -> None:
        wanted = text.casefold().strip()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if not 0 <= row + step < self.list.count():
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(row)
        self.list.insertItem(row + step, item)
        self.list.setCurrentRow(row + step)
        self.list.blockSignals(False)
        self._allow()
        self._apply()

    def _pin(self, on: bool) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        self.list.blockSignals(True)
        self._mark(item, pinned=on)
        if on:
            item.setCheckState(Qt.CheckState.Checked)
        self.list.blockSignals(False)
        self._apply()

    def _as_usual(self) -> None:
        self._layout.arrange()
        self._fill()
        self.list.setCurrentRow(0)

    def _allow(self, *_signal: object) -> None:
        row, item = self.list.currentRow(), self.list.currentItem()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
        self.pin.setEnabled(item is not None)
        self.pin.setChecked(item is not None and bool(item.data(PINNED)))
