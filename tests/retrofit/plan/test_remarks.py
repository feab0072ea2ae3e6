"""What a planner is told about chosen packages."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.pipeline import assess, baseline
from retrofit.plan.package import STANDARD, Package, Replacement
from retrofit.plan.remarks import remarks
from retrofit.plan.scenario import Assumptions, Scenario
from retrofit.stock import codes

A = Assumptions()


@pytest.fixture
def told(make_pack, make_stock, milan):
    def told(package, own=(), n=2, **pack_changes):
        pack = make_pack(**pack_changes)
        solved = baseline(make_stock(n), pack, A, milan, packages=(*STANDARD, *own))
        scenario = Scenario("x", np.full(n, package, dtype=np.int8))
        district = assess(solved, scenario, A, 1, 0).district
        return remarks(solved, scenario, pack, district)

    return told


def test_a_fallback_is_told_of_the_package_that_was_chosen(told, make_archetypes):
    types = make_archetypes()
    types.has_variant[:, 2] = False
    found = [one for one in told(2, n=1, archetypes=types) if one.code == "package_fallback"]
    assert [(one.args["package"], one.building_ids) for one in found] == [("advanced", ("b0",))]
    assert "package_fallback" not in {one.code for one in told(1, n=1, archetypes=types)}


def test_a_poor_element_that_a_package_leaves_is_told(told, make_archetypes):
    types = make_archetypes()
    u = types.u_w_m2k.copy()
    u[:, :, codes.ROOF] = 2.5
    poor = replace(types, u_w_m2k=u)
    found = [one.args for one in told(1, archetypes=poor) if one.code == "package_leaves_poor"]
    assert [(args["package"], args["element"], args["count"]) for args in found] == [("usual", "roof", 2)]
    assert not [one for one in told(0, archetypes=poor) if one.code == "package_leaves_poor"]


def test_a_window_poorer_than_the_one_below_stays_and_is_told(told):
    worse = Package("worse", ((codes.WINDOW, Replacement(5.0, 0.9)),), builds_on="usual")
    found = {one.code: one for one in told(3, (worse,))}
    assert found["package_element_better"].args["package"] == "worse"
    assert "package_keeps_below" not in found


@pytest.mark.parametrize(
    ("first", "years", "said"), [(-5e3, 9e3, True), (5e3, 9e3, False), (-5e3, -9e3, False)]
)
def test_emissions_that_rise_at_first_are_told(make_pack, make_stock, milan, first, years, said):
    pack = make_pack()
    solved = baseline(make_stock(1), pack, A, milan)
    district = {"co2_saving_kg": np.array([first]), "co2_saving_horizon_kg": np.array([years])}
    found = remarks(solved, Scenario("x", np.zeros(1, dtype=np.int8)), pack, district)
    args = [one.args for one in found if one.code == "emissions_rise_first"]
    assert args == ([{"rise": 5.0, "saved": 9.0}] if said else [])


def test_a_pack_without_limits_says_why_there_are_no_classes(told):
    assert "no_energy_classes" in {one.code for one in told(1)}
