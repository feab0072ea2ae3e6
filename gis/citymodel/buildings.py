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
from gis.citymodel.model import CityModel, Face, Thing

Numbers = NDArray[np.float64]
Shapes = NDArray[np.object_]

FEET: Final = {"ft": 0.3048, "feet": 0.3048, "foot": 0.3048, "urn:adv:uom:m": 1.0, "cm": 0.01, "mm": 0.001}
ORIENTATIONS: Final = ("n", "e", "s", "w", "h")
FLAT_SHARE: Final = 0.8
"""A roof with more than this of its area level is flat."""
MAIN_SHARE: Final = 0.15
"""Slopes of less than this of a roof do not make its form."""

MEASURED: Final = (
    "measuredHeight", "eaves_height_m", "ridge_height_m", "volume_m3", "wall_area_m2", "roof_area_m2",
    *(f"roof_area_{each}_m2" for each in ORIENTATIONS), "roof_form",
)  # fmt: skip
"""Columns that are reckoned from the faces; a height that is given stays."""


def frame_of(model: CityModel, crs: CRS | None) -> gpd.GeoDataFrame:
    """One row a building, its parts merged into it.

    Returns
    -------
    GeoDataFrame, shape (B,)
        ``gml_id``, attributes as they are called in the model, the columns `MEASURED`, and the
        footprint; None where a building has no faces.
    """
    parts, roots = _families(model.things)
    faces = faces_of([_of_best_level([face for thing in family for face in thing.faces]) for family in parts])
    plain = faces_of([[f for t in family for f in t.faces if f.lod[:1] == "0"] for family in parts])
    measured = _measured(faces, len(parts))
    shapes = _footprints(faces, plain, len(parts))
    table = pd.DataFrame([_attributes(family) for family in parts])
    table.insert(0, "gml_id", pd.Series(roots, dtype=object))
    given = _given_heights(table)
    measured["measuredHeight"] = np.where(given > 0, given, measured["measuredHeight"])
    table = table.drop(columns=[name for name in ("measuredHeight", "measuredHeight_uom") if name in table])
    table = table.assign(**{name: measured[name] for name in MEASURED})
    return gpd.GeoDataFrame(table, geometry=shapes, crs=crs)


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


def _given_heights(table: pd.DataFrame) -> Numbers:
    if "measuredHeight" not in table:
        return np.full(len(table), np.nan)
    height = pd.to_numeric(table["measuredHeight"], errors="coerce").to_numpy(dtype=np.float64)
    if "measuredHeight_uom" in table:
        unit = table["measuredHeight_uom"].fillna("m").str.lower()
        height = height * unit.map(FEET).fillna(1.0).to_numpy(dtype=np.float64)
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
    nothing = np.where(total > 0, 1.0, np.nan)
    found: dict[str, NDArray[np.generic]] = {
        "measuredHeight": top - base,
        "eaves_height_m": eaves - base,
        "ridge_height_m": top - base,
        "volume_m3": volume * nothing,
        "wall_area_m2": np.bincount(owner[wall], area[wall], count) * nothing,
        "roof_area_m2": total * nothing,
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
    azimuth = np.degrees(np.arctan2(east, north)) % 360.0
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


def _footprints(faces: Faces, plain: Faces, count: int) -> Shapes:
    """Ground of each building: drawn as such, else its lowest level faces, else all seen from above."""
    shapes: Shapes = np.full(count, None, dtype=object)
    ground = sorted_out(faces, count)[0]
    above = faces.level > 0.02
    for found, chosen in ((plain, np.ones(len(plain.owner), dtype=bool)), (faces, ground), (faces, above)):
        rows = np.flatnonzero(chosen)
        missing = np.array([shape is None for shape in shapes], dtype=bool)
        rows = rows[missing[found.owner[rows]]]
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
