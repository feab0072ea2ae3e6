"""Blocks: buildings that are planned together, by cadastral reference, streets or nearness."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.hulls import hulls
from gis.neighbourhood import by_land, by_proximity, by_streets
from gis.parcels import largest_overlap

WIDEST_M: Final = 500.0
"""No block is wider than this, unless a single building is [m]."""

MARGIN_M: Final = 5.0
"""Outlines of blocks go this far around their buildings where there are no parcels [m]."""

URBAN_REFERENCE: Final = r"^(\d{5})\d{2}([A-Z]{2}\d{4}[A-Z])(?:\d{4}[A-Z]{2})?$"
"""Spanish reference of an urban parcel: manzana (5), parcel (2), sheet (7), perhaps the unit (6).
Rural (polygon and parcel) and dispersed (nine digits) references are built otherwise."""

REFERENCE: Final = "reference"
STREETS: Final = "streets"
LAND: Final = "land"
PROXIMITY: Final = "proximity"
OWN: Final = "own"
AUTOMATIC: Final = "automatic"

WAYS: Final = (AUTOMATIC, REFERENCE, STREETS, LAND, PROXIMITY)
"""Ways to find blocks; all but the first leave out the others, as far as buildings allow."""

IntArray = NDArray[np.int64]
Shapes = NDArray[np.object_]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Blocks of a district.

    Attributes
    ----------
    frame : GeoDataFrame, K rows
        Index ``block_id``; columns ``method`` (reference, streets, land, proximity or own) and
        ``geometry``, the outline.
    block_of : ndarray of int32, shape (B,)
        Row of the block of each building.
    """

    frame: gpd.GeoDataFrame
    block_of: NDArray[np.int32]


def make_blocks(
    buildings: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame,
    own: gpd.GeoDataFrame | None = None,
    by: str = AUTOMATIC,
) -> Blocks:
    """Put every building into exactly one block.

    A building in one of the user's own blocks stays there. Of the others, one whose
    cadastral reference names its block goes there. The rest go by the streets around
    them where streets are given, else with the buildings they touch or stand near on
    touching parcels. Blocks wider than `WIDEST_M` are halved across their longer side;
    own ones never.

    Parameters
    ----------
    buildings : GeoDataFrame, B rows
        With ``national_cadastral_reference`` and ``parcel_row``, in a metric CRS.
    parcels, streets : GeoDataFrame
        In the same CRS; may be empty.
    own : GeoDataFrame, optional
        The user's blocks, indexed by id, in the same CRS.
    by : str
        One of `WAYS`: leave the other ways out.

    Returns
    -------
    Blocks
        Sorted by id. An id is the user's own, the reference's own key, or S (streets),
        L (land) or P (proximity) with the position of the largest building in metres: it
        does not depend on the order of rows.
    """
    row = np.full(len(buildings), -1, dtype=np.int32)
    if own is not None and len(own):
        row = largest_overlap(buildings.geometry.to_numpy(), own.geometry.to_numpy())
    rest = row < 0
    found = _made(buildings[rest], parcels, streets, by)
    if own is None or rest.all():
        return found
    return _with_own(found, rest, own.iloc[np.unique(row[~rest])], own.index.to_numpy()[row])


def _with_own(found: Blocks, rest: Mask, own: gpd.GeoDataFrame, chosen: Shapes) -> Blocks:
    """Put the user's own blocks beside those that were made; no id occurs twice."""
    names = found.frame.index.to_series()
    names = names.where(~names.isin(own.index), names + "-0").to_numpy(dtype=object)
    ids = chosen.astype(object)
    ids[rest] = names[found.block_of]
    made = found.frame.set_axis(pd.Index(names, dtype=object, name="block_id"))
    given = gpd.GeoDataFrame({"method": OWN}, geometry=own.geometry, index=own.index, crs=own.crs)
    frame = gpd.GeoDataFrame(pd.concat([made, given]), geometry="geometry", crs=own.crs).sort_index()
    frame.index.name = "block_id"
    return Blocks(frame, frame.index.get_indexer(pd.Index(ids)).astype(np.int32))


