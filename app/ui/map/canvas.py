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
``canvas.zoom_to_layer("parcels")``, ``canvas.zoom_in()``, ``canvas.zoom_out()``, ``canvas.set_view(view)``, ``canvas.view``
    Move the map; bounds are xmin, ymin, xmax, ymax in the metric CRS.
``canvas.navigator``
    `app.ui.map.navigator.Navigator`: previous and next view.
``canvas.set_tool(tool)``, ``canvas.tool``
    Another way of using the pointer: an `app.ui.map.tools.base.Tool`, whose module says how to
    write one. None is the plain pointer.
``canvas.set_overlay(name, paint)``
    ``paint(painter, canvas)`` is called over the picture and under scale bar and tool, with
    logical pixels and antialiasing; None takes it away. ``canvas.to_widget(points)`` and
    ``canvas.world_at(position)`` lead from the metric CRS to the widget and back.
``canvas.describe = lambda level, row: "text"``
    Text of the hover card (plain text, may have several lines; "" shows none).
``canvas.crs = "EPSG:25830"``
    The metric CRS, for tools that measure; "" for none.
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
``enclosed(ring, modifiers)``: a shape was drawn to select by; corners (N, 2) in the metric CRS.
``pointed(x, y)``: the pointer is at a place of the metric CRS.
``tool_changed(tool)``: another `Tool` is active.
``view_changed(view)``: an `app.mapimage.view.View` in device pixels.
``drawn()``: a finished frame is on screen.

Keys: arrows pan, ``+`` and ``-`` zoom, Home or Ctrl+Shift+F fits, Space or the middle button pan in
every tool, Esc drops what was begun, leaves the tool, clears (``picked`` with row -1).
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.mapimage.colours import Colours
from app.mapimage.shown import Shown
from app.mapimage.view import View
from app.text.translate import _
from app.ui.map import furniture, gestures
from app.ui.map.drawing import Sources
from app.ui.map.hands import Hands
from app.ui.map.plane import MapPlane
from app.ui.map.stage import Rows
from app.ui.map.tools.base import Pointer, Tool
from app.ui.map.tools.pick import PickTool
from gis.arrays import Shapes
from retrofit.stock.fields import Level

Overlay = Callable[[QPainter, "MapCanvas"], None]


