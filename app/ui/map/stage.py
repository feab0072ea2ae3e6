"""`Stage`: the layers of the map, their colours, and the last picture of them."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from app.mapimage.colours import Colours
from app.mapimage.layers import extent_of, extent_of_rows
from app.mapimage.scene import Look
from app.mapimage.shown import Shown, look_at
from app.mapimage.view import Extent, View, union
from app.ui.map.drawing import FrameWorker, Picture, Request, Sources
from gis.arrays import Shapes
from retrofit.stock.fields import Level

Rows = Iterable[int] | NDArray[np.integer]


class Stage(QObject):
    """What is drawn, apart from where: asks a worker for pictures and keeps the newest."""

    drawn = Signal()
    """There is a new picture."""
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sources = Sources()
        self.look = Look(Colours.plain(0, 0))
        self.shown = Shown()
        self._seen: tuple[Look, Shown, tuple[bool, ...], Look] | None = None
        """The look at the scale of the last picture."""
        self.picture: Picture | None = None
        self.image = QImage()
        self._worker = FrameWorker(self._arrived.emit)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._worker.close)

    @property
    def outlines(self) -> tuple[Shapes | None, ...]:
        """What drawn lines cling to."""
        sources = self.sources
        return sources.blocks, sources.parcels, sources.buildings

    def set_sources(self, sources: Sources) -> None:
        """Take other geometry, in plain grey."""
        self.sources, self.picture = sources, None
        self.look = Look(self._plain())

    def set_colours(self, colours: Colours | None) -> None:
        """Take another colour table; None is plain grey."""
        plain = self._plain()
        colours = plain if colours is None else colours
        if len(colours.blocks) < len(plain.blocks) or len(colours.buildings) < len(plain.buildings):
            raise ValueError("colour tables do not match the layers")
        self.look = replace(self.look, colours=colours)

    def set_selection(self, level: Level, rows: Rows) -> None:
        """Mark rows of one level as selected, and none of the other."""
        chosen = _ascending(as_rows(rows))
        shapes = self.shapes(level)
        chosen = chosen[(chosen >= 0) & (chosen < (0 if shapes is None else len(shapes)))]
        none = chosen[:0]
        blocks, buildings = (chosen, none) if level is Level.BLOCK else (none, chosen)
        self.look = replace(self.look, blocks=blocks, buildings=buildings)

    def shapes(self, level: Level) -> Shapes | None:
        """Geometry of blocks, or else of buildings."""
        return self.sources.blocks if level is Level.BLOCK else self.sources.buildings

    @property
    def extent(self) -> Extent | None:
        """Where blocks and buildings lie; None without any."""
        layers = (self.sources.blocks, self.sources.buildings)
        return union([extent for shapes in layers if shapes is not None and (extent := extent_of(shapes))])

    def extent_of(self, level: Level, rows: Rows) -> Extent | None:
        """Where some blocks or buildings lie."""
        shapes = self.shapes(level)
        return None if shapes is None else extent_of_rows(shapes, as_rows(rows))

    def request(self, view: View, pixel: float) -> None:
        """Ask for a picture in place of all that were asked for before."""
        self._worker.request(Request(self.sources, self._look_at(view, pixel), view, pixel))

    def is_final(self, view: View) -> bool:
        """Whether the picture is of this view and the present colours, and none is being made."""
        asked = None if self.picture is None else self.picture.request
        if self._worker.busy or asked is None:
            return False
        look = self._look_at(view, asked.pixel)
        return asked.view == view and asked.look is look and asked.sources is self.sources

    def _look_at(self, view: View, pixel: float) -> Look:
        """The look at a scale; the same one for as long as nothing about it is different."""
        scale, shown = view.metres_per_pixel * pixel, self.shown
        near = tuple(
            scale <= one.up_to for one in (shown.streets, shown.blocks, shown.parcels, shown.buildings)
        )
        if self._seen is None or self._seen[:3] != (self.look, shown, near):
            self._seen = (self.look, shown, near, look_at(self.look, shown, scale))
        return self._seen[3]

    def row_at(self, level: Level, x: float, y: float) -> int:
        """Row of the feature at a world position; -1 for none, or out of the picture."""
        if self.picture is None or not self._is_shown(level):
            return -1
        frame = self.picture.frame
        column, row = frame.view.to_pixel(x, y)
        ids = frame.ids.blocks if level is Level.BLOCK else frame.ids.buildings
        c, r = int(column * frame.ids.sampling // 1), int(row * frame.ids.sampling // 1)
        if not (0 <= c < ids.shape[1] and 0 <= r < ids.shape[0]):
            return -1
        return int(ids[r, c])

    def _is_shown(self, level: Level) -> bool:
        """Whether what is hidden is asked for: it cannot be clicked."""
        return (self.shown.blocks if level is Level.BLOCK else self.shown.buildings).visible

    def paint(self, painter: QPainter, view: View, pixel: float) -> None:
        """Show the last picture where its world is in a view."""
        if self.picture is None:
            return
        drawn = self.picture.frame.view
        left, top = view.to_pixel(drawn.left, drawn.top)
        factor = drawn.metres_per_pixel / view.metres_per_pixel
        size = (drawn.width * factor / pixel, drawn.height * factor / pixel)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor != 1.0)
        painter.drawImage(QRectF(left / pixel, top / pixel, *size), self.image)

    def warm(self) -> None:
        """Load the drawing kernels in the background."""
        self._worker.warm()

    def close(self) -> None:
        """Stop the worker; the last picture stays."""
        self._worker.close()

    def _take(self) -> None:
        picture = self._worker.take()
        if picture is None or picture.request.sources is not self.sources:
            return
        height, width = picture.image.shape
        self.picture = picture
        # no copy: the picture holds the array for as long as the image looks at it
        self.image = QImage(
            picture.image.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
        )
        self.drawn.emit()

    def _plain(self) -> Colours:
        blocks, buildings = self.sources.blocks, self.sources.buildings
        return Colours.plain(0 if blocks is None else len(blocks), 0 if buildings is None else len(buildings))


def as_rows(rows: Rows) -> NDArray[np.int64]:
    """Rows as an array, whatever holds them."""
    if isinstance(rows, (np.ndarray, tuple, list)):
        return np.asarray(rows, dtype=np.int64)
    return np.fromiter(rows, np.int64)


def _ascending(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each row once, in order; quick for what is in order already, as most selections are."""
    if (np.diff(rows) > 0).all():
        return rows
    rows = np.sort(rows)
    return rows[np.concatenate([[True], np.diff(rows) > 0])]
