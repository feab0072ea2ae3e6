"""The plain pointer: a drag moves the map, a click picks, a double click magnifies."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt

from app.ui.map.gestures import ZOOM_STEP
from app.ui.map.tools.base import Pointer, Tool


class PickTool(Tool):
    """What the map does when no other tool is chosen."""

    name: ClassVar[str] = "tool-pick"
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.ArrowCursor
    pans: ClassVar[bool] = True
    hovers: ClassVar[bool] = True

    def click(self, pointer: Pointer) -> None:
        row = self.canvas.row_at(pointer.position)
        self.canvas.picked.emit(self.canvas.level, row, pointer.modifiers)

    def double(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.LeftButton:
            self.canvas.zoom(ZOOM_STEP, pointer.position)

    def escape(self) -> bool:
        self.canvas.picked.emit(self.canvas.level, -1, Qt.KeyboardModifier.NoModifier)
        return True
