"""`Bars`: a few labelled horizontal bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.tones import tones
from app.ui.widgets.texts import scaled

BAR_PX = 16
STEP_PX = 26
GAP_PX = 8
SPARE_PX = 4
"""What rounding of letters may take."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``shown`` is its value with unit as it is written beside it."""

    label: str
    value: float
    shown: str
    tone: str = "accent"
    """Colour by its name in `app.ui.tones.Tones`."""
    marked: bool = False
    """The bar that the plan has chosen."""


MOST_WORDS = 0.4
"""Share of the width that labels may take."""


class Bars(QWidget):
    """Bars over one common zero."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.shown}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, STEP_PX * max(len(self._bars), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        longest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        words = min(longest, int(MOST_WORDS * self.width())) + GAP_PX
        figures = max((metrics.horizontalAdvance(bar.shown) for bar in self._bars), default=0) + 2 * GAP_PX
        room = max(self.width() - words - figures, 20)
        values = [bar.value if math.isfinite(bar.value) else 0.0 for bar in self._bars]
        low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
        scale = room / (high - low) if high > low else 0.0
        zero = words - low * scale
        for place, (bar, value) in enumerate(zip(self._bars, values, strict=True)):
            left = zero + min(value, 0.0) * scale
            self._draw(painter, bar, QRectF(left, place * STEP_PX, abs(value) * scale, STEP_PX), words)
            painter.setPen(QColor(tones().line))
            painter.drawLine(QPointF(zero, place * STEP_PX), QPointF(zero, (place + 1) * STEP_PX))
        painter.end()

    def _draw(self, painter: QPainter, bar: Bar, box: QRectF, room_for_words: float) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bar.marked else QFont.Weight.Normal)
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tones().text if bar.marked else tones().muted))
        words = QRectF(0, box.top(), room_for_words - GAP_PX, box.height())
        label = QFontMetrics(font).elidedText(
            bar.label, Qt.TextElideMode.ElideRight, math.ceil(words.width()) + SPARE_PX
        )
        painter.drawText(words, middle, label)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tones(), bar.tone)))
        painter.drawRoundedRect(
            QRectF(box.left(), box.center().y() - BAR_PX / 2, max(box.width(), 1.0), BAR_PX), 2.0, 2.0
        )
        painter.setPen(QColor(tones().text))
        painter.drawText(
            QRectF(box.right() + GAP_PX, box.top(), self.width() - box.right() - GAP_PX, box.height()),
            middle,
            bar.shown,
        )
