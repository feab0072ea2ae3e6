"""What the readings of one meter say of a year in the climate of the plan."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from app.project import Project
from app.services.meters.degree_days import heating_share
from app.services.meters.table import Reading
from app.services.solving import ELECTRICITY, fuel_and_auxiliaries
from retrofit.evidence.calibrate import to_reference_year
from retrofit.findings import Finding, Severity
from retrofit.stock.codes import CARRIERS
from retrofit.stock.stock import FloatArray

SHORTEST_D: Final = 300.0
"""A shorter period says something of a year only with degree days [d]."""
MINOR: Final = 0.05
"""A carrier that brings less than this share of the energy does not heat [-]."""
CURRENT: Final = "electricity"

_ORDER: Final = list(Severity)


class Notes:
    """Findings while they are gathered: each names its buildings once."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, Severity], dict[str, None]] = defaultdict(dict)

    def add(self, code: str, severity: Severity, ids: Iterable[str] = ()) -> None:
        """Note something about some buildings, or about what the table calls them."""
        self._ids[code, severity].update(dict.fromkeys(ids))

    def findings(self) -> tuple[Finding, ...]:
        """All of it, heaviest first."""
        found = [Finding(code, severity, tuple(ids)) for (code, severity), ids in self._ids.items()]
        return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The plan as far as meters touch it.

    Attributes
    ----------
    building_id : tuple of str
    delivered_kwh : ndarray, shape (B, C)
        Calculated energy by carrier today [kWh/a].
    aux_kwh : ndarray, shape (B,)
        Auxiliary electricity in it that comes through another meter than the fuel [kWh/a].
    heating_share : ndarray, shape (B,)
    reference_degree_days : float
        Of the plan's climate [K d].
    """

    building_id: tuple[str, ...]
    delivered_kwh: FloatArray
    aux_kwh: FloatArray
    heating_share: FloatArray
    reference_degree_days: float

    @classmethod
    def of(cls, project: Project, reference_degree_days: float) -> Self:
        """Look at a plan."""
        assert project.baseline is not None
        return cls(
            tuple(project.buildings.index.astype(str)),
            np.asarray(project.baseline.states.e_del_kwh[:, 0]),
            fuel_and_auxiliaries(project)[1][0],
            heating_share(project),
            reference_degree_days,
        )

    def ids(self, rows: Iterable[int]) -> list[str]:
        """Ids of some buildings."""
        return [self.building_id[row] for row in sorted(rows)]


def year_of(ground: Ground, readings: Sequence[Reading], rows: set[int], notes: Notes) -> float | None:
    """Energy of a meter in a year of the plan's climate, auxiliaries included; None when nothing can be said.

    Parameters
    ----------
    readings : sequence of Reading
        Of one meter, or of one building without a meter's id; those are added.
    rows : set of int
        Buildings that it counts.
    """
    some = _usable(ground, readings, rows, notes)
    periods: dict[str, list[Reading]] = defaultdict(list)
    for reading in some:
        periods[reading.period].append(reading)
    at = sorted(rows)
    weight = ground.delivered_kwh[at].sum(axis=1)
    share = float((ground.heating_share[at] * weight).sum() / weight.sum()) if weight.sum() > 0 else 0.0
    years, days = [], []
    for together in periods.values():
        kwh = _counted(together)
        if kwh is None:
            notes.add("meter_rows_differ", Severity.DOUBTS, ground.ids(rows))
            return None
        first = together[0]
        reference = ground.reference_degree_days
        years += to_reference_year([kwh], [share], [first.days], [first.degree_days], reference).tolist()
        days.append(first.days)
    if not years:
        return None
    apart = 0.0 if any(reading.carrier == CURRENT for reading in some) else float(ground.aux_kwh[at].sum())
    return float(np.average(years, weights=days)) + apart


def _usable(ground: Ground, readings: Sequence[Reading], rows: set[int], notes: Notes) -> list[Reading]:
    """Readings that say something about heating."""
    ids, found = ground.ids(rows), []
    used = _heats_with(ground, rows)
    told = {reading.period for reading in readings if reading.number}
    for reading in readings:
        if not reading.number and reading.meter and reading.period in told:
            continue  # the meter's energy stands in another of its rows
        if not reading.number:
            notes.add("meter_value_bad", Severity.DOUBTS, ids)
        elif reading.kwh < 0:
            notes.add("meter_value_negative", Severity.DOUBTS, ids)
        elif not np.isfinite(reading.days):
            notes.add("meter_period_bad", Severity.DOUBTS, ids)
        elif reading.days < SHORTEST_D and not reading.degree_days > 0:
            notes.add("meter_period_short", Severity.DOUBTS, ids)
        elif reading.carrier == CURRENT and used and CURRENT not in used:
            notes.add("meter_household_current", Severity.NOTES, ids)
        else:
            if used and reading.carrier not in {"", *used}:
                notes.add("meter_carrier_differs", Severity.DOUBTS, ids)
            found.append(reading)
    return found


def _heats_with(ground: Ground, rows: set[int]) -> set[str]:
    """Carriers that heat some buildings in the plan; auxiliaries do not."""
    at = sorted(rows)
    delivered = ground.delivered_kwh[at].sum(axis=0)
    delivered[ELECTRICITY] -= ground.aux_kwh[at].sum()
    total = float(delivered.sum())
    return {code for place, code in enumerate(CARRIERS) if total > 0 and delivered[place] > MINOR * total}


def _counted(readings: Sequence[Reading]) -> float | None:
    """Energy of a period: a meter's once a carrier, a building's added up; None where rows disagree."""
    if not readings[0].meter:
        return sum(reading.kwh for reading in readings)
    by_carrier: dict[str, set[float]] = defaultdict(set)
    for reading in readings:
        by_carrier[reading.carrier].add(reading.kwh)
    if any(len(values) > 1 for values in by_carrier.values()):
        return None
    return sum(next(iter(values)) for values in by_carrier.values())
