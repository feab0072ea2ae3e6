"""The software id buffer: which feature lies under each pixel.

Notes
-----
Scanline conversion with the even-odd rule over all rings of a feature. A pixel
belongs to a feature when its centre does; a feature too small to hold any centre
marks the pixel under its middle. Later features win where features overlap.
Importing this module loads numba: the window does so in its worker thread.
"""

from concurrent.futures import Executor
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.kernels import compiled
from app.mapimage.layers import Layer
from app.mapimage.view import View

EMPTY: Final = -1
"""Id of a pixel with no feature."""

Window = tuple[int, int, int, int]
"""First column, first row, end column, end row."""


def new_ids(view: View) -> NDArray[np.int32]:
    """Return an id image with nothing in it, shape (height, width)."""
    return np.full((view.height, view.width), EMPTY, np.int32)


def new_token() -> NDArray[np.int8]:
    """Return a cancel token: set its one element to 1 to stop the kernels that hold it."""
    return np.zeros(1, np.int8)


def fill_ids(
    ids: NDArray[np.int32], layer: Layer, view: View, window: Window, cancel: NDArray[np.int8]
) -> None:
    """Write the rows of the features of a layer into part of an id image.

    Parameters
    ----------
    ids : ndarray, shape (height, width)
        Changed in place within ``window`` only.
    layer : Layer
    view : View
        What the whole of ``ids`` covers.
    window : tuple of int
    cancel : ndarray, shape (1,)
    """
    shape = (layer.x, layer.y, layer.ring_start, layer.feature_start)
    index = (layer.row, layer.bounds, layer.chunk_start, layer.chunk_bounds)
    _fill(ids, *shape, *index, *_frame(layer, view), *window, cancel)


def stroke_lines(
    mask: NDArray[np.uint8],
    layer: Layer,
    view: View,
    window: Window,
    cancel: NDArray[np.int8],
    width: float,
    bit: int,
) -> None:
    """Set a bit along the lines (or outlines) of a layer in part of a mask.

    Parameters
    ----------
    mask : ndarray, shape (height, width)
    width : float
        Thickness of the stroke [pixel of the mask].
    bit : int
        Value or-ed into the mask.
    """
    index = (layer.ring_start, layer.feature_start, layer.chunk_start, layer.chunk_bounds)
    _stroke(mask, layer.x, layer.y, *index, *_frame(layer, view), *window, cancel, width / 2, bit)


def bands(window: Window, count: int) -> list[Window]:
    """Cut a window into bands of rows."""
    first_column, first_row, end_column, end_row = window
    edges = np.linspace(first_row, end_row, count + 1).astype(int).tolist()
    return [(first_column, low, end_column, high) for low, high in pairwise(edges) if high > low]


def draw_ids(layer: Layer, view: View, pool: Executor | None = None, threads: int = 2) -> NDArray[np.int32]:
    """Id image of one layer, shape (height, width); `EMPTY` where there is nothing."""
    ids, cancel = new_ids(view), new_token()
    parts = bands((0, 0, view.width, view.height), threads)
    run = map if pool is None else pool.map
    list(run(lambda part: fill_ids(ids, layer, view, part, cancel), parts))
    return ids


def _frame(layer: Layer, view: View) -> tuple[float, float, float]:
    x, y = layer.origin
    return view.left - x, view.top - y, 1.0 / view.metres_per_pixel


@compiled
def _first(value, low, high):  # type: ignore[no-untyped-def]
    """First pixel whose centre is not below ``value``, kept within low..high."""
    if value <= low:
        return low
    if value >= high + 1:
        return high
    return min(max(int(np.ceil(value - 0.5)), low), high)


@compiled
def _fill(  # type: ignore[no-untyped-def]
    ids, x, y, ring_start, feature_start, row, bounds, chunk_start, chunk_bounds,
    left, top, scale, c0, r0, c1, r1, cancel,
):  # fmt: skip
    count = np.zeros(r1 - r0 + 2, np.int64)
    cross = np.empty(1024, np.float32)
    for chunk in range(len(chunk_bounds)):
        if cancel[0]:
            return
        if not _sees(chunk_bounds[chunk], left, top, scale, c0, r0, c1, r1, 1.0):
            continue
        for feature in range(chunk_start[chunk], chunk_start[chunk + 1]):
            box = bounds[feature]
            if not _sees(box, left, top, scale, c0, r0, c1, r1, 1.0):
                continue
            upper, lower = (top - box[3]) * scale, (top - box[1]) * scale
            low, high = _first(upper, r0, r1), _first(lower, r0, r1)
            painted = 0
            if high > low:
                cross = _cross(
                    x, y, ring_start, feature_start[feature], feature_start[feature + 1],
                    left, top, scale, low, high, count, cross,
                )  # fmt: skip
                painted = _spans(ids, row[feature], count, cross, low, high, c0, c1)
            wide = (box[2] - box[0]) * scale
            if painted == 0 and (wide < 2.0 or lower - upper < 2.0):
                c = int(np.floor(((box[0] + box[2]) / 2 - left) * scale))
                r = int(np.floor((upper + lower) / 2))
                if c0 <= c < c1 and r0 <= r < r1:
                    ids[r, c] = row[feature]


