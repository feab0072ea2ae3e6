"""Buildings of a city model as rows: footprint, heights, roofs by orientation, attributes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gis.citymodel.faces import LEVEL, Faces, faces_of, sorted_out
from gis.citymodel.metres import to_metres
from gis.citymodel.model import CityModel, Face, Thing

Numbers = NDArray[np.float64]
Shapes = NDArray[np.object_]

FEET: Final = {"ft": 0.3048, "feet": 0.3048, "foot": 0.3048, "urn:adv:uom:m": 1.0, "cm": 0.01, "mm": 0.001}
ORIENTATIONS: Final = ("n", "e", "s", "w", "h")
FLAT_SHARE: Final = 0.8
"""A roof with more than this of its area level is flat."""
LOW_LEVELS: Final = ("0", "0r", "1", "1.0", "1.1", "1.2", "1.3")
"""Levels of detail that have no modelled roof."""
MAIN_SHARE: Final = 0.15
"""Slopes of less than this of a roof do not make its form."""

WEIGHTED: Final = ("measuredHeight", "eaves_height_m", "ridge_height_m", "roof_slope_deg", "roof_modelled")
"""Columns of which a building has the mean of its parts; of the others it has the sum."""

MEASURED: Final = (
    "measuredHeight", "eaves_height_m", "ridge_height_m", "volume_m3", "wall_area_m2", "roof_slope_deg", "roof_modelled", "roof_area_m2",
    *(f"roof_area_{each}_m2" for each in ORIENTATIONS), "roof_form",
)  # fmt: skip
"""Columns that are reckoned from the faces; a height that is given stays."""


def frame_of(model: CityModel, crs: CRS | None) -> gpd.GeoDataFrame:
    """One row a building, its parts merged into it.

    Every part is reckoned by itself, from its own ground up and in its own best level of
    detail: parts on a slope, or modelled by different hands, add up to the building. Degrees
    are brought to metres first.

    Returns
    -------
    GeoDataFrame, shape (B,)
        ``gml_id``, attributes as they are called in the model, the columns `MEASURED`, and the
        footprint; None where a building has no faces.
    """
    families, roots = _families(model.things)
    things = [thing for family in families for thing in family]
    owner = np.repeat(np.arange(len(families)), [len(family) for family in families])
    crs = to_metres(model, crs)
    faces = faces_of([_of_best_level(thing.faces) for thing in things])
    drawn = faces_of([[face for face in thing.faces if face.lod[:1] == "0"] for thing in things])
    shapes = _footprints(faces, drawn, len(things))
    measured = _measured(faces, len(things))
    given = _given_heights(things)
    measured["measuredHeight"] = np.where(given > 0, given, measured["measuredHeight"])
    whole = _whole(measured, np.nan_to_num(shapely.area(shapes)), owner, len(families))
    own = _given_heights([family[0] for family in families])
    whole["measuredHeight"] = np.where(own > 0, own, whole["measuredHeight"])
    table = pd.DataFrame([_attributes(family) for family in families])
    table.insert(0, "gml_id", pd.Series(roots, dtype=object))
    table = table.drop(columns=[name for name in ("measuredHeight", "measuredHeight_uom") if name in table])
    table = table.assign(**{name: whole[name] for name in MEASURED})
    return gpd.GeoDataFrame(table, geometry=_joined(shapes, owner, len(families)), crs=crs)


def _whole(
    parts: dict[str, NDArray[np.generic]], area: Numbers, owner: NDArray[np.int64], count: int
) -> dict[str, NDArray[np.generic]]:
    """Areas and volumes of parts added up, heights weighted by their footprints, shape (B,)."""
    found: dict[str, NDArray[np.generic]] = {}
    for name, values in parts.items():
        if name == "roof_form":
            continue
        numbers = np.asarray(values, dtype=np.float64)
        known = np.isfinite(numbers)
        weight = np.where(known, np.maximum(area, 1e-9) if name in WEIGHTED else 1.0, 0.0)
        total = np.bincount(owner, np.where(known, numbers, 0.0) * weight, count)
        share = np.bincount(owner, weight, count)
        if name in WEIGHTED:
            total = np.divide(total, share, out=np.full(count, np.nan), where=share > 0)
        found[name] = np.where(share > 0, total, np.nan)
    roofs = np.column_stack([np.nan_to_num(found[f"roof_area_{each}_m2"]) for each in ORIENTATIONS])
    found["roof_form"] = _form(roofs)
    return found


def _joined(shapes: Shapes, owner: NDArray[np.int64], count: int) -> Shapes:
    """Footprints of the parts of each building as one, shape (B,)."""
    found: Shapes = np.full(count, None, dtype=object)
    known = np.flatnonzero(~shapely.is_missing(shapes))
    if len(known):
        _fill(found, shapes[known], owner[known])
    return found


def _families(things: Sequence[Thing]) -> tuple[list[list[Thing]], list[str]]:
    """Buildings with all their parts, in file order, and their ids."""
    by_id = {thing.id: thing for thing in things}
    families: dict[str, list[Thing]] = {}
    for thing in things:
        root, steps = thing, 0
        while root.parent and root.parent in by_id and steps < 20:
            root, steps = by_id[root.parent], steps + 1
        families.setdefault(root.id, []).append(thing)
    return list(families.values()), list(families)


def _of_best_level(faces: list[Face]) -> list[Face]:
    """Faces of the level that says most of the outside: 2, else 3 with its openings, else 1."""
    levels = {face.lod for face in faces if face.lod[:1] != "0"}
    for wanted in ("2", "3", "1", ""):
        fits = sorted(level for level in levels if level[:1] == wanted)
        if fits:
            chosen = [face for face in faces if face.lod == fits[-1]]
            named = [face for face in chosen if face.surface]
            return named or chosen
    return []


def _attributes(family: Sequence[Thing]) -> dict[str, str]:
    """What is said of the building, else of its parts; floors of the highest part."""
    found: dict[str, str] = {}
    for thing in family:
        for name, value in thing.attributes.items():
            found.setdefault(name, value)
    floors = [thing.attributes.get("storeysAboveGround", "") for thing in family]
    known = [int(each) for each in floors if each.isdigit()]
    if known:
        found["storeysAboveGround"] = str(max(known))
    return found


def _given_heights(things: Sequence[Thing]) -> Numbers:
    """Heights that the model states, in metres; NaN where it does not."""
    said = pd.Series([thing.attributes.get("measuredHeight", "") for thing in things], dtype=object)
    unit = pd.Series([thing.attributes.get("measuredHeight_uom", "m").lower() for thing in things])
    height = pd.to_numeric(said, errors="coerce") * unit.map(FEET).fillna(1.0)
    return np.where(height > 0, height, np.nan)


def _measured(faces: Faces, count: int) -> dict[str, NDArray[np.generic]]:
    """Heights [m], areas [m²], volume [m³] and roof form of each building, shape (B,) each."""
    ground, roof, wall = sorted_out(faces, count)
    area, owner = faces.area, faces.owner
    base = _least(owner, np.where(ground, faces.low, np.nan), count)
    base = np.where(np.isfinite(base), base, _least(owner, faces.low, count))
    top = -_least(owner, -faces.high, count)
    eaves = _least(owner, np.where(roof, faces.low, np.nan), count)
    side = np.where(faces.level > LEVEL, 4, _quarter(faces.normal))
    roofs = np.zeros((count, 5))
    np.add.at(roofs, (owner[roof], side[roof]), area[roof])
    plan = np.abs(faces.normal[:, 2])
    volume = np.bincount(owner[roof], (faces.space - plan * base[owner])[roof], count)
    total = roofs.sum(axis=1)
    # the block of a lower level of detail has a lid, which is no roof that anybody measured
    modelled = np.zeros(count, dtype=bool)
    modelled[owner[roof & np.isin(faces.lod, LOW_LEVELS, invert=True)]] = True
    nothing = np.where(total > 0, 1.0, np.nan)
    tilted = roof & (side < 4)
    slanting = np.bincount(owner[tilted], area[tilted], count)
    flat = np.bincount(owner[tilted], plan[tilted], count)
    share = np.divide(flat, slanting, out=np.ones(count), where=slanting > 0)
    found: dict[str, NDArray[np.generic]] = {
        "measuredHeight": top - base,
        "eaves_height_m": eaves - base,
        "ridge_height_m": top - base,
        "volume_m3": volume * nothing,
        "wall_area_m2": np.bincount(owner[wall], area[wall], count) * nothing,
        "roof_area_m2": total * nothing,
        "roof_slope_deg": np.degrees(np.arccos(np.clip(share, 0.0, 1.0))) * nothing,
        "roof_modelled": modelled * nothing,
        "roof_form": _form(roofs),
    }
    for place, name in enumerate(ORIENTATIONS):
        found[f"roof_area_{name}_m2"] = roofs[:, place] * nothing
    return found


def _least(owner: NDArray[np.int64], values: Numbers, count: int) -> Numbers:
    """Least value of each building, NaN for none."""
    least = np.full(count, np.inf)
    known = np.isfinite(values)
    np.minimum.at(least, owner[known], values[known])
    return np.where(np.isfinite(least), least, np.nan)


def _quarter(normal: Numbers) -> NDArray[np.int64]:
    """Quarter of the compass that a face looks to: 0 north, 1 east, 2 south, 3 west."""
    up = np.where(normal[:, 2:] < 0, -1.0, 1.0)
    east, north = (normal[:, :2] * up).T
    azimuth = np.nan_to_num(np.degrees(np.arctan2(east, north)) % 360.0)  # of broken corners there is none
    return np.asarray(((azimuth + 45.0) // 90.0) % 4, dtype=np.int64)


def _form(roofs: Numbers) -> Shapes:
    """Flat, gabled, hipped, shed or other, by the shares of level and of each quarter; "" for none."""
    total = roofs.sum(axis=1)
    share = np.divide(roofs, total[:, None], out=np.zeros_like(roofs), where=total[:, None] > 0)
    sides = share[:, :4] > MAIN_SHARE
    count = sides.sum(axis=1)
    opposite = (sides[:, 0] & sides[:, 2]) | (sides[:, 1] & sides[:, 3])
    rules = [total == 0, share[:, 4] > FLAT_SHARE, count == 4, (count == 2) & opposite, count == 1]
    return np.select(rules, ["", "flat", "hipped", "gabled", "shed"], "other").astype(object)


def _footprints(faces: Faces, drawn: Faces, count: int) -> Shapes:
    """Ground of each part: drawn as such, else its lowest level faces, else its eaves, else all seen from above."""
    shapes: Shapes = np.full(count, None, dtype=object)
    eaves = drawn.lod == "0r"
    steps = (
        (drawn, ~eaves),
        (faces, sorted_out(faces, count)[0]),
        (drawn, eaves),
        (faces, (faces.level > 0.02) | ~faces.sound),
    )
    for found, chosen in steps:
        # half a footprint would be a smaller building: a broken face leaves the whole one to the next step
        usable = shapely.is_missing(shapes)
        usable[found.owner[chosen & ~found.sound]] = False
        rows = np.flatnonzero(chosen)
        rows = rows[usable[found.owner[rows]]]
        if len(rows):
            _fill(shapes, found.polygons(rows), found.owner[rows])
    return shapes


def _fill(shapes: Shapes, polygons: Shapes, owner: NDArray[np.int64]) -> None:
    """Put the union of each building's polygons into its place."""
    order = np.argsort(owner, kind="stable")
    owner, polygons = owner[order], polygons[order]
    starts = np.r_[np.flatnonzero(np.r_[True, np.diff(owner) > 0]), len(owner)]
    for first, last in pairwise(starts):
        if last - first == 1:
            shapes[owner[first]] = polygons[first]
        else:
            joined = shapely.union_all(shapely.make_valid(polygons[first:last]), grid_size=0.001)
            shapes[owner[first]] = joined if not joined.is_empty else None
