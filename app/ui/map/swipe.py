"""`SwipeHandle`: the bar that is drawn over the map to show more of one scenario or the other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.text.translate import _

WIDTH_PX: Final = 22
STEP: Final = 0.02
KEYS: Final = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}


class SwipeHandle(QWidget):
    """Lies over a widget from top to bottom; dragged by mouse, moved by Left and Right."""

    moved = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over, self._share = over, 0.5
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Border between the two scenarios"))
        self.setToolTip(_("Drag, or press Left and Right, to see more of one scenario or the other"))
        over.installEventFilter(self)
        self._place()

    @property
    def share(self) -> float:
        """How much of the width lies left of the handle [-]."""
        return self._share

    @property
    def cut(self) -> float:
        """Where the handle is, from the left edge [logical pixel]."""
        return self._share * self._over.width()

    def set_share(self, share: float) -> None:
        """Move the handle."""
        self._share = min(max(share, 0.0), 1.0)
        self._place()
        self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            across = self.mapTo(self._over, event.position()).x()
            self.set_share(across / max(self._over.width(), 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.set_share(self._share + step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, ink = QPointF(self.width() / 2, self.height() / 2), QColor(31, 41, 51)
        painter.setPen(QPen(QColor(255, 255, 255), 4))
        painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), self.height()))
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), self.height()))
        painter.setBrush(QColor(255, 255, 255))
        painter.setPen(QPen(QColor(30, 93, 104) if self.hasFocus() else ink, 2))
        painter.drawEllipse(QRectF(middle.x() - 9, middle.y() - 9, 18, 18))
        for side in (-1, 1):
            painter.drawLine(middle + QPointF(side * 5, 0), middle + QPointF(side * 2, -3))
            painter.drawLine(middle + QPointF(side * 5, 0), middle + QPointF(side * 2, 3))
        painter.end()

    def _place(self) -> None:
        left = round(self.cut - WIDTH_PX / 2)
        self.setGeometry(left, 0, WIDTH_PX, self._over.height())
