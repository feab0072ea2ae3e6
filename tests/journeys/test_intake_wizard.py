"""A GIS officer brings the files of the town through the pages of the import."""

import geopandas as gpd
import pandas as pd
import pytest
from PySide6.QtWidgets import QComboBox, QPushButton, QRadioButton
from shapely.geometry import box

from app.ui.dialogs.import_dialog import CHECK, COLUMNS, PLACE, ImportDialog
from app.ui.dialogs.intake.fields_page import COLUMN, FIELD, FILLED, SAMPLES, VALUES
from app.ui.dialogs.intake.value_map import ValueMap

NAMES = [f"Сграда {number}" for number in range(1, 7)]
X, Y = 350_000, 4_655_000


@pytest.fixture
def opened(make_window, qtbot):
    """Open the dialog with some files and wait until they have their roles."""

    def open_with(*paths):
        window = make_window()
        window.do("open-files")
        dialog = window.findChild(ImportDialog)
        dialog.add(paths)
        settle(qtbot, dialog)
        return window, dialog

    return open_with


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._busy, timeout=60_000)


def turn_to(qtbot, dialog, page):
    dialog.pages.setCurrentIndex(page)
    settle(qtbot, dialog)
    assert dialog.pages.currentIndex() == page


def load(qtbot, window, dialog):
    document = window.document
    dialog.load.click()
    qtbot.waitUntil(lambda: document.project is not None and not window.runner.busy, timeout=60_000)
    return document.project


def line_of(page, title):
    return next(row for row in range(page.table.rowCount()) if page.table.item(row, FIELD).text() == title)


def combo(page, title, column=COLUMN):
    return page.table.cellWidget(line_of(page, title), column)


def pick(box, data):
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def sofia(path, encoding="cp1251", **columns):
    """A shapefile as an office program left it: no .cpg, texts in an old code page."""
    shapes = [box(X + 25 * i, Y, X + 25 * i + 12, Y + 10) for i in range(6)]
    frame = gpd.GeoDataFrame({"ref": NAMES, **columns}, geometry=shapes, crs=32635)
    frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    return path


def test_a_spanish_municipality_with_parts_and_parcels(opened, qtbot, shared):
    folder = shared / "geodata" / "es_catastro_melque"
    names = ("BU.40146.building", "BU.40146.buildingpart", "CP.40146.cadastralparcel")
    window, dialog = opened(*(folder / f"A.ES.SDGC.{name}.gml" for name in names))
    turn_to(qtbot, dialog, COLUMNS)
    page = dialog.fields
    assert page.profile.currentText() == "Spanish cadastre (INSPIRE Buildings)"
    assert combo(page, "Year built").currentText() == "beginning"
    assert page.table.item(line_of(page, "Use"), FILLED).text().startswith("100%")
    turn_to(qtbot, dialog, PLACE)
    assert "Spain" in dialog.place.verdict.text()
    assert not dialog.place.open_questions
    turn_to(qtbot, dialog, CHECK)
    told = {row[0]: row for row in dialog.check.fates.texts()}
    assert told["Buildings"][2] == "246"
    assert told["Parcels"][2] == "1\u202f443"
    assert dialog.check.findings.count() > 3
    project = load(qtbot, window, dialog)
    assert len(project.buildings) == 246
    assert project.buildings["provenance_number_of_floors_above_ground"].eq("joined").sum() == 241


def test_cyrillic_texts_without_a_code_page_are_read_and_previewed(opened, qtbot, tmp_path):
    window, dialog = opened(sofia(tmp_path / "buildings.shp"))
    turn_to(qtbot, dialog, PLACE)
    place = dialog.place
    assert place.encoding.currentText().startswith("CP1251")
    assert "Сграда 1" in place.preview.text()
    pick(place.encoding, "CP1252")
    assert "Ñãðàäà" in place.preview.text()
    turn_to(qtbot, dialog, COLUMNS)
    assert "Ñãðàäà" in dialog.fields.table.item(line_of(dialog.fields, "Id of the building"), SAMPLES).text()
    turn_to(qtbot, dialog, PLACE)
    pick(place.encoding, "")
    assert combo(dialog.fields, "Id of the building").currentText() == "ref"
    project = load(qtbot, window, dialog)
    assert project.buildings.index.tolist() == NAMES
    assert project.country == "BG"


