"""`WorkingDialog`: a dialog whose work runs as a task, with its progress and its fault said inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.text.labels import progress_label
from app.ui.dialogs.manual import helped
from app.ui.tasks import Fault

if TYPE_CHECKING:
    from app.ui.operations import Operations


FRAME_PX = 60
"""Height that a window's own frame takes."""


class WorkingDialog(QDialog):
    """Entries stay when something is wrong; Cancel stops the work first, then closes."""

    def __init__(self, parent: QWidget, operations: Operations, name: str, title: str) -> None:
        super().__init__(parent)
        self._operations, self._runner = operations, operations.runner
        self._busy, self._shown = False, False
        self.fault, self.doing, self.progress = QLabel(), QLabel(), QProgressBar()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(name)
        helped(self)
        self.setWindowTitle(title)
        self._runner.progressed.connect(self._progressed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._shown = True

    def reject(self) -> None:
        """Stop what works, else close."""
        if self._busy and self._runner.busy:
            self._runner.cancel()
        else:
            super().reject()

    def _frame(self) -> QVBoxLayout:
        box = QVBoxLayout(self)
        box.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        return box

    def _foot(self, box: QVBoxLayout, button: str) -> QPushButton:
        """Add fault, progress and buttons; return the one that starts the work."""
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress.setTextVisible(False)
        for widget in (self.fault, self.doing, self.progress):
            box.addWidget(widget)
            widget.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        start = self.buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        start.setProperty("primary", True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        box.addWidget(self.buttons)
        for other in self.findChildren(QPushButton):
            other.setAutoDefault(other is start)  # Enter in a field is not a click on the first button
        start.setDefault(True)
        return start

    def _begin(self, text: str) -> None:
        self._busy = True
        self.fault.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        self.doing.setText(text)
        self.doing.show()
        self._fit()
        self._allow()

    def _end(self) -> None:
        self._busy = False
        self.progress.hide()
        self.doing.hide()
        self._fit()
        self._allow()

    def _failed(self, fault: Fault) -> None:
        self.fault.setText(fault.text)
        self.fault.show()

    def _fit(self) -> None:
        """Be as high as what is shown needs; Qt's own bound counts a text as if it were narrow."""
        snug = self.height() <= self.minimumHeight() or not self._shown
        height = self.layout().totalHeightForWidth(self.width())
        self.setMinimumHeight(
            min(height if height > 0 else self.layout().totalSizeHint().height(), self._room)
        )
        if snug:
            self.resize(self.width(), self.minimumHeight())
            self._come_into_sight()

    def _grow(self, height: int) -> None:
        """Be at least so high, as far as the screen has room for it."""
        self.resize(self.width(), max(self.height(), min(height, self._room)))
        self._come_into_sight()

    @property
    def _room(self) -> int:
        """Most height that the screen has for it."""
        return self.screen().availableGeometry().height() - FRAME_PX

    def _come_into_sight(self) -> None:
        """Move up where the foot with its buttons would lie below the screen."""
        screen = self.screen().availableGeometry()
        below = self.frameGeometry().bottom() - screen.bottom()
        if below > 0:
            self.move(self.x(), max(self.y() - below, screen.top()))

    def _progressed(self, fraction: float, what: str) -> None:
        if self._busy:
            self.progress.setRange(0, 100)
            self.progress.setValue(round(100 * fraction))
            self.doing.setText(f"{progress_label(what)}…")

    def _allow(self) -> None:
        """Enable what can be done now."""


def form_layout() -> QFormLayout:
    """A form whose fields take the room there is."""
    form = QFormLayout()
    form.setSpacing(8)
    form.setHorizontalSpacing(12)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
