"""Verbs of the bookmarks: views of the map kept in the project, each change undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.operations.base import Failed
from app.ui.operations.planning import Planning

if TYPE_CHECKING:
    from app.project import Project
    from app.services.outcome import Outcome
    from retrofit.progress import Progress


class Places(Planning):
    """Keep, rename and forget views of the map."""

    def ask_bookmark(self) -> None:
        """Ask for a name for the view as it is now."""
        from app.services.bookmarks import free_name
        from app.ui.dialogs import ask

        extent = self.view_extent()
        if extent is not None:
            ask.name_of(
                self._window,
                _("Add bookmark"),
                _("Name of this view"),
                free_name(self._project()),
                lambda name: self.add_bookmark(name, extent),
            )

    def add_bookmark(self, name: str, extent: tuple[float, float, float, float]) -> None:
        """Keep a view under a name."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.bookmarks import add_bookmark

            return add_bookmark(project, name, extent)

        self._change(_("Bookmark “{name}”").format(name=name.strip()), service)

    def rename_bookmark(self, name: str, new: str, failed: Failed | None = None) -> None:
        """Give a bookmark another name."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.bookmarks import rename_bookmark

            return rename_bookmark(project, name, new)

        text = _("Bookmark “{name}” renamed to “{new}”").format(name=name, new=new.strip())
        self._change(text, service, failed)

    def delete_bookmark(self, name: str) -> None:
        """Forget a bookmark."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.bookmarks import delete_bookmark

            return delete_bookmark(project, name)

        self._change(_("Bookmark “{name}” deleted").format(name=name), service)

    def ask_bookmarks(self) -> None:
        """Show all bookmarks."""
        from app.ui.dialogs.bookmarks import BookmarksDialog

        BookmarksDialog(self._window, self).open()
