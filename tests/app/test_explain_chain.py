"""The chain of every explained figure gives the very figure that the plan shows."""

from dataclasses import replace

import numpy as np
import pytest

from app.services.packs import pack_of
from app.services.planning import replan, set_packages, set_scenario, set_weather
from retrofit.evidence.explain import RESULTS, Question, explain, read_column
from retrofit.evidence.steps import ASSUMPTION, CONVERSIONS
from retrofit.evidence.steps import OWN as OWN_PACKAGE
from retrofit.money.economics import annuity_factor, lifetime_factor, present_value_factor
from retrofit.physics.climate import OWN_WEATHER
from retrofit.physics.heat import temperature_reduction, utilisation
from retrofit.physics.solar import HOURS, Weather
from retrofit.plan.package import Insulation, Package, Replacement, Variant
from retrofit.plan.scenario import Method, Scenario
from retrofit.stock import codes
from retrofit.stock.fields import RESULTS as FIELDS_OF_RESULTS
from retrofit.stock.provenance import Provenance

FUNCTIONS = {
    "max": max,
    "min": min,
    "temperature_reduction": lambda *values: float(temperature_reduction(*(np.array(v) for v in values))),
    "utilisation": lambda gamma, a: float(utilisation(np.array([gamma]), np.array([a]))[0]),
    "present_value_factor": present_value_factor,
    "lifetime_factor": lambda *values: float(lifetime_factor(*values)),
    "annuity_factor": annuity_factor,
    **CONVERSIONS,
}
OWN = (
    Package(
        "deep", ((codes.WALL, Insulation(0.2)), (codes.WINDOW, Replacement(0.8)), (codes.ROOF, Variant(2))),
        builds_on="usual", n_infiltration_1h=0.1, generator="heat_pump_air", ventilation="heat_recovery",
        controls=("hydronic_balancing",), solar_thermal=True, pv_share=0.6, battery_kwh_kwp=1.0,
    ),
    Package("ground", generator="heat_pump_ground", pv_share=1.0),
    Package("inside", ((codes.WALL, Insulation(0.08, method="interior")),), controls=codes.CONTROLS),
)  # fmt: skip
PLANS = {
    "monthly": {},
    "seasonal": {"method": Method.SEASONAL},
    "weather": {"station": OWN_WEATHER},
    "hourly": {"method": Method.HOURLY},
    "blocks": {"block_discount": 0.2, "block_discount_m2": 900.0, "vat_included": False},
    "prices": {
        "construction_price_factor": 1.4,
        "discount_rate": 0.02,
        "carbon_priced": True,
        "own_prices": (("district_heat", 0.21), ("electricity", 0.55)),
    },
}


def columns():
    """Columns of the tables that can be explained."""
    found = []
    for field in FIELDS_OF_RESULTS:
        try:
            read_column(field.name)
        except ValueError:
            continue
        found.append(field.name)
    return tuple(found)


def weather():
    """An invented year, colder than any station of the packs."""
    hour = np.arange(HOURS)
    day, noon = hour / 24.0, np.clip(np.cos((hour % 24 - 12.5) / 12.0 * np.pi), 0.0, None)
    theta = 6.0 - 13.0 * np.cos((day - 15.0) / 365.0 * 2 * np.pi)
    ghi = noon * (250.0 - 170.0 * np.cos((day + 10.0) / 365.0 * 2 * np.pi))
    return Weather(
        "Cold valley", 42.85, -2.67, 500.0, 1.0, theta, ghi, 0.5 * ghi, 0.4 * ghi, source="Field station"
    )


def planned(project, **assumptions):
    """Plan a project with own packages and other assumptions; the buildings take one of them in turn."""
    project = project.replace(assumptions=replace(project.assumptions, **assumptions))
    project = set_packages(replan(project).project, OWN).project
    mixed = np.arange(len(project.stock)) % len(project.packages)
    return set_scenario(project, Scenario("Mixed", mixed.astype(np.int8))).project


@pytest.fixture(scope="module", params=list(PLANS))
def plan(request, town):
    if request.param in {"weather", "hourly"}:
        town = set_weather(town, weather()).project
    return planned(town, **PLANS[request.param])


@pytest.fixture(scope="module", params=["DK", "ES", "IT", "BG", "EE"])
def abroad(request, town):
    """The same town in five countries."""
    return planned(town.replace(country=request.param))


def chain(project, result, row, package=None):
    """Explain a result of a building, in the package of the plan when none is named."""
    chosen = int(project.scenario.package_of[row]) if package is None else package
    question = Question(result, int(row), chosen)
    pack = pack_of(project)
    return explain(question, project.baseline, pack, project.assumptions, project.scenario.package_of)


def rows_of(project, most=7):
    """Some buildings, so that every package is among them."""
    heated = np.flatnonzero(project.baseline.typed.heated)
    chosen = project.scenario.package_of[heated]
    return [int(heated[chosen == place][0]) for place in np.unique(chosen)][:most]


