"""Tasks and history, in the bottom drawer."""

import pytest
from PySide6.QtCore import Qt

from app.errors import UserError
from app.ui.tasks import Task
from retrofit.errors import Cancelled


@pytest.fixture
def window(make_window, town):
    return make_window(town)


def rows(panel):
    top = panel.list.topLevelItem
    return [(top(n).text(0), top(n).text(1), top(n).text(3)) for n in range(panel.list.topLevelItemCount())]


def test_tasks_are_told_while_they_work_and_after(window, qtbot):
    panel = window.room.docks["tasks"].widget()
    seen = []

    def work(progress):
        progress(0.5, "writing")
        return 1

    def fail(_progress):
        raise UserError("scenario_nameless")

    def stop(_progress):
        raise Cancelled

    window.runner.began.connect(lambda title: seen.append((title, not panel.bar.isHidden())))
    window.runner.run(Task("Good", work, lambda _answer: None))
    window.runner.run(Task("Bad", fail, lambda _answer: None))
    window.runner.run(Task("Stopped", stop, lambda _answer: None))
    qtbot.waitUntil(lambda: not window.runner.busy)
    assert seen == [("Good", True), ("Bad", True), ("Stopped", True)]
    found = rows(panel)[:3]
    assert [row[:2] for row in found] == [("Stopped", "cancelled"), ("Bad", "failed"), ("Good", "done")]
    assert found[1][2] == "A scenario needs a name."
    assert panel.bar.isHidden()


def test_history_goes_back_by_a_click(window, qtbot):
    window.room.docks["history"].raise_()
    panel = window.room.docks["history"].widget()
    window.do("all-none")
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == 1 and not window.runner.busy)
    window.do("all-advanced")
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == 2 and not window.runner.busy)
    model = panel.list.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert texts[0] == "As it was opened"
    assert "Advanced" in texts[2]
    place = panel.list.visualRect(model.index(0, 0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.document.undo_stack.index() == 0
    assert not window.document.dirty
