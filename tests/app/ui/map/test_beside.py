"""Two scenarios on the map: the same place, the same classes, the same selection."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.services.planning import apply_default
from app.services.scenarios import add_scenario
from app.ui.map.beside import Mode
from retrofit.plan.scenario import DO_NOTHING
from retrofit.stock.fields import Level

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window, town, qtbot):
    window = make_window(apply_default(add_scenario(town, "Deep").project, 2).project)
    window.resize(1600, 1000)
    qtbot.waitUntil(lambda: window.room.canvas.ready)
    return window


def shown(window, qtbot):
    beside = window.room.centre
    qtbot.waitUntil(lambda: not beside.busy and window.room.canvas.ready)
    qtbot.waitUntil(lambda: beside.other.stage.picture is not None)
    return beside


def test_two_maps_move_together(window, qtbot):
    window.do("twin-maps")
    beside, canvas = shown(window, qtbot), window.room.canvas
    assert beside.other.isVisible()
    assert beside.scenario.currentText() == window.document.project.shelf[0].name
    assert beside.scenario.findData(DO_NOTHING) >= 0
    canvas.zoom_in()
    assert beside.other.view.metres_per_pixel == canvas.view.metres_per_pixel
    assert (beside.other.view.x, beside.other.view.y) == (canvas.view.x, canvas.view.y)
    beside.other.pan(40, 25)
    assert (canvas.view.x, canvas.view.y) == pytest.approx((beside.other.view.x, beside.other.view.y))
    window.do("twin-maps")
    assert not beside.other.isVisible()
    assert not beside.bar.isVisible()


def test_the_other_map_shows_the_other_scenario_in_the_same_classes(window, qtbot, town):
    from dataclasses import replace

    document = window.document
    document.set_theme(replace(window.room.presenter.theme, field="e_del_after_kwh_m2"))
    window.do("twin-maps")
    beside = shown(window, qtbot)
    beside.scenario.setCurrentIndex(beside.scenario.findData(DO_NOTHING))
    shown(window, qtbot)
    nothing = beside.other.stage.look.colours.buildings
    planned = window.room.canvas.stage.look.colours.buildings
    assert not np.array_equal(nothing, planned)
    beside.scenario.setCurrentIndex(beside.scenario.findData(town.scenario.number))
    shown(window, qtbot)
    assert not np.array_equal(beside.other.stage.look.colours.buildings, nothing)
    window.do("all-none")
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=20_000)
    beside.scenario.setCurrentIndex(beside.scenario.findData(DO_NOTHING))
    shown(window, qtbot)
    np.testing.assert_array_equal(
        beside.other.stage.look.colours.buildings, window.room.canvas.stage.look.colours.buildings
    )


def test_a_click_on_either_map_selects_on_both(window, qtbot, town):
    window.do("pick-buildings")
    window.do("twin-maps")
    beside = shown(window, qtbot)
    row = int(np.argmax(town.stock.footprint_area_m2))
    point = town.buildings.geometry.iloc[row].representative_point()
    qtbot.waitUntil(lambda: beside.other.ready)
    place = beside.other.to_widget([(point.x, point.y)]).at(0)
    qtbot.mouseClick(beside.other, LEFT, pos=QPoint(round(place.x()), round(place.y())))
    assert (window.document.selection.level, window.document.selection.rows) == (Level.BUILDING, (row,))
    text = beside.other.describe(Level.BUILDING, row)
    assert str(town.buildings.index[row]) in text


def test_the_border_of_the_swipe_moves_by_mouse_and_keys(window, qtbot):
    window.do("swipe-maps")
    beside = shown(window, qtbot)
    handle, canvas = beside.handle, window.room.canvas
    assert handle.isVisible()
    assert not beside.other.isVisible()
    assert handle.share == 0.5
    qtbot.mousePress(handle, LEFT, pos=QPoint(11, 200))
    qtbot.mouseMove(handle, QPoint(11 + 100, 200))
    handle.set_share((canvas.width() / 2 + 100) / canvas.width())
    qtbot.mouseRelease(handle, LEFT, pos=QPoint(11, 200))
    before = handle.share
    qtbot.keyClick(handle, Qt.Key.Key_Left)
    assert handle.share == pytest.approx(before - 0.02)
    canvas.resize(900, 700)
    assert handle.geometry().center().x() == pytest.approx(handle.cut, abs=2)
    beside.choice.button(Mode.TWIN).click()
    assert beside.mode is Mode.TWIN
    assert not handle.isVisible()


def test_closing_the_plan_goes_back_to_one_map(window, qtbot):
    window.do("swipe-maps")
    shown(window, qtbot)
    window.document.undo_stack.setClean()
    window.do("close-project")
    assert window.room.centre.mode is Mode.OFF


def test_another_plan_keeps_two_maps_of_its_own(window, qtbot, town):
    window.do("twin-maps")
    shown(window, qtbot)
    window.document.open(town, None, saved=True)
    beside = shown(window, qtbot)
    qtbot.waitUntil(lambda: beside.other.stage.sources is window.room.canvas.stage.sources)
    assert [beside.scenario.itemText(place) for place in range(beside.scenario.count())] == ["Do nothing"]


def test_maps_of_today_say_why_they_are_alike(window, qtbot):
    from dataclasses import replace

    window.do("twin-maps")
    beside = shown(window, qtbot)
    document = window.document
    document.set_theme(replace(window.room.presenter.theme, field="e_del_kwh_m2"))
    qtbot.waitUntil(lambda: not beside.busy and beside.same.isVisible())
    document.set_theme(replace(window.room.presenter.theme, field="e_del_after_kwh_m2"))
    qtbot.waitUntil(lambda: not beside.busy and not beside.same.isVisible())
