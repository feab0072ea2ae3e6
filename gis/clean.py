"""Repair shapes and give every input feature exactly one fate."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gis.account import ACCOUNT_COLUMNS, Fate
from gis.drawing import closed_lines_as_areas
from gis.errors import GeometryError
from gis.thresholds import USUAL, Thresholds

SMALLEST_LENGTH_M: Final = 0.01
FURTHEST_M: Final = 1e9
"""Coordinates beyond this, 25 times around the Earth, are damage and not places."""

POLYGON_TYPES: Final = (3, 6, 7)  # shapely type ids: Polygon, MultiPolygon, GeometryCollection
LINE_TYPES: Final = (1, 5, 7)  # LineString, MultiLineString, GeometryCollection

LEAST_M2: Final = 0.01
"""A part, parcel or block below this has no area worth the name [m²]."""

FEWEST_TOGETHER: Final = 20
STRAY_SHARE: Final = 0.02
"""Features far from the others are strays where they are so few of at least so many [-]."""

UNIQUE_SHAPES: Final = frozenset({"buildings", "parcels", "blocks"})
"""Roles in which the same shape twice is one feature too many; parts may lie on each other."""

Shapes = NDArray[np.object_]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """What is left of a layer and what became of all of it.

    Attributes
    ----------
    kept : ndarray of bool, shape (F,)
        Features that go on.
    shapes : ndarray of geometry, shape (F,)
        Repaired shapes; None where not kept.
    fates : GeoDataFrame
        One row per feature, columns `gis.account.ACCOUNT_COLUMNS`.
    """

    kept: Mask
    shapes: Shapes
    fates: gpd.GeoDataFrame


@dataclass(frozen=True, slots=True)
class Origin:
    """Where features come from, as the account names it."""

    source: str
    layer: str
    role: str


def clean(
    shapes: Shapes,
    feature_ids: NDArray[np.object_],
    origin: Origin,
    crs: CRS,
    limits: Thresholds = USUAL,
) -> Cleaned:
    """Repair the shapes of a layer.

    Parameters
    ----------
    shapes : ndarray of geometry, shape (F,)
        As read, two-dimensional, in a metric system.
    feature_ids : ndarray of str, shape (F,)
        Ids the account shows.
    origin : Origin
        File, layer and role.
    crs : CRS
        The metric system.
    limits : Thresholds
        Where the line is drawn.

    Raises
    ------
    GeometryError
        If not one feature has the type of shape that the role needs, or none is usable.
    """
    lines = origin.role == "streets"
    drawn = shapes
    if not lines:
        shapes = closed_lines_as_areas(shapes)
    refuse_kind(shapes, origin)
    reason = _first_faults(shapes, lines=lines)
    usable = reason == ""
    shapes = shapes.copy()
    shapes[reason == "geometry_not_finite"] = None  # neither to be measured nor drawn
    repaired, changed = _repaired(shapes, usable, lines=lines)
    changed |= np.array([a is not b for a, b in zip(drawn, shapes, strict=True)], dtype=bool) & usable
    _judge_sizes(reason, repaired, usable, limits, origin.role)
    if origin.role in UNIQUE_SHAPES:
        reason[_far_off(repaired, reason == "", limits.far_km * 1000.0)] = "geometry_far_off"
    if origin.role in UNIQUE_SHAPES:
        looked_at = np.flatnonzero(reason == "")
        reason[looked_at[repeats(repaired[looked_at])]] = "geometry_duplicate"
    kept = reason == ""
    if not kept.any():
        raise GeometryError(
            "layer_nothing_usable", source=origin.source, layer=origin.layer, role=origin.role
        )
    repaired[~kept] = None
    fates = _fates(shapes, repaired, reason, changed & kept)
    fates = fates.assign(source=origin.source, layer=origin.layer, role=origin.role, feature_id=feature_ids)
    fates = fates.set_crs(crs)[list(ACCOUNT_COLUMNS)]
    return Cleaned(kept, repaired, fates)


def refuse_kind(shapes: Shapes, origin: Origin) -> None:
    """Refuse a layer of which no shape is of the kind that its role needs, shapes of shape (F,).

    Raises
    ------
    GeometryError
        If that is so.
    """
    lines = origin.role == "streets"
    drawn = shapes if lines else closed_lines_as_areas(shapes)
    if np.isin(shapely.get_type_id(drawn), LINE_TYPES if lines else POLYGON_TYPES).any():
        return
    found = sorted({str(shape.geom_type) for shape in shapes[:1000] if shape is not None})
    raise GeometryError(
        "layer_wrong_geometry",
        source=origin.source,
        layer=origin.layer,
        role=origin.role,
        found=", ".join(found) or "no shapes",
    )


def _judge_sizes(reason: Shapes, shapes: Shapes, usable: Mask, limits: Thresholds, role: str) -> None:
    """Reasons of size: nothing, a sliver, more than any building covers."""
    is_building = role == "buildings"
    if role == "streets":
        reason[usable & ~(shapely.length(shapes) >= SMALLEST_LENGTH_M)] = "geometry_zero_size"
        return
    area, around = shapely.area(shapes), shapely.length(shapes)
    with np.errstate(invalid="ignore", divide="ignore"):
        width = 2.0 * area / around
    reason[usable & (width < limits.sliver_m)] = "geometry_sliver"
    least = limits.smallest_m2 if is_building else LEAST_M2
    tiny = "geometry_tiny" if is_building else "geometry_zero_size"
    reason[usable & ~(area >= least)] = np.where(area > 0, tiny, "geometry_zero_size")[
        usable & ~(area >= least)
    ]
    if is_building:
        reason[usable & (area > limits.largest_m2)] = "geometry_gigantic"


def _far_off(shapes: Shapes, looked_at: Mask, furthest_m: float) -> Mask:
    """Whether a feature lies far from a layer of which nearly all lie together, shape (F,)."""
    far = np.zeros(len(shapes), dtype=bool)
    rows = np.flatnonzero(looked_at)
    if len(rows) < FEWEST_TOGETHER:
        return far
    bounds = shapely.bounds(shapes[rows])
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    away = np.linalg.norm(middle - np.median(middle, axis=0), axis=1) > furthest_m
    if away.mean() <= STRAY_SHARE:
        far[rows[away]] = True
    return far


def reject(fates: gpd.GeoDataFrame, rows: Mask, reason: str) -> gpd.GeoDataFrame:
    """Turn the fate of some rows into rejected, for a reason found later than the shapes'."""
    changed = fates.copy()
    changed.loc[rows, ["fate", "reason", "detail", "area_out_m2"]] = [Fate.REJECTED.value, reason, "", 0.0]
    return changed


