"""Verbs that take a newer delivery of the files into a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.operations.base import Failed, Then
from app.ui.operations.planning import Planning
from app.ui.tasks import Task

if TYPE_CHECKING:
    from app.project import Project
    from app.services.blocking import BlockRequest
    from app.services.joining import JoinPreview
    from app.services.outcome import Outcome
    from gis.delivery import DistrictFiles
    from retrofit.progress import Progress


class Delivering(Planning):
    """Ask for newer files, take them; one change that can be undone."""

    def open_newer_files(self) -> None:
        """Ask for a newer delivery of the files of the plan."""
        from app.ui.dialogs.import_dialog import ImportDialog

        ImportDialog(self._window, self, update=True).open()  # type: ignore[arg-type]

    def clean_again(self) -> None:
        """Read the files of the plan again, with other limits or columns where that is wanted."""
        from app.ui.dialogs.import_dialog import ImportDialog

        files = self._project().files
        ImportDialog(self._window, self, update=True, again=files).open()  # type: ignore[arg-type]

    def ask_recipe(self) -> None:
        """Write down how the files of the plan were understood."""
        project = self._project()
        path = ask.file_to_save(
            self._window,
            self.settings,
            _("Save the recipe as"),
            _("Recipes (*.toml)"),
            f"{project.name}.toml",
        )
        if path is not None:
            self.save_recipe(path if path.suffix else path.with_suffix(".toml"))

    def save_recipe(self, path: Path) -> None:
        """Write the recipe of the import to a file that the user agreed to replace."""
        project = self._project()

        def work(_progress: Progress) -> Path:
            from app.services.recipes import recipe_of_plan, write_recipe

            write_recipe(recipe_of_plan(project), path)
            return path

        def done(written: Path) -> None:
            self.noted.emit(_("Recipe saved as {name}").format(name=written.name))

        self.runner.run(Task(_("Writing the recipe"), work, done))

    def update_delivery(
        self,
        files: DistrictFiles,
        failed: Failed | None = None,
        then: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Take a newer delivery into the plan."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.renewing import UpdateRequest, update_delivery

            return update_delivery(project, UpdateRequest(files), progress)

        self._change(_("Newer delivery taken"), service, failed, then, ended)

    def ask_register(self) -> None:
        """Ask for a register to join to the buildings."""
        from app.ui.dialogs.join_register import JoinDialog

        JoinDialog(self._window, self).open()  # type: ignore[arg-type]

    def join_register(
        self, preview: JoinPreview, source: str, failed: Failed, then: Then, ended: Then
    ) -> None:
        """Take a register that was looked at into the plan."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.joining import take_join

            return take_join(project, preview, source, progress)

        self._change(_("{name} joined").format(name=source), service, failed, then, ended)

    def ask_form_blocks(self) -> None:
        """Ask how the blocks are to be formed."""
        from app.ui.dialogs.form_blocks import FormBlocksDialog

        FormBlocksDialog(self._window, self).open()  # type: ignore[arg-type]

    def form_blocks(self, request: BlockRequest, failed: Failed, then: Then, ended: Then) -> None:
        """Form the blocks anew."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.blocking import form_blocks

            return form_blocks(project, request, progress)

        self._change(_("Blocks formed anew"), service, failed, then, ended)

    def take_update(self, outcome: Outcome, then: Then, ended: Then) -> None:
        """Take a newer delivery that was checked before."""
        self._change(_("Newer delivery taken"), lambda _project, _progress: outcome, None, then, ended)
