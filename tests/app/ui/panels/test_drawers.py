"""Tasks and history, in the bottom drawer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

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


def test_a_checkpoint_leads_back_and_undo_leads_forth_again(window, qtbot, town):
    panel = window.room.docks["history"].widget()
    page = panel.checkpoints
    panel.show_page("checkpoints")
    assert page.empty.isVisibleTo(panel)
    rest = lambda: qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)  # noqa: E731
    window.operations.add_checkpoint("before")
    rest()
    assert page.name == "before"
    window.do("all-advanced")
    rest()
    advanced = window.document.project
    page.back.click()
    rest()
    assert window.document.project.assessment is town.assessment
    window.do("undo")
    assert window.document.project is advanced
    page.delete.click()
    rest()
    assert window.document.project.checkpoints == ()
    assert page.empty.isVisibleTo(panel)


def test_no_step_back_loses_a_checkpoint_and_a_deleted_one_comes_back(window, qtbot):
    rest = lambda: qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)  # noqa: E731
    names = lambda: [one.name for one in window.document.project.checkpoints]  # noqa: E731
    window.do("all-advanced")
    rest()
    window.operations.add_checkpoint("advanced everywhere")
    rest()
    assert window.document.dirty
    window.do("all-none")
    rest()
    window.document.undo_stack.setIndex(0)
    assert names() == ["advanced everywhere"]
    assert window.document.dirty
    window.do("all-usual")
    rest()
    assert names() == ["advanced everywhere"]
    window.operations.delete_checkpoint("advanced everywhere")
    rest()
    assert names() == []
    window.do("undo")
    assert names() == ["advanced everywhere"]
    window.do("redo")
    assert names() == []


def test_the_log_tells_who_did_what_and_undo_takes_it_back(window, qtbot):
    page = window.room.docks["history"].widget().log
    window.do("all-advanced")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=20_000)
    assert page.model.index(0, 2).data() == "Advanced renovation for the district"
    assert page.model.index(0, 1).data() == window.settings.user
    page.table.selectAll()
    window.room.docks["history"].raise_()
    window.room.docks["history"].widget().show_page("log")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "When\tWho\tWhat"
    assert lines[1].endswith("\tAdvanced renovation for the district")
    window.do("undo")
    assert page.model.rowCount() == 0