def check_columns(project):
    for column in columns():
        result, today = read_column(column)
        for row in rows_of(project):
            found = chain(project, result, row, 0 if today else None)
            shown = project.assessment.buildings[column][row]
            assert found.value == pytest.approx(shown, rel=1e-9, abs=1e-9, nan_ok=True), (column, row)


def check_formulas(project, results):
    for result in results:
        for row in rows_of(project):
            seen = set()
            for _depth, step in chain(project, result, row).walk():
                told = step.symbol, step.value, step.formula
                if step.formula and told not in seen:
                    seen.add(told)
                    assert evaluated(step) == pytest.approx(step.value, rel=1e-9, abs=1e-9), step


def evaluated(step):
    """Value of a step's formula over its inputs; one name means one figure."""
    names = {one.symbol: one.value for one in step.inputs}
    assert all(names[one.symbol] == one.value for one in step.inputs), step.symbol
    return eval(step.formula, dict(FUNCTIONS), names)


def test_the_columns_lead_to_every_result():
    assert {read_column(name)[0] for name in columns()} == set(RESULTS)
    assert read_column("energy_cost_after_eur") == ("energy_cost_eur", False)
    assert read_column("energy_cost_eur") == ("energy_cost_eur", True)
    assert read_column("npv_eur") == ("npv_eur", False)


@pytest.mark.parametrize("column", ["buildings_count", "nonsense", "npv_after_eur", "irr_pct"])
def test_other_columns_are_refused(column):
    with pytest.raises(ValueError, match=column):
        read_column(column)


def test_the_top_is_the_figure_of_the_table(plan):
    check_columns(plan)


def test_the_top_is_the_figure_of_the_table_abroad(abroad):
    check_columns(abroad)


def test_every_formula_gives_its_figure(plan):
    check_formulas(plan, RESULTS)


def test_every_formula_gives_its_figure_abroad(abroad):
    check_formulas(abroad, ("npv_eur", "e_p_tot_kwh", "invest_extra_eur"))


def origins(step):
    """Origin of every figure by its symbol."""
    return {one.symbol: one.origin for _depth, one in step.walk()}


def test_what_comes_from_an_own_package_says_so(town):
    project = planned(town)
    deep = [package.key for package in project.packages].index("deep")
    found = chain(project, "npv_eur", rows_of(project)[0], deep)
    after = origins(found.inputs[1])
    assert {after[name] for name in ("d__wall", "lambda__wall", "U__window", "g")} == {OWN_PACKAGE}
    assert after["U__wall"] == "calculated"
    assert after["U_today__wall"] == "archetype"
    assert ASSUMPTION not in set(origins(found).values())


def test_only_what_the_user_changed_is_a_choice(town):
    project = planned(town, discount_rate=0.05, block_discount=0.1)
    row = rows_of(project)[1]
    chosen = {
        name for name, origin in origins(chain(project, "npv_eur", row, 1)).items() if origin == ASSUMPTION
    }
    assert chosen == {"discount", "block_most"}


def test_the_users_weather_is_named(town):
    project = planned(set_weather(town, weather()).project, method=Method.HOURLY)
    row = rows_of(project)[0]
    found = chain(project, "q_h_nd_kwh", row, 1)
    assert not found.formula
    assert found.value == project.baseline.states.q_h_nd_kwh[row, 1]
    assert {"h_tr", "h_ve", "theta_i", "phi_int"} <= {one.symbol for one in found.inputs}
    assert origins(found)["theta_e__year"] == "weather"


def test_every_leaf_says_where_it_comes_from(abroad):
    known = {one.name.lower() for one in Provenance} | {
        "calculated", "assumption", "own_package", "weather", "method", "pack",
    }  # fmt: skip
    for row in rows_of(abroad):
        for _depth, step in chain(abroad, "npv_eur", row).walk():
            assert step.origin in known
            assert step.inputs or step.source or step.origin != "pack", step


def test_what_is_not_heated_has_no_chain(town):
    cold = int(np.flatnonzero(~town.baseline.typed.heated)[0])
    with pytest.raises(ValueError, match="not heated"):
        chain(town, "e_del_kwh_m2", cold)


def test_earlier_works_protection_and_other_uses_are_told(town):
    n = len(town.stock)
    works = np.full((n, len(codes.ELEMENTS)), np.nan)
    works[::2, codes.ROOF], works[1::2, codes.WINDOW], works[::3, codes.WALL] = 1990.0, 2010.0, 1995.0
    stock = replace(
        town.stock,
        renewal_year=works,
        heritage=(np.arange(n) % 3).astype(np.int8),
        nonresidential_share=np.linspace(0.0, 1.0, n),
    )
    project = planned(town.replace(stock=stock))
    check_columns(project)
    check_formulas(project, ("npv_eur", "invest_anyway_eur", "embodied_kg"))
