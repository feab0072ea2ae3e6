"""Heights from elevation models: rasters in, what they say, taken over when it is right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from app.changes import Changes
from app.text.labels import SEVERITIES, word
from app.text.messages import sentence
from app.text.translate import _, mark
from app.ui.dialogs import ask
from app.ui.dialogs.file_row import FileRow
from app.ui.dialogs.height_pages import HeightPages
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.reading import Reader
from app.ui.theme import GAP
from app.ui.widgets.number_box import NumberBox
from app.ui.widgets.plain_table import PlainTable
from app.ui.widgets.texts import heading, plain, show
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.project import Project
    from app.services.height_tables import RasterLook
    from app.services.heights import HeightReport, HeightRequest
    from app.ui.operations import Operations

KINDS: Final = "(*.tif *.tiff *.asc *.hgt *.hgt.zip)"
TAKES: Final = (
    ("unknown", mark("Only where no height is known")),
    ("differing", mark("Also where they differ by more than")),
    ("all", mark("All but those corrected by hand")),
)
UNITS: Final = (
    ("", mark("as the files say, else metres")),
    ("m", mark("metres")),
    ("dm", mark("decimetres")),
    ("cm", mark("centimetres")),
    ("mm", mark("millimetres")),
    ("ft", mark("feet")),
    ("us-ft", mark("US survey feet")),
)
HEIGHT_PX: Final = 760
"""Room in which nothing needs to be scrolled."""


class HeightsDialog(WorkingDialog):
    """Asks for rasters of the surface and the terrain; nothing is changed before the result was seen."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "heights", _("Heights from elevation models"))
        self._document = operations.document
        self.report: HeightReport | None = None
        self.looks: tuple[tuple[RasterLook, ...], tuple[RasterLook, ...]] = ((), ())
        self.reader, self.judge = Reader(self), Reader(self)
        self.rows = (
            FileRow(
                _("Surface (DSM)"), _("With roofs and trees: GeoTIFF, ESRI ASCII grid or HGT; several tiles")
            ),
            FileRow(
                _("Terrain (DTM)"), _("The bare ground; without it the surface beside each building is taken")
            ),
        )
        self.paths: list[tuple[Path, ...]] = [(), ()]
        self.percentile, self.coverage, self.differ = NumberBox(), NumberBox(), NumberBox()
        self.take, self.unit = QComboBox(), QComboBox()
        self.rasters, self.headline = PlainTable(_("Rasters")), heading(factor=1.1)
        self.empty = plain(
            _(
                "Choose a surface model and, better, a terrain model of the same place. Each building is measured in its "
                "footprint: surface less terrain. What the rasters do not cover stays as it is. Nothing is changed "
                "before you have seen the result."
            )
        )
        self.wrong = plain()
        self.wrong.setProperty("rank", "fault")
        self.pages = HeightPages()
        self._fill()
        self._lay_out()
        self.resize(860, 420)
        self._connect()
        self._show()

    @property
    def request(self) -> HeightRequest:
        """What is asked for."""
        from app.services.heights import HeightRequest, Take

        return HeightRequest(
            surface=self.paths[0],
            terrain=self.paths[1],
            percentile=self.percentile.value(),
            least_coverage=self.coverage.value() / 100.0,
            take=Take(str(self.take.currentData())),
            differ_m=self.differ.value(),
            unit=str(self.unit.currentData()),
        )

    @property
    def following(self) -> bool:
        """Whether something shown is still being looked up."""
        return self.reader.busy or self.judge.busy

    def add(self, place: int, paths: tuple[Path, ...]) -> None:
        """Use some tiles as surface (0) or terrain (1)."""
        self.paths[place] = paths
        row = self.rows[place]
        row.blockSignals(True)
        row.set(paths[0] if paths else None)
        row.tell_more(len(paths) - 1)
        row.blockSignals(False)
        self._drop()
        self._look()

    def accept(self) -> None:
        """Measure; once that is done, take the heights over."""
        if self._busy or not self.paths[0]:
            return
        if self.report is None:
            self._begin(_("Measuring heights…"))
            self._operations.measure_heights(self.request, self._measured, self._failed, self._end)
        elif self.report.taken.any():
            self._begin(_("Reckoning the plan…"))
            self._operations.take_heights(self.report, self._failed, super().accept, self._end)

    def done(self, result: int) -> None:
        self.reader.close()
        self.judge.close()
        super().done(result)

    # what is chosen

    def _browse(self, place: int) -> None:
        title = self.rows[place].title
        paths = ask.files_to_open(self, self._operations.settings, title, f"{_('Elevation models')} {KINDS}")
        if paths:
            self.add(place, paths)

    def _left_out(self, place: int) -> None:
        if self.rows[place].path is None and self.paths[place]:
            self.add(place, ())

    def _look(self) -> None:
        """Tell what the rasters are, beside the window."""
        from app.services.height_tables import look_at

        project = self._document.project
        surface, terrain = self.paths
        if project is None:
            return

        def look() -> tuple[tuple[RasterLook, ...], tuple[RasterLook, ...]]:
            return look_at(project, surface), look_at(project, terrain)

        self.reader.ask(look, self._looked)

    def _looked(self, looks: tuple[tuple[RasterLook, ...], tuple[RasterLook, ...]]) -> None:
        self.looks = looks
        self._show()

    def _drop(self) -> None:
        """Something else is asked for: what was measured does not hold any more."""
        had, self.report = self.report is not None, None
        self.fault.hide()
        self._show()
        if had:
            self.resize(self.width(), self.minimumHeight())

    def _judge(self) -> None:
        """Other heights are to be exchanged: what was measured holds, what comes of it does not."""
        self._allow()
        report, project, request = self.report, self._document.project, self.request
        if report is None or project is None:
            return

        def work() -> HeightReport | None:
            from app.services.heights import judged

            return judged(project, request, report.heights) if report.of is project.buildings else None

        self.judge.ask(work, self._judged)

    def _judged(self, report: HeightReport | None) -> None:
        if self.report is not None:
            self.report = report
            self._show()

    def _changed(self, changes: Changes) -> None:
        """The plan changed: its buildings may be others."""
        if self._document.project is None:
            self.reject()
        elif not self._busy and changes & (Changes.GEOMETRY | Changes.STOCK | Changes.PROJECT):
            self._drop()
            self._look()

    # what is shown

    def _measured(self, report: HeightReport) -> None:
        self.report = report
        self._show()

    def _end(self) -> None:
        super()._end()
        if self.report is not None:
            self._grow(HEIGHT_PX)

    def _show(self) -> None:
        from app.services import height_tables as tell

        project, report = self._document.project, self.report
        looks = [
            (look, use)
            for one, use in zip(self.looks, (_("surface"), _("terrain")), strict=True)
            for look in one
        ]
        show(self.empty, visible=not looks)
        show(self.rasters, visible=bool(looks))
        for widget in (self.headline, self.pages):
            show(widget, visible=report is not None)
        faults = "\n".join(look.fault for look, _use in looks if look.fault)
        self.wrong.setText(faults)
        show(self.wrong, visible=bool(faults))
        if project is not None and looks:
            rows = [tell.raster_row(look, use, project.crs) for look, use in looks]
            self.rasters.show_rows(tell.raster_titles(), rows)
            self.rasters.fit_rows(most=5)
        if project is not None and report is not None:
            self._show_report(project, report)
        self._allow()
        self._fit()

    def _show_report(self, project: Project, report: HeightReport) -> None:
        from app.services import height_tables as tell

        self.headline.setText(tell.headline(report))
        self.pages.show_report(project, report)
        told = [
            f"{word(one.severity, SEVERITIES)}: {sentence(one.code, one.args)}"
            for one in report.heights.remarks
        ]
        self.pages.noticed.setText("\n\n".join(told) or _("Nothing is odd about these rasters."))

    def _allow(self) -> None:
        usable = bool(self.paths[0]) and not any(look.fault for one in self.looks for look in one)
        report = self.report
        self.start.setText(_("Measure") if report is None else _("Take over"))
        self.start.setEnabled(not self._busy and usable and (report is None or bool(report.taken.any())))
        leave = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        leave.setText(_("Cancel") if self._busy else _("Close"))
        self.differ.setEnabled(not self._busy and self.take.currentData() != "all")
        for widget in (*self.rows, self.percentile, self.coverage, self.take, self.unit):
            widget.setEnabled(not self._busy)

    def _zoom(self, row: int) -> None:
        """Show a building whose height differs."""
        project = self._document.project
        if project is None or not 0 <= row < len(project.buildings):
            return
        self._document.select(Level.BUILDING, (row,))
        xmin, ymin, xmax, ymax = project.buildings.geometry.iloc[row].bounds
        around = max(xmax - xmin, ymax - ymin, 20.0)
        self._operations.show_extent((xmin - around, ymin - around, xmax + around, ymax + around))

    # how it is laid out

    def _fill(self) -> None:
        for box, value, suffix in (
            (self.percentile, 50.0, " %"),
            (self.coverage, 90.0, " %"),
            (self.differ, 2.0, " m"),
        ):
            box.setRange(0.0, 100.0)
            box.setDecimals(0 if suffix == " %" else 1)
            box.setSuffix(suffix)
            box.setValue(value)
        self.percentile.setToolTip(
            _(
                "50 % is the middle of the roof, with which the volume is right; 5 % lies near the eaves, 98 % near the ridge"
            )
        )
        self.coverage.setToolTip(_("A building of which the rasters cover less keeps the height it has"))
        self.differ.setToolTip(_("Known and measured heights that lie farther apart are listed"))
        for choice, entries in ((self.take, TAKES), (self.unit, UNITS)):
            for key, text in entries:
                choice.addItem(_(text), key)

    def _lay_out(self) -> None:
        box, form = self._frame(), form_layout()
        for row in self.rows:
            form.addRow(row.title, row)
        of_roof, covered, unit = _("of the roof's pixels"), _("Covered at least"), _("Unit")
        first, second, third = (self.percentile, of_roof), (covered, self.coverage), (unit, self.unit)
        form.addRow(_("Height at"), _line(first, second, third))
        form.addRow(_("Exchange heights"), _line((self.take, self.differ)))
        self.take.setAccessibleName(_("Exchange heights"))
        self.differ.setAccessibleName(_("Difference that counts"))
        self.percentile.setAccessibleName(_("Height at"))
        self.coverage.setAccessibleName(_("Covered at least"))
        self.unit.setAccessibleName(_("Unit"))
        box.addLayout(form)
        for widget in (self.empty, self.rasters, self.wrong, self.headline):
            box.addWidget(widget)
        box.addWidget(self.pages, 1)
        self.start: QPushButton = self._foot(box, _("Measure"))
        box.addStretch(0)

    def _connect(self) -> None:
        for place, row in enumerate(self.rows):
            row.browse_wanted.connect(lambda place=place: self._browse(place))
            row.changed.connect(lambda place=place: self._left_out(place))
        for box in (self.percentile, self.coverage):
            box.valueChanged.connect(self._drop)
        self.unit.activated.connect(self._drop)
        self.take.activated.connect(self._judge)
        self.differ.valueChanged.connect(self._judge)
        self.pages.building_picked.connect(self._zoom)
        self._document.changed.connect(self._changed)


def _line(*groups: tuple[QWidget | str, ...]) -> QHBoxLayout:
    """Fields and the words beside them, in a row."""
    line = QHBoxLayout()
    line.setSpacing(GAP)
    for place, group in enumerate(groups):
        if place:
            line.addSpacing(2 * GAP)
        for part in group:
            line.addWidget(QLabel(part) if isinstance(part, str) else part)
    line.addStretch(1)
    return line
