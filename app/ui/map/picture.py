"""`PictureView`: a picture of what the map shows from a file or server, read beside the window's thread."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from app.text.messages import sentence
from app.text.translate import _
from app.ui.map import furniture
from gis.backdrop.workers import Workers

if TYPE_CHECKING:
    from app.mapimage.view import View
    from app.ui.map.canvas import MapCanvas
    from gis.backdrop.frame import Backdrop, Rgba

REST_MS: Final = 120
"""A view that rests this long gets its picture."""
MOST_PX: Final = 2200
"""Longer sides are read more coarsely."""


class PictureView(QObject):
    """Asks a source for pictures of what the map shows, under or over it; the latest view wins."""

    told = Signal(str)
    """A sentence about a fault; "" when all is well again."""
    worked = Signal(bool)
    """Whether a picture is being read."""
    _arrived = Signal()

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._source: Backdrop | None = None
        self._workers = Workers(1, "kvarter-picture")
        self._turn = 0
        self._posts: deque[tuple[int, View | None, Rgba | None, str]] = deque()
        self._shown: tuple[View, QImage] | None = None
        self._asked: tuple[View, str] | None = None
        """View and reference system of the last question."""
        self.attribution = ""
        """Whose pictures they are."""
        self.opacity = 1.0
        self._closed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST_MS)
        self._soon.timeout.connect(self._ask)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def source(self) -> Backdrop | None:
        """Where the pictures come from; None for nowhere."""
        return self._source

    @property
    def picture(self) -> QImage | None:
        """The last picture, as far as there is one."""
        return None if self._shown is None else self._shown[1]

    def set_source(self, source: Backdrop | None) -> None:
        """Take pictures from somewhere else, or from nowhere."""
        if self._source is not None:
            self._source.close()
        self._source, self._shown, self._asked = source, None, None
        self.attribution = "" if source is None else source.attribution
        self._turn += 1
        self.told.emit("")
        self._canvas.update()

    def close_down(self) -> None:
        """Read nothing any more."""
        self._closed = True
        self._turn += 1
        if self._source is not None:
            self._source.close()
        self._workers.close()

    def _ask(self) -> None:
        from gis.backdrop.frame import Frame

        view, source, crs = self._canvas.view, self._source, self._canvas.crs
        if source is None or not crs or self._closed:
            return
        self._asked = (view, crs)
        self._turn += 1
        turn = self._turn
        self.worked.emit(True)
        coarse = max(view.width / MOST_PX, view.height / MOST_PX, 1.0)
        frame = Frame(
            crs, view.extent, max(round(view.width / coarse), 1), max(round(view.height / coarse), 1)
        )
        self._workers.submit(self._read, turn, source, frame, view)

    def _read(self, turn: int, source: Backdrop, frame: object, view: View) -> None:
        """Run in the backdrop's thread."""
        from gis.errors import GisError

        said = ""
        try:
            for picture in source.pictures(frame, lambda: turn != self._turn):  # type: ignore[arg-type]
                self._post(turn, view, picture, "")
        except GisError as fault:
            said = sentence(fault.code, fault.details)
        except Exception as fault:  # noqa: BLE001 - a picture under the map must never take the window down
            said = _("This layer cannot be drawn ({reason}).").format(
                reason=f"{type(fault).__name__}: {fault}"
            )
        self._post(turn, None, None, said)

    def _post(self, turn: int, view: View | None, picture: Rgba | None, said: str) -> None:
        self._posts.append((turn, view, picture, said))
        if not self._closed:
            self._arrived.emit()

    def _take(self) -> None:
        while self._posts:
            turn, view, picture, said = self._posts.popleft()
            if turn != self._turn or self._closed:
                continue
            if view is None or picture is None:
                self.told.emit(said)
                self.worked.emit(False)
                continue
            height, width = picture.shape[:2]
            image = QImage(picture.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
            self._shown = (view, image)
            self._canvas.update()

    def paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        """Lay the picture where its world is now; another one is asked for once the map rests."""
        if self._asked != (canvas.view, canvas.crs):
            self._soon.start()  # once the map rests
            if self._asked is not None and self._asked[1] != canvas.crs:
                self._shown = None
        if self._shown is None:
            return
        drawn, image = self._shown
        view, pixel = canvas.navigator.shown, canvas.pixel
        left, top = view.to_pixel(drawn.left, drawn.top)
        factor = drawn.metres_per_pixel / view.metres_per_pixel
        painter.setOpacity(self.opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(left / pixel, top / pixel, drawn.width * factor / pixel, drawn.height * factor / pixel)
        painter.drawImage(place, image)

    def credit(self, painter: QPainter, canvas: MapCanvas) -> None:
        """Name whose picture it is, at the lower right."""
        if self.attribution:
            furniture.draw_credit(painter, QRectF(canvas.rect()), self.attribution)
