"""Bookmarks through the menus and the dialog of the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from app.ui.dialogs.bookmarks import BookmarksDialog


@pytest.fixture
def window(qtbot, make_window, town):
    made = make_window(town)
    qtbot.waitUntil(lambda: made.room.canvas.ready, timeout=30_000)
    return made


@pytest.fixture
def settled(qtbot, window):
    return lambda: qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)


def names(window):
    return [bookmark.name for bookmark in window.document.project.bookmarks]


def entries(window):
    return [action.text() for action in window.actions_table.menus["bookmarks"].actions() if action.text()]


def keep(qtbot, window, settled, name):
    window.do("add-bookmark")
    box = next(box for box in window.findChildren(QInputDialog, "name") if box.isVisible())
    assert box.textValue() == "View 1"
    box.setTextValue(name)
    box.accept()
    settled()


def test_a_view_is_kept_found_in_the_menu_and_undone(qtbot, window, settled):
    canvas = window.room.canvas
    kept = canvas.view
    keep(qtbot, window, settled, "Tea & cake")
    assert "Tea && cake" in entries(window)
    canvas.zoom_in()
    entry = next(a for a in window.actions_table.menus["bookmarks"].actions() if a.text() == "Tea && cake")
    entry.trigger()
    assert (canvas.view.x, canvas.view.y) == pytest.approx((kept.x, kept.y))
    assert canvas.view.metres_per_pixel == pytest.approx(kept.metres_per_pixel)
    window.do("undo")
    assert names(window) == []
    assert "Tea && cake" not in entries(window)
    window.do("redo")
    assert names(window) == ["Tea & cake"]
    assert window.document.dirty


def test_the_dialog_goes_renames_and_deletes(qtbot, window, settled):
    canvas = window.room.canvas
    keep(qtbot, window, settled, "One")
    kept = canvas.view
    canvas.zoom_in()
    keep(qtbot, window, settled, "Two")
    window.do("bookmarks")
    dialog = window.findChild(BookmarksDialog)
    dialog.list.setCurrentRow(0)
    dialog.go.click()
    assert canvas.view.metres_per_pixel == pytest.approx(kept.metres_per_pixel)
    dialog.list.item(0).setText("First")
    settled()
    assert names(window) == ["First", "Two"]
    dialog.list.item(0).setText("Two")
    settled()
    assert names(window) == ["First", "Two"]
    assert dialog.fault.isVisibleTo(dialog)
    assert "Two" in dialog.fault.text()
    assert dialog.list.item(0).text() == "First"
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    settled()
    assert names(window) == ["Two"]
    dialog.delete.click()
    settled()
    assert dialog.empty.isVisibleTo(dialog)
    assert not dialog.go.isEnabled()
    dialog.close()
