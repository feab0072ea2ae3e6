"""Which surveys would narrow the bands most: the plan drawn again as if each had been made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrofit.evidence.distributions import ASSUMPTIONS, applied, draw, own_deviations
from retrofit.evidence.perturb import OUTPUTS, Solved, solve_draws
from retrofit.evidence.swings import unmoved
from retrofit.evidence.uncertain import TILE, Adjust, as_it_is
from retrofit.progress import Progress, silent
from retrofit.stock.stock import FloatArray


@dataclass(frozen=True, slots=True)
class Survey:
    """Something that can be found out, and the assumptions it settles."""

    name: str
    settles: tuple[str, ...]


SURVEYS: Final = (
    Survey("envelope", ("u_opaque", "u_window")),
    Survey("airtightness", ("air_change",)),
    Survey("room_temperature", ("theta_i",)),
    Survey("gains", ("gains",)),
    Survey("floor_area", ("floor_area",)),
    Survey("heating_system", ("expenditure",)),
    Survey("meters", ("metered",)),
    Survey("quotes", ("works_price",)),
)
"""What a survey can settle; weather and prices of years to come are not among it."""


@dataclass(frozen=True, slots=True, eq=False)
class SurveyValue:
    """How much narrower the band of the district becomes, by output, shape (S,): share of its width.

    ``everywhere``: the assumptions are known for every building. ``sample``: only what
    buildings have in common is known, as from a sample of them.
    """

    everywhere: Mapping[str, FloatArray]
    sample: Mapping[str, FloatArray]


def survey_value(
    solved: Solved,
    count: int,
    generator: np.random.Generator,
    progress: Progress = silent,
    adjust: Adjust = as_it_is,
) -> SurveyValue:
    """Draw the plan with and without each survey, with the same random numbers.

    Parameters
    ----------
    count : int
        Number of draws; standard deviations of sums need fewer than quantiles.
    """
    n, draws = len(solved.floor_area_ref_m2), draw(count, generator)
    width = 1 + 2 * len(SURVEYS)
    sums = {name: np.empty((count, width)) for name in OUTPUTS}
    step = max(TILE // max(n, 1), 1)
    for start in range(0, count, step):
        progress(start / count, "surveys")
        rows = slice(start, min(start + step, count))
        own = own_deviations(rows.stop - rows.start, n, generator)
        shared = {one.name: draws.shared[rows, place, None] for place, one in enumerate(ASSUMPTIONS)}
        for column, moved in enumerate(_variants(shared, own)):
            found = adjust(solve_draws(solved, moved), moved)
            for name in OUTPUTS:
                sums[name][rows, column] = np.broadcast_to(found[name], (len(found[name]), n)).sum(axis=1)
    progress(1.0, "surveys")
    narrower = {name: _narrower(values) for name, values in sums.items()}
    return SurveyValue(
        everywhere={name: share[0::2] for name, share in narrower.items()},
        sample={name: np.minimum(share[0::2], share[1::2]) for name, share in narrower.items()},
    )


def _variants(shared: dict[str, FloatArray], own: dict[str, FloatArray]) -> list[dict[str, FloatArray]]:
    """Factors and addends: nothing known, then for each survey everywhere known and known by a sample."""
    nothing = {one.name: applied(one, shared[one.name], own.get(one.name)) for one in ASSUMPTIONS}
    still, by_name = unmoved(), {one.name: one for one in ASSUMPTIONS}
    found = [nothing]
    for survey in SURVEYS:
        found.append(nothing | {name: still[name] for name in survey.settles})
        sampled = {
            name: applied(by_name[name], np.zeros_like(shared[name]), own.get(name))
            for name in survey.settles
        }
        found.append(nothing | sampled)
    return found


def _narrower(sums: FloatArray) -> FloatArray:
    """Share by which each column scatters less than the first; 0 where nothing scatters."""
    spread = sums.std(axis=0)
    if spread[0] == 0.0:
        return np.zeros(len(spread) - 1)
    return np.asarray(np.maximum(1.0 - spread[1:] / spread[0], 0.0))
