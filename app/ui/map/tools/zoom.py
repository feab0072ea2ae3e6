"""Magnify what lies in a rectangle."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.text.translate import _
from app.ui.map.gestures import ZOOM_STEP
from app.ui.map.tools.base import Pointer
from app.ui.map.tools.enclose import PullTool


class BoxZoomTool(PullTool):
    """Show a rectangle as large as the window; with Alt or Ctrl, make the map as small as it."""

    name = "zoom-box"

    @property
    def hint(self) -> str:
        return _("Pull a rectangle to see it as large as the map; with Ctrl or Alt the map shrinks into it.")

    def pulled(self, start: Pointer, end: Pointer) -> None:
        (x0, y0), (x1, y1) = start.world, end.world
        bounds = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if smaller(end.modifiers):
            self.canvas.shrink_into(bounds)
        else:
            self.canvas.zoom_to(bounds)

    def pressed_only(self, pointer: Pointer) -> None:
        self.canvas.zoom(1 / ZOOM_STEP if smaller(pointer.modifiers) else ZOOM_STEP, pointer.position)


def smaller(modifiers: Qt.KeyboardModifier) -> bool:
    """Whether the keys mean the opposite."""
    return bool(modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier))
