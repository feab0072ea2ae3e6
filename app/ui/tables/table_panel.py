"""`TablePanel`: buildings, blocks or parcels as a table, linked with the map both ways."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.services.portrait import figures
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.document import Document, Selection
from app.ui.tables.table_model import Rows, TableModel
from app.ui.theme import GAP
from app.ui.widgets.choice import Choice
from app.ui.widgets.texts import muted, show
from retrofit.stock.fields import FIELDS, Level

SHOWN: Final = (
    "building_id", "block_id", "parcel_id", "buildings_count", "heated_count", "renovated_count",
    "current_use", "size_class", "year_of_construction", "number_of_floors_above_ground",
    "floor_area_ref_m2", "package", "e_del_kwh_m2", "e_del_after_kwh_m2", "saving_pct", "invest_eur",
    "payback_simple_a", "npv_eur", "co2_saving_kg", "guessed_pct",
)  # fmt: skip
"""Columns shown at first, in this order; the others wait in the menu of the header."""

OF_PARTS: Final = frozenset({"parcel_id", "buildings_count", "heated_count", "renovated_count"})
"""Columns that wait in the menu where a line is a building."""

WIDE: Final = {"building_id": 150, "block_id": 140, "parcel_id": 150, "current_use": 150, "size_class": 150,
               "package": 160}  # fmt: skip
"""Least width of columns of words [px]."""

FOOTER: Final = (
    "floor_area_ref_m2",
    "e_del_kwh_m2",
    "e_del_after_kwh_m2",
    "saving_pct",
    "invest_eur",
    "npv_eur",
)

PLACE_PX: Final = 24


class TablePanel(QWidget):
    """One level at a time, sorted, filtered, selected."""

    zoom_requested = Signal(object, object)
    """Level, and rows of the level as a tuple."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._own = False
        self.model, self.view = TableModel(self), QTableView()
        self.level = Choice(
            [(Level.BUILDING, _("Buildings")), (Level.BLOCK, _("Blocks")), (Level.PARCEL, _("Parcels"))],
            _("Level of the table"),
        )
        self.filter = QLineEdit()
        self.count, self.footer = muted(), muted()
        self._empty = muted(_("Open a district to see its buildings, blocks and parcels."))
        self._prepare()
        self._lay_out()
        self._connect()
        self._load(Level.BUILDING)

    def copy(self) -> None:
        """Put the selected lines with their titles on the clipboard, as a spreadsheet takes them."""
        header = self.view.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        shown = [column for column in shown if not header.isSectionHidden(column)]
        titles = [str(self.model.headerData(c, Qt.Orientation.Horizontal)).replace("\n", ", ") for c in shown]
        rows = self._chosen()
        places = self.model.places_of(rows) if len(rows) else np.arange(self.model.rowCount())
        lines = (
            [self.model.raw(self.model.row_of(place), column) for column in shown]
            for place in places.tolist()
        )
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in (titles, *lines)))

    def _prepare(self) -> None:
        view, header = self.view, self.view.horizontalHeader()
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(PLACE_PX)
        view.setAccessibleName(_("Table"))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setSortingEnabled(True)
        copying = QAction(_("Copy"), view)
        copying.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self.copy)
        view.addAction(copying)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.filter.setPlaceholderText(_("Filter by id, use, class, package …"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(240)
        self.filter.setMaximumWidth(320)
        self.filter.setAccessibleName(_("Filter"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP + 4)
        for widget in (self.level, self.filter, self.count):
            top.addWidget(widget)
        self.count.setWordWrap(False)
        self.footer.setWordWrap(False)
        self.footer.setMinimumWidth(1)
        top.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, 4, GAP, 4)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self._empty)
        box.addWidget(self.view, 1)
        box.addWidget(self.footer)
        box.addStretch(0)
        self.setAccessibleName(_("Table"))

    def _connect(self) -> None:
        self.level.chosen.connect(self._load)
        self.filter.textChanged.connect(self._filter)
        self.view.activated.connect(lambda _index: self._zoom())
        self.view.selectionModel().selectionChanged.connect(self._picked)
        self.view.horizontalHeader().customContextMenuRequested.connect(self._offer_columns)
        self.model.rearranging.connect(self._let_go)
        self.model.layoutChanged.connect(self._mark)
        self._document.changed.connect(self._changed)
        self._document.selection_changed.connect(self._follow)

    def _changed(self, changes: Changes) -> None:
        project = self._document.project
        if changes & (Changes.PROJECT | Changes.STOCK) or project is None:
            self._load(self.model.level)
        elif changes & (Changes.RESULTS | Changes.SCENARIO):
            self.model.renew(project)
            self._tell()

    def _load(self, level: Level) -> None:
        project = self._document.project
        there = project is not None and project.assessment is not None
        self.level.set_value(level)
        self.model.show_project(project if there else None, level)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._arrange_columns()
        show(self._empty, visible=not there)
        for widget in (self.view, self.level, self.filter, self.count, self.footer):
            show(widget, visible=there)
        self._mark()

    def _arrange_columns(self) -> None:
        header, level = self.view.horizontalHeader(), self.model.level
        column_of = {self.model.field(column).name: column for column in range(self.model.columnCount())}
        for place, name in enumerate(name for name in SHOWN if name in column_of):
            header.moveSection(header.visualIndex(column_of[name]), place)
        for name, column in column_of.items():
            of_parts = level is Level.BUILDING and name in OF_PARTS
            self.view.setColumnHidden(column, name not in SHOWN or of_parts)
            self.view.setColumnWidth(column, max(_title_px(self.view, column), WIDE.get(name, 0)))

    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self._mark()

    # selection

    def _chosen(self) -> Rows:
        selection = self._document.selection
        mine = selection.level is self.model.level
        return np.array(selection.rows if mine else (), dtype=np.intp)

    def _picked(self, *_signal: object) -> None:
        """The user marked lines: those that the filter hides stay out."""
        if self._own:
            return
        ranges = self.view.selectionModel().selection()
        places = [np.arange(part.top(), part.bottom() + 1) for part in ranges]
        rows = self.model.rows[np.unique(np.concatenate(places))] if places else np.zeros(0, np.intp)
        self._own = True
        self._document.select(self.model.level, tuple(np.sort(rows).tolist()))
        self._own = False
        self._tell()

    def _follow(self, selection: Selection) -> None:
        """Something was picked elsewhere: show its level, mark it, and bring it into sight."""
        if self._own:
            return
        if selection and selection.level is not self.model.level:
            self._load(selection.level)
        else:
            self._mark()
        places = self.model.places_of(self._chosen())
        if len(places):
            self.view.scrollTo(self.model.index(int(places[0]), self._first_shown()))

    def _let_go(self) -> None:
        self._own = True
        self.view.selectionModel().clearSelection()
        self._own = False

    def _mark(self) -> None:
        """Mark the lines of the document's selection."""
        places = self.model.places_of(self._chosen())
        marked, last = QItemSelection(), self.model.columnCount() - 1
        if len(places):
            for part in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
                marked.select(self.model.index(int(part[0]), 0), self.model.index(int(part[-1]), last))
        self._own = True
        self.view.selectionModel().select(marked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._own = False
        self._tell()

    def _zoom(self) -> None:
        rows = self._chosen()
        if len(rows):
            self.zoom_requested.emit(self.model.level, tuple(rows.tolist()))

    def _first_shown(self) -> int:
        header = self.view.horizontalHeader()
        return next((c for c in range(header.count()) if not header.isSectionHidden(c)), 0)

    # words around the table

    def _tell(self) -> None:
        project, shown = self._document.project, self.model.rowCount()
        if project is None or project.assessment is None:
            return
        total, rows = self.model.total, self._chosen()
        self.count.setText(
            _("{count} rows").format(count=format_number(total))
            if shown == total
            else _("{shown} of {count} rows").format(shown=format_number(shown), count=format_number(total))
        )
        of = _("{count} selected").format(count=format_number(len(rows))) if len(rows) else _("All shown")
        found = figures(project, rows if len(rows) else self.model.rows, self.model.level)
        told = (
            f"{_(FIELDS[name].label)} {format_number(found[name], FIELDS[name].decimals, FIELDS[name].unit)}"
            for name in FOOTER
        )
        self.footer.setText(f"{of}:  " + "   ·   ".join(told))
        self.footer.setToolTip(_("Sums; figures per m² and shares are reckoned anew from the sums"))

    def _offer_columns(self, place: QPoint) -> None:
        header = self.view.horizontalHeader()
        menu = self.column_menu()
        menu.exec(header.mapToGlobal(place))
        menu.deleteLater()

    def column_menu(self) -> QMenu:
        """Menu in which every column can be shown or hidden."""
        menu = QMenu(self)
        for column in range(self.model.columnCount()):
            field = self.model.field(column)
            action = menu.addAction(_(field.label))
            action.setToolTip(_(field.doc))
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(column))
            action.toggled.connect(lambda on, column=column: self.view.setColumnHidden(column, not on))
        menu.setToolTipsVisible(True)
        return menu


def _title_px(view: QTableView, column: int) -> int:
    """Width that the title of a column needs, with room for the mark of sorting."""
    lines = str(view.model().headerData(column, Qt.Orientation.Horizontal)).split("\n")
    return max(view.fontMetrics().horizontalAdvance(line) for line in lines) + 30
