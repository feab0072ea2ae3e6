"""The plan guide in the window."""

import pytest
from PySide6.QtCore import Qt


@pytest.fixture
def window(make_window, town):
    window = make_window()
    window.document.open(town, None, saved=False)
    window.room.guide.refresh()
    return window


def test_a_click_opens_a_step_and_closes_the_others(window, qtbot):
    rows = window.room.guide.rows
    qtbot.mouseClick(rows["plan"].head, Qt.MouseButton.LeftButton)
    assert rows["plan"].head.isChecked()
    qtbot.mouseClick(rows["data"].head, Qt.MouseButton.LeftButton)
    assert [key for key, row in rows.items() if row.head.isChecked()] == ["data"]
    qtbot.mouseClick(rows["data"].head, Qt.MouseButton.LeftButton)
    assert not any(row.head.isChecked() for row in rows.values())


def test_a_proposal_is_done_and_the_guide_follows(window, qtbot):
    guide = window.room.guide
    guide.action_requested.emit("all-none")
    qtbot.waitUntil(lambda: guide.rows["plan"].step.state.value == "open")
    assert window.document.undo_stack.count() == 1


def test_findings_come_to_the_front_and_stay(window):
    guide, dock = window.room.guide, window.room.docks["findings"]
    for _again in range(2):
        guide.action_requested.emit("findings")
        assert dock.isVisible()
