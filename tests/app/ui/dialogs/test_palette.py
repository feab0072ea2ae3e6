"""Finding an action by typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from shiboken6 import isValid

from app.ui.actions import ACTIONS
from app.ui.dialogs.palette import ACTION_ROLE, PaletteDialog
from app.ui.matching import matched


@pytest.fixture
def opened(make_window, qtbot):
    window = make_window()
    window.do("palette")
    dialog = window.findChild(PaletteDialog)
    yield window, dialog
    if isValid(dialog):
        dialog.close()


def shown(dialog):
    return [dialog.model.index(row).data(ACTION_ROLE).id for row in range(dialog.model.rowCount())]


def test_everything_but_itself_is_found_what_can_be_done_first(opened):
    window, dialog = opened
    ids = shown(dialog)
    assert set(ids) == {row.id for row in ACTIONS} - {"palette"}
    able = [window.actions_table[name].isEnabled() for name in ids]
    assert able == sorted(able, reverse=True)


def test_typing_and_enter_does_it(opened, qtbot):
    window, dialog = opened
    qtbot.keyClicks(dialog.line, "dark")
    assert shown(dialog)[0] == "look-dark"
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.settings.look == "dark"
    qtbot.waitUntil(lambda: not isValid(dialog))
    window.do("look-light")


def test_arrows_walk_and_what_cannot_be_done_is_not(opened, qtbot):
    window, dialog = opened
    qtbot.keyClicks(dialog.line, "look")
    first = dialog.list.currentIndex().row()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    assert dialog.list.currentIndex().row() == first + 1
    dialog.line.setText("save as")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not window.actions_table["save-as"].isEnabled()


def test_nothing_found_says_so(opened):
    dialog = opened[1]
    dialog.line.setText("xyzzy")
    assert shown(dialog) == []
    assert dialog.nothing.isVisible()


@given(st.text("abcdef ", max_size=8), st.text("abcdef ", max_size=20))
def test_letters_of_a_name_always_fit_it(start, name):
    assert matched(name, name) is not None
    if matched(start, name) is not None and start.strip():
        assert set(start.replace(" ", "")) <= set(name)
