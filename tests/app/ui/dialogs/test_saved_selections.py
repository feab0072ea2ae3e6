"""Saved selections through the menus and the dialog of the real window."""

import pytest
from PySide6.QtWidgets import QInputDialog

from app.ui.dialogs.saved_selections import SavedSelectionsDialog
from retrofit.stock.fields import Level


@pytest.fixture
def window(make_window, town):
    return make_window(town)


@pytest.fixture
def settled(qtbot, window):
    return lambda: qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)


def entries(window):
    menu = window.actions_table.menus["saved-selections"]
    return {action.text(): action for action in menu.actions() if action.text()}


def keep(window, settled, rows, name):
    window.document.select(Level.BUILDING, rows)
    window.do("save-selection")
    box = next(box for box in window.findChildren(QInputDialog, "name") if box.isVisible())
    box.setTextValue(name)
    box.accept()
    settled()


def test_a_selection_is_saved_recalled_and_undone(window, settled):
    keep(window, settled, (4, 9), "Tea & cake")
    window.document.select(Level.BLOCK, (1,))
    entry = entries(window)["Tea && cake"]
    assert entry.toolTip() == "2 buildings"
    entry.trigger()
    assert window.document.selection.level is Level.BUILDING
    assert window.document.selection.rows == (4, 9)
    assert window.document.dirty
    window.do("undo")
    assert window.document.project.selections == ()
    assert "Tea && cake" not in entries(window)


def test_nothing_selected_cannot_be_saved(window):
    window.document.select(Level.BUILDING)
    assert not window.actions_table["save-selection"].isEnabled()


def test_the_dialog_selects_renames_and_deletes(window, settled):
    keep(window, settled, (4, 9), "One")
    keep(window, settled, (2,), "Two")
    window.do("saved-selections")
    dialog = window.findChild(SavedSelectionsDialog)
    dialog.list.setCurrentRow(0)
    dialog.go.click()
    assert window.document.selection.rows == (4, 9)
    window.operations.recall_selection("Two", adds=True)
    assert window.document.selection.rows == (2, 4, 9)
    dialog.list.item(0).setText("Two")
    settled()
    assert "Two" in dialog.fault.text()
    dialog.list.item(0).setText("First")
    settled()
    assert [kept.name for kept in window.document.project.selections] == ["First", "Two"]
    dialog.delete.click()
    settled()
    assert len(window.document.project.selections) == 1
    window.document.select(Level.BUILDING)
    assert not dialog.add.isEnabled()
    dialog.close()
