"""Shapes that are being drawn: a line with a halo, readable on any map."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.ui.tones import LIGHT

LINE: Final = QColor(LIGHT.accent)
HALO: Final = QColor(255, 255, 255, 210)
VEIL: Final = QColor(LIGHT.accent).lighter(160)
KNOT: Final = 3.5
"""Half the side of a corner's mark [logical pixel]."""


def pens(width: float = 2.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> tuple[QPen, QPen]:
    """Pens of the halo and of the line on it."""
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(HALO, width + 2.5, Qt.PenStyle.SolidLine, cap, join), QPen(LINE, width, style, cap, join)


def draw_area(painter: QPainter, ring: QPolygonF) -> None:
    """Fill and outline an area."""
    veil = QColor(VEIL)
    veil.setAlpha(60)
    painter.setBrush(veil)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(ring)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in pens():
        painter.setPen(pen)
        painter.drawPolygon(ring)


def draw_line(painter: QPainter, line: QPolygonF, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
    """Draw a line."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in pens(style=style):
        painter.setPen(pen)
        painter.drawPolyline(line)


def draw_knots(painter: QPainter, points: QPolygonF) -> None:
    """Mark the corners that were set."""
    painter.setPen(QPen(LINE, 1.5))
    painter.setBrush(Qt.GlobalColor.white)
    for place in range(points.size()):
        middle = QPointF(points.at(place))
        painter.drawRect(QRectF(middle.x() - KNOT, middle.y() - KNOT, 2 * KNOT, 2 * KNOT))