def _first_faults(shapes: Shapes, *, lines: bool) -> Shapes:
    """Reasons that need no repair to be seen, shape (F,); "" for none."""
    types = shapely.get_type_id(shapes)
    reason = np.full(len(shapes), "", dtype=object)
    reason[~np.isin(types, LINE_TYPES if lines else POLYGON_TYPES)] = "geometry_wrong_type"
    reason[shapely.is_empty(shapes)] = "geometry_empty"
    reason[types == -1] = "geometry_null"
    present = reason == ""
    reason[present & ~(np.abs(shapely.bounds(shapes)) < FURTHEST_M).all(axis=1)] = "geometry_not_finite"
    if (reason == "").any():
        # bounds skip NaN inside a ring: look at the coordinates themselves
        points, owner = shapely.get_coordinates(shapes, return_index=True)
        broken = np.unique(owner[~np.isfinite(points).all(axis=1)])
        reason[broken[reason[broken] == ""]] = "geometry_not_finite"
    return reason


def _repaired(shapes: Shapes, usable: Mask, *, lines: bool) -> tuple[Shapes, Mask]:
    repaired = shapes.copy()
    repaired[~usable] = None
    types = shapely.get_type_id(repaired)
    if lines:
        mixed = usable & (types == 7)
        repaired[mixed] = [_only(shape, (1, 5)) for shape in repaired[mixed]]
        return repaired, mixed
    drawn, repaired = repaired, _without_empty_rings(repaired)
    ringless = np.zeros(len(shapes), bool)
    if repaired is not drawn:
        ringless = np.array([a is not b for a, b in zip(drawn, repaired, strict=True)], dtype=bool)
    broken = usable & (~shapely.is_valid(repaired) | (types == 7))
    if broken.any():
        valid = shapely.make_valid(repaired[broken], method="structure", keep_collapsed=False)
        repaired[broken] = [_only(shape, (3, 6)) for shape in valid]
        # parts that share an edge come back as they are: one outline is what is meant
        torn = broken & ~shapely.is_valid(repaired)
        repaired[torn] = [shapely.union_all(shapely.get_parts(shape)) for shape in repaired[torn]]
    return repaired, broken | ringless


def _without_empty_rings(shapes: Shapes) -> Shapes:
    """Polygons without holes that have no corner: they count as valid, yet the geometry engine crashes on them."""
    whole, of_shape = shapely.get_parts(shapes, return_index=True)
    holed = shapely.get_num_interior_rings(whole) > 0
    whole, of_shape = whole[holed], of_shape[holed]
    rings, of_part = shapely.get_rings(whole, return_index=True)
    ill = np.unique(of_shape[of_part[shapely.is_empty(rings)]])
    if not len(ill):
        return shapes
    found = shapes.copy()
    for row in ill.tolist():
        mended = [
            shapely.Polygon(part.exterior, [ring for ring in part.interiors if not ring.is_empty])
            for part in shapely.get_parts(shapes[row])
            if part.geom_type == "Polygon" and not part.is_empty
        ]
        if mended:
            found[row] = mended[0] if len(mended) == 1 else shapely.multipolygons(mended)
    return found


def _only(shape: shapely.Geometry, types: tuple[int, int]) -> shapely.Geometry:
    """Keep the members of a collection that have a single or multi type."""
    if shapely.get_type_id(shape) in types:
        return shape
    members = shapely.get_parts(shapely.get_parts(np.array([shape], dtype=object)))
    members = members[np.isin(shapely.get_type_id(members), types)]
    if not len(members):
        return None
    return shapely.union_all(members)


def repeats(shapes: Shapes) -> Mask:
    """Whether the same shape came before, shape (F,)."""
    keys = pd.Series(shapely.to_wkb(shapely.normalize(shapes)))
    return np.asarray(keys.duplicated().to_numpy(), dtype=bool)


def _fates(shapes: Shapes, repaired: Shapes, reason: Shapes, changed: Mask) -> gpd.GeoDataFrame:
    # holes of a torn shape may add up to more than it
    area_in = np.maximum(np.nan_to_num(shapely.area(shapes)), 0.0)
    area_out = np.nan_to_num(shapely.area(repaired))
    fate = np.where(
        reason != "", Fate.REJECTED.value, np.where(changed, Fate.REPAIRED.value, Fate.ACCEPTED.value)
    )
    detail = np.full(len(shapes), "", dtype=object)
    detail[changed] = [f"{change:+.2f} m²" for change in (area_out - area_in)[changed]]
    columns = {
        "fate": fate.astype(object),
        "reason": np.where(changed, "geometry_repaired", reason),
        "detail": detail,
        "area_in_m2": area_in,
        "area_out_m2": area_out,
    }
    return gpd.GeoDataFrame(columns, geometry=shapes)
