"""What lies at a place, one thing over the other."""

import numpy as np
import shapely
from numpy.typing import NDArray


def rows_at(
    geometries: NDArray[np.object_],
    bounds: NDArray[np.float64],
    place: tuple[float, float],
    reach: float = 0.0,
) -> NDArray[np.intp]:
    """Rows of the features at a place, the nearest and then the smallest first.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (F,)
    bounds : ndarray, shape (F, 4)
        Their xmin, ymin, xmax, ymax; NaN for an empty one [m].
    place : tuple of float
        x and y [m].
    reach : float
        How far a feature may lie from the place: lines have no inside [m].
    """
    x, y = place
    near = (bounds[:, 0] - reach <= x) & (bounds[:, 2] + reach >= x)
    near &= (bounds[:, 1] - reach <= y) & (bounds[:, 3] + reach >= y)
    rows: NDArray[np.intp] = np.flatnonzero(near)
    far = shapely.distance(geometries[rows], shapely.Point(x, y))
    hit = far <= reach
    rows, far = rows[hit], far[hit]
    order: NDArray[np.intp] = np.lexsort((shapely.area(geometries[rows]), far))
    return rows[order]
