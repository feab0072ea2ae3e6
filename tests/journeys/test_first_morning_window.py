"""The first morning, through the window: own files become a plan, the plan a file, the file a plan."""

import sqlite3
from contextlib import closing

import geopandas as gpd
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from app.services.files import open_project, save_project
from app.services.samples import sample_project
from app.ui.dialogs.export_dialog import ExportDialog
from app.ui.dialogs.import_dialog import ImportDialog
from app.ui.operations import ADVANCED, NONE, USUAL
from retrofit.stock.fields import Level

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def harbour():
    """The synthetic district, reckoned; a frozen value."""
    return sample_project("synthetic").project


@pytest.fixture
def wait(qtbot):
    def until_idle(window, timeout=60_000):
        qtbot.waitUntil(lambda: not window.runner.busy, timeout=timeout)

    return until_idle


@pytest.fixture
def load(wait):
    """Load files through the dialog of the window."""

    def through_the_dialog(window, *paths):
        window.do("open-files")
        dialog = window.findChild(ImportDialog)
        dialog.add(paths)
        wait(window)
        if not dialog.fault.isVisible():
            assert dialog.load.isEnabled()
            dialog.load.click()
            wait(window)
        return dialog

    return through_the_dialog


def footprints(project, **columns):
    frame = project.buildings[["geometry"]].reset_index(drop=True)
    return frame.assign(id=[f"b{row}" for row in range(len(frame))], **columns)


def plan_a_morning(window, qtbot, wait, folder):
    """Pick a block, change its package, go back and forth, save, export; return the plan."""
    document, room = window.document, window.room
    loaded = document.project
    block = int(np.bincount(loaded.stock.block_of[loaded.baseline.typed.heated]).argmax())
    window.do("pick-blocks")
    room.canvas.picked.emit(Level.BLOCK, block, PLAIN)
    assert (document.selection.level, document.selection.rows) == (Level.BLOCK, (block,))
    heated = np.flatnonzero((loaded.stock.block_of == block) & loaded.baseline.typed.heated)
    chosen = {}
    for name, package in (("give-advanced", ADVANCED), ("give-none", NONE)):
        window.do(name)
        wait(window)
        chosen[package] = document.project
        assert (document.project.scenario.package_of[heated] == package).all()
    window.do("undo")
    assert document.project is chosen[ADVANCED]
    window.do("undo")
    assert document.project is loaded
    window.do("redo")
    assert document.project is chosen[ADVANCED]
    saving = [
        p.assessment.blocks["e_del_saving_kwh"][block] for p in (chosen[NONE], loaded, chosen[ADVANCED])
    ]
    assert saving == sorted(saving)
    window.operations.save_as(folder / "plan.gpkg")
    wait(window)
    assert not document.dirty
    _export(window, wait, folder / "out")
    return document.project


def _export(window, wait, folder):
    window.do("export")
    dialog = window.findChild(ExportDialog)
    dialog.folder.setText(str(folder))
    dialog.start.click()
    wait(window)
    assert dialog.written.isVisible()
    dialog.reject()


def assert_same_plan(one, other):
    assert (one.name, one.country, one.assumptions) == (other.name, other.country, other.assumptions)
    assert list(one.buildings.index) == list(other.buildings.index)
    assert one.buildings.geometry.geom_equals(other.buildings.geometry).all()
    assert np.array_equal(one.scenario.package_of, other.scenario.package_of)
    for name, values in one.assessment.blocks.items():
        np.testing.assert_allclose(other.assessment.blocks[name], values, rtol=1e-12, err_msg=name)


def test_a_municipality_from_the_cadastre(shared, make_window, qtbot, load, wait, tmp_path):
    folder = shared / "geodata" / "es_catastro_melque"
    window = make_window()
    load(window, *sorted(folder.glob("*.gml")))
    document = window.document
    assert document.project.country == "ES"
    assert len(document.project.buildings) == 246
    assert document.dirty
    assert window.room.canvas.isVisible()
    plan = plan_a_morning(window, qtbot, wait, tmp_path)
    assert len(gpd.read_file(tmp_path / "out" / "buildings.shp")) == 246
    window.do("close-project")
    window.operations.open_project(tmp_path / "plan.gpkg")
    wait(window)
    assert_same_plan(plan, document.project)
    assert not document.dirty
    assert not document.undo_stack.canUndo()


def test_a_built_in_district(make_window, qtbot, wait, tmp_path):
    window = make_window()
    window.do("open-synthetic")
    wait(window)
    plan = plan_a_morning(window, qtbot, wait, tmp_path)
    assert len(gpd.read_file(tmp_path / "out" / "buildings.shp")) == len(plan.buildings)
    assert_same_plan(plan, open_project(tmp_path / "plan.gpkg").project)


def test_own_footprints_with_nothing_but_shapes(harbour, make_window, load, tmp_path):
    source = tmp_path / "roofs.gpkg"
    footprints(harbour).to_file(source, layer="roofs", engine="pyogrio")
    before = source.read_bytes()
    window = make_window()
    load(window, source)
    project = window.document.project
    assert project.name == "roofs"
    assert len(project.buildings) == len(harbour.buildings)
    assert (project.scenario.package_of == USUAL).any()
    assert project.baseline.guessed_share.mean() > 0.3
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".ini"] == ["roofs.gpkg"]


