"""`MapPlane`: a widget that shows a part of the world, and the ways to move over it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QWidget

from app.mapimage.layers import extent_of
from app.mapimage.view import Extent, View
from app.ui.map import gestures
from app.ui.map.navigator import Navigator
from app.ui.map.stage import Rows, Stage
from gis.arrays import Shapes
from retrofit.stock.fields import Level


class MapPlane(QWidget):
    """The half of `app.ui.map.canvas.MapCanvas` that knows where it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.navigator, self.stage = Navigator(self), Stage(self)

    @property
    def view(self) -> View:
        """What the map shows, in device pixels."""
        return self.navigator.view

    @property
    def pixel(self) -> float:
        """Device pixels per logical pixel."""
        return float(self.devicePixelRatioF())

    def set_view(self, view: View) -> None:
        """Move the map; the size of the picture stays that of the widget."""
        self.navigator.jump(view.resized(self.view.width, self.view.height))

    def fit(self) -> None:
        """Show everything."""
        whole = self.stage.extent
        if whole is not None:
            self.navigator.fit(whole)
        self._request()

    def zoom_to(self, bounds: Sequence[float]) -> None:
        """Show an extent: xmin, ymin, xmax, ymax in the metric CRS."""
        xmin, ymin, xmax, ymax = (float(value) for value in bounds)
        self.navigator.zoom_to((xmin, ymin, xmax, ymax), self.pixel)

    def show_extent(self, extent: Extent) -> None:
        """Show an extent that was once a whole view, without a margin around it."""
        self.navigator.jump(View.of_extent(extent, self.view.width, self.view.height, 0.0))

    def zoom_to_layer(self, name: str) -> bool:
        """Show all of "blocks", "buildings", "parcels" or "streets"; False if there is nothing."""
        shapes: Shapes | None = getattr(self.stage.sources, name)
        extent = None if shapes is None else extent_of(shapes)
        if extent is not None:
            self.zoom_to(extent)
        return extent is not None

    def zoom_to_rows(self, level: Level, rows: Rows) -> None:
        """Show some blocks or buildings with their surroundings."""
        extent = self.stage.extent_of(level, rows)
        if extent is not None:
            xmin, ymin, xmax, ymax = extent
            around = 0.5 * max(xmax - xmin, ymax - ymin, 20.0)
            self.zoom_to((xmin - around, ymin - around, xmax + around, ymax + around))

    @property
    def metres_per_pixel(self) -> float:
        """Scale per logical pixel [m]."""
        return self.view.metres_per_pixel * self.pixel

    def set_metres_per_pixel(self, scale: float) -> None:
        """Show the same middle at another scale per logical pixel [m]."""
        factor = self.metres_per_pixel / scale
        self.navigator.jump(self.view.zoomed(factor, self.view.width / 2, self.view.height / 2))

    def shrink_into(self, bounds: Extent) -> None:
        """Show what is seen now so small that it fits where the bounds are."""
        middle = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
        share = View.of_extent(bounds, self.view.width, self.view.height, 0.0).metres_per_pixel
        column, row = self.view.to_pixel(*middle)
        factor = share / self.view.metres_per_pixel
        moved = self.view.moved(self.view.width / 2 - column, self.view.height / 2 - row)
        self.navigator.jump(moved.zoomed(factor, self.view.width / 2, self.view.height / 2))

    def zoom_in(self) -> None:
        """Magnify around the middle."""
        self.zoom(gestures.ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show more around the middle."""
        self.zoom(1 / gestures.ZOOM_STEP)

    def zoom(self, factor: float, position: QPointF | None = None) -> None:
        """Magnify around a place in the widget, else around the middle."""
        column, row = self.view.width / 2, self.view.height / 2
        if position is not None:
            column, row = position.x() * self.pixel, position.y() * self.pixel
        self.navigator.step(self.view.zoomed(factor, column, row), glide=True)

    def pan(self, columns: int, rows: int) -> None:
        """Push the map right and down by so many device pixels."""
        self.navigator.step(self.view.moved(columns, rows))

    def world_at(self, position: QPointF) -> tuple[float, float]:
        """Place in the metric CRS under a place of the widget [m]."""
        return self.view.to_world(position.x() * self.pixel, position.y() * self.pixel)

    def to_widget(self, points: ArrayLike) -> QPolygonF:
        """Places of the metric CRS, shape (N, 2), in the widget [logical pixel]."""
        view, given = self.navigator.shown, np.asarray(points, dtype=np.float64).reshape(-1, 2)
        step = view.metres_per_pixel * self.pixel
        columns, rows = (given[:, 0] - view.left) / step, (view.top - given[:, 1]) / step
        return QPolygonF([QPointF(c, r) for c, r in zip(columns.tolist(), rows.tolist(), strict=True)])

    def _request(self) -> None:
        """Ask for a picture of the view as it is now."""
        self.stage.request(self.view, self.pixel)
        self.update()
