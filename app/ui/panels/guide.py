"""The plan guide: where the plan stands, what is missing, and how to get on; never a cage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.text.translate import _, mark
from app.ui.document import Document
from app.ui.theme import GAP
from app.ui.tones import tones
from app.ui.widgets.texts import Elided, muted

if TYPE_CHECKING:
    from app.services.guide import Step
    from app.ui.actions import Actions

STATES: Final = {
    "done": mark("done"),
    "look": mark("worth a look"),
    "open": mark("to do"),
}
LEAST_PX: Final = 160
"""Room for all steps, one line each [px]."""
DELAY_MS: Final = 120
"""Changes that follow each other are told once."""


class GuidePanel(QScrollArea):
    """Six steps; a click opens one and closes the others."""

    action_requested = Signal(str)
    """Id of an action of the table."""

    def __init__(self, document: Document, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._actions = document, actions
        self._opened = ""
        self._steps: tuple[Step, ...] = ()
        self.rows: dict[str, StepRow] = {}
        self._box = QVBoxLayout()
        self._box.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        self._box.setSpacing(0)
        self._box.addStretch(1)
        self.setMinimumHeight(LEAST_PX)
        holder = QWidget()
        holder.setLayout(self._box)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Plan guide"))
        self.setProperty("manual", "start")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY_MS)
        self._soon.timeout.connect(self.refresh)
        document.changed.connect(lambda _changes: self._soon.start())
        document.path_changed.connect(self._soon.start)
        self.refresh()

    def refresh(self) -> None:
        """Tell the steps anew."""
        from app.services.guide import guide

        document = self._document
        saved = document.path is not None and not document.dirty
        steps = guide(document.project, saved=saved, named=document.path is not None)
        if steps == self._steps:
            return
        self._steps = steps
        for row in self.rows.values():
            row.setParent(None)
            row.deleteLater()
        self.rows = {step.key: StepRow(step, self._actions) for step in steps}
        for place, (key, row) in enumerate(self.rows.items()):
            row.opened.connect(self._open)
            row.action_requested.connect(self.action_requested)
            row.show_more(key == self._opened)
            self._box.insertWidget(place, row)
        self._bound()

    def _bound(self) -> None:
        """Take no more height than the steps need: the panel below has use for it."""
        self._box.activate()
        self.setMaximumHeight(max(self._box.sizeHint().height() + 4, LEAST_PX))

    def _open(self, key: str) -> None:
        self._opened = "" if key == self._opened else key
        for name, row in self.rows.items():
            row.show_more(name == self._opened)
        self._bound()


class StepRow(QWidget):
    """One step: its state and title; what is missing and what to do when it is open."""

    opened = Signal(str)
    action_requested = Signal(str)

    def __init__(self, step: Step, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.head = QPushButton(step.title)
        self.head.setCheckable(True)
        self.head.setFlat(True)
        self.head.setProperty("step", "true")
        self.head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.head.setAccessibleName(f"{step.title}: {_(STATES[step.state.value])}")
        self.head.setToolTip(f"{step.title}: {_(STATES[step.state.value])}\n{step.told}")
        self.head.clicked.connect(lambda: self.opened.emit(step.key))
        self._brief = Elided(step.told)
        self._brief.setProperty("rank", "muted")
        self._brief.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._brief.setToolTip(step.told)
        self._told = muted(step.told)
        self._more = QWidget()
        self._buttons: list[QPushButton] = []
        line = QHBoxLayout()
        line.setSpacing(GAP // 2)
        line.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self._brief, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 1, 0, 1)
        box.setSpacing(1)
        box.addLayout(line)
        box.addWidget(self._more)
        self._fill(actions)

    def show_more(self, more: bool) -> None:
        """Open or close the step."""
        self._more.setVisible(more)
        self._brief.setVisible(not more)
        self.head.setChecked(more)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dot in front: filled when done, a ring when there is something to do."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(10.0, self.head.geometry().center().y() + 1.0)
        state = self.step.state.value
        colour = QColor({"done": tones().accent, "look": tones().doubt, "open": tones().muted}[state])
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if state != "open" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 6.0, 6.0)
        if state != "open":
            painter.setPen(QPen(QColor(tones().paper), 1.6))
            x, y = middle.x(), middle.y()
            if state == "done":
                painter.drawPolyline(
                    [QPointF(x - 2.8, y), QPointF(x - 0.8, y + 2.2), QPointF(x + 3.0, y - 2.2)]
                )
            else:
                painter.drawLine(QPointF(x, y - 3.2), QPointF(x, y + 0.8))
                painter.drawEllipse(QRectF(x - 0.4, y + 2.6, 0.8, 0.8))
        painter.end()

    def _fill(self, actions: Actions) -> None:
        box = QVBoxLayout(self._more)
        box.setContentsMargins(5, 0, 0, 4)
        box.setSpacing(4)
        box.addWidget(self._told)
        for sentence in self.step.missing:
            label = QLabel(sentence)
            label.setWordWrap(True)
            box.addWidget(label)
        for name in self.step.actions:
            action = actions[name]
            button = QPushButton(action.text().replace("&", ""))
            button.setToolTip(action.toolTip())
            button.setEnabled(action.isEnabled())
            button.clicked.connect(lambda _checked=False, name=name: self.action_requested.emit(name))
            action.enabledChanged.connect(button.setEnabled)
            self._buttons.append(button)
            box.addWidget(button)
