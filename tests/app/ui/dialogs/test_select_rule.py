"""Select by expression, in the window."""

import pytest
from PySide6.QtCore import Qt

from app.ui.dialogs.select_rule import SelectRuleDialog
from retrofit.stock.fields import Level


@pytest.fixture
def window(make_window, town):
    return make_window(town)


@pytest.fixture
def dialog(window, qtbot):
    window.do("select-rule")
    found = window.findChild(SelectRuleDialog)
    qtbot.waitExposed(found)
    yield found
    found.close()


def test_a_rule_is_counted_while_it_is_written_and_selects(window, dialog, town, qtbot):
    qtbot.keyClicks(dialog.rule, "year_of_construction < 1950")
    expected = int((town.stock.year_of_construction < 1950).sum())
    qtbot.waitUntil(lambda: dialog.told.text().startswith(f"{expected} of"))
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert len(window.document.selection.rows) == expected
    assert dialog.isVisible()
    dialog.how.setCurrentIndex(2)
    dialog.accept()
    assert window.document.selection.rows == ()
    assert window.settings.rules == ("year_of_construction < 1950",)


def test_a_slip_is_told_and_nothing_is_selected(window, dialog, qtbot):
    dialog.rule.setPlainText("yaer_of_construction < 1950")
    qtbot.waitUntil(dialog.fault.isVisible)
    assert "did you mean year_of_construction" in dialog.fault.text()
    assert not dialog.start.isEnabled()
    dialog.accept()
    assert not window.document.selection


def test_columns_are_searched_and_put_in(dialog, qtbot):
    dialog.search.setText("year built")
    names = [dialog.columns.topLevelItem(row).text(0) for row in range(dialog.columns.topLevelItemCount())]
    assert "year_of_construction" in names
    dialog.columns.itemDoubleClicked.emit(dialog.columns.topLevelItem(names.index("year_of_construction")), 0)
    assert dialog.rule.toPlainText() == "year_of_construction "
    dialog.level.set_value(Level.BLOCK)
    dialog.level.chosen.emit(Level.BLOCK)
    dialog.search.setText("")
    names = [dialog.columns.topLevelItem(row).text(0) for row in range(dialog.columns.topLevelItemCount())]
    assert "block_id" in names
    assert "year_of_construction" not in names


def test_all_none_and_the_others(window, town):
    window.do("select-all")
    assert len(window.document.selection.rows) == len(town.buildings)
    window.document.select(Level.BUILDING, (0, 1))
    window.do("invert-selection")
    assert len(window.document.selection.rows) == len(town.buildings) - 2
    window.document.select(Level.BUILDING, (0,))
    window.do("select-blocks")
    block = int(town.stock.block_of[0])
    assert window.document.selection.rows == (block,)
    window.do("select-buildings")
    assert set(window.document.selection.rows) == set((town.stock.block_of == block).nonzero()[0].tolist())
