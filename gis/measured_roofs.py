"""What a city model measured of roofs, kept where it can be: areas by direction, slope, eaves, ridge, form."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.account import Remark

DIRECTIONS: Final = ("n", "e", "s", "w", "h")
"""Quarters of the compass, and h for level."""
BY_DIRECTION: Final = tuple(f"roof_area_{each}_m2" for each in DIRECTIONS)
AREAS: Final = ("roof_area_m2", *BY_DIRECTION)
"""Surface of the roof, whole and by direction [m²]: what sections of a building have together."""
NUMBERS: Final = (*AREAS, "roof_slope_deg", "eaves_height_m", "ridge_height_m")
FORM: Final = "roof_form"
MODELLED: Final = "roof_modelled"
"""1 where all parts have a modelled roof; 0 for the lid of a block."""
LIKELY: Final = (0.7, 3.0)
"""Surface of a roof over its footprint; beyond these faces are missing or doubled [-]."""
STEEPEST_DEG: Final = 75.0


def measured_roofs(
    table: pd.DataFrame, footprint_m2: NDArray[np.float64], names: NDArray[np.object_]
) -> tuple[pd.DataFrame, tuple[Remark, ...]]:
    """Columns of roofs of the buildings of a city model.

    Parameters
    ----------
    table : DataFrame, shape (F,)
        As the reader of city models makes it.
    footprint_m2 : ndarray, shape (F,)
    names : ndarray of str, shape (F,)
        Ids that remarks name.

    Returns
    -------
    DataFrame, shape (F,)
        `NUMBERS` (NaN unknown) and `FORM` ("" unknown); no column where not one roof is known.
    tuple of Remark
        Roofs that cannot be right, and are not used.
    """
    nothing = pd.DataFrame(index=table.index)
    if not {*NUMBERS, FORM, MODELLED} <= set(map(str, table.columns)):
        return nothing, ()
    found = table[list(NUMBERS)].astype(np.float64)
    area, slope = found["roof_area_m2"].to_numpy(), found["roof_slope_deg"].to_numpy()
    known = np.isfinite(area) & (table[MODELLED].to_numpy(dtype=np.float64) > 0.99)
    over = np.divide(area, footprint_m2, out=np.ones(len(area)), where=known & (footprint_m2 > 0))
    odd = known & ((over < LIKELY[0]) | (over > LIKELY[1]) | (slope > STEEPEST_DEG))
    found[FORM] = table[FORM].fillna("").astype(object)
    kept = known & ~odd
    found.loc[~kept, list(NUMBERS)] = np.nan
    found.loc[~kept, FORM] = ""
    remarks = []
    if odd.any():
        ids = tuple(map(str, names[odd]))
        remarks.append(Remark("roofs_impossible", "doubts", ids, {"count": len(ids)}))
    if not kept.any():
        return nothing, tuple(remarks)
    remarks.append(Remark("roofs_measured", "notes", args={"count": int(kept.sum())}))
    return found, tuple(remarks)
