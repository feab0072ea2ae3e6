"""Shapes as flat arrays: what the map paints, free of shapely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Polygons (or lines) of ``F`` features as ragged arrays.

    All rings of all parts of a feature lie next to each other; even-odd filling
    over them gives holes and multi-parts alike. Coordinates are relative to
    `origin`, so that float32 copies keep millimetres.

    Attributes
    ----------
    x, y : ndarray, shape (N,)
        Coordinates relative to `origin` [m].
    ring_start : ndarray, shape (rings + 1,)
        First coordinate of each ring.
    feature_start : ndarray, shape (F + 1,)
        First ring of each feature; equal neighbours are an empty feature.
    bounds : ndarray, shape (F, 4)
        xmin, ymin, xmax, ymax relative to `origin`; NaN for an empty feature [m].
    origin : tuple of float
        Position of (0, 0) in the metric CRS [m].
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    ring_start: NDArray[np.int64]
    feature_start: NDArray[np.int64]
    bounds: NDArray[np.float64]
    origin: tuple[float, float]

    def __len__(self) -> int:
        return len(self.feature_start) - 1
