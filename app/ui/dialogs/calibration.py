"""Compare with meter readings: what is metered beside what is calculated, and what it teaches."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QWidget,
)

from app.project import Project
from app.services import calibration_tables as tell
from app.services.calibration import By, Calibrated, MeterRequest
from app.services.meters.degree_days import reference_degree_days
from app.text.labels import SEVERITIES, word
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.dialogs.file_row import FileRow
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.operations import Operations
from app.ui.tasks import Fault
from app.ui.widgets.factor_choice import FactorChoice
from app.ui.widgets.number_box import NumberBox
from app.ui.widgets.plain_table import PlainTable, page, scrolled
from app.ui.widgets.scatter import Point, Scatter
from app.ui.widgets.texts import heading, muted, plain, show

KINDS: Final = "(*.csv *.txt *.tsv *.xlsx *.ods)"
HEIGHT_PX: Final = 800
"""Room in which nothing needs to be scrolled."""
NOTICED: Final = 3
"""Place of the page of findings."""


class CalibrationDialog(WorkingDialog):
    """A table of meters in; match, assumptions, errors, energy raw and calibrated out."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "calibration", _("Compare with meter readings"))
        self._document = operations.document
        self.found: Calibrated | None = None
        self.file = FileRow(_("Meter readings"), _("CSV, XLSX or ODS"))
        self.by, self.days = QComboBox(), NumberBox()
        self.factors = FactorChoice(self._project())
        self.headline, self.how, self.bounds = heading(factor=1.1), muted(), muted()
        self.empty = plain(
            _(
                "Choose a table with one row a reading: building_id, cadastral_reference or address, kwh, and year or from "
                "and to. Best with degree_days; with meter_id where one meter counts several buildings; with "
                "carrier where a building has several. The plan itself is not changed."
            )
        )
        self.tabs = QTabWidget()
        self.energy, self.errors = PlainTable(_("Energy of the district")), PlainTable(_("Errors"))
        self.parameters, self.types = PlainTable(_("Assumptions")), PlainTable(_("Building types"))
        self.meters, self.scatter = PlainTable(_("Meters")), Scatter(_("Metered and calculated energy"))
        self.noticed = plain()
        self._fill_choices()
        self._lay_out()
        self.resize(980, 660)
        self.file.browse_wanted.connect(self._browse)
        self.file.changed.connect(self._allow)
        self._show()
        self._allow()

    def accept(self) -> None:
        """Compare."""
        if self._busy or self.file.path is None:
            return
        self._begin(_("Reading files…"))
        self._operations.compare_with_meters(self.request, self._done, self._failed, self._end)

    @property
    def request(self) -> MeterRequest:
        """What is asked for."""
        return MeterRequest(
            self.file.path or Path(), By(self.by.currentData()), self.factors.code, self.days.value()
        )

    def _done(self, found: Calibrated) -> None:
        self.found = found
        self._show()

    def _failed(self, fault: Fault) -> None:
        self.found = None
        self._show()
        super()._failed(fault)
        self._fit()

    def _end(self) -> None:
        super()._end()
        if not self.tabs.isHidden():
            self._grow(HEIGHT_PX)

    def _allow(self) -> None:
        self.compare.setEnabled(not self._busy and self.file.path is not None)
        self.save.setEnabled(not self._busy and self.found is not None)
        leave = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        leave.setText(_("Cancel") if self._busy else _("Close"))
        for widget in (self.file, self.by, self.days, self.factors):
            widget.setEnabled(not self._busy)

    def _project(self) -> Project:
        assert self._document.project is not None
        return self._document.project

    def _browse(self) -> None:
        kinds = f"{_('Tables')} {KINDS}"
        path = ask.file_to_open(self, self._operations.settings, _("Meter readings"), kinds)
        if path is not None:
            self.file.set(path)

    def _fill_choices(self) -> None:
        self.by.addItem(_("the whole district"), By.DISTRICT.value)
        self.by.addItem(_("building types with five meters or more"), By.ARCHETYPE.value)
        self.by.setToolTip(_("For which buildings the assumptions are fitted together"))
        self.days.setRange(1.0, 9999.0)
        self.days.setDecimals(0)
        self.days.setSuffix(" K d")
        self.days.setValue(reference_degree_days(self._project()))
        self.days.setToolTip(
            _(
                "Degree days of the climate the plan is calculated with, here by 18 and 15 °C from monthly means; "
                "enter them by the bases of your table where those are others"
            )
        )

    def _lay_out(self) -> None:
        box, form = self._frame(), form_layout()
        form.addRow(_("Meter readings"), self.file)
        line = QHBoxLayout()
        line.addWidget(self.by)
        line.addSpacing(12)
        label = QLabel(_("Degree days of the plan's climate"))
        label.setBuddy(self.days)
        line.addWidget(label)
        line.addSpacing(6)
        line.addWidget(self.days)
        line.addStretch(1)
        form.addRow(_("Fit together"), line)
        form.addRow(_("As measured by"), self.factors)
        box.addLayout(form)
        box.addWidget(self.empty)
        box.addWidget(self.headline)
        result = page(self.energy, self.how, heading(_("How far meters are missed")), self.errors)
        self.tabs.addTab(scrolled(result), _("Result"))
        types = heading(_("By building type"))
        self._of_types = (types, self.types)
        self.tabs.addTab(scrolled(page(self.parameters, self.bounds, types, self.types)), _("Assumptions"))
        self.tabs.addTab(scrolled(page(self.scatter, self.meters, stretch=self.meters)), _("Meters"))
        self.tabs.addTab(scrolled(page(self.noticed)), _("Noticed"))
        box.addWidget(self.tabs, 1)
        self.meters.setMinimumHeight(200)
        self.compare = self._foot(box, _("Compare"))
        self.save: QPushButton = self.buttons.addButton(
            _("Save tables…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.save.setToolTip(_("Buildings and meters as CSV, with what each column means"))
        self.save.clicked.connect(self._choose_folder)
        box.addStretch(0)

    def _show(self) -> None:
        found = self.found
        show(self.empty, visible=found is None)
        for widget in (self.headline, self.tabs):
            show(widget, visible=found is not None)
        if found is None:
            return
        self.headline.setText(tell.match_sentence(found))
        self.how.setText(tell.method_sentence(found))
        titles = (_("District"), _("raw"), _("calibrated"), _("as measured"), _("Unit"))
        self.energy.show_rows(titles, tell.energy_rows(found))
        heads = (_("Error of a meter"), _("Meters"), _("raw"), _("calibrated"), _("held out"))
        self.errors.show_rows(heads, tell.error_rows(found))
        names = (_("Assumption"), _("before"), _("after"), _("bounds"))
        self.parameters.show_rows(names, tell.parameter_rows(found.district))
        self.bounds.setText(tell.bounds_sentence(found))
        for widget in self._of_types:
            show(widget, visible=len(found.fits) > 1)
        self.types.show_rows(*tell.type_rows(found))
        for table in (self.energy, self.errors, self.parameters, self.types):
            table.fit_rows()
        self._show_meters(found)

    def _show_meters(self, found: Calibrated) -> None:
        titles = (_("Meter"), _("Buildings"), _("Metered\nkWh/a"), _("Raw\nkWh/a"), _("Calibrated\nkWh/a"),
                  _("Raw over\nmetered"))  # fmt: skip
        self.meters.show_rows(titles, tell.meter_rows(found))
        self.scatter.show_points(
            [
                Point(metered, raw, fitted)
                for metered, raw, fitted in zip(
                    found.joined.energy_kwh.tolist(),
                    found.metered_raw_kwh.tolist(),
                    found.metered_calibrated_kwh.tolist(),
                    strict=True,
                )
            ]
        )
        findings = found.joined.findings
        told = [f"{word(one.severity.value, SEVERITIES)}: {finding_sentence(one)}" for one in findings]
        self.noticed.setText("\n\n".join(told) or _("Nothing is odd about this table."))
        count = f" ({format_number(len(findings))})" if findings else ""
        self.tabs.setTabText(NOTICED, _("Noticed") + count)

    def _choose_folder(self) -> None:
        start = self._operations.settings.folder("export")
        folder = ask.folder(self, _("Folder for the tables"), start)
        if folder is not None:
            self.save_tables(folder)

    def save_tables(self, folder: Path) -> None:
        """Write what was found into a folder."""
        if self.found is not None:
            self._begin(_("Writing files…"))
            self._operations.write_calibration(self.found, folder, super()._failed, self._end)
