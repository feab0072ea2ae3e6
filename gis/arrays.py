"""Shapes as flat arrays: what the map paints without shapely."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
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


SINGLE: Final = (1, 2, 3)
"""Types of shapes without parts: lines, rings, polygons."""


def flatten(geometries: NDArray[np.object_]) -> Shapes:
    """Take polygons, or lines, apart into flat arrays.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (F,)
        Polygons, lines and collections of either; None and empty ones are empty
        features. Each ring of a polygon and each line becomes a ring.

    Returns
    -------
    Shapes
        Coordinates relative to the middle of all bounds.
    """
    parts, owner = _parts(geometries)
    rings, ring_owner = _rings(parts, owner)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    origin = np.zeros(2)
    if len(points):
        origin = np.round((points.min(axis=0) + points.max(axis=0)) / 2)
    points = points - origin
    bounds = shapely.bounds(geometries).reshape(-1, 4) - np.tile(origin, 2)
    return Shapes(
        x=np.ascontiguousarray(points[:, 0]),
        y=np.ascontiguousarray(points[:, 1]),
        ring_start=np.searchsorted(ring, np.arange(len(rings) + 1)).astype(np.int64),
        feature_start=np.searchsorted(ring_owner, np.arange(len(geometries) + 1)).astype(np.int64),
        bounds=bounds,
        origin=(float(origin[0]), float(origin[1])),
    )


def _parts(geometries: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Single shapes, and the feature of each; taking apart what is single already costs most of the time."""
    single = np.isin(shapely.get_type_id(geometries), SINGLE)
    if single.all():
        return geometries, np.arange(len(geometries))
    parts, owner = shapely.get_parts(geometries[~single], return_index=True)
    features = np.concatenate([np.flatnonzero(single), np.flatnonzero(~single)[owner]])
    order = np.argsort(features, kind="stable")
    return np.concatenate([geometries[single], parts])[order], features[order]


def _rings(
    parts: NDArray[np.object_], owner: NDArray[np.int64]
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Rings of polygons and whole lines in the order of their features, and the feature of each."""
    dimension = shapely.get_dimensions(parts)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    lines = np.flatnonzero(dimension == 1)
    found = np.concatenate([rings, parts[lines]])
    features = np.concatenate([owner[of_part], owner[lines]])
    order = np.argsort(features, kind="stable")
    kept = order[~shapely.is_empty(found[order])]
    return found[kept], features[kept]