@compiled
def _sees(box, left, top, scale, c0, r0, c1, r1, margin):  # type: ignore[no-untyped-def]
    return (
        (box[2] - left) * scale > c0 - margin
        and (box[0] - left) * scale < c1 + margin
        and (top - box[1]) * scale > r0 - margin
        and (top - box[3]) * scale < r1 + margin
    )


@compiled
def _cross(  # type: ignore[no-untyped-def]
    x, y, ring_start, ring, ring_end, left, top, scale, low, high, count, cross
):
    """Columns where the outline crosses each row's middle line, grouped by row.

    ``count[k]`` becomes the end of the group of row ``low + k``.
    """
    for k in range(high - low + 1):
        count[k] = 0
    for r in range(ring, ring_end):
        before = ring_start[r + 1] - 1
        y0 = (top - y[before]) * scale
        for i in range(ring_start[r], ring_start[r + 1]):
            y1 = (top - y[i]) * scale
            for k in range(_first(min(y0, y1), low, high), _first(max(y0, y1), low, high)):
                count[k - low + 1] += 1
            y0 = y1
    for k in range(high - low):
        count[k + 1] += count[k]
    if count[high - low] > len(cross):
        cross = np.empty(2 * count[high - low], np.float32)
    for r in range(ring, ring_end):
        before = ring_start[r + 1] - 1
        x0, y0 = (x[before] - left) * scale, (top - y[before]) * scale
        for i in range(ring_start[r], ring_start[r + 1]):
            x1, y1 = (x[i] - left) * scale, (top - y[i]) * scale
            start, end = _first(min(y0, y1), low, high), _first(max(y0, y1), low, high)
            if end > start:
                slope = (x1 - x0) / (y1 - y0)
                for k in range(start, end):
                    cross[count[k - low]] = x0 + (k + 0.5 - y0) * slope
                    count[k - low] += 1
            x0, y0 = x1, y1
    return cross


@compiled
def _spans(ids, value, count, cross, low, high, c0, c1):  # type: ignore[no-untyped-def]
    """Fill between pairs of crossings; return the number of pixels written."""
    painted = 0
    begin = 0
    for k in range(high - low):
        end = count[k]
        for i in range(begin + 1, end):
            moving = cross[i]
            j = i - 1
            while j >= begin and cross[j] > moving:
                cross[j + 1] = cross[j]
                j -= 1
            cross[j + 1] = moving
        for i in range(begin, end - 1, 2):
            start, stop = _first(cross[i], c0, c1), _first(cross[i + 1], c0, c1)
            for c in range(start, stop):
                ids[low + k, c] = value
            painted += stop - start
        begin = end
    return painted


@compiled
def _stroke(  # type: ignore[no-untyped-def]
    mask, x, y, ring_start, feature_start, chunk_start, chunk_bounds,
    left, top, scale, c0, r0, c1, r1, cancel, half, bit,
):  # fmt: skip
    for chunk in range(len(chunk_bounds)):
        if cancel[0]:
            return
        if not _sees(chunk_bounds[chunk], left, top, scale, c0, r0, c1, r1, half + 1):
            continue
        ring = feature_start[chunk_start[chunk]]
        ring_end = feature_start[chunk_start[chunk + 1]]
        for r in range(ring, ring_end):
            for i in range(ring_start[r] + 1, ring_start[r + 1]):
                _segment(
                    mask, (x[i - 1] - left) * scale, (top - y[i - 1]) * scale,
                    (x[i] - left) * scale, (top - y[i]) * scale, c0, r0, c1, r1, half, bit,
                )  # fmt: skip


@compiled
def _segment(mask, x0, y0, x1, y1, c0, r0, c1, r1, half, bit):  # type: ignore[no-untyped-def]
    length = np.hypot(x1 - x0, y1 - y0)
    if (
        length == 0.0
        or max(x0, x1) + half < c0
        or min(x0, x1) - half > c1
        or max(y0, y1) + half < r0
        or min(y0, y1) - half > r1
    ):
        return
    # Ends reach a little further so that bends show no notch.
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    x0, y0 = x0 - dx * half * 0.7, y0 - dy * half * 0.7
    x1, y1 = x1 + dx * half * 0.7, y1 + dy * half * 0.7
    if abs(dx) >= abs(dy):
        reach = max(half / abs(dx), 0.5)
        for c in range(_first(min(x0, x1), c0, c1), _first(max(x0, x1), c0, c1)):
            middle = y0 + (c + 0.5 - x0) * dy / dx
            for r in range(_first(middle - reach, r0, r1), _first(middle + reach, r0, r1)):
                mask[r, c] |= bit
    else:
        reach = max(half / abs(dy), 0.5)
        for r in range(_first(min(y0, y1), r0, r1), _first(max(y0, y1), r0, r1)):
            middle = x0 + (r + 0.5 - y0) * dx / dy
            for c in range(_first(middle - reach, c0, c1), _first(middle + reach, c0, c1)):
                mask[r, c] |= bit
