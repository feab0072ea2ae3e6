"""Verbs of the saved selections: kept in the project, each change undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.translate import _, ngettext
from app.ui.operations.base import Failed
from app.ui.operations.selecting import Selecting

if TYPE_CHECKING:
    from app.project import Project
    from app.services.outcome import Outcome
    from retrofit.progress import Progress


class KeepingSelections(Selecting):
    """Keep, find again, rename and forget what is selected."""

    def ask_selection(self) -> None:
        """Ask for a name for what is selected now."""
        from app.services.saved_selections import free_name
        from app.ui.dialogs import ask

        selection = self.document.selection
        count = len(selection.rows)
        question = ngettext("Name of the selection of {count}", "Name of the selection of {count}", count)
        ask.name_of(
            self._window,
            _("Save the selection"),
            question.format(count=count),
            free_name(self._project()),
            self.save_selection,
        )

    def save_selection(self, name: str) -> None:
        """Keep what is selected under a name."""
        level, rows = self.document.selection.level, self.document.selection.rows

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.saved_selections import save_selection

            return save_selection(project, name, level, rows)

        self._change(_("Selection “{name}” saved").format(name=name.strip()), service)

    def recall_selection(self, name: str, *, adds: bool = False) -> None:
        """Select again what was saved, or add it to what is selected."""
        from app.services.enclosing import How
        from app.services.saved_selections import rows_of_selection

        level, rows = rows_of_selection(self._project(), name)
        self.select_rows(level, rows.tolist(), How.ADD if adds else How.REPLACE)

    def rename_selection(self, name: str, new: str, failed: Failed | None = None) -> None:
        """Give a saved selection another name."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.saved_selections import rename_selection

            return rename_selection(project, name, new)

        text = _("Selection “{name}” renamed to “{new}”").format(name=name, new=new.strip())
        self._change(text, service, failed)

    def delete_selection(self, name: str) -> None:
        """Forget a saved selection."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.saved_selections import delete_selection

            return delete_selection(project, name)

        self._change(_("Selection “{name}” deleted").format(name=name), service)

    def ask_selections(self) -> None:
        """Show all saved selections."""
        from app.ui.dialogs.saved_selections import SavedSelectionsDialog

        SavedSelectionsDialog(self._window, self).open()
