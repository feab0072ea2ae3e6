"""Change what the calculation takes for granted; everything is reckoned again as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from app.text.translate import _
from app.ui.dialogs.assumption_form import AssumptionForm
from app.ui.dialogs.working import WorkingDialog

if TYPE_CHECKING:
    from app.ui.operations import Operations


class AssumptionsDialog(WorkingDialog):
    """Shows all assumptions of a plan and its country pack."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "assumptions", _("Assumptions"))
        project = operations.document.project
        assert project is not None
        self.setMinimumWidth(640)
        self.form = AssumptionForm(project.place, project.weather.name if project.weather else "")
        self.form.fill(project.assumptions, project.country)
        self._lay_out()

    def accept(self) -> None:
        """Reckon with what is chosen; the dialog closes when it went well."""
        project = self._operations.document.project
        if self._busy or project is None:
            return
        chosen, code = self.form.assumptions, self.form.code
        if (chosen, code) == (project.assumptions, project.country):
            super().accept()
            return
        self._begin(_("Reckoning again…"))
        self._operations.set_assumptions(chosen, code, self._failed, super().accept, self._end)

    def _lay_out(self) -> None:
        box = self._frame()
        box.addWidget(self.form)
        box.addStretch(1)
        self.reckon = self._foot(box, _("Reckon again"))
        self.back = self.buttons.addButton(
            _("Back to the pack's values"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.back.setToolTip(_("The values that a new plan has with this pack"))
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.form.back_to_pack)
        self.form.country.currentIndexChanged.connect(lambda _place: self._fit())

    def _allow(self) -> None:
        for widget in (self.form, self.back, self.reckon):
            widget.setEnabled(not self._busy)
