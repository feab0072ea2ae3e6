"""Tools from the menus, and what they select in the document."""

import numpy as np
import pytest
import shapely
from PySide6.QtCore import Qt

from retrofit.stock.fields import Level

SHIFT, CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def window(make_window, town):
    return make_window(town)


def around(project, rows):
    x0, y0, x1, y1 = project.buildings.geometry.iloc[list(rows)].total_bounds
    return np.array([(x0 - 1, y0 - 1), (x1 + 1, y0 - 1), (x1 + 1, y1 + 1), (x0 - 1, y1 + 1)])


def inside(project, ring):
    return np.flatnonzero(project.buildings.geometry.centroid.within(shapely.Polygon(ring))).tolist()


@pytest.mark.parametrize("name", ["select-rectangle", "select-lasso", "select-polygon", "zoom-box"])
def test_a_tool_is_taken_by_its_action_and_left_by_escape(qtbot, window, name):
    canvas, actions = window.room.canvas, window.actions_table
    actions[name].trigger()
    assert canvas.tool.name == name
    assert actions[name].isChecked()
    assert canvas.tool.hint in window.statusBar().currentMessage()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert actions["tool-pick"].isChecked()
    assert window.statusBar().currentMessage() == ""


def test_shapes_replace_add_and_take_away(window):
    document, canvas, project = window.document, window.room.canvas, window.document.project
    one, other = around(project, [0]), around(project, [3])
    canvas.enclosed.emit(one, NONE)
    assert list(document.selection.rows) == inside(project, one)
    canvas.enclosed.emit(other, SHIFT)
    both = sorted({*inside(project, one), *inside(project, other)})
    assert list(document.selection.rows) == both
    for keys in (CTRL, ALT):
        canvas.enclosed.emit(one, SHIFT)
        canvas.enclosed.emit(one, keys)
        assert list(document.selection.rows) == sorted(set(both) - set(inside(project, one)))
    canvas.enclosed.emit(one, NONE)
    assert list(document.selection.rows) == inside(project, one)


def test_blocks_are_selected_where_blocks_are_picked(window):
    window.do("pick-blocks")
    x0, y0, x1, y1 = window.document.project.blocks.total_bounds
    ring = np.array([(x0 - 1, y0 - 1), (x1 + 1, y0 - 1), (x1 + 1, y1 + 1), (x0 - 1, y1 + 1)])
    window.room.canvas.enclosed.emit(ring, NONE)
    assert window.document.selection.level is Level.BLOCK
    assert len(window.document.selection.rows) == len(window.document.project.blocks)


def test_what_a_shape_takes_is_chosen_and_remembered(window, make_window, town):
    project, canvas = window.document.project, window.room.canvas
    x0, y0, x1, y1 = project.buildings.geometry.iloc[0].bounds
    corner = np.array(
        [(x0 - 1, y0 - 1), (x0 + (x1 - x0) / 3, y0 - 1), (x0 + (x1 - x0) / 3, y1 + 1), (x0 - 1, y1 + 1)]
    )
    canvas.enclosed.emit(corner, NONE)
    assert 0 not in window.document.selection.rows
    window.actions_table["rule-touched"].trigger()
    canvas.enclosed.emit(corner, NONE)
    assert 0 in window.document.selection.rows
    assert make_window(town).actions_table["rule-touched"].isChecked()


def test_many_are_looked_up_beside_the_window(qtbot, window, monkeypatch):
    monkeypatch.setattr("app.ui.map.picking.QUICK", 0)
    ring = around(window.document.project, [0, 1, 2])
    with qtbot.waitSignal(window.document.selection_changed, timeout=10_000):
        window.room.canvas.enclosed.emit(ring, NONE)
    assert list(window.document.selection.rows) == inside(window.document.project, ring)


def test_a_rectangle_drawn_by_hand_selects_and_takes_a_package(qtbot, window, pull):
    canvas, project = window.room.canvas, window.document.project
    qtbot.waitUntil(lambda: canvas.ready, timeout=30_000)
    ring = around(project, [0, 1, 2])
    window.actions_table["select-rectangle"].trigger()
    pull(canvas, ring[0], ring.mean(axis=0), ring[2])
    close = 2 * canvas.metres_per_pixel
    x, y = project.buildings.geometry.centroid.x, project.buildings.geometry.centroid.y
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    surely = (x > x0 + close) & (x < x1 - close) & (y > y0 + close) & (y < y1 - close)
    maybe = (x > x0 - close) & (x < x1 + close) & (y > y0 - close) & (y < y1 + close)
    chosen = set(window.document.selection.rows)
    assert {0, 1, 2} <= chosen
    assert set(np.flatnonzero(surely)) <= chosen <= set(np.flatnonzero(maybe))
    window.do("give-none")
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)
    assert not window.document.project.scenario.package_of[sorted(chosen)].any()
