"""A very small map: outlines of countries and where layers would lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.ui.tones import tones

LEAST_DEG = 6.0
"""Height of the map at least [°]."""
SPARE = 1.6
CLOSE_PX, WIDE_PX = 14, 90
"""Words that are nearer to each other would overlap."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with a word; ``marked`` is the one that is chosen."""

    lat: float
    lon: float
    label: str
    marked: bool = False


class OutlineMap(QWidget):
    """Shows where coordinates lead to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spots: tuple[Spot, ...] = ()
        self.setMinimumSize(QSize(240, 180))

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Show other places."""
        self._spots = tuple(spots)
        self.setAccessibleDescription("; ".join(f"{s.label}: {s.lat:.2f}, {s.lon:.2f}" for s in spots))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt gives it
        from app.packs.choice import outlines

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = tones()
        painter.fillRect(self.rect(), QColor(look.row))
        if not self._spots:
            return
        south, north, west, east = self._window()
        path = QPainterPath()
        for ring in outlines():
            points = [self._at(lat, lon, (south, north, west, east)) for lon, lat in ring.tolist()]
            path.addPolygon(QPolygonF([*points, points[0]]))
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(look.paper))
        painter.drawPath(path)
        written: list[QPointF] = []
        for spot in sorted(self._spots, key=lambda each: not each.marked):
            centre = self._at(spot.lat, spot.lon, (south, north, west, east))
            painter.setBrush(QColor(look.accent if spot.marked else look.muted))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, 5, 5)
            if any(abs(centre.y() - p.y()) < CLOSE_PX and abs(centre.x() - p.x()) < WIDE_PX for p in written):
                continue  # a word over another one says nothing
            written.append(centre)
            painter.setPen(QColor(look.text))
            width = self.width() - centre.x() - 12
            flags = Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignLeft if width > 90 else Qt.AlignmentFlag.AlignRight
            )
            left = centre.x() + 9 if width > 90 else centre.x() - 9 - 200
            painter.drawText(QRectF(left, centre.y() - 10, 200, 20), flags, spot.label)

    def _window(self) -> tuple[float, float, float, float]:
        lats, lons = [s.lat for s in self._spots], [s.lon for s in self._spots]
        tall = max((max(lats) - min(lats)) * SPARE, LEAST_DEG)
        wide = max((max(lons) - min(lons)) * SPARE, tall * self.width() / max(self.height(), 1) / 0.65)
        tall = max(tall, wide * 0.65 * self.height() / max(self.width(), 1))
        lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
        return lat - tall / 2, lat + tall / 2, lon - wide / 2, lon + wide / 2

    def _at(self, lat: float, lon: float, window: tuple[float, float, float, float]) -> QPointF:
        south, north, west, east = window
        return QPointF(
            (lon - west) / (east - west) * self.width(), (north - lat) / (north - south) * self.height()
        )
