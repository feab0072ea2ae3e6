"""A layer for a role: picked, read, and with a reference system that fits its coordinates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from gis.account import Remark
from gis.clean import Origin, refuse_kind
from gis.crs import EUROPE, centre, horizontal, is_far_off, is_plausible, parse, short_name
from gis.crs_sense import Hints, Proposal, as_words, country_told, is_elsewhere, position_words, proposals
from gis.delivery import ROLES, FieldChoice
from gis.errors import CrsError, LayerError
from gis.peek import layers_of_role, peek
from gis.read import RawLayer, read_layer

_SRS_NAME: Final = re.compile(rb"""srsName\s*=\s*["']([^"']+)["']""")

Point = tuple[float, float]

TEXTS_LOOKED_AT: Final = 60
"""Rows whose texts may tell the country."""

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


@dataclass(frozen=True, slots=True)
class CrsSense:
    """What a layer says of its reference system, and what else is possible."""

    said: str
    """As the file has it; "" for nothing."""
    verdict: str
    """sure, doubtful, impossible or missing."""
    place: Point | None
    """Latitude and longitude by what the file says [°]."""
    proposals: tuple[Proposal, ...]


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
    if role in ROLES:
        # before anybody is asked where they lie
        refuse_kind(raw.frame.geometry.to_numpy(), Origin(raw.path.name, raw.layer, role))
    middle, size = _middle(raw)
    hints = Hints(country_told(_some_texts(raw.frame)), parcels=role == "parcels")
    system = _system(raw, middle, size, crs, hints)
    if crs and not own_crs and _doubts(system, middle, size, hints):
        chosen = parse(crs)  # the file's word is doubted, and the user has answered
        if is_plausible(chosen, (*middle, *middle), size):
            system = chosen
    raw, middle, noticed = _unswapped(raw, system, middle)
    if not noticed:
        noticed = _doubts(system, middle, size, hints)
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


def sense(path: Path, role: str, layer: str = "", near: Point | None = None) -> CrsSense:
    """Say what a layer tells of its reference system and where else it can belong.

    Parameters
    ----------
    path : Path
    role, layer : str
        As in `load_layer`.
    near : tuple of float, optional
        Latitude and longitude of another layer of the delivery [°].

    Raises
    ------
    gis.errors.SourceError
        If the layer cannot be read.
    """
    return sense_of(read_layer(path, layer or pick_layer(path, role)), role, near)


def sense_of(raw: RawLayer, role: str, near: Point | None = None) -> CrsSense:
    """Say the same of a layer that was read, or of its first rows.

    Raises
    ------
    gis.errors.LayerError
        If it has no shape at all.
    """
    middle, size = _middle(raw)
    hints = Hints(country_told(_some_texts(raw.frame)), near, parcels=role == "parcels")
    found = proposals(middle, size, hints)
    given = _given(raw)
    if given is None:
        return CrsSense("", "missing", None, found)
    if not is_plausible(given, (*middle, *middle), size) and not _is_swapped(given, middle, raw.driver):
        return CrsSense(short_name(given), "impossible", None, found)
    straight = middle[::-1] if _is_swapped(given, middle, raw.driver) else middle
    place = centre(given, (*straight, *straight))
    doubtful = _doubts(given, straight, size, hints)
    return CrsSense(short_name(given), "doubtful" if doubtful else "sure", place, found)


def _doubts(system: CRS, middle: Point, size: float, hints: Hints) -> tuple[Remark, ...]:
    """Remark on a system that is possible and yet leads to a place that nothing else speaks for."""
    place = centre(system, (*middle, *middle))
    area = horizontal(system).area_of_use
    # the zones of the southern half reckon on across the equator: a northing of 15 million is right there
    across = area is not None and area.south <= -70 and EUROPE[0] <= place[0] <= EUROPE[1]
    if is_far_off(system, *place) and not across:
        return (Remark("crs_far_off", "doubts", args={"crs": short_name(system)}),)
    south = area is not None and area.south <= -70 and place[0] < -20
    if not is_elsewhere(place, hints.country) and not south:
        return ()
    found = proposals(middle, size, hints)
    if not found:
        return ()
    args: dict[str, object] = {
        "crs": short_name(system),
        "place": position_words(*place),
        "proposals": as_words(found, 2),
    }
    return (Remark("crs_elsewhere", "doubts", args=args),)


def _some_texts(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Some values of the columns of text: they may tell the country."""
    columns = [
        name for name in frame.columns if frame[name].dtype == object or str(frame[name].dtype) == "str"
    ]
    found = [frame[name].head(TEXTS_LOOKED_AT).dropna() for name in columns if name != "geometry"]
    texts = [value for column in found for value in column if isinstance(value, str)]
    return np.array(texts, dtype=object)


def _given(raw: RawLayer) -> CRS | None:
    """The system that a file names."""
    found = raw.frame.crs if raw.frame.crs is not None or raw.driver != "GML" else named_in_gml(raw.path)
    try:
        return None if found is None else CRS(found)
    except CRSError:  # damaged words: as good as none
        return None


def _system(raw: RawLayer, middle: Point, size: float, override: str, hints: Hints) -> CRS:
    given = _given(raw)
    if given is None:
        if not override:
            found = as_words(proposals(middle, size, hints))
            raise CrsError("crs_missing", proposals=found, **_where(raw))
        given = parse(override)
        if not is_plausible(given, (*middle, *middle), size):
            raise CrsError("crs_implausible", crs=short_name(given), **_where(raw))
        return given
    if is_plausible(given, (*middle, *middle), size) or _is_swapped(given, middle, raw.driver):
        return given
    if override and is_plausible(parse(override), (*middle, *middle), size):
        return parse(override)
    found = as_words(proposals(middle, size, hints))
    raise CrsError("crs_impossible", crs=short_name(given), proposals=found, **_where(raw))


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
