"""What neighbours leave of the sun."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.physics import roof_shade as shade

angles = st.floats(0.0, 90.0)
latitudes = st.floats(-65.0, 70.0)
horizons = st.lists(angles, min_size=12, max_size=12)


@given(
    horizons, st.floats(0.0, 20.0), st.integers(0, 11), latitudes, st.floats(0.0, 60.0), st.floats(0.0, 360.0)
)
def test_a_higher_neighbour_never_leaves_more_sun(angle, more, sector, lat, tilt, azimuth):
    horizon = np.array([angle, angle])
    horizon[1, sector] = min(horizon[1, sector] + more, 90.0)
    sun = shade.clear_sun(lat)
    for found in (shade.direct_left(horizon, sun, tilt, azimuth), shade.horizon_factor(horizon, lat)):
        assert (found[1] <= found[0] + 1e-12).all()
        assert ((found >= 0) & (found <= 1)).all()


def test_a_free_roof_loses_nothing_and_the_south_counts_most():
    horizon = np.zeros((3, 12))
    horizon[1, 0], horizon[2, 6] = 30.0, 30.0
    free, north, south = shade.horizon_factor(horizon, 50.0)
    assert free == 1.0
    assert south < north < 1.0
    _free, north, south = shade.horizon_factor(horizon, -50.0)
    assert north < south < 1.0


def test_a_wall_all_round_takes_all_direct_light():
    horizon = np.full((1, 12), 90.0)
    np.testing.assert_allclose(shade.direct_left(horizon, shade.clear_sun(50.0), 0.0, 180.0), 0.0, atol=1e-12)
    assert shade.sky_left(horizon)[0] == pytest.approx(0.0)
    assert shade.sky_left(np.full((1, 12), 30.0))[0] == pytest.approx(0.75)


def test_the_low_sun_of_winter_is_lost_first():
    horizon = np.zeros((1, 12))
    horizon[0, 5:8] = 20.0
    left = shade.direct_left(horizon, shade.clear_sun(52.0), 35.0, 180.0)[0]
    assert left[11] < 0.2
    assert left[5] > 0.95


def test_planes_of_their_own():
    horizon = np.zeros((2, 12))
    horizon[:, 2:5] = 40.0  # to the east
    east, west = shade.direct_left_year(
        horizon, shade.clear_sun(48.0), np.array([35.0, 35.0]), np.array([90.0, 270.0]), np.array([0, 1])
    )
    assert east < west < 1.0


def test_months_make_the_year_and_weather_counts(weather):
    horizon = np.random.default_rng(1).uniform(0, 40, (5, 16))
    sun = shade.sun_hours(weather)
    months = shade.direct_left(horizon, sun, 30.0, 180.0)
    year = shade.direct_left_year(horizon, sun, 30.0, 180.0)
    assert months.shape == (5, 12)
    assert ((months.min(axis=1) <= year) & (year <= months.max(axis=1))).all()
    assert (
        np.abs(year - shade.direct_left_year(horizon, shade.clear_sun(weather.lat_deg), 30.0, 180.0)).max()
        < 0.1
    )


def test_light_counts_hour_by_hour(weather):
    sun = shade.sun_hours(weather)
    horizon = np.full((1, 12), 25.0)  # on a step: no half shades
    light = sun.dni_w_m2 * np.sin(np.radians(sun.elevation_deg))
    expected = light[sun.elevation_deg > 25.0].sum() / light.sum()
    assert shade.direct_left_year(horizon, sun, 0.0, 0.0)[0] == pytest.approx(expected, abs=1e-9)


@given(st.permutations(range(4)))
def test_order_of_buildings_does_not_matter(order):
    horizon = np.random.default_rng(2).uniform(0, 60, (4, 12))
    rows, sun = np.array(order), shade.clear_sun(45.0)
    np.testing.assert_array_equal(
        shade.direct_left(horizon[rows], sun, 20.0, 90.0), shade.direct_left(horizon, sun, 20.0, 90.0)[rows]
    )


def test_no_sun_hides_nothing():
    polar = shade.direct_left(np.full((1, 12), 20.0), shade.clear_sun(80.0), 0.0, 180.0)[0]
    assert polar[11] == 1.0
    assert polar[5] < 1.0
