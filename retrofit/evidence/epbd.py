"""What a plan contributes to the paths that Directive (EU) 2024/1275 asks of member states.

The directive binds the national stock, not a district: the figures tell whether the district
goes at the pace that the country as a whole has to go.

References
----------
Directive (EU) 2024/1275 of 24 April 2024 on the energy performance of buildings (recast),
Article 9(1) and 9(2).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.stock.stock import FloatArray

RESIDENTIAL_DROP: Final = ((2030, 0.16), (2035, 0.20))
"""Least drop of the average primary energy of homes against 2020, by year (Article 9(2)) [-]."""
WORST_SHARE: Final = 0.43
"""Homes that count as worst-performing (Article 9(2)) [-]."""
LEAST_FROM_WORST: Final = 0.55
"""Least part of the drop that comes from renovating them (Article 9(2)) [-]."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far homes come.

    Attributes
    ----------
    homes : int
        Heated residential buildings.
    now_kwh_m2, after_kwh_m2 : float
        Their average primary energy [kWh/(m²a)].
    drop : float
        One less the quotient of both [-].
    from_worst : float
        Part of the saved primary energy that the worst-performing homes bring [-].
    """

    homes: int
    now_kwh_m2: float
    after_kwh_m2: float
    drop: float
    from_worst: float


def pace(now_kwh: FloatArray, after_kwh: FloatArray, area_m2: FloatArray, homes: NDArray[np.bool_]) -> Pace:
    """Average primary energy of homes today and with a plan.

    Parameters
    ----------
    now_kwh, after_kwh : ndarray, shape (B,)
        Primary energy [kWh/a].
    area_m2 : ndarray, shape (B,)
        Heated floor area [m²].
    homes : ndarray of bool, shape (B,)
        Residential buildings; those without heated area are left out.
    """
    rows = np.flatnonzero(homes & (area_m2 > 0))
    now, after, area = now_kwh[rows], after_kwh[rows], area_m2[rows]
    if not len(rows) or now.sum() <= 0:
        nan = float("nan")
        return Pace(len(rows), nan, nan, nan, nan)
    saved = now - after
    worst = np.argsort(-now / area, kind="stable")[: int(np.ceil(WORST_SHARE * len(rows)))]
    total = float(saved.sum())
    return Pace(
        homes=len(rows),
        now_kwh_m2=float(now.sum() / area.sum()),
        after_kwh_m2=float(after.sum() / area.sum()),
        drop=float(total / now.sum()),
        from_worst=float(saved[worst].sum()) / total if total > 0 else float("nan"),
    )
