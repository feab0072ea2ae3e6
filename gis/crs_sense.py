"""Where coordinates can belong: proposals with reasons when a file is silent, impossible or suspicious about it.

A reference system is never chosen silently: what is found here is shown, with the place it
leads to and how large a typical building would be, and the user decides.
"""

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Proj
from pyproj.exceptions import CRSError, ProjError

from gis.crs import DEGREE_SIZE, EUROPE

Point = tuple[float, float]

CURRENT, MODERN, WORLD, OLD, WEB = 1.0, 0.9, 0.8, 0.6, 0.5
"""How likely a system is before anything is known: today's national one, ETRS89, WGS 84, an old datum."""

CANDIDATES: Final = (
    # likelihood, countries (ISO), EPSG codes (EPSG Geodetic Parameter Dataset)
    (CURRENT, "ES", (25829, 25830, 25831, 4083, 4082)),
    (CURRENT, "DK", (25832, 25833, 4093, 4094, 4095, 4096)),
    (CURRENT, "EE", (3301,)),
    (CURRENT, "IT", (7791, 7792, 7793, 7794, 6707, 6708, 6709)),
    (CURRENT, "BG", (7801, 7803, 7804)),
    (CURRENT, "DE", (25832, 25833, 25831, 4647)),
    (CURRENT, "NL", (28992,)), (CURRENT, "BE", (3812, 31370)), (CURRENT, "FR", (2154, *range(3942, 3951))),
    (CURRENT, "CH", (2056,)), (CURRENT, "AT", (31254, 31255, 31256, 31287, 25833)), (CURRENT, "CZ", (5514,)),
    (CURRENT, "SK", (5514, 8353)), (CURRENT, "PL", (2180, 2176, 2177, 2178, 2179)), (CURRENT, "GB", (27700,)),
    (CURRENT, "IE", (2157,)), (CURRENT, "PT", (3763,)), (CURRENT, "NO", (25832, 25833, 25835)),
    (CURRENT, "SE", (3006, *range(3007, 3019))), (CURRENT, "FI", (3067, *range(3874, 3886))),
    (CURRENT, "LV", (3059,)), (CURRENT, "LT", (3346,)), (CURRENT, "HU", (23700,)), (CURRENT, "SI", (3794,)),
    (CURRENT, "HR", (3765,)), (CURRENT, "RO", (3844,)), (CURRENT, "GR", (2100,)), (CURRENT, "RS", (6316,)),
    (MODERN, "", tuple(range(25828, 25839))),
    (MODERN, "", (4258, 4326)),
    (WORLD, "", tuple(range(32626, 32639))),
    (WEB, "", (3857, 3035)),
    (OLD, "ES", (23029, 23030, 23031)), (OLD, "DK", (23032, 23033)), (OLD, "IT", (3003, 3004, 23032, 23033)),
    (OLD, "EE", (3300,)), (OLD, "DE", (31466, 31467, 31468, 31469)), (OLD, "CH", (21781,)),
    (OLD, "FR", (27572,)), (OLD, "SE", (3021,)), (OLD, "FI", (2393,)), (OLD, "IE", (29903,)),
    (OLD, "SI", (3912,)), (OLD, "BG", (32634, 32635)),
)  # fmt: skip

BOXES: Final = {
    # ISO code: south, north, west, east [°], generously
    "ES": (27.4, 44.0, -18.3, 4.5), "DK": (54.4, 58.0, 7.9, 15.3), "EE": (57.4, 59.8, 21.6, 28.3),
    "IT": (35.4, 47.2, 6.5, 18.7), "BG": (41.1, 44.3, 22.2, 28.8), "DE": (47.2, 55.2, 5.8, 15.1),
    "NL": (50.7, 53.7, 3.2, 7.3), "FR": (41.2, 51.2, -5.3, 9.7), "CZ": (48.5, 51.1, 12.0, 18.9),
}  # fmt: skip
"""Countries that attributes can tell, as rectangles."""

SIGNS: Final = (
    # values that only one country's registers have
    ("ES", re.compile(r"^(?:ES\.SDGC\.\w+\.)?(?:\d{7}[A-Z]{2}\d{4}[A-Z]|\d{5}[A-Z]\d{8})")),
    ("EE", re.compile(r"^\d{5}:\d{3}:\d{4}$")),
    ("BG", re.compile(r"^\d{5}\.\d{1,4}\.\d{1,5}(\.\d+)*$")),
    ("DE", re.compile(r"^DE[A-Z]{2}[A-Za-z0-9]{12}$")),
    ("NL", re.compile(r"^(NL\.IMBAG\.Pand\.|NL\.IMGeo|0\d{3}100\d{9}$)")),
)

LIKELY_M: Final = (3.0, 120.0)
"""Width of a typical building [m]."""
LIKELY_PARCEL_M: Final = (5.0, 1000.0)
NEAR_KM: Final = 30.0
"""Layers of one delivery lie within so much of each other."""
SAME_PLACE_KM: Final = 3.0
"""Systems that lead to the same place but for so much are one proposal."""
MOST: Final = 5
MARGIN_DEG: Final = 0.5


@dataclass(frozen=True, slots=True)
class Hints:
    """What else is known of where a layer lies."""

    country: str = ""
    """ISO code that attributes or the user tell."""
    near: Point | None = None
    """Latitude and longitude of another layer of the delivery [°]."""
    parcels: bool = False
    """Features are parcels, not buildings."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reference system that coordinates may be in."""

    code: str
    """``EPSG:25830``."""
    name: str
    lat: float
    lon: float
    """Where it would lie [°]."""
    width_m: float
    """Width of a typical feature there [m]."""
    reason: str
    """near, country, current, possible: word in `app.text.labels`."""
    score: float


