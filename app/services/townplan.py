"""Outlines of an invented town in the coordinates of its blocks: what stands where, without a place on earth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

Point = tuple[float, float]
Ring = tuple[Point, ...]

BLOCK_WIDTH_M: Final = 84.0
BLOCK_DEPTH_M: Final = 58.0
STREET_M: Final = 12.0

PERIMETER_DEPTHS_M: Final = (11.0, 12.5)
TERRACE_DEPTH_M: Final = 9.0
SETBACK_M: Final = 4.0

BLOCK_KINDS: Final = (
    "perimeter",
    "terraces",
    "detached",
    "perimeter",
    "civic",
    "detached",
    "perimeter",
    "detached",
    "terraces",
    "detached",
)
"""The kinds repeat in this order: three in ten perimeter blocks, four of detached houses."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A building: what it is, the parcel it stands on and its ring [m] in the block."""

    kind: str
    lot: int
    ring: Ring


@dataclass(slots=True)
class BlockPlan:
    """Buildings and parcels of one block."""

    kind: str
    outlines: list[Outline] = field(default_factory=list)
    lots: list[Ring] = field(default_factory=list)

    def add_lot(self, ring: Ring) -> int:
        """Append a parcel and return its number."""
        self.lots.append(ring)
        return len(self.lots) - 1

    def add(self, kind: str, lot: "Lot", ring: Ring) -> None:
        """Append a building, drawn as if its lot faced the southern street."""
        self.outlines.append(Outline(kind, lot.number, _facing(ring, lot.north)))


@dataclass(frozen=True, slots=True)
class Lot:
    """A parcel of a row along a street: where it begins and ends [m]."""

    number: int
    left: float
    right: float
    north: bool = False
    first: bool = False
    last: bool = False


def plan_blocks(count: int, rng: np.random.Generator) -> list[BlockPlan]:
    """Plan blocks one after the other; the kinds follow `BLOCK_KINDS`."""
    return [_PLANNERS[kind](rng) for kind in (BLOCK_KINDS[i % len(BLOCK_KINDS)] for i in range(count))]


def box(left: float, low: float, right: float, high: float) -> Ring:
    """Return a rectangle as a ring, counter-clockwise, not closed."""
    return ((left, low), (right, low), (right, high), (left, high))


def _facing(ring: Ring, north: bool) -> Ring:
    """Turn a ring of the southern row over to the northern one."""
    return tuple((u, BLOCK_DEPTH_M - v) for u, v in reversed(ring)) if north else ring


def _fronts(low: float, high: float, rng: np.random.Generator) -> Sequence[float]:
    """Divide the street front of a block into lots about as wide as asked for."""
    lots = round(BLOCK_WIDTH_M / rng.uniform(low, high))
    widths = rng.uniform(0.92, 1.08, lots)
    edges = np.concatenate(([0.0], np.cumsum(widths))) * (BLOCK_WIDTH_M / widths.sum())
    return [*(round(float(edge), 2) for edge in edges[:-1]), BLOCK_WIDTH_M]


def _lots(plan: BlockPlan, edges: Sequence[float], north: bool) -> list[Lot]:
    """Add the parcels of one row to the plan."""
    lots = []
    for place, (left, right) in enumerate(pairwise(edges)):
        number = plan.add_lot(_facing(box(left, 0.0, right, BLOCK_DEPTH_M / 2), north))
        lots.append(Lot(number, left, right, north, first=place == 0, last=place == len(edges) - 2))
    return lots


def _perimeter(rng: np.random.Generator) -> BlockPlan:
    """Put apartment buildings wall to wall around a yard; the corners turn into the side streets."""
    plan = BlockPlan("perimeter")
    back = BLOCK_DEPTH_M / 2
    for north in (False, True):
        for lot in _lots(plan, _fronts(16.0, 20.0, rng), north):
            depth = float(rng.choice(PERIMETER_DEPTHS_M))
            if lot.first or lot.last:
                plan.add("corner", lot, _corner(lot, depth))
                continue
            plan.add("apartments", lot, box(lot.left, 0.0, lot.right, depth))
            if rng.random() < 0.45:
                plan.add("shed", lot, box(lot.left + 2.0, back - 4.0, lot.left + 7.0, back - 0.5))
    return plan


