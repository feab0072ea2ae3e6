"""The card on the map that says what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.text.translate import _

WIDEST: Final = 340
"""Longer lines are broken [logical pixel]."""
CORNER: Final = 12


class MeasureCard(QFrame):
    """At the upper left of the map until it is dragged away; never takes the keys from the map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("measure-card")
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setToolTip(_("Drag to where it is not in the way"))
        self._held: QPoint | None = None
        self.title, self.text = QLabel(), QLabel()
        self.title.setProperty("rank", "title")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy, self.again = QPushButton(_("Copy")), QPushButton(_("New"))
        self.copy.setToolTip(_("Copy what was measured (Ctrl+C)"))
        self.again.setToolTip(_("Measure something else (Esc)"))
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.again)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        box.addWidget(self.title)
        box.addWidget(self.text)
        box.addLayout(row)
        self.text.setCursor(Qt.CursorShape.IBeamCursor)
        for button in (self.copy, self.again):
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.move(CORNER, CORNER)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        room = self.parentWidget().size() - self.size()
        spot = self.mapToParent(event.position().toPoint()) - self._held
        self.move(min(max(spot.x(), 0), max(room.width(), 0)), min(max(spot.y(), 0), max(room.height(), 0)))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def tell(self, title: str, lines: Sequence[str], *, finished: bool) -> None:
        """Show what was measured so far."""
        text = "\n".join(lines)
        self.title.setText(title)
        self.text.setText(text)
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in (*lines, title))
        self.text.setFixedWidth(min(widest + 8, WIDEST))
        self.copy.setEnabled(finished)
        self.again.setEnabled(finished)
        self.setAccessibleName(f"{title}: {text}")
        self.adjustSize()
        self.show()
