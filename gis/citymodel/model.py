"""What a city model says of a building, before any geometry is reckoned."""

import math
import re
from dataclasses import dataclass, field
from typing import Final

from pyproj import CRS
from pyproj.exceptions import CRSError

Point = tuple[float, float, float]
Ring = list[Point]

GROUND, ROOF, WALL, OTHER = "ground", "roof", "wall", "other"

SURFACES: Final = {
    "GroundSurface": GROUND,
    "RoofSurface": ROOF,
    "WallSurface": WALL,
    "OuterFloorSurface": OTHER,
    "OuterCeilingSurface": OTHER,
    "ClosureSurface": OTHER,
}
"""Kinds of surfaces, CityGML and CityJSON alike."""

ADV_SYSTEMS: Final = {
    # names of the German survey offices (AdV, GeoInfoDok) -> EPSG code
    "ETRS89_UTM31": 25831, "ETRS89_UTM32": 25832, "ETRS89_UTM33": 25833, "DE_DHDN_3GK2": 31466,
    "DE_DHDN_3GK3": 31467, "DE_DHDN_3GK4": 31468, "DE_DHDN_3GK5": 31469,
}  # fmt: skip

_EPSG: Final = re.compile(r"EPSG(?:/|:)+(?:[\d.]*(?:/|:))*(\d{4,6})(?!\d|\.)", re.IGNORECASE)


@dataclass(slots=True)
class Face:
    """A polygon in space: outer ring first; what it is, and in which level of detail."""

    rings: list[Ring]
    surface: str = ""
    """ground, roof, wall, other; "" where the model does not say."""
    lod: str = ""


@dataclass(slots=True)
class Thing:
    """A building or a part of one."""

    id: str
    parent: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    faces: list[Face] = field(default_factory=list)


@dataclass(slots=True)
class CityModel:
    """Everything that is taken of a file."""

    things: list[Thing] = field(default_factory=list)
    system: str = ""
    """Name of the reference system as the file gives it."""
    skipped: dict[str, int] = field(default_factory=dict)
    """What else is in the file, by kind and number."""
    bounds: tuple[float, float, float, float] | None = None
    """xmin, ymin, xmax, ymax as far as the file tells without its shapes."""

    def reach(self, x: float, y: float) -> None:
        """Take a point into the bounds."""
        if not (math.isfinite(x) and math.isfinite(y)):
            return
        west, south, east, north = self.bounds or (x, y, x, y)
        self.bounds = (min(west, x), min(south, y), max(east, x), max(north, y))


def crs_of(name: str) -> CRS | None:
    """Reference system of a name as city models write it; the horizontal one of a compound.

    ``urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783``, ``http://www.opengis.net/def/crs/EPSG/0/7415``,
    ``urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH`` or plain ``EPSG:3301``.
    """
    for known, code in ADV_SYSTEMS.items():
        if known in name.upper():
            return CRS.from_epsg(code)
    found = _EPSG.search(name)
    try:
        return CRS.from_epsg(int(found.group(1))) if found else CRS.from_user_input(name) if name else None
    except CRSError:
        return None
