"""Draw a block, or the line that cuts one; corners cling to what is near."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.mapimage.snapping import snapped
from app.text.translate import _
from app.ui.map.tools import rubber
from app.ui.map.tools.base import Pointer
from app.ui.map.tools.enclose import CornersTool, Point, without_repeats
from app.ui.tones import LIGHT

if TYPE_CHECKING:
    from app.ui.map.canvas import MapCanvas

Drawn = Callable[[NDArray[np.float64]], object]
REACH_PX: Final = 10.0
"""How far a corner is moved to what is near [logical pixel]."""
MARK_PX: Final = 5.0


class ClingingTool(CornersTool):
    """Corners cling to corners, else edges, of blocks, parcels and buildings; Alt lets go."""

    least = 2

    def __init__(self, canvas: MapCanvas, drawn: Drawn) -> None:
        super().__init__(canvas)
        self._drawn = drawn
        self._held: Point | None = None

    @property
    def hint(self) -> str:
        return _(
            "{what} Corners cling to what is near, Alt lets go; a double click, Enter or the right button ends."
        ).format(what=self.told)

    @property
    def told(self) -> str:
        """What is drawn."""
        return ""

    def click(self, pointer: Pointer) -> None:
        super().click(self._clinging(pointer))

    def move(self, pointer: Pointer) -> None:
        super().move(self._clinging(pointer))
        self.canvas.update()

    def leave(self) -> None:
        super().leave()
        self._held = None

    def end(self, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002 - drawing needs no keys
        points = without_repeats(self.points)
        if len(points) < self.least:
            return
        self.points, self.next = [], None
        self.canvas.update()
        self._drawn(np.asarray(points, dtype=np.float64))

    def paint(self, painter: QPainter) -> None:
        if self.points:
            self.draw(painter)
            rubber.draw_knots(painter, self.canvas.to_widget(self.points))
        if self._held is not None:
            place = QPointF(self.canvas.to_widget([self._held]).at(0))
            painter.setPen(QPen(QColor(LIGHT.today), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, MARK_PX, MARK_PX)

    def draw(self, painter: QPainter) -> None:
        """Draw what is there so far."""

    def _clinging(self, pointer: Pointer) -> Pointer:
        self._held = None
        if not pointer.modifiers & Qt.KeyboardModifier.AltModifier:
            reach = REACH_PX * self.canvas.view.metres_per_pixel * self.canvas.pixel
            self._held = snapped(pointer.world, self.canvas.stage.outlines, reach)
        if self._held is None:
            return pointer
        return Pointer(pointer.position, self._held, pointer.modifiers, pointer.button)


class DrawBlockTool(ClingingTool):
    """A new block around buildings."""

    name = "draw-block"
    least = 3

    @property
    def told(self) -> str:
        return _("Click the corners of the new block.")

    def draw(self, painter: QPainter) -> None:
        rubber.draw_area(painter, self.line())


class CutBlockTool(ClingingTool):
    """A line through blocks, from outside to outside."""

    name = "cut-block"

    @property
    def told(self) -> str:
        return _("Click along the cut, from outside the block to outside.")

    def draw(self, painter: QPainter) -> None:
        rubber.draw_line(painter, self.line())


class CutBuildingTool(CutBlockTool):
    """A line through buildings, from outside to outside."""

    name = "cut-building"

    @property
    def told(self) -> str:
        return _("Click along the cut, from outside the building to outside.")
