"""Verbs that write papers of a plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.operations.base import Failed, Then, Verbs
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.services.papers.requests import PaperRequest
    from retrofit.progress import Progress


class Papers(Verbs):
    """Report, passports, papers for meetings, posters, atlas, map."""

    def ask_papers(self) -> None:
        """Show which papers can be written."""
        from app.ui.dialogs.papers import PapersDialog

        PapersDialog(self._window, self).open()  # type: ignore[arg-type]

    def write_papers(
        self,
        request: PaperRequest,
        done: Callable[[dict[str, Path]], None],
        failed: Failed | None = None,
        ended: Then | None = None,
    ) -> None:
        """Write the papers of a request."""
        project = self._project()

        def work(progress: Progress) -> dict[str, Path]:
            from app.services.papers.requests import write_papers

            return write_papers(project, request, progress)

        self.runner.run(Task(_("Writing papers"), work, done, failed, ended))
