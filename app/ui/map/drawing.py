"""Frames drawn in the background: the latest view wins, the window never waits."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.layers import Layer, prepare
from app.mapimage.scene import Look, Scene
from app.mapimage.view import View
from gis.arrays import Shapes

if TYPE_CHECKING:
    from app.mapimage.render import Frame, Renderer

IDLE_S: Final = 0.12
"""A view that rests this long gets its supersampled frame."""
FINE: Final = 2
MOST_SAMPLES: Final = 16_000_000
"""Pictures with more samples than this stay at one per pixel."""


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """Geometry as the window gave it; the worker prepares it for painting."""

    blocks: Shapes | None = None
    buildings: Shapes | None = None
    parcels: Shapes | None = None
    streets: Shapes | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """A picture wanted; ``pixel`` is device pixels per logical pixel."""

    sources: Sources
    look: Look
    view: View
    pixel: float


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture made: its colours, and its ids for hover and click."""

    request: Request
    image: NDArray[np.uint32]
    frame: "Frame"

    @property
    def fine(self) -> bool:
        """Whether this is the supersampled picture."""
        return self.frame.ids.sampling > 1


class FrameWorker:
    """One thread that draws what was asked for last.

    ``ring`` is called from that thread whenever `take` has something new; it
    must only post (an argument-less queued signal does).
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="map")
        self._changed = threading.Condition()
        self._wanted: Request | None = None
        self._future: Future[None] | None = None
        self._running = False
        self._closed = False
        self._cancel = np.zeros(1, np.int8)
        self._pictures: deque[Picture] = deque(maxlen=1)
        self._renderer: Renderer | None = None
        self._frames: dict[int, Frame] = {}
        self._scene: tuple[Sources, Scene] | None = None

    @property
    def busy(self) -> bool:
        """Whether a picture is being made or waits to be made."""
        with self._changed:
            return self._running

    def request(self, request: Request) -> None:
        """Ask for a picture in place of all that were asked for before."""
        with self._changed:
            if self._closed:
                return
            self._wanted = request
            self._cancel[0] = 1
            self._changed.notify()
            if not self._running:
                self._running = True
                self._future = self._executor.submit(self._run)

    def warm(self) -> None:
        """Load and compile the kernels, so that the first picture does not wait for them."""
        with self._changed:
            if not self._closed:
                self._executor.submit(self._warm)

    def take(self) -> Picture | None:
        """Return the newest picture once; raises what went wrong in the thread."""
        if self._future is not None and self._future.done():
            self._future.result()
        return self._pictures.popleft() if self._pictures else None

    def close(self) -> None:
        """Stop at once; nothing rings afterwards."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._wanted = None
            self._cancel[0] = 1
            self._changed.notify()
        self._executor.shutdown(wait=True)
        if self._renderer is not None:
            self._renderer.close()

    def _run(self) -> None:
        try:
            while (request := self._next()) is not None:
                self._serve(request)
        except BaseException:
            with self._changed:
                self._running = False
            raise
        finally:
            if not self._closed:
                self._ring()

    def _next(self) -> Request | None:
        with self._changed:
            request, self._wanted = self._wanted, None
            # a new token: kernels of the cancelled frame may still hold the old one
            self._cancel = np.zeros(1, np.int8)
            self._running = request is not None
            return request

    def _serve(self, request: Request) -> None:
        fine = request.view.width * request.view.height * FINE**2 <= MOST_SAMPLES
        ready = self._frames.get(FINE) if fine else None
        if ready is not None and self._shows(ready, request):
            self._publish(request, ready)
            return
        if not self._draw(request, 1) or not fine:
            return
        with self._changed:
            if self._changed.wait_for(lambda: self._wanted is not None or self._closed, IDLE_S):
                return
        self._draw(request, FINE)

    def _draw(self, request: Request, sampling: int) -> bool:
        before = self._frames.get(sampling)
        if before is not None and self._shows(before, request):
            frame: Frame | None = before
        else:
            scene = self._scene_of(request.sources)
            frame = self._drawer().draw(
                scene, request.view, sampling, pixel=request.pixel, before=before, cancel=self._cancel
            )
        if frame is None:
            return False
        self._frames[sampling] = frame
        self._publish(request, frame)
        return True

    def _publish(self, request: Request, frame: "Frame") -> None:
        image = self._drawer().paint(frame, request.look)
        self._pictures.append(Picture(request, image, frame))
        if not self._closed:
            self._ring()

    def _shows(self, frame: "Frame", request: Request) -> bool:
        same = frame.view == request.view and frame.pixel == request.pixel
        return same and frame.scene is self._scene_of(request.sources)

    def _scene_of(self, sources: Sources) -> Scene:
        if self._scene is None or self._scene[0] is not sources:
            self._frames.clear()
            layers = (sources.blocks, sources.buildings, sources.parcels, sources.streets)
            self._scene = (sources, Scene(*(_prepared(shapes) for shapes in layers)))
        return self._scene[1]

    def _drawer(self) -> "Renderer":
        if self._renderer is None:
            from app.mapimage.render import Renderer  # numba: not before the window is on screen

            self._renderer = Renderer()
        return self._renderer

    def _warm(self) -> None:
        from app.mapimage.colours import Colours

        square = Shapes(
            x=np.array([0.0, 1.0, 1.0, 0.0]),
            y=np.array([0.0, 0.0, 1.0, 0.0]),
            ring_start=np.array([0, 4]),
            feature_start=np.array([0, 1]),
            bounds=np.array([[0.0, 0.0, 1.0, 1.0]]),
            origin=(0.0, 0.0),
        )
        layer = prepare(square)
        view = View(0.5, 0.5, 0.25, 8, 8)
        for sampling in (1, FINE):
            frame = self._drawer().draw(Scene(layer, layer, layer, layer), view, sampling)
            if frame is not None:
                self._drawer().paint(frame, Look(Colours.plain(1, 1)))


def _prepared(shapes: Shapes | None) -> Layer | None:
    return None if shapes is None or len(shapes) == 0 else prepare(shapes)
