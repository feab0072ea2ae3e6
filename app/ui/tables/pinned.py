"""`PinnedView`: the pinned columns of a table, which stay in sight while the others scroll sideways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from app.text.translate import _
from app.ui.tables.cell_editor import CellEditor
from app.ui.tables.header import FilterHeader
from app.ui.tables.table_model import TableModel


class PinnedView(QTableView):
    """Lies over the left edge of another view of the same model, and shares its selection."""

    def __init__(self, table: QTableView, model: TableModel) -> None:
        super().__init__(table)
        self._view, self._columns = table, ()
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.header = FilterHeader(model, self)
        self.setHorizontalHeader(self.header)
        self.header.setSelectionModel(QItemSelectionModel(model, self.header))
        self.header.setSectionsMovable(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.setItemDelegate(CellEditor(model, self))
        self.setEditTriggers(table.editTriggers())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "pinned")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setAccessibleName(_("Pinned columns"))
        self._follow(table)
        self.hide()

    @property
    def columns(self) -> tuple[int, ...]:
        """Pinned columns, from left to right."""
        return self._columns

    def pin(self, columns: Sequence[int]) -> None:
        """Show these columns, from left to right, and no others."""
        self._columns = tuple(columns)
        for column in range(self.header.count()):
            self.setColumnHidden(column, column not in columns)
        for place, column in enumerate(columns):
            self.header.moveSection(self.header.visualIndex(column), place)
            self.setColumnWidth(column, self._view.columnWidth(column))
        self.place()

    def place(self, *_signal: object) -> None:
        """Lie over the pinned columns of the other view."""
        width = sum(self._view.columnWidth(column) for column in self._columns)
        self.setVisible(width > 0 and self.model().rowCount() > 0)
        frame = self._view.frameWidth()
        header = self._view.horizontalHeader().height()
        self.header.setFixedHeight(max(header, 1))
        self.setGeometry(frame, frame, width, header + self._view.viewport().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def _follow(self, table: QTableView) -> None:
        mine, theirs = self.verticalScrollBar(), table.verticalScrollBar()
        theirs.valueChanged.connect(mine.setValue)
        mine.valueChanged.connect(theirs.setValue)
        table.horizontalHeader().sectionResized.connect(self._resized)
        self.header.sectionResized.connect(self._resize)
        table.horizontalHeader().geometriesChanged.connect(self.place)
        self.doubleClicked.connect(table.doubleClicked)

    def _resized(self, column: int, _before: int, width: int) -> None:
        """The other view has another width of a column."""
        if column in self._columns and width and self.columnWidth(column) != width:
            self.setColumnWidth(column, width)
        self.place()

    def _resize(self, column: int, _before: int, width: int) -> None:
        """The user drags an edge here."""
        if column in self._columns and width and self._view.columnWidth(column) != width:
            self._view.setColumnWidth(column, width)
