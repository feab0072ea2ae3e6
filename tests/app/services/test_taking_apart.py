"""Balances and years taken apart add up to what the plan says."""

import numpy as np
import pytest

from app.services.packs import pack_of
from app.services.planning import assign_package, set_assumptions, set_packages
from app.services.portrait import figures
from retrofit.evidence.balance import heat_balance
from retrofit.evidence.by_year import years_of
from retrofit.plan.package import Package
from retrofit.plan.scenario import Assumptions, Method


def everybody(project):
    return np.arange(len(project.buildings))


@pytest.mark.parametrize("method", [Method.MONTHLY, Method.SEASONAL])
def test_losses_are_gains_and_the_need_of_the_plan(town, method):
    project = set_assumptions(town, Assumptions(method=method)).project
    rows = everybody(project)[::2]
    told = figures(project, rows)
    for package_of, name in (
        (np.zeros_like(project.scenario.package_of), "q_h_nd_kwh"),
        (project.scenario.package_of, "q_h_nd_after_kwh"),
    ):
        found = heat_balance(project.baseline, rows, package_of)
        assert found.need_kwh == pytest.approx(told[name], rel=1e-9)
        assert found.losses_kwh == pytest.approx(found.sun_kwh + found.inside_kwh + found.need_kwh, rel=1e-9)
        assert (found.elements_kwh >= 0).all() and found.sun_kwh > 0 and found.inside_kwh > 0
        if method is Method.MONTHLY:
            assert found.need_month_kwh.sum() == pytest.approx(told[name], rel=1e-9)
        else:
            assert len(found.need_month_kwh) == 0


def test_months_of_today_are_those_of_the_engine(town):
    found = heat_balance(town.baseline, everybody(town), np.zeros_like(town.scenario.package_of))
    assert found.need_month_kwh == pytest.approx(town.baseline.states.q_h_nd_month_kwh.sum(axis=0))


@pytest.mark.parametrize("priced", [False, True])
def test_years_add_up_to_the_present_value_and_the_avoided_emissions(town, priced):
    project = set_assumptions(town, Assumptions(carbon_priced=priced, block_discount=0.1)).project
    rows = everybody(project)[5:60]
    told = figures(project, rows)
    found = years_of(
        project.baseline, rows, project.scenario.package_of, pack_of(project), project.assumptions
    )
    assert len(found.year) == project.assumptions.horizon_a
    assert found.saved_present_eur.sum() == pytest.approx(told["npv_eur"] + told["outlay_eur"], rel=1e-9)
    avoided = (found.co2_today_kg - found.co2_plan_kg).sum()
    assert avoided == pytest.approx(told["co2_saving_horizon_kg"], rel=1e-9)
    if not priced:
        assert found.saved_eur[0] == pytest.approx(told["energy_cost_saving_eur"], rel=1e-9)


def test_years_hold_what_modules_earn(town):
    sunny = Package("sunny", builds_on="usual", pv_share=0.8)
    project = set_packages(town, (sunny,)).project
    project = assign_package(project, everybody(project)[:40].astype(np.int32), 3).project
    rows = everybody(project)[:40]
    told = figures(project, rows)
    assert told["pv_kwh"] > 0
    found = years_of(
        project.baseline, rows, project.scenario.package_of, pack_of(project), project.assumptions
    )
    assert found.saved_present_eur.sum() == pytest.approx(told["npv_eur"] + told["outlay_eur"], rel=1e-9)
    avoided = (found.co2_today_kg - found.co2_plan_kg).sum()
    assert avoided == pytest.approx(told["co2_saving_horizon_kg"], rel=1e-9)
