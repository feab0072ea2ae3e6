"""District totals beside published statistics: ratio, band, and what lies outside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.findings import Finding, Severity
from retrofit.results import Baseline
from retrofit.stock.codes import SIZE_CLASSES
from retrofit.stock.pack import Status
from retrofit.stock.provenance import FIRST_GUESS
from retrofit.stock.stock import FloatArray

LIVING_PER_REF: Final = 1.0 / 1.1
"""TABULA calculation method (Loga, Diefenbach 2013): ``A_C_Ref = 1.1 x A_C_living``; statistics
of dwellings count the living area."""

HEAT_BAND: Final = (0.6, 1.6)
"""Assumption: calculated over published, where both count heating and hot water. By TABULA's mean
measured-to-calculated factor (EU.M.01: 0.65 at 300 kWh/m²) old buildings are calculated at 1.5 times
what they are metered at; the rest is room for a district that is not like its country."""

HEAT_SHARE: Final = 0.789
"""Heating (64.1 %) and hot water (14.8 %) of the households of the European Union in 2017: Eurostat,
news item DDN-20190620-1. The calculation leaves out the rest: cooking, light, appliances."""

ALL_BAND: Final = (HEAT_BAND[0] * HEAT_SHARE, HEAT_BAND[1] * HEAT_SHARE)
"""The same band, where the published figure holds all uses of a household."""

STOCK_BAND: Final = (0.6, 1.6)
"""Assumption: dwellings of a district are rarely farther from those of the country."""

NON_RESIDENTIAL: Final = SIZE_CLASSES.index("NRES")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a statistic can be about."""

    unit: str
    covers: str
    """heating; heat (heating and hot water); all uses of a household; stock (floor area); persons."""
    per: str
    """m2, dwelling or person."""

    @property
    def band(self) -> tuple[float, float]:
        """Lowest and highest ratio that is taken as plausible."""
        return {"all": ALL_BAND, "stock": STOCK_BAND}.get(self.covers, HEAT_BAND)

    @property
    def counts_area(self) -> bool:
        """Whether it matters how floor area is counted."""
        return self.per == "m2" or self.covers == "stock"


QUANTITIES: Final[Mapping[str, Quantity]] = {
    "e_del_heating_m2": Quantity("kWh/(m²a)", "heating", "m2"),
    "e_del_heat_m2": Quantity("kWh/(m²a)", "heat", "m2"),
    "e_del_all_m2": Quantity("kWh/(m²a)", "all", "m2"),
    "e_del_heating_dwelling": Quantity("kWh/a", "heating", "dwelling"),
    "e_del_heat_dwelling": Quantity("kWh/a", "heat", "dwelling"),
    "e_del_all_dwelling": Quantity("kWh/a", "all", "dwelling"),
    "e_del_heat_person": Quantity("kWh/a", "heat", "person"),
    "e_del_all_person": Quantity("kWh/a", "all", "person"),
    "co2_dwelling": Quantity("kg/a", "all", "dwelling"),
    "floor_area_dwelling": Quantity("m²", "stock", "dwelling"),
    "floor_area_person": Quantity("m²", "stock", "person"),
    "persons_dwelling": Quantity("-", "persons", "dwelling"),
}
"""Every quantity of ``statistics.csv`` and its unit."""

OWN_TOTAL: Final = "own_total"
"""The user's own total of the district."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A published figure of a country, or of a place in it; year 0 is not stated."""

    quantity: str
    value: float
    unit: str
    year: int
    source: str
    status: Status
    note: str = ""
    place: str = ""
    """Empty for the whole country."""
    climate: str = ""
    """normal (corrected to a mean winter), actual, or empty where it does not matter."""
    floor_area: str = ""
    """living (inside of the dwellings), gross (outside of the walls), or empty."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of the heated dwellings of a district, as it is today; energies in kWh/a."""

    buildings: int
    dwellings: float
    dwellings_guessed: float
    """Of them in buildings whose number of dwellings is guessed."""
    floor_area_ref_m2: float
    floor_area_gross_m2: float
    e_del_heating_kwh: float
    e_del_kwh: float
    co2_kg: float
    e_del_district_kwh: float
    """Delivered to all heated buildings, dwellings or not."""

    def area_m2(self, floor_area: str) -> float:
        """Floor area as a statistic counts it: living or gross [m²]."""
        return self.floor_area_gross_m2 if floor_area == "gross" else self.floor_area_ref_m2 * LIVING_PER_REF


