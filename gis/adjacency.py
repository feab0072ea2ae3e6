"""Party walls: where the outlines of neighbours run along each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.outlines import Edges, FloatArray, IntArray, edges_of

TOLERANCE_M: Final = 0.2
"""Widest gap or overlap between two drawings of the same wall [m]."""

STRAIGHT: Final = float(np.cos(np.radians(5.0)))
"""Walls that diverge by more than 5° are not the same wall."""

SHORTEST_M: Final = 0.01
"""Shared lengths below are noise of the drawing [m]."""

CHUNK: Final = 2_000_000
"""Edge pairs looked at together: bounds the memory in use."""

Box = FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class SharedWalls:
    """Shared walls of neighbouring buildings; one row per pair and orientation.

    Attributes
    ----------
    first, second : ndarray of int32, shape (W,)
        Rows of the two buildings, ``first < second``.
    length_m : ndarray, shape (W,)
        Shared length of outline [m].
    orientation : ndarray of int8, shape (W,)
        Quarter that the wall of ``first`` faces: 0 N, 1 E, 2 S, 3 W; the wall of
        ``second`` faces the opposite one.
    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    length_m: FloatArray
    orientation: NDArray[np.int8]

    def per_building(self, n: int) -> FloatArray:
        """Shared outline length of each of ``n`` buildings, shape (n,) [m]."""
        both = np.concatenate([self.first, self.second])
        return np.bincount(both, np.tile(self.length_m, 2), n).astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Stretches of two edges that run along each other."""

    one: IntArray
    two: IntArray
    span_one: FloatArray  # (n, 2) from and to along edge one
    span_two: FloatArray


def wall_lengths(geometries: NDArray[np.object_]) -> FloatArray:
    """Length of outline by the quarter it faces.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (B,)
        In a metric CRS.

    Returns
    -------
    ndarray, shape (B, 4)
        Facing N, E, S, W (±45°), courtyards included [m].
    """
    edges = edges_of(geometries)
    cell = edges.owner * 4 + edges.facing
    return np.bincount(cell, edges.length, 4 * len(geometries)).astype(np.float64).reshape(-1, 4)


def shared_walls(geometries: NDArray[np.object_], tolerance_m: float = TOLERANCE_M) -> SharedWalls:
    """Find the walls that neighbours share.

    Two edges of different buildings share the stretch along which they face each
    other, are parallel within 5° and lie no further apart, or no deeper inside
    each other, than ``tolerance_m``. Where drawings overlap so that several
    neighbours claim one stretch, it is divided among them: what a building shares
    never exceeds its outline.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (B,)
        Valid polygons or multi-polygons in a metric CRS.
    tolerance_m : float
        Widest gap or overlap [m].

    Notes
    -----
    The result depends on shapes alone: another order of rows gives the same lengths.
    """
    edges = edges_of(geometries)
    pairs = _near_pairs(geometries, tolerance_m)
    runs = _join([_runs(edges, one, two, tolerance_m) for one, two in _candidates(edges, pairs, tolerance_m)])
    every_span = np.concatenate([runs.span_one, runs.span_two])
    claimed = (every_span[:, 1] - every_span[:, 0]) * _fair_share(
        np.concatenate([runs.one, runs.two]), every_span
    )
    one_length, two_length = np.split(claimed, 2)
    return _summed(edges, runs, np.minimum(one_length, two_length))


def _near_pairs(geometries: NDArray[np.object_], tolerance_m: float) -> IntArray:
    """Pairs of rows, shape (P, 2), first < second, whose bounds come within reach."""
    low_high = shapely.bounds(geometries)
    boxes = shapely.box(*low_high.T)
    wide = shapely.box(*(low_high + np.array([-1.0, -1.0, 1.0, 1.0]) * tolerance_m).T)
    pairs: IntArray = shapely.STRtree(boxes).query(wide).T
    return pairs[pairs[:, 0] < pairs[:, 1]]


def _candidates(edges: Edges, pairs: IntArray, tolerance_m: float) -> Iterator[tuple[IntArray, IntArray]]:
    """Edge pairs of near buildings, in chunks: those that reach into the common box."""
    low = np.minimum(edges.start, edges.end) - tolerance_m
    high = np.maximum(edges.start, edges.end) + tolerance_m
    box_low, box_high = _box_of_buildings(edges, low, high)
    common_low = np.maximum(box_low[pairs[:, 0]], box_low[pairs[:, 1]])
    common_high = np.minimum(box_high[pairs[:, 0]], box_high[pairs[:, 1]])
    sides = []
    for side in (0, 1):
        edge, pair = _members(edges.first_of, pairs[:, side])
        inside = ((low[edge] <= common_high[pair]) & (high[edge] >= common_low[pair])).all(axis=1)
        sides.append((edge[inside], pair[inside]))
    (one, pair_one), (two, pair_two) = sides
    start_two = np.searchsorted(pair_two, np.arange(len(pairs) + 1))
    weight = np.cumsum(np.diff(start_two)[pair_one]) if len(pair_one) else np.zeros(0, dtype=np.int64)
    cuts = np.searchsorted(weight, np.arange(CHUNK, weight[-1] if len(weight) else 0, CHUNK))
    for some, their_pair in zip(np.split(one, cuts), np.split(pair_one, cuts), strict=True):
        position, which = _members(start_two, their_pair)
        a, b = some[which], two[position]
        near = ((low[a] + tolerance_m <= high[b]) & (high[a] - tolerance_m >= low[b])).all(axis=1)
        yield a[near], b[near]


def _box_of_buildings(edges: Edges, low: Box, high: Box) -> tuple[Box, Box]:
    n = len(edges.first_of) - 1
    box_low, box_high = np.full((n, 2), np.inf), np.full((n, 2), -np.inf)
    filled = np.flatnonzero(np.diff(edges.first_of))
    if len(filled):
        box_low[filled] = np.minimum.reduceat(low, edges.first_of[filled])
        box_high[filled] = np.maximum.reduceat(high, edges.first_of[filled])
    return box_low, box_high


def _members(first_of: IntArray, groups: IntArray) -> tuple[IntArray, IntArray]:
    """Members of each of the groups, and the position in ``groups`` of each member's group."""
    count = first_of[groups + 1] - first_of[groups]
    which = np.repeat(np.arange(len(groups)), count)
    shift = first_of[groups] - (np.cumsum(count) - count)
    return np.arange(len(which)) + shift[which], which


