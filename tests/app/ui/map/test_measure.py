"""Measuring on the real canvas."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from app.ui.map.tools.measure import AreaTool, DistanceTool

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def on_earth(canvas):
    """The houses lie where UTM is true to scale to 0.1 per mille, near enough for any figure shown."""
    canvas.crs = "EPSG:25830"
    return canvas


def click(qtbot, canvas, place, *worlds):
    for world in worlds:
        qtbot.mouseClick(canvas, LEFT, pos=place(canvas, *world))


def test_a_distance_is_told_by_segment_and_in_all(qtbot, on_earth, place):
    tool = DistanceTool(on_earth)
    on_earth.set_tool(tool)
    assert tool.card.isVisible()
    assert not tool.card.copy.isEnabled()
    click(qtbot, on_earth, place, (0, 0), (30, 0), (30, 10))
    qtbot.mouseDClick(on_earth, LEFT, pos=place(on_earth, 30, 10))
    close = 4 * on_earth.view.metres_per_pixel
    assert tool.result.segments_m == pytest.approx((30, 10), abs=close)
    assert tool.result.plane_m == pytest.approx(40, abs=close)
    assert tool.result.ellipsoid_m != tool.result.plane_m
    assert "Segments" in tool.card.text.text()
    assert tool.card.copy.isEnabled()
    tool.card.copy.click()
    assert QGuiApplication.clipboard().text().startswith("Distance\nOn the map's plane: ")


def test_the_result_stays_until_the_next_click(qtbot, on_earth, place):
    tool = DistanceTool(on_earth)
    on_earth.set_tool(tool)
    click(qtbot, on_earth, place, (0, 0), (30, 0))
    qtbot.keyClick(on_earth, Qt.Key.Key_Return)
    first = tool.card.text.text()
    qtbot.mouseMove(on_earth, place(on_earth, 60, 10))
    assert tool.card.text.text() == first
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(on_earth, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert first in QGuiApplication.clipboard().text()
    click(qtbot, on_earth, place, (60, 10))
    assert "ellipsoid" not in tool.card.text.text()


def test_an_area_has_a_perimeter(qtbot, on_earth, place):
    tool = AreaTool(on_earth)
    on_earth.set_tool(tool)
    click(qtbot, on_earth, place, (0, 0), (40, 0), (40, 10), (0, 10))
    qtbot.mouseClick(on_earth, Qt.MouseButton.RightButton, pos=place(on_earth, 0, 10))
    pixel = on_earth.view.metres_per_pixel
    assert tool.result.plane_m2 == pytest.approx(400, abs=120 * pixel)
    assert tool.result.plane_m == pytest.approx(100, abs=8 * pixel)
    assert "Perimeter" in tool.card.text.text()


def test_the_line_grows_with_the_pointer(qtbot, on_earth, place):
    tool = DistanceTool(on_earth)
    on_earth.set_tool(tool)
    click(qtbot, on_earth, place, (0, 0))
    qtbot.mouseMove(on_earth, place(on_earth, 20, 0))
    assert tool.result.plane_m == pytest.approx(20, abs=3 * on_earth.view.metres_per_pixel)
    middle, image = place(on_earth, 12, 0), on_earth.grab().toImage()
    assert min(image.pixelColor(middle.x(), middle.y() + step).green() for step in range(-3, 4)) < 190


def test_leaving_takes_the_card_away(qtbot, on_earth, place):
    tool = AreaTool(on_earth)
    on_earth.set_tool(tool)
    click(qtbot, on_earth, place, (0, 0), (40, 0))
    qtbot.keyClick(on_earth, Qt.Key.Key_Escape)
    assert tool.card.isVisible()
    qtbot.keyClick(on_earth, Qt.Key.Key_Escape)
    assert not tool.card.isVisible()
    assert on_earth.tool.name == "tool-pick"


def test_the_card_can_be_dragged_but_not_out_of_the_map(qtbot, on_earth):
    tool = DistanceTool(on_earth)
    on_earth.set_tool(tool)
    view, start = on_earth.view, tool.card.pos()
    qtbot.mousePress(tool.card, LEFT, pos=QPoint(5, 5))
    qtbot.mouseMove(tool.card, QPoint(65, 45))
    assert tool.card.pos() == start + QPoint(60, 40)
    qtbot.mouseMove(tool.card, QPoint(-900, 9000))
    qtbot.mouseRelease(tool.card, LEFT, pos=QPoint(5, 5))
    assert tool.card.x() == 0
    assert tool.card.geometry().bottom() < on_earth.height()
    assert on_earth.view == view
