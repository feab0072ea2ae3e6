"""Compare with meter readings, through the dialog."""

import numpy as np
import pytest

from app.ui.dialogs.calibration import NOTICED, CalibrationDialog
from app.ui.widgets.scatter import Point, Scatter


@pytest.fixture
def table(town, tmp_path):
    def write(kwh=0.8, name="meters.csv"):
        energy = town.assessment.buildings["e_del_kwh"]
        rows = [
            f"{one},{kwh * value:.1f},2023"
            for one, value in zip(town.buildings.index, energy, strict=True)
            if value > 0
        ]
        path = tmp_path / name
        path.write_text("\n".join(["building_id,kwh,year", *rows, "NOWHERE,1,2023"]))
        return path

    return write


@pytest.fixture
def opened(make_window, town, qtbot):
    window = make_window(town)
    window.do("meters")
    dialog = window.findChild(CalibrationDialog)
    assert dialog.isVisible()

    def compare(path):
        dialog.file.set(path)
        dialog.compare.click()
        qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)
        return dialog

    yield window, dialog, compare
    dialog.reject()


def test_it_says_what_it_needs_before_a_table_is_chosen(opened):
    _window, dialog, _compare = opened
    assert "building_id" in dialog.empty.text()
    assert not dialog.empty.isHidden()
    assert not dialog.compare.isEnabled()
    assert not dialog.save.isEnabled()
    for widget in (dialog.by, dialog.days, dialog.factors, dialog.save):
        assert widget.toolTip()


def test_a_table_shows_match_energy_assumptions_and_meters(opened, table, town, tmp_path, qtbot):
    window, dialog, compare = opened
    compare(table())
    assert dialog.fault.isHidden()
    assert "(99" in dialog.headline.text()
    rows = dialog.energy.texts()
    assert rows[0][0] == "Delivered energy today"
    assert rows[0][1] != rows[0][2]
    assert len(dialog.parameters.texts()) == 4
    assert dialog.types.isHidden()
    assert len(dialog.scatter.points) == dialog.meters.rowCount()
    assert "NOWHERE" in dialog.noticed.text()
    assert "(2)" in dialog.tabs.tabText(NOTICED)
    assert window.document.project is town
    assert not window.document.dirty
    dialog.save_tables(tmp_path / "tables")
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)
    assert (tmp_path / "tables" / "meters.csv").is_file()
    dialog.save_tables(tmp_path / "tables")
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)
    assert "already there" in dialog.fault.text()


def test_building_types_are_a_choice(opened, table):
    _window, dialog, compare = opened
    dialog.by.setCurrentIndex(1)
    compare(table())
    assert not dialog.types.isHidden()
    assert len(dialog.types.texts()) > 1


def test_a_wrong_table_is_said_and_a_right_one_may_follow(opened, table, tmp_path):
    _window, dialog, compare = opened
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("where,how much\na,1\n")
    compare(wrong)
    assert "no column of energy" in dialog.fault.text()
    assert not dialog.empty.isHidden()
    assert not dialog.save.isEnabled()
    compare(table())
    assert dialog.fault.isHidden()
    assert dialog.save.isEnabled()


def test_marks_of_meters_are_on_the_picture(qtbot):
    scatter = Scatter("Metered and calculated")
    qtbot.addWidget(scatter)
    scatter.resize(560, 240)
    scatter.grab()
    scatter.show_points([Point(1000.0, 2000.0, 1100.0), Point(0.0, 5.0, 5.0), Point(9e5, 8e5, 9e5)])
    assert len(scatter.points) == 2
    picture = scatter.grab().toImage()
    found = np.array(
        [
            picture.pixelColor(x, y).name() == "#1f5f6b"
            for x in range(70, 380)
            for y in range(picture.height())
        ]
    )
    assert found.sum() > 20
