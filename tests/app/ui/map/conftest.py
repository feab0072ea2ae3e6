"""A canvas with four houses in one block."""

import threading

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.mapimage.colours import Colours, pack
from app.ui.map.canvas import MapCanvas
from gis.arrays import flatten

RED, GREEN, BLUE, BLACK = (200, 0, 0), (0, 200, 0), (0, 0, 200), (9, 9, 9)


@pytest.fixture
def houses():
    """Four 10 m squares, 20 m apart."""
    return flatten(np.asarray([shapely.box(k * 20, 0, k * 20 + 10, 10) for k in range(4)], dtype=object))


@pytest.fixture
def block():
    return flatten(np.asarray([shapely.box(-10, -10, 80, 20)], dtype=object))


@pytest.fixture
def colours():
    """Make colour tables for the houses; the block is white."""

    def make(*rgb):
        buildings = np.asarray([0, *(pack(colour) for colour in rgb)], np.uint32)
        return Colours(np.asarray([0, pack((255, 255, 255))], np.uint32), buildings)

    return make


@pytest.fixture
def settle(qtbot):
    """Wait until the picture is final."""
    return lambda canvas: qtbot.waitUntil(lambda: canvas.ready, timeout=60_000)


@pytest.fixture
def canvas(qtbot, houses, block, colours, settle):
    made = MapCanvas()
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    made.set_layers(block, houses)
    made.set_colours(colours(RED, GREEN, BLUE, BLACK))
    settle(made)
    yield made
    made.close()
    made.deleteLater()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("map")]


@pytest.fixture
def place():
    """Find a world position in the widget."""

    def find(canvas, x, y):
        column, row = canvas.view.to_pixel(x, y)
        return QPoint(int(column / canvas.pixel), int(row / canvas.pixel))

    return find


@pytest.fixture
def pull(place):
    """Press at the first world position, move over the others, let go at the last."""

    def do(canvas, *worlds, keys=Qt.KeyboardModifier.NoModifier, button=Qt.MouseButton.LeftButton):
        spots = [place(canvas, *world) for world in worlds]
        kinds = QMouseEvent.Type
        none = Qt.MouseButton.NoButton
        send(canvas, kinds.MouseButtonPress, spots[0], button, button, keys)
        for spot in spots[1:]:
            send(canvas, kinds.MouseMove, spot, none, button, keys)
        send(canvas, kinds.MouseButtonRelease, spots[-1], button, none, keys)

    return do


def send(canvas, kind, spot, button, held, keys):
    position = QPointF(spot)
    event = QMouseEvent(kind, position, canvas.mapToGlobal(position), button, held, keys)
    QApplication.sendEvent(canvas, event)
