"""Something unexpected happened: what now, and a report that can be sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.text.messages import sentence
from app.text.translate import _
from app.ui.dialogs import ask

if TYPE_CHECKING:
    from app.ui.settings import Settings

FILE_NAME = "kvarter-report.txt"


class FaultDialog(QDialog):
    """Says that the plan stays, shows the report and saves it."""

    def __init__(self, parent: QWidget | None, settings: Settings, report: str) -> None:
        super().__init__(QApplication.activeModalWidget() or parent)
        self._settings = settings
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("bug")
        self.setWindowTitle(_("Something unexpected happened"))
        self.resize(760, 460)
        said = QLabel(
            _("This is a fault of the program. Your plan is as it was before and can be saved. ")
            + _("Please send the report below to those who look after Kvarter.")
        )
        said.setWordWrap(True)
        self.report, self.note = QPlainTextEdit(report), QLabel()
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(_("Report"))
        self.note.setText(_("It names versions and what was done, no files and nothing of your plan."))
        self.note.setWordWrap(True)
        self.note.setProperty("rank", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = buttons.addButton(_("Save report…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy = buttons.addButton(_("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.clicked.connect(self._save)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        for widget in (said, self.report, self.note, buttons):
            box.addWidget(widget)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
        self.note.setText(_("The report is copied."))

    def _save(self) -> None:
        path = ask.file_to_save(self, self._settings, _("Save report"), _("Text (*.txt)"), FILE_NAME)
        if path is not None:
            self.note.setText(save_report(path, self.report.toPlainText()))


def save_report(path: Path, report: str) -> str:
    """Write a report, and say how it went."""
    from gis.atomic import replacing
    from gis.errors import GisError

    try:
        with replacing(path) as target:
            target.write_text(report, encoding="utf-8")
    except GisError as fault:
        return sentence(fault.code, fault.details)
    return _("The report is saved as {name}.").format(name=path.name)
