"""Numbers as a reader writes them."""

import math

from app.text.numbers import compact, format_number


def test_a_row_shares_one_larger_unit():
    assert compact([12_345.0, 678.0], "kWh/a") == (["12.3", "0.7"], "MWh/a")
    assert compact([37_136_123.0], "kWh/a") == (["37.1"], "GWh/a")
    assert compact([-5_220_000.0], "EUR") == (["\u22125\u202f220"], "kEUR")


def test_small_and_unknown_units_stay():
    assert compact([512.4, 0.0], "EUR/a") == (["512", "0"], "EUR/a")
    assert compact([3_000_000.0], "m²") == (["3\u202f000\u202f000"], "m²")


def test_no_value_stays_a_dash():
    assert compact([math.nan, 20_000.0], "kg/a")[0] == ["–", "20.0"]
    assert format_number(math.inf) == "–"
