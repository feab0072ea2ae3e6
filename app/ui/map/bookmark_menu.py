"""The bookmarks of the plan in the menu, one entry each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.changes import Changes
from app.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from app.project import Bookmark
    from app.ui.operations import Operations

MOST: Final = 25
"""More are found under All bookmarks."""


class BookmarkMenu(QObject):
    """Keeps the entries of a menu in step with the document."""

    def __init__(self, menu: QMenu, operations: Operations) -> None:
        super().__init__(menu)
        self._menu, self._operations = menu, operations
        self._line = menu.addSeparator()
        self._entries: list[QAction] = []
        operations.document.changed.connect(self._changed)
        self._fill()

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.BOOKMARKS | Changes.PROJECT):
            self._fill()

    def _fill(self) -> None:
        project = self._operations.document.project
        bookmarks = () if project is None else project.bookmarks[:MOST]
        for entry in self._entries:
            self._menu.removeAction(entry)
            entry.deleteLater()
        self._entries = [self._entry(bookmark) for bookmark in bookmarks]
        self._line.setVisible(bool(bookmarks))

    def _entry(self, bookmark: Bookmark) -> QAction:
        # an ampersand would be taken for a shortcut mark
        action = QAction(icon("bookmark"), bookmark.name.replace("&", "&&"), self._menu)
        action.triggered.connect(lambda: self._operations.show_extent(bookmark.extent))
        self._menu.addAction(action)
        return action