def _runs(edges: Edges, one: IntArray, two: IntArray, tolerance_m: float) -> _Runs:
    """Stretches of edge pairs that face each other within the tolerance."""
    direction = edges.direction
    against = (direction[one] * direction[two]).sum(axis=1) < -STRAIGHT
    one, two = one[against], two[against]
    span_one = _span(edges, one, two, direction, tolerance_m)
    span_two = _span(edges, two, one, direction, tolerance_m)
    real = (span_one[:, 1] > span_one[:, 0]) & (span_two[:, 1] > span_two[:, 0])
    return _Runs(one[real], two[real], span_one[real], span_two[real])


def _span(
    edges: Edges, one: IntArray, two: IntArray, direction: FloatArray, tolerance_m: float
) -> FloatArray:
    """From and to along edge one, shape (n, 2), where edge two lies beside it within the tolerance [m]."""
    along = direction[one]
    begin, finish = edges.start[one], edges.length[one]
    # edge two runs the other way: its end comes first
    near, far = edges.end[two] - begin, edges.start[two] - begin
    t_near, t_far = (near * along).sum(axis=1), (far * along).sum(axis=1)
    d_near, d_far = _beside(near, along), _beside(far, along)
    slope = (d_far - d_near) / (t_far - t_near)
    low, high = np.maximum(t_near, 0.0), np.minimum(t_far, finish)
    reach = tolerance_m + 1e-6  # coordinates are good to micrometres at best
    with np.errstate(divide="ignore", invalid="ignore"):
        cut_a = t_near + (-reach - d_near) / slope
        cut_b = t_near + (reach - d_near) / slope
    tilted = slope != 0
    low = np.where(tilted, np.maximum(low, np.minimum(cut_a, cut_b)), low)
    high = np.where(tilted, np.minimum(high, np.maximum(cut_a, cut_b)), high)
    low = np.where(~tilted & (np.abs(d_near) > reach), high, low)
    return np.column_stack([low, high])


def _beside(offset: FloatArray, along: FloatArray) -> FloatArray:
    return along[:, 0] * offset[:, 1] - along[:, 1] * offset[:, 0]


def _join(parts: list[_Runs]) -> _Runs:
    empty = _Runs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 2)), np.zeros((0, 2)))
    every = [empty, *parts]
    return _Runs(
        np.concatenate([p.one for p in every]),
        np.concatenate([p.two for p in every]),
        np.concatenate([p.span_one for p in every]),
        np.concatenate([p.span_two for p in every]),
    )


def _fair_share(edge: IntArray, span: FloatArray) -> FloatArray:
    """Share of each run, so that the runs on an edge add up to the stretch they cover together."""
    order = np.lexsort((span[:, 0], edge))
    share = np.ones(len(edge))
    if not len(edge):
        return share
    group = np.cumsum(np.r_[0, np.diff(edge[order]) != 0])
    # whole micrometres, each edge on a stretch of its own: one running maximum serves all edges exactly
    micro = np.rint(span[order] * 1e6).astype(np.int64)
    micro += group[:, None] * (int(micro.max()) + 1)
    reached = np.r_[np.int64(-1), np.maximum.accumulate(micro[:, 1])[:-1]]
    new = np.clip(micro[:, 1] - np.maximum(micro[:, 0], reached), 0, None)
    total = np.bincount(group, micro[:, 1] - micro[:, 0])
    covered = np.bincount(group, new)
    share[order] = np.where(total > 0, covered / np.maximum(total, 1), 1.0)[group]
    return share


def _summed(edges: Edges, runs: _Runs, length: FloatArray) -> SharedWalls:
    """One row per pair of buildings and quarter."""
    owner, n = edges.owner, len(edges.first_of) - 1
    key = (owner[runs.one] * n + owner[runs.two]) * 4 + edges.facing[runs.one]
    found, where = np.unique(key, return_inverse=True)
    total = np.bincount(where, length, len(found)).astype(np.float64)
    found, total = found[total >= SHORTEST_M], total[total >= SHORTEST_M]
    pair, orientation = np.divmod(found, 4)
    first, second = np.divmod(pair, max(n, 1))
    return SharedWalls(first.astype(np.int32), second.astype(np.int32), total, orientation.astype(np.int8))
