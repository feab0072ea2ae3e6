"""Gestures of the pointer and keys of the map."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, Qt

WHEEL_NOTCH: Final = 120.0
"""Angle of one notch of a common wheel [eighths of a degree]."""
ZOOM_PER_NOTCH: Final = 1.4
ZOOM_STEP: Final = 2.0
PAN_STEP: Final = 96
"""An arrow key moves the map so far [logical pixel]."""

PAN_KEYS: Final = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
IN_KEYS: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
OUT_KEYS: Final = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


def wheel_factor(angle: int, modifiers: Qt.KeyboardModifier) -> float:
    """Magnification of a turn of the wheel; Ctrl makes it finer, as in QGIS."""
    notches = angle / WHEEL_NOTCH
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        notches /= 4
    return float(ZOOM_PER_NOTCH**notches)


@dataclass(slots=True)
class Hand:
    """Tells a click from a drag."""

    threshold: float
    """A press that moves further than this is a drag [logical pixel]."""
    start: QPointF | None = None
    last: QPointF | None = None
    dragging: bool = False

    def press(self, position: QPointF) -> None:
        """Begin."""
        self.start = self.last = position
        self.dragging = False

    def move(self, position: QPointF, pixel: float) -> tuple[int, int] | None:
        """Whole device pixels dragged since the last call; None while it may be a click."""
        if self.start is None or self.last is None:
            return None
        if not self.dragging and (position - self.start).manhattanLength() < self.threshold:
            return None
        self.dragging = True
        columns = round((position.x() - self.last.x()) * pixel)
        rows = round((position.y() - self.last.y()) * pixel)
        self.last = QPointF(self.last.x() + columns / pixel, self.last.y() + rows / pixel)
        return columns, rows

    def release(self) -> bool:
        """End; True when it was a click."""
        clicked = self.start is not None and not self.dragging
        self.start = self.last = None
        self.dragging = False
        return clicked
