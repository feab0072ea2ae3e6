"""A walk around the window in five steps; it can be skipped at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.text.translate import _, mark
from app.ui.theme import GAP
from app.ui.tones import tones
from app.ui.widgets.texts import heading, muted, plain

CARD_WIDTH: Final = 340
AROUND: Final = 4
"""Pixels between what is shown and its frame."""
SHADE: Final = QColor(10, 16, 22, 130)
NEXT_KEYS: Final = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

STOPS: Final = (
    ("guide", mark("Where you are"), mark(
        "The guide leads from data to handing over. A dot tells what is done and what is worth a look; a click opens "
        "the step with what you can do. Go in any order.")),
    ("canvas", mark("The map"), mark(
        "Drag to move, turn the wheel to zoom, click to select a building or a block. Colours and legend stand on "
        "the left.")),
    ("inspector", mark("What it means"), mark(
        "Everything about what you selected, today and with the plan: choose its package here, see where each "
        "input came from, and ask why a figure is what it is.")),
    ("drawer", mark("Table and findings"), mark(
        "All buildings, blocks and parcels as a table that follows the map. Findings tell what was repaired, rejected "
        "or assumed; nothing of your files is lost in silence.")),
    ("toolbar", mark("Doing and undoing"), mark(
        "Every change can be undone. Ctrl+K finds any action by typing, F1 opens the manual where you are. Export "
        "hands the plan over.")),
)  # fmt: skip
"""What is shown: its key, title and text."""

Where = Callable[[], QWidget]


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the walk."""

    title: str
    text: str
    where: Where


def stops(places: dict[str, Where]) -> tuple[Stop, ...]:
    """The walk through some places, in its order."""
    return tuple(Stop(_(title), _(text), places[key]) for key, title, text in STOPS if key in places)


class Tour(QWidget):
    """Shades the window but for one thing at a time, with a card that tells what it is."""

    ended = Signal()

    def __init__(self, window: QWidget, walk: Sequence[Stop]) -> None:
        super().__init__(window)
        self._walk, self._place = tuple(walk), 0
        self.setObjectName("tour")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Walk around the window"))
        self.card = QFrame(self)
        self.card.setProperty("tour", "true")
        self.title, self.text, self._count = heading("", 1.1), plain(), muted()
        self.skip, self.back, self.on = QPushButton(_("Skip")), QPushButton(_("Back")), QPushButton()
        self.on.setProperty("primary", True)
        self._lay_out()
        self.skip.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.show_stop(self._place - 1))
        self.on.clicked.connect(lambda: self.show_stop(self._place + 1))
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.show_stop(0)
        self.setFocus()

    @property
    def place(self) -> int:
        """Step that is shown, from 0 on."""
        return self._place

    def show_stop(self, place: int) -> None:
        """Show a step; beyond the last one the walk is over."""
        if place >= len(self._walk):
            self.end()
            return
        self._place = max(place, 0)
        stop, last = self._walk[self._place], self._place == len(self._walk) - 1
        self.title.setText(stop.title)
        self.text.setText(stop.text)
        self._count.setText(_("{place} of {count}").format(place=self._place + 1, count=len(self._walk)))
        self.on.setText(_("Done") if last else _("Next"))
        self.back.setEnabled(self._place > 0)
        self._put_card()
        self.update()

    def end(self) -> None:
        """Take the walk off the window."""
        self.parent().removeEventFilter(self)
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
            self._put_card()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.end()
        elif key in NEXT_KEYS:
            self.show_stop(self._place + 1)
        elif key == Qt.Key.Key_Left:
            self.show_stop(self._place - 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self._shown()
        shade, light = QPainterPath(), QPainterPath()
        shade.addRect(self.rect().toRectF())
        light.addRoundedRect(shown.toRectF(), 6, 6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shade.subtracted(light), SHADE)
        painter.setPen(QPen(QColor(tones().ring), 2))
        painter.drawPath(light)
        painter.end()

    def _shown(self) -> QRect:
        """What the step is about, in this widget's pixels."""
        widget = self._walk[self._place].where()
        corner = widget.mapTo(self.parentWidget(), QPoint(0, 0))
        frame = QRect(corner, widget.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
        return frame.intersected(self.rect().adjusted(2, 2, -2, -2))

    def _put_card(self) -> None:
        """Put the card beside what is shown, else inside it."""
        self.card.setFixedWidth(CARD_WIDTH)
        self.card.adjustSize()
        size, shown, room = self.card.size(), self._shown(), self.rect().adjusted(GAP, GAP, -GAP, -GAP)
        gap = 2 * GAP
        tries = (
            QPoint(shown.right() + gap, shown.top()),
            QPoint(shown.left() - gap - size.width(), shown.top()),
            QPoint(shown.center().x() - size.width() // 2, shown.bottom() + gap),
            QPoint(shown.center().x() - size.width() // 2, shown.top() - gap - size.height()),
        )
        fits = [corner for corner in tries if room.contains(QRect(corner, size))]
        middle = shown.center() - QPoint(size.width() // 2, size.height() // 2)
        self.card.move(fits[0] if fits else middle)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self._count)
        buttons.addWidget(self.back)
        buttons.addWidget(self.on)
        box = QVBoxLayout(self.card)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        box.setSpacing(GAP)
        box.addWidget(self.title)
        box.addWidget(self.text)
        box.addLayout(buttons)
        self._count.setWordWrap(False)
        assert isinstance(self._count, QLabel)
