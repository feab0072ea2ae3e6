"""What all verbs share: the window, the document, the runner and the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.tasks import Fault, Runner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.mapimage.view import Extent
    from app.project import Project
    from app.ui.document import Document
    from app.ui.settings import Settings

Failed = Callable[[Fault], None]
Then = Callable[[], None]


class Verbs(QObject):
    """A theme of verbs of a window."""

    noted = Signal(str)
    """A sentence about something that went well or had no effect."""

    def __init__(self, window: QMainWindow, document: Document, runner: Runner, settings: Settings) -> None:
        super().__init__(window)
        self.document, self.runner, self.settings = document, runner, settings
        self._window = window
        self.view_extent: Callable[[], Extent | None] = lambda: None
        """What the map shows now; the room sets it."""
        self.show_extent: Callable[[Extent], None] = lambda _extent: None
        """Show a part of the world on the map; the room sets it."""

    def _project(self) -> Project:
        assert self.document.project is not None
        return self.document.project
