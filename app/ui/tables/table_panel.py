"""`TablePanel`: buildings, blocks or parcels as a table, linked with the map both ways."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.changes import Changes
from app.text.numbers import format_number
from app.text.translate import _, mark
from app.ui.document import Document, Selection
from app.ui.reading import Reader
from app.ui.tables.columns import Rows
from app.ui.tables.footer import footer_text
from app.ui.tables.header import FilterHeader
from app.ui.tables.layout import Layout
from app.ui.tables.table_model import TableModel
from app.ui.tables.view import TableView
from app.ui.theme import GAP
from app.ui.widgets.choice import Choice
from app.ui.widgets.texts import Elided, muted, show
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.ui.settings import Settings

OTHER_ROWS: Final = Changes.PROJECT | Changes.GEOMETRY
OTHER_VALUES: Final = Changes.STOCK | Changes.RESULTS | Changes.SCENARIO

QUICK: Final = 2_000
MOST_PIECES: Final = 1_000
"""Pieces of a selection that the view marks itself; each of them takes Qt some 15 µs."""
"""So many lines are added up in less than 50 ms."""


NOTHING: Final = mark("Open a district to see its buildings, blocks and parcels.")
NOBODY: Final = mark(
    "No owners or associations yet: choose a table of them under Edit > Owners and associations."
)


class TablePanel(QWidget):
    """One level at a time, sorted, filtered, selected."""

    zoom_requested = Signal(object, object)
    """Level, and rows of the level as a tuple."""
    edit_requested = Signal(object, object)
    """Rows of buildings as a tuple, and their new values as text by column."""

    def __init__(
        self, document: Document, settings: Settings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._document = document
        self._own = False
        self._column = -1
        """Column that the last current cell was in."""
        self.model = TableModel(self)
        self.view = TableView(self.model)
        kept = {} if settings is None else settings.table
        self.layout_of_columns = Layout(self.view, self.model, kept.get("columns"))
        if isinstance(kept.get("bars"), list):
            self.model.barred = {str(name) for name in kept["bars"]}
        levels = [
            (Level.BUILDING, _("Buildings")),
            (Level.BLOCK, _("Blocks")),
            (Level.PARCEL, _("Parcels")),
            (Level.ASSOCIATION, _("Owners")),
        ]
        self.level = Choice(levels, _("Level of the table"), beside=4)
        self.filter, self.count, self.footer = QLineEdit(), Elided(), Elided()
        self.statistics, self.filter_row, self.choose = Elided(), QToolButton(), QToolButton()
        self._sums, self._figures = Reader(self), Reader(self)
        self._empty = muted(_(NOTHING))
        self._lay_out()
        self._connect()
        self._load(Level.BUILDING)

    @property
    def sums_busy(self) -> bool:
        """Whether the footer is still being added up."""
        return self._sums.busy or self._figures.busy

    def stop(self) -> None:
        """Sort and add up nothing any more, and remember the columns."""
        if self._settings is not None:
            kept = {"columns": self.layout_of_columns.described(), "bars": sorted(self.model.barred)}
            self._settings.table = {**kept, "filtered": self.filter_row.isChecked()}
        self.model.stop()
        self._sums.close()
        self._figures.close()

    def copy(self) -> None:
        """Put the selected lines, else all, with their titles on the clipboard, as a spreadsheet takes them."""
        places = self.model.places_of(self._chosen())
        rows = self.model.rows[places] if len(places) else self.model.rows
        columns = [self.model.columns[column] for column in self.layout_of_columns.shown()]
        lines = ([one.title for one in columns], *zip(*(one.cells(rows) for one in columns), strict=True))
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines))

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(_("Filter by any word"))
        self.filter.setToolTip(_("Part of an id, a use, a class, a package …"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(100)
        self.filter.setMaximumWidth(320)
        self.filter.setAccessibleName(_("Filter"))
        top = QHBoxLayout()
        top.setSpacing(GAP + 4)
        self.filter_row.setText(_("Filters"))
        self.filter_row.setToolTip(
            _("Show or hide the lines below the titles, in which columns are filtered")
        )
        self.filter_row.setCheckable(True)
        self.choose.setText(_("Columns…"))
        self.choose.setToolTip(_("Show, hide, order and pin columns"))
        shares = ((self.level, 0), (self.filter, 3), (self.filter_row, 0), (self.choose, 0), (self.count, 4))
        for widget, share in shares:
            top.addWidget(widget, share)
        self.statistics.setProperty("rank", "muted")
        self.statistics.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("rank", "muted")
        self.footer.setProperty("rank", "muted")
        self.footer.setTextFormat(Qt.TextFormat.PlainText)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, 4, GAP, 4)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self._empty)
        box.addWidget(self.view, 1)
        box.addWidget(self.statistics)
        box.addWidget(self.footer)
        box.addStretch(0)
        self.setAccessibleName(_("Table"))

    def _connect(self) -> None:
        self.level.chosen.connect(self._load)
        self.filter.textChanged.connect(self.model.filter)
        self.filter_row.toggled.connect(self._show_filters)
        self.choose.clicked.connect(self._choose_columns)
        if self._settings is not None and self._settings.table.get("filtered"):
            self.filter_row.setChecked(True)
        self.view.selectionModel().currentColumnChanged.connect(self._tell_column)
        self.view.opened.connect(self._zoom)
        self.view.copied.connect(self.copy)
        self.view.filled.connect(self._fill_down)
        self.model.edited.connect(lambda rows, name, text: self.edit_requested.emit(rows, {name: text}))
        self.view.selectionModel().selectionChanged.connect(self._picked)
        for header in (self.view.header, self.view.pinned.header):
            header.customContextMenuRequested.connect(partial(self._offer_columns, header))
        self.model.rearranging.connect(self._let_go)
        self.model.layoutChanged.connect(self._mark)
        self.model.modelReset.connect(self._mark)
        self._document.changed.connect(self._changed)
        self._document.selection_changed.connect(self._follow)

    # what is shown

    def _changed(self, changes: Changes) -> None:
        project = self._document.project
        if project is None or project.assessment is None or changes & OTHER_ROWS or not self.model.total:
            if changes & Changes.PROJECT:
                self.filter.clear()
                self.layout_of_columns.another_plan()
            self._load(self.model.level)
        elif changes & OTHER_VALUES:
            self.model.renew(project)
            self._tell()

    def _load(self, level: Level) -> None:
        project = self._document.project
        there = project is not None and project.assessment is not None
        self.layout_of_columns.keep()
        self.level.set_value(level)
        for header in (self.view.header, self.view.pinned.header):
            header.forget_lines()
        self._column = -1
        self.model.show_project(project if there else None, level)
        self.layout_of_columns.restore()
        self.view.scrollToTop()
        nobody = there and level is Level.ASSOCIATION and not self.model.rowCount()
        self._empty.setText(_(NOBODY if nobody else NOTHING))
        show(self._empty, visible=not there or nobody)
        show(self.statistics, visible=False)
        for widget in (
            self.view,
            self.level,
            self.filter,
            self.filter_row,
            self.choose,
            self.count,
            self.statistics,
            self.footer,
        ):
            show(widget, visible=there)

    def _show_filters(self, on: bool) -> None:
        for header in (self.view.header, self.view.pinned.header):
            header.set_filtered(on)
        self.view.pinned.place()

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
        places = [np.arange(part.top(), part.bottom() + 1) for part in ranges]  # type: ignore[attr-defined]
        rows = self.model.rows[np.unique(np.concatenate(places))] if places else np.zeros(0, np.intp)
        apart, keys = self.model.marks > 0, QGuiApplication.keyboardModifiers()
        if apart and keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            before = self._chosen()
            taken_out = keys & Qt.KeyboardModifier.ControlModifier and np.isin(rows, before).all()
            rows = np.setdiff1d(before, rows) if taken_out else np.union1d(before, rows)
        self._own = True
        self._document.select(self.model.level, tuple(np.sort(rows).tolist()))
        self._own = False
        if apart:
            self._mark()
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
        columns = self.layout_of_columns.shown()
        if len(places) and columns:
            column = self._column if self._column in columns else columns[0]
            index = self.model.index(int(places[0]), column)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.show_line(int(places[0]))

    def _let_go(self) -> None:
        self._own = True
        self.view.selectionModel().clearSelection()
        self._own = False

    def _mark(self) -> None:
        """Mark the lines of the document's selection."""
        places = self.model.places_of(self._chosen())
        starts = np.flatnonzero(np.diff(places) > 1) + 1
        marked, last = QItemSelection(), self.model.columnCount() - 1
        self.model.mark(self._chosen() if len(starts) >= MOST_PIECES else None)
        if len(places) and not self.model.marks:
            for part in np.split(places, starts):
                marked.select(self.model.index(int(part[0]), 0), self.model.index(int(part[-1]), last))
        self._own = True
        self.view.selectionModel().select(marked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._own = False
        for view in (self.view, self.view.pinned):
            view.viewport().update()
        self._tell()

    def _zoom(self) -> None:
        rows = self._chosen()
        if len(rows):
            self.zoom_requested.emit(self.model.level, tuple(rows.tolist()))

    def _fill_down(self) -> None:
        """Give the value of the first marked line, in the column of the current cell, to all of them."""
        places, column = self.model.places_of(self._chosen()), self.view.currentIndex().column()
        if len(places) > 1:
            self.model.fill(self.model.rows[places[1:]], column, self.model.row_of(int(places[0])))

    # words around the table

    def _tell(self) -> None:
        project, shown, total = self._document.project, self.model.rowCount(), self.model.total
        if project is None or project.assessment is None or not total:
            return
        counts = {"shown": format_number(shown), "count": format_number(total)}
        every = _("{count} rows") if shown == total else _("{shown} of {count} rows")
        self.count.setText(every.format(**counts))
        rows = self._chosen()
        of = _("{count} selected").format(count=format_number(len(rows))) if len(rows) else _("All rows")
        if not len(rows) and shown < total:
            of = _("Filtered rows")
        self._tell_column()
        spoken = rows if len(rows) else self.model.rows
        level = self.model.level
        if len(spoken) <= QUICK:
            self._sums.forget()
            self._tell_sums(of, footer_text(project, spoken, level))
        else:
            self._sums.ask(
                lambda: footer_text(project, spoken, level), lambda told: self._tell_sums(of, told)
            )

    def _tell_sums(self, of: str, told: str) -> None:
        self.footer.setText(f"{of}:   {told}")
        hint = _("Sums; figures per m² and shares are reckoned anew from the sums.")
        self.footer.setToolTip(f"{self.footer.text()}\n{hint}")

    def _tell_column(self, *_signal: object) -> None:
        """Count, sum, mean, least and largest of the column that the current cell is in."""
        current = self.view.currentIndex()
        self._column = current.column() if current.isValid() else self._column
        place = self._column
        there = 0 <= place < len(self.model.columns)
        show(self.statistics, visible=there)
        if not there:
            return
        rows = self._chosen()
        column, spoken = self.model.columns[place], rows if len(rows) else self.model.rows
        if len(spoken) <= QUICK:
            self._figures.forget()
            self._show_figures(column.statistics(spoken))
        else:
            self._figures.ask(lambda: column.statistics(spoken), self._show_figures)

    def _show_figures(self, text: str) -> None:
        self.statistics.setText(text)
        self.statistics.setToolTip(text)

    def _choose_columns(self) -> None:
        from app.ui.dialogs.columns import ColumnsDialog

        ColumnsDialog(self, self.layout_of_columns).open()

    def _offer_columns(self, header: FilterHeader, place: QPoint) -> None:
        menu = self.layout_of_columns.menu(header.logicalIndexAt(place))
        menu.exec(header.mapToGlobal(place))
        menu.deleteLater()
