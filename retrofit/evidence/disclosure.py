"""Which sums may be published without telling of single households.

References
----------
Hundepool et al., Statistical Disclosure Control (2012), ch. 4: a table is safe when no cell is below the
threshold, neither by itself (primary) nor as the difference of a total and published cells (secondary).
"""

import numpy as np
from numpy.typing import NDArray

from retrofit.stock.stock import FloatArray


def published_cells(
    dwellings: FloatArray, buildings: FloatArray, outside: tuple[float, float], least: int
) -> NDArray[np.bool_]:
    """Which cells of one grouping may be published beside the total, shape (K,).

    Parameters
    ----------
    dwellings, buildings : ndarray, shape (K,)
        What stands behind the figures of each cell: dwellings in, and number of, heated buildings.
    outside : tuple of float
        Dwellings and buildings of the total that are in no cell.
    least : int
        A cell holds at least so many dwellings, or so many buildings.

    Returns
    -------
    ndarray of bool
        What is left out holds together at least as much, so that the total tells nothing of it: where it
        would not, the smallest other cells are left out, too. Cells with nothing in them are published.

    Notes
    -----
    Only one grouping may be published: two that overlap can be subtracted from each other. One building that
    outweighs all others of its cell is not looked for (no dominance rule).
    """
    empty = buildings <= 0.0
    shown = empty | (dwellings >= least) | (buildings >= least)
    order = np.lexsort((np.arange(len(shown)), buildings, dwellings))
    waiting = [int(row) for row in order if shown[row] and not empty[row]]
    while True:
        hidden = ~shown
        rest = dwellings[hidden].sum() + outside[0], buildings[hidden].sum() + outside[1]
        if rest[1] <= 0.0 or rest[0] >= least or rest[1] >= least or not waiting:
            return shown
        shown[waiting.pop(0)] = False
