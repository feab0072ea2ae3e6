"""`Histogram`: how values spread, with breaks that are dragged by mouse or moved by keys."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.mapimage.classify import MOST_CLASSES
from app.mapimage.colours import Rgb
from app.mapimage.legend import Spread
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.tones import tones

EDGE_PX: Final = 7
HEAD_PX: Final = 16
FOOT_PX: Final = 18
REACH_PX: Final = 6
"""So near to a break the pointer takes hold of it."""
STEPS: Final = 200
"""Steps of the arrow keys from one end to the other."""
FAR: Final = 10
"""Steps at once with Shift."""


class Histogram(QWidget):
    """Columns in the colours of their classes; tells wished breaks, and shows those that come back."""

    breaks_moved = Signal(object)
    """Inner breaks, ascending, as a tuple of numbers."""
    begun = Signal()
    """A break is about to be moved, added or taken away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spread = Spread(0.0, 1.0, (), ())
        self._colours: tuple[Rgb, ...] = ()
        self._decimals = 0
        self._years = False
        self._breaks: list[float] = []
        self._before: list[float] | None = None
        """Breaks before the drag; None while nothing is dragged."""
        self._active = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Histogram with the breaks of the classes"))
        self.setToolTip(
            _("Drag a break. Double click adds one. Keys: up and down choose a break, left and right move it "
              "(Shift: further), Insert adds, Delete takes away, Esc drops the drag.")
        )  # fmt: skip

    @property
    def breaks(self) -> tuple[float, ...]:
        """Inner breaks as they are shown."""
        return tuple(self._breaks)

    @property
    def active(self) -> int:
        """Place of the break that the keys move."""
        return self._active

    def show_spread(
        self, spread: Spread, colours: Sequence[Rgb], decimals: int, *, years: bool = False
    ) -> None:
        """Show other values; while a break is dragged, scale and breaks stay those of the hand."""
        self._colours, self._decimals, self._years = tuple(colours), decimals, years
        if self._before is None:
            self._spread, self._breaks = spread, list(spread.breaks)
            self._active = min(self._active, max(len(self._breaks) - 1, 0))
        self._tell()
        self.update()

    def across(self, value: float) -> float:
        """Pixel of a value."""
        spread = self._spread
        room = self.width() - 2 * EDGE_PX
        return EDGE_PX + (value - spread.low) / (spread.high - spread.low) * room

    def sizeHint(self) -> QSize:
        return QSize(220, 104)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 104)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._near(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and at is not None:
            self._active = at
            self._before = list(self._breaks)
            self.begun.emit()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._before is None:
            near = self._near(x)
            self.setCursor(Qt.CursorShape.ArrowCursor if near is None else Qt.CursorShape.SizeHorCursor)
            return
        self._move_to(self._value_at(x))
        shown = self._text(self._breaks[self._active])
        QToolTip.showText(event.globalPosition().toPoint(), shown, self)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._before = None
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._near(event.position().x()) is None:
            self._add(self._value_at(event.position().x()))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = event.key(), len(self._breaks)
        far = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        step = far * (self._spread.high - self._spread.low) / STEPS
        if key == Qt.Key.Key_Escape and self._before is not None:
            self._breaks, self._before = self._before, None
            self.breaks_moved.emit(self.breaks)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and count:
            self._active = (self._active + (1 if key == Qt.Key.Key_Up else -1)) % count
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and count:
            if not event.isAutoRepeat():
                self.begun.emit()
            self._move_to(self._breaks[self._active] + (step if key == Qt.Key.Key_Right else -step))
        elif key == Qt.Key.Key_Delete and count > 1:
            self.begun.emit()
            del self._breaks[self._active]
            self._active = min(self._active, count - 2)
            self.breaks_moved.emit(self.breaks)
        elif key == Qt.Key.Key_Insert:
            self._add(self._middle())
        else:
            super().keyPressEvent(event)
            return
        self._tell()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.height() - FOOT_PX
        self._paint_columns(painter, ground)
        painter.setPen(QColor(tones().line))
        painter.drawLine(EDGE_PX, ground, self.width() - EDGE_PX, ground)
        for place, value in enumerate(self._breaks):
            self._paint_break(painter, place, value, ground)
        self._paint_scale(painter, ground)
        painter.end()

    def _paint_columns(self, painter: QPainter, ground: int) -> None:
        counts, spread = self._spread.counts, self._spread
        highest = max(counts, default=0)
        if not highest:
            return
        width = (self.width() - 2 * EDGE_PX) / len(counts)
        step = (spread.high - spread.low) / len(counts)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, count in enumerate(counts):
            if not count:
                continue
            # a root shows the few beside the many
            height = max((ground - HEAD_PX) * math.sqrt(count / highest), 1.5)
            middle = spread.low + (place + 0.5) * step
            painter.setBrush(self._colour_of(place, middle))
            painter.drawRect(QRectF(EDGE_PX + place * width, ground - height, max(width - 0.6, 0.8), height))

    def _paint_break(self, painter: QPainter, place: int, value: float, ground: int) -> None:
        x = self.across(value)
        chosen = place == self._active and (self.hasFocus() or self._before is not None)
        colour = QColor(tones().accent if chosen else tones().text)
        painter.setPen(QPen(colour, 2.0 if chosen else 1.2))
        painter.drawLine(QPointF(x, HEAD_PX - 2), QPointF(x, ground))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(
            QPolygonF([QPointF(x, ground - 5), QPointF(x - 5, ground + 3), QPointF(x + 5, ground + 3)])
        )
        if chosen:
            text, metrics = self._text(value), painter.fontMetrics()
            wide = metrics.horizontalAdvance(text)
            left = min(max(x - wide / 2, 0), self.width() - wide)
            painter.setPen(QColor(tones().text))
            painter.drawText(QPointF(left, metrics.ascent()), text)

    def _paint_scale(self, painter: QPainter, ground: int) -> None:
        area = QRectF(EDGE_PX, ground + 2, self.width() - 2 * EDGE_PX, FOOT_PX - 2)
        painter.setPen(QColor(tones().muted))
        spread, middle = self._spread, Qt.AlignmentFlag.AlignVCenter
        low, high = self._text(spread.low), self._text(spread.high)
        low = f"\u2264\u202f{low}" if spread.beyond[0] else low
        high = f"\u2265\u202f{high}" if spread.beyond[1] else high
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | middle, low)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, high)

    # inside

    def _near(self, x: float) -> int | None:
        """Place of the break under the pointer; of some the last one that was moved."""
        near = [place for place, value in enumerate(self._breaks) if abs(self.across(value) - x) <= REACH_PX]
        if self._active in near:
            return self._active
        return min(near, key=lambda place: abs(self.across(self._breaks[place]) - x), default=None)

    def _value_at(self, x: float) -> float:
        spread = self._spread
        share = (x - EDGE_PX) / max(self.width() - 2 * EDGE_PX, 1)
        return spread.low + share * (spread.high - spread.low)

    def _move_to(self, value: float) -> None:
        """Move the active break, between its neighbours."""
        spread, place = self._spread, self._active
        gap = (spread.high - spread.low) / (4 * STEPS)
        low = self._breaks[place - 1] + gap if place else spread.low
        high = self._breaks[place + 1] - gap if place + 1 < len(self._breaks) else spread.high
        moved = min(max(self._short(value), low), high) if low <= high else self._breaks[place]
        if moved != self._breaks[place]:
            self._breaks[place] = moved
            self._tell()
            self.update()
            self.breaks_moved.emit(self.breaks)

    def _add(self, value: float) -> None:
        value = self._short(value)
        inside = self._spread.low < value < self._spread.high
        if inside and value not in self._breaks and len(self._breaks) < MOST_CLASSES - 1:
            self.begun.emit()
            self._active = bisect_left(self._breaks, value)
            self._breaks.insert(self._active, value)
            self.breaks_moved.emit(self.breaks)
            self.update()

    def _middle(self) -> float:
        """Middle of the widest gap between breaks."""
        edges = [self._spread.low, *self._breaks, self._spread.high]
        wide = max(range(len(edges) - 1), key=lambda place: edges[place + 1] - edges[place])
        return (edges[wide] + edges[wide + 1]) / 2

    def _short(self, value: float) -> float:
        """The value in as few digits as a step of the keys needs."""
        step = (self._spread.high - self._spread.low) / STEPS
        return round(value, -math.floor(math.log10(step)))

    def _colour_of(self, place: int, value: float) -> QColor:
        """Colour of a column: as the map has it, or as it will have it while a break is dragged."""
        if not self._colours:
            return QColor(tones().line)
        kept = self._before is None and self._breaks == list(self._spread.breaks)
        at = self._spread.places[place] if kept and self._spread.places else bisect_left(self._breaks, value)
        return QColor(*self._colours[min(at, len(self._colours) - 1)])

    def _text(self, value: float) -> str:
        if self._years:
            return f"{value:.0f}"
        step = (self._spread.high - self._spread.low) / STEPS
        return format_number(value, max(0, min(self._decimals, -math.floor(math.log10(step)))))

    def _tell(self) -> None:
        told = "; ".join(self._text(value) for value in self._breaks)
        chosen = self._text(self._breaks[self._active]) if self._breaks else ""
        self.setAccessibleDescription(
            _("Breaks: {breaks}. Chosen: {chosen}").format(breaks=told, chosen=chosen)
        )