def _corner(lot: Lot, depth: float) -> Ring:
    left, right, back, wing = lot.left, lot.right, BLOCK_DEPTH_M / 2, 11.0
    if lot.first:
        return (
            (left, 0.0),
            (right, 0.0),
            (right, depth),
            (left + wing, depth),
            (left + wing, back),
            (left, back),
        )
    return (
        (left, 0.0),
        (right, 0.0),
        (right, back),
        (right - wing, back),
        (right - wing, depth),
        (left, depth),
    )


def _terraces(rng: np.random.Generator) -> BlockPlan:
    """Put two rows of terraced houses back to back; some gardens have a shed."""
    plan = BlockPlan("terraces")
    back = BLOCK_DEPTH_M / 2
    for north in (False, True):
        for lot in _lots(plan, _fronts(7.4, 8.6, rng), north):
            plan.add("terraced", lot, box(lot.left, SETBACK_M, lot.right, SETBACK_M + TERRACE_DEPTH_M))
            if rng.random() < 0.4:
                plan.add("shed", lot, box(lot.left + 0.5, back - 3.0, lot.left + 3.0, back - 0.5))
    return plan


def _detached(rng: np.random.Generator) -> BlockPlan:
    """Put houses in their gardens, two in three with a garage, some of these against the house."""
    plan = BlockPlan("detached")
    for north in (False, True):
        for lot in _lots(plan, _fronts(18.0, 22.0, rng), north):
            start = lot.left + 2.5 + float(rng.uniform(0.0, 1.0))
            low = SETBACK_M + float(rng.uniform(0.0, 3.0))
            end = start + float(rng.uniform(8.5, 10.5))
            high = low + float(rng.uniform(8.0, 11.0))
            plan.add("house", lot, box(start, low, end, high))
            if rng.random() < 0.66 and end + 4.6 < lot.right:
                gap = 0.0 if rng.random() < 0.4 else 1.2
                plan.add("garage", lot, box(end + gap, low + 1.0, end + gap + 3.2, low + 7.0))
    return plan


def _civic(rng: np.random.Generator) -> BlockPlan:
    """Put up a school with its hall, an office building and shops."""
    plan = BlockPlan("civic")
    middle = round(float(rng.uniform(44.0, 50.0)), 2)
    half = BLOCK_DEPTH_M / 2
    rings = (
        box(0.0, 0.0, middle, BLOCK_DEPTH_M),
        box(middle, 0.0, BLOCK_WIDTH_M, half),
        box(middle, half, BLOCK_WIDTH_M, BLOCK_DEPTH_M),
    )
    school, office, shops = (Lot(plan.add_lot(ring), ring[0][0], ring[1][0]) for ring in rings)
    wings = (
        (3.0, 3.0),
        (39.0, 3.0),
        (39.0, 30.0),
        (28.0, 30.0),
        (28.0, 14.0),
        (14.0, 14.0),
        (14.0, 30.0),
        (3.0, 30.0),
    )
    plan.add("school", school, wings)
    plan.add("hall", school, box(6.0, 36.0, 30.0, 52.0))
    plan.add("office", office, box(office.left + 4.0, 3.0, office.right - 4.0, 17.0))
    plan.add("shops", shops, box(shops.left + 4.0, 40.0, shops.right - 4.0, 54.0))
    return plan


_PLANNERS: Final[dict[str, Callable[[np.random.Generator], BlockPlan]]] = {
    "perimeter": _perimeter,
    "terraces": _terraces,
    "detached": _detached,
    "civic": _civic,
}
