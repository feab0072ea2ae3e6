"""What was done to the plan: steps to go back to, checkpoints with names, and who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QUndoView, QVBoxLayout, QWidget

from app.text.translate import _
from app.ui.document import Document
from app.ui.icons import icon
from app.ui.panels.checkpoints import CheckpointsPage
from app.ui.panels.logbook import LogPage
from app.ui.theme import GAP
from app.ui.widgets.choice import Choice
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.ui.operations import Operations


class HistoryPanel(QWidget):
    """Three pages: the undo stack, the checkpoints, the log."""

    def __init__(self, document: Document, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QUndoView(document.undo_stack)
        self.list.setEmptyLabel(_("As it was opened"))
        self.list.setCleanIcon(icon("save"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(_("History of the plan"))
        self.checkpoints, self.log = CheckpointsPage(document, operations), LogPage(document)
        pages = {"steps": self.list, "checkpoints": self.checkpoints, "log": self.log}
        hints = {
            "steps": _("A click goes back to that point, or forward again. The disk marks what is saved."),
            "checkpoints": _("States of the plan with names, saved in the plan."),
            "log": _("What was done to this plan, by whom and when; undo takes entries back."),
        }
        names = (("steps", _("Steps")), ("checkpoints", _("Checkpoints")), ("log", _("Log")))
        self.choice, self._stack, self._hint = Choice(names, _("History")), QStackedWidget(), muted()
        self._places, self._hints = list(pages), hints
        for page in pages.values():
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addWidget(self._hint, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.addLayout(head)
        box.addWidget(self._stack, 1)
        self.choice.chosen.connect(self.show_page)
        self.setProperty("manual", "plan")
        self.show_page("steps")

    def show_page(self, name: object) -> None:
        """Show steps, checkpoints or log."""
        self.choice.set_value(name)
        self._hint.setText(self._hints[str(name)])
        self._stack.setCurrentIndex(self._places.index(str(name)))
