"""Footprints as seen by a raster: their corners in columns and rows, and the windows they are looked at in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gis.arrays import flatten
from gis.crs import way_to
from gis.raster import Grid, applied

TILE_PX: Final = 2048
"""Buildings with their middle in such a square are looked at together [pixel]."""
LARGEST_PX: Final = 2048
"""A building that is wider is looked at alone, and in every so many pixels only."""
MOST_BESIDE_PX: Final = 512
"""Pixels around buildings that are read, at most."""
MOST_PX: Final = 1 << 25
"""Pixels of a window of the ground that are read, at most."""
NEAR_M: Final = 10.0
"""Step by which the turn of one system against another is found [m]."""

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Buildings that are looked at together.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
    box : tuple of int
        First row and column of the window, and those after the last.
    step : int
        Every how many pixels it is read.
    """

    rows: Rows
    box: Box
    step: int

    @property
    def frame(self) -> tuple[float, float, float]:
        """First column, first row and step, as the kernel wants them."""
        return float(self.box[1]), float(self.box[0]), float(self.step)


@dataclass(frozen=True, slots=True, eq=False)
class Footprints:
    """Footprints in columns and rows of a grid.

    Attributes
    ----------
    arrays : tuple of ndarray
        Columns and rows of all corners (N,), first corner of each ring, first ring of each building, a
        point inside each building (B, 2).
    bounds : ndarray, shape (B, 4)
        First column and row, last column and row; NaN for what the system does not reach.
    middle_px, middle_m : ndarray, shape (B, 2)
        Middle in pixels of the grid and in the plan's system [m].
    to_metres : ndarray, shape (B, 4)
        East per column, east per row, north per column, north per row [m].
    """

    arrays: tuple[Numbers, Numbers, Rows, Rows, Numbers]
    bounds: Numbers
    middle_px: Numbers
    to_metres: Numbers

    def meeting(self, box: Box) -> Rows:
        """Buildings that reach into a window."""
        top, left, bottom, right = box
        low_c, low_r, high_c, high_r = self.bounds.T
        return np.flatnonzero((high_c >= left) & (low_c <= right) & (high_r >= top) & (low_r <= bottom))

    def below(
        self, above: "Footprints", window: Window, extents: NDArray[np.int64]
    ) -> tuple[Box, int, Numbers]:
        """Window of this grid under one of another, and the changes of pixels from that one to it.

        Returns
        -------
        tuple of int
        int
            Every how many pixels it is read.
        ndarray, shape (n, 6)
            Column and row in this window by column and row in the other, of each building.
        """
        rows = window.rows
        mine, other = self.to_metres[rows].reshape(-1, 2, 2), above.to_metres[rows].reshape(-1, 2, 2)
        turn = np.linalg.solve(mine, other)  # from pixels of the other to pixels of mine
        shift = self.middle_px[rows] - np.einsum("nij,nj->ni", turn, above.middle_px[rows])
        top, left, bottom, right = window.box
        corners = np.array([(c, r) for c in (left, right) for r in (top, bottom)], dtype=np.float64)
        reached = np.einsum("nij,kj->nki", turn, corners) + shift[:, None, :]
        low, high = reached.min(axis=(0, 1)) - 2 * window.step, reached.max(axis=(0, 1)) + 2 * window.step
        first, last = extents[:, :2].min(axis=0), extents[:, 2:].max(axis=0)
        r0, c0 = np.maximum(np.floor(low[::-1]), first).astype(int).tolist()
        r1, c1 = np.minimum(np.ceil(high[::-1]), last).astype(int).tolist()
        origin = np.einsum("nij,j->ni", turn, np.array([left, top], dtype=np.float64)) + shift
        step = max(int(np.ceil(np.sqrt(max(r1 - r0, 0) * max(c1 - c0, 0) / MOST_PX))), window.step)
        origin = (origin - np.array([c0, r0])) / step
        turn = turn * (window.step / step)
        change = np.column_stack([turn[:, 0], origin[:, :1], turn[:, 1], origin[:, 1:]])
        return (r0, c0, r1, c1), step, np.ascontiguousarray(change)


