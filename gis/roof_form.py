"""What kind of roof a building seems to have, from the directions in which its pixels fall."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FORMS: Final = ("", "flat", "gabled", "hipped", "shed", "other")
"""Words for roofs, "" unknown; those of a city model read from its faces."""
LEAST_PX: Final = 12
"""Fewer pixels inside a roof say nothing of its form."""
LEVEL_DEG: Final = 9.0
"""A roof that is less steep counts as level [°]."""
STEEPEST_DEG: Final = 65.0
"""What is steeper is a step or a wall, not a roof [°]."""
FLAT_SHARE: Final = 0.75
"""A roof with more than this of its pixels level is flat."""
MAIN_SHARE: Final = 0.15
"""Slopes of less than this of a roof do not make its form."""
CLEAR_SHARE: Final = 0.6
"""Pixels that fall to one of the four sides of a roof, within 25°, for its form to be told."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Roofs:
    """Guessed roofs.

    Attributes
    ----------
    form : ndarray of str, shape (B,)
        One of `FORMS`.
    slope_deg : ndarray, shape (B,)
        Slope in the middle of what is pitched [°]; NaN where it is flat or unknown.
    azimuth_deg : ndarray, shape (B,)
        Direction to which the largest slope falls, from north over east [°]; NaN as above.
    """

    form: NDArray[np.object_]
    slope_deg: Numbers
    azimuth_deg: Numbers


def roofs_of(turned: Numbers, slope_deg: Numbers) -> Roofs:
    """Guess the roofs.

    Parameters
    ----------
    turned : ndarray, shape (B, D + 1)
        Pixels by direction of their fall, sectors of the compass from north over east, then level ones.
    slope_deg : ndarray, shape (B,)
        Median slope of the pixels that are not level [°].
    """
    around, level = turned[:, :-1], turned[:, -1]
    sectors = around.shape[1]
    middle = (np.arange(sectors) + 0.5) * (360.0 / sectors)
    total = turned.sum(axis=1)
    # four sides at right angles: their common turn is the mean of four times the direction
    fourfold = (around * np.exp(4j * np.radians(middle))).sum(axis=1)
    turn = np.degrees(np.angle(fourfold)) / 4.0
    off = (middle[None, :] - turn[:, None]) % 360.0
    side = np.round(off / 90.0).astype(np.int64) % 4
    near = np.abs((off + 45.0) % 90.0 - 45.0) <= 25.0
    sides = np.stack([(around * ((side == one) & near)).sum(axis=1) for one in range(4)], axis=1)
    share = np.divide(sides, total[:, None], out=np.zeros_like(sides), where=total[:, None] > 0)
    flat = np.divide(level, total, out=np.zeros_like(level), where=total > 0) > FLAT_SHARE
    main = share > MAIN_SHARE
    count = main.sum(axis=1)
    opposite = (main[:, 0] & main[:, 2]) | (main[:, 1] & main[:, 3])
    pitched = np.maximum(around.sum(axis=1), 1.0)
    clear = sides.sum(axis=1) / pitched >= CLEAR_SHARE
    rules = [total < LEAST_PX, flat, ~clear, count == 4, (count == 2) & opposite, count == 1, count > 0]
    form = np.select(rules, ["", "flat", "", "hipped", "gabled", "shed", "other"], "").astype(object)
    told = np.isin(form.astype(str), ("hipped", "gabled", "shed", "other"))
    azimuth = (turn + 90.0 * sides.argmax(axis=1)) % 360.0
    return Roofs(form, np.where(told, slope_deg, np.nan), np.where(told, azimuth, np.nan))
