"""The tools of the map, driven by mouse and keys on a real canvas."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.ui.map.tools.base import Tool
from app.ui.map.tools.enclose import LassoTool, PolygonTool, RectangleTool
from app.ui.map.tools.zoom import BoxZoomTool

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton
AROUND_TWO = [(-3, -4), (33, -4), (33, 14), (-3, 14)]


@pytest.fixture
def rings(canvas):
    caught = []
    canvas.enclosed.connect(lambda ring, keys: caught.append((ring, keys)))
    return caught


def test_a_rectangle_is_told_in_the_metric_crs(canvas, pull, rings):
    canvas.set_tool(RectangleTool(canvas))
    before = canvas.view
    pull(canvas, (-3, -4), (10, 4), (33, 14), keys=SHIFT)
    assert canvas.view == before
    (ring, keys), *more = rings
    assert not more
    assert keys == SHIFT
    close = canvas.view.metres_per_pixel
    np.testing.assert_allclose([*ring.min(axis=0), *ring.max(axis=0)], [-3, -4, 33, 14], atol=1.01 * close)


def test_a_click_with_the_rectangle_picks(qtbot, canvas, place, rings):
    canvas.set_tool(RectangleTool(canvas))
    with qtbot.waitSignal(canvas.picked) as caught:
        qtbot.mouseClick(canvas, LEFT, pos=place(canvas, 25, 5))
    assert caught.args[1] == 1
    assert rings == []


def test_a_lasso_follows_the_hand(canvas, pull, rings):
    canvas.set_tool(LassoTool(canvas))
    pull(canvas, *AROUND_TWO)
    ring, _keys = rings[0]
    np.testing.assert_allclose(ring, AROUND_TWO, atol=1.01 * canvas.view.metres_per_pixel)


@pytest.mark.parametrize("ending", ["double", "enter", "right"])
def test_a_polygon_is_set_corner_by_corner(qtbot, canvas, place, rings, ending):
    canvas.set_tool(PolygonTool(canvas))
    spots = [place(canvas, *corner) for corner in AROUND_TWO]
    for spot in spots:
        qtbot.mouseClick(canvas, LEFT, pos=spot)
    assert rings == []
    if ending == "double":
        qtbot.mouseDClick(canvas, LEFT, pos=spots[-1])
    elif ending == "enter":
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    else:
        qtbot.mouseClick(canvas, Qt.MouseButton.RightButton, pos=spots[-1])
    ring, _keys = rings[0]
    np.testing.assert_allclose(ring, AROUND_TWO, atol=1.01 * canvas.view.metres_per_pixel)


def test_backspace_takes_the_last_corner_back(qtbot, canvas, place, rings):
    canvas.set_tool(PolygonTool(canvas))
    for corner in (*AROUND_TWO[:3], (70, 18)):
        qtbot.mouseClick(canvas, LEFT, pos=place(canvas, *corner))
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    qtbot.keyClick(canvas, Qt.Key.Key_Enter)
    assert len(rings[0][0]) == 3


def test_a_polygon_tool_still_pans_by_dragging(canvas, pull, rings):
    tool = PolygonTool(canvas)
    canvas.set_tool(tool)
    before = canvas.view
    pull(canvas, (0, 0), (10, 0), (30, 0))
    assert canvas.view.x < before.x
    assert tool.points == []


def test_the_first_escape_drops_the_shape_and_the_second_leaves(qtbot, canvas, place, rings):
    tool = PolygonTool(canvas)
    canvas.set_tool(tool)
    qtbot.mouseClick(canvas, LEFT, pos=place(canvas, 5, 5))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool is tool
    assert tool.points == []
    with qtbot.waitSignal(canvas.tool_changed):
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool.name == "tool-pick"
    assert rings == []


def test_escape_in_mid_pull_selects_nothing(qtbot, canvas, place, rings):
    canvas.set_tool(RectangleTool(canvas))
    qtbot.mousePress(canvas, LEFT, pos=place(canvas, -3, -4))
    qtbot.mouseMove(canvas, place(canvas, 30, 10))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, LEFT, pos=place(canvas, 33, 14))
    assert rings == []


def test_space_and_the_middle_button_pan_in_every_tool(qtbot, canvas, pull, rings):
    canvas.set_tool(RectangleTool(canvas))
    x = canvas.view.x
    pull(canvas, (0, 0), (10, 0), (20, 0), button=Qt.MouseButton.MiddleButton)
    assert canvas.view.x == pytest.approx(x - 20, abs=canvas.view.metres_per_pixel)
    x = canvas.view.x
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    pull(canvas, (0, 0), (10, 0), (20, 0))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view.x == pytest.approx(x - 20, abs=canvas.view.metres_per_pixel)
    assert canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    assert rings == []


def test_box_zoom_shows_the_box_and_its_opposite_shrinks_the_map(canvas, pull):
    canvas.set_tool(BoxZoomTool(canvas))
    before = canvas.view
    pull(canvas, (20, 0), (40, 10), (50, 20))
    assert (canvas.view.x, canvas.view.y) == pytest.approx((35, 10), abs=before.metres_per_pixel)
    assert canvas.view.metres_per_pixel < before.metres_per_pixel
    near = canvas.view
    pull(canvas, (30, 6), (33, 9), (36, 12), keys=CTRL)
    assert canvas.view.metres_per_pixel > 3 * near.metres_per_pixel


def test_the_shape_in_hand_is_seen(qtbot, canvas, place):
    canvas.set_tool(RectangleTool(canvas))
    calm = canvas.grab().toImage()
    qtbot.mousePress(canvas, LEFT, pos=place(canvas, -3, -4))
    qtbot.mouseMove(canvas, place(canvas, 33, 14))
    rim = place(canvas, -3, 5)
    assert canvas.grab().toImage().pixel(rim) != calm.pixel(rim)


def test_a_tool_of_ones_own_gets_what_the_hands_do(qtbot, canvas, pull):
    class Noting(Tool):
        def __init__(self, canvas):
            super().__init__(canvas)
            self.told = []

        def enter(self):
            self.told.append("enter")

        def press(self, pointer):
            self.told.append(pointer.button)

        def drag(self, pointer):
            self.told.append(("drag", round(pointer.world[0])))

        def release(self, pointer):
            self.told.append(tuple(round(value) for value in pointer.world))

        def key(self, event):
            self.told.append(event.text())
            return True

        def leave(self):
            self.told.append("leave")

    tool = Noting(canvas)
    canvas.set_tool(tool)
    pull(canvas, (0, 0), (20, 10))
    qtbot.keyClick(canvas, "x")
    canvas.set_tool(None)
    assert tool.told == ["enter", LEFT, ("drag", 20), (20, 10), "x", "leave"]


def test_an_overlay_is_drawn_until_it_is_taken_away(canvas):
    drawn = []
    canvas.set_overlay("probe", lambda _painter, on: drawn.append(on.to_widget([(5, 5)]).at(0)))
    canvas.grab()
    assert drawn[0].toPoint() == QPoint(*(round(v) for v in canvas.view.to_pixel(5, 5)))
    canvas.set_overlay("probe", None)
    before = len(drawn)
    canvas.grab()
    assert len(drawn) == before
