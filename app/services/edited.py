"""Which cells of the buildings somebody corrected by hand: they outlive a newer delivery."""

from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

OUTLINE: Final = "outline"
"""Stands for the shape, beside the names of columns."""

Rows = NDArray[np.int32]


def mark(frame: gpd.GeoDataFrame, rows: Rows, names: Iterable[str]) -> gpd.GeoDataFrame:
    """Return the buildings with some columns of some rows marked as edited."""
    wanted = list(names)
    said = frame["edited"].to_numpy(dtype=object, copy=True)
    for row in np.asarray(rows).tolist():
        said[row] = " ".join(dict.fromkeys([*str(said[row]).split(), *wanted]))
    return frame.assign(edited=said)


def is_edited(frame: gpd.GeoDataFrame, name: str) -> NDArray[np.bool_]:
    """Whether a column, or the outline, of each building was edited, shape (B,)."""
    said = frame["edited"].to_numpy(dtype=object)
    found, place = np.unique(said.astype(str), return_inverse=True)
    return np.array([name in one.split() for one in found], dtype=bool)[place]
