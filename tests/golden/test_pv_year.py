"""Photovoltaics as PVWatts publishes them."""

from pathlib import Path

import pytest

from app.services.validation import validate
from app.services.validation.pv import utc_offset
from app.services.validation.pv_file import read_export

DAYS = Path(__file__).parent / "pv" / "denver.csv"


def test_days_of_a_roof_in_denver():
    result = validate("pv", (DAYS,))
    assert result.rows == 12 * 24
    assert result.passed
    assert result.quantities[0].maximum < 0.01


def test_a_tighter_tolerance_is_not_met():
    assert not validate("pv", (DAYS,), 1e-6).passed


@pytest.mark.shared
def test_the_published_hours_and_months(shared):
    folder = shared / "validation" / "pv"
    files = folder / "pvwatts_8760_roofmount.csv.gz", folder / "pvwatts_roofmount_monthly.csv"
    result = validate("pv", files)
    assert result.rows == 8760
    assert result.passed
    worst = {quantity.name: quantity.maximum for quantity in result.quantities}
    assert worst["AC output, year"] < 0.005
    assert worst["irradiation of the plane, year"] < 0.001
    assert max(worst.values()) < 0.01
    assert utc_offset(read_export(files[0])) == -7.0
