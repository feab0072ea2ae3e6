"""Packages with heating systems, ventilation and controls, through the whole plan."""

import numpy as np
import pytest

from app.packs import load_pack
from app.services.planning import apply_default, package_position, set_country, set_packages
from app.store.own_packages import from_table, to_table
from retrofit.evidence.distributions import ASSUMPTIONS
from retrofit.evidence.perturb import coefficients, solve_draws
from retrofit.money.cost_optimal import FINANCIAL_2025, cost_curve
from retrofit.plan.package import Package
from retrofit.stock import codes

PUMP = Package("heat pump", builds_on="usual", generator="heat_pump_air", ventilation="heat_recovery",
               controls=("hydronic_balancing",), solar_thermal=True, pv_share=0.6)  # fmt: skip
BARE = Package("bare pump", generator="heat_pump_air")
GAS = codes.CARRIERS.index("natural_gas")
POWER = codes.CARRIERS.index("electricity")


@pytest.fixture(scope="module")
def fitted(town):
    planned = set_packages(town, (PUMP, BARE)).project
    return apply_default(planned, package_position("heat pump", planned.packages)).project


def test_a_package_with_equipment_survives_its_table():
    assert from_table(to_table(PUMP)) == PUMP


def test_the_new_system_takes_electricity_instead_of_its_fuel(fitted):
    states, heated = fitted.baseline.states, fitted.baseline.typed.heated
    energy = states.e_del_kwh[heated]
    place = package_position("heat pump", fitted.packages)
    others = [c for c in range(len(codes.CARRIERS)) if c != POWER]
    assert not energy[:, place][:, others].any()
    assert (energy[:, place, POWER] < energy[:, 0].sum(axis=1)).all()
    whole = energy.sum(axis=2)
    whole[:, place] -= fitted.baseline.pv.parts[place].used_in_balance_kwh[heated]
    np.testing.assert_allclose(whole, states.e_del_total_kwh[heated], rtol=1e-12)


def test_a_better_envelope_makes_the_pump_work_less_hard(fitted):
    tables = fitted.baseline.states.tables
    good, bare = (package_position(name, fitted.packages) for name in ("heat pump", "bare pump"))
    swapped = tables.generator[:-1, bare] != tables.generator[:-1, 0]
    assert (tables.flow_c[:-1, good][swapped] <= tables.flow_c[:-1, bare][swapped]).all()
    assert (tables.per_heat[:-1, good, POWER][swapped] <= tables.per_heat[:-1, bare, POWER][swapped]).all()


def test_ventilation_recovers_heat_and_costs_electricity(fitted):
    made = fitted.baseline.made
    place = package_position("heat pump", fitted.packages)
    assert (made.n_recovered_1h[:, place] > 0).all()
    assert (made.n_recovered_1h[:, [0, 1, 2]] == 0).all()
    assert (made.n_air_1h[:, place] < made.n_infiltration_1h[:, place]).all()


def test_equipment_is_paid_for(fitted):
    states, heated = fitted.baseline.states, fitted.baseline.typed.heated
    usual, pump, bare = (package_position(n, fitted.packages) for n in ("usual", "heat pump", "bare pump"))
    assert (states.invest_eur[heated, pump] > states.invest_eur[heated, usual]).all()
    assert (states.invest_eur[heated, bare] > 0).all()
    assert np.isfinite(states.npv_eur).all()


def test_bands_hold_the_plan_with_equipment(fitted):
    solved = coefficients(
        fitted.baseline, fitted.scenario.package_of, fitted.baseline.climate, fitted.assumptions
    )
    still = {one.name: np.ones((1, 1)) if one.factor else np.zeros((1, 1)) for one in ASSUMPTIONS}
    found = solve_draws(solved, still)
    for name in ("e_del_kwh", "e_del_saving_kwh", "energy_cost_saving_eur", "npv_eur"):
        assert found[name][0] == pytest.approx(fitted.assessment.buildings[name], rel=1e-9, abs=1e-6), name


def test_global_cost_ranks_packages_as_net_present_value_does(fitted):
    from dataclasses import replace

    own = replace(fitted.assumptions, discount_rate=FINANCIAL_2025.rate, horizon_a=FINANCIAL_2025.period_a)
    pack = load_pack(fitted.country)
    from retrofit.pipeline import reprice

    solved = reprice(fitted.baseline, pack, own)
    curve = cost_curve(solved, pack, own, FINANCIAL_2025)
    saved = curve.global_cost_eur_m2[:, :1] - curve.global_cost_eur_m2
    heated, kinds = solved.typed.heated, solved.typed.archetype_of
    for place, type_ in enumerate(curve.types):
        rows = heated & (kinds == type_)
        worth = solved.states.npv_eur[rows].sum(axis=0) / solved.typed.floor_area_ref_m2[rows].sum()
        assert saved[place] == pytest.approx(worth, rel=1e-6, abs=1e-6)


def test_what_the_roof_yields_is_used_or_sold(fitted):
    place = package_position("heat pump", fitted.packages)
    pv, heated = fitted.baseline.pv, fitted.baseline.typed.heated
    part = pv.parts[place]
    np.testing.assert_allclose(part.used_kwh + part.exported_kwh, part.produced_kwh, rtol=1e-12)
    assert (part.used_in_balance_kwh <= part.used_kwh + 1e-9).all()
    assert (part.produced_kwh[heated] > 0).all()
    assert not part.produced_kwh[~heated].any()
    yields = part.produced_kwh[heated] / (0.6 * pv.kwp[heated])
    assert (yields > 500).all()
    assert (yields < 1300).all()
    found = fitted.assessment.district
    assert found["pv_kwh"][0] == pytest.approx(found["pv_used_kwh"][0] + found["pv_exported_kwh"][0])
    assert found["rer_after_pct"][0] > found["rer_pct"][0]


def test_a_type_without_an_example_building_still_lowers_its_flow(town):
    """Estonian types come from national figures without geometry."""
    project = set_packages(set_country(town, "EE").project, (BARE, PUMP)).project
    flow = project.baseline.states.tables.flow_c[:-1]
    assert np.isfinite(flow).all()
    deep = project.baseline.packages.index(PUMP)
    assert (flow[:, deep] < flow[:, 0] - 5).all()