def test_own_columns_units_and_codes_are_chosen_kept_and_used_again(opened, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("app.services.field_profiles.user_config", lambda: tmp_path / "settings")
    columns = {"k1": [20, 30, 40, 20, 30, 40], "code": ["W", "W", "W", "B", "B", "W"]}
    window, dialog = opened(sofia(tmp_path / "buildings.shp", **columns))
    turn_to(qtbot, dialog, COLUMNS)
    page = dialog.fields
    assert combo(page, "Height").currentText() == "(none)"
    pick(combo(page, "Height"), "k1")
    pick(combo(page, "Height", 2), "ft")
    pick(combo(page, "Use"), "code")
    button = combo(page, "Use", VALUES)
    assert isinstance(button, QPushButton) and button.text() == "2 unknown…"
    button.click()
    values = page.findChild(ValueMap)
    assert [values.table.item(row, 0).text() for row in range(2)] == ["W", "B"]
    for box_, code in zip(values.boxes, ("residential", "office"), strict=True):
        box_.setCurrentIndex(box_.findData(code))
    values.accept()
    assert page.table.item(line_of(page, "Use"), FILLED).text() == "100% of 100%"
    page.keep("Our town")
    project = load(qtbot, window, dialog)
    assert project.stock.height_above_ground_m.tolist() == pytest.approx([6.096, 9.144, 12.192] * 2)
    assert project.buildings["current_use"].tolist() == ["residential"] * 3 + ["office"] * 2 + ["residential"]
    window.document.undo_stack.setClean()
    _other, again = opened(sofia(tmp_path / "newer.shp", **columns))
    turn_to(qtbot, again, COLUMNS)
    assert again.fields.profile.currentText() == "Our town"
    assert again.fields.table.item(line_of(again.fields, "Use"), FILLED).text() == "100% of 100%"
    again.reject()


def test_a_city_model_without_a_system_gets_one_by_its_proposals(opened, qtbot, shared):
    path = shared / "geodata" / "nl_cityjson" / "rotterdam_subset.json"
    window, dialog = opened(path)
    turn_to(qtbot, dialog, PLACE)
    assert dialog.place.open_questions == (path.name,)
    options = dialog.place.findChildren(QRadioButton)
    dutch = next(each for each in options if each.text().startswith("EPSG:28992"))
    assert "Netherlands" in dutch.text()
    dutch.click()
    assert not dialog.place.open_questions
    turn_to(qtbot, dialog, CHECK)
    project = load(qtbot, window, dialog)
    assert len(project.buildings) == 16
    assert project.crs == "EPSG:28992"
    assert (project.stock.height_above_ground_m > 2).all()


def test_what_cannot_be_loaded_is_said_and_everything_stays(opened, qtbot, tmp_path):
    path = tmp_path / "buildings.csv"
    path.write_text(
        "id;wkt\n" + "".join(f"{i};POLYGON (({i} 0, {i} 1, {i + 1} 1, {i} 0))\n" for i in range(0, 9, 2))
    )
    _window, dialog = opened(path)
    turn_to(qtbot, dialog, CHECK)
    assert "coordinate system" in dialog.fault.text()
    assert dialog.rows["buildings"].path == path


def test_a_newer_delivery_is_checked_taken_and_undone(opened, qtbot, tmp_path):
    window, dialog = opened(sofia(tmp_path / "buildings.shp", floors=[2, 3, 4, 2, 3, 4]))
    project = load(qtbot, window, dialog)
    frame = gpd.read_file(tmp_path / "buildings.shp", encoding="cp1251").iloc[:5]
    extra = frame.iloc[[0]].assign(ref="Сграда 99", geometry=[box(X, Y + 40, X + 12, Y + 52)])
    newer = tmp_path / "newer.gpkg"
    pd.concat([frame.assign(floors=[2, 3, 9, 2, 3]), extra]).to_file(newer)
    window.do("update-files")
    update = next(each for each in window.findChildren(ImportDialog) if each.update_plan)
    update.add([newer])
    settle(qtbot, update)
    turn_to(qtbot, update, CHECK)
    told = " ".join(update.check.findings.item(row).text() for row in range(update.check.findings.count()))
    assert "Сграда 99" in told and "Сграда 6" in told and "Сграда 3" in told
    assert window.document.project is project, "looking changes nothing"
    update.load.click()
    qtbot.waitUntil(lambda: window.document.project is not project, timeout=60_000)
    after = window.document.project
    assert set(after.buildings.index) == {*NAMES[:5], "Сграда 99"}
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)
    window.document.undo_stack.undo()
    assert window.document.project is project
