"""A GIS officer fetches buildings from the service of the town and loads them."""

import pytest
from PySide6.QtWidgets import QFileDialog

from app.ui.dialogs.database import DatabaseDialog
from app.ui.dialogs.import_dialog import ImportDialog
from app.ui.dialogs.map_service import MapServiceDialog
from gis.read import read_layer
from tests.map_service import LAYER, Town, serving


@pytest.fixture
def service():
    with serving(Town()) as town:
        yield town


def idle(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._busy, timeout=30_000)


def listed(qtbot, window, address):
    window.do("fetch-service")
    dialog = window.findChild(MapServiceDialog)
    dialog.address.setEditText(address)
    dialog.list_layers.click()
    idle(qtbot, dialog)
    return dialog


def test_a_layer_is_fetched_and_loaded_as_a_plan(make_window, qtbot, service, tmp_path, monkeypatch):
    window = make_window()
    dialog = listed(qtbot, window, service.address)
    assert dialog.table.texts() == [("Buildings of the town", LAYER, "EPSG:25830")]
    assert not dialog.start.isEnabled()
    dialog.table.selectRow(0)
    assert dialog.start.text() == "Fetch 1 layer…"
    target = tmp_path / "buildings"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.start.click()
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=30_000)
    loading = window.findChild(ImportDialog)
    idle(qtbot, loading)
    assert len(read_layer(target.with_suffix(".gpkg")).frame) == 12
    loading.load.click()
    document = window.document
    qtbot.waitUntil(lambda: document.project is not None and not window.runner.busy, timeout=60_000)
    assert len(document.project.buildings) == 12
    assert window.operations.settings.servers == (service.address,)


def test_only_the_surroundings_of_the_plan_are_fetched(make_window, qtbot, service, town, tmp_path):
    window = make_window(town)
    dialog = listed(qtbot, window, service.address)
    assert dialog.area.currentData() == "plan"
    dialog.table.selectRow(0)
    dialog.fetch_into(tmp_path / "none.gpkg")
    idle(qtbot, dialog)
    assert "in this area" in dialog.fault.text()
    assert dialog.isVisible() and not (tmp_path / "none.gpkg").exists()
    dialog.area.setCurrentIndex(0)
    dialog.fetch_into(tmp_path / "all.gpkg")
    qtbot.waitUntil((tmp_path / "all.gpkg").exists, timeout=30_000)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    idle(qtbot, window.findChild(ImportDialog))
    window.findChild(ImportDialog).reject()


def test_a_fault_of_the_server_is_told_in_the_dialog_and_the_entries_stay(make_window, qtbot):
    with serving(Town(answers={"GetCapabilities": (200, b"<html></html>")})) as broken:
        window = make_window()
        dialog = listed(qtbot, window, broken.address)
        assert "web page" in dialog.fault.text()
        assert dialog.address.currentText() == broken.address
        assert window.operations.settings.servers == ()
    dialog.reject()


def test_a_silent_server_can_be_left(make_window, qtbot, tmp_path):
    with serving(Town(hangs=True)) as silent:
        window = make_window()
        dialog = listed(qtbot, window, silent.address)
        dialog.table.selectRow(0)
        dialog.fetch_into(tmp_path / "a.gpkg")
        qtbot.waitUntil(lambda: any(each.get("request") == "GetFeature" for each in silent.asked))
        dialog.reject()
        idle(qtbot, dialog)
        assert not (tmp_path / "a.gpkg").exists() and dialog.isVisible()
    dialog.reject()


def test_tables_of_a_database_are_fetched_and_loaded(make_window, qtbot, postgis, tmp_path):
    window = make_window()
    window.do("fetch-database")
    dialog = window.findChild(DatabaseDialog)
    dialog.address.setEditText(postgis.replace("kvarter@", ""))
    dialog.user.setText("guest")
    dialog.password.setText("wrong")
    dialog.list_layers.click()
    idle(qtbot, dialog)
    assert "check user and password" in dialog.fault.text()
    dialog.password.setText("secret")
    dialog.list_layers.click()
    idle(qtbot, dialog)
    assert [row[0] for row in dialog.table.texts()] == ["town.buildings.geom", "town.buildings.middle"]
    dialog.table.selectRow(0)
    dialog.fetch_into(tmp_path / "town.gpkg")
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=30_000)
    loading = window.findChild(ImportDialog)
    idle(qtbot, loading)
    loading.load.click()
    document = window.document
    qtbot.waitUntil(lambda: document.project is not None and not window.runner.busy, timeout=60_000)
    assert len(document.project.buildings) == 12
    assert document.project.account.fates["fate"].value_counts().to_dict() == {"accepted": 12, "rejected": 1}
    assert window.operations.settings.databases == (postgis.replace("kvarter@", ""),)


def test_a_password_in_an_address_is_not_remembered(make_window):
    settings = make_window().operations.settings
    settings.add_database("postgresql://olga:secret@host/town")
    settings.add_database("host=x password=secret")
    assert settings.databases == ()
