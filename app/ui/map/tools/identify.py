"""Name all things that lie over each other under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt

from app.text.translate import _
from app.ui.map.tools.base import Pointer, Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.map.canvas import MapCanvas


class IdentifyTool(Tool):
    """A click asks; a drag moves the map."""

    name = "identify"
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.WhatsThisCursor
    pans = True
    hovers = True

    def __init__(self, canvas: MapCanvas, ask: Callable[[Pointer], None]) -> None:
        super().__init__(canvas)
        self._ask = ask

    @property
    def hint(self) -> str:
        return _("Click to see everything that lies there: building, parcel, block, street, findings.")

    def click(self, pointer: Pointer) -> None:
        self._ask(pointer)
