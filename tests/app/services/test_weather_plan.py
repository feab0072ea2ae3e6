"""A plan with the user's own weather: by months, by hours, saved and opened."""

from dataclasses import replace

import numpy as np
import pytest

from app.services.charting import chart_of, whole
from app.services.cost_optimal import cost_optimal
from app.services.files import open_project, save_project
from app.services.planning import set_assumptions, set_weather
from app.services.uncertainty import uncertainty_of
from retrofit.evidence.perturb import OUTPUTS
from retrofit.physics.climate import OWN_WEATHER
from retrofit.physics.solar import Weather
from retrofit.plan.scenario import Method


def made_up(town, name="Somewhere"):
    """Hours with a warm and a cold season, near the town."""
    hour = np.arange(8760)
    theta = 9.0 - 11.0 * np.cos(2 * np.pi * hour / 8760) + 4.0 * np.sin(2 * np.pi * (hour % 24 - 9) / 24)
    sun = np.maximum(np.sin(2 * np.pi * (hour % 24 - 6) / 24), 0.0)
    season = 0.6 - 0.4 * np.cos(2 * np.pi * hour / 8760)
    return Weather(
        name=name,
        lat_deg=town.place[0],
        lon_deg=town.place[1],
        altitude_m=10.0,
        utc_offset_h=1.0,
        theta_e_c=theta,
        ghi_w_m2=700.0 * sun * season,
        dni_w_m2=400.0 * sun * season,
        dhi_w_m2=250.0 * sun * season,
        synthetic=True,
    )


@pytest.fixture(scope="module")
def windy(town):
    return set_weather(town, made_up(town)).project


def test_own_weather_is_a_climate_of_its_own(windy, town):
    assert windy.baseline.station == OWN_WEATHER
    assert "weather_synthetic" in {one.code for one in windy.baseline.findings}
    assert not np.allclose(windy.baseline.states.q_h_nd_kwh, town.baseline.states.q_h_nd_kwh)


def test_hours_come_near_the_months_of_the_same_weather(windy):
    hourly = set_assumptions(windy, replace(windy.assumptions, method=Method.HOURLY)).project
    heated = windy.baseline.typed.heated
    by_hour, by_month = (p.baseline.states.q_h_nd_kwh[heated] for p in (hourly, windy))
    ratio = by_hour.sum(axis=0) / by_month.sum(axis=0)
    assert (ratio > 0.7).all()
    assert (ratio < 1.15).all()
    assert (by_hour[:, 1] <= by_hour[:, 0] + 1e-6).all()
    np.testing.assert_allclose(
        hourly.baseline.states.q_h_nd_month_kwh.sum(axis=1)[heated], by_hour[:, 0], rtol=1e-9
    )
    np.testing.assert_allclose(hourly.baseline.states.h_w_k, windy.baseline.states.h_w_k, rtol=1e-12)


def test_weather_survives_save_and_open(windy, tmp_path):
    save_project(windy, tmp_path / "windy.gpkg")
    again = open_project(tmp_path / "windy.gpkg").project
    assert again.weather is not None
    assert (again.weather.name, again.weather.synthetic) == ("Somewhere", True)
    np.testing.assert_array_equal(again.weather.theta_e_c, windy.weather.theta_e_c)
    np.testing.assert_allclose(again.baseline.states.q_h_nd_kwh, windy.baseline.states.q_h_nd_kwh)


def test_without_weather_the_hourly_method_says_what_it_needs(town):
    asked = set_assumptions(town, replace(town.assumptions, method=Method.HOURLY)).project
    assert "hourly_without_weather" in {one.code for one in asked.baseline.findings}
    np.testing.assert_allclose(asked.baseline.states.q_h_nd_kwh, town.baseline.states.q_h_nd_kwh)


def test_weather_can_be_left_out_again(windy, town):
    back = set_weather(windy, None).project
    assert back.weather is None
    np.testing.assert_allclose(back.baseline.states.q_h_nd_kwh, town.baseline.states.q_h_nd_kwh)


def test_bands_of_an_hourly_plan_hold_the_plan(windy):
    hourly = set_assumptions(windy, replace(windy.assumptions, method=Method.HOURLY)).project
    found = uncertainty_of(hourly, 16)
    for name in OUTPUTS:
        assert found.plan[name] == pytest.approx(hourly.assessment.district[name][0], rel=1e-9), name


def test_the_cost_optimum_follows_weather_and_method(windy, town):
    hourly = set_assumptions(windy, replace(windy.assumptions, method=Method.HOURLY)).project
    costs = {one.global_cost_eur_m2["none"] for p in (town, windy, hourly) for one in cost_optimal(p)[:1]}
    assert len(costs) == 3
    typed, states = hourly.baseline.typed, hourly.baseline.states
    whole = sum(one.e_p_nren_kwh_m2["usual"] * one.floor_area_ref_m2 for one in cost_optimal(hourly))
    assert whole == pytest.approx(states.e_p_nren_kwh[typed.heated, 1].sum())


def test_charts_of_the_hourly_method_show_what_it_knows(windy):
    hourly = set_assumptions(windy, replace(windy.assumptions, method=Method.HOURLY)).project
    balance, months = (chart_of(hourly, key, whole(hourly)) for key in ("balance", "months"))
    assert balance.empty
    assert "monthly method" in balance.sentence
    (today,) = months.series
    area = hourly.assessment.district["floor_area_ref_m2"][0]
    assert sum(today.values) * area == pytest.approx(hourly.assessment.district["q_h_nd_kwh"][0])
    assert "no months of the plan" in months.sentence
    by_month = chart_of(windy, "balance", whole(windy))
    assert not by_month.empty
