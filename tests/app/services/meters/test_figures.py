"""Numbers and days as people write them."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.meters.figures import read_day, read_figures


@pytest.mark.parametrize(
    "cells, delimiter, values, comma",
    [
        (["1234.5", "12"], ",", [1234.5, 12.0], False),
        (["1234,5", "12"], ";", [1234.5, 12.0], True),
        (["1.234,5", "1.234"], ";", [1234.5, 1234.0], True),
        (["1,234.5", "1,234"], ",", [1234.5, 1234.0], False),
        (["1 234", "12\u202f345", "1'000"], ",", [1234.0, 12345.0, 1000.0], False),
        (["1,234", "5"], ",", [1234.0, 5.0], False),
        (["1,234", "5"], ";", [1.234, 5.0], True),
        (["12.345.678,9"], ";", [12345678.9], True),
        (["-5", "\u22125", "+5"], ",", [-5.0, -5.0, 5.0], False),
        (["1e3"], ",", [1000.0], False),
    ],
)
def test_a_column_has_one_decimal_mark(cells, delimiter, values, comma):
    found = read_figures(cells, delimiter)
    assert found.values.tolist() == values
    assert found.decimal_comma is comma
    assert not found.bad.any()


def test_what_is_no_number_is_marked():
    found = read_figures(["n/a", "", "12a", "7", "inf", "١٢"], ",")
    assert found.bad.tolist()[:5] == [True, False, True, False, True]
    assert found.values[3] == 7.0
    assert np.isnan(found.values[[0, 1, 2]]).all()


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
def test_what_is_written_is_read(value):
    assert read_figures([repr(value), "0.25"], ",").values[0] == value
    assert read_figures([f"{value:.2f}".replace(".", ","), "0,25"], ";").values[0] == value


@pytest.mark.parametrize(
    "cell, day",
    [
        ("2023-02-28", date(2023, 2, 28)),
        ("2023/02/28 00:00:00", date(2023, 2, 28)),
        ("28.2.2023", date(2023, 2, 28)),
        ("28/02/2023", date(2023, 2, 28)),
        ("2023-02-30", None),
        ("last winter", None),
        ("", None),
    ],
)
def test_a_day_is_read_or_not(cell, day):
    assert read_day(cell) == day
