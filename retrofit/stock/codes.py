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

METHODS: Final = ("exterior", "interior", "cavity", "prefabricated", "top_ceiling")
"""How insulation is put on: outside, inside, blown into a cavity, as prefabricated elements, or
on the top ceiling instead of in the roof."""
COST_ROWS: Final = (*VARIANTS, *METHODS[1:])
"""What a cost function is for: a variant, or a method other than outside."""

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

HEATINGS: Final = (
    "gas_boiler",
    "gas_condensing",
    "oil_boiler",
    "lpg_boiler",
    "wood_boiler",
    "coal_boiler",
    "district_heat",
    "heat_pump_air",
    "heat_pump_ground",
    "electric_direct",
)
"""Families of heating systems."""

VENTILATIONS: Final = ("exhaust", "heat_recovery")
CONTROLS: Final = ("hydronic_balancing", "room_controls")
"""Equipment a package may add, besides heating systems."""

PROTECTIONS: Final = ("none", "facade", "whole")
"""Heritage protection: nothing; the facade as it is seen; the building with its facade,
windows and roof covering."""
UNPROTECTED, PROTECTED_FACADE, PROTECTED_WHOLE = range(3)

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
