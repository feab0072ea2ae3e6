"""Charts of the district or of what is selected, to look at, copy and save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.changes import Changes
from app.text.translate import _, mark
from app.ui.document import Document
from app.ui.reading import Reader
from app.ui.rows import building_rows, selection_scope, selection_title
from app.ui.theme import GAP
from app.ui.tones import tones
from app.ui.widgets.chart_view import ChartView
from app.ui.widgets.texts import plain, show

if TYPE_CHECKING:
    from app.charts.chart import Chart
    from app.charts.picture import Picture
    from app.project import Project
    from app.services.charting import Scope
    from app.ui.operations import Operations

SCOPES: Final = (
    ("selection", mark("Selection")),
    ("blocks", mark("Blocks of the selection")),
    ("district", mark("Whole district")),
)
REDRAWS: Final = (
    Changes.PROJECT
    | Changes.GEOMETRY
    | Changes.STOCK
    | Changes.SCENARIO
    | Changes.ASSUMPTIONS
    | Changes.RESULTS
)
DELAY_MS: Final = 120
LEAST: Final = QSize(300, 96)
MOST_CHOICE: Final = 17
"""Letters of a choice that must be seen; its list shows all of them."""


class ChartsPanel(QWidget):
    """One chart with its main sentence, and what to do with it."""

    def __init__(self, document: Document, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from app.charts.spread import RESULTS
        from app.services.charting import CHARTS

        self._document, self._operations = document, operations
        self._reader = Reader(self)
        self.chart: Chart | None = None
        self.kind, self.result, self.scope = QComboBox(), QComboBox(), QComboBox()
        for key, (title, _make) in CHARTS.items():
            self.kind.addItem(_(title), key)
        for key, result in RESULTS.items():
            self.result.addItem(_(result.label), key)
        for key, title in SCOPES:
            self.scope.addItem(_(title), key)
        self.view, self.sentence = ChartView(LEAST), plain()
        self.picture = QPushButton(_("Save picture…"))
        self.figures = QPushButton(_("Save figures…"))
        self.copy = QPushButton(_("Copy picture"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY_MS)
        self._soon.timeout.connect(self.refresh)
        self._lay_out()
        self._remember()
        self._connect()

    @property
    def busy(self) -> bool:
        """Whether a chart is still to come."""
        return self._soon.isActive() or self._reader.busy

    def choose(self, key: str) -> None:
        """Show a chart of what is selected."""
        self.kind.setCurrentIndex(self.kind.findData(key))
        self.scope.setCurrentIndex(self.scope.findData("selection"))
        self._chosen(0)

    def refresh(self) -> None:
        """Draw the chart anew; only while somebody sees it."""
        project = self._document.project
        if project is None or project.assessment is None:
            self._reader.forget()
            self._show(None, None)
            return
        if self.visibleRegion().isEmpty():  # another tab lies over it
            return
        key, scope = str(self.kind.currentData()), self._scope(project)
        result = str(self.result.currentData())
        size, scale, dark = self.view.size(), self.view.devicePixelRatioF(), tones().dark

        def drawn() -> tuple[Chart, Picture]:
            from app.charts.picture import draw
            from app.services.charting import chart_of

            chart = chart_of(project, key, scope, result)
            return chart, draw(chart, (size.width(), size.height()), scale, dark=dark)

        self._reader.ask(drawn, lambda found: self._show(*found))

    def later(self, *_news: object) -> None:
        """Draw in a moment: selections change many times while a shape is drawn."""
        self._soon.start()

    def close_down(self) -> None:
        """Ask nothing any more."""
        self._soon.stop()
        self._reader.close()

    def _scope(self, project: Project) -> Scope:
        """The part of the plan that is wanted; the district while nothing is selected."""
        from app.services.charting import blocks_around, part, whole
        from retrofit.stock.fields import Level

        selection, wanted = self._document.selection, self.scope.currentData()
        if wanted == "district":
            return whole(project)
        if wanted != "blocks" or not selection:
            return selection_scope(project, selection)
        rows = blocks_around(project, Level.BUILDING, building_rows(project, selection))
        return part(project, selection_title(project, Level.BLOCK, rows), Level.BLOCK, rows)

    def _show(self, chart: Chart | None, picture: Picture | None) -> None:
        self.chart = chart
        self.view.show_chart(chart, picture)
        told = chart is not None and not chart.empty
        self.sentence.setText(f"{chart.scope}: {chart.sentence}" if chart is not None and told else "")
        show(self.sentence, visible=told)
        for button in (self.picture, self.figures, self.copy):
            button.setEnabled(told)

    def _connect(self) -> None:
        document, operations = self._document, self._operations
        document.changed.connect(self._changed)
        document.selection_changed.connect(self.later)
        self.view.wanted.connect(self.refresh)
        self.kind.activated.connect(self._chosen)
        self.result.activated.connect(self._chosen)
        self.scope.activated.connect(self._chosen)
        self.picture.clicked.connect(lambda: self.chart and operations.save_chart(self.chart))
        self.figures.clicked.connect(lambda: self.chart and operations.save_chart_figures(self.chart))
        self.copy.clicked.connect(lambda: self.chart and operations.copy_chart(self.chart))

    def _changed(self, changes: Changes) -> None:
        if changes & REDRAWS:
            self.later()

    def _chosen(self, _place: int) -> None:
        settings = self._operations.settings
        settings.chart = tuple(str(field.currentData()) for field in self._choices)
        self._offer_results()
        self.sentence.setText(_("{chart} is being drawn…").format(chart=self.kind.currentText()))
        show(self.sentence, visible=True)
        self.view.show_chart(None, None)
        self.refresh()

    def _remember(self) -> None:
        """Choose what was chosen last."""
        for field, key in zip(self._choices, self._operations.settings.chart, strict=False):
            field.setCurrentIndex(max(field.findData(key), 0))
        self._offer_results()

    @property
    def _choices(self) -> tuple[QComboBox, ...]:
        return self.kind, self.scope, self.result

    def _offer_results(self) -> None:
        """Let a result be chosen where the chart is of one."""
        from app.services.charting import SPREADS

        show(self.result, visible=self.kind.currentData() in SPREADS)

    def _lay_out(self) -> None:
        self.setProperty("manual", "charts")
        self.kind.setAccessibleName(_("Chart"))
        self.result.setAccessibleName(_("Result"))
        self.scope.setAccessibleName(_("Of what"))
        self.scope.setToolTip(_("The whole district while nothing is selected"))
        self.picture.setToolTip(_("PNG or SVG with title, units and sources"))
        self.figures.setToolTip(_("All values in full as CSV, with title, units and sources"))
        self.copy.setToolTip(_("The picture with title, units and sources on the clipboard"))
        choices = QVBoxLayout()
        choices.setSpacing(GAP // 2)
        for field in (self.kind, self.result, self.scope):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(MOST_CHOICE)
            choices.addWidget(field)
        choices.addStretch(1)
        for button in (self.picture, self.figures, self.copy):
            choices.addWidget(button)
        shown = QVBoxLayout()
        shown.setSpacing(GAP // 2)
        shown.addWidget(self.view, 1)
        shown.addWidget(self.sentence)
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(2 * GAP)
        box.addLayout(choices)
        box.addLayout(shown, 1)
        self._show(None, None)
