"""What lies in a shape that was drawn on the map."""

from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray


class Rule(StrEnum):
    """When a feature lies in a shape."""

    CENTRE = "centre"
    """Its centroid does."""
    TOUCHED = "touched"
    """Any part of it does."""
    WHOLE = "whole"
    """All of it does."""


def candidates(bounds: NDArray[np.float64], ring: NDArray[np.float64]) -> NDArray[np.intp]:
    """Rows whose bounds meet those of a ring: all that can lie in it.

    Parameters
    ----------
    bounds : ndarray, shape (F, 4)
        xmin, ymin, xmax, ymax; NaN for an empty feature [m].
    ring : ndarray, shape (N, 2)
        Corners in the same coordinates [m].
    """
    low, high = ring.min(axis=0), ring.max(axis=0)
    meets = (bounds[:, 0] <= high[0]) & (bounds[:, 2] >= low[0])
    meets &= (bounds[:, 1] <= high[1]) & (bounds[:, 3] >= low[1])
    return np.flatnonzero(meets)


def rows_enclosed(
    geometries: NDArray[np.object_],
    rows: NDArray[np.intp],
    ring: NDArray[np.float64],
    rule: Rule = Rule.CENTRE,
) -> NDArray[np.intp]:
    """Those of some rows whose features lie in a ring.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (F,)
    rows : ndarray
        Rows to look at: `candidates`.
    ring : ndarray, shape (N, 2)
        Corners; the last one joins the first. A ring that crosses itself, as a free hand
        draws it, encloses all that it winds around.
    rule : Rule
    """
    area = _area(ring)
    if area.is_empty or len(rows) == 0:
        return rows[:0]
    shapely.prepare(area)
    found = geometries[rows]
    holds: NDArray[np.bool_]
    if rule is Rule.TOUCHED:
        holds = shapely.intersects(area, found)
    elif rule is Rule.WHOLE:
        holds = shapely.covers(area, found)
    else:
        centres = shapely.centroid(found)
        holds = shapely.intersects_xy(area, shapely.get_x(centres), shapely.get_y(centres))
    return rows[holds]


def _area(ring: NDArray[np.float64]) -> shapely.Geometry:
    """Everything that a ring winds around, also where it crosses itself."""
    if len(ring) < 3:
        return shapely.Polygon()
    plain = shapely.Polygon(ring)
    if plain.is_valid:
        return plain
    lines = shapely.union_all(shapely.LinearRing(ring))
    return shapely.union_all(shapely.get_parts(shapely.polygonize([lines])))
