"""`PlainTable`: rows of text, and pages that hold widgets one over the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import GAP


class PlainTable(QTableWidget):
    """A small table that is read, not changed; its first column is text, the others are numbers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.setStyleSheet("QTableWidget::item { padding: 3px 6px; }")
        self.setAccessibleName(name)

    def show_rows(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.setColumnCount(len(head))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(head))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        self._spread()

    def fit_rows(self, most: int | None = None) -> None:
        """Be as high as the rows there are, or as the first ``most`` of them."""
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        shown = self.rowCount() if most is None else min(most, self.rowCount())
        self.setFixedHeight(height + sum(self.rowHeight(row) for row in range(shown)))

    def texts(self) -> list[tuple[str, ...]]:
        """What is shown, row by row."""
        return [
            tuple(self.item(row, column).text() for column in range(self.columnCount()))
            for row in range(self.rowCount())
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Make every column as wide as it needs; the first takes the room that is left."""
        self.resizeColumnsToContents()
        spare = self.viewport().width() - self.horizontalHeader().length()
        if self.columnCount() and spare > 0:
            self.setColumnWidth(0, self.columnWidth(0) + spare)


def page(*widgets: QWidget, stretch: QWidget | None = None) -> QWidget:
    """Widgets one over the other; one may take the room that is left."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(16, 14, 16, 14)
    box.setSpacing(GAP)
    for widget in widgets:
        box.addWidget(widget, 1 if widget is stretch else 0)
    if stretch is None:
        box.addStretch(1)
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """A page that may be higher than the screen."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    return area
