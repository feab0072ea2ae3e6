"""The chain of every explained figure gives the very figure that the plan shows."""

from dataclasses import replace

import numpy as np
import pytest

from app.packs import load_pack
from app.services.planning import replan
from retrofit.evidence.explain import RESULTS, Question, explain
from retrofit.money.economics import simple_payback
from retrofit.physics.heat import temperature_reduction, utilisation
from retrofit.plan.scenario import Method

FUNCTIONS = {
    "max": max,
    "temperature_reduction": lambda *values: float(temperature_reduction(*(np.array(v) for v in values))),
    "utilisation": lambda gamma, a: float(utilisation(np.array([gamma]), np.array([a]))[0]),
}


@pytest.fixture(scope="module", params=["DK", "ES", "IT", "BG", "EE"])
def solved(request, town):
    """The same town in five countries."""
    return replan(town.replace(country=request.param)).project


def chain(project, result, row, package=0):
    pack = load_pack(project.country)
    return explain(Question(result, row, package), project.baseline, pack, project.assumptions, project.place)


def expected(project, result, row, package):
    states, area = project.baseline.states, project.baseline.typed.floor_area_ref_m2[row]
    cost = states.energy_cost_eur[row]
    return {
        "e_del_kwh_m2": states.e_del_kwh[row, package].sum() / area,
        "q_h_nd_kwh_m2": states.q_h_nd_kwh[row, package] / area,
        "e_p_nren_kwh": states.e_p_nren_kwh[row, package],
        "co2_kg": states.co2_kg[row, package],
        "energy_cost_eur": cost[package],
        "energy_cost_saving_eur": cost[0] - cost[package],
        "invest_eur": states.invest_element_eur[row, package].sum(),
        "payback_simple_a": simple_payback(states.invest_eur, cost_saving(states))[row, package],
    }[result]


def cost_saving(states):
    return states.energy_cost_eur[:, :1] - states.energy_cost_eur


def rows_of(project):
    heated = np.flatnonzero(project.baseline.typed.heated)
    return heated[:: max(len(heated) // 4, 1)].tolist()


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("package", [0, 1, 2])
def test_the_top_is_the_figure_of_the_plan(solved, result, package):
    for row in rows_of(solved):
        found = chain(solved, result, row, package)
        assert found.value == pytest.approx(expected(solved, result, row, package), rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("result", ["energy_cost_saving_eur", "payback_simple_a", "e_p_nren_kwh"])
@pytest.mark.parametrize("package", [0, 2])
def test_every_formula_gives_its_figure(solved, result, package):
    for row in rows_of(solved):
        for _depth, step in chain(solved, result, row, package).walk():
            if step.formula:
                names = {one.symbol: one.value for one in step.inputs}
                assert eval(step.formula, dict(FUNCTIONS), names) == pytest.approx(
                    step.value, rel=1e-9, abs=1e-12
                ), step.symbol


def test_the_season_can_be_explained_too(town):
    seasonal = replan(town.replace(assumptions=replace(town.assumptions, method=Method.SEASONAL))).project
    row = rows_of(seasonal)[0]
    found = chain(seasonal, "q_h_nd_kwh_m2", row, 1)
    assert found.value == pytest.approx(expected(seasonal, "q_h_nd_kwh_m2", row, 1), rel=1e-9)


def test_every_leaf_says_where_it_comes_from(solved):
    pack = load_pack(solved.country)
    leaves = [s for _d, s in chain(solved, "payback_simple_a", rows_of(solved)[0], 1).walk() if not s.inputs]
    named = {leaf.source for leaf in leaves if leaf.source} - {"TABULA Calculation Method (IWU 2013)"}
    assert named <= set(pack.sources)
    assert {leaf.origin for leaf in leaves} <= {
        "given", "joined", "measured", "archetype", "assumed", "assumption", "pack", "calculated",
    }  # fmt: skip


def test_what_is_not_heated_has_no_chain(town):
    cold = int(np.flatnonzero(~town.baseline.typed.heated)[0])
    with pytest.raises(ValueError, match="not heated"):
        chain(town, "e_del_kwh_m2", cold)
