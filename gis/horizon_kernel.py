"""Views from roofs to walls compiled. Importing this module loads numba."""

import numba
import numpy as np


@numba.njit(nogil=True, cache=True, error_model="numpy")
def look(roof, other, middle, height, walls, reach, found):  # type: ignore[no-untyped-def]
    """Raise the tangent of the horizon wherever a view meets a wall of a higher building.

    Parameters
    ----------
    roof, other : ndarray of int, shape (n,)
        Rows of the roofs and of the higher buildings.
    middle : ndarray, shape (B, 2)
    height : ndarray, shape (B,)
    walls : tuple of ndarray
        Starts and ends (S, 2), first wall of each building (B + 1,).
    reach : tuple of float
        Nearest and farthest distance [m].
    found : ndarray, shape (B, R)
        Changed: highest tangent in evenly spaced views from north over east.
    """
    start, end, first_of = walls
    nearest, farthest = reach
    views = found.shape[1]
    step = 2.0 * np.pi / views
    for pair in range(roof.shape[0]):
        here, there = roof[pair], other[pair]
        rise = height[there] - height[here]
        x, y = middle[here]
        for wall in range(first_of[there], first_of[there + 1]):
            ax, ay = start[wall, 0] - x, start[wall, 1] - y
            bx, by = end[wall, 0] - x, end[wall, 1] - y
            side = ax * by - ay * bx
            if side == 0.0:
                continue
            # east over north: from the end that comes first in the sense of the compass
            low, high = np.arctan2(ax, ay), np.arctan2(bx, by)
            if side > 0.0:
                low, high = high, low
            if high < low:
                high += 2.0 * np.pi
            for view in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1):
                east, north = np.sin(view * step), np.cos(view * step)
                across = east * (by - ay) - north * (bx - ax)
                if across == 0.0:
                    continue
                away = (ax * (by - ay) - ay * (bx - ax)) / across
                if 0.0 <= away <= farthest:
                    tangent = rise / max(away, nearest)
                    place = view % views
                    found[here, place] = max(found[here, place], tangent)
