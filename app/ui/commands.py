"""One command for every change: undo is a swap of immutable values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from app.changes import Changes
    from app.project import Project
    from app.ui.document import Document


MERGED: Final = 1


class Replace(QUndoCommand):
    """Exchange the project of a document for another one, and back."""

    def __init__(
        self, text: str, document: Document, after: Project, changes: Changes, *, merge: bool = False
    ) -> None:
        super().__init__(text)
        self._merge = merge
        assert document.project is not None
        self._document = document
        self._before, self.after = document.project, after
        self.changes = changes

    def redo(self) -> None:
        """Take the new project."""
        self._document.replace(self.after, self.changes)

    def undo(self) -> None:
        """Take the former project."""
        self._document.replace(self._before, self.changes)

    def id(self) -> int:
        """Commands of the same number may become one; -1 stays alone."""
        return MERGED if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Become one step with the next, when a hand that moves a slider made both."""
        if not isinstance(other, Replace) or other.text() != self.text():
            return False
        self.after, self.changes = other.after, self.changes | other.changes
        return True
