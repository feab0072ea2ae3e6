"""`Tornado`: what each assumption does to a result, around the plan's own figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text.translate import _
from app.ui.tones import tones

BAR_PX = 16
STEP_PX = 26
HEAD_PX = 28
GAP_PX = 8
MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Swing:
    """One assumption: the result with it low and high, as numbers and as they are written."""

    label: str
    low: float
    high: float
    low_shown: str
    high_shown: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where numbers lie [px]."""

    words: float
    left: float
    least: float
    per_unit: float

    def across(self, value: float) -> float:
        return self.left + (value - self.least) * self.per_unit


class Tornado(QWidget):
    """Bars over one line; light is the low side of an assumption, dark the high side."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._swings: tuple[Swing, ...] = ()
        self._plan, self._plan_shown = 0.0, ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def swings(self) -> tuple[Swing, ...]:
        """What is shown."""
        return self._swings

    def show_swings(self, swings: Sequence[Swing], plan: float, plan_shown: str) -> None:
        """Show other assumptions around another figure."""
        self._swings, self._plan, self._plan_shown = tuple(swings), plan, plan_shown
        told = (f"{one.label}: {one.low_shown} – {one.high_shown}" for one in swings)
        self.setAccessibleDescription("; ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, HEAD_PX + STEP_PX * max(len(self._swings), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(420, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        middle = scale.across(self._plan)
        self._draw_head(painter, middle, scale.words)
        for place, one in enumerate(self._swings):
            self._draw(painter, one, HEAD_PX + place * STEP_PX, scale)
        painter.setPen(QPen(QColor(tones().text), 1.2))
        painter.drawLine(int(middle), HEAD_PX - 4, int(middle), HEAD_PX + STEP_PX * len(self._swings))
        painter.end()

    def _scale(self) -> _Scale:
        metrics = QFontMetrics(self.font())
        words = max((metrics.horizontalAdvance(one.label) for one in self._swings), default=0) + 2 * GAP_PX
        texts = [text for one in self._swings for text in (one.low_shown, one.high_shown)]
        figures = max((metrics.horizontalAdvance(text) for text in texts), default=0) + GAP_PX
        ends = [end for one in self._swings for end in (one.low, one.high)] + [self._plan]
        room = max(self.width() - words - 2 * figures, 20)
        span = max(ends) - min(ends)
        return _Scale(words, words + figures, min(ends), room / span if span > 0 else 0.0)

    def _draw_head(self, painter: QPainter, middle: float, words: float) -> None:
        """The plan's figure over its line, and what light and dark mean."""
        metrics = QFontMetrics(self.font())
        text = _("Plan: {figure}").format(figure=self._plan_shown)
        width = metrics.horizontalAdvance(text)
        left = min(max(middle - width / 2, words), self.width() - width - 2.0)
        painter.setPen(QColor(tones().text))
        painter.drawText(QRectF(left, 0, width + 2, HEAD_PX - 6), MIDDLE, text)
        at = 0.0
        for text, colour in ((_("when low"), tones().accent_soft), (_("when high"), tones().accent)):
            painter.setPen(QPen(QColor(tones().accent), 1.0))
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(at + 0.5, (HEAD_PX - 6) / 2 - 5.5, 11, 11))
            painter.setPen(QColor(tones().muted))
            at += 16
            width = metrics.horizontalAdvance(text)
            painter.drawText(QRectF(at, 0, width + 2, HEAD_PX - 6), MIDDLE, text)
            at += width + 2 * GAP_PX

    def _draw(self, painter: QPainter, one: Swing, top: float, scale: _Scale) -> None:
        painter.setPen(QColor(tones().line))
        painter.drawLine(0, int(top + STEP_PX), self.width(), int(top + STEP_PX))
        painter.setPen(QColor(tones().text))
        painter.drawText(QRectF(0, top, scale.words - GAP_PX, STEP_PX), MIDDLE, one.label)
        middle, low, high = (scale.across(value) for value in (self._plan, one.low, one.high))
        painter.setPen(QPen(QColor(tones().accent), 1.0))
        for end, colour in ((low, tones().accent_soft), (high, tones().accent)):
            painter.setBrush(QColor(colour))
            box = QRectF(min(middle, end), top + (STEP_PX - BAR_PX) / 2, abs(end - middle), BAR_PX)
            painter.drawRect(box)
        painter.setPen(QColor(tones().muted))
        left, right = sorted(((low, one.low_shown), (high, one.high_shown)))
        side = Qt.AlignmentFlag.AlignRight | MIDDLE
        start, end = min(left[0], middle) - 6, max(right[0], middle) + 6
        painter.drawText(QRectF(scale.words, top, start - scale.words, STEP_PX), side, left[1])
        painter.drawText(QRectF(end, top, self.width() - end, STEP_PX), MIDDLE, right[1])
