"""Two scenarios on the map: side by side with linked views, or one over the other with a swipe.

Both are in the classes of the scenario that is planned, so that a colour means the same on both.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.mapimage.shown import Shown
from app.services.beside import colours_beside, other_plan
from app.services.mapping import DEFAULT_THEME
from app.services.scenarios import all_scenarios
from app.text.translate import _
from app.ui.document import Document, Selection
from app.ui.icons import icon
from app.ui.map.canvas import MapCanvas
from app.ui.map.cards import card
from app.ui.map.furniture import BACKGROUND
from app.ui.map.swipe import SwipeHandle
from app.ui.reading import Reader
from app.ui.rows import building_rows
from app.ui.widgets.choice import Choice
from app.ui.widgets.texts import Elided
from retrofit.plan.scenario import DO_NOTHING
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.mapimage.colours import Colours
    from app.mapimage.view import View
    from app.project import Project

RECOLOURS: Final = Changes.PROJECT | Changes.GEOMETRY | Changes.STOCK | Changes.RESULTS | Changes.SCENARIO
CROSS_PX: Final = 9.0


class Mode(StrEnum):
    """How the other scenario is shown."""

    OFF = "off"
    TWIN = "twin"
    SWIPE = "swipe"


class Beside(QWidget):
    """The map, and when asked for the map of another scenario beside or over it."""

    mode_changed = Signal(object)
    """`Mode`."""

    def __init__(self, document: Document, canvas: MapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._canvas = document, canvas
        self.setProperty("manual", "map")
        self._mode, self._following = Mode.OFF, False
        self._reader = Reader(self)
        self._plan: Project | None = None
        """The project as the other map shows it."""
        self.other, self.handle = MapCanvas(), SwipeHandle(canvas)
        self.other.setAccessibleName(_("Map of the other scenario"))
        self.other.describe = self._describe
        self.bar, self.here, self.scenario = QFrame(), QLabel(), QComboBox()
        self.same = Elided()
        self.same.setProperty("rank", "muted")
        self.choice = Choice(
            ((Mode.TWIN, _("Side by side")), (Mode.SWIPE, _("Swipe"))), _("How they are shown")
        )
        self._lay_out()
        self._connect()
        self.set_mode(Mode.OFF)

    @property
    def mode(self) -> Mode:
        """How the other scenario is shown now."""
        return self._mode

    @property
    def number(self) -> int:
        """Number of the other scenario."""
        found = self.scenario.currentData()
        return DO_NOTHING if found is None else int(found)

    @property
    def busy(self) -> bool:
        """Whether colours of the other map are still to come."""
        return self._reader.busy

    def set_mode(self, mode: Mode) -> None:
        """Show another scenario beside the map, over it, or not at all."""
        before, self._mode = self._mode, mode
        self.bar.setVisible(mode is not Mode.OFF)
        self.other.setVisible(mode is Mode.TWIN)
        self.handle.setVisible(mode is Mode.SWIPE)
        self._canvas.set_overlay("swipe", self._paint_over if mode is Mode.SWIPE else None)
        if mode is not Mode.OFF:
            self.choice.set_value(mode)
            self._list_scenarios()
            self._follow(self._canvas.view)
            self.refresh()
        if mode is not before:
            self.mode_changed.emit(mode)

    def toggle(self, mode: Mode) -> None:
        """Take a way of showing, or leave it."""
        self.set_mode(Mode.OFF if self._mode is mode else mode)

    def refresh(self, *_news: object) -> None:
        """Colour the other map as the plan is now."""
        project, theme = self._document.project, self._document.theme or DEFAULT_THEME
        if self._mode is Mode.OFF or project is None or project.assessment is None:
            return
        number = self.number
        self.here.setText(_("Left: {scenario}").format(scenario=project.scenario.name))

        def work() -> tuple[Project, Colours]:
            plan = other_plan(project, number)
            return plan, colours_beside(project, plan, theme)

        self._reader.ask(work, lambda found: self._colour(project, *found))

    def close_down(self) -> None:
        """Draw and look up nothing any more."""
        self._reader.close()
        self.other.shutdown()

    def _colour(self, project: Project, plan: Project, colours: Colours) -> None:
        if project is not self._document.project:
            return
        self._plan = plan
        self.other.set_level(self._canvas.level)
        if self._take_shapes():
            self.other.set_colours(colours)
        self._tell_sameness(colours)
        self._mark(self._document.selection)
        self._ask()

    def _tell_sameness(self, colours: Colours) -> None:
        """Say why both maps look alike, where they do: today is the same in every scenario."""
        here = self._canvas.stage.look.colours
        alike = (here.buildings.tolist(), here.blocks.tolist()) == (
            colours.buildings.tolist(),
            colours.blocks.tolist(),
        )
        self.same.setVisible(alike)

    def _take_shapes(self) -> bool:
        """Show the same shapes as the map; False while the map has none yet."""
        sources = self._canvas.stage.sources
        if sources is not self.other.stage.sources:
            self.other.stage.set_sources(sources)
        project = self._document.project
        return (
            sources.buildings is not None
            and project is not None
            and len(sources.buildings) == len(project.buildings)
        )

    def _drawn(self) -> None:
        """The map has other shapes now: so has the other one."""
        if self._mode is Mode.OFF:
            return
        if self._canvas.stage.sources is not self.other.stage.sources:
            self.refresh()
        elif self.other.stage.shown != self._layers:
            self._ask()

    @property
    def _layers(self) -> Shown:
        """The layers as the map shows them, on plain ground."""
        return replace(self._canvas.stage.shown, ground=True)

    def _ask(self) -> None:
        """Ask for a picture of what the map shows."""
        self.other.stage.shown = self._layers
        if self._mode is Mode.SWIPE:
            self.other.stage.request(self._canvas.view, self._canvas.pixel)
        elif self._mode is Mode.TWIN:
            self.other.set_view(self._canvas.view)
            self.other.stage.request(self.other.view, self.other.pixel)
            self.other.update()

    def _follow(self, _view: View) -> None:
        """The map moved: so does the other one."""
        if not self._following:
            self._following = True
            self._ask()
            self._following = False

    def _lead(self, view: View) -> None:
        """The other map moved: so does the map."""
        if not self._following and self._mode is Mode.TWIN:
            own = self._canvas.view
            if (own.x, own.y, own.metres_per_pixel) == (view.x, view.y, view.metres_per_pixel):
                return  # it has only another size
            self._following = True
            self._canvas.navigator.step(view.resized(own.width, own.height))
            self._following = False

    def _changed(self, changes: Changes) -> None:
        if self._document.project is None:
            self.set_mode(Mode.OFF)
        elif self._mode is not Mode.OFF and changes & RECOLOURS:
            self._list_scenarios()
            self.refresh()

    def _list_scenarios(self) -> None:
        """Offer the scenarios beside the one that is planned."""
        project, before = self._document.project, self.scenario.currentData()
        self.scenario.blockSignals(True)
        self.scenario.clear()
        for one in all_scenarios(project) if project is not None else ():
            if project is not None and one.number != project.scenario.number:
                self.scenario.addItem(one.name, one.number)
        made = [
            place for place in range(self.scenario.count()) if self.scenario.itemData(place) != DO_NOTHING
        ]
        known = self.scenario.findData(before)
        self.scenario.setCurrentIndex(known if known >= 0 else made[0] if made else 0)
        self.scenario.blockSignals(False)

    def _mark(self, selection: Selection) -> None:
        project = self._document.project
        if project is None or self._mode is Mode.OFF:
            return
        parcels = bool(selection) and selection.level in (Level.PARCEL, Level.ASSOCIATION)
        rows = building_rows(project, selection) if parcels else selection.rows
        self.other.set_selection(Level.BUILDING if parcels else selection.level, rows)
        self._ask()

    def _describe(self, level: Level, row: int) -> str:
        if self._plan is None or row < 0:
            return ""
        return card(self._plan, self._document.theme or DEFAULT_THEME, level, row)

    def _paint_over(self, painter: QPainter, canvas: MapCanvas) -> None:
        """The other scenario right of the handle, and the names of both."""
        area, cut = QRectF(canvas.rect()), float(self.handle.cut)
        painter.save()
        painter.setClipRect(QRectF(cut, 0.0, area.width() - cut, area.height()))
        if self.other.stage.picture is not None:
            painter.fillRect(area, BACKGROUND)
            self.other.stage.paint(painter, canvas.navigator.shown, canvas.pixel)
        painter.restore()
        project = self._document.project
        if project is not None:
            _chip(painter, QPointF(cut - 14, 12), project.scenario.name, left=True)
            _chip(painter, QPointF(cut + 14, 12), self.scenario.currentText(), left=False)

    def _point(self, x: float, y: float) -> None:
        """Mark on the other map where the pointer is."""
        if self._mode is Mode.TWIN:
            self.other.set_overlay("pointer", lambda painter, canvas: _cross(painter, canvas, x, y))

    def _connect(self) -> None:
        canvas, document, other = self._canvas, self._document, self.other
        self.choice.chosen.connect(self.set_mode)
        self.scenario.currentIndexChanged.connect(self.refresh)
        self.handle.moved.connect(canvas.update)
        other.stage.drawn.connect(canvas.update)
        other.view_changed.connect(self._lead)
        other.picked.connect(canvas.picked)
        canvas.view_changed.connect(self._follow)
        canvas.drawn.connect(self._drawn)
        canvas.pointed.connect(self._point)
        canvas.hovered.connect(lambda level, _row: other.set_level(level))
        document.changed.connect(self._changed)
        document.theme_changed.connect(self.refresh)
        document.selection_changed.connect(self._mark)

    def _lay_out(self) -> None:
        self.bar.setObjectName("beside")
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(10, 4, 6, 4)
        right, close = QLabel(_("Right:")), QToolButton()
        self.scenario.setAccessibleName(_("Scenario on the right"))
        self.scenario.setMinimumContentsLength(16)
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setToolTip(_("Back to one map"))
        close.setAccessibleName(_("Back to one map"))
        close.clicked.connect(lambda: self.set_mode(Mode.OFF))
        self.same.setText(_("Both maps show the same: choose a result with the plan as colours."))
        self.same.hide()
        for widget in (self.here, right, self.scenario, self.same):
            row.addWidget(widget)
        row.setStretchFactor(self.same, 1)
        row.addStretch(0)
        row.addWidget(self.choice)
        row.addWidget(close)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._canvas)
        split.addWidget(self.other)
        split.setChildrenCollapsible(False)
        split.setSizes([500, 500])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(split, 1)


def _chip(painter: QPainter, corner: QPointF, text: str, *, left: bool) -> None:
    """A name on a light ground, ending or beginning at a corner."""
    metrics = QFontMetricsF(painter.font())
    width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 8
    box = QRectF(corner.x() - width if left else corner.x(), corner.y(), width, height)
    painter.setPen(QColor(205, 210, 217))
    painter.setBrush(QColor(255, 255, 255, 235))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(QColor(31, 41, 51))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _cross(painter: QPainter, canvas: MapCanvas, x: float, y: float) -> None:
    place = canvas.to_widget([(x, y)]).at(0)
    painter.setPen(QColor(31, 41, 51))
    painter.drawLine(place - QPointF(CROSS_PX, 0), place + QPointF(CROSS_PX, 0))
    painter.drawLine(place - QPointF(0, CROSS_PX), place + QPointF(0, CROSS_PX))
