"""`MapCanvas`: the map of the window.

Use
---
``canvas = MapCanvas(parent)``

``canvas.set_layers(blocks, buildings, parcels=None, streets=None)``
    Show other geometry (`gis.arrays.Shapes`, any of them None) and fit it to the window.
    ``keep_view=True`` leaves the view where it is. The colours are reset to plain grey.
``canvas.set_colours(colours)``
    An `app.mapimage.colours.Colours`, made by `app.mapimage.theme.colours_of`: another theme on
    the same geometry. None is plain grey.
``canvas.set_level(level)``
    What hover and click find: ``Level.BUILDING`` or ``Level.BLOCK``.
``canvas.set_selection(level, rows)``
    Rows (any integer sequence or array) to mark as selected; replaces the selection of that level
    and clears the other. Emits nothing.
``canvas.fit()``, ``canvas.zoom_to(bounds)``, ``canvas.zoom_to_rows(level, rows)``,
``canvas.zoom_in()``, ``canvas.zoom_out()``, ``canvas.set_view(view)``, ``canvas.view``
    Move the map; bounds are xmin, ymin, xmax, ymax in the metric CRS.
``canvas.describe = lambda level, row: "text"``
    Text of the hover card (plain text, may have several lines; "" shows none).
``canvas.clear()``
    Show nothing.
``canvas.warm()``
    Load the drawing kernels in the background; call once after the window is on screen.
``canvas.shutdown()``
    Stop the worker thread. The window calls it in its ``closeEvent``: Qt tells only
    top-level widgets that they close.

Signals
-------
``hovered(level, row)``: a `Level` and a row, -1 when nothing is under the pointer.
``picked(level, row, modifiers)``: a click; row -1 is the background. Double click zooms.
``view_changed(view)``: an `app.mapimage.view.View` in device pixels.
``drawn()``: a finished frame is on screen.

Keys: arrows pan, ``+`` and ``-`` zoom, Home or Ctrl+Shift+F fits, Esc clears (``picked`` with row -1).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.mapimage.colours import Colours, Palette
from app.mapimage.layers import extent_of, extent_of_rows
from app.mapimage.scene import Look
from app.mapimage.view import Extent, View, union
from app.text.translate import _
from app.ui.map import furniture, tools
from app.ui.map.drawing import FrameWorker, Picture, Request, Sources
from gis.arrays import Shapes
from retrofit.stock.fields import Level

BACKGROUND: Final = QColor(*Palette().background)
CLOSEST: Final = 0.1
"""Zooming to something very small stops at this scale [m per pixel]."""


class MapCanvas(QWidget):
    """Blocks and buildings in the colours of a theme; see the module's text."""

    hovered = Signal(object, int)
    picked = Signal(object, int, object)
    view_changed = Signal(object)
    drawn = Signal()
    _arrived = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.describe: Callable[[Level, int], str] = lambda _level, _row: ""
        self._sources = Sources()
        self._look = Look(Colours.plain(0, 0))
        self._level = Level.BUILDING
        self._view = View(0.0, 0.0, 1.0, max(self.width(), 1), max(self.height(), 1))
        self._fitted: Extent | None = None
        self._picture: Picture | None = None
        self._image = QImage()
        self._hover = -1
        self._pointer: QPointF | None = None
        self._hand = tools.Hand(float(QApplication.startDragDistance()))
        self._worker = FrameWorker(self._arrived.emit)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._worker.close)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(_("Map"))
        self.setAccessibleDescription(_("Arrows move the map, plus and minus zoom, Home shows everything."))

    @property
    def view(self) -> View:
        """What the map shows, in device pixels."""
        return self._view

    @property
    def level(self) -> Level:
        """What hover and click find."""
        return self._level

    @property
    def ready(self) -> bool:
        """Whether the picture on screen is of the present view and colours, and final."""
        asked = None if self._picture is None else self._picture.request
        return not self._worker.busy and asked is not None and self._is_current(asked)

    def set_layers(
        self,
        blocks: Shapes | None,
        buildings: Shapes | None,
        parcels: Shapes | None = None,
        streets: Shapes | None = None,
        *,
        keep_view: bool = False,
    ) -> None:
        """Show other geometry in plain grey."""
        self._sources = Sources(blocks, buildings, parcels, streets)
        self._look = Look(self._plain())
        self._picture, self._hover = None, -1
        if keep_view:
            self._request()
        else:
            self.fit()

    def clear(self) -> None:
        """Show nothing."""
        self.set_layers(None, None, keep_view=True)

    def set_colours(self, colours: Colours | None) -> None:
        """Show another theme on the same geometry; None is plain grey."""
        plain = self._plain()
        colours = plain if colours is None else colours
        if len(colours.blocks) < len(plain.blocks) or len(colours.buildings) < len(plain.buildings):
            raise ValueError("colour tables do not match the layers")
        self._look = replace(self._look, colours=colours)
        self._request()

    def set_level(self, level: Level) -> None:
        """Let hover and click find blocks, or else buildings."""
        self._level = Level.BLOCK if level is Level.BLOCK else Level.BUILDING
        self._set_hover(self._row_at(self._pointer))

    def set_selection(self, level: Level, rows: Iterable[int] | NDArray[np.integer]) -> None:
        """Mark rows of one level as selected, and none of the other."""
        chosen = np.unique(np.fromiter(rows, np.int64))
        shapes = self._shapes(level)
        chosen = chosen[(chosen >= 0) & (chosen < (0 if shapes is None else len(shapes)))]
        none = chosen[:0]
        blocks, buildings = (chosen, none) if level is Level.BLOCK else (none, chosen)
        self._look = replace(self._look, blocks=blocks, buildings=buildings)
        self._request()

    def set_view(self, view: View) -> None:
        """Move the map; the size of the picture stays that of the widget."""
        self._fitted = None
        self._show(view.resized(self._view.width, self._view.height))

    def fit(self) -> None:
        """Show everything."""
        layers = (self._sources.blocks, self._sources.buildings)
        extents = [extent for shapes in layers if shapes is not None and (extent := extent_of(shapes))]
        whole = union(extents)
        if whole is None:
            self._request()
        else:
            self.zoom_to(whole)
            self._fitted = whole

    def zoom_to(self, bounds: Sequence[float]) -> None:
        """Show an extent: xmin, ymin, xmax, ymax in the metric CRS."""
        xmin, ymin, xmax, ymax = (float(value) for value in bounds)
        view = View.of_extent((xmin, ymin, xmax, ymax), self._view.width, self._view.height)
        self._fitted = None
        self._show(replace(view, metres_per_pixel=max(view.metres_per_pixel, CLOSEST / self._pixel())))

    def zoom_to_rows(self, level: Level, rows: Iterable[int] | NDArray[np.integer]) -> None:
        """Show some blocks or buildings with their surroundings."""
        shapes = self._shapes(level)
        extent = None if shapes is None else extent_of_rows(shapes, np.fromiter(rows, np.int64))
        if extent is not None:
            xmin, ymin, xmax, ymax = extent
            around = 0.5 * max(xmax - xmin, ymax - ymin, 20.0)
            self.zoom_to((xmin - around, ymin - around, xmax + around, ymax + around))

    def zoom_in(self) -> None:
        """Magnify around the middle."""
        self._zoom(tools.ZOOM_STEP, None)

    def zoom_out(self) -> None:
        """Show more around the middle."""
        self._zoom(1 / tools.ZOOM_STEP, None)

    def warm(self) -> None:
        """Load the drawing kernels in the background."""
        self._worker.warm()

    def shutdown(self) -> None:
        """Stop the worker thread; the map keeps its last picture."""
        self._worker.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shutdown()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._resize()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        area, pixel = QRectF(self.rect()), self._pixel()
        painter = QPainter(self)
        painter.fillRect(area, BACKGROUND)
        if self._picture is not None:
            self._blit(painter, self._picture.frame.view, pixel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shapes = self._shapes(self._level)
        if self._hover >= 0 and shapes is not None:
            furniture.draw_outline(painter, shapes, self._hover, self._view, pixel)
        if self._picture is not None:
            furniture.draw_scale_bar(painter, area, self._view.metres_per_pixel * pixel)
            furniture.draw_north(painter, area)
        if self._hover >= 0 and self._pointer is not None and not self._hand.dragging:
            text = self.describe(self._level, self._hover)
            if text:
                furniture.draw_card(painter, area, self._pointer, text)
        if self.hasFocus():
            furniture.draw_focus(painter, area)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._hand.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        step = self._hand.move(event.position(), self._pixel())
        if step is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pan(*step)
        elif not self._hand.dragging:
            self._set_hover(self._row_at(self._pointer))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._hand.release()
        self.unsetCursor()
        if clicked and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self._level, self._row_at(event.position()), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._zoom(tools.ZOOM_STEP, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(tools.wheel_factor(event.angleDelta().y(), event.modifiers()), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._set_hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if key in tools.PAN_KEYS:
            columns, rows = tools.PAN_KEYS[key]
            step = round(tools.PAN_STEP * self._pixel())
            self._pan(columns * step, rows * step)
        elif key in tools.IN_KEYS:
            self.zoom_in()
        elif key in tools.OUT_KEYS:
            self.zoom_out()
        elif key == Qt.Key.Key_Home or (key == Qt.Key.Key_F and event.modifiers() & both == both):
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self.picked.emit(self._level, -1, event.modifiers())
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        picture = self._worker.take()
        if picture is None or picture.request.sources is not self._sources:
            return
        height, width = picture.image.shape
        self._picture = picture
        # no copy: the picture holds the array for as long as the image looks at it
        self._image = QImage(
            picture.image.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
        )
        if not self._hand.dragging:
            self._set_hover(self._row_at(self._pointer))
        self.update()
        self.drawn.emit()

    def _blit(self, painter: QPainter, drawn: View, pixel: float) -> None:
        """Show the last picture where its world is now."""
        left, top = self._view.to_pixel(drawn.left, drawn.top)
        factor = drawn.metres_per_pixel / self._view.metres_per_pixel
        size = (drawn.width * factor / pixel, drawn.height * factor / pixel)
        target = QRectF(left / pixel, top / pixel, *size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor != 1.0)
        painter.drawImage(target, self._image)

    def _resize(self) -> None:
        pixel = self._pixel()
        width, height = max(round(self.width() * pixel), 1), max(round(self.height() * pixel), 1)
        fitted = self._fitted
        if fitted is None:
            self._show(self._view.resized(width, height))
        else:
            self._view = self._view.resized(width, height)
            self.fit()

    def _zoom(self, factor: float, position: QPointF | None) -> None:
        pixel = self._pixel()
        column, row = self._view.width / 2, self._view.height / 2
        if position is not None:
            column, row = position.x() * pixel, position.y() * pixel
        self._fitted = None
        self._show(self._view.zoomed(factor, column, row))

    def _pan(self, columns: int, rows: int) -> None:
        self._fitted = None
        self._show(self._view.moved(columns, rows))

    def _show(self, view: View) -> None:
        changed = view != self._view
        self._view = view
        self._request()
        if changed:
            self.view_changed.emit(view)

    def _request(self) -> None:
        self._worker.request(Request(self._sources, self._look, self._view, self._pixel()))
        self.update()

    def _is_current(self, asked: Request) -> bool:
        return asked.view == self._view and asked.look is self._look and asked.sources is self._sources

    def _set_hover(self, row: int) -> None:
        moved = row >= 0 and self._pointer is not None
        if row != self._hover:
            self._hover = row
            self.hovered.emit(self._level, row)
            moved = True
        if moved:
            self.update()

    def _row_at(self, position: QPointF | None) -> int:
        """Row of the feature under a place in the widget; -1 for none."""
        if position is None or self._picture is None:
            return -1
        pixel, frame = self._pixel(), self._picture.frame
        x, y = self._view.to_world(position.x() * pixel, position.y() * pixel)
        column, row = frame.view.to_pixel(x, y)
        ids = frame.ids.blocks if self._level is Level.BLOCK else frame.ids.buildings
        c, r = int(column * frame.ids.sampling // 1), int(row * frame.ids.sampling // 1)
        if not (0 <= c < ids.shape[1] and 0 <= r < ids.shape[0]):
            return -1
        return int(ids[r, c])

    def _shapes(self, level: Level) -> Shapes | None:
        return self._sources.blocks if level is Level.BLOCK else self._sources.buildings

    def _plain(self) -> Colours:
        blocks, buildings = self._sources.blocks, self._sources.buildings
        return Colours.plain(0 if blocks is None else len(blocks), 0 if buildings is None else len(buildings))

    def _pixel(self) -> float:
        return float(self.devicePixelRatioF())
