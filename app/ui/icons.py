"""The program's own icons: one family, 24 px, drawn with a 1.5 px line in the look's colour."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from app.paths import resources
from app.ui.tones import Tones, tones

LINE: Final = "#33414e"
"""Colour of lines in the files, exchanged for that of the look."""
SIZES: Final = (24, 48)
"""Pixels that are drawn; Qt takes what fits the screen."""
PLAIN: Final = frozenset({"kvarter"})
"""Pictures that keep their colours."""


def icon(name: str) -> QIcon:
    """Return an icon in the colours of now, by its file name in ``resources/icons``; "" is none."""
    if not name:
        return QIcon()
    if name in PLAIN:
        return QIcon(str(resources() / "icons" / f"{name}.svg"))
    return _drawn(name, tones())


@cache
def _drawn(name: str, t: Tones) -> QIcon:
    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, t.icon), (QIcon.Mode.Disabled, t.disabled)):
        for size in SIZES:
            made.addPixmap(_pixmap(drawing.replace(LINE, colour), size), mode)
    return made


def _pixmap(drawing: str, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)
