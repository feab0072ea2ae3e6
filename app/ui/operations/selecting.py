"""Verbs that select; the plan stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.ui.operations.planning import Planning
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.services.enclosing import How


class Selecting(Planning):
    """All, none, others, by expression, what belongs together."""

    def ask_rule(self) -> None:
        """Let the user write what is selected."""
        from app.ui.dialogs.select_rule import SelectRuleDialog

        level = self.document.selection.level if self.document.selection else Level.BUILDING
        SelectRuleDialog(self._window, self, level).show()

    def select_rows(self, level: Level, rows: Iterable[int], how: How) -> None:
        """Replace, extend or shorten the selection by some rows."""
        import numpy as np

        from app.services.enclosing import combined

        selection = self.document.selection
        before = selection.rows if selection.level is level else ()
        found = combined(np.asarray(before, dtype=np.int64), np.fromiter(rows, np.int64), how)
        self.document.select(level, tuple(found.tolist()))

    def select_all(self) -> None:
        """Select everything of the level that is selected now."""
        level = self.document.selection.level
        self.document.select(level, tuple(range(self._count(level))))

    def invert_selection(self) -> None:
        """Select what is not selected."""
        selection = self.document.selection
        chosen = frozenset(selection.rows)
        rest = (row for row in range(self._count(selection.level)) if row not in chosen)
        self.document.select(selection.level, tuple(rest))

    def select_their_blocks(self) -> None:
        """Select the blocks of the selected buildings."""
        block_of = self._project().stock.block_of
        rows = sorted({int(block_of[row]) for row in self.selected_buildings()})
        self.document.select(Level.BLOCK, tuple(rows))

    def select_their_buildings(self) -> None:
        """Select the buildings of the selected blocks, parcels or associations."""
        self.document.select(Level.BUILDING, self.selected_buildings())

    def _count(self, level: Level) -> int:
        project = self._project()
        frames = {
            Level.BUILDING: project.buildings,
            Level.BLOCK: project.blocks,
            Level.PARCEL: project.parcels,
            Level.ASSOCIATION: project.associations,
        }
        return len(frames[level])
