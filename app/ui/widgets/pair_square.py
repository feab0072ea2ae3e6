"""`PairSquare`: the legend of two results in one colour, nine squares between two axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.mapimage.legend import Axis, LegendRow
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.tones import tones

SIDE: Final = 3
CELL: Final = 54
LEFT: Final = 38
"""Room for the axis upwards."""
FOOT: Final = 38
"""Room for the axis across."""


class PairSquare(QWidget):
    """Columns go up with the first result, rows with the second."""

    picked = Signal(int, bool)
    """Key of the class, and whether Ctrl was held: it adds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: tuple[Axis, Axis] | None = None
        self._rows: tuple[LegendRow, ...] = ()
        self._cell = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pair(self, axes: tuple[Axis, Axis], rows: Sequence[LegendRow]) -> None:
        """Show other results; rows are the nine classes."""
        self._axes, self._rows = axes, tuple(rows)
        self.setAccessibleName(_("{first} and {second}").format(first=axes[0].title, second=axes[1].title))
        self.setAccessibleDescription(self.told(self._cell))
        self.update()

    def told(self, key: int) -> str:
        """What a square stands for."""
        if self._axes is None or key >= len(self._rows):
            return ""
        across, up = self._axes
        spans = [
            f"{axis.title}: {axis.labels[place] if place < len(axis.labels) else '–'} {axis.unit}".strip()
            for axis, place in ((across, key % SIDE), (up, key // SIDE))
        ]
        return "\n".join((*spans, format_number(self._rows[key].count)))

    def cell(self, key: int) -> QRectF:
        """Where a square is."""
        column, row = key % SIDE, key // SIDE
        return QRectF(LEFT + column * CELL, 4 + (SIDE - 1 - row) * CELL, CELL - 2, CELL - 2)

    def sizeHint(self) -> QSize:
        return QSize(LEFT + SIDE * CELL + 8, SIDE * CELL + FOOT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            key = self._at(event.pos())
            hint = _("Click selects them, Ctrl+click adds them to the selection.")
            if key is not None:
                QToolTip.showText(event.globalPos(), f"{self.told(key)}\n{hint}", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._at(event.position().toPoint())
        if key is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(key)
            self.picked.emit(key, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            column, row = self._cell % SIDE + steps[key][0], self._cell // SIDE + steps[key][1]
            if 0 <= column < SIDE and 0 <= row < SIDE:
                self._choose(SIDE * row + column)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._cell, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._axes is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, row in enumerate(self._rows):
            chosen = self.hasFocus() and key == self._cell
            painter.setPen(QPen(QColor(tones().accent), 2.5) if chosen else QPen(QColor(0, 0, 0, 60)))
            painter.setBrush(QColor(*row.colour))
            painter.drawRect(self.cell(key))
            light = sum(row.colour) > 330
            painter.setPen(QColor("#1f2933" if light else "#ffffff"))
            painter.drawText(self.cell(key), Qt.AlignmentFlag.AlignCenter, format_number(row.count))
        self._paint_axes(painter)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        assert self._axes is not None
        painter.setPen(QColor(tones().muted))
        centre = Qt.AlignmentFlag.AlignCenter
        side, metrics = SIDE * CELL, painter.fontMetrics()
        for axis, upwards in ((self._axes[0], False), (self._axes[1], True)):
            painter.save()
            if upwards:
                painter.translate(QPointF(0, 4 + side))
                painter.rotate(-90)
            else:
                painter.translate(QPointF(LEFT, 4 + side + FOOT - 4 - LEFT))
            bounds = [text.split(" – ")[-1] for text in axis.labels[:-1]]
            far = 4.0 if upwards else 0.0
            for place, text in enumerate(bounds):
                painter.drawText(
                    QRectF(place * CELL, 16 + far, 2 * CELL, 16)
                    if upwards
                    else QRectF(place * CELL, 2, 2 * CELL, 16),
                    centre,
                    text,
                )
            title = f"{axis.title} [{axis.unit}]" if axis.unit else axis.title
            if not upwards:
                title = metrics.elidedText(f"{title} →", Qt.TextElideMode.ElideMiddle, self.width() - LEFT)
                painter.drawText(QRectF(0, 18, self.width() - LEFT, 16), Qt.AlignmentFlag.AlignLeft, title)
            else:
                title = metrics.elidedText(f"{title} →", Qt.TextElideMode.ElideMiddle, side)
                painter.drawText(QRectF(0, 0, side, 16), centre, title)
            painter.restore()

    def _at(self, place: QPoint) -> int | None:
        return next((key for key in range(len(self._rows)) if self.cell(key).contains(place)), None)

    def _choose(self, key: int) -> None:
        self._cell = key
        self.setAccessibleDescription(self.told(key))
        self.update()
