"""One calm look, light and dark: palette, spacing and a small style sheet over Fusion."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from string import Template
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.paths import resources
from app.ui.tones import DARK, LIGHT, Tones, use

GAP: Final = 8
"""Space between things that belong together [px]; 16 between groups, 24 around pages."""


class LookOf(StrEnum):
    """Which look the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def style(t: Tones) -> str:
    """Style sheet of the whole program: ``window.qss`` with the colours filled in."""
    sheet = (resources() / "styles" / "window.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(asdict(t), icons=(resources() / "icons").as_posix())


def palette(t: Tones = LIGHT) -> QPalette:
    """Colours of all widgets."""
    made = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for which, colour in (
        (role.Window, t.ground),
        (role.WindowText, t.text),
        (role.Base, t.paper),
        (role.AlternateBase, t.row),
        (role.Text, t.text),
        (role.Button, t.button),
        (role.ButtonText, t.text),
        (role.BrightText, t.fault),
        (role.ToolTipBase, t.paper),
        (role.ToolTipText, t.text),
        (role.Highlight, t.fill),
        (role.HighlightedText, t.on_fill),
        (role.Link, t.accent),
        (role.LinkVisited, t.accent),
        (role.PlaceholderText, t.placeholder),
        (role.Mid, t.line),
        (role.Midlight, t.line),
        (role.Light, t.button),
        (role.Dark, t.line),
        (role.Shadow, t.line),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(t.disabled))
    made.setColor(group.Disabled, role.Highlight, QColor(t.line))
    return made


def chosen(application: QApplication, look: LookOf) -> Tones:
    """Tones of a look; that of the system as it is now."""
    if look is LookOf.SYSTEM:
        dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = look is LookOf.DARK
    return DARK if dark else LIGHT


def apply(application: QApplication, look: LookOf = LookOf.LIGHT) -> None:
    """Give the program its look; the font stays the system's."""
    t = chosen(application, look)
    use(t)
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette(t))
    application.setStyleSheet(style(t))
