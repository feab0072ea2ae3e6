"""A register is joined through the window: looked at first, unclear rows decided, taken, undone."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from app.services.intake import ImportRequest, import_district
from app.ui.dialogs.calibration import CalibrationDialog
from app.ui.dialogs.join_register import JoinDialog
from gis.district import detect_files

ADDRESSES = [f"{street} {n}" for n in range(1, 6) for street in ("Calle Mayor", "Plaza de España")]


@pytest.fixture
def window(make_window, tmp_path):
    shapes = [box(525_000 + 20 * i, 4_743_000, 525_012 + 20 * i, 4_743_010) for i in range(10)]
    frame = gpd.GeoDataFrame(
        {"id": [f"B{i}" for i in range(10)], "address": ADDRESSES}, geometry=shapes, crs=25830
    )
    frame.to_file(tmp_path / "buildings.gpkg")
    return make_window(import_district(ImportRequest(detect_files(tmp_path / "buildings.gpkg"))).project)


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._busy, timeout=30_000)


def rows(count):
    return [each.upper().replace("CALLE", "C/") for each in ADDRESSES[:count]]


def test_a_register_with_four_fifths_of_matching_addresses(window, qtbot, tmp_path):
    said = [*rows(8), "Calle Nowhere 3", "C/ Mayor 5 B"]
    pd.DataFrame({"Dirección": said, "Año": [1950 + i for i in range(10)]}).to_csv(
        tmp_path / "r.csv", index=False
    )
    window.do("join-register")
    dialog = window.findChild(JoinDialog)
    assert not dialog.take.isEnabled()
    before = window.document.project
    dialog.file.set(tmp_path / "r.csv")
    settle(qtbot, dialog)
    assert "80%" in dialog.headline.text()
    assert dialog.keys["address"].currentText() == "Dirección"
    assert dialog.unmatched.texts() == [("Calle Nowhere 3",)]
    assert window.document.project is before, "looking changes nothing"
    unclear = dialog.unclear.cellWidget(0, 1)
    unclear.setCurrentIndex(unclear.findData("B8"))
    unclear.activated.emit(unclear.currentIndex())
    settle(qtbot, dialog)
    assert "90%" in dialog.headline.text()
    dialog.take.click()
    qtbot.waitUntil(lambda: window.document.project is not before, timeout=30_000)
    after = window.document.project
    assert after.stock.year_of_construction[0] == 1950
    assert after.stock.year_of_construction[8] == 1959
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
    window.document.undo_stack.undo()
    assert window.document.project is before
    window.document.undo_stack.redo()
    window.do("join-register")
    again = window.findChildren(JoinDialog)[-1]
    again.file.set(tmp_path / "r.csv")
    settle(qtbot, again)
    assert "90%" in again.headline.text(), "a choice that was made is remembered"
    again.reject()


def test_meters_are_matched_by_their_addresses(window, qtbot, tmp_path):
    said = [*rows(8), "Calle Nowhere 3", "Calle Nowhere 4"]
    table = pd.DataFrame({"address": said, "kwh": [25_000] * 10, "year": [2022] * 10})
    table.to_csv(tmp_path / "meters.csv", index=False)
    window.do("meters")
    dialog = window.findChild(CalibrationDialog)
    dialog.file.set(tmp_path / "meters.csv")
    dialog.compare.click()
    settle(qtbot, dialog)
    assert dialog.found is not None
    assert dialog.found.joined.match_rate == pytest.approx(0.8)
    assert set(dialog.found.joined.unmatched) == {"Calle Nowhere 3", "Calle Nowhere 4"}
    dialog.reject()