def _made(
    buildings: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, by: str
) -> Blocks:
    shapes = buildings.geometry.to_numpy()
    if not len(shapes):
        none = pd.Index([], dtype=object, name="block_id")
        return Blocks(
            gpd.GeoDataFrame({"method": []}, geometry=[], index=none, crs=buildings.crs),
            np.zeros(0, np.int32),
        )
    key = manzana(buildings["national_cadastral_reference"])
    if by not in (AUTOMATIC, REFERENCE):
        key[:] = ""
    lines = _lines(streets) if by in (AUTOMATIC, STREETS) else np.empty(0, dtype=object)
    parcel_of = buildings["parcel_row"].to_numpy().astype(np.int64)
    label, method = _grouped(shapes, key, parcel_of, parcels, lines, by)
    ids = _ids(_halve_wide(label, shapes), key, method, shapes)
    names, first, block_of = np.unique(ids.astype(str), return_index=True, return_inverse=True)
    outline = _outlines(shapes, block_of, method[first], parcel_of, parcels, key[first])
    index = pd.Index(names.astype(object), name="block_id")
    frame = gpd.GeoDataFrame({"method": method[first]}, geometry=outline, index=index, crs=buildings.crs)
    return Blocks(frame, block_of.astype(np.int32))


def _grouped(
    shapes: Shapes, key: Shapes, parcel_of: IntArray, parcels: gpd.GeoDataFrame, lines: Shapes, by: str
) -> tuple[IntArray, Shapes]:
    """Group of each building and how it was found, both of shape (B,)."""
    label = pd.factorize(key)[0].astype(np.int64)
    method = np.full(len(key), REFERENCE, dtype=object)
    rest = np.flatnonzero(key == "")
    if by == LAND:
        found, how = by_land(shapes[rest], parcel_of[rest], parcels), LAND
    elif len(lines):
        found, how = by_streets(shapes[rest], lines, parcel_of[rest], parcels), STREETS
    else:
        found, how = by_proximity(shapes[rest], parcel_of[rest], parcels), PROXIMITY
    label[rest] = len(key) + found
    method[rest] = how
    return label, method


def manzana(references: pd.Series) -> NDArray[np.object_]:
    """Key of the block that a Spanish urban reference names, empty for any other text.

    Characters 1-5 and the sheet, characters 8-14.
    """
    found = references.fillna("").astype(str).str.strip().str.upper().str.extract(URBAN_REFERENCE)
    return np.asarray((found[0].fillna("") + found[1].fillna("")).to_numpy(), dtype=object)


def _lines(streets: gpd.GeoDataFrame) -> Shapes:
    shapes = streets.geometry.to_numpy() if len(streets) else np.empty(0, dtype=object)
    shapes = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    area = shapely.get_dimensions(shapes) == 2
    shapes[area] = shapely.boundary(shapes[area])
    lines: Shapes = shapes[shapely.get_dimensions(shapes) == 1]
    return lines


def _halve_wide(label: IntArray, shapes: Shapes) -> IntArray:
    """Cut groups wider than allowed across the middle of their longer side, until none is.

    A building that is too wide by itself is a block of its own; among the others a cut
    through the middle always leaves some on either side.
    """
    bounds = shapely.bounds(shapes)
    limit = WIDEST_M - 2 * MARGIN_M
    huge = (bounds[:, 2:] - bounds[:, :2]).max(axis=1) > limit
    label = np.where(huge, label.max() + 1 + np.arange(len(label)), label)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    while True:
        label = np.unique(label, return_inverse=True)[1]
        box = _box_of_groups(label, bounds)
        size = box[:, 2:] - box[:, :2]
        wide = (size.max(axis=1) > limit)[label] & ~huge
        # along the longer side, with the first of two equal sides
        axis = np.argmax(size, axis=1)[label]
        at = np.take_along_axis(middle, axis[:, None], axis=1)[:, 0]
        centre = ((box[:, :2] + box[:, 2:]) / 2)[label, axis]
        halved = label * 2 + (wide & (at > centre))
        if len(np.unique(halved)) == len(box):
            return label
        label = halved


def _box_of_groups(label: IntArray, bounds: NDArray[np.float64]) -> NDArray[np.float64]:
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(label[order]) > 0])
    low = np.minimum.reduceat(bounds[order, :2], starts)
    return np.column_stack([low, np.maximum.reduceat(bounds[order, 2:], starts)])


