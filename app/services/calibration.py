"""A plan beside its meters: what they say of its assumptions, its energy and its savings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

import numpy as np

from app.errors import UserError
from app.packs import load_pack
from app.packs.measured import FactorSet
from app.project import Project
from app.services.measured import as_measured
from app.services.meters.degree_days import reference_degree_days as degree_days_of
from app.services.meters.joining import Joined, join
from app.services.meters.table import read_readings
from app.services.solving import solved_plan
from app.text.messages import finding_sentence
from app.text.translate import _
from retrofit.evidence.calibrate import (
    BOUND,
    Calibration,
    Meters,
    calibrate,
    calibrated,
    shifted,
)
from retrofit.evidence.distributions import ASSUMPTIONS
from retrofit.evidence.perturb import Solved
from retrofit.findings import Finding, Severity
from retrofit.progress import Progress, part_of, silent
from retrofit.stock.stock import FloatArray

FEWEST_METERS: Final = 5
"""A building type with fewer meters takes what the whole district says."""
LEVELS: Final = (0.25, 4.0)
"""How far the district's meters may be from the published factors [-]."""


class By(StrEnum):
    """For which buildings assumptions are fitted together."""

    DISTRICT = "district"
    ARCHETYPE = "archetype"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One fitted assumption, as a factor on the value in use or as an addend."""

    name: str
    unit: str
    before: float
    after: float
    low: float
    high: float

    @property
    def at_bound(self) -> bool:
        """Whether the fit stopped at a bound: then something else is off."""
        span = self.high - self.low
        return min(self.after - self.low, self.high - self.after) < 0.01 * span


@dataclass(frozen=True, slots=True)
class Fit:
    """What the meters of some buildings say; errors are root mean squares of log calculated over metered."""

    name: str
    """Code of the building type; empty for the whole district."""
    meters: int
    parameters: tuple[Parameter, ...]
    error_raw: float
    error_fitted: float
    error_held_out: float


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Delivered energy and saving of every building by one way of reckoning, shape (B,) [kWh/a]."""

    now_kwh: FloatArray
    saving_kwh: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """Raw and calibrated side by side.

    ``measured`` follows the published factors, ``F(q0) q0 - F(q1) q1``, at ``level`` times
    their height: what this district's meters say over them.
    """

    joined: Joined
    reference_degree_days: float
    fits: tuple[Fit, ...]
    factors: FactorSet
    level: float
    error_measured: float
    raw: Side
    calibrated: Side
    measured: Side
    metered_raw_kwh: FloatArray
    """Calculated energy of each meter's buildings, shape (G,) [kWh/a]."""
    metered_calibrated_kwh: FloatArray
    metered_measured_kwh: FloatArray

    @property
    def district(self) -> Fit:
        """The fit of all meters together."""
        return self.fits[0]


@dataclass(frozen=True, slots=True)
class MeterRequest:
    """A table of meters and how to take it."""

    path: Path
    by: By = By.DISTRICT
    factors: str = ""
    """Set of measured-to-calculated factors; empty takes the country's."""
    reference_degree_days: float | None = None
    """Of the plan's climate, where the table's bases are not Eurostat's [K d]."""


def compare_with_meters(project: Project, request: MeterRequest, progress: Progress = silent) -> Calibrated:
    """Join a table of meters to a plan and learn from it; the plan is not changed.

    Raises
    ------
    gis.errors.SourceError
        If the table cannot be read.
    app.errors.UserError
        If it lacks a column, or nothing in it can be compared with the plan.
    """
    progress(0.0, "reading")
    readings = read_readings(request.path)
    reference = request.reference_degree_days or degree_days_of(project)
    joined = join(project, readings, reference)
    _refuse_empty(joined, request.path.name)
    joined = _with_few(joined)
    solved = solved_plan(project)
    progress(0.1, "fitting")
    district = calibrate(
        solved, Meters(joined.meter_of, joined.energy_kwh), progress=part_of(progress, 0.1, 0.5)
    )
    fits, fitted = [_fit("", district)], calibrated(solved, district.names, district.deviations)
    if request.by is By.ARCHETYPE:
        for name, found, rows in _by_archetype(
            project, solved, joined, district, part_of(progress, 0.5, 1.0)
        ):
            fits.append(_fit(name, found))
            own = calibrated(solved, found.names, found.deviations)
            fitted = {key: np.where(rows, own[key], values) for key, values in fitted.items()}
    plain = calibrated(solved, (), np.zeros(0))
    level, error, seen = _level(project, joined, request.factors)
    progress(1.0, "fitting")
    told = as_measured(project, request.factors, level)
    return Calibrated(
        joined=joined,
        reference_degree_days=reference,
        fits=tuple(fits),
        factors=told.factors,
        level=level,
        error_measured=error,
        raw=Side(plain["e_del_kwh"], plain["e_del_saving_kwh"]),
        calibrated=Side(fitted["e_del_kwh"], fitted["e_del_saving_kwh"]),
        measured=Side(told.now_kwh, told.saving_kwh),
        metered_raw_kwh=_on_meters(joined, plain["e_del_kwh"]),
        metered_calibrated_kwh=_on_meters(joined, fitted["e_del_kwh"]),
        metered_measured_kwh=seen,
    )


