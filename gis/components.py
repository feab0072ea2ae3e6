"""Connected groups: which rows hang together through links, over whole arrays."""

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]


def connected(n: int, one: IntArray, two: IntArray) -> IntArray:
    """Label ``n`` rows so that linked rows share a label.

    Parameters
    ----------
    n : int
        Number of rows.
    one, two : ndarray, shape (L,)
        Rows that each link joins.

    Returns
    -------
    ndarray, shape (n,)
        Lowest row of the group of each row.
    """
    label = np.arange(n)
    while True:
        low = np.minimum(label[one], label[two])
        before = label.copy()
        # hook the roots, not the rows: groups grow by whole groups and few rounds are needed
        np.minimum.at(label, before[one], low)
        np.minimum.at(label, before[two], low)
        while not np.array_equal(label, label[label]):
            label = label[label]
        if np.array_equal(label, before):
            return label
