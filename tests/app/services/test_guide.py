"""Where a plan stands, in six steps."""

import numpy as np

from app.services.guide import State, guide
from app.services.planning import apply_default, set_packages
from app.ui.actions import ACTIONS
from retrofit.plan.package import Package


def steps(project, **kinds):
    return {step.key: step for step in guide(project, **{"saved": False, **kinds})}


def test_without_a_plan_there_is_one_thing_to_do():
    (only,) = guide(None, saved=False)
    assert only.state is State.OPEN
    assert "open-files" in only.actions


def test_every_proposal_is_an_action(town):
    known = {row.id for row in ACTIONS}
    for step in guide(town, saved=True):
        assert set(step.actions) <= known
        assert step.told
        assert step.title


def test_steps_follow_what_is_done(town):
    bare = apply_default(town, 0).project
    assert steps(bare)["plan"].state is State.OPEN
    assert "all-usual" in steps(bare)["plan"].actions
    planned = steps(town)["plan"]
    assert f"{int(town.assessment.district['renovated_count'][0])} buildings" in planned.told
    assert steps(town)["hand-over"].state is State.OPEN
    assert steps(town, saved=True)["hand-over"].state is State.DONE


def test_own_packages_are_counted(town):
    more = set_packages(town, (Package("mine", builds_on="usual"),)).project
    assert "1 of your own" in steps(more)["measures"].told


def test_what_is_guessed_for_most_is_named(town):
    unknown = {**town.stock.provenance, "year_of_construction": np.full(len(town.stock), 4, dtype=np.int8)}
    assert steps(town)["data"].missing is not None
    years = town.stock.with_column(
        "year_of_construction", np.full(len(town.stock), np.nan), unknown["year_of_construction"]
    )
    from app.services.planning import replan

    guessed = replan(town.replace(stock=years)).project
    assert any("Year built" in sentence for sentence in steps(guessed)["data"].missing)
