"""One command for every change: undo is a swap of immutable values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from app.changes import Changes
    from app.project import Checkpoint, Project
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
        self._kept = document.project.checkpoints
        """Checkpoints before; those of now are kept whatever step is taken, but for those that the step is about."""
        self.changes = changes

    def redo(self) -> None:
        """Take the new project."""
        self._take(self.after, gone=self._kept, come=self.after.checkpoints)

    def undo(self) -> None:
        """Take the former project."""
        self._take(self._before, gone=self.after.checkpoints, come=self._kept)

    def _take(self, project: Project, gone: tuple[Checkpoint, ...], come: tuple[Checkpoint, ...]) -> None:
        now = self._document.project
        assert now is not None
        lost = {one.name for one in gone} - {one.name for one in come}
        known = {one.name for one in now.checkpoints}
        kept = [one for one in now.checkpoints if one.name not in lost]
        kept += [one for one in come if one.name not in known and one not in gone]
        if tuple(kept) != project.checkpoints:
            project = project.replace(checkpoints=tuple(kept))
        self._document.replace(project, self.changes)

    def id(self) -> int:
        """Commands of the same number may become one; -1 stays alone."""
        return MERGED if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Become one step with the next, when a hand that moves a slider made both."""
        if not isinstance(other, Replace) or other.text() != self.text():
            return False
        self.after, self.changes = other.after, self.changes | other.changes
        return True
