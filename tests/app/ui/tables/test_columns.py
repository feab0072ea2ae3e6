"""Columns read, sort and search their cells."""

import numpy as np

from app.text.numbers import NO_VALUE
from app.ui.tables.columns import Column, order_of
from retrofit.stock.fields import FIELDS


def words(name, *values):
    return Column(FIELDS[name], np.array(values, dtype=object))


def test_ids_sort_by_the_numbers_in_them():
    column = words("building_id", "b10", "B9", "", "a2")
    assert list(order_of(column.keys, descending=False)) == [3, 1, 0, 2]
    assert list(order_of(column.keys, descending=True)) == [0, 1, 3, 2]


def test_words_sort_as_they_are_read():
    column = words("size_class", "TH", "AB", "", "SFH")
    assert [column.text(row) for row in order_of(column.keys, descending=False)] == [
        "Apartment block",
        "Single-family house",
        "Terraced house",
        NO_VALUE,
    ]


def test_no_number_and_endless_ones_come_last_either_way():
    column = Column(FIELDS["payback_simple_a"], np.array([np.nan, 3.0, np.inf, -1.0]))
    assert list(order_of(column.keys, descending=False)) == [3, 1, 0, 2]
    assert list(order_of(column.keys, descending=True)) == [1, 3, 0, 2]


def test_whole_numbers_sort_as_numbers():
    column = Column(FIELDS["buildings_count"], np.array([9, 10, 2], dtype=np.int32))
    assert list(order_of(column.keys, descending=False)) == [2, 0, 1]


def test_years_are_not_grouped_and_areas_are():
    assert Column(FIELDS["year_of_construction"], np.array([1956.0])).text(0) == "1956"
    assert Column(FIELDS["floor_area_ref_m2"], np.array([1956.4])).text(0) == "1\u202f956"


def test_a_spreadsheet_gets_plain_numbers_and_words():
    rows = np.array([1, 0])
    assert Column(FIELDS["invest_eur"], np.array([12345.5, np.nan])).cells(rows) == ["", "12345.5"]
    assert words("size_class", "AB", "").cells(rows) == ["", "Apartment block"]


def test_words_are_found_in_any_case():
    assert list(words("current_use", "office", "", "trade").having("off")) == [True, False, False]


def test_the_longest_word_is_known_before_it_is_drawn():
    assert words("size_class", "TH", "", "SFH").longest() == "Single-family house"
    assert Column(FIELDS["invest_eur"], np.array([1.0])).longest() == ""
