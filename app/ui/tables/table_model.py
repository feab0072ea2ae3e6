"""`TableModel`: the columns of one level, sorted and filtered through a permutation of rows.

Cells are read from the arrays when they are drawn: a million rows cost no more than
those in sight.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from app.project import Project
from app.services.editing import EDITABLE
from app.text.translate import _
from app.ui.reading import Reader
from app.ui.tables.arranging import UnreadableError, Wish, arranged, matching
from app.ui.tables.columns import ORIGINS, Column, Rows, columns_for
from app.ui.tones import tones
from retrofit.stock.fields import Field, Kind, Level

Index = QModelIndex | QPersistentModelIndex

TITLE_LETTERS: Final = 14
"""A title longer than this is broken into two lines."""

REMEMBERED: Final = 4
"""Sorts before the last one that still decide between rows alike."""

QUICK: Final = 20_000
"""So many rows are sorted and filtered in less than 50 ms."""


EDITED_AS: Final = {"generator": "heating"}
"""Columns that are corrected under another name."""

BARRED: Final = frozenset({"e_del_kwh_m2", "e_del_after_kwh_m2", "saving_pct", "npv_eur", "guessed_pct"})
"""Columns with bars, until the user chooses others."""


def edited_as(name: str) -> str:
    """Name under which a column is corrected; "" where it cannot be."""
    name = EDITED_AS.get(name, name)
    return name if name in EDITABLE else ""


class TableModel(QAbstractTableModel):
    """Rows of a level of a project."""

    rearranging = Signal()
    """Comes before the lines change places: a view lets go of its selection, and marks it anew after."""

    edited = Signal(object, str, str)
    """Rows of the level as a tuple, column as it is corrected, and its new value as text; "" is not known."""
    sorting_changed = Signal()
    """It is sorted by other columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = Reader(self)
        self.level = Level.BUILDING
        self._columns: tuple[Column, ...] = ()
        self._order: Rows = np.zeros(0, dtype=np.intp)
        self._place: Rows = np.zeros(0, dtype=np.intp)
        self._sorted: list[tuple[int, bool]] = []
        self._chosen = 0
        """How many of the last sorts were asked for together."""
        self._wanted = ""
        self._above: dict[int, str] = {}
        self.barred = set(BARRED)
        self._marked: NDArray[np.bool_] | None = None
        self._italic = QFont()
        self._italic.setItalic(True)

    # what is shown

    def show_project(self, project: Project | None, level: Level) -> None:
        """Show another level or another project, in the order of its source."""
        self.beginResetModel()
        self.level, self._sorted, self._chosen, self._above = level, [], 0, {}
        self._marked = None
        self._columns = () if project is None else columns_for(project, level)
        self._take(arranged(self._columns, Wish()))
        self.endResetModel()
        if self._wanted:
            self._arrange()
        self.sorting_changed.emit()

    def renew(self, project: Project) -> None:
        """Take new results for the same rows; order and filter are applied again."""
        fresh = columns_for(project, self.level)
        if not fresh or len(fresh[0].values) != self.total:
            self.show_project(project, self.level)
            return
        kept = zip(self._columns, fresh, strict=True)
        self._columns = tuple(old if old.field.kind is Kind.ID else new for old, new in kept)
        if len(self._order):
            corner = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), corner)
        self._arrange()

    def filter(self, text: str) -> None:
        """Keep the rows of which some word holds ``text``."""
        self._wanted = text.casefold().strip()
        self._arrange()

    def filter_column(self, column: int, text: str) -> bool:
        """Keep the rows that fit what is written above a column; False where it cannot be read."""
        if text.strip():
            try:
                matching(self._columns[column].sample, text)
            except UnreadableError:
                return False
        before = dict(self._above)
        self._above.pop(column, None)
        if text.strip():
            self._above[column] = text
        if before != self._above:
            self._arrange()
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows alike keep the order they had; no column is the order of the source."""
        before = [one for one in self._sorted if one[0] != column][-REMEMBERED:]
        down = order is Qt.SortOrder.DescendingOrder
        there = 0 <= column < len(self._columns)
        self._sorted, self._chosen = ([*before, (column, down)], 1) if there else ([], 0)
        self._arrange()
        self.sorting_changed.emit()

    def sort_also(self, column: int) -> None:
        """Sort rows alike by one column more: upwards, then downwards, then not at all."""
        before, chosen = self._split()
        known = dict(chosen)
        if column not in known:
            chosen = [(column, False), *(one for one in chosen)]
        elif known[column]:
            chosen = [one for one in chosen if one[0] != column]
        else:
            chosen = [(one, down or one == column) for one, down in chosen]
        before = [one for one in before if one[0] not in dict(chosen)]
        self._sorted, self._chosen = [*before, *chosen], len(chosen)
        self._arrange()
        self.sorting_changed.emit()

    @property
    def sorting(self) -> list[tuple[int, bool]]:
        """Columns it is sorted by, most important first, and whether downwards."""
        return self._split()[1][::-1]

    @property
    def busy(self) -> bool:
        """Whether another order is being found."""
        return self._reader.busy

    def stop(self) -> None:
        """Find no order any more."""
        self._reader.close()

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

    def mark(self, rows: Rows | None) -> None:
        """Mark rows beside the view's own selection, which a selection in many pieces would make slow."""
        self._marked = None
        if rows is not None:
            self._marked = np.zeros(self.total, dtype=bool)
            self._marked[rows] = True

    @property
    def marks(self) -> int:
        """Number of rows that are marked beside the view's selection."""
        return 0 if self._marked is None else int(self._marked.sum())

    def is_marked(self, place: int) -> bool:
        """Whether a line is marked beside the view's selection."""
        return self._marked is not None and bool(self._marked[self._order[place]])

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

    def editable(self, column: int) -> bool:
        """Whether cells of a column can be corrected."""
        there = self.level is Level.BUILDING and 0 <= column < len(self._columns)
        return there and edited_as(self._columns[column].field.name) != ""

    def fill(self, rows: Rows, column: int, row: int) -> None:
        """Ask for the value of one row in others."""
        if self.editable(column) and len(rows):
            name = edited_as(self._columns[column].field.name)
            self.edited.emit(tuple(int(one) for one in rows), name, self._code(row, column))

    def bar(self, line: int, column: int) -> tuple[float, float] | None:
        """Where a bar begins and ends, as shares of the cell; None where there is none."""
        one = self._columns[column]
        if one.field.name not in self.barred or one.is_text:
            return None
        value = float(one.values[self._order[line]])  # type: ignore[arg-type]
        low, high = one.span
        if not np.isfinite(value) or not high > low:
            return None
        ends = (0.0 - low) / (high - low), (min(max(value, low), high) - low) / (high - low)
        return min(ends), max(ends)

    def zero(self, column: int) -> float:
        """Where zero lies in the cells of a column, as a share."""
        low, high = self._columns[column].span
        return -low / (high - low) if high > low else 0.0

    # Qt

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return (
            flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.editable(index.column()) else flags
        )

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another value; it is there when the plan has been reckoned again."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self.editable(index.column()):
            return False
        row, text = self.row_of(index.row()), str(value).strip()
        if text != self._code(row, index.column()):
            self.edited.emit((row,), edited_as(self._columns[index.column()].field.name), text)
        return False

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
        if role == Qt.ItemDataRole.EditRole:
            return self._code(row, index.column())
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

    def _code(self, row: int, column: int) -> str:
        """A cell as it is written when it is corrected."""
        one = self._columns[column]
        if one.is_text:
            word = str(one.values[row])
            return word.removesuffix("_multi") if one.field.name in EDITED_AS else word
        value = float(one.values[row])  # type: ignore[arg-type]
        return f"{value:.10g}" if np.isfinite(value) else ""

    def _split(self) -> tuple[list[tuple[int, bool]], list[tuple[int, bool]]]:
        """Sorts from before, and those that were asked for together."""
        at = len(self._sorted) - self._chosen
        return self._sorted[:at], self._sorted[at:]

    def _arrange(self) -> None:
        """Find rows and order; of many beside the window's thread."""
        columns = self._columns
        wish = Wish(self._wanted, dict(self._above), tuple(self._sorted))
        if self.total <= QUICK:
            self._reader.forget()
            self._apply(columns, arranged(columns, wish))
        else:
            self._reader.ask(lambda: arranged(columns, wish), lambda order: self._apply(columns, order))

    def _apply(self, columns: tuple[Column, ...], order: Rows) -> None:
        if columns is not self._columns or np.array_equal(order, self._order):
            return
        if len(order) == len(self._order) and self._same_rows(order):
            self._rearrange(order)
        else:
            self._reset(order)

    def _same_rows(self, order: Rows) -> bool:
        return bool((self._place[order] >= 0).all())

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
