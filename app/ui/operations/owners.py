"""Verbs of owners, associations and privacy, each as one change that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.text.translate import _, ngettext
from app.ui.operations.base import Failed, Then
from app.ui.operations.planning import Planning

if TYPE_CHECKING:
    from app.project import Privacy, Project
    from app.services.outcome import Outcome
    from app.services.owners import OwnersRequest
    from gis.associations import Association
    from retrofit.progress import Progress


class Owners(Planning):
    """Take associations from tables, name them, forget them."""

    def ask_owners(self) -> None:
        """Show the owners and associations of the plan, and let the user choose a table of them."""
        from app.ui.dialogs.owners import OwnersDialog

        OwnersDialog(self._window, self).open()

    def set_associations(
        self,
        request: OwnersRequest,
        failed: Failed | None = None,
        done: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Take associations of buildings from a table."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.owners import set_associations

            return set_associations(project, request, progress)

        text = _("Owners and associations from {name}").format(name=request.path.name)
        self._change(text, service, failed, done, ended)

    def edit_associations(self, changed: Mapping[str, Association], failed: Failed | None = None) -> None:
        """Give associations other names or kinds."""
        wanted = dict(changed)

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.owners import edit_associations

            return edit_associations(project, wanted, progress)

        count = len(wanted)
        text = ngettext("{count} association named or sorted", "{count} associations named or sorted", count)
        self._change(text.format(count=count), service, failed)

    def ask_privacy(self) -> None:
        """Show the privacy switch."""
        from app.ui.dialogs.privacy import PrivacyDialog

        PrivacyDialog(self._window, self).open()

    def set_privacy(
        self,
        privacy: Privacy,
        failed: Failed | None = None,
        done: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Turn the privacy switch."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.privacy import set_privacy

            return set_privacy(project, privacy, progress)

        text = _("Exports for the public") if privacy.on else _("Exports for internal use")
        self._change(text, service, failed, done, ended)

    def forget_associations(self) -> None:
        """Take all associations out of the plan."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.owners import forget_associations

            return forget_associations(project, progress)

        self._change(_("Owners and associations taken out"), service)
