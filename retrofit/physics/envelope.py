"""Element areas from footprint, outline, party walls and height."""

from typing import Final

import numpy as np

from retrofit.results import Envelope, Typed
from retrofit.stock import codes
from retrofit.stock.imputation import ABSENT
from retrofit.stock.pack import ArchetypeTable
from retrofit.stock.stock import FloatArray, Stock

WINDOW_AND_DOOR_SHARE: Final = 0.18
"""TABULA envelope estimation: windows and doors per reference floor area [m²/m²]."""
DOOR_PER_AREA: Final = 0.01
DOOR_FIXED_M2: Final = 1.5
"""TABULA envelope estimation: ``A_door = 0.01 A_C_Ref + 1.5``."""
WINDOW_MAX: Final = 0.6
"""Assumption: no more than this share of the exposed wall is window."""
DOOR_MAX: Final = 0.1
"""Assumption: no more than this share of the exposed wall is door."""
ALONG_SLOPES: Final = 1.05
"""Assumption: types with more roof than this over ground area are insulated along the roof [-]."""
ROOF_FACTOR: Final = (1.0, 1.6)
"""Bounds of roof over ground area; 1.6 is TABULA's estimate for a heated attic."""


def envelope(typed: Typed, archetypes: ArchetypeTable) -> Envelope:
    """Measure the thermal envelope of every building.

    Floor and roof follow from the footprint, a measured roof from itself, walls from the outline by orientation
    times height less what is shared with neighbours, windows from the window share
    of the archetype, spread over the exposed walls.

    Notes
    -----
    A party wall counts as adiabatic whether or not the neighbour is heated, as long
    as the neighbour stands (no ruin, no planned building). Areas of buildings that
    are not heated are given too; they take no part in the balance.
    """
    stock = typed.stock
    party = party_walls(stock)
    gross = stock.wall_length_m * stock.height_above_ground_m[:, None]
    exposed = np.maximum(gross - party, 0.0)
    door = door_area(typed, archetypes, exposed.sum(axis=1))
    window = window_areas(typed, archetypes, exposed, door)
    area = np.empty((len(stock), len(codes.ELEMENTS)))
    area[:, codes.ROOF] = roof_area(stock, roof_factor(archetypes)[typed.archetype_of])
    area[:, codes.FLOOR] = stock.footprint_area_m2
    area[:, codes.WINDOW] = window.sum(axis=1)
    area[:, codes.DOOR] = door
    area[:, codes.WALL] = exposed.sum(axis=1) - area[:, codes.WINDOW] - door
    return Envelope(area, window, exposed, np.minimum(party, gross).sum(axis=1))


def roof_area(stock: Stock, factor: FloatArray) -> FloatArray:
    """Upper end of the heated space, shape (B,) [m²]: the measured roof where heat is kept along its slopes.

    Parameters
    ----------
    factor : ndarray, shape (B,)
        Roof over ground area of the building type; near 1 the ceiling below the attic keeps the heat,
        whatever the roof above it looks like [-].
    """
    slopes = np.isfinite(stock.roof_area_m2) & (factor > ALONG_SLOPES)
    return np.where(slopes, stock.roof_area_m2, stock.footprint_area_m2 * factor)


def party_walls(stock: Stock) -> FloatArray:
    """Wall area shared with standing neighbours by orientation, shape (B, 4) [m²].

    A shared wall is as high as the lower of the two buildings.
    """
    party, n = stock.party, len(stock)
    height = stock.height_above_ground_m
    stands = ~np.isin(stock.condition_of_construction, ABSENT)
    shared = party.length_m * np.minimum(height[party.first], height[party.second])
    shared = np.where(stands[party.first] & stands[party.second], shared, 0.0)
    facing = party.orientation.astype(np.int64)
    area = np.bincount(party.first * 4 + facing, shared, 4 * n)
    area += np.bincount(party.second * 4 + (facing + 2) % 4, shared, 4 * n)
    return np.asarray(area.reshape(n, 4))


def roof_factor(archetypes: ArchetypeTable) -> FloatArray:
    """Roof over ground area of each example building, shape (A + 1,) [-].

    1 where the typology gives no geometry, and in the last row, which stands for
    "no archetype".
    """
    roof, floor = archetypes.area_m2[:, codes.ROOF], archetypes.area_m2[:, codes.FLOOR]
    known = (roof > 0) & (floor > 0)
    factor = np.divide(roof, floor, out=np.ones(len(archetypes)), where=known)
    return np.append(np.clip(factor, *ROOF_FACTOR), 1.0)


def door_area(typed: Typed, archetypes: ArchetypeTable, wall: FloatArray) -> FloatArray:
    """Doors by TABULA's estimate, shape (B,) [m²]; none where the type has no door of its own."""
    has_door = np.append(archetypes.u_w_m2k[:, 0, codes.DOOR] > 0, False)[typed.archetype_of]
    estimate = DOOR_PER_AREA * typed.floor_area_ref_m2 + DOOR_FIXED_M2
    return np.where(has_door & typed.heated, np.minimum(estimate, DOOR_MAX * wall), 0.0)


def window_areas(
    typed: Typed, archetypes: ArchetypeTable, exposed: FloatArray, door: FloatArray
) -> FloatArray:
    """Windows by orientation, horizontal last and 0, shape (B, O) [m²]."""
    share = np.divide(
        archetypes.area_m2[:, codes.WINDOW],
        archetypes.floor_area_ref_m2,
        out=np.zeros(len(archetypes)),
        where=archetypes.area_m2[:, codes.WINDOW] > 0,
    )
    of_type = np.append(share, 0.0)[typed.archetype_of]
    total = np.where(
        of_type > 0,
        of_type * typed.floor_area_ref_m2,
        np.maximum(WINDOW_AND_DOOR_SHARE * typed.floor_area_ref_m2 - door, 0.0),
    )
    wall = exposed.sum(axis=1)
    total = np.where(typed.heated, np.minimum(total, WINDOW_MAX * wall), 0.0)
    density = np.divide(total, wall, out=np.zeros(len(wall)), where=wall > 0)
    return np.concatenate([exposed * density[:, None], np.zeros((len(wall), 1))], axis=1)
