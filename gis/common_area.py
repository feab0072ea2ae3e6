"""Area that pairs of shapes have in common, on all cores: the geometry engine leaves Python's lock alone."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

CHUNK: Final = 20_000
"""Pairs of a turn."""
Shapes = NDArray[np.object_]


Told = Callable[[float], None]
"""Hears which share is done; may raise to stop."""


def unheard(_share: float) -> None:
    """Tell nobody."""


def common_area(one: Shapes, two: Shapes, told: Told = unheard) -> NDArray[np.float64]:
    """Area in common of each pair, shape (n,) [m²]; pairs that only touch have none.

    Parameters
    ----------
    one, two : ndarray of geometry, shape (n,)
        Valid polygons.
    told : callable
        Hears the share that is done after each turn.
    """
    starts = range(0, len(one), CHUNK)
    if len(starts) < 2:
        return _areas(one, two)
    pieces = [slice(start, start + CHUNK) for start in starts]
    found: list[NDArray[np.float64]] = []
    pool = ThreadPoolExecutor(max(os.cpu_count() or 1, 1))
    try:
        for areas in pool.map(lambda piece: _areas(one[piece], two[piece]), pieces):
            found.append(areas)
            told(len(found) / len(pieces))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return np.concatenate(found)


def _areas(one: Shapes, two: Shapes) -> NDArray[np.float64]:
    found = np.zeros(len(one))
    within = ~shapely.touches(one, two)  # a relation is quicker than an intersection
    found[within] = shapely.area(shapely.intersection(one[within], two[within]))
    return found