def _ids(label: IntArray, key: Shapes, method: Shapes, shapes: Shapes) -> Shapes:
    """Id of the block of each building, from its key or its largest building; shape (B,)."""
    x, y = shapely.get_coordinates(shapely.centroid(shapes)).T
    x, y = np.round(x, 3), np.round(y, 3)
    order = np.lexsort((y, x, -np.round(shapely.area(shapes), 3), label))
    groups, start = np.unique(label[order], return_index=True)
    anchor = order[start]
    frame = pd.DataFrame({"key": key[anchor], "method": method[anchor], "x": x[anchor], "y": y[anchor]})
    kind = frame["method"].map({STREETS: "S", LAND: "L", PROXIMITY: "P", REFERENCE: ""})
    spot = (
        kind
        + frame["x"].round().abs().astype("int64").astype(str)
        + "-"
        + frame["y"].round().abs().astype("int64").astype(str)
    )
    name = frame["key"].where(frame["key"] != "", spot)
    # the pieces of a halved block, and the rare two blocks on one spot, are numbered from west to east
    place = (
        frame.assign(name=name)
        .sort_values(["name", "x", "y"], kind="stable")
        .groupby("name")
        .cumcount()
        .sort_index()
    )
    several = name.duplicated(keep=False)
    name = name.where(~several, name + "-" + (place + 1).astype(str))
    return np.asarray(name.to_numpy(), dtype=object)[np.searchsorted(groups, label)]


def _outlines(
    shapes: Shapes,
    block_of: IntArray,
    method: Shapes,
    parcel_of: IntArray,
    parcels: gpd.GeoDataFrame,
    key: Shapes,
) -> Shapes:
    """Outline of each block, shape (K,): its parcels where they are known and not too wide, else a hull."""
    n = len(method)
    found = np.empty(n, dtype=object)
    land = parcels.geometry.to_numpy()
    owner, good = _land_of_blocks(shapes, block_of, method, parcel_of, parcels, key)
    for rows, members, group, margin in (
        (np.flatnonzero(~good), shapes, block_of, MARGIN_M),
        (np.flatnonzero(good), land, owner, 0.5),
    ):
        chosen = np.flatnonzero(np.isin(group, rows))
        if len(rows):
            found[rows] = hulls(members[chosen], np.searchsorted(rows, group[chosen]), len(rows), margin)
    return found


def _land_of_blocks(
    shapes: Shapes,
    block_of: IntArray,
    method: Shapes,
    parcel_of: IntArray,
    parcels: gpd.GeoDataFrame,
    key: Shapes,
) -> tuple[IntArray, NDArray[np.bool_]]:
    """Block that each parcel outlines, -1 for none; and which blocks are outlined by their parcels, shape (K,)."""
    n = len(method)
    if not len(parcels):
        return np.empty(0, dtype=np.int64), np.zeros(n, dtype=bool)
    land = parcels.geometry.to_numpy()
    block_of_parcel = _block_of_parcels(shapes, block_of, parcel_of, parcels, key)
    usable = (block_of_parcel >= 0) & np.append(method != PROXIMITY, False)[block_of_parcel]
    usable &= ~(shapely.is_missing(land) | shapely.is_empty(land))
    members = np.concatenate([shapes, land[usable]])
    owner = np.concatenate([block_of, block_of_parcel[usable]])
    box = _box_of_groups(owner, shapely.bounds(members))
    fits = (box[:, 2:] - box[:, :2]).max(axis=1) <= WIDEST_M
    # a block is outlined by its land only where every building stands on some
    landless = np.bincount(block_of[parcel_of < 0], minlength=n) > 0
    good = fits & ~landless & (np.bincount(block_of_parcel[usable], minlength=n) > 0)
    return np.where(usable, block_of_parcel, -1), good


def _block_of_parcels(
    shapes: Shapes, block_of: IntArray, parcel_of: IntArray, parcels: gpd.GeoDataFrame, key: Shapes
) -> IntArray:
    """Row of the block of each parcel, -1 for none: the block with most footprint on it, else its own key."""
    area = pd.Series(shapely.area(shapes)).groupby([parcel_of, block_of]).sum().reset_index()
    area.columns = pd.Index(["parcel", "block", "area"])
    area = area[area["parcel"] >= 0].sort_values(["area", "block"], kind="stable")
    found = np.full(len(parcels), -1, dtype=np.int64)
    found[area["parcel"]] = area["block"]  # the largest comes last and stays
    unsplit = pd.Series(np.arange(len(key)), index=key)
    unsplit = unsplit[(unsplit.index != "") & ~unsplit.index.duplicated(keep=False)]
    named = pd.Series(manzana(parcels.index.to_series())).map(unsplit).fillna(-1).to_numpy(dtype=np.int64)
    return np.where(found >= 0, found, named)