class MapCanvas(MapPlane):
    """Blocks and buildings in the colours of a theme; see the module's text."""

    hovered = Signal(object, int)
    picked = Signal(object, int, object)
    enclosed = Signal(object, object)
    pointed = Signal(float, float)
    tool_changed = Signal(object)
    view_changed = Signal(object)
    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.crs = ""
        self.describe: Callable[[Level, int], str] = lambda _level, _row: ""
        self._level = Level.BUILDING
        self._hover = -1
        self._overlays: dict[str, Overlay] = {}
        self._underlay: Overlay | None = None
        self._plain = PickTool(self)
        self._tool: Tool = self._plain
        self.hands = Hands(self)
        self.navigator.changed.connect(self._moved)
        self.navigator.gliding_changed.connect(self.update)
        self.stage.drawn.connect(self._drawn)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(_("Map"))
        self.setAccessibleDescription(_("Arrows move the map, plus and minus zoom, Home shows everything."))

    @property
    def level(self) -> Level:
        """What hover and click find."""
        return self._level

    @property
    def tool(self) -> Tool:
        """How the pointer is used now."""
        return self._tool

    @property
    def ready(self) -> bool:
        """Whether the picture on screen is of the present view and colours, and final."""
        return not self.navigator.gliding and self.stage.is_final(self.view)

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
        self.stage.set_sources(Sources(blocks, buildings, parcels, streets))
        self._hover = -1
        if keep_view:
            self._request()
        else:
            self.set_tool(None)
            self.navigator.forget()
            self.fit()

    def clear(self) -> None:
        """Show nothing."""
        self.set_layers(None, None, keep_view=True)
        self.set_tool(None)
        self.navigator.forget()

    def set_colours(self, colours: Colours | None) -> None:
        """Show another theme on the same geometry; None is plain grey."""
        self.stage.set_colours(colours)
        self._request()

    def set_level(self, level: Level) -> None:
        """Let hover and click find blocks, or else buildings."""
        self._level = Level.BLOCK if level is Level.BLOCK else Level.BUILDING
        self.hover()

    def set_selection(self, level: Level, rows: Rows) -> None:
        """Mark rows of one level as selected, and none of the other."""
        self.stage.set_selection(level, rows)
        self._request()

    def set_tool(self, tool: Tool | None) -> None:
        """Use the pointer in another way; None is the plain pointer."""
        tool = tool or self._plain
        if tool is self._tool:
            return
        self._tool.leave()
        self._tool = tool
        self.hands.show_cursor()
        tool.enter()
        self.hover()
        self.update()
        self.tool_changed.emit(tool)

    def set_overlay(self, name: str, paint: Overlay | None) -> None:
        """Draw something over the picture; None takes it away."""
        self._overlays.pop(name, None)
        if paint is not None:
            self._overlays[name] = paint
        self.update()

    def set_underlay(self, paint: Overlay | None) -> None:
        """Draw something under the picture, which is clear where there is nothing; None is plain ground."""
        self._underlay = paint
        self.set_shown(replace(self.stage.shown, ground=paint is None))

    def set_shown(self, shown: Shown) -> None:
        """Show, hide or weaken layers."""
        self.stage.shown = shown
        self.hover()
        self._request()

    def pick_at(self, pointer: Pointer) -> None:
        """Pick what lies under a place, as a click of the plain pointer does."""
        self.picked.emit(self._level, self.row_at(pointer.position), pointer.modifiers)

    def row_at(self, position: QPointF | None) -> int:
        """Row of the feature under a place in the widget; -1 for none."""
        return -1 if position is None else self.stage.row_at(self._level, *self.world_at(position))

    def hover(self) -> None:
        """Find out anew what lies under the pointer."""
        row = self.row_at(self.hands.position) if self._tool.hovers else -1
        moved = row >= 0 and self.hands.position is not None
        if row != self._hover:
            self._hover = row
            self.hovered.emit(self._level, row)
            moved = True
        if moved:
            self.update()

    def warm(self) -> None:
        """Load the drawing kernels in the background."""
        self.stage.warm()

    def shutdown(self) -> None:
        """Stop the worker thread; the map keeps its last picture."""
        self.stage.close()

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
        area, view = QRectF(self.rect()), self.navigator.shown
        painter = QPainter(self)
        painter.fillRect(area, furniture.BACKGROUND)
        if self._underlay is not None:
            painter.save()
            self._underlay(painter, self)
            painter.restore()
        self.stage.paint(painter, view, self.pixel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paint in self._overlays.values():
            painter.save()
            paint(painter, self)
            painter.restore()
        shapes = self.stage.shapes(self._level)
        if self._hover >= 0 and shapes is not None:
            furniture.draw_outline(painter, shapes, self._hover, view, self.pixel)
        if self.stage.picture is not None:
            furniture.draw_scale_bar(painter, area, view.metres_per_pixel * self.pixel)
            furniture.draw_north(painter, area)
        self._tool.paint(painter)
        if self._hover >= 0 and self.hands.position is not None and not self.hands.panning:
            text = self.describe(self._level, self._hover)
            if text:
                furniture.draw_card(painter, area, self.hands.position, text)
        if self.hasFocus():
            furniture.draw_focus(painter, area)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(gestures.wheel_factor(event.angleDelta().y(), event.modifiers()), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hands.leave()
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hands.hold_space(False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hands.key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.hands.hold_space(False)
        else:
            super().keyReleaseEvent(event)

    def _moved(self, view: View) -> None:
        self._request()
        self.view_changed.emit(view)

    def _drawn(self) -> None:
        if not self.hands.panning:
            self.hover()
        self.update()
        self.drawn.emit()

    def _resize(self) -> None:
        width, height = round(self.width() * self.pixel), round(self.height() * self.pixel)
        self.navigator.resize(max(width, 1), max(height, 1))
        self._request()
