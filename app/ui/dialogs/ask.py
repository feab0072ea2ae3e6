"""Short questions: which file, save first, what happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QWidget,
)

from app.identity import NAME, version
from app.text.translate import _
from app.ui.icons import icon

if TYPE_CHECKING:
    from app.store.lock import Lock
    from app.ui.settings import Settings


def file_to_open(parent: QWidget, settings: Settings, title: str, kinds: str) -> Path | None:
    """Let the user choose an existing file."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(settings.folder("open")), kinds)
    return _remembered(settings, "open", name)


def files_to_open(parent: QWidget, settings: Settings, title: str, kinds: str) -> tuple[Path, ...]:
    """Let the user choose existing files."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(settings.folder("open")), kinds)
    for name in names[:1]:
        _remembered(settings, "open", name)
    return tuple(Path(name) for name in names)


def text(parent: QWidget, title: str, question: str, proposal: str) -> str:
    """Let the user write a line; "" when the question is closed."""
    written, agreed = QInputDialog.getText(parent, title, question, text=proposal)
    return written.strip() if agreed else ""


def one_of(parent: QWidget, title: str, question: str, answers: list[str]) -> str:
    """Let the user choose one of a few answers; "" when the question is closed."""
    chosen, agreed = QInputDialog.getItem(parent, title, question, answers, 0, False)
    return chosen if agreed else ""


def name_of(
    parent: QWidget, title: str, question: str, proposed: str, take: Callable[[str], object]
) -> QInputDialog:
    """Let the user type a name; nothing is taken when the question is closed."""
    box = QInputDialog(QApplication.activeModalWidget() or parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("name")
    box.setWindowTitle(title)
    box.setLabelText(question)
    box.setTextValue(proposed)
    box.textValueSelected.connect(take)
    box.open()
    return box


def file_to_save(parent: QWidget, settings: Settings, title: str, kinds: str, name: str) -> Path | None:
    """Let the user choose where a file goes; the system asks before one is replaced."""
    start = settings.folder("save") / file_name(name)
    found, _kind = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    return _remembered(settings, "save", found)


def folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """Let the user choose a folder."""
    found = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(found) if found else None


def taken_sentence(name: str, held: Lock) -> str:
    """Say who has a plan open."""
    since = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(held.since)), QLocale.FormatType.ShortFormat)
    return _("{name} is open in another window: {user} on {host}, since {since}.").format(
        name=name, user=held.user or _("somebody"), host=held.host, since=since
    )


def taken(parent: QWidget, name: str, held: Lock, copy: Callable[[], object]) -> None:
    """Say who has a plan open, and offer a copy."""
    box = QMessageBox(
        QMessageBox.Icon.Information, _("The plan is in use"), taken_sentence(name, held), parent=parent
    )
    box.setInformativeText(_("A copy can be looked at and saved under another name."))
    box.setObjectName("taken")
    box.addButton(_("Open a copy"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.accepted.connect(copy)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def unsaved(
    parent: QWidget,
    name: str,
    save: Callable[[], object],
    discard: Callable[[], object],
    cancel: Callable[[], object],
) -> QMessageBox:
    """Ask what becomes of unsaved changes."""
    box = QMessageBox(QApplication.activeModalWidget() or parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("unsaved")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(NAME)
    box.setText(_("Save the changes to {name}?").format(name=name))
    box.setInformativeText(_("They are lost otherwise."))
    kinds = QMessageBox.StandardButton
    box.setStandardButtons(kinds.Save | kinds.Discard | kinds.Cancel)
    box.setDefaultButton(kinds.Save)

    def answer(_code: int) -> None:
        chosen = box.standardButton(box.clickedButton())
        {kinds.Save: save, kinds.Discard: discard}.get(chosen, cancel)()

    box.finished.connect(answer)
    box.open()
    return box


def asking(window: QWidget) -> bool:
    """Whether the question of `unsaved` is on screen."""
    return any(box.isVisible() for box in window.findChildren(QMessageBox, "unsaved"))


def confirm(parent: QWidget, text: str, more: str, button: str, then: Callable[[], object]) -> QMessageBox:
    """Ask before something is done that cannot be taken back."""
    box = QMessageBox(QApplication.activeModalWidget() or parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("confirm")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(NAME)
    box.setText(text)
    box.setInformativeText(more)
    yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.finished.connect(lambda _code: then() if box.clickedButton() is yes else None)
    box.open()
    return box


def about(parent: QWidget) -> QMessageBox:
    """Say what this program is."""
    box = QMessageBox(QApplication.activeModalWidget() or parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("about")
    box.setWindowTitle(_("About Kvarter"))
    box.setIconPixmap(icon("kvarter").pixmap(56, 56))
    box.setText(f"<b>{NAME}</b> {version()}")
    box.setInformativeText(
        _("From real footprints and cadastre to a costed renovation plan per block.")
        + "<br><br>"
        + _("Apache License 2.0. Made with Qt (LGPL), GDAL, PROJ, GEOS and NumPy.")
        + "<br>"
        + _("Typology: TABULA and EPISCOPE projects.")
    )
    box.open()
    return box


def _remembered(settings: Settings, purpose: str, name: str) -> Path | None:
    if not name:
        return None
    settings.set_folder(purpose, Path(name).parent)
    return Path(name)


def file_name(name: str) -> str:
    """Turn a title into a file name every system takes."""
    return "".join("_" if sign in '<>:"/\\|?*' else sign for sign in name)
