import numpy as np
import pandas as pd
import pytest

from gis.columns import bounded, conditions, numbers, pick, size_classes, texts, uses, years
from retrofit.stock import codes


def column(*values):
    return pd.Series(list(values), name="field")


def test_columns_are_found_in_any_spelling():
    frame = pd.DataFrame({"End Use": ["x"], "FLOORS_AG": [1], "empty": [None]})
    assert pick(frame, ("currentuse", "enduse")) == "End Use"
    assert pick(frame, ("floorsag",)) == "FLOORS_AG"
    assert pick(frame, ("empty",)) is None


def test_numbers_come_out_of_texts():
    assert numbers(column("3", "4,5", "12 m", None, "x")) == pytest.approx(
        [3, 4.5, 12, np.nan, np.nan], nan_ok=True
    )


def test_what_is_not_above_zero_is_missing():
    good, remarks = bounded(np.array([0.0, -3.0, 400.0, 5.0, np.nan]), 200.0, "floors_implausible")
    assert good == pytest.approx([np.nan, np.nan, np.nan, 5, np.nan], nan_ok=True)
    assert remarks[0].args["count"] == 2


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
        ("196", None),
        ("0", None),
        ("9999", None),
        ("", None),
        ("unknown", None),
    ],
)
def test_years_are_read_from_texts(text, year):
    found, _ = years(column(text))
    assert found[0] == pytest.approx(np.nan if year is None else year, nan_ok=True)


def test_years_are_read_from_dates_and_numbers():
    assert years(column(pd.Timestamp("1994-01-01"), pd.NaT))[0] == pytest.approx([1994, np.nan], nan_ok=True)
    assert years(column(1994.0, np.nan))[0] == pytest.approx([1994, np.nan], nan_ok=True)


def test_a_year_younger_than_the_register_is_impossible():
    found, remarks = years(column(2030, 1990), latest=2020)
    assert found == pytest.approx([np.nan, 1990], nan_ok=True)
    assert remarks[0].code == "year_impossible"


def test_1900_is_a_placeholder_only_where_it_abounds():
    found, remarks = years(column(*[1900] * 8, *range(1950, 1962)))
    assert np.isnan(found[:8]).all()
    assert (remarks[0].code, remarks[0].args["count"]) == ("year_placeholder", 8)
    rare, none = years(column(1900, *range(1950, 1969)))
    assert rare[0] == 1900
    assert none == ()


@pytest.mark.parametrize(
    ("value", "use"),
    [
        ("1_residential", "residential"),
        ("4_3_publicServices", "public_services"),
        (
            "http://inspire.ec.europa.eu/codelist/CurrentUseValue/individualResidence",
            "residential_individual",
        ),
        ("residential", "residential"),
        ("RES", "residential"),
        ("apartments", "residential_collective"),
        ("office", "office"),
        ("supermarket", "trade"),
        ("university", "public_services"),
        ("garage", "ancillary"),
        ("parking", "ancillary"),
        ("shed", "ancillary"),
        ("farm_auxiliary", "agriculture"),
        ("930", "ancillary"),
        ("910", "ancillary"),
        ("140", "residential_collective"),
        ("120.0", ""),
        ("Elamu, kooli vms abihoone", "ancillary"),
        ("Üksikelamu", "residential_individual"),
    ],
)
def test_uses_become_canonical(value, use):
    assert uses(column(value))[0][0] == use


def test_canonical_words_stay_what_they_are():
    assert list(uses(column(*codes.USES))[0]) == list(codes.USES)
    assert list(conditions(column(*codes.CONDITIONS))[0]) == list(codes.CONDITIONS)
    assert list(size_classes(column(*codes.SIZE_CLASSES))[0]) == list(codes.SIZE_CLASSES)


def test_unknown_uses_are_listed_and_silent_ones_not():
    found, remarks = uses(column("yes", None, "spaceport", "residential"))
    assert list(found) == ["", "", "", "residential"]
    assert remarks[0].args == {"count": 1, "field": "field", "values": "spaceport"}


def test_numeric_codes_of_uses_are_read():
    assert list(uses(column(910.0, 120.0, np.nan))[0]) == ["ancillary", "residential_individual", ""]


def test_conditions_become_canonical():
    assert list(conditions(column("ruin", "Declined", None, ".../underConstruction"))[0]) == [
        "ruin",
        "declined",
        "",
        "under_construction",
    ]


def test_texts_of_whole_numbers_have_no_point():
    assert list(texts(column(12.0, np.nan, 3.5))) == ["12", "", "3.5"]
