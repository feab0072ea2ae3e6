"""Canonical fields by role: what can be filled from a source, how it is read, and what is likely."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gis.profiles import BLOCK_COLUMNS, BUILDING_COLUMNS, PARCEL_COLUMNS, PART_COLUMNS, STREET_COLUMNS

LENGTHS: Final = {"m": 1.0, "cm": 0.01, "dm": 0.1, "mm": 0.001, "ft": 0.3048}
AREAS: Final = {"m²": 1.0, "ha": 10_000.0, "a": 100.0, "ft²": 0.09290304, "km²": 1e6}


@dataclass(frozen=True, slots=True)
class Canonical:
    """A field that buildings, parts, parcels, streets or blocks can have."""

    name: str
    kind: str
    """id, year, count, length, area, share, code, text."""
    low: float = 0.0
    high: float = 0.0
    """Median of a column within which its numbers are likely."""

    @property
    def units(self) -> Mapping[str, float]:
        """Units in which a source may give it, each in the canonical one; the first is canonical."""
        return LENGTHS if self.kind == "length" else AREAS if self.kind == "area" else {}


FIELDS: Final[Mapping[str, tuple[Canonical, ...]]] = {
    "buildings": (
        Canonical("building_id", "id"),
        Canonical("national_cadastral_reference", "text"),
        Canonical("address", "text"),
        Canonical("building_group", "text"),
        Canonical("year_of_construction", "year", 1700, 2035),
        Canonical("number_of_floors_above_ground", "count", 1, 12),
        Canonical("height_above_ground_m", "length", 2, 60),
        Canonical("number_of_dwellings", "count", 0, 60),
        Canonical("current_use", "code"),
        Canonical("condition_of_construction", "code"),
        Canonical("size_class", "code"),
        Canonical("heating", "code"),
        Canonical("floor_area_gross_m2", "area", 20, 20_000),
        Canonical("official_area_m2", "area", 20, 20_000),
        Canonical("nonresidential_share", "share", 0, 100),
        Canonical("heritage", "code"),
        Canonical("renewal_roof", "year", 1900, 2035),
        Canonical("renewal_wall", "year", 1900, 2035),
        Canonical("renewal_floor", "year", 1900, 2035),
        Canonical("renewal_window", "year", 1900, 2035),
        Canonical("renewal_door", "year", 1900, 2035),
    ),
    "parts": (
        Canonical("part_id", "id"),
        Canonical("building_id", "text"),
        Canonical("floors", "count", 0, 12),
    ),
    "parcels": (
        Canonical("parcel_id", "id"),
        Canonical("label", "text"),
        Canonical("area_value_m2", "area", 20, 100_000),
    ),
    "streets": (Canonical("street_id", "id"),),
    "blocks": (Canonical("block_id", "id"),),
}

NAMES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "buildings": BUILDING_COLUMNS,
    "parts": PART_COLUMNS,
    "parcels": PARCEL_COLUMNS,
    "streets": STREET_COLUMNS,
    "blocks": BLOCK_COLUMNS,
}
"""Plain names of source columns by role and canonical field, best first."""
