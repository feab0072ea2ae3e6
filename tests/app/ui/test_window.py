"""The main window: pages, title, dropping files, closing without losing anything."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QMessageBox

from app.identity import NAME
from app.mapimage.theme import Theme
from app.services.files import save_project
from app.ui.operations import ADVANCED
from app.ui.start import Card
from retrofit.stock.fields import Level

BUTTON = QMessageBox.StandardButton


@pytest.fixture
def window(make_window, town):
    return make_window(town)


@pytest.fixture
def settled(qtbot):
    def wait(window):
        qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)

    return wait


def question(window):
    boxes = [box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible()]
    assert len(boxes) == 1
    return boxes[0]


def drop(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys))


def test_it_starts_on_the_start_page(make_window):
    window = make_window()
    assert window.windowTitle() == NAME
    assert window.start.isVisible()
    assert not window.room.canvas.isVisible()
    assert not any(dock.isVisible() for dock in window.room.docks.values())


def test_a_card_of_the_start_page_opens_its_district(make_window, qtbot, settled):
    window = make_window()
    card = window.start.findChild(Card, "sample-synthetic")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    settled(window)
    assert window.document.project.synthetic
    assert window.room.canvas.isVisible()
    assert not window.document.dirty


def test_a_change_is_named_undone_and_done_again(window, settled):
    before = window.document.project
    window.do("all-advanced")
    settled(window)
    assert (window.document.project.scenario.package_of == ADVANCED).any()
    assert window.isWindowModified()
    assert "Advanced renovation for the district" in window.actions_table["undo"].text()
    window.do("undo")
    assert window.document.project is before
    assert not window.isWindowModified()
    window.do("redo")
    assert (window.document.project.scenario.package_of == ADVANCED).any()


def test_a_change_without_effect_is_no_step(window, settled):
    said = []
    window.operations.noted.connect(said.append)
    window.operations.assign((), ADVANCED)
    settled(window)
    assert not window.document.undo_stack.canUndo()
    assert len(said) == 1
    assert "nothing is different" in said[0]


def test_a_block_takes_a_package(window, settled):
    project = window.document.project
    window.document.select(Level.BLOCK, (0,))
    window.do("give-none")
    settled(window)
    inside = project.stock.block_of == 0
    chosen = window.document.project.scenario.package_of
    assert not chosen[inside].any()
    assert np.array_equal(chosen[~inside], project.scenario.package_of[~inside])


def test_saving_names_the_window_and_the_start_page(window, settled, tmp_path):
    target = tmp_path / "my plan.gpkg"
    window.do("all-advanced")
    settled(window)
    window.operations.save_as(target.with_suffix(""))
    settled(window)
    assert target.is_file()
    assert not window.document.dirty
    assert "my plan.gpkg" in window.windowTitle()
    assert window.settings.recent == (target,)
    window.do("close-project")
    assert window.document.project is None
    assert window.start.isVisible()
    assert target.stem in [card.accessibleName() for card in window.start.findChildren(Card)]


def test_a_dropped_project_is_opened(make_window, town, qtbot, settled, tmp_path):
    save_project(town, tmp_path / "plan.gpkg")
    window = make_window()
    drop(window, tmp_path / "plan.gpkg")
    qtbot.waitUntil(lambda: window.document.project is not None, timeout=20_000)
    assert window.document.path == tmp_path / "plan.gpkg"


def test_dropped_files_are_offered_for_import(make_window, town, qtbot, settled, tmp_path):
    source = tmp_path / "roofs.gpkg"
    town.buildings[["geometry"]].to_file(source, layer="roofs", engine="pyogrio")
    window = make_window()
    drop(window, source)
    qtbot.waitUntil(lambda: window.findChild(QDialog, "import") is not None)
    settled(window)
    dialog = window.findChild(QDialog, "import")
    assert dialog.rows["buildings"].path == source
    dialog.reject()


def test_closing_with_changes_asks_once_and_cancel_stays(window, settled, qtbot):
    window.do("all-advanced")
    settled(window)
    assert not window.close()
    assert not window.close()
    question(window).button(BUTTON.Cancel).click()
    assert window.isVisible()
    assert window.document.dirty


def test_closing_with_changes_discards_them_when_told_so(window, settled, qtbot):
    window.do("all-advanced")
    settled(window)
    window.close()
    question(window).button(BUTTON.Discard).click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_with_changes_saves_them_first(window, settled, qtbot, tmp_path):
    target = tmp_path / "plan.gpkg"
    window.operations.save_as(target)
    settled(window)
    first = target.read_bytes()
    window.do("all-advanced")
    settled(window)
    window.close()
    question(window).button(BUTTON.Save).click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert target.read_bytes() != first


def test_a_save_that_fails_says_so_and_keeps_the_window(window, settled, qtbot, tmp_path):
    window.do("all-advanced")
    settled(window)
    (tmp_path / "folder.gpkg").mkdir()
    window.document.saved(tmp_path / "folder.gpkg")
    window.document.undo_stack.resetClean()
    window.close()
    question(window).button(BUTTON.Save).click()
    settled(window)
    assert window.isVisible()
    assert window.messages.isVisible()
    assert "folder.gpkg" in window.messages.text.text()
    assert window.document.dirty


def test_an_unsaved_plan_is_not_lost_by_opening_another(window, settled):
    window.do("all-advanced")
    settled(window)
    kept = window.document.project
    window.do("open-synthetic")
    settled(window)
    question(window).button(BUTTON.Cancel).click()
    assert window.document.project is kept
    assert not window.runner.busy


def test_a_bug_is_shown_and_the_plan_stays(window, settled, town):
    window.runner.broke.emit("Traceback: made up")
    shown = window.findChild(QDialog, "bug")
    assert shown.isVisible()
    assert window.document.project is town
    shown.reject()


def test_layout_and_theme_are_remembered(make_window, town):
    theme = Theme("invest_eur", Level.BLOCK, "natural", 4)
    window = make_window(town)
    window.document.set_theme(theme)
    window.room.docks["inspector"].hide()
    assert window.close()
    again = make_window(town)
    assert again.document.theme == theme
    assert again.room.docks["inspector"].isHidden()
    assert not again.room.docks["map"].isHidden()
