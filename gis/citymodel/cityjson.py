"""CityJSON 1.0 to 2.0 and its text sequences: buildings, their attributes and polygons."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from gis.citymodel.model import SURFACES, CityModel, Face, Ring, Thing
from gis.errors import SourceError

BUILDINGS: Final = frozenset({"Building", "BuildingPart", "BuildingUnit", "BuildingStorey"})
DEPTH: Final = {"MultiSurface": 1, "CompositeSurface": 1, "Solid": 2, "MultiSolid": 3, "CompositeSolid": 3}
"""Lists around each surface, by type of geometry."""

_ERRORS: Final = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError, OverflowError)


def scan_json(path: Path, *, shapes: bool = True) -> CityModel:
    """Read the buildings of a CityJSON file; without their polygons where only a look is wanted.

    Raises
    ------
    SourceError
        If it is damaged or no CityJSON.
    """
    model = CityModel()
    head: Mapping[str, Any] = {}
    try:
        for each in _objects(path):
            if each["type"] == "CityJSON":
                head = each
                model.system = model.system or _system(each)
            _take(model, each, head, shapes=shapes)
    except _ERRORS as fault:
        said = (str(fault) or type(fault).__name__).splitlines()[0]
        raise SourceError("file_damaged", source=path.name, reason=said) from fault
    return model


def _objects(path: Path) -> Iterator[Mapping[str, Any]]:
    """The one object of a file, or one a line of a sequence."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        yield json.loads(text)
    except json.JSONDecodeError as fault:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or "Extra data" not in fault.msg:
            raise
        for line in lines:
            yield json.loads(line)


def _system(model: Mapping[str, Any]) -> str:
    found = (model.get("metadata") or {}).get("referenceSystem", "")
    if isinstance(found, Mapping):
        authority, code = found.get("authority", "EPSG"), found.get("code", "")
        return f"{authority}:{code}" if code else ""
    return str(found)


def _take(model: CityModel, each: Mapping[str, Any], head: Mapping[str, Any], *, shapes: bool) -> None:
    transform = each.get("transform") or head.get("transform") or {}
    scale, shift = transform.get("scale", (1, 1, 1)), transform.get("translate", (0, 0, 0))
    corners = np.asarray(each["vertices"], dtype=np.float64).reshape(-1, 3)[:, :2]
    if len(corners):
        for x, y in (corners.min(axis=0), corners.max(axis=0)):
            model.reach(float(x * scale[0] + shift[0]), float(y * scale[1] + shift[1]))
    points = [
        (p[0] * scale[0] + shift[0], p[1] * scale[1] + shift[1], p[2] * scale[2] + shift[2])
        for p in (each["vertices"] if shapes else ())
    ]
    for name, found in each["CityObjects"].items():
        kind = str(found["type"])
        if kind not in BUILDINGS:
            model.skipped[kind] = model.skipped.get(kind, 0) + 1
            continue
        parents = found.get("parents") or ()
        thing = Thing(str(name), str(parents[0]) if parents else "")
        thing.attributes = {
            str(key): str(value)
            for key, value in (found.get("attributes") or {}).items()
            if value is not None and not isinstance(value, (dict, list))
        }
        for address in (found.get("address") or ())[:1]:
            thing.attributes |= {f"address_{k}": str(v) for k, v in address.items() if isinstance(v, str)}
        for geometry in found.get("geometry") or () if shapes else ():
            if geometry["type"] in DEPTH:
                thing.faces += _faces(geometry, points)
        model.things.append(thing)


def _faces(geometry: Mapping[str, Any], points: list[tuple[float, float, float]]) -> Iterator[Face]:
    depth, lod = DEPTH[geometry["type"]], str(geometry.get("lod", ""))
    semantics = geometry.get("semantics") or {}
    kinds = [SURFACES.get(str(each["type"]), "other") for each in semantics.get("surfaces", ())]
    surfaces = list(_flat(geometry["boundaries"], depth))
    values = list(_flat(semantics.get("values") or (), depth))
    if len(values) != len(surfaces):
        values = [None] * len(surfaces)
    for surface, value in zip(surfaces, values, strict=True):
        rings: list[Ring] = [[_point(points, place) for place in ring] for ring in surface]
        rings = [ring for ring in rings if len(ring) >= 3]
        if rings:
            yield Face(rings, kinds[value] if isinstance(value, int) else "", lod)


def _point(points: list[tuple[float, float, float]], place: int) -> tuple[float, float, float]:
    if place < 0:
        raise IndexError(f"vertex {place}")
    return points[place]


def _flat(nested: Any, depth: int) -> Iterator[Any]:
    """Members of lists within lists; a missing list stands for nothing."""
    for each in nested:
        if depth == 1 or each is None:
            yield each
        else:
            yield from _flat(each, depth - 1)
