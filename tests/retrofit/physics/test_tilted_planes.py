"""Planes between the horizontal and the walls."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.physics import solar
from retrofit.physics import tilted_planes as planes
from retrofit.stock import codes
from retrofit.stock.pack import Station

SUN = [365.0, 707.0, 837.0, 627.0]
"""TABULA's DE.N on N, E, S, W [kWh/(m²a)]; 1071 on the horizontal."""


def test_the_yearly_yield_of_tabulas_table():
    assert planes.tabula_yield(1071.0, 837.0, 45.0, 0.75, 0.95) == pytest.approx(679.7, abs=0.05)


def test_walls_between_are_means_of_their_neighbours():
    found = planes.tabula_wall(SUN, [0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0, 360.0])[0]
    np.testing.assert_allclose(found, [365, 536, 707, 772, 837, 732, 627, 496, 365])


@pytest.mark.shared
def test_the_published_table(shared):
    folder = shared / "validation" / "tabula_tables"
    panel = pd.read_csv(folder / "system.pvpanel.csv.gz").set_index("Code_SysPVPanel").loc["DE.Gen.01"]
    place = pd.read_csv(folder / "climate.csv.gz").set_index("Code_ClimateRegion").loc["DE.N"]
    walls = [place[f"I_Sol_Year_{name}"] for name in ("North", "East", "South", "West")]
    upright = planes.tabula_wall(walls, 180.0)[0]
    found = planes.tabula_yield(place["I_Sol_Year_Hor"], upright, 45.0, panel["f_perf"], panel["f_PV_frame"])
    assert found[0] == pytest.approx(679.7, abs=0.05)


def test_planes_between_are_reckoned_from_horizontal_and_wall():
    level, wall = np.array([1071.0]), np.array([837.0])
    assert planes.tilted_irradiation(level, wall, 0.0)[0] == pytest.approx(1071.0)
    assert planes.tilted_irradiation(level, wall, 90.0)[0] == pytest.approx(837.0)
    assert planes.tilted_irradiation(level, wall, 35.0)[0] > 1071.0
    assert planes.tilted_irradiation(level, wall, 35.0, wall)[0] < 1071.0


def test_a_station_knows_its_own_planes(weather):
    station = solar.station_of(weather)
    for place, azimuth in enumerate((0.0, 90.0, 180.0, 270.0)):
        upright = planes.station_irradiation(station, 90.0, azimuth)[:, 0]
        least = (planes.DIFFUSE_SHARE + solar.ALBEDO) / 2 * station.i_sol_kwh_m2[:, codes.HORIZONTAL]
        np.testing.assert_allclose(upright, np.maximum(station.i_sol_kwh_m2[:, place], least))
    level = planes.station_irradiation(station, 0.0, 123.0)[:, 0]
    np.testing.assert_allclose(level, station.i_sol_kwh_m2[:, codes.HORIZONTAL])


def test_a_year_on_slopes_is_near_the_hourly_reckoning(weather):
    tilt = np.array([12.0, 12, 35, 35, 35, 35, 60])
    azimuth = np.array([180.0, 90, 180, 135, 90, 270, 180])
    found = planes.station_irradiation(solar.station_of(weather), tilt, azimuth).sum(axis=0)
    expected = solar.monthly_kwh_m2(solar.on_planes(weather, tilt, azimuth).total_w_m2).sum(axis=0)
    np.testing.assert_allclose(found, expected, rtol=0.07)


def test_yield_is_irradiation_times_the_performance_ratio(weather):
    station = solar.station_of(weather)
    np.testing.assert_allclose(
        planes.station_yield(station, 35.0, 180.0, 0.8),
        0.8 * planes.station_irradiation(station, 35.0, 180.0),
    )


months = st.lists(st.floats(0.0, 300.0), min_size=5, max_size=5)


@given(months, st.floats(0.0, 90.0), st.floats(-720.0, 720.0))
def test_irradiation_is_finite_and_never_negative(sun, tilt, azimuth):
    station = Station("x", "x", 50.0, 10.0, np.zeros(12), np.tile(sun, (12, 1)), "x")
    found = planes.station_irradiation(station, tilt, azimuth)
    assert np.isfinite(found).all()
    assert (found >= 0).all()


@given(st.floats(0.0, 90.0), st.floats(0.0, 360.0))
def test_a_full_turn_changes_nothing(tilt, azimuth):
    sun = np.tile([*SUN, 1071.0], (12, 1)) / 12
    station = Station("x", "x", 50.0, 10.0, np.zeros(12), sun, "x")
    np.testing.assert_allclose(
        planes.station_irradiation(station, tilt, azimuth),
        planes.station_irradiation(station, tilt, azimuth + 360.0),
    )
