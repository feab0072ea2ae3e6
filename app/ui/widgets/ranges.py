"""`Ranges`: low, median and high of a few results, each over its own zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.ui.tones import tones
from app.ui.widgets.texts import muted, number, plain

BAR_PX = 12


@dataclass(frozen=True, slots=True)
class Range:
    """One result: numbers for the picture, texts for the table."""

    label: str
    plan: float
    low: float
    median: float
    high: float
    shown: tuple[str, str, str, str, str]
    """Plan, low, median, high, unit."""
    tip: str = ""


class RangeBar(QWidget):
    """A bar from low to high with a stroke at the median and a mark at the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._range: Range | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_range(self, shown: Range) -> None:
        """Show another result."""
        self._range = shown
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._range is None:
            return
        one = self._range
        least, most = min(0.0, one.low, one.plan), max(0.0, one.high, one.plan)
        room = self.width() - 12.0

        def across(value: float) -> float:
            return 6.0 + (value - least) / (most - least) * room if most > least else 6.0

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QColor(tones().line))
        painter.drawLine(6, int(middle), int(6 + room), int(middle))
        zero = int(across(0.0))
        painter.setPen(QColor(tones().muted))
        painter.drawLine(zero, int(middle - 8), zero, int(middle + 8))
        painter.setPen(QPen(QColor(tones().accent), 1.0))
        painter.setBrush(QColor(tones().accent_soft))
        painter.drawRect(
            QRectF(across(one.low), middle - BAR_PX / 2, across(one.high) - across(one.low), BAR_PX)
        )
        painter.setPen(QPen(QColor(tones().accent), 2.5))
        stroke = int(across(one.median))
        painter.drawLine(stroke, int(middle - BAR_PX / 2), stroke, int(middle + BAR_PX / 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones().text))
        painter.drawEllipse(QRectF(across(one.plan) - 3, middle - 3, 6, 6))
        painter.end()


class Ranges(QWidget):
    """A table of results with a bar each."""

    def __init__(self, titles: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[list[QLabel], RangeBar]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(6, 1)
        self.setAccessibleName(name)
        for column, text in enumerate(titles):
            label = muted(text)
            label.setWordWrap(False)
            side = Qt.AlignmentFlag.AlignRight if 0 < column < 5 else Qt.AlignmentFlag.AlignLeft
            label.setAlignment(side)
            self._grid.addWidget(label, 0, column)

    def show_ranges(self, ranges: Sequence[Range]) -> None:
        """Show other results."""
        while len(self._rows) < len(ranges):
            self._add()
        for place, (labels, bar) in enumerate(self._rows):
            for widget in (*labels, bar):
                widget.setVisible(place < len(ranges))
        for (labels, bar), one in zip(self._rows, ranges, strict=False):
            for label, text in zip(labels, (one.label, *one.shown), strict=True):
                label.setText(text)
                label.setToolTip(one.tip)
            bar.show_range(one)
            bar.setToolTip(one.tip)
        told = (f"{one.label}: {' '.join(one.shown)}" for one in ranges)
        self.setAccessibleDescription("; ".join(told))

    def texts(self) -> list[tuple[str, ...]]:
        """What is shown, row by row."""
        return [
            tuple(label.text() for label in labels) for labels, _bar in self._rows if not labels[0].isHidden()
        ]

    def _add(self) -> None:
        labels = [plain(), number(), number(), number(), number(), muted()]
        for label in (labels[0], labels[-1]):
            label.setWordWrap(False)
        bar = RangeBar()
        for column, widget in enumerate((*labels, bar)):
            self._grid.addWidget(widget, len(self._rows) + 1, column)
        self._rows.append((labels, bar))
