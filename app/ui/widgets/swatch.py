"""Small painted colours: of a legend row, of a ramp, of a mark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.mapimage.colours import Rgb, ramp_colours
from app.ui.tones import tones

SHARPNESS = 2
"""Pixels per logical pixel of a painted icon."""


class Swatch(QWidget):
    """One colour with a fine line around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor(tones().line)
        self._hatch = 0
        self.setFixedSize(26, 16)

    @property
    def colour(self) -> QColor:
        """The colour shown."""
        return self._colour

    def set_colour(self, colour: Rgb, hatch: int = 0) -> None:
        """Show another colour; ``hatch`` 1 and 2 are the two directions of slanted lines."""
        self._colour, self._hatch = QColor(*colour), hatch
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 70))
        painter.setBrush(self._colour)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, 2.5, 2.5)
        if self._hatch:
            way = Qt.BrushStyle.BDiagPattern if self._hatch == 1 else Qt.BrushStyle.FDiagPattern
            painter.setBrush(QBrush(QColor(0, 0, 0, 150), way))
            painter.drawRoundedRect(area, 2.5, 2.5)
        painter.end()


class Dot(QWidget):
    """A dot in a colour, to set a line of text apart; the text says the same in words."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor(colour)
        self.setFixedSize(8, 8)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


def ramp_icon(name: str, size: QSize, steps: int = 7) -> QIcon:
    """Preview of a colour ramp as it looks on the map."""
    picture = QPixmap(size * SHARPNESS)
    picture.setDevicePixelRatio(SHARPNESS)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    width = size.width() / steps
    for place, (red, green, blue) in enumerate(ramp_colours(name, steps).tolist()):
        painter.fillRect(QRectF(place * width, 0, width, size.height()), QColor(red, green, blue))
    painter.end()
    return QIcon(picture)
