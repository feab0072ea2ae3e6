"""Closed code lists. An array stores the position in the tuple; -1 means missing."""

from typing import Final

MISSING_CODE: Final = -1

ELEMENTS: Final = ("roof", "wall", "floor", "window", "door")
ROOF, WALL, FLOOR, WINDOW, DOOR = range(5)

ORIENTATIONS: Final = ("N", "E", "S", "W", "horizontal")
NORTH, EAST, SOUTH, WEST, HORIZONTAL = range(5)

SIZE_CLASSES: Final = ("SFH", "TH", "MFH", "AB", "NRES")
"""TABULA size classes: single-family house, terraced house, multi-family house,
apartment block; and one class for heated non-residential use."""
SFH, TH, MFH, AB, NRES = range(5)

VARIANTS: Final = ("existing", "usual", "advanced")
"""TABULA variants 001, 002 and 003."""

PACKAGES: Final = ("none", "usual", "advanced")
"""A package is a position here; package ``p > 0`` takes the elements of variant ``p``."""

CARRIERS: Final = (
    "electricity",
    "natural_gas",
    "heating_oil",
    "lpg",
    "coal",
    "wood",
    "district_heat",
)

CONDITIONS: Final = ("functional", "declined", "ruin", "under_construction", "projected", "demolished")
"""INSPIRE ConditionOfConstructionValue."""
FUNCTIONAL, DECLINED, RUIN, UNDER_CONSTRUCTION, PROJECTED, DEMOLISHED = range(6)

USES: Final = (
    "residential",
    "residential_individual",
    "residential_collective",
    "office",
    "trade",
    "public_services",
    "industrial",
    "agriculture",
    "ancillary",
    "mixed",
)
"""Canonical `current_use`: INSPIRE CurrentUseValue, with ``ancillary`` for garages,
sheds, carports and other outbuildings. What each use means for heating is data
(``uses.csv`` in the packs)."""
(
    USE_RESIDENTIAL,
    USE_INDIVIDUAL,
    USE_COLLECTIVE,
    USE_OFFICE,
    USE_TRADE,
    USE_PUBLIC,
    USE_INDUSTRIAL,
    USE_AGRICULTURE,
    USE_ANCILLARY,
    USE_MIXED,
) = range(10)
