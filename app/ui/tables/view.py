"""`TableView`: how the table looks and what its keys do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.text.translate import _
from app.ui.tables.cell_editor import CellEditor
from app.ui.tables.header import FilterHeader
from app.ui.tables.pinned import PinnedView
from app.ui.tables.table_model import TableModel

LINE_PX: Final = 24
ENSURE: Final = QAbstractItemView.ScrollHint.EnsureVisible


class TableView(QTableView):
    """Whole lines are marked; Enter and a double click open them."""

    opened = Signal()
    """The user wants to see the marked lines on the map."""
    copied = Signal()
    """The user wants the marked lines on the clipboard."""
    filled = Signal()
    """The user wants the value of the first marked line in all of them."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = model
        self.setModel(model)
        self.header = FilterHeader(model, self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setItemDelegate(CellEditor(model, self))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(_("Table"))
        self._prepare_headers()
        self.pinned = PinnedView(self, model)
        self.doubleClicked.connect(self._open)
        self._offer(_("Zoom to selection"), Qt.Key.Key_Return, Qt.Key.Key_Enter).triggered.connect(
            self.opened
        )
        self._offer(_("Select all"), QKeySequence.StandardKey.SelectAll).triggered.connect(self.selectAll)
        self._offer(_("Copy"), QKeySequence.StandardKey.Copy).triggered.connect(self.copied)
        self.correct = self._offer(_("Correct this cell"), "Ctrl+Return")
        self.correct.triggered.connect(lambda: self.edit(self.currentIndex()))
        self.fill_down = self._offer(
            _("Fill the selected lines with the value of the first"), "Ctrl+Shift+Down"
        )
        self.fill_down.triggered.connect(self.filled)
        self.selectionModel().selectionChanged.connect(self._allow)
        self.selectionModel().currentChanged.connect(self._allow)
        self._allow()

    def show_line(self, place: int) -> None:
        """Bring a line into sight; sideways nothing moves."""
        sideways = self.horizontalScrollBar().value()
        self.scrollTo(self.model().index(place, 0))
        self.horizontalScrollBar().setValue(sideways)

    def _open(self, index: QModelIndex) -> None:
        """Show the line on the map, unless the double click corrects a cell."""
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()

    def _allow(self, *_signal: object) -> None:
        """What can be corrected is offered."""
        editable = self._table.editable(self.currentIndex().column())
        ranges = self.selectionModel().selection()
        lines = self._table.marks or sum(part.height() for part in ranges)  # type: ignore[attr-defined]
        self.correct.setEnabled(editable and self.currentIndex().isValid())
        self.fill_down.setEnabled(editable and lines > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pinned.place()

    def scrollTo(
        self, index: QModelIndex | QPersistentModelIndex, hint: QAbstractItemView.ScrollHint = ENSURE
    ) -> None:
        """Bring a cell into sight, not under the pinned columns."""
        super().scrollTo(index, hint)
        if index.column() in self.pinned.columns or not self.pinned.isVisible():
            return
        under = self.pinned.width() - self.columnViewportPosition(index.column())
        if under > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - under)

    def _prepare_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_PX)
        header = self.header
        self.setHorizontalHeader(header)
        # Of its own, and empty: else Qt asks every row for every title whenever many lines are marked.
        header.setSelectionModel(QItemSelectionModel(self.model(), header))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalScrollBar().valueChanged.connect(header.place_lines)

    def _offer(self, text: str, *keys: Qt.Key | QKeySequence.StandardKey | str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(action)
        return action
