"""Draw, cut, merge and fill blocks by hand: every building stays in exactly one block."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from gis.errors import GeometryError

DRAWN: Final = "drawn"
"""Method of a block that somebody made by hand."""
SMALLEST_M2: Final = 10.0
"""Assumption: nobody means a block smaller than this [m²]."""

MILLIMETRES: Final = 3
"""Decimals of corners that somebody drew."""

Rows = NDArray[np.int32]
Corners = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BlockEdit:
    """Blocks after a change, and the row of each building's block, shape (B,)."""

    blocks: gpd.GeoDataFrame
    block_of: Rows


def draw_block(
    blocks: gpd.GeoDataFrame, buildings: NDArray[np.object_], block_of: Rows, ring: Corners
) -> BlockEdit:
    """Make a new block of a polygon; the others give up what lies in it.

    Buildings belong to the new block where their inner point lies in it.

    Parameters
    ----------
    blocks : GeoDataFrame
        Columns ``method`` and ``geometry``; the index is the id.
    buildings : ndarray of geometry, shape (B,)
    ring : ndarray, shape (N, 2)
        Corners in the metric CRS of the blocks.

    Raises
    ------
    gis.errors.GeometryError
        If the polygon crosses itself, is tiny, or holds no building.
    """
    area = shapely.polygons(np.round(ring, MILLIMETRES)) if len(ring) > 2 else None
    if area is not None and not shapely.is_valid(area):
        raise GeometryError("block_crosses_itself")
    if area is None or shapely.area(area) < SMALLEST_M2:
        raise GeometryError("block_too_small", least=f"{SMALLEST_M2:g}")
    inside = shapely.contains_properly(area, shapely.point_on_surface(buildings))
    if not inside.any():
        raise GeometryError("block_without_buildings")
    shapes = shapely.difference(blocks.geometry.to_numpy(), area)
    changed = block_of.copy()
    changed[inside] = len(blocks)
    return _tidy(
        [*blocks.index, _free_id(blocks, "N")],
        [*blocks["method"], DRAWN],
        np.append(shapes, area),
        (blocks.crs, changed),
    )


def cut_blocks(
    blocks: gpd.GeoDataFrame, buildings: NDArray[np.object_], block_of: Rows, line: Corners
) -> BlockEdit:
    """Cut every block that a line crosses from side to side.

    The largest part keeps the id. A part without a building stays with the largest one.

    Raises
    ------
    gis.errors.GeometryError
        If no block with buildings on both sides is crossed.
    """
    if len(line) < 2:
        raise GeometryError("block_not_cut")
    knife = shapely.linestrings(np.round(line, MILLIMETRES))
    shapes, changed = blocks.geometry.to_numpy().copy(), block_of.copy()
    ids, methods, new = list(blocks.index), list(blocks["method"]), []
    inner = shapely.point_on_surface(buildings)
    for row in np.flatnonzero(shapely.crosses(knife, shapes)).tolist():
        parts, part_of = _parts(shapes[row], knife, inner, np.flatnonzero(block_of == row))
        if len(parts) < 2:
            continue
        members = np.flatnonzero(block_of == row)
        shapes[row] = parts[0]
        for place, part in enumerate(parts[1:], start=1):
            changed[members[part_of == place]] = len(ids)
            ids.append(_part_id(ids, str(blocks.index[row])))
            methods.append(DRAWN)
            new.append(part)
    if not new:
        raise GeometryError("block_not_cut")
    return _tidy(ids, methods, np.append(shapes, np.array(new, dtype=object)), (blocks.crs, changed))


def merge_blocks(blocks: gpd.GeoDataFrame, block_of: Rows, rows: Rows) -> BlockEdit:
    """Make one block of several; it keeps the id of the first one.

    Raises
    ------
    gis.errors.GeometryError
        If fewer than two blocks are named.
    """
    chosen = np.unique(rows)
    if len(chosen) < 2:
        raise GeometryError("block_merge_alone")
    shapes = blocks.geometry.to_numpy().copy()
    shapes[chosen[0]] = shapely.union_all(shapes[chosen])
    methods = list(blocks["method"])
    methods[chosen[0]] = DRAWN
    changed = np.where(np.isin(block_of, chosen), chosen[0], block_of).astype(np.int32)
    return _tidy(list(blocks.index), methods, shapes, (blocks.crs, changed))


def move_buildings(blocks: gpd.GeoDataFrame, block_of: Rows, rows: Rows, block: int) -> BlockEdit:
    """Put buildings into another block; the outlines stay."""
    changed = block_of.copy()
    changed[rows] = block
    return _tidy(
        list(blocks.index), list(blocks["method"]), blocks.geometry.to_numpy(), (blocks.crs, changed)
    )


def _parts(
    shape: object, knife: object, inner: NDArray[np.object_], members: NDArray[np.intp]
) -> tuple[list[object], NDArray[np.intp]]:
    """Parts of a block with buildings, the largest first, and the part of each member."""
    lines = shapely.union_all([shapely.boundary(shape), knife])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.node(lines))))
    pieces = pieces[shapely.contains_properly(shape, shapely.point_on_surface(pieces))]
    pieces = pieces[np.argsort(-shapely.area(pieces))]
    if len(pieces) < 2 or not len(members):
        return [shape], np.zeros(len(members), dtype=np.intp)
    nearest = np.argmin(shapely.distance(pieces[:, None], inner[members][None, :]), axis=0)
    held = np.unique(nearest)
    main = held[0]  # pieces are sorted: the largest one that holds a building
    empty = [place for place in range(len(pieces)) if place not in held]
    kept = [shapely.union_all(pieces[[main, *empty]]), *(pieces[place] for place in held[1:])]
    return kept, np.searchsorted(held, nearest)


def _tidy(
    ids: list[object],
    methods: list[str],
    shapes: NDArray[np.object_],
    rest: tuple[object, Rows],
) -> BlockEdit:
    """Leave out blocks without buildings and count the rows anew."""
    crs, block_of = rest
    held = np.unique(block_of)
    row_of = np.full(len(ids), -1, dtype=np.int32)
    row_of[held] = np.arange(len(held), dtype=np.int32)
    index = [ids[row] for row in held]
    frame = gpd.GeoDataFrame(
        {"method": [methods[row] for row in held]}, geometry=shapes[held], index=index, crs=crs
    )
    frame.index.name = "block_id"
    return BlockEdit(frame, row_of[block_of])


def _free_id(blocks: gpd.GeoDataFrame, letter: str) -> str:
    taken = set(map(str, blocks.index))
    return next(name for number in range(1, len(taken) + 2) if (name := f"{letter}{number}") not in taken)


def _part_id(ids: list[object], name: str) -> str:
    taken = set(map(str, ids))
    return next(part for number in range(2, len(taken) + 3) if (part := f"{name}-{number}") not in taken)
