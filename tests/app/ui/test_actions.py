"""The table of actions: everything it names is there, and nothing twice."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from app.paths import resources
from app.ui.actions import ACTIONS, INSIDE, MENUS, verb_of
from app.ui.map.desk import MapDesk
from app.ui.operations import Operations
from app.ui.room import Room
from app.ui.shell import Shell
from app.ui.window import MainWindow
from retrofit.stock.fields import Level

OWNERS = {"operations": Operations, "room": Room, "map": MapDesk, "shell": Shell, "window": MainWindow}
NEEDS = {"project", "idle", "selection", "undo", "redo", "back", "forward"}


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_an_action_names_only_what_exists(row):
    owner, verb = row.verb.split(".")
    assert callable(getattr(OWNERS[owner], verb))
    assert row.menu in MENUS
    assert set(row.needs) <= NEEDS
    assert not row.icon or (resources() / "icons" / f"{row.icon}.svg").is_file()
    assert not row.toolbar or row.icon


def test_ids_and_shortcuts_are_unique():
    keys = [QKeySequence(row.shortcut).toString() for row in ACTIONS if row.shortcut]
    assert all(keys)
    for names in (keys, [row.id for row in ACTIONS]):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    assert {*INSIDE, *INSIDE.values()} <= set(MENUS)
    assert verb_of("undo") == "operations.undo"


def test_every_action_is_in_a_menu(make_window):
    window = make_window()
    menus = window.menuBar().findChildren(QMenu)
    shown = {action.objectName() for menu in menus for action in menu.actions()}
    assert {row.id for row in ACTIONS} <= shown


def test_only_what_makes_sense_can_be_done(make_window, town):
    window = make_window()
    table = window.actions_table
    assert table["open-files"].isEnabled()
    assert table["open-project"].isEnabled()
    asked = ("save", "export", "fit", "give-usual", "assumptions", "undo", "close-project")
    assert not any(table[name].isEnabled() for name in asked)
    window.document.open(town, None, saved=True)
    assert all(table[name].isEnabled() for name in ("save", "export", "fit", "assumptions", "close-project"))
    assert not table["give-usual"].isEnabled()
    assert not table["undo"].isEnabled()
    window.document.select(Level.BUILDING, (0,))
    assert table["give-usual"].isEnabled()
    assert table["zoom-selection"].isEnabled()


@pytest.mark.parametrize(
    "row", [row for row in ACTIONS if row.verb.startswith("room.")], ids=lambda row: row.id
)
def test_the_view_obeys(row, view_window):
    view_window.document.select(Level.BUILDING, (0,))
    view_window.actions_table[row.id].trigger()


@pytest.fixture(scope="module")
def view_window(town, qapp, tmp_path_factory):
    from PySide6.QtTest import QSignalSpy

    from app.ui.settings import Settings

    settings = Settings(tmp_path_factory.mktemp("view") / "settings.ini")
    settings.toured = True
    window = MainWindow(settings)
    ready = QSignalSpy(window.ready)
    window.show()
    assert ready.wait(30_000)
    window.document.open(town, None, saved=True)
    yield window
    assert window.close()
    window.deleteLater()
