"""From layers and colours to frames, on a few threads.

Importing this module loads numba: the window does so in its worker thread.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from app.mapimage.colours import highlighted
from app.mapimage.paint import PARCEL_BIT, STREET_BIT, Ids, Ink, paint
from app.mapimage.raster import Window, bands, fill_ids, new_ids, new_token, stroke_lines
from app.mapimage.scene import Look, Scene
from app.mapimage.view import View

THREADS: Final = 2
BANDS: Final = 4
STREET_WIDTH_M: Final = 5.0
OUTLINES_UP_TO: Final = 1.5
"""Buildings have outlines up to this scale [m per pixel]."""
PARCELS_UP_TO: Final = 2.5
"""Parcels are drawn up to this scale [m per pixel]."""

HATCH_EVERY: Final = 6.0
"""From line to line of a hatch [logical pixels]."""
HATCH_WIDE: Final = 0.28
"""Width of a line of a hatch, as a share of that."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What a view shows, as ids: colours come after."""

    scene: Scene
    view: View
    ids: Ids
    pixel: float = 1.0
    """Device pixels per logical pixel: line widths follow it."""


class Renderer:
    """Draws frames; owns a few threads until `close`."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="map-band")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the threads."""
        self._pool.shutdown(wait=True)

    def draw(
        self,
        scene: Scene,
        view: View,
        sampling: int = 1,
        *,
        pixel: float = 1.0,
        before: Frame | None = None,
        cancel: NDArray[np.int8] | None = None,
    ) -> Frame | None:
        """Rasterise the ids of a view; None when cancelled.

        Parameters
        ----------
        scene : Scene
        view : View
            In device pixels.
        sampling : int
            Samples along each side of a pixel.
        pixel : float
            Device pixels per logical pixel.
        before : Frame, optional
            What it shares with the new frame is copied, and only the rest is drawn.
        cancel : ndarray, shape (1,), optional
            From `app.mapimage.raster.new_token`.
        """
        token = new_token() if cancel is None else cancel
        fine = view.refined(sampling)
        ids = Ids(new_ids(fine), new_ids(fine), np.zeros((fine.height, fine.width), np.uint8), sampling)
        frame = Frame(scene, view, ids, pixel)
        windows = _moved_in(frame, before) if before is not None else [(0, 0, fine.width, fine.height)]
        parts = [part for window in windows for part in bands(window, BANDS)]
        self._each(lambda part: _draw_part(frame, fine, part, token), parts)
        return None if token[0] else frame

    def paint(self, frame: Frame, look: Look) -> NDArray[np.uint32]:
        """Colour a frame, shape (height, width), ARGB premultiplied and opaque."""
        view = frame.view
        image = np.empty((view.height, view.width), np.uint32)
        ink = _ink(look, frame)
        parts = bands((0, 0, view.width, view.height), BANDS)
        self._each(lambda part: paint(image, frame.ids, ink, part[1], part[3]), parts)
        return image

    def _each(self, work: Callable[[Window], None], parts: Sequence[Window]) -> None:
        for _done in self._pool.map(work, parts):
            pass


def _draw_part(frame: Frame, fine: View, part: Window, cancel: NDArray[np.int8]) -> None:
    scene, ids = frame.scene, frame.ids
    width = frame.pixel * ids.sampling
    scale = frame.view.metres_per_pixel * frame.pixel
    if scene.streets is not None:
        road = max(STREET_WIDTH_M / fine.metres_per_pixel, 1.2 * width)
        stroke_lines(ids.lines, scene.streets, fine, part, cancel, road, STREET_BIT)
    if scene.parcels is not None and scale <= PARCELS_UP_TO:
        stroke_lines(ids.lines, scene.parcels, fine, part, cancel, 0.8 * width, PARCEL_BIT)
    if scene.blocks is not None:
        fill_ids(ids.blocks, scene.blocks, fine, part, cancel)
    if scene.buildings is not None:
        fill_ids(ids.buildings, scene.buildings, fine, part, cancel)


def _moved_in(frame: Frame, before: Frame) -> list[Window]:
    """Copy what two frames share; return the windows that remain to be drawn."""
    height, width = frame.ids.blocks.shape
    whole = [(0, 0, width, height)]
    same = before.scene is frame.scene and before.ids.sampling == frame.ids.sampling
    offset = frame.view.offset_to(before.view) if same and before.pixel == frame.pixel else None
    if offset is None:
        return whole
    old_height, old_width = before.ids.blocks.shape
    columns, rows = (step * frame.ids.sampling for step in offset)
    c0, c1 = max(0, -columns), min(width, old_width - columns)
    r0, r1 = max(0, -rows), min(height, old_height - rows)
    if c0 >= c1 or r0 >= r1:
        return whole
    for name in ("blocks", "buildings", "lines"):
        old = getattr(before.ids, name)
        getattr(frame.ids, name)[r0:r1, c0:c1] = old[r0 + rows : r1 + rows, c0 + columns : c1 + columns]
    strips = [(0, 0, width, r0), (0, r1, width, height), (0, r0, c0, r1), (c1, r0, width, r1)]
    return [strip for strip in strips if strip[0] < strip[2] and strip[1] < strip[3]]


def _ink(look: Look, frame: Frame) -> Ink:
    colours, view, sampling = look.colours, frame.view, frame.ids.sampling
    buildings = len(colours.buildings)
    every = max(round(HATCH_EVERY * frame.pixel * sampling), 3)
    corner = (view.left / view.metres_per_pixel, -view.top / view.metres_per_pixel)
    return Ink(
        blocks=highlighted(colours.blocks, look.blocks, 0.25),
        buildings=highlighted(colours.buildings, look.buildings),
        chosen_blocks=_flags(len(colours.blocks), look.blocks),
        chosen_buildings=_flags(buildings, look.buildings),
        rest=look.palette.packed(),
        building_lines=view.metres_per_pixel * frame.pixel <= OUTLINES_UP_TO,
        hatch=np.zeros(buildings, np.uint8) if colours.hatch is None else colours.hatch,
        hatch_every=every,
        hatch_wide=max(round(HATCH_WIDE * every), 1),
        hatch_phase=(round(corner[0]) * sampling % every, round(corner[1]) * sampling % every),
    )


def _flags(length: int, rows: NDArray[np.integer]) -> NDArray[np.uint8]:
    flags = np.zeros(length, np.uint8)
    flags[rows + 1] = 1
    return flags
