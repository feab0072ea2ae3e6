"""Identify through the real window: click, list, choice."""

import pytest
from PySide6.QtCore import Qt

from retrofit.stock.fields import Level

# menus grab the keyboard, which the offscreen platform cannot
pytestmark = pytest.mark.qt_log_ignore("plugin does not support (grabbing|raise)", extend=True)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, make_window, town):
    made = make_window(town)
    qtbot.waitUntil(lambda: made.room.canvas.ready, timeout=30_000)
    return made


@pytest.fixture
def ask(qtbot, window, place):
    """Click with the tool at a place and give the list."""

    def do(x, y):
        canvas, identifier = window.room.canvas, window.room.identifier
        window.actions_table["identify"].trigger()
        qtbot.mouseClick(canvas, LEFT, pos=place(canvas, x, y))
        qtbot.waitUntil(lambda: identifier.menu is not None, timeout=10_000)
        return identifier.menu

    return do


def entry(menu, word):
    return next(a for a in menu.actions() if not a.isSeparator() and a.text().startswith(word))


def test_things_are_listed_from_top_to_bottom_and_chosen(qtbot, window, ask):
    project = window.document.project
    row = int(project.buildings.geometry.area.to_numpy().argmax())
    point = project.buildings.geometry.iloc[row].representative_point()
    menu = ask(point.x, point.y)
    words = [a.text().split(" ")[0] for a in menu.actions() if not a.isSeparator()]
    assert words[:3] == ["Building", "Parcel", "Block"]
    calm = window.room.canvas.grab().toImage()
    entry(menu, "Block").hover()
    assert window.room.canvas.grab().toImage() != calm
    entry(menu, "Block").trigger()
    menu.close()
    assert window.document.selection.level is Level.BLOCK
    assert window.document.selection.rows == (int(project.stock.block_of[row]),)
    qtbot.waitUntil(lambda: window.room.identifier.menu is None)
    menu = ask(point.x, point.y)
    entry(menu, "Parcel").trigger()
    menu.close()
    assert window.document.selection.level is Level.PARCEL


def test_an_empty_place_says_so(window, ask):
    xmin, ymin, _xmax, _ymax = window.room.canvas.view.extent
    step = 5 * window.room.canvas.metres_per_pixel
    menu = ask(xmin + step, ymin + step)
    assert [action.text() for action in menu.actions()] == ["Nothing lies here"]
    menu.close()


def test_layers_are_shown_whole_or_named_as_missing(window):
    canvas = window.room.canvas
    canvas.zoom_in()
    window.do("zoom-parcels")
    xmin, _ymin, xmax, _ymax = canvas.view.extent
    assert (window.document.project.parcels.total_bounds[[0, 2]] >= [xmin, 0]).all()
    assert window.document.project.parcels.total_bounds[2] <= xmax
    project = window.document.project
    window.document.open(project.replace(streets=project.streets.iloc[:0]), None, saved=True)
    window.do("zoom-streets")
    assert "no streets" in window.statusBar().currentMessage()
