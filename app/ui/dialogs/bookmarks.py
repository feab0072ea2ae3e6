"""All views of the map that were kept: go there, rename, delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.text.translate import _
from app.ui.dialogs.named_list import NamedList, Words

if TYPE_CHECKING:
    from app.project import Bookmark
    from app.ui.operations import Operations


class BookmarksDialog(NamedList):
    """A list of names; a double click goes there, F2 renames, Delete deletes."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        words = Words(
            _("Bookmarks"),
            _("No view was kept yet. Show something on the map and choose Add."),
            _("Go there"),
        )
        super().__init__(parent, operations, words, Changes.BOOKMARKS)

    @property
    def _kept(self) -> tuple[Bookmark, ...]:
        project = self._operations.document.project
        return () if project is None else project.bookmarks

    def _names(self) -> Sequence[tuple[str, str]]:
        return [(bookmark.name, "") for bookmark in self._kept]

    def _visit(self, name: str) -> None:
        self._operations.show_extent(next(one.extent for one in self._kept if one.name == name))

    def _give(self, name: str, new: str) -> None:
        self._operations.rename_bookmark(name, new, self._refused)

    def _forget(self, name: str) -> None:
        self._operations.delete_bookmark(name)

    def _more(self) -> None:
        self._operations.ask_bookmark()
