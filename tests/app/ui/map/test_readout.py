"""Coordinates and scale in the status bar of the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from gis.geodesy import Geodesy


@pytest.fixture
def window(make_window, town):
    return make_window(town)


def test_the_place_under_the_pointer_in_both_systems(qtbot, window):
    canvas, readout = window.room.canvas, window.status.place
    spot = QPoint(120, 90)
    qtbot.mouseMove(canvas, QPoint(30, 30))
    qtbot.mouseMove(canvas, spot)
    x, y = canvas.view.to_world(spot.x() * canvas.pixel, spot.y() * canvas.pixel)
    assert window.document.project.crs in readout.text()
    readout.copy()
    assert QGuiApplication.clipboard().text() == f"{x:.2f}, {y:.2f}"
    qtbot.mouseClick(readout, Qt.MouseButton.LeftButton)
    latitude, longitude = Geodesy.of(window.document.project.crs).latitude_longitude(x, y)
    assert f"{latitude:.6f}°" in readout.text()
    window.do("copy-place")
    assert QGuiApplication.clipboard().text() == f"{latitude:.6f}, {longitude:.6f}"


def test_degrees_are_remembered(window, make_window, town):
    window.status.place.set_wgs84(True)
    other = make_window(town)
    other.room.canvas.pointed.emit(*town.buildings.total_bounds[:2])
    assert "WGS 84" in other.status.place.text()


def test_a_scale_is_typed_or_chosen(qtbot, window):
    canvas, scale = window.room.canvas, window.status.scale
    middle = canvas.view.x, canvas.view.y
    dots = QGuiApplication.primaryScreen().logicalDotsPerInch() / 0.0254
    scale.lineEdit().selectAll()
    qtbot.keyClicks(scale.lineEdit(), "1:2500")
    qtbot.keyClick(scale.lineEdit(), Qt.Key.Key_Return)
    assert canvas.metres_per_pixel * dots == pytest.approx(2500)
    assert (canvas.view.x, canvas.view.y) == pytest.approx(middle)
    scale.setCurrentIndex(scale.findData(5000.0))
    scale.activated.emit(scale.findData(5000.0))
    assert canvas.metres_per_pixel * dots == pytest.approx(5000)
    assert scale.currentText() == "1 : 5\u202f000"


def test_what_is_no_scale_is_refused_with_a_sentence(qtbot, window):
    canvas, scale = window.room.canvas, window.status.scale
    before = canvas.view
    scale.lineEdit().selectAll()
    qtbot.keyClicks(scale.lineEdit(), "near")
    qtbot.keyClick(scale.lineEdit(), Qt.Key.Key_Return)
    assert canvas.view == before
    assert "near" in window.statusBar().currentMessage()
    assert scale.currentText().startswith("1 : ")
