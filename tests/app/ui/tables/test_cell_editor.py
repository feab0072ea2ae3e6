"""Cells are corrected in place, and filled down, as one change each."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.ui.tables.table_model import TableModel
from retrofit.stock import codes
from retrofit.stock.fields import Level
from retrofit.stock.provenance import Provenance


@pytest.fixture
def opened(make_window, town):
    window = make_window(town)
    return window, window.room.table


def column_of(model, name):
    return next(c for c in range(model.columnCount()) if model.field(c).name == name)


def edit(table, row, name):
    """Open the editor of a cell as the context menu does; return it."""
    table.view.scrollTo(table.model.index(row, column_of(table.model, name)))
    table.view.setCurrentIndex(table.model.index(row, column_of(table.model, name)))
    table.view.setFocus()
    assert table.view.correct.isEnabled()
    table.view.correct.trigger()
    kind = (QLineEdit, QComboBox)
    return next(one for one in table.view.viewport().children() if isinstance(one, kind) and one.isVisible())


def done(window, qtbot):
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)


def test_a_year_is_typed_into_its_cell_and_undone(opened, qtbot, town):
    window, table = opened
    heated = int(np.flatnonzero(town.baseline.typed.heated)[0])
    line = edit(table, heated, "year_of_construction")
    line.clear()
    qtbot.keyClicks(line, "1911")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == 1, timeout=30_000)
    done(window, qtbot)
    stock = window.document.project.stock
    assert stock.year_of_construction[heated] == 1911
    assert stock.provenance["year_of_construction"][heated] == Provenance.GIVEN
    assert table.model.text(heated, column_of(table.model, "year_of_construction")) == "1911"
    assert window.document.undo_stack.count() == 1
    window.do("undo")
    done(window, qtbot)
    assert (
        window.document.project.stock.year_of_construction[heated] == town.stock.year_of_construction[heated]
    )


def test_words_are_chosen_from_their_list(opened, qtbot, town):
    window, table = opened
    heated = int(np.flatnonzero(town.baseline.typed.heated)[0])
    combo = edit(table, heated, "generator")
    assert combo.findData("gas_boiler") >= 0
    combo.setCurrentIndex(combo.findData("gas_boiler"))
    combo.activated.emit(combo.currentIndex())
    done(window, qtbot)
    typed = window.document.project.baseline.typed
    assert str(typed.generator_of[heated]).startswith("gas_boiler")


def test_an_impossible_year_is_told_and_changes_nothing(opened, qtbot):
    window, table = opened
    before = window.document.project
    line = edit(table, 0, "year_of_construction")
    line.clear()
    qtbot.keyClicks(line, "19110")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(window.messages.isVisible, timeout=30_000)
    done(window, qtbot)
    assert window.document.project is before


def test_filling_down_is_one_change_for_all_marked_lines(opened, qtbot, town):
    window, table = opened
    column = column_of(table.model, "current_use")
    table.model.sort(column_of(table.model, "year_of_construction"))
    rows = table.model.rows[:6].tolist()
    window.document.select(Level.BUILDING, tuple(sorted(rows)))
    table.view.selectionModel().setCurrentIndex(
        table.model.index(0, column), table.view.selectionModel().SelectionFlag.NoUpdate
    )
    first = int(town.baseline.typed.stock.current_use[rows[0]])
    table.view.fill_down.trigger()
    done(window, qtbot)
    stock = window.document.project.stock
    assert set(stock.current_use[rows].tolist()) == {first}
    assert window.document.undo_stack.count() == 1
    assert window.document.selection.rows == tuple(sorted(rows))


def test_what_is_reckoned_cannot_be_corrected(town, qapp):
    model = TableModel()
    model.show_project(town, Level.BUILDING)
    heard = []
    model.edited.connect(lambda *told: heard.append(told))
    for name in ("building_id", "e_del_kwh_m2", "energy_class", "package"):
        assert not model.flags(model.index(0, column_of(model, name))) & Qt.ItemFlag.ItemIsEditable
        assert not model.setData(model.index(0, column_of(model, name)), "7")
    assert heard == []
    model.show_project(town, Level.BLOCK)
    assert not any(model.editable(column) for column in range(model.columnCount()))


def test_the_same_value_is_no_change(town, qapp):
    model = TableModel()
    model.show_project(town, Level.BUILDING)
    heard = []
    model.edited.connect(lambda *told: heard.append(told))
    column = column_of(model, "current_use")
    code = codes.USES[town.baseline.typed.stock.current_use[3]]
    model.setData(model.index(3, column), code)
    assert heard == []
    model.setData(model.index(3, column), "office")
    assert heard == [((3,), "current_use", "office")]


def test_a_double_click_on_a_value_corrects_it_and_does_not_zoom(opened, qtbot):
    _window, table = opened
    index = table.model.index(1, column_of(table.model, "current_use"))
    spot = table.view.visualRect(index).center()
    with qtbot.assertNotEmitted(table.zoom_requested):
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert any(isinstance(one, QComboBox) for one in table.view.viewport().children())


def test_bars_are_as_long_as_their_numbers(town, qapp):
    model = TableModel()
    model.show_project(town, Level.BUILDING)
    column = column_of(model, "e_del_kwh_m2")
    values = town.assessment.buildings["e_del_kwh_m2"]
    most = int(np.nanargmax(values))
    assert model.bar(most, column) == (0.0, 1.0)
    start, end = model.bar(int(np.flatnonzero(values > 0)[0]), column)
    assert start == 0.0
    assert end == pytest.approx(values[np.flatnonzero(values > 0)[0]] / values[most])
    column = column_of(model, "npv_eur")
    loss = int(town.assessment.buildings["npv_eur"].argmin())
    assert model.bar(loss, column) == (0.0, model.zero(column))
    assert model.bar(0, column_of(model, "invest_eur")) is None
