"""The program's own icons: one family, 24 px, drawn with a 1.5 px line."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QIcon

from app.paths import resources


@cache
def icon(name: str) -> QIcon:
    """Return an icon by its file name in ``resources/icons``; "" is none."""
    return QIcon(str(resources() / "icons" / f"{name}.svg")) if name else QIcon()
