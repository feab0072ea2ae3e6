"""One calm light look: palette, spacing and a small style sheet over Fusion."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

TEXT: Final = "#1f2933"
MUTED: Final = "#56636f"
"""Second-rank text: 6:1 on white."""
ACCENT: Final = "#1f5f6b"
ACCENT_SOFT: Final = "#e3eff1"
PAPER: Final = "#ffffff"
GROUND: Final = "#f4f6f7"
LINE: Final = "#d5dbe0"
DISABLED: Final = "#9aa5af"
FAULT: Final = "#a3261c"
FAULT_SOFT: Final = "#fdf0ee"

GAP: Final = 8
"""Space between things that belong together [px]; 16 between groups, 24 around pages."""

_STYLE: Final = f"""
QToolTip {{ color: {TEXT}; background: {PAPER}; border: 1px solid {LINE}; padding: 4px 6px; }}
QMenuBar {{ background: {PAPER}; border-bottom: 1px solid {LINE}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {ACCENT_SOFT}; color: {TEXT}; }}
QMenu {{ background: {PAPER}; border: 1px solid {LINE}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 8px; border-radius: 4px; }}
QMenu::item:selected {{ background: {ACCENT_SOFT}; color: {TEXT}; }}
QMenu::item:disabled {{ color: {DISABLED}; }}
QMenu::icon {{ padding-left: 6px; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 8px; }}
QToolBar {{ background: {PAPER}; border: 0; border-bottom: 1px solid {LINE}; padding: 3px 6px; spacing: 2px; }}
QToolBar::separator {{ width: 1px; background: {LINE}; margin: 4px 6px; }}
QToolBar QToolButton {{ padding: 4px; border: 1px solid transparent; border-radius: 5px; }}
QToolBar QToolButton:hover:enabled {{ background: {GROUND}; border-color: {LINE}; }}
QToolBar QToolButton:checked {{ background: {ACCENT_SOFT}; border-color: {ACCENT}; }}
QToolBar QToolButton:focus {{ border-color: {ACCENT}; }}
QStatusBar {{ background: {PAPER}; border-top: 1px solid {LINE}; }}
QStatusBar::item {{ border: 0; }}
QDockWidget {{ font-weight: 600; }}
QDockWidget > QWidget {{ font-weight: 400; }}
QDockWidget::title {{ background: {GROUND}; padding: 6px 8px; border-bottom: 1px solid {LINE}; }}
QMainWindow::separator {{ background: {LINE}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {ACCENT}; }}
QTabBar::tab {{ padding: 6px 14px; border: 0; border-bottom: 2px solid transparent; color: {MUTED}; background: transparent; }}
QTabBar::tab:selected {{ color: {TEXT}; border-bottom-color: {ACCENT}; }}
QTabBar::tab:hover:!selected {{ color: {TEXT}; }}
QProgressBar {{ border: 0; border-radius: 3px; background: {LINE}; max-height: 6px; }}
QProgressBar::chunk {{ border-radius: 3px; background: {ACCENT}; }}
QPushButton[primary="true"] {{
    color: white; background: {ACCENT}; border: 1px solid {ACCENT}; border-radius: 5px; padding: 7px 16px; }}
QPushButton[primary="true"]:hover {{ background: #2a7482; }}
QPushButton[primary="true"]:focus {{ border: 2px solid #f0b24a; padding: 6px 15px; }}
QPushButton[primary="true"]:disabled {{ background: {LINE}; border-color: {LINE}; color: {MUTED}; }}
QPushButton[card="true"] {{
    text-align: left; background: {PAPER}; border: 1px solid {LINE}; border-radius: 8px; padding: 0; }}
QPushButton[card="true"]:hover:enabled, QPushButton[card="true"]:focus {{ border-color: {ACCENT}; }}
QPushButton[card="true"]:pressed {{ background: {ACCENT_SOFT}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QLabel[rank="muted"] {{ color: {MUTED}; }}
QLabel[rank="fault"] {{
    color: {FAULT}; background: {FAULT_SOFT}; border: 1px solid #efc7c2; border-radius: 6px; padding: 8px 10px; }}
"""


def palette() -> QPalette:
    """Colours of all widgets."""
    made = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for which, colour in (
        (role.Window, GROUND),
        (role.WindowText, TEXT),
        (role.Base, PAPER),
        (role.AlternateBase, "#f8fafb"),
        (role.Text, TEXT),
        (role.Button, "#fbfcfc"),
        (role.ButtonText, TEXT),
        (role.ToolTipBase, PAPER),
        (role.ToolTipText, TEXT),
        (role.Highlight, ACCENT),
        (role.HighlightedText, PAPER),
        (role.Link, ACCENT),
        (role.PlaceholderText, "#6c7883"),
        (role.Mid, LINE),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(DISABLED))
    return made


def apply(application: QApplication) -> None:
    """Give the program its look; the font stays the system's."""
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette())
    application.setStyleSheet(_STYLE)
