"""`TableModel`: the columns of one level, sorted and filtered through a permutation of rows.

Cells are read from the arrays when they are drawn: a million rows cost no more than
those in sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from app import bridge
from app.project import Project
from app.text import labels
from app.text.numbers import NO_VALUE, format_number
from app.text.translate import _
from app.ui.theme import MUTED
from retrofit.stock.fields import Field, Kind, Level, columns_of
from retrofit.stock.provenance import FIRST_GUESS

Index = QModelIndex | QPersistentModelIndex
Rows = NDArray[np.intp]

TEXTS: Final = (Kind.ID, Kind.TEXT)
PLAIN: Final = frozenset({"year_of_construction", "heated"})
"""Numbers that are written without grouping."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field, its values, and whether each is a guess."""

    field: Field
    values: NDArray[np.generic]
    guessed: NDArray[np.bool_] | None = None

    @property
    def is_text(self) -> bool:
        """Whether it holds words."""
        return self.field.kind in TEXTS


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
        self._words: NDArray[np.str_] | None = None
        self._italic = QFont()
        self._italic.setItalic(True)

    # what is shown

    def show_project(self, project: Project | None, level: Level) -> None:
        """Show another level or another project from the start."""
        self.beginResetModel()
        self.level, self._sorted, self._words = level, [], None
        self._columns = () if project is None else _columns(project, level)
        self._arrange()
        self.endResetModel()

    def renew(self, project: Project) -> None:
        """Take new results for the same rows; order and filter are applied again."""
        self._columns, self._words = _columns(project, self.level), None
        self._rearrange()

    def filter(self, text: str) -> None:
        """Keep the rows of which some word holds ``text``."""
        self.beginResetModel()
        self._wanted = text.casefold().strip()
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows alike keep the order they had."""
        if not 0 <= column < len(self._columns):
            return
        down = order is Qt.SortOrder.DescendingOrder
        self._sorted = [*(one for one in self._sorted if one[0] != column), (column, down)]
        self._rearrange()

    # rows

    @property
    def total(self) -> int:
        """Number of rows of the level, filtered or not."""
        return len(self._columns[0].values) if self._columns else 0

    @property
    def rows(self) -> Rows:
        """Rows of the level in the order shown."""
        return self._order

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
        one = self._columns[column]
        value: Any = one.values[row]
        if one.is_text:
            return labels.field_word(one.field.name, str(value)) if value else NO_VALUE
        if one.field.name in PLAIN:
            return f"{value:.0f}" if np.isfinite(value) else NO_VALUE
        return format_number(float(value), one.field.decimals)

    def raw(self, row: int, column: int) -> str:
        """A cell as a spreadsheet takes it."""
        one = self._columns[column]
        value: Any = one.values[row]
        if one.is_text:
            return str(value)
        return "" if not np.isfinite(value) else f"{value:.10g}"

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        field = self._columns[section].field
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_(field.label)}\n{field.unit}" if field.unit else _(field.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(field.doc)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self._columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._order):
            return None
        row, one = int(self._order[index.row()]), self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(one)
        guess = one.guessed is not None and bool(one.guessed[row])
        if guess and role == Qt.ItemDataRole.FontRole:
            return self._italic
        if guess and role == Qt.ItemDataRole.ForegroundRole:
            return QColor(MUTED)
        if guess and role == Qt.ItemDataRole.ToolTipRole:
            return _("A guess: the source says nothing about it")
        return None

    def _rearrange(self) -> None:
        self.rearranging.emit()
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        rows = [int(self._order[index.row()]) for index in kept]
        self._arrange()
        places = [int(self._place[row]) for row in rows]
        moved = [
            self.index(place, index.column()) if place >= 0 else QModelIndex()
            for place, index in zip(places, kept, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        order = np.arange(self.total)
        if self._wanted and self.total:
            order = order[np.char.find(self._haystack(), self._wanted) >= 0]
        for column, down in self._sorted:
            order = order[_sorting(self._columns[column].values[order], descending=down)]
        self._order = order
        self._place = np.full(self.total, -1, dtype=np.intp)
        self._place[order] = np.arange(len(order))

    def _haystack(self) -> NDArray[np.str_]:
        """All words of a row in one lower-case text, made when first asked for."""
        if self._words is None:
            words = [_searched(one) for one in self._columns if one.is_text]
            text = words[0]
            for more in words[1:]:
                text = np.char.add(np.char.add(text, "\n"), more)
            self._words = text
        return self._words


def _columns(project: Project, level: Level) -> tuple[Column, ...]:
    values = bridge.columns(project, level)
    if not values:
        return ()
    assert project.baseline is not None
    origins = project.baseline.typed.stock.provenance if level is Level.BUILDING else {}
    fields = [field for field in columns_of(level) if not field.name.startswith("provenance_")]
    return tuple(
        Column(
            field,
            values[field.name],
            origins[field.name] >= FIRST_GUESS if field.name in origins else None,
        )
        for field in fields
    )


def _searched(one: Column) -> NDArray[np.str_]:
    """Words of a text column as the user reads them, in lower case."""
    codes, place = np.unique(one.values.astype(str), return_inverse=True)
    words = [labels.field_word(one.field.name, code).casefold() for code in codes.tolist()]
    return np.array(words, dtype=np.str_)[place]


def _sorting(values: NDArray[np.generic], *, descending: bool) -> Rows:
    """Stable order; what has no value comes last either way."""
    if values.dtype.kind == "f":
        missing = np.isnan(values.astype(np.float64))
        keys = values.astype(np.float64)
    else:
        words = np.char.lower(values.astype(str))
        missing = words == ""
        keys = np.unique(words, return_inverse=True)[1].astype(np.float64)
    keys = np.where(missing, 0.0, -keys if descending else keys)
    return np.lexsort((keys, missing))


def _side(one: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if one.is_text else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
