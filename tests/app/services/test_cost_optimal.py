"""The cost-optimal package of every building type."""

from dataclasses import replace

import numpy as np
import pytest

from app.errors import UserError
from app.packs import load_pack
from app.services.cost_optimal import cost_optimal
from app.services.planning import replan
from retrofit.money.cost_optimal import FINANCIAL_2025, MACROECONOMIC_2025, PERSPECTIVES, cost_curve


def test_every_type_in_the_stock_has_its_curve(town):
    found = cost_optimal(town)
    typed = town.baseline.typed
    codes = load_pack(town.country).archetypes.code
    assert {one.archetype for one in found} == set(codes[np.unique(typed.archetype_of[typed.heated])])
    assert sum(one.floor_area_ref_m2 for one in found) == pytest.approx(typed.floor_area_ref_m2.sum())


def test_the_optimum_is_the_least(town):
    for one in cost_optimal(town, "2025/2273 macroeconomic"):
        least = min(one.global_cost_eur_m2.values())
        assert one.global_cost_eur_m2[one.package] == pytest.approx(least)
        assert one.e_p_nren_kwh_m2["advanced"] <= one.e_p_nren_kwh_m2["none"]


def test_doing_nothing_costs_the_energy_alone(town):
    assumed = replace(town.assumptions, energy_price_growth=0.0)
    project = replan(town.replace(assumptions=assumed)).project
    curve = cost_curve(project.baseline, load_pack(town.country), assumed, FINANCIAL_2025)
    annuity = (1 - 1.03**-30) / 0.03
    total = (curve.global_cost_eur_m2[:, 0] * curve.floor_area_ref_m2).sum()
    assert total == pytest.approx(project.baseline.states.energy_cost_eur[:, 0].sum() * annuity)


def test_carbon_makes_macroeconomic_savings_dearer_to_miss(town):
    net = replace(town.assumptions, vat_included=False)
    project = replan(town.replace(assumptions=net)).project
    pack = load_pack(town.country)
    with_carbon = cost_curve(project.baseline, pack, net, MACROECONOMIC_2025).global_cost_eur_m2
    without = cost_curve(
        project.baseline, pack, net, replace(MACROECONOMIC_2025, with_carbon=False)
    ).global_cost_eur_m2
    extra = with_carbon - without
    assert (extra > 0).all()
    assert (extra[:, 0] >= extra[:, 2]).all()


def test_taxes_must_be_those_of_the_perspective(town):
    with pytest.raises(ValueError, match="taxes"):
        cost_curve(town.baseline, load_pack(town.country), town.assumptions, MACROECONOMIC_2025)


def test_an_unknown_perspective_is_said(town):
    with pytest.raises(UserError) as fault:
        cost_optimal(town, "nobody's")
    assert fault.value.code == "perspective_unknown"
    assert all(one.name in str(fault.value.details["known"]) for one in PERSPECTIVES)
