"""CityJSON 2.0: blocks of footprint and height (LoD1) with what is known of each building."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gis.account import Remark
from gis.atomic import replacing
from gis.handover.layer import Origin

SCALE_M: Final = 0.001
"""Whole numbers of the file stand for so much [m]."""
SURFACES: Final = ("GroundSurface", "RoofSurface", "WallSurface")

Ring = list[int]


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """Buildings with their heights, and words of extensions.

    Attributes
    ----------
    frame : GeoDataFrame, shape (B,)
        Footprints in a metric CRS; the index is the id.
    height_m : ndarray, shape (B,)
        NaN where it is not known [m].
    attributes : sequence of mapping, length B
    """

    frame: gpd.GeoDataFrame
    height_m: NDArray[np.float64]
    attributes: Sequence[Mapping[str, Any]]
    objects: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Further objects, of extensions."""
    extensions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    members: Mapping[str, Any] = field(default_factory=dict)
    """Further members of the whole, of extensions."""


class _Corners:
    """Points of all buildings, each once, as whole numbers from the corner of the district."""

    def __init__(self, shift: NDArray[np.float64]) -> None:
        self.found: dict[tuple[int, int, int], int] = {}
        self._shift = shift

    def ring(self, points: NDArray[np.float64]) -> list[tuple[int, int]]:
        """A closed ring as whole numbers, points that fall together left out."""
        whole = np.round((points[:-1] - self._shift) / SCALE_M).astype(np.int64).tolist()
        apart = [tuple(one) for place, one in enumerate(whole) if one != whole[place - 1]]
        return [(x, y) for x, y in apart]

    def at(self, flat: Sequence[tuple[int, int]], height: int) -> Ring:
        """Places of a ring's corners at a height."""
        return [self.found.setdefault((x, y, height), len(self.found)) for x, y in flat]


def write_cityjson(city: City, path: Path, origin: Origin) -> tuple[Remark, ...]:
    """Write buildings as closed blocks that stand on height zero, with their walls, roof and ground named.

    A building of several pieces has a part for each. Where no height is known there is the footprint alone.

    Parameters
    ----------
    city : City
    path : Path
        The ``.city.json``.
    origin : Origin

    Returns
    -------
    tuple of Remark
        Buildings without height.

    Raises
    ------
    WriteError
        If nothing can be written.
    """
    shapes = shapely.orient_polygons(city.frame.geometry.to_numpy(), exterior_cw=False)
    bounds = np.asarray(city.frame.total_bounds, dtype=np.float64)
    shift = np.floor(np.nan_to_num(bounds[:2]))
    corners, things = _Corners(shift), dict[str, Any]()
    taken = frozenset(city.frame.index.astype(str))
    for name, shape, height, told in zip(
        city.frame.index.astype(str), shapes, city.height_m.tolist(), city.attributes, strict=True
    ):
        things |= _building(name, shape, height, told, corners, taken)
    things |= city.objects
    tops = np.array([point[2] for point in corners.found] or [0]) * SCALE_M
    whole: dict[str, Any] = {
        "type": "CityJSON",
        "version": "2.0",
        **({"extensions": dict(city.extensions)} if city.extensions else {}),
        "metadata": _metadata(city, origin, [*bounds[:2], 0.0, *bounds[2:], float(tops.max())]),
        "transform": {"scale": [SCALE_M] * 3, "translate": [*shift.tolist(), 0.0]},
        **city.members,
        "CityObjects": things,
        "vertices": list(corners.found),
    }
    with replacing(path) as draft:
        draft.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    unknown = city.frame.index[~(city.height_m > 0)].astype(str)
    return (Remark("export_without_height", "notes", tuple(unknown)),) if len(unknown) else ()


def _metadata(city: City, origin: Origin, extent: Sequence[float]) -> dict[str, Any]:
    code = CRS(city.frame.crs).to_epsg()
    system = {"referenceSystem": f"https://www.opengis.net/def/crs/EPSG/0/{code}"} if code else {}
    around = {"geographicalExtent": list(map(float, extent))} if np.isfinite(extent).all() else {}
    return {"title": origin.title, **system, **around, "sources": origin.line, "origin": dict(origin.facts)}


def _building(
    name: str, shape: Any, height: float, told: Mapping[str, Any], corners: _Corners, taken: frozenset[str]
) -> dict[str, dict[str, Any]]:
    """A building, or one with its parts."""
    pieces = [_geometry(piece, height, corners) for piece in shapely.get_parts(shape)] if shape else []
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return {name: {"type": "Building", "attributes": dict(told), "geometry": pieces}}
    mark = "-"
    while any(f"{name}{mark}{number}" in taken for number in range(1, len(pieces) + 1)):
        mark += "-"
    parts = {
        f"{name}{mark}{number}": {"type": "BuildingPart", "parents": [name], "geometry": [piece]}
        for number, piece in enumerate(pieces, 1)
    }
    return {name: {"type": "Building", "attributes": dict(told), "children": list(parts)}, **parts}


def _geometry(piece: Any, height: float, corners: _Corners) -> dict[str, Any]:
    """A polygon as a closed block, or as its footprint where the height is not known; empty for a sliver."""
    rings = [corners.ring(shapely.get_coordinates(ring)) for ring in (piece.exterior, *piece.interiors)]
    if len(rings[0]) < 3:
        return {}
    rings = [ring for ring in rings if len(ring) > 2]
    top = round(height / SCALE_M) if height > 0 else 0
    below = [corners.at(ring[::-1], 0) for ring in rings]
    if top <= 0:
        flat = [[ring[::-1] for ring in below]]
        return {"type": "MultiSurface", "lod": "0", "boundaries": flat}
    above = [corners.at(ring, top) for ring in rings]
    walls = [_wall(ring, place, top, corners) for ring in rings for place in range(len(ring))]
    kinds = [{"type": kind} for kind in SURFACES]
    return {
        "type": "Solid",
        "lod": "1",
        "boundaries": [[below, above, *walls]],
        "semantics": {"surfaces": kinds, "values": [[0, 1, *[2] * len(walls)]]},
    }


def _wall(ring: Sequence[tuple[int, int]], place: int, top: int, corners: _Corners) -> list[Ring]:
    """The wall over one side: material lies to the left of a ring, so it looks to the right."""
    side = (ring[place - 1], ring[place])
    return [[*corners.at(side, 0), *corners.at(side[::-1], top)]]
