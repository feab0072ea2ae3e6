"""Which columns of the table are shown, in what order and how wide; the user changes it per level."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.text.translate import _, mark
from app.ui.tables.table_model import TableModel
from app.ui.tables.view import TableView
from retrofit.stock.fields import Kind, Level

SHOWN: Final = (
    "building_id", "association_name", "association_kind", "current_use", "size_class", "year_of_construction", "number_of_floors_above_ground",
    "block_id", "parcel_id", "buildings_count", "heated_count", "renovated_count",
    "floor_area_ref_m2", "package", "e_del_kwh_m2", "e_del_after_kwh_m2", "saving_pct", "invest_eur",
    "payback_simple_a", "npv_eur", "co2_saving_kg", "guessed_pct",
)  # fmt: skip
"""Columns shown at first, in this order; the others wait in the menu of the header."""

OF_PARTS: Final = frozenset(
    {"parcel_id", "association_name", "buildings_count", "heated_count", "renovated_count"}
)
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


Arrangement = list[tuple[str, int, bool]]
"""Columns shown, from left to right: name, width [px], and whether it is pinned."""


class Layout:
    """Order, width and visibility of the columns of a view, kept for each level."""

    def __init__(
        self, view: TableView, model: TableModel, kept: Mapping[str, Sequence[Sequence[Any]]] | None = None
    ) -> None:
        self._view, self._model = view, model
        self._kept: dict[Level, Arrangement] = {}
        self._stale: set[Level] = set()
        """Levels whose columns were made for another plan."""
        for level in Level:
            with suppress(
                ValueError, TypeError, AttributeError
            ):  # what a settings file says need not make sense
                columns = [
                    (str(name), int(width), bool(pinned))
                    for name, width, pinned in (kept or {}).get(level.value) or ()
                ]
                if columns:
                    self._kept[level] = columns

    def keep(self) -> None:
        """Remember the columns of the level that is shown, before another one is."""
        if self._model.columnCount():
            pinned = self._view.pinned.columns
            self._kept[self._model.level] = [
                (self._model.field(column).name, self._view.columnWidth(column), column in pinned)
                for column in self.shown()
            ]

    def described(self) -> dict[str, Arrangement]:
        """Name, width and pinning of the columns of every level, for another run."""
        self.keep()
        return {level.value: columns for level, columns in self._kept.items()}

    def another_plan(self) -> None:
        """Words may be longer than those for which the columns were made."""
        self._stale = set(Level)

    def restore(self) -> None:
        """Arrange the columns as they were last seen on this level, in the order of the source."""
        kept = self._kept.get(self._model.level)
        if not self._model.columnCount():
            return
        if kept is None:
            self.arrange()
        else:
            anew = self._model.level in self._stale
            self._stale.discard(self._model.level)
            names = [one.field.name for one in self._model.columns]
            words = {name for name, one in zip(names, self._model.columns, strict=True) if one.is_text}
            wide = {
                name: max(width, self._width_px(names.index(name))) if anew and name in words else width
                for name, width, _pinned in kept
            }
            self._arrange([one[0] for one in kept], wide, {one[0] for one in kept if one[2]})

    def arrange(self) -> None:
        """Show the columns that are asked for first."""
        model = self._model
        names = [one.field.name for one in model.columns]
        shown = [name for name in SHOWN if name in names]
        if model.level is Level.BUILDING:
            shown = [name for name in shown if name not in OF_PARTS]
        self._arrange(shown, {}, set())

    def _arrange(self, shown: Sequence[str], widths: Mapping[str, int], pinned: Container[str]) -> None:
        """Show some columns from left to right, those that are pinned first."""
        header = self._view.horizontalHeader()
        names = [one.field.name for one in self._model.columns]
        shown = sorted((name for name in shown if name in names), key=lambda name: name not in pinned)
        for place, wanted in enumerate(shown):
            header.moveSection(header.visualIndex(names.index(wanted)), place)
        for column, name in enumerate(names):
            self.show(column, on=name in shown)
            if name in shown and widths.get(name, 0) > 0:
                self._view.setColumnWidth(column, widths[name])
        self._view.pinned.pin([names.index(name) for name in shown if name in pinned])

    def offered(self) -> list[tuple[str, str, str, bool, bool]]:
        """Name, title, definition, whether shown and whether pinned, of every column; those in sight first."""
        shown, pinned = self.shown(), self._view.pinned.columns
        hidden = [column for column in range(self._model.columnCount()) if column not in shown]
        return [
            (one.field.name, one.title, one.doc, column in shown, column in pinned)
            for column in (*shown, *hidden)
            for one in (self._model.columns[column],)
        ]

    def set_columns(self, columns: Sequence[tuple[str, bool]]) -> None:
        """Show these columns from left to right, with their widths of now; the flag pins."""
        widths = {self._model.field(column).name: self._view.columnWidth(column) for column in self.shown()}
        self._arrange(
            [name for name, _pinned in columns], widths, {name for name, pinned in columns if pinned}
        )

    def pin(self, column: int, *, on: bool) -> None:
        """Keep a column in sight at the left edge, or let it scroll with the others."""
        header, pinned = self._view.horizontalHeader(), list(self._view.pinned.columns)
        pinned = [*(one for one in pinned if one != column), *([column] if on else [])]
        header.moveSection(header.visualIndex(column), len(pinned) - 1 if on else len(pinned))
        self._view.pinned.pin(pinned)

    def show(self, column: int, *, on: bool) -> None:
        """Show a column as wide as its words need, or hide it; of hidden ones no word is read."""
        if on:
            self._view.setColumnWidth(column, self._width_px(column))
        self._view.setColumnHidden(column, not on)
        if not on and column in self._view.pinned.columns:
            self.pin(column, on=False)

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
        hide = menu.addAction(_("Hide this column"), lambda: self.show(column, on=False))
        hide.setEnabled(column >= 0 and len(self.shown()) > 1)
        pin = menu.addAction(_("Pin this column"))
        pin.setToolTip(_("It stays at the left edge while the others scroll"))
        pin.setCheckable(True)
        pin.setChecked(column in self._view.pinned.columns)
        pin.setEnabled(column >= 0)
        pin.toggled.connect(lambda on: self.pin(column, on=on))
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
