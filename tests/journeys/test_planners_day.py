"""A planner's day with mouse and keyboard: three blocks, a doubtful value, other assumptions."""

import geopandas as gpd
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget
from shapely.geometry import box

from app.services.files import open_project
from app.ui.dialogs.comparison import ComparisonDialog
from app.ui.dialogs.edit_values import EditValuesDialog
from app.ui.dialogs.export_dialog import ExportDialog
from app.ui.dialogs.import_dialog import ImportDialog
from app.ui.operations import ADVANCED
from retrofit.stock.fields import Level

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def rest(qtbot):
    return lambda window: qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)


@pytest.fixture
def load(rest, qtbot):
    """Load files through the dialog of the window."""

    def through_the_dialog(window, *paths):
        window.resize(1600, 1000)
        window.do("open-files")
        dialog = window.findChild(ImportDialog)
        dialog.add(paths)
        rest(window)
        qtbot.mouseClick(dialog.load, LEFT)
        rest(window)
        qtbot.waitUntil(lambda: window.room.canvas.ready)

    return through_the_dialog


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def click_on_block(window, qtbot, row, keys=PLAIN):
    """Click on a building of a block, as a hand does."""
    project, canvas = window.document.project, window.room.canvas
    inside = np.flatnonzero(project.stock.block_of == row)
    largest = inside[np.argmax(project.stock.footprint_area_m2[inside])]
    point = project.buildings.geometry.iloc[largest].representative_point()
    place = canvas.to_widget([(point.x, point.y)]).at(0)
    qtbot.mouseMove(canvas, QPoint(round(place.x()), round(place.y())))
    qtbot.mouseClick(canvas, LEFT, keys, pos=QPoint(round(place.x()), round(place.y())))


def test_three_blocks_are_planned_compared_exported_and_kept(
    shared, make_window, qtbot, load, rest, tmp_path
):
    window = make_window()
    load(window, *sorted((shared / "geodata" / "es_catastro_melque").glob("*.gml")))
    document, canvas = window.document, window.room.canvas
    loaded = document.project
    assert "246 buildings" in words(window.room.docks["guide"].widget())
    today = loaded.assessment.district["e_del_kwh"][0] / loaded.baseline.typed.floor_area_ref_m2.sum()
    assert f"{today:.0f}" in words(window.room.inspector)
    sizes = np.bincount(loaded.stock.block_of[loaded.baseline.typed.heated], minlength=len(loaded.blocks))
    three = sorted(np.argsort(sizes)[-3:].tolist())
    window.do("pick-blocks")
    canvas.zoom_to(loaded.blocks.geometry.iloc[three].total_bounds)
    qtbot.waitUntil(lambda: canvas.ready)
    for row, keys in zip(three, (PLAIN, SHIFT, SHIFT), strict=True):
        click_on_block(window, qtbot, row, keys)
    assert (document.selection.level, sorted(document.selection.rows)) == (Level.BLOCK, three)
    window.operations.add_scenario("Three blocks", loaded.scenario.number)
    rest(window)
    window.activateWindow()
    window.actions_table["give-advanced"].trigger()
    rest(window)
    planned = document.project
    heated = np.isin(planned.stock.block_of, three) & planned.baseline.typed.heated
    assert (planned.scenario.package_of[heated] == ADVANCED).all()
    changed = planned.scenario.package_of != loaded.scenario.package_of
    assert not changed[~heated].any()
    assert sum(word in words(window.room.inspector) for word in ("3 blocks", "Today and with the plan")) == 2
    _compare(window, qtbot)
    window.operations.save_as(tmp_path / "plan.gpkg")
    rest(window)
    _export(window, qtbot, rest, tmp_path / "out")
    blocks = gpd.read_file(tmp_path / "out" / "blocks.shp")
    assert len(blocks) == len(loaded.blocks)
    again = open_project(tmp_path / "plan.gpkg").project
    assert [one.name for one in (again.scenario, *again.shelf)] == ["Three blocks", *(
        one.name for one in planned.shelf)]  # fmt: skip
    np.testing.assert_array_equal(again.scenario.package_of, planned.scenario.package_of)
    assert [entry.what for entry in again.log][-1].startswith("Advanced")
    np.testing.assert_allclose(
        again.assessment.blocks["npv_eur"], planned.assessment.blocks["npv_eur"], rtol=1e-9
    )


