"""Reference systems: choose the metric one of a place and bring shapes into it. pyproj decides alone."""

import math
from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Proj, Transformer
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import AreaOfInterest

from gis.errors import CrsError

SCALE_TOLERANCE: Final = 0.002
"""A projection is taken for metric where area and length scale differ from 1 by less than this."""

NATIONAL: Final = (
    # south, north, west, east, EPSG code (EPSG Geodetic Parameter Dataset), name
    (57.4, 59.8, 21.6, 28.3, 3301),  # Estonian Coordinate System of 1997
    (48.5, 51.1, 12.0, 18.9, 5514),  # S-JTSK / Krovak East North, Czechia
    (41.2, 44.3, 22.3, 28.7, 7801),  # BGS2005 / CCS2005, Bulgaria
    (27.5, 29.5, -18.2, -18.0, 4082),  # REGCAN95 / UTM zone 27N, El Hierro
    (27.5, 29.5, -18.0, -13.3, 4083),  # REGCAN95 / UTM zone 28N, Canary Islands
    (43.5, 46.6, 6.6, 12.0, 7791),  # RDN2008 / UTM zone 32N (E-N), Italy
    (38.8, 43.5, 8.0, 12.0, 7791),
    (36.5, 46.5, 12.0, 13.8, 7792),  # RDN2008 / UTM zone 33N (E-N), Italy
    (36.5, 42.5, 13.8, 18.0, 7792),
    (39.5, 40.7, 18.0, 18.6, 7793),  # RDN2008 / UTM zone 34N (E-N), Salento
)
"""National metric systems by rectangle of latitude and longitude [°], first match wins."""

EUROPE: Final = (34.0, 72.0, -18.0, 46.0)
"""Rectangle in which ETRS89 / UTM (EPSG:25828 to 25838) is used by default [°]."""

FAR_OFF_DEGREES: Final = 5.0
"""A position further outside the area of use than this was not meant for the system [°]."""

DEGREE_SIZE: Final = 0.1
"""A typical feature narrower than this, at coordinates below 180, is drawn in degrees."""

Bounds = Sequence[float]


def parse(text: str) -> CRS:
    """Read a reference system that the user named.

    Raises
    ------
    CrsError
        If nothing is known by that name.
    """
    try:
        return CRS.from_user_input(text)
    except CRSError as error:
        raise CrsError("crs_unknown", crs=text) from error


def horizontal(crs: CRS) -> CRS:
    """Return the horizontal part of a compound system, else the system itself."""
    flat = CRS(crs.sub_crs_list[0]) if crs.is_compound else crs
    flat = flat.source_crs if flat.is_bound and flat.source_crs is not None else flat
    return CRS(flat.to_2d())


def centre(crs: CRS, bounds: Bounds) -> tuple[float, float]:
    """Latitude and longitude of the middle of bounds (x, y) in a system [°]."""
    west, south, east, north = bounds
    flat = horizontal(crs)
    base = flat.geodetic_crs
    if base is None:
        raise CrsError("crs_unknown", crs=crs.name)
    lon, lat = way_to(flat, base).transform((west + east) / 2, (south + north) / 2)
    return float(lat), float(lon)


def is_plausible(crs: CRS, bounds: Bounds, size: float = 0.0) -> bool:
    """Whether coordinates can be of the system: degrees within the globe, metres not taken for them.

    Parameters
    ----------
    crs : CRS
    bounds : sequence of float
        xmin, ymin, xmax, ymax in it.
    size : float
        Width of a typical feature: a building measures metres, or a ten-thousandth of a degree.
    """
    west, south, east, north = bounds
    if not all(math.isfinite(value) for value in bounds):
        return False
    within_degrees = -360 <= west <= east <= 360 and -90 <= south <= north <= 90
    flat = horizontal(crs)
    if flat.is_geographic:
        return within_degrees
    if within_degrees and size < DEGREE_SIZE:
        return False
    try:
        lat, lon = centre(crs, bounds)
    except CrsError:
        return False
    return math.isfinite(lat) and math.isfinite(lon)


def is_far_off(crs: CRS, lat: float, lon: float) -> bool:
    """Whether a position lies far outside the area that a system is made for."""
    area = horizontal(crs).area_of_use
    if area is None or area.west > area.east:
        return False
    margin = FAR_OFF_DEGREES
    inside = (
        area.south - margin <= lat <= area.north + margin and area.west - margin <= lon <= area.east + margin
    )
    return not inside


