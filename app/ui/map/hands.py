"""`Hands`: what mouse and keys do on the map, led to the tool that is active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.ui.map import gestures
from app.ui.map.tools.base import Pointer

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from app.ui.map.canvas import MapCanvas

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


class Hands:
    """Mouse and keyboard of a canvas."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._hand = gestures.Hand(float(QApplication.startDragDistance()))
        self.position: QPointF | None = None
        """Where the pointer is in the widget; None when it is elsewhere."""
        self._space = False

    @property
    def panning(self) -> bool:
        """Whether the map is being dragged."""
        return self._hand.dragging

    def show_cursor(self) -> None:
        """Show what a press would do now."""
        shape = self._canvas.tool.cursor
        if self._hand.dragging:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        self._canvas.setCursor(shape)

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        tool = self._canvas.tool
        if event.button() == MIDDLE or (event.button() == LEFT and (self._space or tool.pans)):
            self._hand.press(event.position())
        else:
            tool.press(self._pointer_of(event))

    def move(self, event: QMouseEvent) -> None:
        """The pointer is elsewhere."""
        canvas = self._canvas
        self.position = event.position()
        step = self._hand.move(event.position(), canvas.pixel)
        if step is not None:
            self.show_cursor()
            canvas.pan(*step)
        pointer = self._pointer_of(event)
        if self._hand.start is None and event.buttons() & LEFT:
            canvas.tool.drag(pointer)
        elif not self._hand.dragging:
            canvas.tool.move(pointer)
            canvas.hover()
        canvas.pointed.emit(*pointer.world)

    def release(self, event: QMouseEvent) -> None:
        """A button goes up."""
        tool, left = self._canvas.tool, event.button() == LEFT
        if self._hand.start is not None:
            clicked = self._hand.release()
            if clicked and left and tool.pans and not self._space:
                tool.click(self._pointer_of(event))
        elif left:
            tool.release(self._pointer_of(event))
        self.show_cursor()

    def double(self, event: QMouseEvent) -> None:
        """A second click right after the first."""
        self._canvas.tool.double(self._pointer_of(event))

    def leave(self) -> None:
        """The pointer is no longer over the map."""
        self.position = None
        self._canvas.hover()

    def key(self, event: QKeyEvent) -> bool:
        """A key goes down; False if the map has no use for it."""
        canvas, key = self._canvas, Qt.Key(event.key())
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if canvas.tool.key(event):
            return True
        if key in gestures.PAN_KEYS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            columns, rows = gestures.PAN_KEYS[key]
            step = round(gestures.PAN_STEP * canvas.pixel)
            canvas.pan(columns * step, rows * step)
        elif key in gestures.IN_KEYS:
            canvas.zoom_in()
        elif key in gestures.OUT_KEYS:
            canvas.zoom_out()
        elif key == Qt.Key.Key_Home or (key == Qt.Key.Key_F and event.modifiers() & both == both):
            canvas.fit()
        elif key == Qt.Key.Key_Space:
            self.hold_space(True)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True

    def hold_space(self, held: bool) -> None:
        """Let the left button move the map in every tool, as long as Space is held down."""
        self._space = held
        self.show_cursor()

    def _escape(self) -> None:
        """Drop what was begun, else leave the tool."""
        if self._canvas.tool.escape():
            self._canvas.update()
        else:
            self._canvas.set_tool(None)

    def _pointer_of(self, event: QMouseEvent) -> Pointer:
        world = self._canvas.world_at(event.position())
        return Pointer(event.position(), world, event.modifiers(), event.button())
