"""The simple hourly method."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrofit.errors import Cancelled
from retrofit.physics import hourly
from retrofit.physics.hourly import EVEN, Conditions, hourly_balance, profile
from retrofit.physics.hourly_step import Zones, coefficients, step

HOURS = 8760
SUN = np.maximum(np.sin((np.arange(HOURS) % 24 - 6) / 12 * np.pi), 0.0)[:, None] * 400.0
THETA_E = 10 - 12 * np.cos(np.arange(HOURS) / HOURS * 2 * np.pi) + 5 * SUN[:, 0] / 400


def some_zones(n, seed=0):
    draw = np.random.default_rng(seed)
    area = draw.uniform(40, 1500, n)
    return Zones(
        h_op=area * draw.uniform(0.2, 2.5, n),
        h_w=area * draw.uniform(0.1, 1.0, n),
        h_ve=area * draw.uniform(0.1, 1.0, n),
        mass_area_m2=area * draw.uniform(2.5, 3.5, n),
        surface_m2=area * 4.5,
        c_m_j_k=area * draw.uniform(50e3, 400e3, n),
    )


def some_conditions(zones, **changes):
    n, area = len(zones.h_op), zones.surface_m2 / 4.5
    nothing = np.zeros(n)
    return replace(
        Conditions(
            phi_int_w=3.0 * area,
            aperture_m2=0.05 * area[:, None],
            heating_set_c=nothing + 20.0,
            cooling_set_c=nothing + 26.0,
            heating_limit_w=nothing + np.inf,
            cooling_limit_w=nothing + np.inf,
            profile_of=np.zeros(n, dtype=np.int32),
            sky_w=nothing,
            h_ve_airing=5.0 * zones.h_ve,
            airing_above_c=nothing + 23.0,
        ),
        **changes,
    )


def solve(zones, *use, course=False, **changes):
    return hourly_balance(
        zones, some_conditions(zones, **changes), THETA_E, SUN, use or (EVEN,), course=course
    )


@given(st.integers(0, 1000), st.floats(-20, 35), st.floats(15, 30), st.floats(0, 5000))
def test_every_node_is_in_balance(seed, theta_e, theta_m, sun):
    zones = some_zones(3, seed)
    done = step(coefficients(zones), np.full(3, theta_m), theta_e, 300.0, sun, (20.0, 26.0))
    share = zones.mass_area_m2 / zones.surface_m2
    gains = 150.0 + sun
    h_ms, h_is = 9.1 * zones.mass_area_m2, 3.45 * zones.surface_m2
    h_em = 1 / (1 / zones.h_op - 1 / h_ms)
    surface = (done.theta_op - 0.3 * done.theta_air) / 0.7
    air = zones.h_ve * (theta_e - done.theta_air) + h_is * (surface - done.theta_air) + 150.0 + done.phi_hc
    between = (
        h_ms * (done.theta_m - surface)
        + zones.h_w * (theta_e - surface)
        + h_is * (done.theta_air - surface)
        + (1 - share - zones.h_w / (9.1 * zones.surface_m2)) * gains
    )
    stored = zones.c_m_j_k / 3600 * (done.theta_m_end - theta_m)
    mass = h_em * (theta_e - done.theta_m) + h_ms * (surface - done.theta_m) + share * gains - stored
    size = h_ms * 50
    for rest in (air, between, mass):
        assert (np.abs(rest) < 1e-9 * size).all()


def test_without_ventilation_the_step_is_still_defined():
    zones = replace(some_zones(2), h_ve=np.zeros(2))
    done = step(coefficients(zones), np.full(2, 20.0), -5.0, 100.0, 0.0, (20.0, 26.0))
    assert all(np.isfinite(getattr(done, one.name)).all() for one in fields(done))


def test_the_compiled_year_is_step_after_step():
    zones = some_zones(4)
    use = profile(setback_k=4.0, setback_hours=(23, *range(6)), airing_hours=range(22, 24))
    found = solve(zones, use, course=True, heating_limit_w=np.full(4, 4e3), cooling_limit_w=np.full(4, 3e3))
    conditions = some_conditions(zones)
    shut, wide = coefficients(zones), coefficients(replace(zones, h_ve=conditions.h_ve_airing))
    mass, air = np.full(4, 20.0), np.full(4, 20.0)
    for count in range(-hourly.WARM_UP_H, 500):
        hour = count % HOURS
        opened = use.airing[hour % 24] & (air > 23.0) & (THETA_E[hour] < air)
        solved = np.where(opened[:, None, None], wide, shut)
        low = 20.0 + use.heating_k[hour % 24]
        sun = conditions.aperture_m2[:, 0] * SUN[hour]
        done = step(solved, mass, THETA_E[hour], conditions.phi_int_w, sun, (low, 26.0), (4e3, 3e3))
        mass, air = done.theta_m_end, done.theta_air
        if count >= 0:
            np.testing.assert_allclose(found.theta_air_c[:, hour], air, atol=1e-9)
            np.testing.assert_allclose(found.theta_op_c[:, hour], done.theta_op, atol=1e-9)
            np.testing.assert_allclose(found.phi_hc_w[:, hour], done.phi_hc, atol=1e-6)


def test_sums_and_peaks_are_those_of_the_course():
    found = solve(some_zones(5), course=True)
    heating, cooling = np.maximum(found.phi_hc_w, 0), np.maximum(-found.phi_hc_w, 0)
    np.testing.assert_allclose(found.q_h_nd_kwh, heating.sum(axis=1) / 1000)
    np.testing.assert_allclose(found.q_c_nd_kwh, cooling.sum(axis=1) / 1000)
    np.testing.assert_allclose(found.q_h_nd_month_kwh[:, 0], heating[:, : 31 * 24].sum(axis=1) / 1000)
    np.testing.assert_array_equal(found.peak_heating_w, heating.max(axis=1))
    np.testing.assert_array_equal(found.peak_cooling_w, cooling.max(axis=1))
    np.testing.assert_array_equal(found.theta_air_min_c, found.theta_air_c.min(axis=1))
    np.testing.assert_array_equal(found.hours_above, (found.theta_op_c > 26).sum(axis=1))
    excess = np.maximum(found.theta_op_c - 26, 0).sum(axis=1)
    np.testing.assert_allclose(found.degree_hours_above, excess)
    assert found.theta_air_c.min() >= 20 - 1e-9
    assert found.theta_air_c.max() <= 26 + 1e-9


@settings(max_examples=10)
@given(st.integers(0, 1000), st.floats(0.3, 1.0))
def test_insulation_never_raises_the_need_for_heating(seed, factor):
    zones = some_zones(8, seed)
    better = solve(replace(zones, h_op=zones.h_op * factor, h_w=zones.h_w * factor))
    assert (better.q_h_nd_kwh <= solve(zones).q_h_nd_kwh * (1 + 1e-9)).all()


def test_rows_and_batches_change_nothing():
    zones = some_zones(300)
    order = np.random.default_rng(1).permutation(300)
    mixed = Zones(*(getattr(zones, one.name)[order] for one in fields(Zones)[:-1]))
    alone = Zones(*(getattr(zones, one.name)[270:271] for one in fields(Zones)[:-1]))
    found = solve(zones)
    np.testing.assert_array_equal(solve(mixed).q_h_nd_month_kwh, found.q_h_nd_month_kwh[order])
    np.testing.assert_array_equal(solve(alone).hours_above, found.hours_above[270:271])


def test_a_setback_saves_heat_and_raises_the_peak():
    zones = some_zones(6)
    even, lower = solve(zones), solve(zones, profile(4.0, (22, 23, *range(6))))
    assert (lower.q_h_nd_kwh < even.q_h_nd_kwh).all()
    assert (lower.peak_heating_w > even.peak_heating_w).all()


def test_each_zone_follows_its_own_profile():
    zones = some_zones(2)
    uses = EVEN, profile(np.inf, range(24))
    found = solve(zones, *uses, profile_of=np.array([0, 1], dtype=np.int32))
    assert found.q_h_nd_kwh[0] == solve(zones).q_h_nd_kwh[0]
    assert found.q_h_nd_kwh[1] == 0


def test_a_limit_holds_and_leaves_the_room_cold():
    zones = some_zones(3)
    found = solve(zones, heating_limit_w=np.full(3, 800.0), cooling_limit_w=np.zeros(3))
    np.testing.assert_array_equal(found.peak_heating_w, 800.0)
    assert (found.theta_air_min_c < 20).all()
    assert not found.q_c_nd_kwh.any()


def test_open_windows_at_night_cool():
    zones = some_zones(5)
    off = {"cooling_limit_w": np.zeros(5)}
    shut, opened = solve(zones, **off), solve(zones, profile(airing_hours=(22, 23, *range(7))), **off)
    assert (opened.degree_hours_above < shut.degree_hours_above).all()
    always = solve(zones, profile(airing_hours=range(24)), airing_above_c=np.full(5, -np.inf), **off)
    assert (always.q_h_nd_kwh > shut.q_h_nd_kwh).all()


def test_nothing_to_solve_and_a_stop():
    assert solve(some_zones(0)).q_h_nd_kwh.shape == (0,)

    def stop(fraction, what):
        raise Cancelled

    zones = some_zones(3)
    with pytest.raises(Cancelled):
        hourly_balance(zones, some_conditions(zones), THETA_E, SUN, progress=stop)
