"""Yield of modules, and the room for them on roofs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrofit.physics import photovoltaics as pv
from retrofit.physics.solar import HOURS, on_planes


def test_the_inverter_by_hand():
    assert pv.inverted(np.array([0.654]))[0] * 4 == pytest.approx(2.5170, rel=1e-3)
    assert pv.inverted(np.array([2.0]))[0] == pytest.approx(1 / 1.2)


def test_the_inverter_of_the_reference_program():
    from pvlib.inverter import pvwatts

    power = np.linspace(0.0, 1.0, 101)
    most = 1.0 / 1.2
    expected = pvwatts(power, most / pv.INVERTER, pv.INVERTER, pv.INVERTER_REFERENCE)
    np.testing.assert_allclose(pv.inverted(power), np.maximum(expected, 0.0), atol=1e-12)


@given(st.floats(0.0, 10.0), st.floats(0.5, 1.0), st.floats(0.8, 2.0))
def test_an_inverter_gives_no_more_than_it_gets(power, efficiency, dc_ac):
    found = pv.inverted(np.array([power, 0.0]), efficiency, dc_ac)
    assert np.isfinite(found).all()
    assert 0.0 <= found[0] <= min(power, 1.0 / dc_ac) + 1e-12
    assert found[1] == 0.0


def test_heat_takes_power_and_wind_gives_it_back():
    light, none = np.array([[800.0]]), np.zeros((1, 1))
    by_weather = [
        pv.dc_power(light, none, none, np.array([theta]), wind)[0, 0]
        for theta, wind in ((0.0, 5.0), (30.0, 5.0), (30.0, 1.0))
    ]
    assert by_weather[0] > by_weather[1] > by_weather[2] > 0
    cool = replace(pv.USUAL, gamma_1k=pv.GAMMA_1K["Premium"])
    assert pv.dc_power(light, none, none, np.array([30.0]), 1.0, cool)[0, 0] > by_weather[2]


def test_rated_power_at_rated_conditions():
    plain = pv.Plant(losses=0.0, mount=(-50.0, 0.0, 0.0))
    found = pv.dc_power(
        np.array([[1000.0]]), np.zeros((1, 1)), np.zeros((1, 1)), np.array([25.0]), 1.0, plain
    )
    assert found[0, 0] == pytest.approx(1.0)


def test_slanting_light_is_reflected():
    light, none = np.array([[500.0]]), np.zeros((1, 1))
    found = [pv.dc_power(light, none, np.array([[a]]), np.zeros(1), 1.0)[0, 0] for a in (0.0, 1.2, 1.5)]
    assert found[0] > found[1] > found[2] > 0


def test_months_add_up_to_the_year(weather):
    planes = np.array([35.0, 12.0]), np.array([180.0, 90.0])
    hours, months = pv.hourly_yield(weather, *planes), pv.yield_month(weather, *planes)
    assert hours.shape == (HOURS, 2)
    assert months.shape == (12, 2)
    np.testing.assert_allclose(months.sum(axis=0), hours.sum(axis=0))
    assert 600 < months[:, 1].sum() < months[:, 0].sum() < 2000


def test_the_performance_ratio_is_that_of_real_roofs(weather):
    """Reich et al. (2012), doi:10.1002/pip.1219: 70 to 90 % for plants of today."""
    sun = on_planes(weather, 35.0, 180.0).total_w_m2.sum() / 1000
    assert 0.7 < pv.hourly_yield(weather, 35.0, 180.0).sum() / sun < 0.9


@settings(max_examples=10)
@given(st.permutations(range(4)))
def test_order_of_planes_does_not_matter(weather, order):
    tilt, azimuth = np.array([0.0, 20.0, 45.0, 90.0]), np.array([0.0, 90.0, 200.0, 359.0])
    rows = np.array(order)
    np.testing.assert_allclose(
        pv.yield_month(weather, tilt[rows], azimuth[rows]), pv.yield_month(weather, tilt, azimuth)[:, rows]
    )


def test_below_the_equator_the_north_yields_more(weather):
    there = replace(weather, lat_deg=-weather.lat_deg)
    high = np.maximum(np.cos(np.radians(there.sun.zenith_deg)), 0.0)
    there = replace(
        there, dni_w_m2=450.0 * (high > 0), dhi_w_m2=120.0 * high, ghi_w_m2=450.0 * high + 120.0 * high
    )
    north, south = pv.hourly_yield(there, 30.0, np.array([0.0, 180.0])).sum(axis=0)
    assert north > south


def test_a_ridge_to_the_south_has_two_slopes_to_use():
    walls = np.array([[12.0, 8, 12, 8], [8.0, 12, 8, 12], [8.0, 12, 8, 12]])
    roofs = pv.roofs_of(np.full(3, 96.0), walls, [True, True, False])
    assert roofs.facing.tolist() == [2, 1, 2]
    assert roofs.tilt_deg.tolist() == [pv.PITCH_DEG, pv.PITCH_DEG, pv.FLAT_TILT_DEG]
    assert roofs.module_m2[1] == pytest.approx(2 * roofs.module_m2[0])
    assert roofs.module_m2[2] == pytest.approx(96.0 * 0.35)


@given(st.floats(0.0, 1e5), st.booleans())
def test_modules_fit_on_the_roof(area, pitched):
    walls = np.array([[10.0, 8, 10, 8], [8.0, 10, 8, 10]])
    roofs = pv.roofs_of(np.full(2, area), walls, np.full(2, pitched))
    slope = area / np.cos(np.radians(pv.PITCH_DEG))
    assert ((roofs.module_m2 >= 0) & (roofs.module_m2 <= slope)).all()


def test_a_measured_roof_carries_modules_where_it_looks_to_the_sun():
    guessed = pv.roofs_of(np.full(4, 100.0), np.full((4, 4), 10.0), [True, True, True, False])
    facing = np.array(
        [
            [60.0, 0.0, 60.0, 0.0, 0.0],  # a ridge from east to west
            [0.0, 55.0, 0.0, 65.0, 0.0],  # a ridge from south to north
            [0.0, 0.0, 0.0, 0.0, 100.0],  # flat, whatever the type says
            [np.nan] * 5,
        ]
    )
    found = pv.measured_roofs(guessed, facing, np.array([38.0, 24.0, 0.0, np.nan]))
    assert found.module_m2.tolist() == pytest.approx(
        [60 * pv.USABLE_PITCHED, 120 * pv.USABLE_PITCHED, 100 * pv.USABLE_FLAT, guessed.module_m2[3]]
    )
    assert found.tilt_deg.tolist() == [40.0, 25.0, pv.FLAT_TILT_DEG, guessed.tilt_deg[3]]
    assert found.facing.tolist()[:3] == [2, 1, 2] and found.facing[3] == guessed.facing[3]
