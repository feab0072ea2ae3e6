"""The privacy switch: what may leave the program for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from app.bridge import frame_of
from app.project import Privacy
from app.text.translate import _
from app.ui.dialogs.working import WorkingDialog, form_layout
from app.ui.widgets.choice import Choice
from app.ui.widgets.number_box import CountBox
from app.ui.widgets.texts import muted
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.ui.operations import Operations

MOST: int = 999


class PrivacyDialog(WorkingDialog):
    """One switch, a least number, and what figures are summed up by."""

    def __init__(self, parent: QWidget, operations: Operations) -> None:
        super().__init__(parent, operations, "privacy", _("For the public"))
        project = operations.document.project
        assert project is not None
        now = project.privacy
        self.on, self.least = QCheckBox(_("Exports and map pictures are for the public")), CountBox()
        self.level = Choice(
            [(Level.BLOCK, _("Blocks")), (Level.PARCEL, _("Parcels")), (Level.ASSOCIATION, _("Owners"))],
            _("Published by"),
        )
        for level in (Level.BLOCK, Level.PARCEL, Level.ASSOCIATION):
            self.level.button(level).setEnabled(len(frame_of(project, level)) > 0)
        self.on.setChecked(now.on)
        self.least.setRange(2, MOST)
        self.least.setValue(now.least)
        self.least.setAccessibleName(_("Least dwellings or buildings of a published figure"))
        self.level.set_value(now.level)
        self._lay_out()
        self.on.toggled.connect(self._allow)
        self._allow()

    @property
    def privacy(self) -> Privacy:
        """What is asked for."""
        level = self.level.value
        assert isinstance(level, Level)
        return Privacy(self.on.isChecked(), self.least.value(), level)

    def accept(self) -> None:
        """Turn the switch, as one change."""
        if not self._busy:
            self._begin(_("Reckoning again…"))
            self._operations.set_privacy(self.privacy, self._failed, super().accept, self._end)

    def _lay_out(self) -> None:
        self.setMinimumWidth(520)
        box, form = self._frame(), form_layout()
        box.addWidget(self.on)
        form.addRow(_("Least dwellings or buildings"), self.least)
        form.addRow(_("Published by"), self.level)
        box.addLayout(form)
        box.addWidget(
            muted(
                _(
                    "Files then hold no owners and no figures of single buildings. A block, parcel or owner with fewer dwellings "
                    "and fewer heated buildings stays without figures, and so many others that totals tell nothing of them "
                    "either. Only one of the three is published: two could be subtracted from each other. The plan itself is "
                    "not written; save it for yourself."
                )
            )
        )
        self._foot(box, _("Apply"))

    def _allow(self) -> None:
        for widget in (self.least, self.level):
            widget.setEnabled(not self._busy and self.on.isChecked())
