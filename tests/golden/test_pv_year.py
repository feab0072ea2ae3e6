"""A year of PVWatts."""

import gzip
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.validation import validate

HOURS = Path(__file__).parent / "pv" / "denver.csv.gz"


def test_the_year_of_a_roof_in_denver():
    result = validate("pv", (HOURS,))
    assert result.passed
    assert result.quantities[0].maximum < 0.01


def changed(tmp_path, old, new):
    text = gzip.decompress(HOURS.read_bytes()).decode().replace(old, new)
    path = tmp_path / "hours.csv"
    path.write_text(text)
    return path


def test_another_plane_is_seen(tmp_path):
    assert not validate(
        "pv", (changed(tmp_path, "Array Azimuth (deg):,180", "Array Azimuth (deg):,0"),)
    ).passed


def test_a_file_without_its_place_is_refused(tmp_path):
    with pytest.raises(UserError):
        validate("pv", (changed(tmp_path, "Lat (deg N)", "Latitude"),))


@pytest.mark.shared
def test_the_published_hours_and_months(shared):
    folder = shared / "validation" / "pv"
    files = folder / "pvwatts_8760_roofmount.csv.gz", folder / "pvwatts_roofmount_monthly.csv"
    assert validate("pv", files).passed
