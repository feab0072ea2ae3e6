"""A planner draws a block, cuts it, merges it again, and keeps it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.services.files import open_project, save_project
from retrofit.stock.fields import Level

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(make_window, town, qtbot):
    window = make_window(town)
    window.resize(1600, 1000)
    qtbot.waitUntil(lambda: window.room.canvas.ready)
    return window


def spot(window, x, y):
    canvas = window.room.canvas
    place = canvas.to_widget([(x, y)]).at(0)
    return QPoint(round(place.x()), round(place.y()))


def draw(window, qtbot, corners, keys=ALT):
    canvas = window.room.canvas
    for x, y in corners:
        qtbot.mouseMove(canvas, spot(window, x, y))
        qtbot.mouseClick(canvas, LEFT, keys, pos=spot(window, x, y))
    qtbot.mouseClick(canvas, RIGHT, pos=spot(window, *corners[-1]))
    qtbot.waitUntil(lambda: not window.runner.busy)


def box_of(project, row, margin=2.0):
    x0, y0, x1, y1 = project.blocks.geometry.iloc[row].bounds
    return x0 - margin, y0 - margin, x1 + margin, y1 + margin


def test_a_block_is_drawn_cut_merged_and_kept(window, qtbot, town, tmp_path):
    canvas, document = window.room.canvas, window.document
    before = document.project
    x0, y0, x1, y1 = box_of(before, 0, margin=0.0)
    middle = (x0 + x1) / 2
    window.do("draw-block")
    draw(window, qtbot, [(x0 - 3, y0 - 3), (middle, y0 - 3), (middle, y1 + 3), (x0 - 3, y1 + 3)])
    drawn = document.project
    assert list(drawn.blocks.index)[-1] == "N1"
    inside = before.buildings.geometry.representative_point().x.to_numpy() < middle
    new = drawn.stock.block_of == len(drawn.blocks) - 1
    assert new.any()
    assert inside[new].all()
    assert drawn.assessment.blocks["buildings_count"].sum() == len(before.buildings)
    assert drawn.assessment.district["e_del_kwh"] == pytest.approx(before.assessment.district["e_del_kwh"])
    assert "drawn by hand" in _inspected(window, len(drawn.blocks) - 1)
    window.do("cut-block")
    row = len(drawn.blocks) - 1
    bx0, _low, bx1, _high = drawn.blocks.geometry.iloc[row].bounds
    ys = drawn.buildings.geometry.representative_point().y.to_numpy()[new]
    level = float(np.median(ys))
    draw(window, qtbot, [(bx0 - 5, level), (bx1 + 5, level)])
    cut = document.project
    assert "N1-2" in cut.blocks.index
    pair = tuple(int(place) for place in cut.blocks.index.get_indexer(["N1", "N1-2"]))
    document.select(Level.BLOCK, pair)
    window.do("merge-blocks")
    qtbot.waitUntil(lambda: not window.runner.busy)
    merged = document.project
    np.testing.assert_array_equal(merged.stock.block_of, drawn.stock.block_of)
    assert document.selection.rows == ()
    save_project(merged, tmp_path / "blocks.gpkg")
    again = open_project(tmp_path / "blocks.gpkg").project
    np.testing.assert_array_equal(again.stock.block_of, merged.stock.block_of)
    assert list(again.blocks["method"])[-1] == "drawn"
    for _step in range(3):
        window.do("undo")
    assert document.project is before
    assert canvas.tool is not None


def _inspected(window, row):
    window.document.select(Level.BLOCK, (row,))
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in window.room.inspector.findChildren(QLabel) if label.isVisible())


def test_corners_cling_to_what_is_near(window, qtbot):
    canvas, project = window.room.canvas, window.document.project
    corner = np.asarray(project.blocks.geometry.iloc[0].exterior.coords)[0]
    window.do("draw-block")
    near = spot(window, *corner) + QPoint(4, 3)
    qtbot.mouseMove(canvas, near)
    qtbot.mouseClick(canvas, LEFT, pos=near)
    np.testing.assert_allclose(canvas.tool.points[0], corner, atol=1e-6)
    qtbot.mouseClick(canvas, LEFT, ALT, pos=near + QPoint(60, 0))
    away = canvas.tool.points[1]
    assert np.hypot(*(np.asarray(away) - corner)) > 0.1
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool.points == []


def test_a_line_that_cuts_nothing_is_said(window, qtbot):
    told = []
    window.runner.failed.connect(told.append)
    x0, y0, _x1, _y1 = box_of(window.document.project, 0)
    window.do("cut-block")
    draw(window, qtbot, [(x0 - 20, y0 - 20), (x0 - 20, y0 - 5)])
    assert "No block was cut" in told[0]
    assert window.document.undo_stack.count() == 0


def test_buildings_move_to_another_block(window, qtbot):
    project = window.document.project
    window.document.select(Level.BUILDING, (0, 1))
    target = str(project.blocks.index[-1])
    window.operations.move_buildings((0, 1), target)
    qtbot.waitUntil(lambda: not window.runner.busy)
    moved = window.document.project
    assert {str(moved.blocks.index[row]) for row in moved.stock.block_of[[0, 1]]} == {target}


def test_a_building_is_cut_into_sections_and_merged_again(window, qtbot, town):
    document = window.document
    row = int(np.argmax(np.where(town.baseline.typed.heated, town.stock.footprint_area_m2, 0.0)))
    name = str(town.buildings.index[row])
    x0, y0, x1, y1 = town.buildings.geometry.iloc[row].bounds
    window.room.canvas.zoom_to((x0, y0, x1, y1))
    qtbot.waitUntil(lambda: window.room.canvas.ready)
    document.select(Level.BUILDING, (row,))
    window.do("cut-building")
    middle = (x0 + x1) / 2
    draw(window, qtbot, [(middle, y0 - 3), (middle, y1 + 3)])
    made = [
        place for place, one in enumerate(document.project.buildings.index) if str(one).startswith(f"{name}-")
    ]
    assert len(made) >= 2
    document.select(Level.BUILDING, tuple(made))
    window.do("merge-buildings")
    qtbot.waitUntil(lambda: not window.runner.busy)
    assert len(document.project.buildings) == len(town.buildings)
    window.do("undo")
    window.do("undo")
    assert document.project is town
