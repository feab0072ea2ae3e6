"""On two maps a colour means the same."""

import numpy as np
import pytest

from app.mapimage.theme import Theme
from app.services.beside import colours_beside, other_plan
from app.services.mapping import themed
from app.services.planning import apply_default
from app.services.scenarios import add_scenario
from retrofit.plan.scenario import DO_NOTHING
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def two(town):
    """The town with a second scenario, in which all is renovated deeply."""
    return apply_default(add_scenario(town, "Deep").project, 2).project


THEMES = [Theme("e_del_after_kwh_m2"), Theme("npv_eur"), Theme("invest_eur", Level.BLOCK),
          Theme("saving_pct", Level.PARCEL), Theme("e_del_kwh_m2", method="equal", n=7)]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.field)
def test_the_same_plan_has_the_same_colours(two, theme):
    same, base = colours_beside(two, two, theme), themed(two, theme).colours
    np.testing.assert_array_equal(same.buildings, base.buildings)
    np.testing.assert_array_equal(same.blocks, base.blocks)


@pytest.mark.parametrize("theme", THEMES[:2], ids=lambda theme: theme.field)
def test_equal_values_have_equal_colours_on_both(two, town, theme):
    plan = other_plan(two, town.scenario.number)
    heated = two.baseline.typed.heated
    one, other = two.assessment.buildings[theme.field][heated], plan.assessment.buildings[theme.field][heated]
    here, there = (
        c.buildings[1:][heated] for c in (themed(two, theme).colours, colours_beside(two, plan, theme))
    )
    by_value = {}
    for value, colour in zip(np.round([*one, *other], 6), [*here, *there], strict=True):
        assert by_value.setdefault(float(value), int(colour)) == int(colour)
    order = np.argsort([*one, *other], kind="stable")
    runs = np.array([*here, *there])[order]
    assert (np.diff(runs.astype(np.int64)) != 0).sum() < 6  # one run of a colour a class


def test_doing_nothing_is_a_plan_without_works(two):
    plan = other_plan(two, DO_NOTHING)
    assert plan.assessment.district["invest_eur"][0] == 0
    assert plan.scenario.number == DO_NOTHING
