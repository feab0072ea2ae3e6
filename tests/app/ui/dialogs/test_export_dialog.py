"""The dialog of an export: what, where to, replacing only when told so."""

import pytest
from PySide6.QtWidgets import QMessageBox

from app.ui.dialogs.export_dialog import ExportDialog


@pytest.fixture
def dialog(make_window, town, tmp_path):
    window = make_window(town)
    window.do("export")
    dialog = window.findChild(ExportDialog)
    dialog.folder.setText(str(tmp_path / "out"))
    return dialog


def finish(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._busy and not dialog._runner.busy, timeout=30_000)


def test_everything_is_written_and_listed(dialog, qtbot, tmp_path):
    dialog.start.click()
    assert not dialog.folder.isEnabled()
    finish(qtbot, dialog)
    found = {path.name for path in (tmp_path / "out").iterdir()}
    assert found >= {
        "blocks.shp",
        "buildings.shp",
        "plan.gpkg",
        "map.png",
        "district.csv",
        "blocks.qml",
        "layers.qgz",
    }
    assert dialog.written.isVisible()
    assert "blocks.shp" in dialog.written.text()
    assert str(tmp_path / "out") in dialog.written.text()
    assert dialog.show_folder.isVisible()
    assert dialog._operations.settings.folder("export") == tmp_path


def test_only_what_is_ticked_is_written(dialog, qtbot, tmp_path):
    for box in (dialog.shapefile, dialog.geopackage, dialog.picture, dialog.qgis):
        box.setChecked(False)
    dialog.start.click()
    finish(qtbot, dialog)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv"}


@pytest.mark.parametrize("replace", [True, False])
def test_files_are_replaced_only_when_told_so(dialog, qtbot, tmp_path, replace):
    for box in (dialog.shapefile, dialog.geopackage, dialog.picture, dialog.qgis):
        box.setChecked(False)
    (tmp_path / "out").mkdir()
    old = tmp_path / "out" / "blocks.csv"
    old.write_text("mine")
    dialog.start.click()
    finish(qtbot, dialog)
    box = dialog.findChild(QMessageBox, "confirm")
    role = QMessageBox.ButtonRole.AcceptRole if replace else QMessageBox.ButtonRole.RejectRole
    next(button for button in box.buttons() if box.buttonRole(button) is role).click()
    finish(qtbot, dialog)
    assert (old.read_text() == "mine") is not replace
    assert dialog.written.isVisible() is replace


@pytest.mark.parametrize("folder", ["", "relative/folder", "~nobody-of-this-name/x"])
def test_a_folder_without_a_whole_path_is_not_taken(dialog, folder):
    dialog.folder.setText(folder)
    assert not dialog.start.isEnabled()
    assert dialog.lacking.text()


def test_nothing_ticked_exports_nothing(dialog):
    for box in dialog._kinds:
        box.setChecked(False)
    assert not dialog.start.isEnabled()


def test_a_folder_that_cannot_be_made_is_said(dialog, qtbot, tmp_path):
    (tmp_path / "file").write_text("a file")
    dialog.folder.setText(str(tmp_path / "file" / "out"))
    dialog.start.click()
    qtbot.waitUntil(dialog.fault.isVisible, timeout=10_000)
    assert str(tmp_path / "file" / "out") in dialog.fault.text()
    finish(qtbot, dialog)
    assert dialog.start.isEnabled()
