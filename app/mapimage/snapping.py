"""Corners and edges near a place: what a drawn line clings to."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from gis.arrays import Shapes

Point = tuple[float, float]
Near = tuple[float, Point | None]
"""How far away something is, and where [m]."""


def snapped(point: Point, layers: Iterable[Shapes | None], reach_m: float) -> Point | None:
    """The nearest corner within reach, else the nearest point of an edge; None where nothing is near.

    Parameters
    ----------
    point : tuple of float
        In the metric CRS [m].
    layers : iterable of Shapes or None
    reach_m : float
        How far the point may be moved [m].
    """
    corner: Near = (reach_m, None)
    edge: Near = (reach_m, None)
    for shapes in layers:
        if shapes is None:
            continue
        for start, end in _rings_near(point, shapes, reach_m):
            x = shapes.x[start:end] + shapes.origin[0]
            y = shapes.y[start:end] + shapes.origin[1]
            corner = min(corner, _nearest_corner(point, x, y), key=_distance)
            edge = min(edge, _nearest_on_edge(point, x, y), key=_distance)
    return corner[1] if corner[1] is not None else edge[1]


def _distance(found: tuple[float, Point | None]) -> float:
    return found[0]


def _rings_near(point: Point, shapes: Shapes, reach_m: float) -> Iterable[tuple[int, int]]:
    """First and last coordinate of the rings of features whose box is within reach."""
    x, y = point[0] - shapes.origin[0], point[1] - shapes.origin[1]
    box = shapes.bounds
    with np.errstate(invalid="ignore"):
        near = (
            (box[:, 0] <= x + reach_m) & (box[:, 2] >= x - reach_m)
            & (box[:, 1] <= y + reach_m) & (box[:, 3] >= y - reach_m)
        )  # fmt: skip
    for feature in np.flatnonzero(near).tolist():
        for ring in range(int(shapes.feature_start[feature]), int(shapes.feature_start[feature + 1])):
            yield int(shapes.ring_start[ring]), int(shapes.ring_start[ring + 1])


def _nearest_corner(
    point: Point, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[float, Point | None]:
    if not len(x):
        return np.inf, None
    away = np.hypot(x - point[0], y - point[1])
    place = int(away.argmin())
    return float(away[place]), (float(x[place]), float(y[place]))


def _nearest_on_edge(
    point: Point, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[float, Point | None]:
    if len(x) < 2:
        return np.inf, None
    dx, dy = np.diff(x), np.diff(y)
    length = dx * dx + dy * dy
    along = np.divide(
        (point[0] - x[:-1]) * dx + (point[1] - y[:-1]) * dy, length, out=np.zeros(len(dx)), where=length > 0
    )
    along = np.clip(along, 0.0, 1.0)
    at_x, at_y = x[:-1] + along * dx, y[:-1] + along * dy
    away = np.hypot(at_x - point[0], at_y - point[1])
    place = int(away.argmin())
    return float(away[place]), (float(at_x[place]), float(at_y[place]))
