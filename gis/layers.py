"""A layer for a role: picked, read, and with a reference system that fits its coordinates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from gis.account import Remark
from gis.crs import EUROPE, centre, horizontal, is_far_off, is_plausible, parse, short_name
from gis.delivery import FieldChoice
from gis.errors import CrsError, LayerError
from gis.peek import layers_of_role, peek
from gis.read import RawLayer, read_layer

_SRS_NAME: Final = re.compile(rb"""srsName\s*=\s*["']([^"']+)["']""")

Point = tuple[float, float]

AREA_MARGIN: Final = 2.0
"""How far outside its area of use a reference system may still be meant [°]."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A raw layer with a role and a reference system."""

    role: str
    raw: RawLayer
    crs: CRS
    middle: Point
    """Median position of its features in ``crs``."""
    remarks: tuple[Remark, ...]
    fields: Mapping[str, FieldChoice] = field(default_factory=dict)
    """The user's choice of columns, by canonical one."""

    @property
    def frame(self) -> gpd.GeoDataFrame:
        """Features as read, in ``crs``."""
        return self.raw.frame


def load_layer(
    path: Path, role: str, layer: str = "", crs: str = "", *, own_crs: str = "", encoding: str = ""
) -> Layer:
    """Read the layer of a file that serves a role.

    Parameters
    ----------
    path : Path
    role : str
        One of `gis.delivery.ROLES`, or another word for layers outside a district.
    layer : str
        Name of the layer; guessed when empty.
    crs : str
        Taken where the file names none or one that cannot be.
    own_crs : str
        Taken whatever the file says: the user looked at it.
    encoding : str
        Of the texts, by the user's choice.

    Raises
    ------
    gis.errors.SourceError
    """
    raw = read_layer(path, layer or pick_layer(path, role), encoding)
    if own_crs:
        raw = replace(raw, frame=raw.frame.set_crs(parse(own_crs), allow_override=True))
    middle, size = _middle(raw)
    system = _system(raw, middle, size, crs)
    raw, middle, noticed = _unswapped(raw, system, middle)
    if not noticed and is_far_off(system, *centre(system, (*middle, *middle))):
        noticed = (Remark("crs_far_off", "doubts", args={"crs": short_name(system)}),)
    found = tuple(replace(each, args={**each.args, **_where(raw)}) for each in (*raw.remarks, *noticed))
    return Layer(role, raw, system, middle, found)


def named_in_gml(path: Path) -> CRS | None:
    """Find the reference system that a GML file names in its shapes, where it is always the same one."""
    names = {match.group(1) for match in _SRS_NAME.finditer(path.read_bytes())}
    if len(names) != 1:
        return None
    try:
        return CRS.from_user_input(names.pop().decode("ascii", errors="replace"))
    except CRSError:
        return None


def pick_layer(path: Path, role: str) -> str:
    """Name the layer of a file that serves a role.

    Raises
    ------
    LayerError
        If several layers may be meant, or none.
    """
    source = peek(path)
    if not source.layers:
        raise LayerError("layer_empty", source=path.name, layer=path.stem)
    if len(source.layers) == 1:
        return source.layers[0].name
    found = layers_of_role(source.layers, role, path.name)
    if not found:
        names = ", ".join(layer.name for layer in source.layers)
        raise LayerError("layer_unclear", source=path.name, role=role, layers=names)
    return found[0].name


def _where(raw: RawLayer) -> dict[str, object]:
    return {"source": raw.path.name, "layer": raw.layer}


def _middle(raw: RawLayer) -> tuple[Point, float]:
    """Median position and median width of the features."""
    bounds = shapely.bounds(raw.frame.geometry.to_numpy())
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        raise LayerError("layer_without_geometry", **_where(raw))
    # the median, because one stray coordinate must not move the whole layer
    middle = (float(np.median(bounds[:, 0::2])), float(np.median(bounds[:, 1::2])))
    return middle, float(np.median((bounds[:, 2:] - bounds[:, :2]).max(axis=1)))


def _system(raw: RawLayer, middle: Point, size: float, override: str) -> CRS:
    given = raw.frame.crs if raw.frame.crs is not None or raw.driver != "GML" else named_in_gml(raw.path)
    if given is None:
        if not override:
            raise CrsError("crs_missing", **_where(raw))
        given = parse(override)
        if not is_plausible(given, (*middle, *middle), size):
            raise CrsError("crs_implausible", crs=short_name(given), **_where(raw))
        return given
    given = CRS(given)
    if is_plausible(given, (*middle, *middle), size) or _is_swapped(given, middle, raw.driver):
        return given
    if override and is_plausible(parse(override), (*middle, *middle), size):
        return parse(override)
    raise CrsError("crs_implausible", crs=short_name(given), **_where(raw))


def _unswapped(raw: RawLayer, system: CRS, middle: Point) -> tuple[RawLayer, Point, tuple[Remark, ...]]:
    if not _is_swapped(system, middle, raw.driver):
        return raw, middle, ()
    frame = raw.frame.copy()
    frame.geometry = shapely.transform(frame.geometry.to_numpy(), lambda points: points[:, ::-1])
    return replace(raw, frame=frame), (middle[1], middle[0]), (Remark("axes_swapped", "doubts"),)


def _is_swapped(system: CRS, middle: Point, driver: str) -> bool:
    """Whether the coordinates only make sense with their axes exchanged."""
    area = horizontal(system).area_of_use
    if area is None:
        return False
    box = (area.south, area.north, area.west, area.east)
    if driver == "GML" and box == (-90.0, 90.0, -180.0, 180.0):
        box = EUROPE  # the world does not tell; GML is where the order of axes goes wrong
    straight, crossed = _lies_in(system, middle, box), _lies_in(system, (middle[1], middle[0]), box)
    return crossed and not straight


def _lies_in(system: CRS, point: Point, box: tuple[float, float, float, float]) -> bool:
    lat, lon = centre(system, (*point, *point))
    south, north, west, east = box
    if west > east:  # across the date line
        return False
    return (
        south - AREA_MARGIN <= lat <= north + AREA_MARGIN and west - AREA_MARGIN <= lon <= east + AREA_MARGIN
    )
