"""The sun's place and irradiance on planes."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.errors import StockError
from retrofit.physics import solar
from retrofit.stock import codes


def test_the_sun_of_the_published_example():
    """Reda and Andreas (2004), A.5: 17 October 2003, 12:30:30 in Golden."""
    hour = (31 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 16) * 24 + 12
    nothing = np.zeros(solar.HOURS)
    weather = solar.Weather("Golden", 39.742476, -105.1786, 1830.14, -7.0, nothing, nothing, nothing, nothing)
    sun = replace(weather, sun_at_h=0.5 + 30 / 3600).sun
    assert sun.zenith_deg[hour] == pytest.approx(50.12, abs=0.3)
    assert sun.azimuth_deg[hour] == pytest.approx(194.34, abs=0.5)


def test_the_horizontal_gets_what_was_measured(weather):
    for sky in ("perez", "isotropic"):
        found = solar.on_orientations(weather, sky)
        high = weather.sun.zenith_deg < 85
        np.testing.assert_allclose(found[high, codes.HORIZONTAL], weather.ghi_w_m2[high], rtol=1e-6)
        assert found[:, codes.HORIZONTAL].sum() == pytest.approx(weather.ghi_w_m2.sum(), rel=1e-3)


def test_south_gets_more_than_east_and_east_more_than_north(weather):
    for sky in ("perez", "isotropic"):
        year = solar.on_orientations(weather, sky).sum(axis=0)
        assert year[codes.SOUTH] > year[codes.EAST] > year[codes.NORTH] > 0
        assert year[codes.EAST] == pytest.approx(year[codes.WEST], rel=0.02)
        morning = solar.on_orientations(weather, sky)[8::24].sum(axis=0)
        assert morning[codes.EAST] > morning[codes.WEST]


def test_perez_is_what_the_reference_program_finds(weather):
    pandas = pytest.importorskip("pandas")
    import pvlib

    times = pandas.date_range("2001-01-01 00:30", periods=8760, freq="h", tz="Etc/GMT-1")
    sun = pvlib.solarposition.get_solarposition(times, 45.46, 9.19, 120)
    expected = pvlib.irradiance.get_total_irradiance(
        30, 155, sun.zenith, sun.azimuth, *(pandas.Series(v, times) for v in (weather.dni_w_m2, weather.ghi_w_m2, weather.dhi_w_m2)),
        dni_extra=pvlib.irradiance.get_extra_radiation(times.day_of_year.to_numpy()), model="perez", albedo=0.2,
    )["poa_global"].fillna(0.0).to_numpy()  # fmt: skip
    found = solar.on_planes(weather, 30.0, 155.0).total_w_m2[:, 0]
    high = weather.sun.zenith_deg < 87
    np.testing.assert_allclose(found[high], expected[high], rtol=1e-3, atol=0.2)


def test_no_light_without_sun(weather):
    night = weather.sun.zenith_deg > 92
    assert night.any()
    assert np.abs(solar.on_orientations(weather)[night]).max() < 1e-9


def test_slanting_light_passes_less(weather):
    found = solar.on_planes(weather, *solar.PLANES)
    through = solar.transmitted(found, (1.0, -0.189, 0.644, -0.596))
    assert (through <= found.total_w_m2 + 1e-9).all()
    assert (through >= found.diffuse_w_m2 - 1e-9).all()
    np.testing.assert_allclose(solar.transmitted(found, (1.0,)), found.total_w_m2)


def test_shading_is_a_factor_of_each_plane(weather):
    sun = solar.on_orientations(weather)
    factor = np.array([1.0, 0.6, 0.6, 0.6, 0.8])
    np.testing.assert_allclose(solar.shaded(sun, factor).sum(axis=0), sun.sum(axis=0) * factor)


def test_months_add_up_to_the_year(weather):
    sun = solar.on_orientations(weather)
    np.testing.assert_allclose(solar.monthly_kwh_m2(sun).sum(axis=0), sun.sum(axis=0) / 1000)
    station = solar.station_of(weather)
    assert station.i_sol_kwh_m2.shape == (12, 5)
    assert station.theta_e_c[0] == pytest.approx(weather.theta_e_c[: 31 * 24].mean())


def test_the_moment_of_the_sun_is_found_back(weather):
    assert solar.best_sun_moment(weather) == pytest.approx(0.5)
    early = replace(weather, sun_at_h=0.1)
    assert solar.best_sun_moment(early) == pytest.approx(0.5)
    cloudy = replace(weather, dni_w_m2=np.zeros(solar.HOURS))
    assert solar.best_sun_moment(cloudy) == 0.5


def test_another_number_of_hours_is_refused(weather):
    with pytest.raises(StockError, match="weather_hours"):
        replace(weather, theta_e_c=np.zeros(8784))
