"""`TableView`: how the table looks and what its keys do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.text.translate import _
from app.ui.tables.header import FilterHeader
from app.ui.tables.table_model import TableModel

LINE_PX: Final = 24


class TableView(QTableView):
    """Whole lines are marked; Enter and a double click open them."""

    opened = Signal()
    """The user wants to see the marked lines on the map."""
    copied = Signal()
    """The user wants the marked lines on the clipboard."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.header = FilterHeader(model, self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(_("Table"))
        self._prepare_headers()
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self._offer(_("Zoom to selection"), Qt.Key.Key_Return, Qt.Key.Key_Enter).triggered.connect(
            self.opened
        )
        self._offer(_("Select all"), QKeySequence.StandardKey.SelectAll).triggered.connect(self.selectAll)
        self._offer(_("Copy"), QKeySequence.StandardKey.Copy).triggered.connect(self.copied)

    def show_line(self, place: int) -> None:
        """Bring a line into sight; sideways nothing moves."""
        sideways = self.horizontalScrollBar().value()
        self.scrollTo(self.model().index(place, 0))
        self.horizontalScrollBar().setValue(sideways)

    def _prepare_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_PX)
        header = self.header
        self.setHorizontalHeader(header)
        # Of its own, and empty: else Qt asks every row for every title whenever many lines are marked.
        header.setSelectionModel(QItemSelectionModel(self.model(), header))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalScrollBar().valueChanged.connect(header.place_lines)

    def _offer(self, text: str, *keys: Qt.Key | QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(action)
        return action
