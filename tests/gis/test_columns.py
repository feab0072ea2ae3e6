import numpy as np
import pandas as pd
import pytest

from gis.columns import conditions, pick, size_classes, texts, uses
from retrofit.stock import codes


def column(*values):
    return pd.Series(list(values), name="field")


def test_columns_are_found_in_any_spelling():
    frame = pd.DataFrame({"End Use": ["x"], "FLOORS_AG": [1], "empty": [None]})
    assert pick(frame, ("currentuse", "enduse")) == "End Use"
    assert pick(frame, ("floorsag",)) == "FLOORS_AG"
    assert pick(frame, ("empty",)) is None


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
