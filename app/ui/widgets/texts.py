"""Labels in the few ranks that panels use."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

NARROWEST_PX = 24


def heading(text: str = "", factor: float = 1.0) -> QLabel:
    """Title of a section, semi-bold; ``factor`` is relative to the common size."""
    label = _label(text)
    label.setFont(scaled(label.font(), factor, QFont.Weight.DemiBold))
    return label


def plain(text: str = "") -> QLabel:
    """Running text; breaks into lines and can be marked and copied."""
    return _label(text)


def muted(text: str = "") -> QLabel:
    """Text of second rank."""
    label = _label(text)
    label.setProperty("rank", "muted")
    return label


def number(text: str = "", factor: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    """Number at the right edge of its column, in figures of equal width."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setFont(scaled(label.font(), factor, weight))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Elided(QLabel):
    """Text in one line that ends in dots where there is no room; the tooltip has all of it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST_PX, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        if metrics.horizontalAdvance(self.text()) <= room:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), text)
        painter.end()


def scaled(font: QFont, factor: float, weight: QFont.Weight | None = None) -> QFont:
    """Copy of a font, larger or smaller, of another weight."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(round(font.pixelSize() * factor), 1))
    if weight is not None:
        made.setWeight(weight)
    return made


def show(widget: QWidget, *, visible: bool) -> None:
    """Show or hide a widget that may have no window yet."""
    if widget.isHidden() is visible:
        widget.setVisible(visible)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
