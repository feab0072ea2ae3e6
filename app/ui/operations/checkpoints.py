"""Verbs of the checkpoints: states of the plan with names; a step back through the history never loses one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.operations.base import Failed
from app.ui.operations.planning import Planning

if TYPE_CHECKING:
    from app.project import Project
    from app.services.outcome import Outcome
    from retrofit.progress import Progress


class Checkpoints(Planning):
    """Keep the plan as it is now, and go back to it."""

    def ask_checkpoint(self) -> None:
        """Ask for a name for the plan as it is now."""
        from app.services.checkpoints import free_name

        ask.name_of(
            self._window,
            _("Keep a checkpoint"),
            _("Name of the plan as it is now"),
            free_name(self._project()),
            self.add_checkpoint,
        )

    def add_checkpoint(self, name: str, failed: Failed | None = None) -> None:
        """Keep the plan as it is under a name."""
        who = self.settings.user

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.checkpoints import add_checkpoint

            return add_checkpoint(project, name, who)

        self._change(_("Checkpoint “{name}”").format(name=name.strip()), service, failed, lasting=True)

    def delete_checkpoint(self, name: str) -> None:
        """Forget a checkpoint."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.checkpoints import delete_checkpoint

            return delete_checkpoint(project, name)

        self._change(_("Checkpoint “{name}” deleted").format(name=name), service)

    def restore_checkpoint(self, name: str) -> None:
        """Take the plan as it was."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.checkpoints import restore_checkpoint

            return restore_checkpoint(project, name, progress)

        self._change(_("Back to checkpoint “{name}”").format(name=name), service)