def _refuse_empty(joined: Joined, source: str) -> None:
    if not joined.rows_matched:
        raise UserError("meters_no_match", rows=joined.rows, source=source, example=joined.unmatched[0])
    if not len(joined.energy_kwh):
        reason = finding_sentence(joined.findings[0]).rstrip(".")
        raise UserError("meters_nothing_left", source=source, reason=reason)


def _with_few(joined: Joined) -> Joined:
    """Say so where so few meters speak for the whole district that nothing can be held out."""
    meters = len(joined.energy_kwh)
    if meters >= FEWEST_METERS:
        return joined
    untested = _(", and with a single meter none can be held out to test the fit") if meters < 2 else ""
    args: dict[str, object] = {"meters": meters, "least": FEWEST_METERS, "untested": untested}
    few = Finding("meters_few", Severity.DOUBTS, args=args)
    return replace(joined, findings=(few, *joined.findings))


def _fit(name: str, found: Calibration) -> Fit:
    known = {one.name: one for one in ASSUMPTIONS}
    parameters = tuple(
        Parameter(
            one,
            known[one].unit,
            shifted(known[one], 0.0),
            shifted(known[one], float(deviation)),
            shifted(known[one], -BOUND),
            shifted(known[one], BOUND),
        )
        for one, deviation in zip(found.names, found.deviations, strict=True)
    )
    return Fit(name, found.meters, parameters, found.error_raw, found.error_fitted, found.error_held_out)


def _by_archetype(
    project: Project, solved: Solved, joined: Joined, district: Calibration, progress: Progress
) -> Sequence[tuple[str, Calibration, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]]:
    """Fit the building types that have meters enough, each around the district.

    Yields the code of the type, what was found, and its buildings, shape (B,).
    """
    assert project.baseline is not None
    types = project.baseline.typed.archetype_of
    codes = load_pack(project.country).archetypes.code
    counted = joined.meter_of >= 0
    energy = np.zeros((len(joined.energy_kwh), len(codes)))
    raw = calibrated(solved, (), np.zeros(0))["e_del_kwh"]
    warm = counted & (types >= 0)
    np.add.at(energy, (joined.meter_of[warm], types[warm]), raw[warm])
    main = energy.argmax(axis=1)
    found = []
    enough = [kind for kind in np.unique(main).tolist() if (main == kind).sum() >= FEWEST_METERS]
    for place, kind in enumerate(enough):
        progress(place / len(enough), "fitting")
        meters = np.where(main == kind, joined.energy_kwh, 0.0)
        own = calibrate(solved, Meters(joined.meter_of, meters), centre=district.deviations)
        found.append((str(codes[kind]), own, types == kind))
    return found


def _level(project: Project, joined: Joined, factors: str) -> tuple[float, float, FloatArray]:
    """Height of the district's meters over the published factors, its error, and the meters at it [kWh/a]."""
    seen = _on_meters(joined, as_measured(project, factors).now_kwh)
    ratio = np.log(joined.energy_kwh / seen)
    count = np.bincount(joined.meter_of[joined.meter_of >= 0], minlength=len(seen))
    level = float(np.clip(np.exp(np.average(ratio, weights=count)), *LEVELS))
    at_level = _on_meters(joined, as_measured(project, factors, level).now_kwh)
    error = float(np.sqrt((np.log(at_level / joined.energy_kwh) ** 2).mean()))
    return level, error, at_level


def _on_meters(joined: Joined, building_kwh: FloatArray) -> FloatArray:
    counted = joined.meter_of >= 0
    sums = np.bincount(joined.meter_of[counted], building_kwh[counted], len(joined.energy_kwh))
    return np.asarray(sums, dtype=np.float64)
