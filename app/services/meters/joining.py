"""Meters and the buildings they count: joined, merged where they overlap, and looked over."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from app.project import Project
from app.services.meters.table import Reading, Readings
from app.services.meters.yearly import Ground, Notes, year_of
from app.text.translate import _
from gis.components import connected
from gis.joining import match
from retrofit.findings import Finding, Severity
from retrofit.stock.stock import FloatArray, IntArray

ABSURD: Final = 10.0
"""Metered over calculated energy, or the reverse, beyond which a reading is left out [-]."""


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Meters of a plan.

    Attributes
    ----------
    meter_of : ndarray, shape (B,)
        Row of the meter that counts a building; -1 for none.
    energy_kwh : ndarray, shape (G,)
        Energy of a year in the climate of the plan [kWh/a].
    names : tuple of str
        What the table calls each meter, or the building it stands in.
    """

    meter_of: IntArray
    energy_kwh: FloatArray
    names: tuple[str, ...]
    rows: int
    rows_matched: int
    unmatched: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def match_rate(self) -> float:
        """Share of the table's rows that found a building [-]."""
        return self.rows_matched / self.rows if self.rows else 0.0


@dataclass(slots=True)
class _Meter:
    rows: set[int]
    readings: list[Reading]


def join(project: Project, readings: Readings, reference_degree_days: float) -> Joined:
    """Find the buildings of every reading and bring each meter to a year.

    Parameters
    ----------
    reference_degree_days : float
        Of the climate the plan is calculated with, by the bases of the table's [K d].
    """
    notes, ground = Notes(), Ground.of(project, reference_degree_days)
    meters, unmatched = _sorted(project, ground, readings)
    if unmatched:
        notes.add("meter_unmatched", Severity.DOUBTS, unmatched)
    energy = {}
    for name, meter in meters.items():
        year = year_of(ground, meter.readings, meter.rows, notes)
        if year is not None:
            energy[name] = year
    covers = {name: meters[name].rows for name in energy}
    kept = _plausible(ground, _merged(covers, energy), notes)
    if not readings.with_degree_days:
        notes.add("meters_without_degree_days", Severity.NOTES)
    if readings.decimal_comma:
        notes.add("meters_decimal_comma", Severity.NOTES)
    meter_of = np.full(len(project.stock), -1, dtype=np.int32)
    for place, (_name, rows, _kwh) in enumerate(kept):
        meter_of[sorted(rows)] = place
    return Joined(
        meter_of=meter_of,
        energy_kwh=np.array([kwh for _name, _rows, kwh in kept], dtype=np.float64),
        names=tuple(name for name, _rows, _kwh in kept),
        rows=len(readings.rows),
        rows_matched=sum(len(meter.readings) for meter in meters.values()),
        unmatched=tuple(unmatched),
        findings=notes.findings(),
    )


def _sorted(project: Project, ground: Ground, readings: Readings) -> tuple[dict[str, _Meter], list[str]]:
    """Readings by meter, and the names of those that are nowhere in the plan."""
    find, unmatched = _finder(project, ground), []
    at_address = _addressed(project, [each for each in readings.rows if each.address])
    meters: dict[str, _Meter] = {}
    for reading in readings.rows:
        rows = find(reading) or at_address.get(reading.line, set())
        if not rows:
            unmatched.append(reading.name or _("row {line}").format(line=reading.line))
            continue
        name = reading.meter or "; ".join(ground.ids(rows))
        meter = meters.setdefault(name, _Meter(set(), []))
        meter.rows |= rows
        meter.readings.append(reading)
    return meters, unmatched


def _addressed(project: Project, readings: list[Reading]) -> dict[int, set[int]]:
    """Rows of the buildings at the address of each reading, by its line; unclear ones have none."""
    if not readings:
        return {}
    table = pd.DataFrame({"address": [each.address for each in readings]})
    found = match(table, {"address": "address"}, project.buildings, ("address",), project.country)
    at: dict[int, set[int]] = defaultdict(set)
    for row, building in zip(found.row.tolist(), found.building.tolist(), strict=True):
        at[readings[row].line].add(building)
    return at


def _finder(project: Project, ground: Ground) -> Callable[[Reading], set[int]]:
    """What finds the rows of the buildings that a reading names, by id or by cadastral reference."""
    ids = {name: row for row, name in enumerate(ground.building_id)}
    loose = {name.casefold(): row for name, row in ids.items()}
    by_reference: dict[str, set[int]] = defaultdict(set)
    for row, name in enumerate(project.buildings["national_cadastral_reference"].astype(str)):
        by_reference[name.casefold()].add(row)
    parcels = [str(name).casefold() for name in project.parcels.index]
    for row, parcel in enumerate(project.stock.parcel_of.tolist()):
        if parcel >= 0:
            by_reference[parcels[parcel]].add(row)

    def find(reading: Reading) -> set[int]:
        named = {ids.get(name, loose.get(name.casefold(), -1)) for name in reading.buildings} - {-1}
        if named or not reading.reference:
            return named
        return by_reference.get(reading.reference.casefold(), set())

    return find


def _merged(covers: Mapping[str, set[int]], energy: Mapping[str, float]) -> list[tuple[str, set[int], float]]:
    """Meters that share buildings as one: name, buildings, energy."""
    names = list(covers)
    first: dict[int, int] = {}
    links = [
        (first.setdefault(row, place), place)
        for place, name in enumerate(names)
        for row in sorted(covers[name])
    ]
    pairs = np.array(links, dtype=np.int64).reshape(-1, 2)
    together: dict[int, list[str]] = defaultdict(list)
    for name, label in zip(names, connected(len(names), pairs[:, 0], pairs[:, 1]).tolist(), strict=True):
        together[label].append(name)
    found = []
    for inside in together.values():
        rows: set[int] = set().union(*(covers[name] for name in inside))
        found.append((", ".join(inside), rows, sum(energy[name] for name in inside)))
    return found


def _plausible(
    ground: Ground, meters: list[tuple[str, set[int], float]], notes: Notes
) -> list[tuple[str, set[int], float]]:
    """Meters of heated buildings whose energy is of the calculated one's size."""
    kept = []
    calculated = ground.delivered_kwh.sum(axis=1)
    for name, rows, kwh in meters:
        expected = float(calculated[sorted(rows)].sum())
        if expected <= 0.0:
            notes.add("meter_not_heated", Severity.NOTES, ground.ids(rows))
        elif not expected / ABSURD <= kwh <= expected * ABSURD:
            notes.add("meter_value_absurd", Severity.DOUBTS, ground.ids(rows))
        else:
            kept.append((name, rows, kwh))
    return kept
