"""Small charts of what the inspector shows, in a section that folds away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.text.translate import _
from app.ui.document import Document
from app.ui.reading import Reader
from app.ui.rows import selection_scope
from app.ui.tones import tones
from app.ui.widgets.chart_view import ChartView
from app.ui.widgets.texts import muted, show

if TYPE_CHECKING:
    from app.charts.chart import Chart
    from app.charts.picture import Picture

SHOWN: Final = {"balance": 196, "months": 140, "costs": 150, "cash": 150, "emissions": 140}
"""Charts by key, and their height [logical px]."""
LEAST_PX: Final = 200
DELAY_MS: Final = 150


class InspectorCharts(QWidget):
    """A few charts below each other; a click shows one large in the drawer."""

    enlarged = Signal(str)
    """Key of a chart that the user wants to see large."""
    folded = Signal(bool)
    """Whether the section was opened (True) or folded."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._reader = document, Reader(self)
        self.head = QToolButton()
        self.views = {key: ChartView(QSize(LEAST_PX, height)) for key, height in SHOWN.items()}
        self._titles = {key: muted() for key in SHOWN}
        self._body = QWidget()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY_MS)
        self._soon.timeout.connect(self._draw)
        self._lay_out()
        self.head.toggled.connect(self._fold)
        for key, view in self.views.items():
            view.wanted.connect(self._soon.start)
            view.clicked.connect(lambda name=key: self.enlarged.emit(name))

    @property
    def busy(self) -> bool:
        """Whether charts are still to come."""
        return self._soon.isActive() or self._reader.busy

    def set_open(self, opened: bool) -> None:
        """Open the section, or fold it."""
        self.head.setChecked(opened)

    def refresh(self) -> None:
        """Draw in a moment what is selected then."""
        self._soon.start()

    def close_down(self) -> None:
        """Ask nothing any more."""
        self._soon.stop()
        self._reader.close()

    def _draw(self) -> None:
        project = self._document.project
        if project is None or project.assessment is None or not self.head.isChecked() or not self.isVisible():
            self._reader.forget()
            return
        scope = selection_scope(project, self._document.selection)
        sizes = {key: (view.width(), view.height()) for key, view in self.views.items()}
        scale, dark = self.devicePixelRatioF(), tones().dark

        def drawn() -> list[tuple[Chart, Picture]]:
            from app.charts.picture import draw
            from app.services.charting import chart_of

            charts = {key: chart_of(project, key, scope) for key in sizes}
            return [(one, draw(one, sizes[key], scale, dark=dark, small=True)) for key, one in charts.items()]

        self._reader.ask(drawn, self._show)

    def _show(self, found: list[tuple[Chart, Picture]]) -> None:
        for chart, picture in found:
            self._titles[chart.key].setText(chart.title)
            self.views[chart.key].show_chart(chart, picture)

    def _fold(self, opened: bool) -> None:
        self.head.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        show(self._body, visible=opened)
        self.folded.emit(opened)
        self.refresh()

    def _lay_out(self) -> None:
        self.head.setText(_("Charts"))
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.setAutoRaise(True)
        self.head.setArrowType(Qt.ArrowType.DownArrow)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setToolTip(_("Show or hide the small charts"))
        font = self.head.font()
        font.setBold(True)
        self.head.setFont(font)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for key, view in self.views.items():
            view.setFixedHeight(SHOWN[key])
            view.setCursor(Qt.CursorShape.PointingHandCursor)
            view.setProperty("manual", "charts")
            inside.addWidget(self._titles[key])
            inside.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.head)
        box.addWidget(self._body)