@dataclass(frozen=True, slots=True)
class Comparison:
    """A calculated figure beside a published one."""

    quantity: str
    calculated: float
    published: float
    unit: str
    band: tuple[float, float]
    statistic: Statistic | None = None
    """None for the user's own total."""

    @property
    def ratio(self) -> float:
        """Calculated over published [-]."""
        return self.calculated / self.published

    @property
    def plausible(self) -> bool:
        """Whether the ratio lies in its band."""
        return self.band[0] <= self.ratio <= self.band[1]


def totals_of(solved: Baseline) -> Totals:
    """Sum up the heated dwellings of a district.

    Notes
    -----
    Delivered energy is split as it is reckoned: what follows the heating need is heating; what
    follows the floor area (hot water and auxiliaries) is not.
    """
    typed, states = solved.typed, solved.states
    rows = typed.heated & (typed.stock.size_class != NON_RESIDENTIAL)
    guessed = typed.stock.provenance["number_of_dwellings"] >= FIRST_GUESS
    e_del = states.e_del_total_kwh[:, 0]
    other = states.tables.per_m2[states.kind_of, 0, :-1].sum(axis=1) * states.floor_area_ref_m2
    return Totals(
        buildings=int(rows.sum()),
        dwellings=_sum(typed.stock.number_of_dwellings, rows),
        dwellings_guessed=_sum(typed.stock.number_of_dwellings, rows & guessed),
        floor_area_ref_m2=_sum(typed.floor_area_ref_m2, rows),
        floor_area_gross_m2=_sum(typed.stock.floor_area_gross_m2, rows),
        e_del_heating_kwh=_sum(e_del - other, rows),
        e_del_kwh=_sum(e_del, rows),
        co2_kg=_sum(states.co2_kg[:, 0], rows),
        e_del_district_kwh=_sum(e_del, typed.heated),
    )


def compare(totals: Totals, statistics: Sequence[Statistic]) -> tuple[Comparison, ...]:
    """Put the district's totals beside every statistic that they can be compared with.

    A figure per person needs the persons per dwelling of the same place.
    """
    persons = {one.place: one.value for one in statistics if one.quantity == "persons_dwelling"}
    found = []
    for one in statistics:
        quantity, area = QUANTITIES[one.quantity], totals.area_m2(one.floor_area)
        over = {
            "m2": area,
            "dwelling": totals.dwellings,
            "person": totals.dwellings * persons.get(one.place, persons.get("", 0.0)),
        }[quantity.per]
        above = {
            "heating": totals.e_del_heating_kwh,
            "heat": totals.e_del_kwh,
            "all": totals.co2_kg if one.quantity == "co2_dwelling" else totals.e_del_kwh,
            "stock": area,
        }.get(quantity.covers, 0.0)
        if above > 0.0 and over > 0.0:
            found.append(Comparison(one.quantity, above / over, one.value, one.unit, quantity.band, one))
    return tuple(found)


def compare_own(totals: Totals, own_kwh: float) -> Comparison:
    """Put the energy delivered to all heated buildings beside the user's own total [kWh/a]."""
    return Comparison(OWN_TOTAL, totals.e_del_district_kwh, own_kwh, "kWh/a", HEAT_BAND)


def findings_of(comparisons: Iterable[Comparison]) -> tuple[Finding, ...]:
    """Name every comparison outside its band."""
    return tuple(_finding(one) for one in comparisons if not one.plausible)


def _finding(one: Comparison) -> Finding:
    args: dict[str, object] = {"ratio": one.ratio, "low": one.band[0], "high": one.band[1]}
    if one.statistic is None:
        return Finding("own_total_outside_band", Severity.DOUBTS, args=args)
    named: dict[str, object] = {"quantity": one.quantity, "place": one.statistic.place}
    return Finding("statistics_outside_band", Severity.DOUBTS, args=named | args)


def _sum(values: FloatArray, rows: NDArray[np.bool_]) -> float:
    return float(np.nansum(values[rows]))
