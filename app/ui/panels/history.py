"""What was done to the plan, in words; a click goes back or forward."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QUndoView, QVBoxLayout, QWidget

from app.text.translate import _
from app.ui.document import Document
from app.ui.icons import icon
from app.ui.theme import GAP
from app.ui.widgets.texts import muted


class HistoryPanel(QWidget):
    """The undo stack as a list; the saved state is marked."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QUndoView(document.undo_stack)
        self.list.setEmptyLabel(_("As it was opened"))
        self.list.setCleanIcon(icon("save"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(_("History of the plan"))
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.addWidget(
            muted(_("A click goes back to that point, or forward again. The disk marks what is saved."))
        )
        box.addWidget(self.list, 1)
        self.setProperty("manual", "plan")
