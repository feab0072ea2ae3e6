"""Which rows pass what is written above a column, and in what order they come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.ui.tables.arranging import UnreadableError, Wish, arranged, matching
from app.ui.tables.columns import Column
from retrofit.stock.fields import FIELDS

AREAS = Column(FIELDS["floor_area_ref_m2"], np.array([0.0, 50.0, 80.4, 100.0, np.nan, -3.0]))
USES = Column(
    FIELDS["current_use"], np.array(["office", "", "trade", "residential_individual", "office", ""], object)
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (">50", [2, 3]),
        (">= 50", [1, 2, 3]),
        ("<50", [0, 5]),
        ("<=50", [0, 1, 5]),
        ("=80", [2]),
        ("100", [3]),
        ("50..80,4", [1, 2]),
        ("..0", [0, 5]),
        ("80..", [2, 3]),
        ("\u22125..0", [0, 5]),
        ("empty", [4]),
        ("not empty", [0, 1, 2, 3, 5]),
    ],
)
def test_numbers(text, rows):
    assert np.flatnonzero(matching(AREAS, text)).tolist() == rows


@pytest.mark.parametrize("text", ["many", "..", ">", "5..x", "1 2 x", ">=>5"])
def test_what_is_no_number_cannot_be_read(text):
    with pytest.raises(UnreadableError):
        matching(AREAS, text)


@pytest.mark.parametrize(
    ("text", "rows"), [("OFF", [0, 4]), ("house", [3]), ("empty", [1, 5]), ("zebra", [])]
)
def test_words_are_found_as_they_are_read(text, rows):
    assert np.flatnonzero(matching(USES, text)).tolist() == rows


@given(
    arrays(np.float64, 40, elements=st.sampled_from([0.0, 1.0, 2.0, np.nan])),
    arrays(np.float64, 40, elements=st.sampled_from([0.0, 1.0, np.nan])),
    st.booleans(),
    st.booleans(),
)
def test_several_sorts_are_one_sort_by_all_of_them(first, second, down, also_down):
    columns = (Column(FIELDS["invest_eur"], first), Column(FIELDS["npv_eur"], second))
    found = arranged(columns, Wish(sorts=((1, also_down), (0, down))))

    def key(row):
        values = ((first[row], down), (second[row], also_down))
        return tuple(
            (np.isnan(value), 0.0 if np.isnan(value) else -value if way else value) for value, way in values
        )

    assert found.tolist() == sorted(range(40), key=key)


@given(arrays(np.float64, 30, elements=st.floats(-100, 100)), st.floats(-100, 100), st.floats(-100, 100))
def test_a_span_and_the_two_ends_agree(values, low, high):
    column = Column(FIELDS["invest_eur"], values)
    low, high = round(low, 2), round(high, 2)
    span = matching(column, f"{low:.2f}..{high:.2f}")
    np.testing.assert_array_equal(span, matching(column, f">={low:.2f}") & matching(column, f"<={high:.2f}"))


def test_filters_of_columns_and_words_hold_together():
    columns = (USES, AREAS)
    assert arranged(columns, Wish("off", {1: "<50"})).tolist() == [0]
    assert arranged((), Wish("x")).tolist() == []
