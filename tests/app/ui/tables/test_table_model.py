"""The table shows the columns of a level, sorted and filtered without copying rows."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from app import bridge
from app.services.planning import apply_default
from app.text import labels
from app.text.numbers import NO_VALUE
from app.ui.tables.columns import ORIGINS
from app.ui.tables.table_model import TableModel
from retrofit.stock.codes import PACKAGES
from retrofit.stock.fields import Level
from retrofit.stock.provenance import FIRST_GUESS, Provenance

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(town, qapp):
    made = TableModel()
    made.show_project(town, Level.BUILDING)
    return made


def column_of(model, name):
    return next(c for c in range(model.columnCount()) if model.field(c).name == name)


def with_origins(project, name, codes):
    """The project with other origins of one input."""
    typed = project.baseline.typed
    stock = replace(typed.stock, provenance={**typed.stock.provenance, name: codes})
    return project.replace(baseline=replace(project.baseline, typed=replace(typed, stock=stock)))


@pytest.mark.parametrize("level", [Level.BUILDING, Level.BLOCK, Level.PARCEL])
def test_one_line_a_row_of_the_level(model, town, level):
    model.show_project(town, level)
    assert model.rowCount() == len(bridge.frame_of(town, level))


def test_header_has_label_unit_and_definition(model):
    column = column_of(model, "e_del_kwh_m2")
    title = model.headerData(column, Qt.Orientation.Horizontal)
    assert title == "Delivered energy\nper\u00a0m² [kWh/(m²a)]"
    told = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert told == "Delivered energy per heated floor area, today.\nCalculated."


def test_numbers_stand_at_the_right_edge(model):
    sides = [
        model.index(0, column_of(model, name)).data(Qt.ItemDataRole.TextAlignmentRole)
        for name in ("building_id", "floor_area_ref_m2")
    ]
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True]


def test_codes_are_told_in_words(model, town):
    heated = town.baseline.typed.heated
    for row in (int(np.flatnonzero(heated)[0]), int(np.flatnonzero(~heated)[0])):
        assert model.text(row, column_of(model, "heated")) == ("yes" if heated[row] else "no")
        code = PACKAGES[town.scenario.package_of[row]]
        assert model.text(row, column_of(model, "package")) == labels.PACKAGES[code]


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
    years = bridge.columns(town, Level.BUILDING)["year_of_construction"][model.rows]
    uses = np.array([model.text(row, column_of(model, "current_use")) for row in model.rows.tolist()])
    assert list(uses) == sorted(uses, key=lambda use: (use == NO_VALUE, use.casefold()))
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


@pytest.mark.parametrize("origin", list(Provenance))
def test_every_value_says_where_it_came_from(model, town, origin):
    codes = town.baseline.typed.stock.provenance["size_class"].copy()
    words = bridge.columns(town, Level.BUILDING)["size_class"]
    row = int(np.flatnonzero(words != "")[0])
    codes[row] = origin
    model.show_project(with_origins(town, "size_class", codes), Level.BUILDING)
    index = model.index(row, column_of(model, "size_class"))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == ORIGINS[origin]
    italic, muted = index.data(Qt.ItemDataRole.FontRole), index.data(Qt.ItemDataRole.ForegroundRole)
    assert (italic is not None, muted is not None) == (origin >= FIRST_GUESS,) * 2


def test_what_has_no_value_has_no_origin(model, town):
    row = int(np.flatnonzero(bridge.columns(town, Level.BUILDING)["size_class"] == "")[0])
    index = model.index(row, column_of(model, "size_class"))
    assert index.data() == NO_VALUE
    assert index.data(Qt.ItemDataRole.ToolTipRole) is index.data(Qt.ItemDataRole.FontRole) is None


def test_results_that_change_no_order_redraw_in_place(model, town, qtbot):
    model.sort(column_of(model, "year_of_construction"))
    order = model.rows.copy()
    with qtbot.assertNotEmitted(model.layoutChanged), qtbot.waitSignal(model.dataChanged):
        model.renew(apply_default(town, 2).project)
    assert (model.rows == order).all()
    assert model.text(0, column_of(model, "package")) in labels.PACKAGES.values()


def test_sorting_by_no_column_is_the_order_of_the_source(model):
    model.sort(column_of(model, "invest_eur"), DOWN)
    model.sort(-1)
    assert (model.rows == np.arange(model.total)).all()


def test_a_hundred_thousand_rows_are_read_where_they_are_looked_at(city, qtbot):
    class Counting(TableModel):
        read = 0

        def text(self, row, column):
            self.read += 1
            return super().text(row, column)

    model, view = Counting(), QTableView()
    qtbot.addWidget(view)
    model.show_project(city, Level.BUILDING)
    view.setModel(model)
    view.resize(1000, 300)
    view.show()
    model.sort(column_of(model, "invest_eur"), DOWN)
    model.filter("house")
    view.scrollToBottom()
    view.grab()
    assert model.total > 100_000
    assert 0 < model.read < 5_000


def test_no_project_has_no_lines(model):
    model.show_project(None, Level.BLOCK)
    assert model.rowCount() == model.columnCount() == 0
