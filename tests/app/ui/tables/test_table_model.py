"""The table shows the columns of a level, sorted and filtered without copying rows."""

import numpy as np
import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from app import bridge
from app.services.planning import apply_default
from app.text.numbers import NO_VALUE
from app.ui.tables.table_model import TableModel
from retrofit.stock.fields import Level

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(town, qapp):
    made = TableModel()
    made.show_project(town, Level.BUILDING)
    return made


def column_of(model, name):
    return next(c for c in range(model.columnCount()) if model.field(c).name == name)


@pytest.mark.parametrize("level", [Level.BUILDING, Level.BLOCK, Level.PARCEL])
def test_one_line_a_row_of_the_level(model, town, level):
    model.show_project(town, level)
    assert model.rowCount() == len(bridge.frame_of(town, level))


def test_header_has_label_and_unit(model):
    column = column_of(model, "e_del_kwh_m2")
    assert model.headerData(column, Qt.Orientation.Horizontal) == "Delivered energy per m²\nkWh/(m²a)"


@pytest.mark.parametrize("order", [UP, DOWN])
def test_what_has_no_value_comes_last_either_way(model, town, order):
    column = column_of(model, "payback_simple_a")
    model.sort(column, order)
    values = bridge.columns(town, Level.BUILDING)["payback_simple_a"][model.rows]
    known = values[~np.isnan(values)]
    assert np.isnan(values[len(known) :]).all()
    assert len(known) < len(values)
    steps = np.diff(known)
    assert (steps >= 0).all() if order is UP else (steps <= 0).all()
    assert model.index(model.rowCount() - 1, column).data() == NO_VALUE


def test_rows_alike_keep_the_order_of_the_sort_before(model, town):
    model.sort(column_of(model, "year_of_construction"), DOWN)
    model.sort(column_of(model, "current_use"), UP)
    found = bridge.columns(town, Level.BUILDING)
    uses, years = found["current_use"][model.rows], found["year_of_construction"][model.rows]
    assert list(uses) == sorted(uses, key=lambda use: (use == "", use.casefold()))
    for use in set(uses):
        of_use = years[uses == use]
        assert list(of_use) == sorted(of_use, reverse=True)


def test_the_filter_reads_words_as_they_are_shown(model, town):
    model.filter("  APARTMENT ")
    classes = bridge.columns(town, Level.BUILDING)["size_class"]
    assert set(model.rows) == set(np.flatnonzero(classes == "AB"))
    model.filter("no such word")
    assert model.rowCount() == 0
    model.filter("")
    assert model.rowCount() == len(town.buildings)


def test_places_are_the_inverse_of_rows(model):
    model.sort(column_of(model, "floor_area_ref_m2"), DOWN)
    some = np.array([3, 11, 40])
    assert {model.row_of(place) for place in model.places_of(some).tolist()} == set(some.tolist())
    assert list(model.places_of(model.rows[:5])) == [0, 1, 2, 3, 4]


def test_an_index_follows_its_building_through_new_results(model, town):
    invest = column_of(model, "invest_eur")
    model.sort(invest, DOWN)
    kept = QPersistentModelIndex(model.index(0, column_of(model, "building_id")))
    name = kept.data()
    model.renew(apply_default(town, 2).project)
    assert kept.data() == name
    values = bridge.columns(apply_default(town, 2).project, Level.BUILDING)["invest_eur"][model.rows]
    assert (np.diff(values) <= 0).all()


def test_guesses_are_set_apart(model, town):
    heated = np.flatnonzero(town.baseline.typed.heated)
    guesses = town.baseline.typed.stock.provenance["height_above_ground_m"]
    column = column_of(model, "height_above_ground_m")
    row = int(heated[0])
    italic = model.index(int(model.places_of(np.array([row]))[0]), column).data(Qt.ItemDataRole.FontRole)
    assert (italic is not None) == (guesses[row] >= 3)


def test_no_project_has_no_lines(model):
    model.show_project(None, Level.BLOCK)
    assert model.rowCount() == model.columnCount() == 0