def footprints_of(shapes: NDArray[np.object_], crs: CRS, grid: Grid) -> Footprints:
    """Bring footprints into the columns and rows of a grid.

    Parameters
    ----------
    shapes : ndarray of geometry, shape (B,)
        In ``crs``, metric; empty ones have no corners.
    """
    flat = flatten(shapes)
    back = ~grid.transform
    change = None
    if crs != grid.crs:
        change = way_to(crs, grid.crs)

    def seen(points: Numbers) -> Numbers:
        if change is not None:
            points = np.column_stack(change.transform(*points.T))
        with np.errstate(invalid="ignore"):
            return applied(back, points)

    origin = np.array(flat.origin)
    corners = seen(np.column_stack([flat.x, flat.y]) + origin)
    inside = shapely.get_coordinates(shapely.point_on_surface(_or_point(shapes)))
    middle = np.nan_to_num(
        np.column_stack([flat.bounds[:, ::2].mean(axis=1), flat.bounds[:, 1::2].mean(axis=1)])
    )
    middle = middle + origin
    around = [seen(middle + np.array(step)) for step in ((0, 0), (NEAR_M, 0), (0, NEAR_M))]
    per_metre = np.stack([(around[1] - around[0]) / NEAR_M, (around[2] - around[0]) / NEAR_M], axis=2)
    reached = np.isfinite(per_metre).all(axis=(1, 2)) & (np.abs(np.linalg.det(np.nan_to_num(per_metre))) > 0)
    per_metre[~reached] = np.eye(2)
    bounds = _bounds(corners, flat.ring_start[flat.feature_start])
    bounds[~reached] = np.nan
    return Footprints(
        arrays=(
            np.ascontiguousarray(corners[:, 0]),
            np.ascontiguousarray(corners[:, 1]),
            flat.ring_start,
            flat.feature_start,
            seen(inside),
        ),
        bounds=bounds,
        middle_px=np.where(reached[:, None], around[0], 0.0),
        to_metres=np.ascontiguousarray(np.linalg.inv(per_metre).reshape(-1, 4)),
    )


def _or_point(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes, with a point in place of what is empty."""
    gone = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    return np.where(gone, np.array([shapely.Point(0, 0)], dtype=object), shapes)


def _bounds(corners: Numbers, start: Rows) -> Numbers:
    """Least and largest column and row of each building; NaN for none."""
    found = np.full((len(start) - 1, 4), np.nan)
    held = np.flatnonzero(np.diff(start) > 0)
    if len(held):
        at = start[held]
        found[held, :2] = np.minimum.reduceat(corners, at, axis=0)
        found[held, 2:] = np.maximum.reduceat(corners, at, axis=0)
    found[~np.isfinite(found).all(axis=1)] = np.nan
    return found


def reached_by(points: Numbers, crs: CRS, grids: Sequence[Grid]) -> NDArray[np.bool_]:
    """Whether points lie on a tile of some grids, shape (N,); ``points`` (N, 2) in ``crs``."""
    found = np.zeros(len(points), dtype=bool)
    for grid in grids:
        seen = points
        if crs != grid.crs:
            seen = np.column_stack(way_to(crs, grid.crs).transform(*points.T))
        with np.errstate(invalid="ignore"):
            column, row = applied(~grid.transform, seen).T
        for top, left, bottom, right in grid.extents.tolist():
            found |= (column >= left) & (column < right) & (row >= top) & (row < bottom)
    return found


def windows_of(places: Footprints, extents: NDArray[np.int64], beside_m: float) -> list[Window]:
    """Sort the buildings that a grid covers into windows that fit into memory, along the grid.

    Parameters
    ----------
    extents : ndarray of int64, shape (tiles, 4)
        First row and column of each tile, and those after the last.
    beside_m : float
        How far around buildings is looked [m].
    """
    rows = _covered(places.bounds, extents)
    first, last = extents[:, :2].min(axis=0), extents[:, 2:].max(axis=0)
    bounds = places.bounds[rows]
    wide = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    middle = np.floor((bounds[:, 1::-1] + bounds[:, :1:-1]) / 2.0 / TILE_PX).astype(np.int64)
    alone = wide > LARGEST_PX
    order = np.lexsort([middle[:, 1], middle[:, 0]])
    order = order[~alone[order]]
    apart = np.any(np.diff(middle[order], axis=0) != 0, axis=1)
    groups = np.split(order, np.flatnonzero(apart) + 1) if len(order) else []
    groups += [np.array([one]) for one in np.flatnonzero(alone)]
    made = []
    for group in groups:
        step = int(np.ceil(max(float(wide[group].max()) / LARGEST_PX, 1.0)))
        pixel = np.abs(places.to_metres[rows[group]]).max(axis=1).min()
        margin = min(int(np.ceil(beside_m / max(float(pixel), 1e-3))), MOST_BESIDE_PX) + 2
        low, high = bounds[group, :2].min(axis=0), bounds[group, 2:].max(axis=0)
        r0, c0 = np.maximum(np.floor(low[::-1]) - margin, first).astype(int).tolist()
        r1, c1 = np.minimum(np.ceil(high[::-1]) + margin, last).astype(int).tolist()
        made.append(Window(rows[group], (r0, c0, r1, c1), step))
    return made


def _covered(bounds: Numbers, extents: NDArray[np.int64]) -> Rows:
    """Buildings of which a tile covers something."""
    found = np.zeros(len(bounds), dtype=bool)
    low_c, low_r, high_c, high_r = bounds.T
    for top, left, bottom, right in extents.tolist():
        found |= (high_c > left) & (low_c < right) & (high_r > top) & (low_r < bottom)
    return np.flatnonzero(found)
