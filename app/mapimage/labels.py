"""Places for labels that do not cover each other: the most important first."""

import numpy as np
from numpy.typing import NDArray


def placed(
    middle: NDArray[np.float64],
    size: NDArray[np.float64],
    room: tuple[float, float],
    most: int = 300,
    gap: float = 2.0,
) -> NDArray[np.intp]:
    """Labels that can be written, in the order in which they were given.

    Parameters
    ----------
    middle : ndarray, shape (n, 2)
        Where each label would stand [pixel]; the most important label first.
    size : ndarray, shape (n, 2)
        Width and height of each [pixel].
    room : tuple of float
        Width and height of the picture; a label lies wholly inside [pixel].
    most : int
        No more labels than this.
    gap : float
        Least distance between two labels [pixel].

    Returns
    -------
    ndarray
        Positions of the labels that are written, ascending.
    """
    low, high = middle - size / 2, middle + size / 2
    inside = (low >= 0).all(axis=1) & (high <= np.asarray(room)).all(axis=1)
    chosen: list[int] = []
    taken = np.empty((0, 4))
    for place in np.flatnonzero(inside).tolist():
        box = np.array([*(low[place] - gap), *(high[place] + gap)])
        apart = (
            (taken[:, 2] <= box[0])
            | (taken[:, 0] >= box[2])
            | (taken[:, 3] <= box[1])
            | (taken[:, 1] >= box[3])
        )
        if apart.all():
            chosen.append(place)
            taken = np.vstack([taken, [*low[place], *high[place]]])
            if len(chosen) >= most:
                break
    return np.asarray(chosen, dtype=np.intp)
