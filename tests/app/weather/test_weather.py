"""Reading years of weather."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.errors import UserError
from app.weather import read_epw, read_pvgis, read_weather
from retrofit.physics.solar import HOURS

GOLDEN = Path(__file__).parents[2] / "golden" / "bestest" / "denver.epw.gz"
LINES = gzip.decompress(GOLDEN.read_bytes()).decode().splitlines()


def epw(folder, lines=LINES, name="denver.epw"):
    path = folder / name
    path.write_text("\n".join(lines))
    return path


@pytest.fixture(scope="module")
def denver(tmp_path_factory):
    return read_epw(epw(tmp_path_factory.mktemp("epw")))


def pvgis_rows(weather):
    """The hours of a weather as PVGIS gives them: in UTC, instantaneous."""
    columns = (weather.theta_e_c, weather.ghi_w_m2, weather.dni_w_m2, weather.dhi_w_m2)
    shifted = [np.roll(column, -round(weather.utc_offset_h)) for column in columns]
    stamps = np.datetime64("2001-01-01T00") + np.arange(HOURS).astype("timedelta64[h]")
    times = [str(stamp).replace("-", "").replace("T", ":") + "00" for stamp in stamps]
    return [(time, *values) for time, *values in zip(times, *(c.tolist() for c in shifted), strict=True)]


def pvgis_csv(folder, weather, *facts):
    head = [
        f"Latitude (decimal degrees): {weather.lat_deg}",
        f"Longitude (decimal degrees): {weather.lon_deg}",
    ]
    head += ["Elevation (m): 1650", *facts, "month,year", "1,2014", "2,2009"]
    rows = [",".join(map(str, row)) for row in pvgis_rows(weather)]
    path = folder / "tmy.csv"
    path.write_text(
        "\n".join([*head, "time(UTC),T2m,G(h),Gb(n),Gd(h)", *rows, "", "T2m: 2-m air temperature"])
    )
    return path


def test_an_epw_file_is_read(denver):
    assert (denver.name, denver.lat_deg, denver.utc_offset_h, denver.altitude_m) == (
        "Denver Intl Ap",
        39.83,
        -7,
        1650,
    )
    assert denver.theta_e_c[0] == -18.0
    assert not denver.synthetic
    assert denver.sun_at_h == 0.5
    assert not denver.ghi_w_m2.flags.writeable
    assert denver.ghi_w_m2.sum() / 1000 == pytest.approx(1670, abs=1)


def test_an_epw_file_with_29_february_loses_that_day(tmp_path, denver):
    day = 8 + 59 * 24
    leap = [*LINES[:day], *LINES[day : day + 24], *LINES[day:]]
    np.testing.assert_array_equal(read_weather(epw(tmp_path, leap)).theta_e_c, denver.theta_e_c)


def test_the_moment_of_the_sun_is_found_where_asked(tmp_path):
    assert read_epw(epw(tmp_path), sun_at_h=None).sun_at_h == pytest.approx(0.5, abs=0.06)


def test_a_pvgis_year_starts_at_local_midnight(tmp_path, denver):
    found = read_weather(pvgis_csv(tmp_path, denver, "Irradiance Time Offset (h): 0.5"))
    np.testing.assert_array_equal(found.theta_e_c, denver.theta_e_c)
    assert (found.utc_offset_h, found.sun_at_h, found.altitude_m) == (-7, 0.5, 1650)
    np.testing.assert_allclose(found.sun.zenith_deg, denver.sun.zenith_deg, atol=1e-9)


def test_pvgis_without_an_offset_takes_the_moment_that_fits(tmp_path, denver):
    assert read_pvgis(pvgis_csv(tmp_path, denver)).sun_at_h == pytest.approx(0.5, abs=0.06)


def test_csv_and_json_of_pvgis_are_the_same(tmp_path, denver):
    keys = "time(UTC)", "T2m", "G(h)", "Gb(n)", "Gd(h)"
    place = {
        "latitude": denver.lat_deg,
        "longitude": denver.lon_deg,
        "elevation": 1650,
        "irradiance_time_offset": 0.5,
    }
    given = {
        "inputs": {"location": place},
        "outputs": {"tmy_hourly": [dict(zip(keys, row, strict=True)) for row in pvgis_rows(denver)]},
    }
    path = tmp_path / "tmy.json"
    path.write_text(json.dumps(given))
    one, other = (
        read_weather(path),
        read_weather(pvgis_csv(tmp_path, denver, "Irradiance Time Offset (h): 0.5")),
    )
    np.testing.assert_array_equal(one.dni_w_m2, other.dni_w_m2)
    assert replace(one, theta_e_c=other.theta_e_c).lat_deg == other.lat_deg


def changed(line, column, value):
    cells = LINES[line].split(",")
    cells[column] = value
    return [*LINES[:line], ",".join(cells), *LINES[line + 1 :]]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (LINES[:500], "weather_hours_wrong"),
        (LINES[1:], "weather_unreadable"),
        (changed(0, 6, "north"), "weather_unreadable"),
        (changed(7, 0, "PERIODS"), "weather_unreadable"),
        (changed(100, 6, "99.9"), "weather_value_missing"),
        (changed(100, 14, "9999"), "weather_value_missing"),
        (changed(100, 14, "-99"), "weather_value_missing"),
        (changed(100, 13, "sunny"), "weather_unreadable"),
        ([*LINES[:7], "DATA PERIODS,1,4,Data,Sunday,1/1,12/31", *LINES[8:]], "weather_unreadable"),
        ([""], "weather_unreadable"),
    ],
)
def test_a_bad_epw_file_is_named(tmp_path, lines, code):
    with pytest.raises(UserError) as fault:
        read_weather(epw(tmp_path, lines))
    assert fault.value.code == code
    assert fault.value.details["path"].name == "denver.epw"


def test_small_negative_irradiance_of_the_night_is_none(tmp_path):
    assert read_weather(epw(tmp_path, changed(9, 13, "-2"))).ghi_w_m2[1] == 0.0


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.csv", "hour,temperature\n0,1\n", "weather_unreadable"),
        ("a.csv", "time(UTC),T2m,G(h),Gb(n),Gd(h)\n", "weather_hours_wrong"),
        ("a.json", "{", "weather_unreadable"),
        ("a.json", '{"inputs": {"location": {}}}', "weather_unreadable"),
        ("a.txt", "", "weather_kind_unknown"),
    ],
)
def test_a_foreign_file_is_refused(tmp_path, name, text, code):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UserError, match=code):
        read_weather(path)
    with pytest.raises(UserError, match="weather_file_missing"):
        read_epw(tmp_path / "none.epw")


def test_a_pvgis_file_without_a_place_is_refused(tmp_path, denver):
    path = pvgis_csv(tmp_path, denver)
    path.write_text(path.read_text().replace("Latitude", "Breite"))
    with pytest.raises(UserError, match="weather_unreadable"):
        read_weather(path)