def proposals(middle: Point, size: float, hints: Hints = Hints()) -> tuple[Proposal, ...]:
    """Reference systems that coordinates may be in, best first; one for each place.

    Parameters
    ----------
    middle : tuple of float
        Median position of the features, x and y as they are.
    size : float
        Median width of the features in the same unit.
    hints : Hints
    """
    found: list[Proposal] = []
    for likely, country, codes in CANDIDATES:
        for code in codes:
            for point in (middle, middle[::-1]):
                one = _judged(code, point, size, (likely, country), hints)
                if one is not None:
                    found.append(one)
    found.sort(key=lambda each: -each.score)
    kept: list[Proposal] = []
    for each in found:
        if all(distance_km((each.lat, each.lon), (other.lat, other.lon)) > SAME_PLACE_KM for other in kept):
            kept.append(each)
    return tuple(kept[:MOST])


def is_elsewhere(place: Point, country: str) -> bool:
    """Whether a place, latitude and longitude, lies outside the country that attributes tell."""
    if country not in BOXES:
        return False
    south, north, west, east = BOXES[country]
    margin = MARGIN_DEG
    return not (south - margin <= place[0] <= north + margin and west - margin <= place[1] <= east + margin)


def distance_km(one: Point, two: Point) -> float:
    """Distance of two places, latitudes and longitudes [°], on a sphere [km]."""
    lat_1, lon_1, lat_2, lon_2 = map(math.radians, (*one, *two))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(half, 1.0)))


def as_words(found: tuple[Proposal, ...], most: int = 3) -> str:
    """The best proposals in one line: code, name, place and width of a feature."""
    told = [
        f"{each.code} ({each.name}, {position_words(each.lat, each.lon)}"
        + (f", features {each.width_m:.0f} m wide)" if each.width_m >= 0.5 else ")")
        for each in found[:most]
    ]
    return "; ".join(told) or "-"


def position_words(lat: float, lon: float) -> str:
    """A place in a few signs: ``42.85° N 2.67° W``."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'} {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def _judged(code: int, point: Point, size: float, prior: tuple[float, str], hints: Hints) -> Proposal | None:
    """A candidate, where the position lies in its area and features are of a likely size."""
    known = _system(code)
    if known is None:
        return None
    crs, change, (south, north, west, east) = known
    if crs.is_geographic != (max(abs(point[0]), abs(point[1])) <= 360 and size < DEGREE_SIZE):
        return None
    # on its own ellipsoid, some hundred metres off: enough for a place, and 40 times faster than a transformation
    lon, lat = point if crs.is_geographic else change(*point, inverse=True)
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    if not (south - 0.2 <= lat <= north + 0.2 and west - 0.2 <= lon <= east + 0.2):
        return None
    if not (EUROPE[0] - 8 <= lat <= EUROPE[1] and EUROPE[2] - 14 <= lon <= EUROPE[3]):
        return None
    width = size * _scale(crs, lat, lon)
    likely, country = prior
    if country and is_elsewhere((lat, lon), country):
        likely = min(likely, MODERN)  # nobody uses a country's own system outside it
    score, reason = likely, "current" if likely == CURRENT else "possible"
    low, high = LIKELY_PARCEL_M if hints.parcels else LIKELY_M
    score -= 0.0 if low <= width <= high or size == 0 else 1.0
    if hints.country and not is_elsewhere((lat, lon), hints.country):
        score, reason = score + 1.0 + 0.2 * (country == hints.country), "country"
    if hints.near is not None and distance_km((lat, lon), hints.near) <= NEAR_KM:
        score, reason = score + 2.0, "near"
    return Proposal(f"EPSG:{code}", crs.name, float(lat), float(lon), float(width), reason, score)


@cache
def _system(code: int) -> tuple[CRS, Proj, tuple[float, float, float, float]] | None:
    try:
        crs = CRS.from_epsg(code)
        area = crs.area_of_use
        change = Proj(crs)
    except CRSError:
        return None
    if area is None:
        return None
    return crs, change, (area.south, area.north, area.west, area.east)


def _scale(crs: CRS, lat: float, lon: float) -> float:
    """Metres on the ground for one unit of a system at a place."""
    if crs.is_geographic:
        return 111_320.0 * math.sqrt(math.cos(math.radians(lat)))
    unit = float(crs.axis_info[0].unit_conversion_factor)
    try:
        areal = Proj(crs).get_factors(lon, lat).areal_scale
    except ProjError:
        return unit
    return unit / math.sqrt(areal) if areal > 0 else unit


def country_told(texts: NDArray[np.object_]) -> str:
    """Country that ids and words of attributes tell, as an ISO code; "" where they tell none.

    Parameters
    ----------
    texts : ndarray of str
        Some values of the text columns of a layer.
    """
    said = [str(text).strip() for text in texts if text is not None and str(text).strip()]
    if not said:
        return ""
    counts = {country: sum(bool(pattern.match(text)) for text in said) for country, pattern in SIGNS}
    best = max(counts, key=lambda name: counts[name])
    if counts[best] >= max(3, 0.05 * len(said)):
        return best
    cyrillic = sum(any("\u0400" <= letter <= "\u04ff" for letter in text) for text in said)
    return "BG" if cyrillic >= max(3, 0.2 * len(said)) else ""
