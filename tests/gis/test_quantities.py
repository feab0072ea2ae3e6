import numpy as np
import pandas as pd
import pytest

from gis.quantities import numbers, quantities, shares, years


def column(*values):
    return pd.Series(list(values), name="field")


def test_numbers_come_out_of_texts():
    assert numbers(column("3", "4,5", "12 m", None, "x")) == pytest.approx(
        [3, 4.5, 12, np.nan, np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", 12.5),
        ("1 200,5", 1200.5),
        ("1\u202f200", 1200),
        ("1.200,50 m²", 1200.5),
        ("1,200.50", 1200.5),
        ("1.200.000,5", 1200000.5),
        ("1,200", 1.2),
        ("1e300", 1e300),
        ("-50", -50),
        ("\u221250", -50),
        ("inf", np.inf),
        ("5 этажей", 5),
        ("B3", 3),
        ("2З0", np.nan),
        ("2O0", np.nan),
        ("О5", np.nan),
        ("1О", np.nan),
        ("три", np.nan),
        ("NaN", np.nan),
    ],
)
def test_a_letter_in_the_place_of_a_digit_makes_no_number(text, number):
    assert numbers(column(text))[0] == pytest.approx(number, nan_ok=True)


def test_what_is_not_above_zero_or_too_much_is_missing_and_told_apart():
    found = quantities(column("0", "-3", "400", "inf", "5", None, "three", "unknown"), 200.0)
    assert found.values == pytest.approx([np.nan] * 4 + [5] + [np.nan] * 3, nan_ok=True)
    assert np.flatnonzero(found.zero).tolist() == [0]
    assert np.flatnonzero(found.impossible).tolist() == [1, 2, 3]
    assert np.flatnonzero(found.unreadable).tolist() == [6]


def test_zero_is_an_answer_where_it_counts():
    found = quantities(column(0, 3), 200.0, zero_counts=True)
    assert found.values.tolist() == [0, 3]
    assert not found.zero.any()


def test_one_stray_share_does_not_turn_the_others_into_per_cent():
    found = shares(column(0.2, 0.3, 1.5, -0.1))
    assert found.values == pytest.approx([0.2, 0.3, np.nan, np.nan], nan_ok=True)
    assert found.impossible.tolist() == [False, False, True, True]
    assert shares(column(20, 30, 0, 150)).values == pytest.approx([0.2, 0.3, 0, np.nan], nan_ok=True)


def test_an_infinite_year_is_impossible_and_year_zero_unknown():
    found = years(column(np.inf, 0.0, 20.0, 3020.0, 1e300, 1970.0))
    assert found.impossible.tolist() == [True, False, True, True, True, False]
    assert found.zero.tolist() == [False, True, False, False, False, False]
    assert found.values == pytest.approx([np.nan] * 5 + [1970], nan_ok=True)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1969", 1969),
        ("1971-1980", 1975),
        ("Before 1930", 1929),
        ("2013-11-08T00:00:00", 2013),
        ("2013-11", 2013),
        ("20010719000000", 2001),
        ("08.11.2013", 2013),
        ("ca. 1960", 1960),
        ("ок. 1965", 1965),
        ("1965-70", 1967),
        ("1965-10", 1965),
        ("19б5", None),
        ("1965-08-01", 1965),
        ("196", None),
        ("0", None),
        ("9999", None),
        ("", None),
        ("unknown", None),
    ],
)
def test_years_are_read_from_texts(text, year):
    assert years(column(text)).values[0] == pytest.approx(np.nan if year is None else year, nan_ok=True)


def test_years_are_read_from_dates_and_numbers():
    assert years(column(pd.Timestamp("1994-01-01"), pd.NaT)).values == pytest.approx(
        [1994, np.nan], nan_ok=True
    )
    assert years(column(1994.0, np.nan)).values == pytest.approx([1994, np.nan], nan_ok=True)


def test_a_year_younger_than_the_register_is_impossible():
    found = years(column(2030, 1990), latest=2020)
    assert found.values == pytest.approx([np.nan, 1990], nan_ok=True)
    assert found.impossible.tolist() == [True, False]


def test_1900_is_a_placeholder_only_where_it_abounds():
    found = years(column(*[1900] * 8, *range(1950, 1962)))
    assert np.isnan(found.values[:8]).all()
    assert [(one.code, one.args["count"]) for one in found.remarks] == [("year_placeholder", 8)]
    rare = years(column(1900, *range(1950, 1969)))
    assert rare.values[0] == 1900
    assert rare.remarks == ()
