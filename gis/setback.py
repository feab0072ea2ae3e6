"""How much of a building stands on the boundary of its parcel: no room for insulation outside."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

NEAR_M: Final = 0.30
"""Assumption: a wall closer to the boundary has no room for insulation outside [m]."""


def boundary_length(
    buildings: NDArray[np.object_], parcels: NDArray[np.object_], parcel_row: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Length of each outline that stands on the boundary of the building's parcel, shape (B,) [m].

    An edge counts where its middle is near the boundary. NaN where no parcel is known.

    Parameters
    ----------
    buildings, parcels : ndarray of geometry
        In the same metric reference system.
    parcel_row : ndarray, shape (B,)
        Row of each building's parcel, -1 for none.
    """
    found = np.full(len(buildings), np.nan)
    rows = np.flatnonzero(parcel_row >= 0)
    if not len(rows):
        return found
    lines, building = shapely.get_parts(shapely.boundary(buildings[rows]), return_index=True)
    points, line = shapely.get_coordinates(lines, return_index=True)
    same, owner = line[1:] == line[:-1], building[line]
    step = points[1:] - points[:-1]
    length = np.hypot(step[:, 0], step[:, 1])
    middle = shapely.points((points[1:] + points[:-1]) / 2.0)
    outline = shapely.boundary(parcels)
    near = shapely.distance(middle, outline[parcel_row[rows[owner[:-1]]]]) <= NEAR_M
    counted = np.where(same & near, length, 0.0)
    found[rows] = np.bincount(owner[:-1], counted, len(rows))
    return found
