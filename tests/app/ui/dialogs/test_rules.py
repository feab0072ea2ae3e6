"""Rules are tried while they are written, and applied as one change."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.project import PackageRule
from app.ui.dialogs.rules import RulesDialog


@pytest.fixture
def dialog(make_window, town, qtbot):
    window = make_window(town)
    window.do("rules")
    dialog = window.findChild(RulesDialog)
    qtbot.waitUntil(lambda: not dialog.following)
    return dialog


def write(dialog, qtbot, place, text, package="advanced"):
    line = dialog.lines[place]
    line.condition.setText(text)
    line.package.setCurrentIndex(line.package.findData(package))
    qtbot.waitUntil(lambda: not dialog.following)


def test_counts_follow_what_is_written(dialog, qtbot, town):
    write(dialog, qtbot, 0, "year_of_construction < 1930")
    old = (town.baseline.typed.heated & (town.baseline.typed.stock.year_of_construction < 1930)).sum()
    assert dialog.lines[0].count.text() == str(old)
    assert str(town.baseline.typed.heated.sum() - old) in dialog.outcome.text()


def test_a_fault_names_its_rule_and_nothing_can_be_applied(dialog, qtbot):
    dialog.add.click()
    write(dialog, qtbot, 0, "year_of_construction < 1930")
    write(dialog, qtbot, 1, "colour == 'red'")
    assert "Rule 2" in dialog.fault.text()
    assert "colour" in dialog.fault.text()
    assert not dialog.start.isEnabled()
    dialog.lines[1].remove.click()
    qtbot.waitUntil(lambda: not dialog.following)
    assert dialog.start.isEnabled()


def test_order_decides_and_it_is_one_step_of_undo(dialog, qtbot, town):
    document = dialog._operations.document
    dialog.add.click()
    write(dialog, qtbot, 0, "year_of_construction < 1975", "none")
    write(dialog, qtbot, 1, "year_of_construction < 1930")
    assert dialog.lines[1].count.text() == "0"
    dialog.lines[1].up.click()
    qtbot.waitUntil(lambda: not dialog.following)
    assert dialog.lines[0].count.text() != "0"
    with qtbot.waitSignal(document.changed, timeout=20_000):
        dialog.start.click()
    after = document.project
    assert [rule.package for rule in after.rules] == ["advanced", "none"]
    year, heated = town.baseline.typed.stock.year_of_construction, town.baseline.typed.heated
    assert (after.scenario.package_of[heated & (year < 1930)] == 2).all()
    qtbot.waitUntil(lambda: not dialog._runner.busy)
    document.undo_stack.undo()
    assert document.project is town


def test_kept_rules_are_there_again(make_window, town, qtbot):
    rule = PackageRule("e_del_kwh_m2 > 200", "usual")
    window = make_window(town.replace(rules=(rule,)))
    window.do("rules")
    dialog = window.findChild(RulesDialog)
    assert dialog.rules == (rule,)
    qtbot.waitUntil(lambda: not dialog.following)
    assert np.all([line.count.text() for line in dialog.lines])
    dialog.reject()


def test_columns_are_completed_inside_a_line(dialog, qtbot):
    line = dialog.lines[0].condition
    line.setText("heated == 1 and year_of")
    completer = line.completer()
    completer.setCompletionPrefix(completer.splitPath(line.text())[0])
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "heated == 1 and year_of_construction"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
