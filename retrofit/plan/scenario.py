"""`Assumptions` and `Scenario`: a choice for every building, frozen."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from retrofit.stock.stock import CodeArray, IntArray


class Method(StrEnum):
    """Which balance gives the energy need for heating."""

    MONTHLY = "monthly"
    """EN ISO 52016-1 monthly, local climate: the working method."""
    SEASONAL = "seasonal"
    """TABULA's seasonal method with the region's heating season."""
    HOURLY = "hourly"
    """ISO 13790 5R1C with 8760 hours; needs a weather file."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the calculation takes for granted; every field is shown to the user."""

    method: Method = Method.MONTHLY
    station: str = ""
    """Key of the climate station; empty takes the nearest."""
    vat_included: bool = True
    """Energy prices and investments with VAT."""
    discount_rate: float = 0.03
    """Real discount rate [-]."""
    energy_price_growth: float = 0.02
    """Real growth of all energy prices a year [-]."""
    horizon_a: int = 30
    """Years over which NPV and payback are reckoned [a]."""
    construction_price_factor: float | None = None
    """Construction prices now over those of the cost functions' price year [-]; None takes the pack's."""
    start_year: int = 2026
    """First year of the plan: paths of prices and emissions are read from here on."""
    carbon_priced: bool = False
    """Whether emissions are paid for, at the least carbon price of the regulation."""
    block_discount: float = 0.0
    """Largest share by which works get cheaper when a whole block is ordered together [-]."""
    block_discount_m2: float = 5000.0
    """Area of works at which half of that is reached [m²]."""
    own_prices: tuple[tuple[str, float], ...] = ()
    """Energy prices in the place of the pack's: carrier and price with VAT [EUR/kWh], by carrier."""


DO_NOTHING = 0
"""Number of the scenario in which no building has works."""


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """A package for every building.

    Attributes
    ----------
    package_of : ndarray, shape (B,)
        Position in the packages of the plan.
    number : int
        Stays with the scenario when it is renamed; `DO_NOTHING` is the one without works.
    note : str
        What the planner wants to remember of it.
    """

    name: str
    package_of: CodeArray
    number: int = 1
    note: str = ""

    def __post_init__(self) -> None:
        self.package_of.setflags(write=False)

    def with_package(self, rows: IntArray, package: int) -> "Scenario":
        """Return a copy in which the given rows take another package."""
        chosen = self.package_of.copy()
        chosen[rows] = package
        return replace(self, package_of=chosen)

    def take(self, rows: IntArray) -> "Scenario":
        """Return the scenario of the given rows, in that order."""
        return replace(self, package_of=np.ascontiguousarray(self.package_of[rows]))
