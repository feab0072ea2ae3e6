"""The start page: own files, built-in districts, recent projects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.identity import NAME
from app.services.sample_list import SAMPLES
from app.store.journal import Found
from app.text.translate import _, ngettext
from app.ui import thumbnails
from app.ui.icons import icon

PAGE_WIDTH: Final = 760
BUTTON_HEIGHT: Final = 36


class StartPage(QScrollArea):
    """What is shown before a project is open; it emits what the user wants."""

    files_wanted = Signal()
    project_wanted = Signal(object)
    """Path of a recent project; None asks for one."""
    sample_wanted = Signal(str)
    forget_wanted = Signal(object)
    recovery_wanted = Signal(object)
    """`app.store.journal.Found` to open again."""
    discard_wanted = Signal(object)
    """`app.store.journal.Found` that nobody wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        page.setMaximumWidth(PAGE_WIDTH)
        self._box = QVBoxLayout(page)
        self._box.setContentsMargins(24, 40, 24, 24)
        self._box.setSpacing(8)
        self._box.addLayout(_head())
        self._box.addSpacing(20)
        self._box.addLayout(self._own())
        self._box.addSpacing(24)
        self._recovered_title = _title(_("Not saved when the program stopped"))
        self._recovered_title.hide()
        self._recovered = QVBoxLayout()
        self._recovered.setSpacing(4)
        self._box.addWidget(self._recovered_title)
        self._box.addLayout(self._recovered)
        self._box.addSpacing(8)
        self._box.addWidget(_title(_("Built-in districts")))
        self._box.addLayout(self._samples())
        self._box.addSpacing(24)
        self._recent_title = _title(_("Recent projects"))
        self._box.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        self._box.addLayout(self._recent)
        self._box.addStretch(1)
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(page, 100)
        row.addStretch(1)
        self.setWidget(centred)

    def show_recent(self, paths: tuple[Path, ...], pictures: Path) -> None:
        """List recent projects with the pictures of a folder; those that are gone are greyed."""
        while (item := self._recent.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._recent_title.setVisible(bool(paths))
        for path in paths:
            self._recent.addWidget(self._recent_row(path, thumbnails.of(pictures, path)))

    def show_recovered(self, found: Sequence[Found]) -> None:
        """List plans that were not saved when a window went down."""
        while (item := self._recovered.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._recovered_title.setVisible(bool(found))
        for one in found:
            self._recovered.addWidget(self._recovered_row(one))

    def _recovered_row(self, found: Found) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        card = Card(found.note.name, _what_was_done(found), "undo")
        card.clicked.connect(lambda: self.recovery_wanted.emit(found))
        discard = QPushButton(icon("cancel"), _("Discard"))
        discard.clicked.connect(lambda: self.discard_wanted.emit(found))
        box.addWidget(card, 1)
        box.addWidget(discard)
        return row

    def _own(self) -> QHBoxLayout:
        own = QPushButton(_("Open your own files…"))
        own.setProperty("primary", True)
        own.setObjectName("own-files")
        own.clicked.connect(self.files_wanted)
        saved = QPushButton(_("Open a project…"))
        for button in (own, saved):
            button.setFixedHeight(BUTTON_HEIGHT)
        saved.clicked.connect(lambda: self.project_wanted.emit(None))
        hint = QLabel(_("or drop files anywhere in this window"))
        hint.setProperty("rank", "muted")
        hint.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(own)
        row.addWidget(saved)
        row.addWidget(hint, 1)
        return row

    def _samples(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, sample in enumerate(SAMPLES):
            card = Card(_(sample.title), _(sample.summary), "district")
            card.setObjectName(f"sample-{sample.key}")
            card.clicked.connect(lambda _checked=False, key=sample.key: self.sample_wanted.emit(key))
            grid.addWidget(card, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        return grid

    def _recent_row(self, path: Path, picture: QPixmap | None) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        card = Card(path.stem, _where_and_when(path), picture or "recent")
        box.addWidget(card, 1)
        if path.is_file():
            card.clicked.connect(lambda: self.project_wanted.emit(path))
            return row
        card.setEnabled(False)
        card.setToolTip(_("{path} is not there any more").format(path=path))
        forget = QPushButton(icon("cancel"), _("Take off the list"))
        forget.clicked.connect(lambda: self.forget_wanted.emit(path))
        box.addWidget(forget)
        return row


class Card(QPushButton):
    """A large button: icon, title and a sentence."""

    def __init__(self, title: str, text: str, picture: str | QPixmap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        shown = QLabel()
        shown.setPixmap(icon(picture).pixmap(QSize(24, 24)) if isinstance(picture, str) else picture)
        head, body = QLabel(title), QLabel(text)
        head.setFont(_weighty(head.font(), 0))
        body.setProperty("rank", "muted")
        body.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(head)
        words.addWidget(body)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 12, 14, 12)
        self._row.setSpacing(12)
        self._row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for label in (shown, head, body):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)


def _what_was_done(found: Found) -> str:
    """When a plan was kept, and what it holds beyond what was saved."""
    note = found.note
    when = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(note.when)), QLocale.FormatType.ShortFormat)
    text = ngettext(
        "Kept {when} with {count} change that was not saved: {last}",
        "Kept {when} with {count} changes that were not saved, the last: {last}",
        note.count,
    )
    last = note.changes[-1] if note.changes else _("nothing since it was loaded")
    where = note.path or _("never saved")
    return text.format(when=when, count=note.count, last=last) + f"\n{where}"


def _where_and_when(path: Path) -> str:
    """Folder of a project, and when it was saved."""
    try:
        saved = QDateTime.fromSecsSinceEpoch(int(path.stat().st_mtime))
    except OSError:
        return str(path.parent)
    day = QLocale().toString(saved, QLocale.FormatType.ShortFormat)
    return f"{path.parent}\n" + _("saved {day}").format(day=day)


def _head() -> QHBoxLayout:
    logo, name = QLabel(), QLabel(NAME)
    logo.setPixmap(icon("kvarter").pixmap(QSize(56, 56)))
    name.setFont(_weighty(name.font(), 14))
    said = QLabel(_("From real footprints and cadastre to a costed renovation plan per block."))
    said.setProperty("rank", "muted")
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(name)
    words.addWidget(said)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(logo)
    row.addLayout(words, 1)
    return row


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(_weighty(label.font(), 2))
    return label


def _weighty(font: QFont, larger: int) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() + larger)
    made.setWeight(QFont.Weight.DemiBold)
    return made
