"""`NotesBox`: what the planner wrote down about one building or block, with a photo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QImageIOHandler, QImageReader, QMouseEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.text.translate import _
from app.ui.document import Document
from app.ui.reading import Reader
from app.ui.theme import GAP
from app.ui.widgets.texts import muted, show

if TYPE_CHECKING:
    from pathlib import Path

    from app.project import Note

TYPED_MS: Final = 400
"""After so long without a key what is typed is kept."""
TEXT_PX: Final = 72
PHOTO: Final = QSize(300, 200)


class NotesBox(QWidget):
    """A field to type in, and a photo from a file that stays where it is."""

    kept = Signal(object)
    """`app.project.Note` as the user wants it."""
    photo_wanted = Signal(object)
    """The note that is to have a photo."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._reader = document, Reader(self)
        self._note: Note | None = None
        self._file: Path | None = None
        self.text, self.photo, self.missing = QPlainTextEdit(), QLabel(), muted()
        self.add, self.remove = QPushButton(_("Photo…")), QPushButton(_("Remove photo"))
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self._typed.timeout.connect(self._keep)
        self._lay_out()
        self.text.textChanged.connect(self._typing)
        self.text.installEventFilter(self)
        self.photo.installEventFilter(self)
        self.add.clicked.connect(self._ask)
        self.remove.clicked.connect(self._take_away)

    @property
    def busy(self) -> bool:
        """Whether a photo is still to come."""
        return self._reader.busy

    def show_note(self, note: Note | None) -> None:
        """Show another note, or the same one as the plan has it now; what was being typed is kept first."""
        before = self._note
        if before is not None and (note is None or (note.level, note.id) != (before.level, before.id)):
            self._keep()
        elif before is not None and self._typed.isActive():
            note = replace(note, text=before.text) if note is not None else None
        self._note = note
        written = "" if note is None else note.text
        if not self._typed.isActive() and self.text.toPlainText() != written:
            self.text.blockSignals(True)
            self.text.setPlainText(written)
            self.text.blockSignals(False)
        if note is None or before is None or note.photo != before.photo or note.id != before.id:
            self._show_photo(note)

    def close_down(self) -> None:
        """Ask nothing any more."""
        self._typed.stop()
        self._reader.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and event.type() is QEvent.Type.FocusOut:
            self._keep()
        if (
            watched is self.photo
            and isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and self._file is not None
        ):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))
        return super().eventFilter(watched, event)

    def _typing(self) -> None:
        self._typed.start()

    def _keep(self) -> None:
        """Tell what was typed, where it is new."""
        self._typed.stop()
        if self._note is not None and self.text.toPlainText() != self._note.text:
            self._note = replace(self._note, text=self.text.toPlainText())
            self.kept.emit(self._note)

    def _ask(self) -> None:
        self._keep()
        if self._note is not None:
            self.photo_wanted.emit(self._note)

    def _take_away(self) -> None:
        self._keep()
        if self._note is not None:
            self.kept.emit(replace(self._note, photo=""))

    def _show_photo(self, note: Note | None) -> None:
        """Look for the photo beside the window's thread: it may lie on a slow drive."""
        self._file = None
        show(self.photo, visible=False)
        show(self.missing, visible=False)
        show(self.remove, visible=note is not None and bool(note.photo))
        self._reader.forget()
        if note is None or not note.photo:
            return
        plan, size, scale = self._document.path, PHOTO, self.devicePixelRatioF()

        def found() -> tuple[Path | None, QImage]:
            from app.services.notes import photo_file

            file = photo_file(note, plan)
            return file, QImage() if file is None else _small(file, size * scale)

        self._reader.ask(found, lambda answer: self._photo_found(note, *answer, scale))

    def _photo_found(self, note: Note, file: Path | None, image: QImage, scale: float) -> None:
        if image.isNull():
            words = (
                _("The photo {path} is not there any more: choose it again, or put it beside the plan.")
                if file is None
                else _("The photo {path} cannot be read: choose another one.")
            )
            self.missing.setText(words.format(path=note.photo))
        else:
            self._file = file
            image.setDevicePixelRatio(scale)
            self.photo.setPixmap(QPixmap.fromImage(image))
            self.photo.setToolTip(_("{path}\nA click opens it").format(path=file))
        show(self.photo, visible=not image.isNull())
        show(self.missing, visible=image.isNull())

    def _lay_out(self) -> None:
        self.text.setPlaceholderText(_("What is worth remembering here"))
        self.text.setAccessibleName(_("Notes"))
        self.text.setFixedHeight(TEXT_PX)
        self.text.setTabChangesFocus(True)
        self.add.setToolTip(_("Show a photo here: the file stays where it is"))
        self.photo.setAccessibleName(_("Photo"))
        self.photo.setCursor(Qt.CursorShape.PointingHandCursor)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for widget in (self.text, self.photo, self.missing):
            box.addWidget(widget)
        box.addLayout(buttons)
        for widget in (self.photo, self.missing, self.remove):
            show(widget, visible=False)


def _small(file: Path, size: QSize) -> QImage:
    """Read a picture no larger than it is shown, turned as it was taken."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isValid():
        turned = (
            full.transposed()
            if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
            else full
        )
        shown = turned.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        if shown.width() < turned.width():
            reader.setScaledSize(shown.transposed() if turned != full else shown)
    return reader.read()
