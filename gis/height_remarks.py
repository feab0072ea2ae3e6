"""What is odd about elevation rasters: units, systems, what they show."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from gis.account import Remark
from gis.crs import short_name
from gis.errors import SourceError
from gis.raster import METRES, RasterInfo

IMPLAUSIBLE_M: Final = 60.0
"""A district whose buildings are higher in the middle is one in another unit [m]."""
PLAUSIBLE_M: Final = (2.0, 40.0)
"""Middle height of the buildings of a district in the right unit [m]."""
SMALLEST: Final = ("dm", "cm", "mm")
"""Units of whole numbers, tried in turn."""
BELOW_M: Final = -1.0
"""A surface that lies lower against the ground is none [m]."""
THERE_M: Final = 1.0
"""Buildings whose middle height is less are not in the surface [m]."""
POINTS_SHARE: Final = 0.5
"""Share of buildings smaller than a pixel from which a raster is too coarse [-]."""
NAMED: Final = 4
"""Files that a sentence names."""

Numbers = NDArray[np.float64]


def names_of(rasters: Sequence[RasterInfo]) -> str:
    """Names of files, the first few."""
    names = [one.path.name for one in rasters]
    return ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")


def guessed_unit(height_m: Numbers, rasters: Sequence[RasterInfo], unit: str) -> str:
    """Unit of whole numbers that nobody named, where metres cannot be; "" where nothing is guessed.

    Parameters
    ----------
    height_m : ndarray
        Heights that were measured as if the unit were metres.
    unit : str
        As the user named it.
    """
    named = unit or any(one.metres for one in rasters)
    if named or not len(height_m) or not all(one.is_whole_numbers for one in rasters):
        return ""
    middle = float(np.median(height_m))
    if middle <= IMPLAUSIBLE_M:
        return ""
    low, high = PLAUSIBLE_M
    return next((one for one in SMALLEST if low <= middle * METRES[one] <= high), "")


def must_be_buildings(height_m: Numbers, surface: Sequence[RasterInfo]) -> None:
    """Refuse a surface in which the buildings do not stand.

    Raises
    ------
    SourceError
        If it lies below the ground or is as high as it.
    """
    if not len(height_m):
        return
    middle = float(np.median(height_m))
    if middle < BELOW_M:
        raise SourceError("heights_below_ground", sources=names_of(surface), height=f"{middle:.1f}")
    if height_m.max() < THERE_M:
        raise SourceError("heights_without_buildings", sources=names_of(surface))


def noticed_of_rasters(
    rasters: Sequence[RasterInfo], crs: CRS, unit: str, terrain: int
) -> tuple[Remark, ...]:
    """What was assumed of the files; ``terrain`` is how many of them are ground."""
    found = []
    placeless = [one for one in rasters if one.crs is None]
    if placeless:
        args: dict[str, object] = {"sources": names_of(placeless), "crs": short_name(crs)}
        found.append(Remark("heights_crs_assumed", "doubts", args=args))
    if unit:
        args = {"sources": names_of(rasters), "unit": unit}
        found.append(Remark("heights_unit_guessed", "doubts", args=args))
    several = [one for one in rasters if one.bands > 1]
    if several:
        found.append(Remark("heights_first_band", "notes", args={"sources": names_of(several)}))
    if not terrain:
        found.append(Remark("heights_without_terrain", "doubts", args={"sources": names_of(rasters)}))
    return tuple(found)


def noticed_of_heights(height_m: Numbers, points: float) -> tuple[Remark, ...]:
    """What is odd about the heights; ``points`` is the share of buildings smaller than a pixel [-]."""
    found = []
    middle = float(np.median(height_m)) if len(height_m) else 0.0
    if middle > IMPLAUSIBLE_M:
        found.append(Remark("heights_implausible", "doubts", args={"height": f"{middle:.0f}"}))
    if points > POINTS_SHARE:
        found.append(Remark("heights_coarse", "doubts", args={"share": f"{100 * points:.0f}"}))
    return tuple(found)
