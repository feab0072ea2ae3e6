"""Carriers, years and classes of a whole plan."""

import pytest

from app.packs import load_pack
from app.services.cost_optimal import cost_optimal
from app.services.outlook import carriers_table, outlook_of, years_table
from app.services.planning import apply_default, package_position, set_country, set_packages
from retrofit.money.economics import annuity_factor
from retrofit.plan.package import Package

PUMP = Package("pump", builds_on="usual", generator="heat_pump_air", pv_share=0.5)


@pytest.fixture(scope="module")
def planned(town):
    project = set_packages(set_country(town, "DE").project, (PUMP,)).project
    return apply_default(project, package_position("pump", project.packages)).project


def test_carriers_add_up_to_the_delivered_energy(planned):
    found, district = outlook_of(planned), planned.assessment.district
    assert found.energy_kwh[0].sum() == pytest.approx(district["e_del_kwh"][0])
    assert found.energy_kwh[1].sum() == pytest.approx(district["e_del_after_kwh"][0])
    table = carriers_table(planned).set_index("carrier")
    assert table.loc["natural_gas", "e_del_after_kwh"] == 0


def test_the_years_add_up_to_what_the_plan_saves(planned):
    found, district = outlook_of(planned), planned.assessment.district
    assert found.avoided_kg.min() > 0
    saved = (found.emissions_kg[0] - found.emissions_kg[1]).sum() + found.avoided_kg.sum()
    assert saved == pytest.approx(district["co2_saving_horizon_kg"][0], rel=1e-9)
    years = years_table(planned)["year"]
    assert (years.iloc[0], len(years)) == (2026, planned.assumptions.horizon_a)


def test_every_dwelling_has_a_class_where_the_country_has_limits(planned, town):
    found = outlook_of(planned).classes
    counts = [sum(pair[place] for pair in found.values()) for place in (0, 1)]
    assert counts[0] == counts[1] > 0
    worst, best = list(found)[-1], next(iter(found))
    assert found[worst][1] <= found[worst][0]
    assert found[best][1] >= found[best][0]
    spain = set_country(town, "ES").project
    assert outlook_of(spain).classes == {}


def test_modules_count_in_the_cost_optimum(town):
    sunny = Package("sunny", builds_on="usual", pv_share=0.5)
    project = set_packages(set_country(town, "DE").project, (sunny,)).project
    for one in cost_optimal(project):
        assert one.global_cost_eur_m2["sunny"] != pytest.approx(one.global_cost_eur_m2["usual"], rel=1e-6)
        assert one.e_p_nren_kwh_m2["sunny"] <= one.e_p_nren_kwh_m2["usual"]


def test_what_modules_make_counts_where_their_cost_counts(planned):
    found = planned.assessment.district
    energy = found["e_del_saving_kwh"] + found["pv_other_kwh"]
    assumed = planned.assumptions
    yearly = found["outlay_eur"] * annuity_factor(assumed.discount_rate, assumed.horizon_a)
    assert found["conserved_eur_kwh"] == pytest.approx(yearly / energy)
    assert found["pv_kwh"] == pytest.approx(
        found["pv_other_kwh"] + sum(p.used_in_balance_kwh[planned.scenario.package_of == at].sum()
                                    for at, p in planned.baseline.pv.parts.items())
    )  # fmt: skip


def test_meters_below_the_calculation_are_told(planned):
    told = {one.code: one.args for one in planned.assessment.findings}
    args = told["measured_lower"]
    assert args["measured"] < 0.8 * args["calculated"]
    assert args["saving_measured"] < args["saving"]


def test_a_battery_keeps_solar_electricity_at_home_and_costs(town):
    plain = Package("plain", pv_share=0.5)
    stored = Package("stored", pv_share=0.5, battery_kwh_kwp=1.0)
    project = set_packages(set_country(town, "DE").project, (plain, stored)).project
    without, with_it = (project.baseline.pv.parts[place] for place in (3, 4))
    rows = without.produced_kwh > 0
    assert (with_it.used_kwh[rows] >= without.used_kwh[rows]).all()
    assert with_it.used_kwh.sum() > 1.1 * without.used_kwh.sum()
    assert with_it.exported_kwh + with_it.used_kwh == pytest.approx(with_it.produced_kwh)
    pack = load_pack("DE")
    price = pack.photovoltaics["battery_eur_kwh"].value / pack.photovoltaics["price_level"].value
    level = pack.cost_index.value * (1 + pack.vat_renovation.value)
    extra = with_it.invest_eur - without.invest_eur
    assert extra[rows] == pytest.approx(with_it.battery_kwh[rows] * price * level)
    assert (with_it.outlay_eur[rows] - without.outlay_eur[rows] > extra[rows]).all()
