"""How hot does it get in summer? Hours too warm, what helps, what cooling would take."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QTabWidget, QWidget

from app.project import Project
from app.services import summer_tables as words
from app.services.summer import Summer
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.dialogs import summer_words as tell
from app.ui.dialogs.working import WorkingDialog
from app.ui.operations import Operations
from app.ui.operations.planning import WEATHER_FILTER
from app.ui.tasks import Fault
from app.ui.widgets.bars import Bars
from app.ui.widgets.plain_table import PlainTable, page
from app.ui.widgets.texts import heading, muted, plain, show
from retrofit.physics.hourly import WARM_ABOVE_C
from retrofit.stock.fields import Level

HEIGHT_PX: Final = 720
"""Room in which nothing needs to be scrolled."""


class SummerDialog(WorkingDialog):
    """Overheating of the plan as it is; asks for a weather file where there is none."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "summer", _("Summer heat"))
        self._document = operations.document
        self.headline, self.doubts, self.how = heading(factor=1.15), plain(), muted()
        self.warning = plain()
        self.empty, self.offer = plain(), QPushButton(_("Weather file…"))
        self.tabs = QTabWidget()
        self.bars, self.own = Bars(_("Hours of the district")), Bars(_("Hours of the selection"))
        self.own_name = heading()
        self.cooling, self.blocks = PlainTable(_("Cooling")), PlainTable(_("Blocks"))
        self.selected, self.nothing = PlainTable(_("Selection")), muted()
        self._lay_out()
        self.resize(1000, 600)
        self.offer.clicked.connect(self._ask_weather)
        self._show()
        if self._project().weather is not None and self._document.summer is None:
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.tabs.isHidden():
            self._grow(HEIGHT_PX)

    def accept(self) -> None:
        """Reckon the summer."""
        if self._project().weather is not None:
            self._begin(_("Solving the hours of a year…"))
            self._operations.reckon_summer(self._done, self._failed, self._end)

    def read_weather(self, path: Path) -> None:
        """Take a weather file into the plan, then reckon."""
        self._begin(_("Reading files…"))
        self._operations.read_weather(path, self._failed, self._read)

    def _ask_weather(self) -> None:
        settings = self._operations.settings
        path = ask.file_to_open(self, settings, _("Weather file"), WEATHER_FILTER)
        if path is not None:
            self.read_weather(path)

    def _read(self) -> None:
        self._end()
        self._show()
        self.accept()

    def _done(self, _found: Summer) -> None:
        self._show()

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self._fit()

    def _end(self) -> None:
        super()._end()
        if not self.tabs.isHidden():
            self._grow(HEIGHT_PX)

    def _allow(self) -> None:
        weather, found = self._project().weather, self._document.summer
        show(self.reckon, visible=weather is not None and found is None)
        self.reckon.setEnabled(not self._busy)
        self.offer.setEnabled(not self._busy)
        leave = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        leave.setText(_("Cancel") if self._busy else _("Close"))

    def _project(self) -> Project:
        assert self._document.project is not None
        return self._document.project

    def _lay_out(self) -> None:
        box = self._frame()
        for widget in (self.headline, self.warning, self.doubts, self.empty):
            box.addWidget(widget)
        self.doubts.setProperty("rank", "fault")
        self.offer.setProperty("primary", True)
        self.offer.setToolTip(_("Hours of a year: an EPW file, or a typical year of PVGIS as CSV or JSON"))
        box.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        hours = _("Hours above {limit} °C inside in a year").format(limit=format_number(WARM_ABOVE_C))
        share = words.hour_titles()[1]
        self.tabs.addTab(self._district(hours, share), _("District"))
        self.tabs.addTab(page(self.blocks, stretch=self.blocks), _("Blocks"))
        chosen = page(self.nothing, self.own_name, self.own, self.selected, stretch=self.selected)
        self.tabs.addTab(chosen, _("Selection"))
        box.addWidget(self.tabs, 1)
        box.addWidget(self.how)
        self.reckon = self._foot(box, _("Reckon"))
        self.reckon.setToolTip(_("Solve the hours of a year for the plan as it is now"))

    def _district(self, hours: str, share: str) -> QWidget:
        title = _("{hours}, mean by floor area; share of {buildings}").format(hours=hours, buildings=share)
        return page(
            heading(title),
            self.bars,
            heading(_("Cooling, if all heated rooms were cooled")),
            self.cooling,
        )

    def _show(self) -> None:
        """Show what is known of the plan as it is now."""
        found, known = self._document.summer, self._project().weather is not None
        for widget in (self.headline, self.how, self.tabs):
            show(widget, visible=found is not None)
        show(self.empty, visible=found is None)
        show(self.offer, visible=not known)
        self.empty.setText(_empty(known=known))
        told = ("", "") if found is None else (tell.doubts(found), words.warning(found))
        for label, text in zip((self.doubts, self.warning), told, strict=True):
            label.setText(text)
            show(label, visible=bool(text))
        self._allow()
        if found is None:
            return
        self.headline.setText(words.headline(found))
        self.how.setText(" ".join(words.notes(found)))
        self.bars.show_bars(tell.bars(found))
        titles = [_("Figure"), _("today"), _("with all measures"), _("Unit")]
        self.cooling.show_rows(titles, words.cooling_rows(found))
        self.cooling.fit_rows()
        project = self._project()
        every = words.hottest(found, len(project.blocks))
        self.blocks.show_rows(*tell.table(project, Level.BLOCK, every, found))
        self._show_selection(found)

    def _show_selection(self, found: Summer) -> None:
        project, chosen = self._project(), self._document.selection
        rows = chosen.rows if chosen.level in {Level.BUILDING, Level.BLOCK} else ()
        single = len(rows) == 1 and bool(found.at(chosen.level).heated[rows[0]])
        for widget in (self.own_name, self.own):
            show(widget, visible=single)
        show(self.selected, visible=bool(rows))
        remark = tell.remark(found, chosen.level, rows)
        self.nothing.setText(remark)
        show(self.nothing, visible=bool(remark))
        if rows:
            head, cells = tell.table(project, chosen.level, rows, found)
            self.selected.show_rows(head, cells)
            self.own_name.setText(cells[0][0])
        if single:
            self.own.show_bars(tell.bars(found, chosen.level, rows[0]))


def _empty(*, known: bool) -> str:
    if known:
        return _("Nothing is reckoned yet: press Reckon to solve the hours of a year for this plan.")
    return _(
        "Summer heat is reckoned from the hours of a year, and the plan has none yet. Read a weather file: an EPW "
        "file, or a typical year of PVGIS. It becomes the climate of the plan as well; undo takes it back."
    )
