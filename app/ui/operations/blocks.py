"""Verbs that change blocks and buildings by hand; each is one change that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.text.translate import _, ngettext
from app.ui.dialogs import ask
from app.ui.operations.planning import Planning
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.project import Project
    from app.services.outcome import Outcome
    from retrofit.progress import Progress


class Blocks(Planning):
    """Draw, cut, merge and fill blocks; cut and merge buildings."""

    def draw_block(self, ring: NDArray[np.float64]) -> None:
        """Make a block of the buildings inside a polygon."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.block_editing import draw_block

            return draw_block(project, ring, progress)

        self._change(_("Block drawn"), service)

    def cut_blocks(self, line: NDArray[np.float64]) -> None:
        """Divide the blocks that a line crosses."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.block_editing import cut_blocks

            return cut_blocks(project, line, progress)

        self._change(_("Blocks cut"), service)

    def merge_blocks(self) -> None:
        """Make one block of the selected ones, or of those of the selected buildings."""
        selection, project = self.document.selection, self._project()
        rows = selection.rows
        if selection.level is not Level.BLOCK:
            rows = tuple({int(project.stock.block_of[row]) for row in self.selected_buildings()})

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.block_editing import merge_blocks

            return merge_blocks(project, rows, progress)

        text = ngettext("{count} block merged", "{count} blocks merged", len(rows))
        self._change(text.format(count=len(rows)), service)

    def ask_block(self) -> None:
        """Ask for a block, and put the selected buildings into it."""
        rows = self.selected_buildings()
        names = sorted(str(name) for name in self._project().blocks.index)
        chosen = ask.one_of(self._window, _("Move to a block"), _("Block:"), names)
        if chosen and rows:
            self.move_buildings(rows, chosen)

    def move_buildings(self, rows: Iterable[int], block_id: str) -> None:
        """Put buildings into another block."""
        chosen = tuple(rows)

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.block_editing import move_buildings

            return move_buildings(project, chosen, block_id, progress)

        text = ngettext(
            "{count} building moved to {block}", "{count} buildings moved to {block}", len(chosen)
        )
        self._change(text.format(count=len(chosen), block=block_id), service)

    def cut_buildings(self, line: NDArray[np.float64]) -> None:
        """Cut the selected buildings, or all that a line crosses, into sections."""
        rows = self.selected_buildings()

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.building_editing import split_buildings

            return split_buildings(project, rows, line, progress)

        self._change(_("Buildings cut into sections"), service)

    def merge_buildings(self) -> None:
        """Make one building of the selected ones."""
        rows = self.selected_buildings()

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.building_editing import merge_buildings

            return merge_buildings(project, rows, progress)

        text = ngettext("{count} building merged", "{count} buildings merged", len(rows))
        self._change(text.format(count=len(rows)), service)
