"""Which columns of the table are shown, in what order and how wide; the user changes it per level."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMenu, QTableView

from app.text.translate import _, mark
from app.ui.tables.table_model import TableModel
from retrofit.stock.fields import Kind, Level

SHOWN: Final = (
    "building_id", "current_use", "size_class", "year_of_construction", "number_of_floors_above_ground",
    "block_id", "parcel_id", "buildings_count", "heated_count", "renovated_count",
    "floor_area_ref_m2", "package", "e_del_kwh_m2", "e_del_after_kwh_m2", "saving_pct", "invest_eur",
    "payback_simple_a", "npv_eur", "co2_saving_kg", "guessed_pct",
)  # fmt: skip
"""Columns shown at first, in this order; the others wait in the menu of the header."""

OF_PARTS: Final = frozenset({"parcel_id", "buildings_count", "heated_count", "renovated_count"})
"""Columns that wait in the menu where a line is a building."""

NARROWEST_PX: Final = 74
WIDEST_PX: Final = 180
"""Limits of a column that the user has not touched; ids may be wider."""

TITLE_ROOM_PX: Final = 24
WORD_ROOM_PX: Final = 26
"""Room for margins beside titles and words."""

GROUPS: Final = (
    (mark("Building"), (Kind.ID, Kind.TEXT, Kind.INPUT)),
    (mark("Sums"), (Kind.SUM,)),
    (mark("Per m², shares and paybacks"), (Kind.RATIO, Kind.PAYBACK)),
)
"""Submenus of columns, and the kinds of fields in each."""


class Layout:
    """Order, width and visibility of the columns of a view, kept for each level."""

    def __init__(self, view: QTableView, model: TableModel) -> None:
        self._view, self._model = view, model
        self._kept: dict[Level, QByteArray] = {}

    def keep(self) -> None:
        """Remember the columns of the level that is shown, before another one is."""
        if self._model.columnCount():
            self._kept[self._model.level] = self._view.horizontalHeader().saveState()

    def restore(self) -> None:
        """Arrange the columns as they were last seen on this level, in the order of the source."""
        header = self._view.horizontalHeader()
        if self._model.level not in self._kept:
            self.arrange()
        elif self._model.columnCount():
            header.restoreState(self._kept[self._model.level])
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def arrange(self) -> None:
        """Show the columns that are asked for first."""
        header, model = self._view.horizontalHeader(), self._model
        names = [one.field.name for one in model.columns]
        shown = [name for name in SHOWN if name in names]
        if model.level is Level.BUILDING:
            shown = [name for name in shown if name not in OF_PARTS]
        for place, wanted in enumerate(shown):
            header.moveSection(header.visualIndex(names.index(wanted)), place)
        for column, name in enumerate(names):
            self.show(column, on=name in shown)

    def show(self, column: int, *, on: bool) -> None:
        """Show a column as wide as its words need, or hide it; of hidden ones no word is read."""
        if on:
            self._view.setColumnWidth(column, self._width_px(column))
        self._view.setColumnHidden(column, not on)

    def bar(self, column: int, *, on: bool) -> None:
        """Draw bars in a column, or none."""
        name = self._model.columns[column].field.name
        self._model.barred = self._model.barred | {name} if on else self._model.barred - {name}
        self._view.viewport().update()

    def shown(self) -> list[int]:
        """Columns in sight, from left to right."""
        header = self._view.horizontalHeader()
        columns = (header.logicalIndex(place) for place in range(self._model.columnCount()))
        return [column for column in columns if not header.isSectionHidden(column)]

    def menu(self, column: int = -1) -> QMenu:
        """Menu in which columns are shown and hidden; ``column`` is the one it was asked for at."""
        menu = QMenu(self._view)
        hide = menu.addAction(_("Hide this column"), lambda: self._view.setColumnHidden(column, True))
        hide.setEnabled(column >= 0 and len(self.shown()) > 1)
        if 0 <= column < len(self._model.columns) and not self._model.columns[column].is_text:
            bars = menu.addAction(_("Bars in this column"))
            bars.setCheckable(True)
            bars.setChecked(self._model.columns[column].field.name in self._model.barred)
            bars.toggled.connect(lambda on: self.bar(column, on=on))
        menu.addAction(_("Usual columns"), self.arrange)
        menu.addSeparator()
        for title, kinds in GROUPS:
            group = menu.addMenu(_(title))
            group.setToolTipsVisible(True)
            for place, one in enumerate(self._model.columns):
                if one.field.kind in kinds:
                    self._offer(group, place)
        return menu

    def _offer(self, menu: QMenu, column: int) -> None:
        one = self._model.columns[column]
        action = menu.addAction(one.title)
        action.setObjectName(one.field.name)
        action.setToolTip(one.doc)
        action.setCheckable(True)
        action.setChecked(not self._view.isColumnHidden(column))
        action.toggled.connect(lambda on: self.show(column, on=on))

    def _width_px(self, column: int) -> int:
        """Width that the title of a column and its words need."""
        one = self._model.columns[column]
        lines = str(self._model.headerData(column, Qt.Orientation.Horizontal)).split("\n")
        metrics = self._view.horizontalHeader().fontMetrics()
        title = max(metrics.horizontalAdvance(line) for line in lines) + TITLE_ROOM_PX
        word = self._view.fontMetrics().horizontalAdvance(one.longest()) + WORD_ROOM_PX
        return max(title, word if one.field.kind is Kind.ID else min(word, WIDEST_PX), NARROWEST_PX)
