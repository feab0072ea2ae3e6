"""Change what the calculation takes for granted; everything is reckoned again as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.text.translate import _
from app.ui.dialogs.assumption_form import AssumptionForm
from app.ui.dialogs.working import Working

if TYPE_CHECKING:
    from app.ui.operations import Operations
    from app.ui.tasks import Fault


class AssumptionsDialog(QDialog):
    """Shows all assumptions of a plan; a fault is said here and the entries stay."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent)
        project = operations.document.project
        assert project is not None
        self._operations, self._runner = operations, operations.runner
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("assumptions")
        self.setWindowTitle(_("Assumptions"))
        self.setMinimumWidth(620)
        self.form, self.working = AssumptionForm(project.place), Working(self._runner)
        self.form.fill(project.assumptions, project.country)
        self._lay_out()

    def accept(self) -> None:
        """Reckon with what is chosen; the dialog closes when it went well."""
        if self.working.busy:
            return
        project = self._operations.document.project
        assert project is not None
        chosen, code = self.form.assumptions, self.form.code
        if (chosen, code) == (project.assumptions, project.country):
            super().accept()
            return
        self.working.begin(_("Reckoning again…"))
        self._allow()
        self._operations.set_assumptions(chosen, code, self._failed, super().accept, self._end)

    def reject(self) -> None:
        """Stop what works, else close."""
        if self.working.busy:
            self._runner.cancel()
        else:
            super().reject()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addWidget(self.form)
        box.addStretch(1)
        box.addWidget(self.working)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.back = self.buttons.addButton(
            _("Back to the pack's values"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.back.setToolTip(_("The values a new plan has with this pack"))
        self.back.setAutoDefault(False)
        self.reckon = self.buttons.addButton(_("Reckon again"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.reckon.setProperty("primary", True)
        self.reckon.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.back.clicked.connect(self.form.back_to_pack)
        box.addWidget(self.buttons)

    def _end(self) -> None:
        self.working.end()
        self._allow()

    def _failed(self, fault: Fault) -> None:
        self.working.fail(fault.text)

    def _allow(self) -> None:
        for widget in (self.form, self.back, self.reckon):
            widget.setEnabled(not self.working.busy)
