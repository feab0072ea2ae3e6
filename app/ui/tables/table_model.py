"""`TableModel`: the columns of one level, sorted and filtered through a permutation of rows.

Cells are read from the arrays when they are drawn: a million rows cost no more than
those in sight.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from app.project import Project
from app.text.translate import _
from app.ui.tables.columns import ORIGINS, Column, Rows, columns_for, order_of
from app.ui.tones import tones
from retrofit.stock.fields import Field, Kind, Level

Index = QModelIndex | QPersistentModelIndex

TITLE_LETTERS: Final = 14
"""A title longer than this is broken into two lines."""

REMEMBERED: Final = 4
"""Sorts before the last one that still decide between rows alike."""


class TableModel(QAbstractTableModel):
    """Rows of a level of a project."""

    rearranging = Signal()
    """Comes before the lines change places: a view lets go of its selection, and marks it anew after."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.level = Level.BUILDING
        self._columns: tuple[Column, ...] = ()
        self._order: Rows = np.zeros(0, dtype=np.intp)
        self._place: Rows = np.zeros(0, dtype=np.intp)
        self._sorted: list[tuple[int, bool]] = []
        self._wanted = ""
        self._italic = QFont()
        self._italic.setItalic(True)

    # what is shown

    def show_project(self, project: Project | None, level: Level) -> None:
        """Show another level or another project, in the order of its source."""
        self.beginResetModel()
        self.level, self._sorted = level, []
        self._columns = () if project is None else columns_for(project, level)
        self._take(self._arranged())
        self.endResetModel()

    def renew(self, project: Project) -> None:
        """Take new results for the same rows; order and filter are applied again."""
        fresh = columns_for(project, self.level)
        if not fresh or len(fresh[0].values) != self.total:
            self.show_project(project, self.level)
            return
        kept = zip(self._columns, fresh, strict=True)
        self._columns = tuple(old if old.field.kind is Kind.ID else new for old, new in kept)
        order = self._arranged()
        if np.array_equal(order, self._order):
            if len(order):
                corner = self.index(self.rowCount() - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), corner)
        elif len(order) == len(self._order):
            self._rearrange(order)
        else:
            self._reset(order)

    def filter(self, text: str) -> None:
        """Keep the rows of which some word holds ``text``."""
        self._wanted = text.casefold().strip()
        self._reset(self._arranged())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows alike keep the order they had; no column is the order of the source."""
        before = [one for one in self._sorted if one[0] != column][-REMEMBERED:]
        down = order is Qt.SortOrder.DescendingOrder
        self._sorted = [*before, (column, down)] if 0 <= column < len(self._columns) else []
        self._rearrange(self._arranged())

    # rows and columns

    @property
    def total(self) -> int:
        """Number of rows of the level, filtered or not."""
        return len(self._place)

    @property
    def rows(self) -> Rows:
        """Rows of the level in the order shown."""
        return self._order

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns in the order of the field table."""
        return self._columns

    def row_of(self, place: int) -> int:
        """Row of the level that a line shows."""
        return int(self._order[place])

    def places_of(self, rows: Rows) -> Rows:
        """Lines that show some rows of the level, ascending; rows filtered out have none."""
        inside = rows[(rows >= 0) & (rows < len(self._place))]
        places = self._place[inside]
        return np.sort(places[places >= 0])

    def field(self, column: int) -> Field:
        """Field of a column."""
        return self._columns[column].field

    def text(self, row: int, column: int) -> str:
        """A cell as it is read."""
        return self._columns[column].text(row)

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        one = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return in_two_lines(one.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.doc
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(one)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._order):
            return None
        row, one = int(self._order[index.row()]), self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(one)
        if one.origins is None:
            return None
        if role == Qt.ItemDataRole.FontRole:
            return self._italic if one.guessed(row) else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(tones().muted) if one.guessed(row) else None
        if role == Qt.ItemDataRole.ToolTipRole:
            origin = one.origin(row)
            return None if origin is None else _(ORIGINS[origin])
        return None

    def _arranged(self) -> Rows:
        """Rows that pass the filter, sorted."""
        if not self._columns:
            return np.zeros(0, dtype=np.intp)
        order = np.arange(len(self._columns[0].values))
        if self._wanted:
            texts = [one.having(self._wanted) for one in self._columns if one.is_searched]
            order = order[np.logical_or.reduce(texts)]
        for column, down in self._sorted:
            order = order[order_of(self._columns[column].keys[order], descending=down)]
        return order

    def _take(self, order: Rows) -> None:
        total = len(self._columns[0].values) if self._columns else 0
        self._order = order
        self._place = np.full(total, -1, dtype=np.intp)
        self._place[order] = np.arange(len(order))

    def _reset(self, order: Rows) -> None:
        self.beginResetModel()
        self._take(order)
        self.endResetModel()

    def _rearrange(self, order: Rows) -> None:
        """Show the same rows in another order."""
        self.rearranging.emit()
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        rows = self._order[[index.row() for index in kept]] if kept else self._order[:0]
        self._take(order)
        places = self._place[rows].tolist()
        moved = [self.index(place, index.column()) for place, index in zip(places, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()


def in_two_lines(title: str) -> str:
    """Break a long title where its two lines come out most alike in length."""
    words = title.replace(" m²", "\u00a0m²").split(" ")
    if len(title) <= TITLE_LETTERS or len(words) == 1:
        return title
    pairs = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return "\n".join(min(pairs, key=lambda pair: max(len(line) for line in pair)))


def _side(one: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if one.is_text else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
