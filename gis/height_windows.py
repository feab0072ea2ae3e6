"""Buildings looked at window by window: one thread reads ahead, the others measure."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gis.pixels import Footprints, Numbers, Rows, Window, windows_of
from gis.raster import Grid, Values

THREADS: Final = 2
"""That measure; reading happens beside them."""
PARTS: Final = 8
"""Pieces of a window that the threads share out."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A surface and the ground below it, or none, with the footprints in the pixels of both."""

    surface: Grid
    ground: Grid | None
    above: Footprints
    below: Footprints | None


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """What a window holds, as the kernel wants it."""

    surface: Values
    ground: Values
    taken: NDArray[np.uint8]
    change: Numbers


def looked_at(
    pair: Pair, limits: tuple[float, ...], beside_m: float
) -> Generator[tuple[float, Rows, Numbers, Numbers], None, None]:
    """Windows one by one: finished fraction, rows, what is found and where roofs fall to.

    Parameters
    ----------
    limits : tuple of float
        Rules of `gis.heights_kernel.measure`.
    beside_m : float
        How far around buildings is looked [m].
    """
    from gis import heights_kernel as kernel  # noqa: PLC0415 - numba: only when it is needed

    windows = windows_of(pair.above, pair.surface.extents, beside_m)
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(THREADS) as pool:
        coming = [reader.submit(_read, pair, one) for one in windows[:1]]
        for step, window in enumerate(windows):
            read = coming.pop().result()
            coming = [reader.submit(_read, pair, one) for one in windows[step + 1 : step + 2]]
            count = len(window.rows)
            found, turned = np.zeros((count, kernel.POINT + 1)), np.zeros((count, kernel.DIRECTIONS + 1))
            found[:, kernel.HEIGHT : kernel.GROUND + 1] = np.nan
            runs = [
                pool.submit(_measure, pair, window, read, limits, found, turned, part)
                for part in _parts(count)
            ]
            for run in runs:
                run.result()
            yield (step + 1) / len(windows), window.rows, found, turned


def _parts(count: int) -> list[slice]:
    edges = np.linspace(0, count, min(PARTS, count) + 1).astype(int).tolist()
    return [slice(low, high) for low, high in pairwise(edges)]


def _measure(
    pair: Pair,
    window: Window,
    read: _Read,
    limits: tuple[float, ...],
    found: Numbers,
    turned: Numbers,
    part: slice,
) -> None:
    """Fill what is found of some buildings of a window."""
    from gis import heights_kernel as kernel  # noqa: PLC0415 - numba: only when it is needed

    rows = window.rows[part]
    change = (read.change[part], pair.above.to_metres[rows] * window.step)
    rasters = (read.surface, read.ground, read.taken)
    kernel.measure(rows, pair.above.arrays, window.frame, *rasters, change, limits, found[part], turned[part])


def _read(pair: Pair, window: Window) -> _Read:
    from gis import heights_kernel as kernel  # noqa: PLC0415 - numba: only when it is needed

    surface = pair.surface.read(window.box, window.step)
    if pair.ground is None or pair.below is None:
        taken = np.zeros(surface.shape, np.uint8)
        kernel.occupy(pair.above.meeting(window.box), pair.above.arrays, window.frame, taken)
        return _Read(surface, np.zeros((0, 0), np.float32), taken, np.zeros((len(window.rows), 6)))
    box, step, change = pair.below.below(pair.above, window, pair.ground.extents)
    ground = np.full((1, 1), np.nan, np.float32)  # what lies nowhere near has no ground
    if box[2] > box[0] and box[3] > box[1]:
        ground = pair.ground.read(box, step)
    return _Read(surface, ground, np.zeros((0, 0), np.uint8), change)
