"""All saved selections: select again, rename, delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.text.numbers import format_number
from app.text.translate import _, mark
from app.ui.dialogs.named_list import NamedList, Words

if TYPE_CHECKING:
    from app.project import SavedSelection
    from app.ui.document import Selection
    from app.ui.operations import Operations

LEVELS: Final = {
    "building": mark("{count} buildings"),
    "block": mark("{count} blocks"),
    "parcel": mark("{count} parcels"),
    "association": mark("{count} associations"),
}


class SavedSelectionsDialog(NamedList):
    """A list of names; a double click selects, F2 renames, Delete deletes."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        words = Words(
            _("Saved selections"),
            _("No selection was saved yet. Select something and choose Add."),
            _("Select"),
        )
        super().__init__(parent, operations, words, Changes.SELECTIONS)
        operations.document.selection_changed.connect(self._selected)
        self._selected(operations.document.selection)

    def _selected(self, selection: Selection) -> None:
        self.add.setEnabled(bool(selection))
        self.add.setToolTip("" if selection else _("Select something first."))

    def _names(self) -> Sequence[tuple[str, str]]:
        project = self._operations.document.project
        return [] if project is None else [(kept.name, told(kept)) for kept in project.selections]

    def _visit(self, name: str) -> None:
        self._operations.recall_selection(name)

    def _give(self, name: str, new: str) -> None:
        self._operations.rename_selection(name, new, self._refused)

    def _forget(self, name: str) -> None:
        self._operations.delete_selection(name)

    def _more(self) -> None:
        self._operations.ask_selection()


def told(kept: SavedSelection) -> str:
    """How many of what a selection holds."""
    return _(LEVELS[kept.level]).format(count=format_number(len(kept.ids)))
