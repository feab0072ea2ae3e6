"""Give packages by rules: the first rule that fits a building decides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app import bridge
from app.changes import Changes
from app.errors import UserError
from app.project import PackageRule, Project
from app.services.outcome import Outcome
from app.services.planning import package_position, set_scenario
from app.services.selecting import rows_of
from retrofit.stock.fields import Level
from retrofit.stock.stock import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What rules would do.

    Attributes
    ----------
    rule_of : ndarray, shape (B,)
        Rule that decides about a building; -1 where none fits or the building is not heated.
    fits : tuple of int
        Heated buildings that each rule fits, whether an earlier one decides or not.
    """

    rule_of: IntArray
    fits: tuple[int, ...]

    def decided(self, place: int) -> int:
        """Buildings about which a rule decides."""
        return int((self.rule_of == place).sum())


def fit(project: Project, rules: Sequence[PackageRule]) -> Fit:
    """Find the rule that decides about every heated building.

    Raises
    ------
    app.errors.UserError
        If a rule cannot be read; ``details["number"]`` says which.
    """
    assert project.baseline is not None
    heated, columns = project.baseline.typed.heated, bridge.columns(project, Level.BUILDING)
    rule_of, fits = np.full(len(heated), -1, dtype=np.int32), []
    for place, rule in enumerate(rules):
        try:
            rows = rows_of(columns, rule.condition)
        except UserError as fault:
            raise UserError(fault.code, **fault.details, number=place + 1) from None
        rows = rows[heated[rows]]
        fits.append(len(rows))
        rule_of[rows[rule_of[rows] < 0]] = place
    return Fit(rule_of, tuple(fits))


def apply_rules(project: Project, rules: Sequence[PackageRule]) -> Outcome:
    """Give every building the package of the first rule that fits; the others keep theirs.

    The rules are kept in the plan, to be applied again.

    Raises
    ------
    app.errors.UserError
        If a rule cannot be read, or names a package that is not there.
    """
    positions = [package_position(rule.package, project.packages) for rule in rules]
    found = fit(project, rules)
    scenario = project.scenario
    for place, position in enumerate(positions):
        rows = np.flatnonzero(found.rule_of == place).astype(np.int32)
        scenario = scenario.with_package(rows, position)
    outcome = set_scenario(project.replace(rules=tuple(rules)), scenario)
    return Outcome(outcome.project, outcome.changes | Changes.SCENARIO)
