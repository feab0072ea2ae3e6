"""The list of scenarios and the comparison, in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog

from app.services.planning import apply_default
from app.services.scenarios import add_scenario
from app.ui.dialogs.comparison import ComparisonDialog
from app.ui.panels.scenarios import ScenariosPanel


@pytest.fixture
def window(make_window, town, qtbot):
    window = make_window(apply_default(add_scenario(town, "Deep").project, 2).project)
    window.room.docks["scenarios"].raise_()
    panel = window.room.docks["scenarios"].widget()
    qtbot.waitUntil(lambda: panel.list.topLevelItemCount() == 3)
    return window


@pytest.fixture
def panel(window):
    found = window.room.docks["scenarios"].widget()
    assert isinstance(found, ScenariosPanel)
    return found


def mark(panel, row):
    panel.list.setCurrentItem(panel.list.topLevelItem(row))


def idle(window, qtbot):
    qtbot.waitUntil(lambda: not window.runner.busy)


def test_the_planned_one_is_marked_and_nothing_cannot_be_changed(panel):
    texts = [panel.list.topLevelItem(row).text(0) for row in range(3)]
    assert [text.startswith("✓") for text in texts] == [False, False, True]
    mark(panel, 0)
    allowed = {name: button.isEnabled() for name, button in panel.buttons.items()}
    assert allowed == {
        "new": True,
        "plan": False,
        "rename": False,
        "delete": False,
        "compare": True,
        "difference": True,
    }


def test_enter_plans_another_and_undo_takes_it_back(window, panel, qtbot):
    mark(panel, 1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    idle(window, qtbot)
    assert window.document.project.scenario.number == 1
    window.do("undo")
    assert window.document.project.scenario.name == "Deep"


def test_a_copy_is_named_and_planned(window, panel, qtbot, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_kinds: ("Cheap", True))
    mark(panel, 1)
    panel.buttons["new"].click()
    idle(window, qtbot)
    project = window.document.project
    assert project.scenario.name == "Cheap"
    assert len(project.shelf) == 2
    qtbot.waitUntil(lambda: panel.list.topLevelItemCount() == 4)
    mark(panel, 3)
    panel.buttons["delete"].click()
    idle(window, qtbot)
    assert window.document.project.scenario.name != "Cheap"


def test_the_map_shows_differences_and_comes_back(window, panel, qtbot):
    mark(panel, 0)
    panel.buttons["difference"].click()
    assert window.document.theme.against == 0
    assert "less Do nothing" in window.room.presenter.legend.title
    assert window.document.theme.field == "e_del_after_kwh_m2"
    assert len(window.room.presenter.legend.rows) > 2
    panel.buttons["difference"].click()
    assert window.document.theme.against is None


def test_scenarios_are_compared_side_by_side(window, qtbot):
    window.do("compare-scenarios")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ComparisonDialog)
    figures = dialog.table.texts()
    assert dialog.texts().splitlines()[0].split("\t")[1:] == ["Do nothing", "Plan", "Deep"]
    dialog.against.setCurrentIndex(1)
    differences = dialog.table.texts()
    assert differences != figures
    assert all(cells[1] in {"0", "0.0", "0.00", "0.000", "–"} for cells in differences)
    dialog.reject()
