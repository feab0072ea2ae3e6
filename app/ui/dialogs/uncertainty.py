"""How sure are these figures? Bands, what drives them, which surveys would help."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QWidget,
)

from app.project import Project
from app.services.uncertainty import FEWEST, Certainty, most_draws
from app.text.evidence import OUTPUTS, output_word
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs import band_words as tell
from app.ui.dialogs.working import WorkingDialog
from app.ui.operations import Operations
from app.ui.tasks import Fault
from app.ui.widgets.bars import Bars
from app.ui.widgets.factor_choice import FactorChoice
from app.ui.widgets.number_box import CountBox
from app.ui.widgets.plain_table import PlainTable, page, scrolled
from app.ui.widgets.ranges import Ranges
from app.ui.widgets.texts import heading, muted, plain, show
from app.ui.widgets.tornado import Tornado
from retrofit.stock.fields import Level

DRAWS: Final = 1000
HEIGHT_PX: Final = 800
"""Room in which nothing needs to be scrolled."""
FIRST: Final = "e_del_saving_kwh"
"""Result whose drivers are shown at first."""


class UncertaintyDialog(WorkingDialog):
    """Bands of 80 % of the plan as it is, and how to narrow them."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "uncertainty", _("How sure are these figures?"))
        self._document = operations.document
        self.draws, self.measured = CountBox(), QCheckBox(_("As measured"))
        self.factors = FactorChoice(self._project())
        self.headline, self.how = heading(factor=1.15), muted()
        self.empty = plain(_("Nothing is reckoned yet: press Reckon to draw the assumptions of this plan."))
        self.tabs, self.result = QTabWidget(), QComboBox()
        titles = ["", _("Plan"), _("Low"), _("Median"), _("High"), ""]
        self.ranges = Ranges(titles, _("Bands of the district"))
        self.tornado, self.surveys = Tornado(_("What drives it")), Bars(_("Surveys"))
        self.blocks, self.selected, self.nothing = (
            PlainTable(_("Blocks")),
            PlainTable(_("Selection")),
            muted(),
        )
        self._fill_choices()
        self._lay_out()
        self.resize(1060, 640)
        self.measured.toggled.connect(self.factors.setEnabled)
        self.result.activated.connect(lambda _place: self._show_drivers())
        self._show()
        if self._document.bands is None:
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.tabs.isHidden():
            self._grow(HEIGHT_PX)

    def accept(self) -> None:
        """Draw the assumptions."""
        self._begin(_("Drawing assumptions…"))
        factors = self.factors.code if self.measured.isChecked() else None
        self._operations.weigh(self.draws.value(), factors, self._done, self._failed, self._end)

    def _done(self, _found: Certainty) -> None:
        self._show()

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self._fit()

    def _end(self) -> None:
        super()._end()
        if not self.tabs.isHidden():
            self._grow(HEIGHT_PX)

    def _allow(self) -> None:
        self.reckon.setEnabled(not self._busy)
        leave = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        leave.setText(_("Cancel") if self._busy else _("Close"))
        for widget in (self.draws, self.measured):
            widget.setEnabled(not self._busy)
        self.factors.setEnabled(not self._busy and self.measured.isChecked())

    def _project(self) -> Project:
        assert self._document.project is not None
        return self._document.project

    def _fill_choices(self) -> None:
        self.draws.setRange(FEWEST, most_draws(self._project()))
        self.draws.setValue(DRAWS)
        self.draws.setSingleStep(500)
        self.draws.setToolTip(_("How often every assumption is drawn; more draws make the edges steadier"))
        self.measured.setToolTip(
            _(
                "Energy as meters would show it, with factors from calculated to measured use, before and after"
            )
        )
        self.factors.setEnabled(False)
        for name in OUTPUTS:
            self.result.addItem(output_word(name), name)
        self.result.setCurrentIndex(self.result.findData(FIRST))
        self.result.setToolTip(_("The result of the district that is looked at"))

    def _lay_out(self) -> None:
        box = self._frame()
        top = QHBoxLayout()
        label = QLabel(_("Draws"))
        label.setBuddy(self.draws)
        for widget in (label, self.draws):
            top.addWidget(widget)
        top.addSpacing(16)
        top.addWidget(self.measured)
        top.addWidget(self.factors, 1)
        box.addLayout(top)
        box.addWidget(self.headline)
        box.addWidget(self.empty)
        district = page(self.ranges, heading(_("Blocks")), self.blocks, stretch=self.blocks)
        self.tabs.addTab(scrolled(district), _("District"))
        self.tabs.addTab(scrolled(self._drivers()), _("What drives it"))
        self.tabs.addTab(page(self.nothing, self.selected, stretch=self.selected), _("Selection"))
        box.addWidget(self.tabs, 1)
        box.addWidget(self.how)
        self.blocks.setMinimumHeight(160)
        self.reckon = self._foot(box, _("Reckon"))
        self.reckon.setToolTip(_("Draw the assumptions of the plan as it is now"))

    def _drivers(self) -> QWidget:
        row = QHBoxLayout()
        label = QLabel(_("Result"))
        label.setBuddy(self.result)
        row.addWidget(label)
        row.addWidget(self.result)
        row.addStretch(1)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        return page(
            holder,
            heading(_("The result of the district with one assumption low and high")),
            self.tornado,
            heading(_("Surveys: how much narrower the band becomes")),
            self.surveys,
        )

    def _show(self) -> None:
        """Show what is known of the plan as it is now."""
        found = self._document.bands
        show(self.empty, visible=found is None)
        for widget in (self.headline, self.how, self.tabs):
            show(widget, visible=found is not None)
        if found is None:
            return
        self.headline.setText(tell.headline(found))
        self.how.setText(tell.how(found))
        self.measured.setChecked(found.measured)
        if found.factors is not None:
            self.factors.set_code(found.factors.code)
        self.draws.setValue(found.draws)
        self.ranges.show_ranges(tell.ranges(found))
        self._show_drivers()
        self._show_tables(found)

    def _show_drivers(self) -> None:
        found = self._document.bands
        if found is not None:
            name = str(self.result.currentData())
            self.tornado.show_swings(*tell.swings(found, name))
            self.surveys.show_bars(tell.surveys(found, name))

    def _show_tables(self, found: Certainty) -> None:
        project, chosen = self._project(), self._document.selection
        rows = chosen.rows if chosen.level in {Level.BUILDING, Level.BLOCK} else ()
        show(self.selected, visible=bool(rows))
        more = len(rows) - tell.MOST_ROWS
        show(self.nothing, visible=not rows or more > 0)
        self.nothing.setText(
            _("{more} further rows are in the tables that the command line writes.").format(
                more=format_number(more)
            )
            if rows
            else _("Select buildings or blocks on the map or in the table to see their bands here.")
        )
        if rows:
            self.selected.show_rows(*tell.table(project, chosen.level, rows, found))
        self.blocks.show_rows(*tell.table(project, Level.BLOCK, range(len(project.blocks)), found))
