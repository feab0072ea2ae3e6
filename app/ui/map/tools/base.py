"""`Tool`: one way of using the pointer on the map.

A tool is made with its canvas, becomes active by ``canvas.set_tool(tool)`` and draws what it
is about in `paint`. The canvas pans with the middle button and with Space in every tool,
zooms with the wheel, and calls `escape` on Esc: the first Esc drops what was begun, the next
one goes back to the plain pointer.

``pans = True``
    A drag with the left button moves the map and a press that does not move is `click`:
    for tools that set points.
``pans = False``
    The tool sees `press`, `drag` and `release` itself: for tools that pull something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter

    from app.ui.map.canvas import MapCanvas


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is and what is held down."""

    position: QPointF
    """In the widget [logical pixel]."""
    world: tuple[float, float]
    """In the metric CRS [m]."""
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    button: Qt.MouseButton = Qt.MouseButton.LeftButton


class Tool:
    """A tool that does nothing; see the module's text."""

    name: ClassVar[str] = ""
    """Name of the action that belongs to it; "" for none."""
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.CrossCursor
    pans: ClassVar[bool] = False
    hovers: ClassVar[bool] = False
    """Whether what lies under the pointer is outlined and described."""

    def __init__(self, canvas: MapCanvas) -> None:
        self.canvas = canvas

    @property
    def hint(self) -> str:
        """A sentence on what to do next, for the status bar."""
        return ""

    def enter(self) -> None:
        """The tool becomes active."""

    def leave(self) -> None:
        """Another tool becomes active; drop what was begun."""

    def press(self, pointer: Pointer) -> None:
        """A button goes down; not called for the left one if the tool `pans`."""

    def drag(self, pointer: Pointer) -> None:
        """The pointer moves with the button down."""

    def release(self, pointer: Pointer) -> None:
        """The button goes up."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moves with no button down."""

    def click(self, pointer: Pointer) -> None:
        """The left button went down and up at one place; only if the tool `pans`."""

    def double(self, pointer: Pointer) -> None:
        """A double click; its first click came before it."""

    def key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - for tools that use keys
        """A key goes down; True if the tool used it."""
        return False

    def escape(self) -> bool:
        """Drop what was begun; False if nothing was, and the tool is to be left."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Draw over the map [logical pixel]."""
