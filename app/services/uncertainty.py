"""How sure are these figures? Bands on a plan's results, what drives them, which surveys would narrow them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.errors import UserError
from app.packs.measured import FactorSet
from app.project import Project
from app.services.fingerprints import plan_key
from app.services.measured import adjustment, factor_set
from app.services.solving import solved_plan
from retrofit.evidence.distributions import ASSUMPTIONS
from retrofit.evidence.perturb import OUTPUTS, Solved, solve_draws
from retrofit.evidence.surveys import SURVEYS, SurveyValue, survey_value
from retrofit.evidence.swings import swings, unmoved
from retrofit.evidence.uncertain import Adjust, Bands, as_it_is, uncertainty
from retrofit.progress import Progress, part_of, silent
from retrofit.stock.stock import FloatArray, IntArray

FEWEST, MOST = 16, 100_000
"""Draws that make sense."""

MOST_CELLS: Final = 25_000_000
"""Draws times buildings that fit into memory at once."""

SURVEY_DRAWS: Final = 128
"""Draws in which surveys are compared: standard deviations need fewer than quantiles."""

BANDS_PART: Final = 0.35
"""Share of the work that goes into the bands."""


@dataclass(frozen=True, slots=True)
class Driver:
    """What one assumption does to a result of the district."""

    assumption: str
    share: float
    """Share of the variance that it explains [-]."""
    low: float
    """Result with the assumption at the lower edge of its own band of 80 %."""
    high: float


@dataclass(frozen=True, slots=True)
class SurveyGain:
    """What a survey would do to the band of a result: share of its width that goes."""

    survey: str
    everywhere: float
    """When the building or thing is surveyed everywhere [-]."""
    sample: float
    """When a sample tells what buildings have in common [-]."""


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """Bands of 80 % of a plan.

    ``bands`` holds low, median and high (shape (3, n)) of each of
    `retrofit.evidence.perturb.OUTPUTS` by buildings, blocks and district; ``plan`` the
    district's figures without deviations; drivers and surveys are in falling order.
    """

    key: str
    draws: int
    seed: int
    factors: FactorSet | None
    """Set of measured-to-calculated factors laid over all figures; None where calculated."""
    bands: Bands
    plan: Mapping[str, float]
    drivers: Mapping[str, tuple[Driver, ...]]
    surveys: Mapping[str, tuple[SurveyGain, ...]]
    floor_area_ref_m2: FloatArray
    """Of each building, shape (B,) [m²]."""
    block_of: IntArray

    @property
    def measured(self) -> bool:
        """Whether the figures are as measured."""
        return self.factors is not None


def most_draws(project: Project) -> int:
    """Draws of a plan that fit into memory."""
    return min(max(MOST_CELLS // max(len(project.stock), 1), FEWEST), MOST)


def certainty_key(project: Project, draws: int, seed: int, *, measured: bool, factors: str = "") -> str:
    """What the bands of a plan rest on, as a word."""
    return plan_key(project, "certainty", draws, seed, measured, factors)


def uncertainty_of(
    project: Project,
    draws: int = 1000,
    seed: int = 1,
    progress: Progress = silent,
    *,
    measured: bool = False,
    factors: str = "",
) -> Certainty:
    """Draw the assumptions of a plan many times; the same seed gives the same bands.

    Parameters
    ----------
    measured : bool
        Lay the factors from calculated to measured use over every draw.
    factors : str
        Code of a set of such factors; empty takes the country's.

    Raises
    ------
    app.errors.UserError
        If the number of draws makes no sense, or there is no such set.
    """
    assert project.baseline is not None
    if not FEWEST <= draws <= MOST:
        raise UserError("draws_wrong", draws=draws, least=FEWEST, most=MOST)
    if draws > most_draws(project):
        raise UserError("draws_too_many", draws=draws, buildings=len(project.stock), most=most_draws(project))
    progress(0.0, "draws")
    solved = solved_plan(project)
    adjust: Adjust = adjustment(project, factors) if measured else as_it_is
    found = uncertainty(
        solved,
        project.stock.block_of,
        len(project.blocks),
        draws,
        np.random.default_rng(seed),
        part_of(progress, 0.0, BANDS_PART),
        adjust,
    )
    value = survey_value(
        solved,
        min(draws, SURVEY_DRAWS),
        np.random.default_rng(seed),
        part_of(progress, BANDS_PART, 1.0),
        adjust,
    )
    moved = swings(solved, adjust)
    return Certainty(
        key=certainty_key(project, draws, seed, measured=measured, factors=factors),
        draws=draws,
        seed=seed,
        factors=factor_set(project, factors) if measured else None,
        bands=found.bands,
        plan=_plan(solved, adjust),
        drivers={name: _drivers(found.drivers[name], moved[name]) for name in OUTPUTS},
        surveys={name: _gains(value, name) for name in OUTPUTS},
        floor_area_ref_m2=project.baseline.typed.floor_area_ref_m2,
        block_of=project.stock.block_of,
    )


def _plan(solved: Solved, adjust: Adjust) -> dict[str, float]:
    still = unmoved()
    found = adjust(solve_draws(solved, still), still)
    return {name: float(found[name].sum()) for name in OUTPUTS}


def _drivers(share: FloatArray, moved: FloatArray) -> tuple[Driver, ...]:
    found = [
        Driver(one.name, float(share[place]), float(moved[place, 0]), float(moved[place, 1]))
        for place, one in enumerate(ASSUMPTIONS)
    ]
    return tuple(sorted(found, key=lambda driver: -abs(driver.high - driver.low)))


def _gains(value: SurveyValue, name: str) -> tuple[SurveyGain, ...]:
    found = [
        SurveyGain(survey.name, float(value.everywhere[name][place]), float(value.sample[name][place]))
        for place, survey in enumerate(SURVEYS)
    ]
    settled = [gain for gain in found if gain.everywhere or gain.sample]
    return tuple(sorted(settled, key=lambda gain: -gain.everywhere))
