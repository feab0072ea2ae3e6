"""What lies on top of the map: scale bar, north arrow, hover outline and card, focus ring."""

import math
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.mapimage.colours import Palette
from app.mapimage.view import View
from app.text.numbers import format_number
from app.ui.tones import LIGHT
from gis.arrays import Shapes

BACKGROUND: Final = QColor(*Palette().background)
MARGIN: Final = 16.0
INK: Final = QColor(38, 43, 52)
HALO: Final = QColor(255, 255, 255, 220)
FOCUS: Final = QColor(LIGHT.accent)
LONGEST_BAR: Final = 150.0
MOST_POINTS: Final = 20_000
"""Outlines with more points than this are not traced under the pointer."""


def bar_length(metres_per_pixel: float, longest: float = LONGEST_BAR) -> float:
    """Longest round length (1, 2 or 5 times a power of ten) whose bar fits [m]."""
    room = metres_per_pixel * longest
    power = 10.0 ** math.floor(math.log10(room))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= room * (1 + 1e-9))


def bar_label(metres: float) -> str:
    """Length in metres or kilometres."""
    if metres >= 1000:
        return format_number(metres / 1000, 0, "km")
    return format_number(metres, 0 if metres >= 1 else 2, "m")


def draw_scale_bar(painter: QPainter, area: QRectF, metres_per_pixel: float) -> None:
    """Draw the bar at the lower left; ``metres_per_pixel`` is per logical pixel."""
    metres = bar_length(metres_per_pixel)
    width = metres / metres_per_pixel
    left, base = area.left() + MARGIN, area.bottom() - MARGIN
    text = bar_label(metres)
    box = QFontMetricsF(painter.font()).boundingRect(text)
    path = QPainterPath(QPointF(left, base - 6))
    for point in (QPointF(left, base), QPointF(left + width, base), QPointF(left + width, base - 6)):
        path.lineTo(point)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, thickness in ((HALO, 5.0), (INK, 2.0)):
        painter.setPen(QPen(colour, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawPath(path)
    _text(painter, QPointF(left + (width - box.width()) / 2, base - 8), text)


def draw_north(painter: QPainter, area: QRectF) -> None:
    """Draw the north arrow at the upper right."""
    x, y = area.right() - MARGIN - 9, area.top() + MARGIN + 14
    left = QPolygonF([QPointF(x, y), QPointF(x - 7, y + 21), QPointF(x, y + 16)])
    right = QPolygonF([QPointF(x, y), QPointF(x + 7, y + 21), QPointF(x, y + 16)])
    painter.setPen(QPen(HALO, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(left)
    painter.drawPolygon(right)
    painter.setPen(QPen(INK, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(INK)
    painter.drawPolygon(left)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawPolygon(right)
    width = QFontMetricsF(painter.font()).horizontalAdvance("N")
    _text(painter, QPointF(x - width / 2, y - 4), "N")


def draw_outline(painter: QPainter, shapes: Shapes, row: int, view: View, pixel: float) -> None:
    """Trace one feature; ``pixel`` is device pixels per logical pixel."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = _path(shapes, row, view, pixel)
    for colour, thickness in ((HALO, 4.0), (INK, 2.0)):
        painter.setPen(
            QPen(colour, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPath(path)


def draw_card(painter: QPainter, area: QRectF, position: QPointF, text: str) -> None:
    """Draw the hover card beside the pointer, kept inside the map."""
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    room = QRectF(0, 0, min(320.0, area.width() * 0.6), area.height())
    metrics = QFontMetricsF(painter.font())
    box = metrics.boundingRect(room, flags | int(Qt.TextFlag.TextWordWrap), text)
    card = QRectF(0, 0, math.ceil(box.width()) + 20, math.ceil(box.height()) + 14)
    x, y = position.x() + 16, position.y() + 18
    if x + card.width() > area.right() - 4:
        x = position.x() - card.width() - 12
    if y + card.height() > area.bottom() - 4:
        y = position.y() - card.height() - 12
    card.moveTo(max(x, area.left() + 4), max(y, area.top() + 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 24, 32, 36))
    painter.drawRoundedRect(card.translated(0, 2).adjusted(-1, -1, 1, 2), 7, 7)
    painter.setPen(QPen(QColor(205, 210, 217), 1))
    painter.setBrush(QColor(255, 255, 255, 246))
    painter.drawRoundedRect(card, 6, 6)
    painter.setPen(INK)
    painter.drawText(card.adjusted(10, 7, -8, -5), flags | int(Qt.TextFlag.TextWordWrap), text)


def draw_label(painter: QPainter, middle: QPointF, text: str) -> None:
    """Write a short text around a place."""
    box = QFontMetricsF(painter.font()).boundingRect(text)
    _text(painter, QPointF(middle.x() - box.width() / 2, middle.y() + box.height() / 3), text)


def draw_credit(painter: QPainter, area: QRectF, text: str) -> None:
    """Name at the lower right whose picture lies under the map."""
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() * 0.5)
    width = metrics.horizontalAdvance(words)
    _text(painter, QPointF(area.right() - 8 - width, area.bottom() - 8), words)


def draw_focus(painter: QPainter, area: QRectF) -> None:
    """Show that the keys act on the map."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(FOCUS, 2))
    painter.drawRect(area.adjusted(1, 1, -1, -1))


def _path(shapes: Shapes, row: int, view: View, pixel: float) -> QPainterPath:
    first, end = int(shapes.feature_start[row]), int(shapes.feature_start[row + 1])
    path = QPainterPath()
    if first == end or shapes.ring_start[end] - shapes.ring_start[first] > MOST_POINTS:
        return path
    x, y = shapes.origin
    step = view.metres_per_pixel * pixel
    for ring in range(first, end):
        part = slice(int(shapes.ring_start[ring]), int(shapes.ring_start[ring + 1]))
        columns = (np.asarray(shapes.x[part]) + x - view.left) / step
        rows = (view.top - np.asarray(shapes.y[part]) - y) / step
        points = [QPointF(c, r) for c, r in zip(columns.tolist(), rows.tolist(), strict=True)]
        path.addPolygon(QPolygonF(points))
    return path


def _text(painter: QPainter, base: QPointF, text: str) -> None:
    """Write with a halo, readable on any map."""
    path = QPainterPath()
    path.addText(base, painter.font(), text)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(HALO, 3.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(path)
    painter.fillPath(path, INK)
