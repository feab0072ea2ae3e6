"""The columns of a table, from their list."""

import pytest
from PySide6.QtCore import Qt

from app.ui.dialogs.columns import NAME, ColumnsDialog
from app.ui.tables.table_panel import TablePanel


@pytest.fixture
def panel(document, qtbot):
    made = TablePanel(document)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.stop()


@pytest.fixture
def dialog(panel):
    panel.choose.click()
    found = panel.findChild(ColumnsDialog)
    yield found
    found.close()


def names(panel):
    return [panel.model.field(column).name for column in panel.layout_of_columns.shown()]


def item_of(dialog, name):
    return next(item for item in dialog._items() if item.data(NAME) == name)


def test_a_tick_shows_and_hides(panel, dialog):
    assert [item.data(NAME) for item in dialog._items()][: len(names(panel))] == names(panel)
    assert dialog.list.count() == panel.model.columnCount()
    item_of(dialog, "archetype").setCheckState(Qt.CheckState.Checked)
    item_of(dialog, "current_use").setCheckState(Qt.CheckState.Unchecked)
    assert "archetype" in names(panel)
    assert "current_use" not in names(panel)
    dialog.usual.click()
    assert "archetype" not in names(panel)
    assert item_of(dialog, "current_use").checkState() is Qt.CheckState.Checked


def test_alt_and_the_arrows_move_a_column(panel, dialog, qtbot):
    panel.view.setColumnWidth(panel.layout_of_columns.shown()[1], 155)
    first, second = names(panel)[:2]
    dialog.list.setCurrentRow(1)
    dialog.list.setFocus()
    dialog.up.click()
    assert names(panel)[:2] == [second, first]
    assert panel.view.columnWidth(panel.layout_of_columns.shown()[0]) == 155
    assert not dialog.up.isEnabled()
    dialog.down.click()
    assert names(panel)[:2] == [first, second]


def test_a_column_is_pinned(panel, dialog):
    item = item_of(dialog, "invest_eur")
    dialog.list.setCurrentItem(item)
    dialog.pin.click()
    assert names(panel)[0] == "invest_eur"
    assert panel.model.field(panel.view.pinned.columns[0]).name == "invest_eur"
    assert "pinned" in item.text()
    dialog.pin.click()
    assert panel.view.pinned.columns == ()


def test_the_last_column_stays(panel, dialog):
    for item in dialog._items():
        item.setCheckState(Qt.CheckState.Unchecked)
    assert len(names(panel)) == 1


def test_columns_are_found_by_a_word(dialog):
    dialog.search.setText("payback")
    assert {item.data(NAME) for item in dialog._items() if not item.isHidden()} >= {"payback_simple_a"}
    assert item_of(dialog, "current_use").isHidden()
