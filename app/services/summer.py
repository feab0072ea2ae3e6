"""Summer heat in a plan: hours that are too warm, what measures make of them, what cooling would take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.errors import UserError
from app.project import Project
from retrofit.findings import Finding
from retrofit.physics.climate import weather_findings
from retrofit.physics.solar import Weather
from retrofit.physics.summer import SummerEffects, cooling_needs, summer_effects
from retrofit.physics.zones import Choice
from retrofit.progress import Progress, part_of, silent
from retrofit.results import Baseline
from retrofit.stock.fields import Level
from retrofit.stock.stock import FloatArray, IntArray

CASES: Final = ("today", "shading", "airing", "insulation", "all_of_them")
"""As it is, with one measure each, with all of them; ``insulation`` stands for the planned package."""
COOLED: Final = ("today", "all_of_them")
"""Cases whose need for cooling is reckoned."""
HOT_H: Final = 100.0
"""Assumption: with more hours above the limit in a year a building counts as hot [h]."""
SEASONAL_EFFICIENCY: Final = 4.6
"""Heat taken from the rooms for electricity over a summer; the least that is asked of new room air
conditioners below 6 kW (Regulation (EU) 206/2012, annex I, from 2014). Indicative: what is built
in, and how, decides [-]."""
HOURS_PART: Final = 5 / 7
"""Share of the work that goes into the hours: five years of seven."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Summer at one level; every array has shape (n,), NaN where nothing is heated.

    Attributes
    ----------
    floor_area_ref_m2 : ndarray
        Heated floor area [m²].
    heated : ndarray
        Number of heated buildings.
    hours : mapping of str to ndarray
        By case: hours above the limit in a year, means weighted by floor area [h].
    hot_share : mapping of str to ndarray
        By case: share of the heated buildings with more than `HOT_H` hours [-].
    q_c_nd_kwh_m2 : mapping of str to ndarray
        By case of `COOLED`: energy need for cooling, were it cooled [kWh/(m²a)].
    """

    floor_area_ref_m2: FloatArray
    heated: FloatArray
    hours: Mapping[str, FloatArray]
    hot_share: Mapping[str, FloatArray]
    q_c_nd_kwh_m2: Mapping[str, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Summer:
    """What a summer is like in the buildings, blocks and district of a plan."""

    weather: str
    """Name of the place the hours are of."""
    source: str
    synthetic: bool
    """Whether the hours are made up: said wherever this is shown."""
    findings: tuple[Finding, ...]
    """About the weather."""
    package: str
    """Package that every building was given instead of its own; empty for the plan."""
    efficiency: float
    """Heat taken from the rooms for electricity [-]."""
    buildings: Figures
    blocks: Figures
    district: Figures

    def at(self, level: Level) -> Figures:
        """Figures of buildings, blocks or the district."""
        found = {Level.BUILDING: self.buildings, Level.BLOCK: self.blocks, Level.DISTRICT: self.district}
        return found[level]

    def electricity_kwh_m2(self, level: Level, case: str) -> FloatArray:
        """Electricity that cooling would take, shape (n,) [kWh/(m²a)]."""
        return np.asarray(self.at(level).q_c_nd_kwh_m2[case] / self.efficiency)


def summer_of(
    project: Project,
    weather: Weather | None = None,
    package: int | None = None,
    progress: Progress = silent,
) -> Summer:
    """Hours above 26 °C of every heated building without cooling, and its need for cooling.

    Parameters
    ----------
    weather : Weather, optional
        Hours of a year; those of the project when left out.
    package : int, optional
        Position of a package for every building; each has that of the plan when left out.

    Raises
    ------
    app.errors.UserError
        If there are no hours of a year.
    """
    hours = weather or project.weather
    if hours is None:
        raise UserError("summer_needs_weather")
    assert project.baseline is not None
    solved = project.baseline
    chosen: Choice = project.scenario.package_of if package is None else package
    zones = solved.typed, solved.envelope, solved.made, hours, chosen
    progress(0.0, "hours")
    effects = summer_effects(*zones, progress=part_of(progress, 0.0, HOURS_PART))
    cooling = cooling_needs(*zones, progress=part_of(progress, HOURS_PART, 1.0))
    n, blocks = len(project.stock), len(project.blocks)
    return Summer(
        weather=hours.name,
        source=hours.source,
        synthetic=hours.synthetic,
        findings=weather_findings(hours, project.place),
        package="" if package is None else project.packages[package].key,
        efficiency=SEASONAL_EFFICIENCY,
        buildings=_figures(solved, effects, cooling, np.arange(n, dtype=np.int32), n),
        blocks=_figures(solved, effects, cooling, project.stock.block_of, blocks),
        district=_figures(solved, effects, cooling, np.zeros(n, dtype=np.int32), 1),
    )


def _figures(
    solved: Baseline, effects: SummerEffects, cooling: tuple[FloatArray, FloatArray], of: IntArray, n: int
) -> Figures:
    """Sum up the heated buildings of every group; a building in no group is left out."""
    ref = solved.typed.floor_area_ref_m2
    rows = np.flatnonzero(solved.typed.heated & (ref > 0.0) & (of >= 0))
    groups = of[rows]

    def total(values: FloatArray) -> FloatArray:
        return np.bincount(groups, values[rows], n).astype(np.float64)

    area, count = total(ref), total(np.ones(len(ref)))
    share = np.zeros(len(ref))
    share[rows] = ref[rows] / area[groups]
    hours = {case: getattr(effects, case) for case in CASES}
    return Figures(
        floor_area_ref_m2=area,
        heated=count,
        hours={case: np.where(count > 0.0, total(values * share), np.nan) for case, values in hours.items()},
        hot_share={case: _over(total(1.0 * (values > HOT_H)), count) for case, values in hours.items()},
        q_c_nd_kwh_m2={
            case: _over(total(values), area) for case, values in zip(COOLED, cooling, strict=True)
        },
    )


def _over(above: FloatArray, below: FloatArray) -> FloatArray:
    """Quotient; NaN over nothing."""
    return np.asarray(np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0.0))
