"""Owners and associations through the real window: a table in, kinds looked through, undone."""

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.dialogs.owners import OwnersDialog
from retrofit.stock.fields import Level


@pytest.fixture
def window(make_window, town):
    return make_window(town)


@pytest.fixture
def dialog(window, qtbot):
    window.do("owners")
    made = QApplication.activeModalWidget()
    assert isinstance(made, OwnersDialog)
    yield made
    qtbot.waitUntil(lambda: not window.runner.busy)
    made.reject()


@pytest.fixture
def table(tmp_path, town):
    path = tmp_path / "owners.csv"
    rows = [
        f"{name};{'KÜ Kalda 4' if place < 4 else 'Zora'}"
        for place, name in enumerate(town.buildings.index[:6])
    ]
    path.write_text("\n".join(["building_id;owner", *rows, "X1;Lost"]), encoding="utf-8")
    return path


def take(dialog, window, qtbot, table):
    dialog.file.set(table)
    qtbot.waitUntil(lambda: dialog.found is not None)
    dialog.accept()
    qtbot.waitUntil(lambda: not window.runner.busy and len(window.document.project.associations) > 0)


def test_nothing_there_says_what_to_do(dialog):
    assert dialog.empty.isVisible()
    assert not dialog.take.isEnabled()
    assert not dialog.list.isVisible()


def test_the_match_is_told_before_anything_is_changed(dialog, window, qtbot, table):
    dialog.file.set(table)
    qtbot.waitUntil(lambda: dialog.found is not None)
    assert "6 of 7 rows" in dialog.match.text()
    assert "X1" in dialog.lost.text()
    assert dialog.list.texts()[0] == ("KÜ Kalda 4", "Housing association", "4")
    assert not len(window.document.project.associations)


def test_taken_named_sorted_and_undone(dialog, window, qtbot, table):
    take(dialog, window, qtbot, table)
    project = window.document.project
    assert list(project.associations["name"]) == ["KÜ Kalda 4", "Zora"]
    qtbot.waitUntil(lambda: dialog.give.isVisible() and dialog.list.rowCount() == 2)
    dialog.list.selectRow(1)
    dialog.kind.setCurrentIndex(dialog.kind.findData("company"))
    dialog.give.click()
    qtbot.waitUntil(
        lambda: list(window.document.project.associations["kind"]) == ["housing_association", "company"]
    )
    dialog.list.item(1, 0).setText("Zora 2")
    qtbot.waitUntil(lambda: "Zora 2" in list(window.document.project.associations["name"]))
    qtbot.waitUntil(lambda: not window.runner.busy)
    for _step in range(3):
        window.document.undo_stack.undo()
    assert not len(window.document.project.associations)


def test_a_file_that_is_no_table_of_owners_says_why(dialog, qtbot, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x;y\n1;2\n", encoding="utf-8")
    dialog.file.set(path)
    qtbot.waitUntil(dialog.fault.isVisible)
    assert "a.csv" in dialog.fault.text()
    assert not dialog.take.isEnabled()


def test_map_table_and_inspector_speak_of_associations(dialog, window, qtbot, table):
    take(dialog, window, qtbot, table)
    room = window.room
    room.table.level.chosen.emit(Level.ASSOCIATION)
    qtbot.waitUntil(lambda: room.table.model.rowCount() == 2)
    window.document.select(Level.ASSOCIATION, (0,))
    assert room.inspector._title.text() == "KÜ Kalda 4"
    assert room.inspector._body.isVisibleTo(room.inspector)
    window.do("select-buildings")
    assert window.document.selection.rows == (0, 1, 2, 3)