def _missing(project, folder):
    return folder / "gone.gpkg"


def _empty(project, folder):
    footprints(project).iloc[:0].to_file(folder / "empty.gpkg", layer="roofs", engine="pyogrio")
    return folder / "empty.gpkg"


def _placeless(project, folder):
    footprints(project).to_file(folder / "placeless.shp", engine="pyogrio")
    (folder / "placeless.prj").unlink()
    return folder / "placeless.shp"


def _truncated(project, folder):
    path = folder / "short.gpkg"
    footprints(project).to_file(path, layer="roofs", engine="pyogrio")
    path.write_bytes(path.read_bytes()[:5000])
    return path


def _lines(project, folder):
    frame = footprints(project)
    frame = frame.set_geometry(frame.geometry.boundary)
    frame.to_file(folder / "lines.geojson", engine="pyogrio")
    return folder / "lines.geojson"


def _garbage(project, folder):
    (folder / "noise.gml").write_bytes(b"\x00\x01 this is no map")
    return folder / "noise.gml"


@pytest.mark.parametrize("make", [_missing, _empty, _placeless, _truncated, _lines, _garbage])
def test_bad_files_get_one_sentence_and_leave_the_plan(make, harbour, make_window, load, tmp_path):
    source = make(harbour, tmp_path)
    window = make_window(harbour)
    dialog = load(window, source)
    assert dialog.isVisible()
    assert dialog.fault.isVisible(), window.document.project.name
    said = dialog.fault.text()
    assert source.name in said
    assert "\n" not in said
    assert "Traceback" not in said
    assert not window.messages.isVisible()
    assert window.document.project is harbour
    dialog.reject()
    assert not dialog.isVisible()


def test_a_file_without_a_place_is_loaded_once_it_is_named(harbour, make_window, load, wait, tmp_path):
    source = _placeless(harbour, tmp_path)
    window = make_window()
    dialog = load(window, source)
    assert dialog.rows["buildings"].path == source
    dialog.crs.setText(harbour.crs)
    dialog.load.click()
    wait(window)
    assert len(window.document.project.buildings) == len(harbour.buildings)


def _newer(project, path):
    save_project(project, path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE kvarter_meta SET value = '99' WHERE key = 'format'")


def _foreign(project, path):
    footprints(project).to_file(path, layer="roofs", engine="pyogrio")


def _half(project, path):
    save_project(project, path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _nowhere(project, path):
    pass


@pytest.mark.parametrize("make", [_newer, _foreign, _half, _nowhere])
def test_bad_projects_get_one_sentence_and_leave_the_plan(make, harbour, make_window, wait, tmp_path):
    path = tmp_path / "other.gpkg"
    make(harbour, path)
    window = make_window(harbour)
    window.operations.open_project(path)
    wait(window)
    assert window.messages.isVisible()
    assert "other.gpkg" in window.messages.text.text()
    assert window.document.project is harbour
    assert window.document.path is None
    assert window.settings.recent == ()
    assert not window.findChildren(QDialog, "bug")


def test_a_cancelled_import_leaves_the_plan(harbour, make_window, qtbot, load, wait, tmp_path):
    source = tmp_path / "many.gpkg"
    shapes = [harbour.buildings.geometry.translate(0, 2000 * turn) for turn in range(40)]
    many = gpd.GeoDataFrame(geometry=np.concatenate(shapes), crs=harbour.buildings.crs)
    many.to_file(source, layer="roofs", engine="pyogrio")
    window = make_window(harbour)
    window.do("open-files")
    dialog = window.findChild(ImportDialog)
    dialog.add((source,))
    wait(window)
    dialog.load.click()
    with qtbot.waitSignal(window.runner.progressed, timeout=30_000):
        pass
    assert dialog.progress.isVisible()
    assert not dialog.load.isEnabled()
    dialog.reject()
    wait(window)
    assert dialog.isVisible()
    assert dialog.load.isEnabled()
    assert not dialog.fault.isVisible()
    assert window.document.project is harbour
    dialog.reject()
    assert not dialog.isVisible()


def test_loading_over_unsaved_changes_asks_first(harbour, make_window, load, wait, tmp_path):
    source = tmp_path / "roofs.gpkg"
    footprints(harbour).to_file(source, layer="roofs", engine="pyogrio")
    window = make_window(harbour)
    window.do("all-advanced")
    wait(window)
    changed = window.document.project
    dialog = load(window, source)
    wait(window)
    box = window.findChild(QMessageBox, "unsaved")
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert window.document.project is changed
    assert dialog.load.isEnabled()
    dialog.load.click()
    wait(window)
    boxes = [found for found in window.findChildren(QMessageBox, "unsaved") if found.isVisible()]
    boxes[0].button(QMessageBox.StandardButton.Discard).click()
    assert window.document.project.name == "roofs"


def test_files_that_cannot_be_used_are_said_before_anything_is_asked(
    harbour, make_window, load, wait, tmp_path
):
    window = make_window(harbour)
    window.do("all-advanced")
    wait(window)
    changed = window.document.project
    (tmp_path / "broken.gpkg").write_bytes(b"no geopackage at all")
    dialog = load(window, tmp_path / "broken.gpkg")
    wait(window)
    assert window.findChild(QMessageBox, "unsaved") is None
    assert dialog.fault.text()
    assert window.document.project is changed
