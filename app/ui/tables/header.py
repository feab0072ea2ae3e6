"""`FilterHeader`: titles with numbered arrows of the sorts, and a line to filter by under each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QWidget

from app.text.translate import _
from app.ui.tables.table_model import TableModel
from app.ui.tones import tones
from app.ui.widgets.texts import scaled

LINE_PX: Final = 26
NUMBER_SIZE: Final = 0.75


class FilterHeader(QHeaderView):
    """Click sorts, Shift+click sorts also by this column; what is typed below filters."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = model
        self._lines: dict[int, QLineEdit] = {}
        self._filtered = False
        self._titles: QSize | None = None
        """Size of the titles alone; every asking for it measures all of them."""
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionClicked.connect(self._sort)
        self.sectionResized.connect(self.place_lines)
        self.sectionMoved.connect(self.place_lines)
        model.sorting_changed.connect(self._sorted)
        model.modelReset.connect(self._measure)

    @property
    def filtered(self) -> bool:
        """Whether the lines to filter by are shown."""
        return self._filtered

    def set_filtered(self, on: bool) -> None:
        """Show the lines to filter by, or clear and hide them."""
        self._filtered = on
        if not on:
            for line in self._lines.values():
                line.clear()
        self.updateGeometries()
        self.place_lines()

    def line(self, column: int) -> QLineEdit:
        """Line under the title of a column."""
        if column not in self._lines:
            line = QLineEdit(self)
            line.setClearButtonEnabled(True)
            line.setProperty("kind", "filter")
            one = self._table.columns[column]
            words = one.is_text
            line.setPlaceholderText(_("contains …") if words else _(">100, 50..80"))
            title = one.title
            hint = (
                _("Part of the word, or: empty, not empty")
                if words
                else _(">100, <=5, =12, 50..80, ..80, empty, not empty")
            )
            line.setToolTip(f"{title}: {hint}")
            line.setAccessibleName(_("Filter {title}").format(title=title))
            line.textChanged.connect(lambda text: self._filter(column, text))
            self._lines[column] = line
        return self._lines[column]

    def forget_lines(self) -> None:
        """Other columns are shown, by none of which anybody has filtered."""
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines = {}

    def place_lines(self, *_signal: object) -> None:
        """Put the lines under their titles."""
        top = self.height() - LINE_PX
        for column in range(min(self.count(), len(self._table.columns))):
            shown = self._filtered and not self.isSectionHidden(column) and self.isVisible()
            left, width = self.sectionViewportPosition(column), self.sectionSize(column)
            inside = shown and left + width > 0 and left < self.width()
            if inside:
                line = self.line(column)
                line.setGeometry(left + 2, top + 1, max(width - 4, 10), LINE_PX - 3)
                line.show()
            elif column in self._lines:
                self._lines[column].hide()

    # Qt

    def sizeHint(self) -> QSize:
        hint = self._titles_size()
        return QSize(hint.width(), hint.height() + (LINE_PX if self._filtered else 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_lines()

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, LINE_PX if self._filtered else 0)
        super().updateGeometries()
        self.place_lines()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        sorting = self._table.sorting
        at = next((place for place, (column, _down) in enumerate(sorting) if column == logicalIndex), None)
        if at is not None:
            self._paint_arrow(painter, rect, at + 1 if len(sorting) > 1 else 0, down=sorting[at][1])

    def _measure(self) -> None:
        """There may be other titles."""
        self._titles = None
        self.updateGeometries()

    def _titles_size(self) -> QSize:
        if self._titles is None:
            self._titles = super().sizeHint()
        return self._titles

    def _paint_arrow(self, painter: QPainter, rect: QRect, number: int, *, down: bool) -> None:
        x, y = rect.center().x() + 0.5, rect.top() + 3.5
        tip, base = (y + 4.5, y) if down else (y, y + 4.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones().accent))
        painter.drawPolygon(QPolygonF([QPointF(x - 4.5, base), QPointF(x + 4.5, base), QPointF(x, tip)]))
        if number:
            painter.setPen(QColor(tones().accent))
            painter.setFont(scaled(painter.font(), NUMBER_SIZE))
            painter.drawText(QPointF(x + 7, y + 5.0), str(number))
        painter.restore()

    # slots

    def _sort(self, column: int) -> None:
        """Upwards, then downwards, then as the source has it; with Shift beside the other columns."""
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._table.sort_also(column)
            return
        before = self._table.sorting
        if before == [(column, False)]:
            self._table.sort(column, Qt.SortOrder.DescendingOrder)
        elif before == [(column, True)]:
            self._table.sort(-1)
        else:
            self._table.sort(column, Qt.SortOrder.AscendingOrder)

    def _sorted(self) -> None:
        sorting = self._table.sorting
        first = sorting[0] if sorting else (-1, False)
        order = Qt.SortOrder.DescendingOrder if first[1] else Qt.SortOrder.AscendingOrder
        self.blockSignals(True)
        self.setSortIndicator(first[0], order)
        self.setSortIndicatorShown(False)
        self.blockSignals(False)
        self.viewport().update()

    def _filter(self, column: int, text: str) -> None:
        line = self._lines[column]
        readable = self._table.filter_column(column, text)
        line.setProperty("fault", "" if readable else "true")
        line.style().unpolish(line)
        line.style().polish(line)
