"""One command for every change: undo is a swap of immutable values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from app.changes import Changes
    from app.project import Project
    from app.ui.document import Document


class Replace(QUndoCommand):
    """Exchange the project of a document for another one, and back."""

    def __init__(self, text: str, document: Document, after: Project, changes: Changes) -> None:
        super().__init__(text)
        assert document.project is not None
        self._document = document
        self._before, self._after = document.project, after
        self._changes = changes

    def redo(self) -> None:
        """Take the new project."""
        self._document.replace(self._after, self._changes)

    def undo(self) -> None:
        """Take the former project."""
        self._document.replace(self._before, self._changes)
