"""Heights from elevation models in the window: choose, look, take, undo."""

import numpy as np
import pytest

from app.ui.dialogs.heights import HeightsDialog
from retrofit.stock.fields import Level
from retrofit.stock.provenance import Provenance
from tests.elevation import of_town

NAME = "height_above_ground_m"


@pytest.fixture(scope="module")
def rasters(town, tmp_path_factory):
    return of_town(town, tmp_path_factory.mktemp("rasters"))


@pytest.fixture
def window(make_window, town, qtbot):
    made = make_window(town)
    qtbot.waitUntil(lambda: made.room.canvas.ready)
    return made


@pytest.fixture
def dialog(window, qtbot):
    window.do("heights")
    dialog = window.findChild(HeightsDialog)
    yield dialog
    if not window.runner.busy and window.findChild(HeightsDialog) is not None:
        dialog.reject()


def chosen(dialog, rasters, qtbot):
    for place, path in enumerate(rasters):
        dialog.add(place, (path,))
    qtbot.waitUntil(lambda: not dialog.following)


def measured(dialog, qtbot):
    dialog.start.click()
    qtbot.waitUntil(lambda: dialog.report is not None and not dialog._busy, timeout=60_000)


def test_rasters_are_told_before_they_are_measured(dialog, rasters, qtbot):
    assert not dialog.start.isEnabled()
    chosen(dialog, rasters, qtbot)
    rows = dialog.rasters.texts()
    assert [row[0] for row in rows] == ["dsm.tif", "dtm.tif"]
    assert [row[1] for row in rows] == ["surface", "terrain"]
    assert rows[0][2] == "EPSG:25832"
    assert rows[0][3] == "1\u202fm"
    assert rows[0][6].endswith("%")
    assert dialog.start.isEnabled()
    dialog.add(1, ())
    qtbot.waitUntil(lambda: not dialog.following)
    assert [row[0] for row in dialog.rasters.texts()] == ["dsm.tif"]


def test_heights_are_measured_looked_at_taken_and_undone(window, dialog, rasters, town, qtbot):
    before = town.stock.height_above_ground_m
    chosen(dialog, rasters, qtbot)
    measured(dialog, qtbot)
    assert window.document.project is town, "nothing is changed before it is taken"
    assert not dialog.start.isEnabled(), "all heights of this plan are given"
    dialog.take.setCurrentIndex(dialog.take.findData("all"))
    dialog.take.activated.emit(dialog.take.currentIndex())
    qtbot.waitUntil(lambda: not dialog.following and dialog.start.isEnabled())
    report = dialog.report
    assert report.taken.sum() == report.heights.measured.sum() > 10
    assert dict(dialog.pages.counts.texts())["Measured"] == str(report.heights.measured.sum())
    assert sum(bar.value for bar in dialog.pages.bars.bars) == report.heights.measured.sum()
    dialog.start.click()
    qtbot.waitUntil(lambda: window.document.project is not town, timeout=60_000)
    rows = np.flatnonzero(report.taken)
    after = window.document.project.stock
    np.testing.assert_allclose(after.height_above_ground_m[rows], 5.0 + rows / 10.0, atol=0.01)
    assert (after.provenance[NAME][rows] == Provenance.MEASURED).all()
    qtbot.waitUntil(lambda: window.findChild(HeightsDialog) is None)
    window.do("undo")
    assert window.document.project.stock.height_above_ground_m is before


def test_a_difference_leads_to_its_building(window, dialog, rasters, qtbot):
    chosen(dialog, rasters, qtbot)
    measured(dialog, qtbot)
    shown = []
    window.operations.show_extent = shown.append
    name = dialog.pages.differences.texts()[1][0]
    dialog.pages.differences.setCurrentCell(1, 0)
    selection = window.document.selection
    assert selection.level is Level.BUILDING
    assert [str(window.document.project.buildings.index[row]) for row in selection.rows] == [name]
    assert len(shown) == 1


def test_another_question_drops_the_answer(dialog, rasters, qtbot):
    chosen(dialog, rasters, qtbot)
    measured(dialog, qtbot)
    dialog.percentile.setValue(90)
    assert dialog.report is None
    assert dialog.pages.isHidden()
    assert dialog.start.text() == "Measure"


def test_what_is_no_elevation_model_is_said_at_once(dialog, rasters, tmp_path, qtbot):
    bad = tmp_path / "photo.tif"
    bad.write_bytes(b"II*\0 no tiff at all")
    dialog.add(0, (bad,))
    qtbot.waitUntil(lambda: not dialog.following)
    assert "photo.tif" in dialog.wrong.text()
    assert not dialog.start.isEnabled()
    chosen(dialog, rasters, qtbot)
    assert dialog.wrong.isHidden()
    assert dialog.start.isEnabled()


def test_a_fault_is_said_inside_and_the_entries_stay(dialog, rasters, qtbot):
    chosen(dialog, rasters[::-1], qtbot)
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog._busy and dialog.fault.isVisible(), timeout=60_000)
    assert "below the terrain" in dialog.fault.text()
    assert dialog.paths[0] == (rasters[1],)


def test_the_inspector_tells_the_roof(window, dialog, rasters, qtbot):
    from app.services.heights import HeightRequest, Take, heights_from_rasters
    from app.ui.panels.inspector_rows import derived

    project = heights_from_rasters(
        window.document.project, HeightRequest((rasters[0],), (rasters[1],), take=Take.ALL)
    ).project
    row = int(np.flatnonzero((project.buildings["roof_form"] == "flat") & project.baseline.typed.heated)[0])
    told = {one.cells[0]: one.cells[1] for one in derived(project, row)}
    assert told["Roof"] == "flat"
    assert told["Eaves to ridge"].endswith("m")
    assert "Roof" not in {one.cells[0] for one in derived(window.document.project, row)}
