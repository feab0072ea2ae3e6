"""`ChartView`: a drawn chart, or the sentence that says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.tones import tones

if TYPE_CHECKING:
    from app.charts.chart import Chart
    from app.charts.picture import Picture

SETTLED_MS: Final = 80
EDGE_PX: Final = 16


class ChartView(QWidget):
    """Shows a picture that somebody else draws in the size and the look that it asks for."""

    wanted = Signal()
    """Another picture is needed: size, screen or look are different."""
    clicked = Signal()
    """The user clicked on the chart."""

    def __init__(self, least: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._picture: Picture | None = None
        self._image = QImage()
        self._least = least
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self.wanted)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    @property
    def picture(self) -> Picture | None:
        """What is shown; None where there is nothing to draw."""
        return self._picture

    def show_chart(self, chart: Chart | None, picture: Picture | None) -> None:
        """Show a chart as it was drawn."""
        self.chart, self._picture = chart, None if chart is None or chart.empty else picture
        self._image = _image(self._picture) if self._picture is not None else QImage()
        self.setAccessibleName("" if chart is None else chart.title)
        self.setAccessibleDescription("" if chart is None else chart.sentence)
        self.update()

    def told_at(self, x: float, y: float) -> str:
        """The value under a place of the widget; "" where there is none."""
        if self._picture is None:
            return ""
        found = [hit for hit in self._picture.hits if _inside(hit.box, x, y)]
        middles = [((h.box[0] + h.box[2]) / 2 - x) ** 2 + ((h.box[1] + h.box[3]) / 2 - y) ** 2 for h in found]
        return found[middles.index(min(middles))].text if found else ""

    def sizeHint(self) -> QSize:
        return QSize(2 * self._least.width(), self._least.height())

    def minimumSizeHint(self) -> QSize:
        return self._least

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tones().paper))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        elif self.chart is not None and self.chart.empty:
            painter.setPen(QColor(tones().muted))
            room = QRectF(self.rect()).adjusted(EDGE_PX, 0, -EDGE_PX, 0)
            centre = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(room, centre, self.chart.sentence)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settled.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._settled.start()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._settled.start()
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        text = self.told_at(event.position().x(), event.position().y())
        if text:
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        else:
            QToolTip.hideText()


def _inside(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _image(picture: Picture) -> QImage:
    """The picture as Qt knows it; its bytes are kept by the image's copy."""
    form = QImage.Format.Format_RGBA8888
    made = QImage(picture.rgba, picture.width, picture.height, 4 * picture.width, form).copy()
    made.setDevicePixelRatio(picture.scale)
    return made