def _compare(window, qtbot):
    window.operations.ask_comparison()
    dialog = window.findChild(ComparisonDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert "Three blocks" in " ".join(
        str(dialog.table.model().headerData(column, Qt.Orientation.Horizontal))
        for column in range(dialog.table.model().columnCount())
    )
    dialog.reject()


def _export(window, qtbot, rest, folder):
    window.do("export")
    dialog = window.findChild(ExportDialog)
    dialog.folder.setText(str(folder))
    qtbot.mouseClick(dialog.start, LEFT)
    rest(window)
    assert dialog.written.isVisible()
    dialog.reject()


@pytest.fixture
def doubtful(tmp_path):
    """Ten houses, of which two have impossible years."""
    years = ["1955"] * 8 + ["20", "3020"]
    shapes = [box(460000 + 30 * n, 5540000, 460010 + 30 * n, 5540010) for n in range(10)]
    frame = gpd.GeoDataFrame(
        {"building_id": [f"h{n}" for n in range(10)], "year": years, "floors": 2, "current_use": "residential"},
        geometry=shapes, crs=25833,
    )  # fmt: skip
    frame.to_file(tmp_path / "houses.gpkg")
    return tmp_path / "houses.gpkg"


def test_a_doubtful_value_is_found_corrected_and_gone(doubtful, make_window, qtbot, load, rest):
    window = make_window()
    load(window, doubtful)
    document, panel = window.document, window.room.findings
    before = document.project
    window.room.docks["findings"].raise_()
    said = [row for row, sentence in enumerate(panel.sentences) if "h8 has 20" in sentence]
    assert len(said) == 1
    view = panel.findChild(QTableWidget)
    view.setCurrentCell(said[0], 1)
    view.cellClicked.emit(said[0], 1)
    assert document.selection.rows == (8, 9)
    qtbot.mouseClick(panel.correct, LEFT)
    dialog = window.findChild(EditValuesDialog)
    qtbot.keyClicks(dialog.numbered["year_of_construction"], "1931")
    qtbot.mouseClick(dialog.start, LEFT)
    rest(window)
    assert (document.project.stock.year_of_construction[8:] == 1931).all()
    assert not any("h8" in sentence or "h9" in sentence for sentence in panel.sentences)
    window.do("undo")
    assert document.project is before
    assert any("h8 has 20" in sentence for sentence in panel.sentences)


def test_one_of_two_doubts_is_settled_and_the_other_stays(doubtful, make_window, load, rest):
    window = make_window()
    load(window, doubtful)
    window.operations.set_values((8,), {"year_of_construction": "1920"})
    rest(window)
    (left,) = [sentence for sentence in window.room.findings.sentences if "3020" in sentence]
    assert "h9 has 3020" in left
    assert "h8" not in left


def test_assumptions_change_by_keyboard_and_undo_takes_them_back(make_window, town, qtbot, rest):
    window = make_window(town)
    window.do("assumptions")
    panel = window.room.docks["assumptions"].widget()
    qtbot.waitUntil(panel.isVisible)
    field = panel.form.discount
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "7.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.document.project is not town, timeout=20_000)
    rest(window)
    assert window.document.project.assumptions.discount_rate == 0.075
    assert window.document.project.assessment.district["npv_eur"] < town.assessment.district["npv_eur"]
    window.do("undo")
    assert window.document.project is town
    assert field.value() == 3.0
    QApplication.processEvents()
    assert not panel.following
