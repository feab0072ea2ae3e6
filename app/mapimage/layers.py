"""Shapes made ready for painting: sorted along a space-filling curve, cut into chunks."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.view import Extent
from gis.arrays import Shapes

CHUNK: Final = 128
"""Features per chunk: small enough to skip what is out of sight, large enough to be cheap."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer as the kernels read it; empty features are left out.

    Attributes
    ----------
    x, y : ndarray of float32, shape (N,)
        Coordinates relative to `origin` [m].
    ring_start : ndarray, shape (rings + 1,)
    feature_start : ndarray, shape (n + 1,)
    row : ndarray of int32, shape (n,)
        Row of each feature in the layer as it was given.
    bounds : ndarray of float32, shape (n, 4)
    chunk_start : ndarray, shape (chunks + 1,)
        First feature of each chunk.
    chunk_bounds : ndarray of float32, shape (chunks, 4)
    origin : tuple of float
    features : int
        Number of features as given, empty ones included.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    ring_start: NDArray[np.int64]
    feature_start: NDArray[np.int64]
    row: NDArray[np.int32]
    bounds: NDArray[np.float32]
    chunk_start: NDArray[np.int64]
    chunk_bounds: NDArray[np.float32]
    origin: tuple[float, float]
    features: int

    def __len__(self) -> int:
        return self.features


def prepare(shapes: Shapes) -> Layer:
    """Sort features along a Morton curve and cut the row of features into chunks."""
    filled = np.flatnonzero(np.diff(shapes.feature_start) > 0)
    order = filled[np.argsort(morton(shapes.bounds[filled]), kind="stable")]
    rings, feature_start = _take(shapes.feature_start, order)
    points, ring_start = _take(shapes.ring_start, rings)
    bounds = shapes.bounds[order].astype(np.float32)
    chunk_start = np.append(np.arange(0, len(order), CHUNK), len(order)).astype(np.int64)
    return Layer(
        x=shapes.x[points].astype(np.float32),
        y=shapes.y[points].astype(np.float32),
        ring_start=ring_start,
        feature_start=feature_start,
        row=order.astype(np.int32),
        bounds=bounds,
        chunk_start=chunk_start,
        chunk_bounds=_chunk_bounds(bounds, chunk_start),
        origin=shapes.origin,
        features=len(shapes),
    )


def morton(bounds: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Place of each feature's middle along a Z curve of 2^16 x 2^16 cells."""
    if len(bounds) == 0:
        return np.empty(0, np.uint64)
    middle = np.column_stack([bounds[:, 0] + bounds[:, 2], bounds[:, 1] + bounds[:, 3]]) / 2
    low = middle.min(axis=0)
    span = max(float((middle.max(axis=0) - low).max()), 1e-9)
    cell = ((middle - low) / span * 65535.0).astype(np.uint64)
    return _spread(cell[:, 0]) | (_spread(cell[:, 1]) << np.uint64(1))


def extent_of(shapes: Shapes) -> Extent | None:
    """Extent of a whole layer in the metric CRS; None when nothing is in it [m]."""
    return _extent(shapes.bounds, shapes.origin)


def extent_of_rows(shapes: Shapes, rows: NDArray[np.integer]) -> Extent | None:
    """Extent of some features in the metric CRS; None when none has a shape [m]."""
    return _extent(shapes.bounds[rows], shapes.origin)


def _extent(bounds: NDArray[np.float64], origin: tuple[float, float]) -> Extent | None:
    if len(bounds) == 0:
        return None
    # fmin and fmax pass over the NaN of empty features
    xmin, ymin = (float(np.fmin.reduce(bounds[:, k])) + origin[k] for k in (0, 1))
    xmax, ymax = (float(np.fmax.reduce(bounds[:, k + 2])) + origin[k] for k in (0, 1))
    return (xmin, ymin, xmax, ymax) if np.isfinite([xmin, ymin, xmax, ymax]).all() else None


def _spread(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = (value | (value << np.uint64(shift))) & np.uint64(mask)
    return value


def _take(
    start: NDArray[np.int64], order: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Members of the ragged groups ``order``, and where each group now starts."""
    count = start[order + 1] - start[order]
    new_start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    shift = np.repeat(start[order] - new_start[:-1], count)
    return np.arange(new_start[-1], dtype=np.int64) + shift, new_start


def _chunk_bounds(bounds: NDArray[np.float32], chunk_start: NDArray[np.int64]) -> NDArray[np.float32]:
    if len(bounds) == 0:
        return np.empty((0, 4), np.float32)
    first = chunk_start[:-1]
    return np.column_stack(
        [
            np.minimum.reduceat(bounds[:, 0], first),
            np.minimum.reduceat(bounds[:, 1], first),
            np.maximum.reduceat(bounds[:, 2], first),
            np.maximum.reduceat(bounds[:, 3], first),
        ]
    )
