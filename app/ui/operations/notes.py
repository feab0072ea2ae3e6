"""Verbs of notes on buildings and blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.operations.planning import Planning

if TYPE_CHECKING:
    from app.project import Note, Project
    from app.services.outcome import Outcome
    from retrofit.progress import Progress

PHOTOS: Final = "*.jpg *.jpeg *.png *.webp *.bmp *.gif"


class Notes(Planning):
    """Write down what is worth remembering."""

    def keep_note(self, note: Note) -> None:
        """Keep a note; what is typed in one go is one step of undo."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.notes import keep_note

            return keep_note(project, note)

        self._change(_("Note on {id}").format(id=note.id), service, merge=True)

    def ask_photo(self, note: Note) -> None:
        """Let the user choose a photo for a note; it stays where it is."""
        from dataclasses import replace

        from app.services.notes import photo_as_kept

        kinds = _("Photos ({endings})").format(endings=PHOTOS)
        found = ask.file_to_open(self._window, self.settings, _("Photo"), kinds)
        if found is not None:
            self.keep_note(replace(note, photo=photo_as_kept(found, self.document.path)))
