"""What the calculation takes for granted; every change is reckoned at once and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.changes import Changes
from app.text.translate import _
from app.ui.document import Document
from app.ui.panels.assumption_form import AssumptionForm
from app.ui.theme import GAP
from app.ui.widgets.calm import calm
from app.ui.widgets.texts import muted

if TYPE_CHECKING:
    from app.ui.operations import Operations
    from app.ui.tasks import Fault
    from retrofit.plan.scenario import Assumptions

SETTLE_MS: Final = 60
"""So long after a change the plan is reckoned again; a hand that goes on moving is followed, not waited for."""
REFILLS: Final = Changes.PROJECT | Changes.ASSUMPTIONS | Changes.GEOMETRY


class AssumptionsPanel(QWidget):
    """The form of the assumptions beside the map, with the plan following it."""

    def __init__(self, document: Document, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._operations = document, operations
        self._reckoning: tuple[Assumptions, str] | None = None
        self.form, self.fault = AssumptionForm(), QLabel()
        self.state = muted()
        self.back = QPushButton(_("Back to the pack's values"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self._apply)
        self._lay_out()
        self.form.edited.connect(self._begin)
        self.back.clicked.connect(self._to_pack)
        document.changed.connect(self._changed)
        self.setProperty("manual", "plan")
        self._changed(Changes.EVERYTHING)

    @property
    def following(self) -> bool:
        """Whether the plan is behind the form."""
        return self._soon.isActive() or self._reckoning is not None

    def _lay_out(self) -> None:
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fault.hide()
        self.back.setToolTip(_("The values that a new plan has with this pack"))
        page, area = QWidget(), QScrollArea()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(GAP, GAP, GAP, GAP)
        inside.addWidget(self.form)
        inside.addStretch(1)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        calm(page)
        foot = QVBoxLayout()
        foot.setContentsMargins(GAP, 0, GAP, GAP)
        for widget in (self.fault, self.state, self.back):
            foot.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area, 1)
        box.addLayout(foot)

    def _changed(self, changes: Changes) -> None:
        project = self._document.project
        self.setEnabled(project is not None)
        if project is None or not changes & REFILLS or self._soon.isActive():
            return
        self.form.place(project.place, project.weather.name if project.weather else "")
        if (self.form.assumptions, self.form.code) != (project.assumptions, project.country):
            self.form.fill(project.assumptions, project.country)
            self.fault.hide()
        self._say()

    def _begin(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _apply(self) -> None:
        """Reckon with what the form holds; while it is reckoned, further changes wait."""
        project = self._document.project
        if project is None or self._reckoning is not None:
            return
        self.fault.hide()
        chosen, code = self.form.assumptions, self.form.code
        if (chosen, code) == (project.assumptions, project.country):
            self._say()
            return
        self._reckoning = chosen, code
        self.state.setText(_("Reckoning again…"))
        self._operations.set_assumptions(chosen, code, self._failed, ended=self._ended, merge=True)

    def _ended(self) -> None:
        """Go on with what was changed meanwhile; after a cancel, show what holds."""
        sent, self._reckoning = self._reckoning, None
        project, held = self._document.project, (self.form.assumptions, self.form.code)
        if project is None or not self.fault.isHidden():
            return
        if held != sent:
            self._soon.start()
            return
        if held != (project.assumptions, project.country):
            self.form.fill(project.assumptions, project.country)
        self._say()

    def _failed(self, fault: Fault) -> None:
        self.fault.setText(fault.text)
        self.fault.show()
        self.state.setText(_("The plan is still reckoned with the former values."))

    def _say(self) -> None:
        usual = self.form.is_usual
        self.back.setEnabled(not usual)
        self.state.setText(
            _("All values are those of the pack.")
            if usual
            else _("Some values are your own; the map, tables and exports follow them.")
        )

    def _to_pack(self) -> None:
        self.form.back_to_pack()
        self._soon.start()
