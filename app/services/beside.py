"""Another scenario on the map, in the classes of the one that is planned: a colour means the same."""

from dataclasses import replace

import numpy as np

from app import bridge
from app.mapimage.classify import NO_CLASS
from app.mapimage.colours import Colours
from app.mapimage.theme import MUTED, Theme, colours_of, with_muted
from app.project import Project
from app.services.mapping import themed
from app.services.scenarios import assessment_of, scenario_of
from app.services.theming import OF_BUILDINGS, column_of


def other_plan(project: Project, number: int) -> Project:
    """The project with another scenario in the place of the planned one.

    Raises
    ------
    app.errors.UserError
        If there is no such scenario.
    """
    scenario = scenario_of(project, number)
    return project.replace(scenario=scenario, assessment=assessment_of(project, number), shelf=())


def colours_beside(project: Project, plan: Project, theme: Theme) -> Colours:
    """Colours of ``plan`` in the classes of ``project``; values beyond them share the outer ones.

    Parameters
    ----------
    project : Project
        Whose planned scenario gives the classes.
    plan : Project
        The same with another scenario, from `other_plan`.
    theme : Theme
        A map of differences shows its field.
    """
    base = themed(project, replace(theme, against=None))
    theme, found = base.theme, base.classes
    assert plan.baseline is not None
    if theme.second or found.names or not found.upper:
        return themed(plan, theme).colours
    values = column_of(plan, theme.level, theme.field)
    index = np.minimum(np.searchsorted(found.upper, values, side="left"), len(found) - 1)
    classes = replace(found, index=np.where(np.isfinite(values), index, NO_CLASS).astype(np.int16))
    return colours_of(
        theme,
        with_muted(classes, found.index == MUTED),
        plan.stock.block_of,
        len(plan.blocks),
        group_of=bridge.groups_of(plan, theme.level),
        heated=None if theme.field in OF_BUILDINGS else plan.baseline.typed.heated,
        guessed=base.guessed,
    )
