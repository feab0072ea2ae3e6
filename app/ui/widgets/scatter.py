"""`Scatter`: metered against calculated energy, one mark a meter, both axes in powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text.numbers import format_number
from app.text.translate import _
from app.ui.tones import tones

LEFT_PX, BOTTOM_PX, TOP_PX, RIGHT_PX = 74, 40, 10, 190
MARK_PX = 3.0


@dataclass(frozen=True, slots=True)
class Point:
    """One meter [kWh/a]."""

    metered: float
    raw: float
    calibrated: float


class Scatter(QWidget):
    """Open marks are raw, full ones calibrated; on the line both agree."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def points(self) -> tuple[Point, ...]:
        """What is shown."""
        return self._points

    def show_points(self, points: Sequence[Point]) -> None:
        """Show other meters."""
        self._points = tuple(one for one in points if min(one.metered, one.raw, one.calibrated) > 0)
        count = format_number(len(self._points))
        self.setAccessibleDescription(_("{count} meters").format(count=count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        figures = [figure for one in self._points for figure in (one.metered, one.raw, one.calibrated)]
        low, high = math.log10(min(figures)) - 0.05, math.log10(max(figures)) + 0.05
        box = QRectF(LEFT_PX, TOP_PX, self.width() - LEFT_PX - RIGHT_PX, self.height() - TOP_PX - BOTTOM_PX)

        def at(x: float, y: float) -> QPointF:
            right, up = ((math.log10(value) - low) / (high - low) for value in (x, y))
            return QPointF(box.left() + right * box.width(), box.bottom() - up * box.height())

        painter.fillRect(box, QColor(tones().paper))
        self._draw_axes(painter, box, low, high)
        painter.setPen(QPen(QColor(tones().muted), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(at(10**low, 10**low), at(10**high, 10**high))
        for full in (False, True):
            painter.setPen(QPen(QColor(tones().accent if full else tones().muted), 1.0))
            painter.setBrush(QColor(tones().accent) if full else Qt.BrushStyle.NoBrush)
            for one in self._points:
                painter.drawEllipse(at(one.metered, one.calibrated if full else one.raw), MARK_PX, MARK_PX)
        self._draw_legend(painter, box)
        painter.end()

    def _draw_axes(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        painter.setPen(QColor(tones().line))
        painter.drawRect(box)
        for power in range(math.floor(low), math.ceil(high) + 1):
            for step in (1, 2, 5):
                value = step * 10.0**power
                share = (math.log10(value) - low) / (high - low)
                if not 0.0 <= share <= 1.0:
                    continue
                x, y = box.left() + share * box.width(), box.bottom() - share * box.height()
                painter.setPen(QColor(tones().line))
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
                painter.setPen(QColor(tones().muted))
                text, side = format_number(value / 1000, 0 if value >= 1000 else 1), Qt.AlignmentFlag
                painter.drawText(QRectF(x - 40, box.bottom() + 2, 80, 16), side.AlignHCenter, text)
                painter.drawText(QRectF(0, y - 9, LEFT_PX - 6, 18), side.AlignRight | side.AlignVCenter, text)
        painter.setPen(QColor(tones().text))
        painter.drawText(
            QRectF(box.left(), box.bottom() + 18, box.width(), 20),
            Qt.AlignmentFlag.AlignHCenter,
            _("metered, MWh/a"),
        )

    def _draw_legend(self, painter: QPainter, box: QRectF) -> None:
        left, top = box.right() + 16, box.top() + 4
        rows = ((_("calculated, MWh/a:"), None), (_("raw"), False), (_("calibrated"), True))
        for place, (text, full) in enumerate(rows):
            middle = top + 20 * place + 8
            if full is not None:
                painter.setPen(QPen(QColor(tones().accent if full else tones().muted), 1.0))
                painter.setBrush(QColor(tones().accent) if full else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(left + 4, middle), MARK_PX, MARK_PX)
            painter.setPen(QColor(tones().text))
            start = left if full is None else left + 14
            painter.drawText(QRectF(start, middle - 10, 180, 20), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(QColor(tones().muted), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, top + 68), QPointF(left + 10, top + 68))
        painter.setPen(QColor(tones().text))
        painter.drawText(QRectF(left + 14, top + 58, 180, 20), Qt.AlignmentFlag.AlignVCenter, _("both agree"))
