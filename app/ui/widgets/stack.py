"""Panels below each other that scroll where the screen is low."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QStyle, QVBoxLayout, QWidget

LOWEST_PX: Final = 160


class Stack(QScrollArea):
    """As wide as its panels need, so that nothing is cut off at the side; the last one takes what is left."""

    def __init__(self, *panels: QWidget) -> None:
        super().__init__()
        self._holder = QWidget()
        box = QVBoxLayout(self._holder)
        box.setContentsMargins(0, 0, 0, 0)
        for panel in panels:
            box.addWidget(panel)
        box.setStretch(len(panels) - 1, 1)
        self.setWidget(self._holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return QSize(self._holder.minimumSizeHint().width() + bar, LOWEST_PX)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self._holder.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
