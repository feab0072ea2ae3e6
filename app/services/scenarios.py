"""Several choices of packages side by side: one is planned, the others wait on the shelf."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.outcome import Outcome
from app.services.planning import set_scenario
from app.text.translate import _
from retrofit import pipeline
from retrofit.plan.scenario import DO_NOTHING, Scenario
from retrofit.results import Assessment
from retrofit.stock.fields import RESULTS, Field
from retrofit.stock.stock import FloatArray


def all_scenarios(project: Project) -> tuple[Scenario, ...]:
    """Doing nothing, then all scenarios in the order in which they were made."""
    none = np.zeros(len(project.stock), dtype=np.int8)
    base = Scenario(_("Do nothing"), none, DO_NOTHING)
    own = sorted((project.scenario, *project.shelf), key=lambda one: one.number)
    return (base, *own)


def scenario_of(project: Project, number: int) -> Scenario:
    """The scenario of a number.

    Raises
    ------
    app.errors.UserError
        If there is none.
    """
    for one in all_scenarios(project):
        if one.number == number:
            return one
    raise UserError("scenario_unknown", number=number)


def add_scenario(project: Project, name: str, like: int | None = None) -> Outcome:
    """Plan a new scenario that begins like another one; like the planned one when ``like`` is left out.

    Raises
    ------
    app.errors.UserError
        If the name is empty or taken.
    """
    start = project.scenario if like is None else scenario_of(project, like)
    number = 1 + max(one.number for one in (project.scenario, *project.shelf))
    fresh = Scenario(_free_name(project, name), start.package_of.copy(), number, start.note)
    return set_scenario(project.replace(shelf=(*project.shelf, project.scenario)), fresh)


def activate_scenario(project: Project, number: int) -> Outcome:
    """Plan another scenario; the one planned now goes to the shelf.

    Raises
    ------
    app.errors.UserError
        If there is none of the number, or it is doing nothing, which cannot be changed.
    """
    if number == project.scenario.number:
        return Outcome(project, Changes.NOTHING)
    wanted = _own(project, number)
    shelf = (*(one for one in project.shelf if one.number != number), project.scenario)
    return set_scenario(project.replace(shelf=shelf), wanted)


def rename_scenario(project: Project, number: int, name: str, note: str | None = None) -> Outcome:
    """Give a scenario another name, and another note where one is given.

    Raises
    ------
    app.errors.UserError
        If the name is empty or taken, or there is no such scenario.
    """
    old = _own(project, number)
    new = replace(old, name=_free_name(project, name, but=number), note=old.note if note is None else note)
    shelf = tuple(new if one.number == number else one for one in project.shelf)
    scenario = new if project.scenario.number == number else project.scenario
    return Outcome(project.replace(scenario=scenario, shelf=shelf), Changes.SCENARIO)


def delete_scenario(project: Project, number: int) -> Outcome:
    """Take a scenario away; where it was the planned one, the next one is planned.

    Raises
    ------
    app.errors.UserError
        If it is the only one, or there is no such scenario.
    """
    _own(project, number)
    if not project.shelf:
        raise UserError("scenario_last", name=project.scenario.name)
    left = tuple(one for one in project.shelf if one.number != number)
    if project.scenario.number != number:
        return Outcome(project.replace(shelf=left), Changes.SCENARIO)
    following = min(left, key=lambda one: (one.number < number, one.number))
    shelf = tuple(one for one in left if one is not following)
    return set_scenario(project.replace(shelf=shelf), following)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Scenarios side by side.

    Attributes
    ----------
    fields : tuple of Field
        Results of the district.
    district : ndarray, shape (n fields, n scenarios)
    blocks : dict of str to ndarray, shape (K, n scenarios)
        By the name of the field.
    """

    scenarios: tuple[Scenario, ...]
    fields: tuple[Field, ...]
    district: FloatArray
    blocks: dict[str, FloatArray]


def assessment_of(project: Project, number: int) -> Assessment:
    """Results of a scenario; those of the planned one are there already."""
    assert project.baseline is not None and project.assessment is not None
    scenario = scenario_of(project, number)
    if scenario is project.scenario:
        return project.assessment
    return pipeline.assess(
        project.baseline,
        scenario,
        project.assumptions,
        len(project.blocks),
        len(project.parcels),
        len(project.associations),
    )


def compare(project: Project, numbers: Sequence[int] = ()) -> Comparison:
    """Sum up several scenarios, all of them when none is named.

    Raises
    ------
    app.errors.UserError
        If there is no scenario of a number.
    """
    chosen = tuple(numbers) or tuple(one.number for one in all_scenarios(project))
    found = [assessment_of(project, number) for number in chosen]
    shown = tuple(RESULTS)
    district = np.array([[float(one.district[field.name][0]) for one in found] for field in shown])
    blocks = {
        field.name: np.stack([one.blocks[field.name] for one in found], axis=1).astype(np.float64)
        for field in shown
    }
    return Comparison(tuple(scenario_of(project, number) for number in chosen), shown, district, blocks)


def _own(project: Project, number: int) -> Scenario:
    """A scenario that can be changed."""
    if number == DO_NOTHING:
        raise UserError("scenario_fixed")
    return scenario_of(project, number)


def _free_name(project: Project, name: str, but: int | None = None) -> str:
    """The name, trimmed, where it is free."""
    name = name.strip()
    if not name:
        raise UserError("scenario_nameless")
    if any(one.name == name and one.number != but for one in all_scenarios(project)):
        raise UserError("scenario_name_taken", name=name)
    return name
