"""What is in a file, before anything is read: layers, fields, reference system, extent, role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gis.profiles import BUILDING_SIGNS, PARCEL_SIGNS, PART_COLUMNS, PART_SIGNS, plain
from gis.read import describe_layers

Bounds = tuple[float, float, float, float]

NO_ROLE: Final = r"zoning|tessellation|other.?constr|othercons"
"""Layers that come with buildings and are none."""

NAME_SIGNS: Final = (
    # first match wins; "" are layers of a district that play no role
    ("", NO_ROLE + r"|surround|address|adress|\bad\b"),
    ("blocks", r"(^|[\W_\d])blocks?($|[\W_\d])|manzana|baubl[oö]ck|kvartal"),
    ("parts", r"building.?part|bu.?part|edificio.?parte"),
    ("parcels", r"parcel|parzel|plot|cadastral|kataster|katastri|cestic|jordstykke|particel|flurst|imot"),
    ("streets", r"street|road|stra(ß|ss)e|strade|calle|\bvias?\b|vej(e|midte)?\b|teed\b|ulice|highway"),
    (
        "buildings",
        r"building|bldg|bygning|hoone|edific|gebaeude|gebäude|geb(a|ä)ud|pand\b|zone|footprint|budov|sgrad",
    ),
)
"""Words of layer and file names by role."""


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """One layer of a file."""

    name: str
    geometry_type: str
    """GDAL's word: Polygon, MultiPolygon Z, LineString, Unknown, ... or "" without geometry."""
    features: int
    """-1 where the format does not say without reading all."""
    fields: tuple[str, ...]
    crs: str | None
    bounds: Bounds | None

    @property
    def is_lines(self) -> bool:
        """Whether the layer holds lines."""
        return "LineString" in self.geometry_type

    @property
    def may_be_polygons(self) -> bool:
        """Whether the layer holds, or may hold, polygons."""
        return "Polygon" in self.geometry_type or self.geometry_type.split(" ")[0] in (
            "Unknown",
            "GeometryCollection",
            "MultiSurface",
            "CurvePolygon",
        )


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A file and its layers."""

    path: Path
    driver: str
    layers: tuple[LayerInfo, ...]


def peek(path: Path) -> SourceInfo:
    """List the layers of a file.

    Raises
    ------
    gis.errors.SourceError
        If the file is missing, of another format, truncated or unreadable.
    """
    path = Path(path)
    kind, described = describe_layers(path)
    return SourceInfo(path, kind, tuple(_layer(each) for each in described))


def guess_role(layer: LayerInfo, file_name: str = "") -> str:
    """Guess what a layer is for from its name, geometry and fields.

    Returns
    -------
    str
        One of `gis.delivery.ROLES`, or ``""`` when it is none of them or unclear.
    """
    if layer.is_lines:
        return "streets"
    if not layer.may_be_polygons:
        return ""
    fields = {plain(name) for name in layer.fields}
    for role, signs in (("parcels", PARCEL_SIGNS), ("parts", PART_SIGNS), ("buildings", BUILDING_SIGNS)):
        if any(group <= fields for group in signs):
            return role if not _is_named_otherwise(layer, file_name) else ""
    for name in (layer.name, Path(file_name).stem):
        for role, pattern in NAME_SIGNS:
            if re.search(pattern, name.casefold()):
                return _fitting(role, fields)
    return ""


def _fitting(role: str, fields: set[str]) -> str:
    """Roles by a name that the fields do not bear out: streets are lines, and parts have floors."""
    if role == "streets":
        return ""
    if role == "parts" and fields and not fields & set(PART_COLUMNS["floors"]):
        return "buildings"
    return role


def plays_no_role(layer: LayerInfo, file_name: str = "") -> bool:
    """Whether a layer is known to be neither buildings nor anything else of a district."""
    return any(re.search(NO_ROLE, name.casefold()) for name in (layer.name, Path(file_name).stem))


def layers_of_role(layers: Sequence[LayerInfo], role: str, file_name: str) -> tuple[LayerInfo, ...]:
    """Layers that seem made for a role; a single usable layer of a file serves when none does."""
    found = tuple(layer for layer in layers if guess_role(layer, file_name) == role)
    if found:
        return found
    usable = tuple(layer for layer in layers if layer.is_lines == (role == "streets") and layer.geometry_type)
    return usable if len(usable) == 1 else ()


def _is_named_otherwise(layer: LayerInfo, file_name: str) -> bool:
    ignored = NAME_SIGNS[0][1]
    return any(re.search(ignored, name.casefold()) for name in (layer.name, Path(file_name).stem))


def _layer(described: dict[str, Any]) -> LayerInfo:
    bounds = described.get("total_bounds")
    return LayerInfo(
        name=str(described["layer_name"]),
        geometry_type=str(described["geometry_type"] or ""),
        # a damaged head counts below zero; how many there are shows when they are read
        features=max(int(described["features"]), 0),
        fields=tuple(str(field) for field in described["fields"]),
        crs=described["crs"],
        bounds=None if bounds is None else (bounds[0], bounds[1], bounds[2], bounds[3]),
    )
