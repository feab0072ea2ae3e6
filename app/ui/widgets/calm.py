"""Fields in a page that scrolls: the wheel changes only what has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QWidget


class Calm(QObject):
    """Lets the wheel scroll the page when it turns over a field that nobody edits."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def calm(page: QWidget) -> None:
    """Make all fields of a page calm; they take the focus by click and Tab, not by the wheel."""
    watcher = Calm(page)
    for kind in (QAbstractSpinBox, QComboBox, QAbstractSlider):
        for field in page.findChildren(kind):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(watcher)
