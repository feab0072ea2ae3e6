"""Measure distances and areas on the map, on its plane and on the ellipsoid."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPolygonF

from app.text import places
from app.text.translate import _
from app.ui.map import furniture
from app.ui.map.measure_card import MeasureCard
from app.ui.map.tools import rubber
from app.ui.map.tools.base import Pointer
from app.ui.map.tools.enclose import CornersTool, Point, without_repeats

if TYPE_CHECKING:
    from app.services.measuring import Measured
    from app.ui.map.canvas import MapCanvas

ROOM: Final = 56.0
"""Segments shorter than this on screen have no label of their own [logical pixel]."""
OFF: Final = 14.0
"""Labels stand so far off their segment [logical pixel]."""
MOST_LABELS: Final = 40


class MeasureTool(CornersTool):
    """Corners are set by clicks; what was measured stays until the next click."""

    least = 2
    """Corners that are needed for a figure."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.card = MeasureCard(canvas)
        self.card.copy.clicked.connect(self.copy)
        self.card.again.clicked.connect(self.restart)
        self.result: Measured | None = None
        self._done: list[Point] = []

    def enter(self) -> None:
        self.restart()

    def leave(self) -> None:
        super().leave()
        self._done, self.result = [], None
        self.card.hide()

    def escape(self) -> bool:
        begun = bool(self.points or self._done)
        if begun:
            self.restart()
        return begun

    def restart(self) -> None:
        """Begin anew."""
        self.points, self.next, self._done, self.result = [], None, [], None
        self.card.tell(self.title, [_("Click where to begin.")], finished=False)
        self.canvas.update()

    def click(self, pointer: Pointer) -> None:
        self._done = []
        super().click(pointer)
        self._tell()

    def move(self, pointer: Pointer) -> None:
        super().move(pointer)
        if self.points:
            self._tell()

    def key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy) and self.result is not None:
            self.copy()
            return True
        used = super().key(event)
        if used and not self._done:
            self._tell()
        return used

    def end(self, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002 - measuring needs no keys
        points = without_repeats(self.points)
        if len(points) < self.least:
            return
        self.points, self.next, self._done = [], None, points
        self._tell()
        self.canvas.update()

    def copy(self) -> None:
        """Put what was measured on the clipboard."""
        if self.result is not None:
            QGuiApplication.clipboard().setText("\n".join([self.title, *self.lines(self.result)]))

    def paint(self, painter: QPainter) -> None:
        corners = self._corners()
        if not corners:
            return
        shape = self.canvas.to_widget(corners)
        self.draw(painter, shape)
        rubber.draw_knots(painter, self.canvas.to_widget(self._done or self.points))
        if self.result is not None:
            self._label(painter, shape, self.result.segments_m)

    @property
    def title(self) -> str:
        """What is measured."""
        return ""

    def lines(self, result: Measured) -> list[str]:
        """What was measured, in words."""
        raise NotImplementedError

    def measured(self, corners: list[Point]) -> Measured:
        """Measure."""
        raise NotImplementedError

    def draw(self, painter: QPainter, shape: QPolygonF) -> None:
        """Draw the line or the area."""
        raise NotImplementedError

    def _corners(self) -> list[Point]:
        if self._done:
            return self._done
        ahead = [] if self.next is None or not self.points else [self.next]
        return without_repeats([*self.points, *ahead])

    def _tell(self) -> None:
        corners = self._corners()
        if len(corners) < self.least or not self.canvas.crs:
            self.result = None
            told = _("A double click ends.") if corners else _("Click where to begin.")
            self.card.tell(self.title, [told], finished=False)
            return
        self.result = self.measured(corners)
        self.card.tell(self.title, self.lines(self.result), finished=bool(self._done))

    def _label(self, painter: QPainter, shape: QPolygonF, lengths: tuple[float, ...]) -> None:
        """Write its length at every segment that has room for it."""
        corners = [QPointF(shape.at(place)) for place in range(shape.size())]
        if len(lengths) == len(corners) and len(corners) > 2:
            corners.append(corners[0])
        for (start, end), metres in list(zip(pairwise(corners), lengths, strict=False))[:MOST_LABELS]:
            along = QLineF(start, end)
            if along.length() >= ROOM:
                across = along.normalVector().unitVector()
                beside = QPointF(across.dx(), across.dy()) * (OFF if across.dy() < 0 else -OFF)
                furniture.draw_label(painter, along.center() + beside, places.length(metres))


class DistanceTool(MeasureTool):
    """Measure along a line."""

    name = "measure-distance"

    @property
    def hint(self) -> str:
        return _(
            "Click along the way; a double click, Enter or the right button ends. Backspace takes a corner back."
        )

    @property
    def title(self) -> str:
        return _("Distance")

    def measured(self, corners: list[Point]) -> Measured:
        from app.services.measuring import measure_distance

        return measure_distance(self.canvas.crs, corners)

    def lines(self, result: Measured) -> list[str]:
        told = [
            _("On the map's plane: {length}").format(length=places.length(result.plane_m)),
            _("On the ellipsoid: {length}").format(length=places.length(result.ellipsoid_m)),
        ]
        if len(result.segments_m) > 1:
            parts = " + ".join(places.length(metres) for metres in result.segments_m)
            told.append(_("Segments: {parts}").format(parts=parts))
        return told

    def draw(self, painter: QPainter, shape: QPolygonF) -> None:
        rubber.draw_line(painter, shape)


class AreaTool(MeasureTool):
    """Measure an area and its perimeter."""

    name = "measure-area"
    least = 3

    @property
    def hint(self) -> str:
        return _(
            "Click corner by corner; a double click, Enter or the right button ends. Backspace takes a corner back."
        )

    @property
    def title(self) -> str:
        return _("Area")

    def measured(self, corners: list[Point]) -> Measured:
        from app.services.measuring import measure_area

        return measure_area(self.canvas.crs, corners)

    def lines(self, result: Measured) -> list[str]:
        return [
            _("On the map's plane: {area}").format(area=places.area(result.plane_m2)),
            _("On the ellipsoid: {area}").format(area=places.area(result.ellipsoid_m2)),
            _("Perimeter on the plane: {length}").format(length=places.length(result.plane_m)),
            _("Perimeter on the ellipsoid: {length}").format(length=places.length(result.ellipsoid_m)),
        ]

    def draw(self, painter: QPainter, shape: QPolygonF) -> None:
        rubber.draw_area(painter, shape)
