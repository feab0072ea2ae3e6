"""What a measurement of heights says: counts, heights, differences, what is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QTabWidget, QVBoxLayout, QWidget

from app.text.numbers import format_number
from app.text.translate import _
from app.ui.theme import GAP
from app.ui.widgets.bars import Bar, Bars
from app.ui.widgets.plain_table import PlainTable, page, scrolled
from app.ui.widgets.texts import heading, muted, plain, show

if TYPE_CHECKING:
    from app.project import Project
    from app.services.heights import HeightReport

DIFFERENCES: Final = 1
"""Place of the page of differences."""


class HeightPages(QTabWidget):
    """Pages of a result; a line of the differences picks its building."""

    building_picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts, self.middles = PlainTable(_("Buildings")), PlainTable(_("Heights and roofs"))
        self.by_height = heading(_("Buildings by measured height"))
        self.bars = Bars(_("Buildings by measured height"))
        self.differences, self.agree, self.noticed = PlainTable(_("Differences")), muted(), plain()
        self._rows: list[int] = []
        self.addTab(scrolled(self._result()), _("Result"))
        self.addTab(page(self.agree, self.differences, stretch=self.differences), _("Differences"))
        self.addTab(scrolled(page(self.noticed)), _("Noticed"))
        self.differences.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.differences.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.differences.setToolTip(_("A click shows the building on the map"))
        self.differences.currentCellChanged.connect(lambda row, *_others: self._pick(row))

    def show_report(self, project: Project, report: HeightReport) -> None:
        """Show another result."""
        from app.services import height_tables as tell

        self.counts.show_rows((_("Outcome"), _("Buildings")), tell.count_rows(report))
        self.middles.show_rows((_("Measured"), _("Value")), tell.middle_rows(report))
        for table in (self.counts, self.middles):
            table.fit_rows()
        self.bars.show_bars(
            [Bar(text, count, format_number(count)) for text, count in tell.height_bins(report)]
        )
        rows, self._rows = tell.difference_rows(project, report)
        count = int(report.differing.sum())
        self.differences.blockSignals(True)
        self.differences.show_rows(tell.difference_titles(), rows)
        self.differences.setCurrentCell(-1, -1)
        self.differences.blockSignals(False)
        show(self.differences, visible=bool(rows))
        self.agree.setText(
            _("The {count} largest differences.").format(count=len(rows))
            if len(rows) < count
            else _("A click on a line shows the building on the map.")
            if rows
            else _("No known height differs by more than the limit.")
        )
        self.setTabText(DIFFERENCES, _("Differences") + (f" ({format_number(count)})" if count else ""))

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.building_picked.emit(self._rows[row])

    def _result(self) -> QWidget:
        made = page()
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for column, widgets in enumerate(((self.counts, self.middles), (self.by_height, self.bars))):
            side = QVBoxLayout()
            side.setSpacing(GAP)
            for widget in widgets:
                side.addWidget(widget)
            grid.addLayout(side, 0, column, top)
        layout = made.layout()
        assert layout is not None
        layout.insertLayout(0, grid)  # type: ignore[attr-defined]
        return made
