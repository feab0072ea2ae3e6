"""Which pack a place gets."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.packs.table import read_table
from app.paths import resources

_COLUMNS: Final = ("country", "name", "pack", "outline")
_OFFSHORE_DEG: Final = 4.0
"""Islands and coasts within this distance belong to the nearest country; beyond is elsewhere."""
_ELSEWHERE: Final = "DE"
"""The pack with the most archetypes stands in for the rest of the world."""


@dataclass(frozen=True, slots=True)
class PackChoice:
    """The pack for a place, and whether it only stands in for the country's own."""

    code: str
    country: str
    """ISO 3166-1 alpha-2 of the country the place lies in or nearest to; "" outside the table."""
    substitute: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Country:
    code: str
    name: str
    pack: str
    rings: tuple[NDArray[np.float64], ...]


@cache
def _countries() -> tuple[_Country, ...]:
    table = read_table(resources() / "packs" / "countries.csv", _COLUMNS)
    return tuple(
        _Country(row.text("country"), row.text("name"), row.text("pack"), _rings(row.text("outline")))
        for row in table
    )


def _rings(outline: str) -> tuple[NDArray[np.float64], ...]:
    """Read coarse outlines: ``lon lat lon lat ...``, rings parted by a bar."""
    return tuple(np.array(ring.split(), dtype=np.float64).reshape(-1, 2) for ring in outline.split("|"))


def pack_for(lat: float, lon: float) -> PackChoice:
    """Return the pack of the country a place lies in, else of the nearest one.

    The outlines are coarse (Natural Earth, 1 : 110 million): a place within some
    20 km of a border may get its neighbour, and the user may choose otherwise.
    """
    place = np.array([lon, lat])
    found = next((c for c in _countries() if any(_inside(place, ring) for ring in c.rings)), None)
    if found is None:
        away = [min(_distance(place, ring) for ring in country.rings) for country in _countries()]
        nearest = int(np.argmin(away))
        if away[nearest] > _OFFSHORE_DEG:
            return PackChoice(_ELSEWHERE, "", substitute=True)
        found = _countries()[nearest]
    return PackChoice(found.pack, found.code, substitute=found.pack != found.code)


def country_at(lat: float, lon: float) -> str:
    """English name of the country of a place, or nearest to it; "" far from all that are known."""
    return country_name(code) if (code := pack_for(lat, lon).country) else ""


def outlines() -> tuple[NDArray[np.float64], ...]:
    """Coarse outlines of all countries: rings of longitude and latitude, shape (N, 2) [°]."""
    return tuple(ring for country in _countries() for ring in country.rings)


def country_name(code: str) -> str:
    """Return the English name of a pack's country, or the code when it is not in the table."""
    home = code.partition(".")[0]
    return next((country.name for country in _countries() if country.code == home), code)


def _inside(place: NDArray[np.float64], ring: NDArray[np.float64]) -> bool:
    """Tell whether a ring contains the place, by counting crossed edges."""
    x, y = ring.T
    x_next, y_next = np.roll(x, -1), np.roll(y, -1)
    spans = (y > place[1]) != (y_next > place[1])
    rise = np.where(spans, y_next - y, 1.0)
    crossing = x + (place[1] - y) * (x_next - x) / rise
    return bool(np.count_nonzero(spans & (place[0] < crossing)) % 2)


def _distance(place: NDArray[np.float64], ring: NDArray[np.float64]) -> float:
    """Return the distance to the nearest edge, in degrees of latitude."""
    scale = np.array([math.cos(math.radians(place[1])), 1.0])
    start = (ring - place) * scale
    edge = np.roll(start, -1, axis=0) - start
    length = np.maximum((edge**2).sum(axis=1), 1e-12)
    along = np.clip(-(start * edge).sum(axis=1) / length, 0.0, 1.0)
    return float(np.sqrt(((start + along[:, None] * edge) ** 2).sum(axis=1)).min())
