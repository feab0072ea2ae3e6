"""The real canvas with 100 000 and 1 000 000 buildings; no test asserts a time. Run with ``--benchmark-enable``.

Every case also notes the longest stall of the window's thread in ``extra_info``, and the memory held.
"""

import importlib.util
import resource
from pathlib import Path

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.mapimage.theme import Theme, classes_of, colours_of
from app.services.enclosing import How, combined
from app.ui.map.canvas import MapCanvas
from app.ui.reading import Reader
from gis.arrays import Shapes
from gis.enclosed import candidates, rows_enclosed
from retrofit.stock.fields import Level

STEPS = 40
THEME = Theme("e_del_kwh_m2")


def sibling(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Ticks = sibling("stall").Ticks


def town(count):
    """L-shaped buildings on a grid, 25 m apart, a block for every hundred of them; as flat arrays."""
    side = int(np.ceil(np.sqrt(count)))
    place = np.arange(count)
    x0, y0 = 25.0 * (place % side), 25.0 * (place // side)
    corners = np.array([(0, 0), (15, 0), (15, 8), (8, 8), (8, 14), (0, 14), (0, 0)], dtype=float)
    buildings = ragged(x0, y0, corners)
    blocks_along = (side + 9) // 10
    k = np.arange(blocks_along**2)
    square = np.array([(-3, -3), (240, -3), (240, 240), (-3, 240), (-3, -3)], dtype=float)
    blocks = ragged(250.0 * (k % blocks_along), 250.0 * (k // blocks_along), square)
    block_of = ((y0 // 250) * blocks_along + x0 // 250).astype(np.int32)
    return blocks, buildings, block_of


def ragged(x0, y0, corners):
    x, y = x0[:, None] + corners[:, 0], y0[:, None] + corners[:, 1]
    rings = np.arange(len(x0) + 1) * len(corners)
    bounds = np.column_stack([x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)])
    return Shapes(x.ravel(), y.ravel(), rings, np.arange(len(x0) + 1), bounds, (500_000.0, 4_500_000.0))


@pytest.fixture(scope="module", params=[100_000, 1_000_000], ids=["100k", "1M"])
def shown(request, qapp):
    count = request.param if request.config.getoption("benchmark_enable") else 2_500
    blocks, buildings, block_of = town(count)
    canvas = MapCanvas()
    canvas.resize(1600, 1000)
    canvas.show()
    canvas.warm()
    canvas.set_layers(blocks, buildings)
    values = np.random.default_rng(5).gamma(5.0, 30.0, count)
    canvas.set_colours(coloured(values, block_of, blocks))
    settle(canvas)
    yield canvas, buildings, blocks, values, block_of
    canvas.close()
    canvas.deleteLater()


def coloured(values, block_of, blocks):
    return colours_of(THEME, classes_of(THEME, values), block_of, len(blocks))


def settle(canvas, fine=True):
    while not (canvas.ready and (canvas.stage.picture.fine or not fine)):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def recolour(canvas, work):
    """Find classes beside the window's thread, as the presenter does, and wait for the picture."""
    reader, done, got = Reader(), [], []

    def take(colours):
        canvas.set_colours(colours)
        done.append(canvas.stage.look)

    def drawn():
        if done and canvas.stage.picture.request.look is done[0]:
            got.append(1)

    canvas.drawn.connect(drawn)
    reader.ask(work, take)
    while not got:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    canvas.drawn.disconnect(drawn)
    reader.close()
    canvas.repaint()


def noted(benchmark, ticks):
    benchmark.extra_info["stall_wall_ms"] = round(ticks.wall_ms, 1)
    benchmark.extra_info["stall_own_ms"] = round(ticks.own_ms, 1)
    benchmark.extra_info["peak_gb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)


def send(canvas, kind, x, y, held):
    position = QPointF(x, y)
    pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        canvas, QMouseEvent(kind, position, canvas.mapToGlobal(position), pressed, held, keys)
    )


def wheel(canvas, notches):
    position = QPointF(800, 500)
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        position, canvas.mapToGlobal(position), QPoint(), QPoint(0, 120 * notches), none, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def test_open_to_first_paint(benchmark, shown):
    canvas, buildings, blocks, values, block_of = shown

    def show():
        canvas.set_layers(blocks, buildings)
        recolour(canvas, lambda: coloured(values, block_of, blocks))

    with Ticks() as ticks:
        benchmark.pedantic(show, rounds=2)
    noted(benchmark, ticks)
    settle(canvas)


def test_theme_change(benchmark, shown):
    canvas, _buildings, blocks, values, block_of = shown
    settle(canvas)

    def change():
        recolour(canvas, lambda: coloured(values, block_of, blocks))

    with Ticks() as ticks:
        benchmark.pedantic(change, rounds=5)
    noted(benchmark, ticks)
    settle(canvas)


def test_pan_by_hand(benchmark, shown):
    canvas = shown[0]

    def drag():
        send(canvas, QEvent.Type.MouseButtonPress, 800, 500, Qt.MouseButton.LeftButton)
        for step in range(STEPS):
            send(canvas, QEvent.Type.MouseMove, 800 + 8 * step, 500 + 3 * step, Qt.MouseButton.LeftButton)
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 16)
        send(canvas, QEvent.Type.MouseButtonRelease, 800, 500, Qt.MouseButton.NoButton)

    with Ticks() as ticks:
        benchmark.pedantic(drag, rounds=2)
        settle(canvas)
    noted(benchmark, ticks)


def test_wheel(benchmark, shown):
    canvas = shown[0]
    canvas.fit()
    settle(canvas)

    def turn():
        for step in range(STEPS):
            wheel(canvas, 1 if step < STEPS // 2 else -1)
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 16)

    with Ticks() as ticks:
        benchmark.pedantic(turn, rounds=2)
        settle(canvas)
    noted(benchmark, ticks)


def test_lasso_over_a_third(benchmark, shown):
    canvas, buildings, *_rest = shown
    whole = buildings.bounds
    middle = (whole[:, :2].min(axis=0) + whole[:, 2:].max(axis=0)) / 2
    reach = 0.33 * (whole[:, 2].max() - whole[:, 0].min())
    angle = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    wave = reach * (1 + 0.1 * np.sin(9 * angle))
    ring = middle + wave[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    rings = shapely.linearrings(np.column_stack([buildings.x, buildings.y]).reshape(-1, 7, 2))
    polygons = shapely.polygons(rings)

    def select():
        rows = rows_enclosed(polygons, candidates(buildings.bounds, ring), ring)
        return combined(np.empty(0, np.int64), rows.astype(np.int64), How.REPLACE)

    found = benchmark.pedantic(select, rounds=2)
    assert 0.25 * len(buildings) < len(found) < 0.45 * len(buildings)
    settle(canvas)
    with Ticks() as ticks:
        canvas.set_selection(Level.BUILDING, found)
        settle(canvas)
    noted(benchmark, ticks)
    canvas.set_selection(Level.BUILDING, [])


def test_hover(benchmark, shown):
    canvas = shown[0]
    canvas.fit()
    settle(canvas)
    spot = QPointF(801, 503)
    assert benchmark(lambda: canvas.row_at(spot)) >= -1
