"""Select what lies in a shape: a rectangle, a free line, a polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QApplication

from app.text.translate import _
from app.ui.map.tools import rubber
from app.ui.map.tools.base import Pointer, Tool

if TYPE_CHECKING:
    from app.ui.map.canvas import MapCanvas

LASSO_STEP: Final = 3.0
"""Corners of a free line lie at least so far apart [logical pixel]."""

Point = tuple[float, float]


class PullTool(Tool):
    """A rectangle from the press to the release."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._start: Pointer | None = None
        self._end: Pointer | None = None

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.LeftButton:
            self._start = self._end = pointer

    def drag(self, pointer: Pointer) -> None:
        if self._start is not None:
            self._end = pointer
            self.canvas.update()

    def release(self, pointer: Pointer) -> None:
        start, self._start = self._start, None
        if start is None:
            return
        self.canvas.update()
        if (pointer.position - start.position).manhattanLength() >= QApplication.startDragDistance():
            self.pulled(start, pointer)
        else:
            self.pressed_only(pointer)

    def leave(self) -> None:
        self._start = None

    def escape(self) -> bool:
        begun, self._start = self._start is not None, None
        return begun

    def paint(self, painter: QPainter) -> None:
        if self._start is not None and self._end is not None:
            rubber.draw_area(painter, self.canvas.to_widget(corners(self._start.world, self._end.world)))

    def pulled(self, start: Pointer, end: Pointer) -> None:
        """A rectangle is there."""

    def pressed_only(self, pointer: Pointer) -> None:
        """The button came up where it went down."""


class RectangleTool(PullTool):
    """Select by a rectangle; a mere click picks one thing."""

    name = "select-rectangle"

    @property
    def hint(self) -> str:
        return _("Pull a rectangle. {keys}").format(keys=_keys())

    def pulled(self, start: Pointer, end: Pointer) -> None:
        self.canvas.enclosed.emit(np.asarray(corners(start.world, end.world)), end.modifiers)

    def pressed_only(self, pointer: Pointer) -> None:
        self.canvas.pick_at(pointer)


class LassoTool(Tool):
    """Select by a line drawn around what is meant."""

    name = "select-lasso"

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._points: list[Point] = []
        self._last = QPointF()

    @property
    def hint(self) -> str:
        return _("Draw around what you mean with the button held down. {keys}").format(keys=_keys())

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.LeftButton:
            self._points, self._last = [pointer.world], pointer.position

    def drag(self, pointer: Pointer) -> None:
        if self._points and (pointer.position - self._last).manhattanLength() >= LASSO_STEP:
            self._points.append(pointer.world)
            self._last = pointer.position
            self.canvas.update()

    def release(self, pointer: Pointer) -> None:
        points, self._points = self._points, []
        if not points:
            return
        self.canvas.update()
        if len(points) > 2:
            self.canvas.enclosed.emit(np.asarray(points), pointer.modifiers)
        else:
            self.canvas.pick_at(pointer)

    def leave(self) -> None:
        self._points = []

    def escape(self) -> bool:
        begun, self._points = bool(self._points), []
        return begun

    def paint(self, painter: QPainter) -> None:
        if len(self._points) > 1:
            rubber.draw_area(painter, self.canvas.to_widget(self._points))


class CornersTool(Tool):
    """Corners set one by one; a drag still moves the map."""

    pans = True

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.points: list[Point] = []
        self.next: Point | None = None
        """Where the pointer is: the corner to come."""

    def click(self, pointer: Pointer) -> None:
        self.points.append(pointer.world)
        self.next = pointer.world
        self.canvas.update()

    def move(self, pointer: Pointer) -> None:
        if self.points:
            self.next = pointer.world
            self.canvas.update()

    def double(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.LeftButton and self.points:
            self.end(pointer.modifiers)

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.RightButton and self.points:
            self.end(pointer.modifiers)

    def key(self, event: QKeyEvent) -> bool:
        if not self.points:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.end(event.modifiers())
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.points.pop()
            self.canvas.update()
        else:
            return False
        return True

    def leave(self) -> None:
        self.points, self.next = [], None

    def escape(self) -> bool:
        begun = bool(self.points)
        self.leave()
        return begun

    def line(self) -> QPolygonF:
        """The corners and the one to come, in the widget."""
        ahead = [] if self.next is None or not self.points else [self.next]
        return self.canvas.to_widget([*self.points, *ahead])

    def end(self, modifiers: Qt.KeyboardModifier) -> None:
        """The last corner is set."""


class PolygonTool(CornersTool):
    """Select by a polygon."""

    name = "select-polygon"

    @property
    def hint(self) -> str:
        told = _("Click corner by corner; a double click, Enter or the right button ends. {keys}")
        return told.format(keys=_keys())

    def end(self, modifiers: Qt.KeyboardModifier) -> None:
        ring = without_repeats(self.points)
        self.leave()
        self.canvas.update()
        if len(ring) > 2:
            self.canvas.enclosed.emit(np.asarray(ring), modifiers)

    def paint(self, painter: QPainter) -> None:
        if self.points:
            rubber.draw_area(painter, self.line())
            rubber.draw_knots(painter, self.canvas.to_widget(self.points))


def corners(one: Point, other: Point) -> list[Point]:
    """Corners of the rectangle between two places."""
    return [(one[0], one[1]), (other[0], one[1]), (other[0], other[1]), (one[0], other[1])]


def without_repeats(points: list[Point]) -> list[Point]:
    """Leave out what was clicked twice, as a double click does."""
    return [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]


def _keys() -> str:
    return _("Shift adds, Ctrl or Alt takes away, Esc ends.")
