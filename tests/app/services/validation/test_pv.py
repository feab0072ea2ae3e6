"""Judging the export of PVWatts: other places, other planes, other spellings, broken files."""

from pathlib import Path

import numpy as np
import pytest

from app.errors import UserError
from app.services.validation import pv, validate
from app.services.validation.pv_file import read_export
from retrofit.physics.heat import DAYS_OF_MONTH
from retrofit.physics.photovoltaics import Plant, hourly_yield
from retrofit.physics.solar import HOURS, MONTH_OF_HOUR, Weather, on_planes

DAYS = Path(__file__).parents[3] / "golden" / "pv" / "denver.csv"
DAY_OF_HOUR = np.repeat(np.concatenate([np.arange(days) + 1 for days in DAYS_OF_MONTH.astype(int)]), 24)
TITLES = (
    "Month,Day,Hour,Beam Irradiance (W/m2),Diffuse Irradiance (W/m2),Ambient Temperature (C),"
    "Wind Speed (m/s),Plane of Array Irradiance (W/m2),Cell Temperature (C),DC Array Output (W),"
    "AC System Output (W)"
)


def export_of(folder, lat, lon, offset, tilt, azimuth, *, west=True, module="Standard"):
    """Write what PVWatts would export for a place with a haze of every day, by our own model."""
    zero = np.zeros(HOURS)
    theta = np.full(HOURS, 15.0)
    dark = Weather("x", lat, lon, 100.0, offset, theta, zero, zero.copy(), zero.copy())
    high = np.maximum(np.cos(np.radians(dark.sun.zenith_deg)), 0.0)
    dni, dhi = np.round(600.0 * high**0.3 * (high > 0)), np.round(150.0 * high)
    weather = Weather("x", lat, lon, 100.0, offset, theta, dni * high + dhi, dni, dhi)
    gamma = {"Standard": -0.0047, "Premium": -0.0035}[module]
    ac = hourly_yield(weather, tilt, azimuth, 3.0, Plant(0.1, gamma, 0.97, 1.1))[:, 0] * 5000
    poa = on_planes(weather, tilt, azimuth).total_w_m2[:, 0]
    place = (
        f"Lat (deg N):,{lat}\nLong (deg W):,{-lon}"
        if west
        else f"Latitude (DD):,{lat}\nLongitude (DD):,{lon}"
    )
    head = (
        f'PVWatts: Hourly PV Performance Data,,\nLocation:,"Lat, Lon: {lat}, {lon}"\n{place}\n'
        f"Elev (m):,100\nDC System Size (kW):,5\nModule Type:,{module}\nArray Type:,Fixed (open rack)\n"
        f"Array Tilt (deg):,{tilt}\nArray Azimuth (deg):,{azimuth}\nSystem Losses (%):,10\n"
        f"Inverter Efficiency (%):,97\nDC to AC Size Ratio:,1.1\n\n{TITLES}\n"
    )
    rows = [
        f"{MONTH_OF_HOUR[i] + 1},{DAY_OF_HOUR[i]},{i % 24},{dni[i]},{dhi[i]},15,3,{poa[i]:.3f},0,0,{ac[i]:.3f}"
        for i in range(HOURS)
    ]
    path = folder / "hours.csv"
    path.write_text(head + "\n".join(rows) + "\nTotals, , ,1,2,3,4,5,6,7,8\n")
    return path


@pytest.mark.parametrize(
    ("place", "plane", "west"),
    [
        ((-33.9, 151.2, 10.0), (30.0, 0.0), True),  # Sydney
        ((52.5, 13.4, 1.0), (35.0, 135.0), False),
        ((40.4, -3.7, 1.0), (90.0, 270.0), True),  # a clock far from its sun
        ((28.6, 77.2, 5.5), (0.0, 180.0), True),
        ((69.6, 18.9, 1.0), (45.0, 180.0), True),  # polar night
    ],
)
def test_any_place_and_plane(tmp_path, place, plane, west):
    path = export_of(tmp_path, *place, *plane, west=west, module="Premium")
    export = read_export(path)
    assert (export.lat_deg, export.lon_deg) == place[:2]
    assert pv.utc_offset(export) == place[2]
    result = validate("pv", (path,))
    assert max(quantity.maximum for quantity in result.quantities) < 1e-3


def test_a_stated_location_settles_the_sign(tmp_path):
    path = export_of(tmp_path, 52.5, 13.4, 1.0, 35.0, 180.0)
    path.write_text(path.read_text().replace("Long (deg W):,-13.4", "Long (deg W):,13.4"))
    assert read_export(path).lon_deg == 13.4


def test_monthly_sums_of_another_file(tmp_path):
    months = tmp_path / "months.csv"
    months.write_text("mo,poa,ac\n" + "".join(f"{m},150,500\n" for m in range(1, 13)))
    result = validate("pv", (DAYS, months))
    assert [q.passed for q in result.quantities] == [True, False, True, False]


def test_a_leap_day_is_left_out(tmp_path):
    lines = DAYS.read_text().splitlines()
    extra = [f"2,29,{hour},500,100,5,3,600,2000" for hour in range(24)]
    path = tmp_path / "days.csv"
    path.write_text("\n".join([*lines, *extra]))
    assert len(read_export(path).position) == 288


def changed(folder, old, new, count=1):
    text = DAYS.read_text()
    assert old in text
    path = folder / "days.csv"
    path.write_text(text.replace(old, new, count))
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Array azimuth (deg),180", "Array azimuth (deg),0"),
        ("size (kW),4", "size (kW),5"),
        ("tilt (deg),20", "tilt (deg),80"),
    ],
)
def test_another_plant_is_seen(tmp_path, old, new):
    assert not validate("pv", (changed(tmp_path, old, new),)).passed


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Latitude", "Breadth", "validation_file_unreadable"),
        ("Latitude (deg),39.73", "Latitude (deg),139.73", "validation_file_unreadable"),
        ("Latitude (deg),39.73", "Latitude (deg),north", "validation_value_bad"),
        ("Days,12", "Days,13", "validation_file_unreadable"),
        ("Days,12", "Array Type:,2-Axis Tracking\nDays,12", "validation_file_unreadable"),
        ("Days,12", "Module Type:,Straw\nDays,12", "validation_file_unreadable"),
        ("month,day,hour", "mois,day,hour", "validation_file_unreadable"),
        ("wind_m_s", "breeze", "validation_column_missing"),
        ("1,15,0,0", "1,15,0,mild", "validation_file_unreadable"),
        ("1,15,0,0", "1,15,0,nan", "validation_value_bad"),
        ("1,15,0,0", "1,15,1,0", "validation_file_unreadable"),
        ("1,15,0,0", "13,15,0,0", "validation_file_unreadable"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, old, new, code):
    with pytest.raises(UserError) as fault:
        validate("pv", (changed(tmp_path, old, new),))
    assert fault.value.code == code


def test_a_missing_or_foreign_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="validation_file_missing"):
        validate("pv", (tmp_path / "none.csv",))
    packed = tmp_path / "hours.csv.gz"
    packed.write_bytes(b"no gzip")
    with pytest.raises(UserError, match="validation_file_unreadable"):
        validate("pv", (packed,))


@pytest.mark.parametrize("rows", ["1,1,1\n", "".join(f"{m},x,1\n" for m in range(1, 13))])
def test_broken_months_are_refused(tmp_path, rows):
    months = tmp_path / "months.csv"
    months.write_text("mo,poa,ac\n" + rows)
    with pytest.raises(UserError):
        validate("pv", (DAYS, months))
