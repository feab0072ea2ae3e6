"""Where a value came from, one code per cell."""

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray


class Provenance(IntEnum):
    """Origin of one input value. Higher is weaker; from `ARCHETYPE` on it is a guess."""

    GIVEN = 0
    """Read from the user's own footprint source."""
    JOINED = 1
    """Joined from another source: building parts, parcels, a register."""
    MEASURED = 2
    """Measured from geometry or a raster."""
    ARCHETYPE = 3
    """Typical value of the building's type."""
    ASSUMED = 4
    """No evidence: a stated default."""


FIRST_GUESS: Final = Provenance.ARCHETYPE


def guessed_share(codes: NDArray[np.int8]) -> NDArray[np.float64]:
    """Share of guessed inputs per building.

    Parameters
    ----------
    codes : ndarray, shape (B, n)
        Provenance of ``n`` inputs.

    Returns
    -------
    ndarray, shape (B,)
        Share of inputs that are an archetype's or an assumption [0..1].
    """
    return np.asarray((codes >= FIRST_GUESS).mean(axis=1), dtype=np.float64)