def metric_crs(crs: CRS, bounds: Bounds) -> CRS:
    """Choose the system in which areas and lengths of a place are measured.

    The source's own system is kept where it is true to scale, so that nothing is
    shifted; else the national system of the place, else UTM.

    Parameters
    ----------
    crs : CRS
        System of the source; of a compound system the horizontal part.
    bounds : sequence of float
        xmin, ymin, xmax, ymax in it.

    Returns
    -------
    CRS
        Projected, in metres, scale within `SCALE_TOLERANCE` of 1 at the middle.
    """
    flat = horizontal(crs)
    lat, lon = centre(flat, bounds)
    if _is_true_to_scale(flat, lat, lon):
        return flat
    if _is_in_metres(flat) and is_far_off(flat, lat, lon):
        return flat  # the place is not to be believed, the metres may be
    for code in (*_national_codes(lat, lon), _utm_code(lat, lon)):
        candidate = CRS.from_epsg(code)
        if _is_true_to_scale(candidate, lat, lon):
            return candidate
    raise CrsError("crs_no_metric", crs=crs.name)


def reprojected(frame: gpd.GeoDataFrame, crs: CRS) -> tuple[gpd.GeoDataFrame, float]:
    """Bring a frame into another system, flattened to two dimensions.

    Returns
    -------
    GeoDataFrame
        Same rows and columns.
    float
        Accuracy of the change of system [m]; 0 where nothing changed, NaN unknown.
    """
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    source = horizontal(CRS(frame.crs))
    accuracy = 0.0
    if source != crs:
        change = _transformer(source, crs, [float(value) for value in frame.total_bounds])
        shapes = shapely.transform(shapes, lambda points: np.column_stack(change.transform(*points.T)))
        accuracy = change.accuracy if change.accuracy >= 0 else math.nan
    columns = frame.drop(columns=frame.geometry.name)
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs), accuracy


def place(frame: gpd.GeoDataFrame) -> tuple[float, float]:
    """Latitude and longitude of the middle of a frame in WGS 84 [°]."""
    west, south, east, north = frame.total_bounds
    change = way_to(CRS(frame.crs), CRS.from_epsg(4326))
    lon, lat = change.transform((west + east) / 2, (south + north) / 2)
    return float(lat), float(lon)


def short_name(crs: CRS | None) -> str:
    """``EPSG:n`` where there is such a code, else the name; empty for none."""
    if crs is None:
        return ""
    code = crs.to_epsg()
    return f"EPSG:{code}" if code else str(crs.name)


def _transformer(source: CRS, target: CRS, bounds: Bounds) -> Transformer:
    area: AreaOfInterest | None = None
    if np.isfinite(bounds).all():
        lat, lon = centre(source, bounds)
        if abs(lat) <= 89 and abs(lon) <= 179:
            area = AreaOfInterest(lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5)
    return way_to(source, target, area)


def way_to(source: CRS, target: CRS, area: AreaOfInterest | None = None) -> Transformer:
    """The way from one system to another, easting or longitude first.

    Raises
    ------
    CrsError
        There is none to systems of other planets, or of damaged words.
    """
    try:
        return Transformer.from_crs(source, target, always_xy=True, area_of_interest=area)
    except ProjError as fault:
        raise CrsError("crs_not_convertible", crs=short_name(source), to_crs=short_name(target)) from fault


def _is_in_metres(crs: CRS) -> bool:
    return bool(crs.is_projected) and all(axis.unit_conversion_factor == 1.0 for axis in crs.axis_info)


def _is_true_to_scale(crs: CRS, lat: float, lon: float) -> bool:
    if not _is_in_metres(crs):
        return False
    try:
        factors = Proj(crs).get_factors(lon, lat, errcheck=True)
    except ProjError:
        return False
    # equal-area systems of a continent keep areas but bend lengths: both must hold
    scales = (factors.areal_scale, factors.tissot_semimajor, factors.tissot_semiminor)
    return all(abs(scale - 1.0) <= SCALE_TOLERANCE for scale in scales)


def _national_codes(lat: float, lon: float) -> tuple[int, ...]:
    return tuple(
        code for south, north, west, east, code in NATIONAL if south <= lat <= north and west <= lon <= east
    )


def _utm_code(lat: float, lon: float) -> int:
    zone = min(int((lon + 180) // 6) + 1, 60)
    south, north, west, east = EUROPE
    if south <= lat <= north and west <= lon <= east and 28 <= zone <= 38:
        return 25800 + zone
    return (32600 if lat >= 0 else 32700) + zone
