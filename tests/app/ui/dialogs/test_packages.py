"""The package editor: put together, previewed, offered, undone, written and read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import isValid

from app.store.own_packages import read_packages
from app.ui.dialogs.package_parts import KEEP, OWN
from app.ui.dialogs.packages import PackagesDialog
from retrofit.plan.package import Insulation, Variant
from retrofit.stock import codes
from retrofit.stock.fields import Level


@pytest.fixture
def window(make_window, town):
    return make_window(town)


@pytest.fixture
def dialog(window, qtbot):
    window.do("packages")
    found = QApplication.activeModalWidget()
    assert isinstance(found, PackagesDialog)
    qtbot.waitUntil(lambda: not found.reader.busy and found.figures["invest"].text() != "–")
    yield found
    if isValid(found):
        found.reject()


def settled(dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog._soon.isActive() and not dialog.reader.busy)


def wall(dialog):
    return dialog.form.elements[codes.WALL]


def test_standard_packages_are_shown_and_not_changed(dialog):
    assert [dialog.list.item(row).text() for row in range(3)] == [
        "No renovation",
        "Usual renovation",
        "Advanced renovation",
    ]
    assert not dialog.form.isEnabled()
    assert not dialog.remove.isEnabled()


def test_a_thicker_wall_saves_and_costs_more_while_it_moves(dialog, qtbot):
    dialog.new.click()
    row = wall(dialog)
    row.way.setCurrentIndex(OWN)
    row.way.activated.emit(OWN)
    seen = []
    for thickness in (30, 40):
        row.slider.setValue(thickness)
        settled(dialog, qtbot)
        seen.append((dialog.figures["saving"].text(), dialog.figures["invest"].text(), row.u_value.text()))
    numbers = [[float(text.replace("\u202f", "").replace("\u2212", "-")) for text in one[:2]] for one in seen]
    assert numbers[1][0] >= numbers[0][0]
    assert numbers[1][1] > numbers[0][1]
    assert "→" in seen[1][2]
    assert isinstance(dialog.own[0].treatment(codes.WALL), Insulation)


def test_the_preview_speaks_of_the_selection(window, town, qtbot):
    window.document.select(Level.BUILDING, (0, 2))
    window.do("packages")
    dialog = QApplication.activeModalWidget()
    assert len(dialog._rows) == 2
    dialog.reject()


def test_packages_are_offered_as_one_change_that_can_be_undone(window, dialog, qtbot):
    dialog.copy.click()
    dialog.form.name.setText("")
    qtbot.keyClicks(dialog.form.name, "Harbour")
    assert isinstance(dialog.own[0].treatment(codes.WALL), Variant)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.runner.busy and not isValid(dialog))
    assert [one.key for one in window.document.project.packages[3:]] == ["Harbour"]
    window.do("undo")
    assert len(window.document.project.packages) == 3


def test_a_name_that_is_taken_is_said_and_nothing_happens(window, dialog, qtbot):
    dialog.new.click()
    dialog.form.name.setText("")
    qtbot.keyClicks(dialog.form.name, "usual")
    dialog.accept()
    assert dialog.isVisible()
    assert "usual" in dialog.fault.text()
    assert window.document.undo_stack.count() == 0


def test_packages_go_to_a_file_and_come_back(dialog, tmp_path, monkeypatch, qtbot):
    dialog.new.click()
    dialog.form.elements[codes.ROOF].way.setCurrentIndex(OWN)
    dialog.form.elements[codes.ROOF].way.activated.emit(OWN)
    dialog.form.roof.setValue(50)
    target = tmp_path / "packages.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kinds: (str(target), ""))
    dialog.store.click()
    assert read_packages(target) == tuple(dialog.own)
    before = tuple(dialog.own)
    dialog.remove.click()
    assert dialog.own == []
    dialog.read(target)
    assert tuple(dialog.own) == before
    dialog.read(tmp_path / "none.toml")
    assert "none.toml" in dialog.fault.text()
    assert dialog.form.elements[codes.WALL].way.currentIndex() == KEEP


def test_a_name_that_is_taken_is_told_and_nothing_else_changes(dialog, qtbot):
    dialog.new.click()
    dialog.copy.click()
    first, second = (dialog.own[place].key for place in (0, 1))
    assert first != second
    dialog.form.name.selectAll()
    QTest.keyClicks(dialog.form.name, first)
    settled(dialog, qtbot)
    assert first in dialog.fault.text()
    assert not dialog.fault.isHidden()
    dialog.accept()
    assert dialog.isVisible()
    dialog.form.name.selectAll()
    QTest.keyClicks(dialog.form.name, "Roofs first")
    settled(dialog, qtbot)
    assert dialog.fault.isHidden()
    assert [one.key for one in dialog.own] == [first, "Roofs first"]
    assert dialog.figures["invest"].text() != "–"


def test_enter_in_a_field_takes_the_number_and_nothing_more(dialog, qtbot):
    dialog.new.click()
    row = wall(dialog)
    row.way.setCurrentIndex(OWN)
    row.way.activated.emit(OWN)
    row.thickness.selectAll()
    QTest.keyClicks(row.thickness, "12,5")
    QTest.keyClick(row.thickness, Qt.Key.Key_Return)
    assert row.thickness.value() == 12.5
    assert row.thickness.text() == "12.5 cm"
    assert dialog.isVisible()
    assert len(dialog.own) == 1
    assert dialog.own[0].elements[0][1].thickness_m == 0.125
