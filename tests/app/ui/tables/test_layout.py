"""Columns can be shown, hidden and moved; each level keeps its own arrangement."""

import pytest
from PySide6.QtCore import Qt

from app.ui.settings import Settings
from app.ui.tables.table_panel import TablePanel
from retrofit.stock.fields import Level


@pytest.fixture
def panel(document, qtbot):
    made = TablePanel(document)
    qtbot.addWidget(made)
    made.show()
    return made


def names(panel):
    return [panel.model.field(column).name for column in panel.layout_of_columns.shown()]


def column_of(panel, name):
    return next(c for c in range(panel.model.columnCount()) if panel.model.field(c).name == name)


def actions(menu):
    found = {}
    for action in menu.actions():
        if action.menu():
            found.update(actions(action.menu()))
        found[action.objectName() or action.text()] = action
    return found


def test_what_is_asked_first_comes_first(panel):
    shown = names(panel)
    assert shown[:2] == ["building_id", "current_use"]
    assert {"package", "saving_pct", "invest_eur", "payback_simple_a"} <= set(shown)
    assert "buildings_count" not in shown
    assert len(shown) < 20
    panel.level.button(Level.BLOCK).click()
    assert names(panel)[:2] == ["block_id", "buildings_count"]


def test_titles_have_room(panel):
    header = panel.view.horizontalHeader()
    for column in panel.layout_of_columns.shown():
        title = panel.model.headerData(column, Qt.Orientation.Horizontal)
        need = max(header.fontMetrics().horizontalAdvance(line) for line in title.split("\n"))
        assert header.sectionSize(column) >= need + 15


def test_ids_have_room_and_long_words_end_in_dots(panel):
    metrics, header = panel.view.fontMetrics(), panel.view.horizontalHeader()
    ids = panel.model.columns[column_of(panel, "building_id")]
    assert header.sectionSize(column_of(panel, "building_id")) > metrics.horizontalAdvance(ids.longest())
    assert header.sectionSize(column_of(panel, "current_use")) <= 180


def test_every_column_can_be_shown_and_hidden(panel):
    offered = actions(panel.layout_of_columns.menu())
    assert {one.field.name for one in panel.model.columns} <= set(offered)
    assert offered["npv_eur"].isChecked()
    offered["archetype"].setChecked(True)
    offered["npv_eur"].setChecked(False)
    assert "archetype" in names(panel)
    assert "npv_eur" not in names(panel)
    offered["Usual columns"].trigger()
    assert "archetype" not in names(panel)
    assert "npv_eur" in names(panel)


def test_the_column_under_the_pointer_can_be_hidden(panel):
    actions(panel.layout_of_columns.menu(column_of(panel, "package")))["Hide this column"].trigger()
    assert "package" not in names(panel)
    assert not actions(panel.layout_of_columns.menu(-1))["Hide this column"].isEnabled()


def test_each_level_keeps_its_columns(panel):
    header = panel.view.horizontalHeader()
    panel.view.setColumnHidden(column_of(panel, "package"), True)
    panel.view.setColumnWidth(column_of(panel, "invest_eur"), 222)
    header.moveSection(header.visualIndex(column_of(panel, "npv_eur")), 0)
    before = names(panel)
    panel.level.button(Level.BLOCK).click()
    panel.level.button(Level.BUILDING).click()
    assert names(panel) == before
    assert before[0] == "npv_eur"
    assert panel.view.columnWidth(column_of(panel, "invest_eur")) == 222
    assert header.sortIndicatorSection() == -1


def test_columns_outlive_closing_and_opening(panel, document, town):
    panel.view.setColumnHidden(column_of(panel, "package"), True)
    before = names(panel)
    document.open(None, None, saved=True)
    document.open(town, None, saved=True)
    assert names(panel) == before


def test_pinned_columns_stay_in_sight(panel, qtbot):
    panel.resize(500, 300)
    column = column_of(panel, "invest_eur")
    actions(panel.layout_of_columns.menu(column))["Pin this column"].trigger()
    assert names(panel)[0] == "invest_eur"
    pinned, view = panel.view.pinned, panel.view
    assert pinned.isVisible()
    assert pinned.width() == view.columnWidth(column)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    view.verticalScrollBar().setValue(40)
    assert pinned.verticalScrollBar().value() == 40
    assert pinned.columnAt(5) == column
    assert pinned.rowAt(5) == view.rowAt(5)
    view.setColumnWidth(column, 140)
    assert pinned.width() == pinned.columnWidth(column) == 140
    view.setCurrentIndex(panel.model.index(50, column_of(panel, "building_id")))
    assert view.visualRect(view.currentIndex()).left() >= pinned.width()
    actions(panel.layout_of_columns.menu(column))["Pin this column"].trigger()
    assert not pinned.isVisible()


def test_a_pinned_column_that_is_hidden_is_no_longer_pinned(panel):
    column = column_of(panel, "building_id")
    panel.layout_of_columns.pin(column, on=True)
    actions(panel.layout_of_columns.menu(column))["Hide this column"].trigger()
    assert panel.view.pinned.columns == ()


def test_columns_bars_and_filters_are_remembered(document, qtbot, tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    first = TablePanel(document, settings)
    qtbot.addWidget(first)
    first.show()
    layout = first.layout_of_columns
    layout.show(column_of(first, "package"), on=False)
    layout.pin(column_of(first, "size_class"), on=True)
    layout.bar(column_of(first, "invest_eur"), on=True)
    first.view.setColumnWidth(column_of(first, "npv_eur"), 211)
    first.filter_row.click()
    before = names(first)
    first.stop()
    second = TablePanel(document, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(second)
    second.show()
    assert names(second) == before
    assert before[0] == "size_class"
    assert second.view.pinned.columns == (column_of(second, "size_class"),)
    assert second.view.columnWidth(column_of(second, "npv_eur")) == 211
    assert second.model.bar(0, column_of(second, "invest_eur")) is not None
    assert second.filter_row.isChecked()
    second.stop()


@pytest.mark.parametrize("kept", ["[]", '{"columns": [1]}', '{"columns": {"building": [[1]]}}', "nonsense"])
def test_settings_that_make_no_sense_are_the_usual_columns(document, qtbot, tmp_path, kept):
    settings = Settings(tmp_path / "settings.ini")
    settings._store.setValue("table", kept)
    made = TablePanel(document, settings)
    qtbot.addWidget(made)
    assert names(made)[:2] == ["building_id", "current_use"]


def test_longer_ids_of_another_plan_have_room(panel, document, town):
    column = column_of(panel, "building_id")
    panel.view.setColumnWidth(column, 40)
    document.select(Level.BLOCK, (1,))
    document.open(town, None, saved=True)
    document.select(Level.BUILDING, (1,))
    words = panel.view.fontMetrics().horizontalAdvance(panel.model.columns[column].longest())
    assert panel.view.columnWidth(column) > words
