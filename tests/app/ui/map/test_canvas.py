import os
import subprocess
import sys
import threading

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.mapimage.colours import SELECTION
from app.mapimage.view import View
from app.ui.map.furniture import BACKGROUND, FOCUS
from gis.arrays import flatten
from retrofit.stock.fields import Level

RED, GREEN, BLUE, BLACK = (200, 0, 0), (0, 200, 0), (0, 0, 200), (9, 9, 9)


def colour_at(canvas, x, y):
    image = canvas.grab().toImage()
    column, row = canvas.view.to_pixel(x, y)
    return QColor(image.pixel(int(column), int(row))).getRgb()[:3]


def test_buildings_are_where_they_belong(canvas):
    for row, colour in enumerate((RED, GREEN, BLUE, BLACK)):
        assert colour_at(canvas, row * 20 + 5, 5) == colour
    assert colour_at(canvas, 15, 5) == (255, 255, 255)


def test_another_theme_recolours(canvas, settle, colours):
    canvas.set_colours(colours(BLUE, GREEN, BLUE, BLACK))
    settle(canvas)
    assert colour_at(canvas, 5, 5) == BLUE


def test_tables_of_other_layers_are_refused(canvas, colours):
    with pytest.raises(ValueError, match="colour tables"):
        canvas.set_colours(colours(RED))


def test_a_click_picks_the_building(qtbot, canvas, place):
    for row in range(4):
        with qtbot.waitSignal(canvas.picked) as caught:
            qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place(canvas, row * 20 + 5, 5))
        assert caught.args[:2] == [Level.BUILDING, row]


def test_a_click_picks_the_block_when_blocks_are_asked_for(qtbot, canvas, place):
    canvas.set_level(Level.BLOCK)
    with qtbot.waitSignal(canvas.picked) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place(canvas, 15, 5))
    assert caught.args[:2] == [Level.BLOCK, 0]


def test_a_click_beside_everything_picks_nothing(qtbot, canvas):
    with qtbot.waitSignal(canvas.picked) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert caught.args[1] == -1


def test_hover_names_the_building_and_describes_it(qtbot, canvas, place):
    asked = []
    canvas.describe = lambda level, row: asked.append((level, row)) or f"House {row}"
    with qtbot.waitSignal(canvas.hovered) as caught:
        qtbot.mouseMove(canvas, place(canvas, 45, 5))
    assert caught.args == [Level.BUILDING, 2]
    canvas.grab()
    assert (Level.BUILDING, 2) in asked


def test_selection_is_seen_and_replaced(canvas, settle):
    canvas.set_selection(Level.BUILDING, [1])
    settle(canvas)
    assert colour_at(canvas, 25, 5) != GREEN
    assert colour_at(canvas, 20.1, 5) == SELECTION
    canvas.set_selection(Level.BLOCK, np.array([0]))
    settle(canvas)
    assert colour_at(canvas, 25, 5) == GREEN


def test_dragging_moves_the_map_and_picks_nothing(qtbot, canvas, settle):
    picked = []
    canvas.picked.connect(lambda *args: picked.append(args))
    x, y = canvas.view.x, canvas.view.y
    start = QPoint(300, 300)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (20, 50, 90):
        qtbot.mouseMove(canvas, start + QPoint(step, step // 2))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(90, 45))
    pixel = canvas.devicePixelRatioF()
    scale = canvas.view.metres_per_pixel * pixel
    assert (canvas.view.x, canvas.view.y) == pytest.approx((x - 90 * scale, y + 45 * scale))
    assert picked == []
    settle(canvas)
    assert colour_at(canvas, 25, 5) == GREEN


def test_pan_shows_the_old_picture_at_once(qtbot, canvas):
    before = canvas.view
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.view != before
    assert colour_at(canvas, 25, 5) == GREEN


def test_the_wheel_zooms_at_the_pointer(canvas, settle, place):
    position = QPointF(place(canvas, 25, 5))
    pixel = canvas.devicePixelRatioF()
    world = canvas.view.to_world(position.x() * pixel, position.y() * pixel)
    scale = canvas.view.metres_per_pixel
    wheel = QWheelEvent(
        position, canvas.mapToGlobal(position), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, wheel)
    assert canvas.view.metres_per_pixel < scale
    assert canvas.view.to_world(position.x() * pixel, position.y() * pixel) == pytest.approx(world)
    assert colour_at(canvas, 25, 5) == GREEN
    settle(canvas)
    assert colour_at(canvas, 25, 5) == GREEN


@pytest.mark.parametrize(
    ("key", "smaller"), [(Qt.Key.Key_Plus, True), (Qt.Key.Key_Minus, False)], ids=["plus", "minus"]
)
def test_keys_zoom_and_home_fits(qtbot, canvas, key, smaller):
    fitted = canvas.view
    qtbot.keyClick(canvas, key)
    assert (canvas.view.metres_per_pixel < fitted.metres_per_pixel) is smaller
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.view == fitted


def test_escape_clears(qtbot, canvas):
    with qtbot.waitSignal(canvas.picked) as caught:
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert caught.args[1] == -1


def test_double_click_zooms_in(qtbot, canvas):
    scale = canvas.view.metres_per_pixel
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert canvas.view.metres_per_pixel == pytest.approx(scale / 2)


def test_a_fitted_map_stays_fitted_when_the_window_grows(canvas, settle):
    canvas.resize(900, 400)
    settle(canvas)
    xmin, _, xmax, _ = canvas.view.extent
    assert xmin < -10
    assert xmax > 80
    assert canvas.view.width == round(900 * canvas.devicePixelRatioF())


def test_zoom_to_rows_centres_them(canvas):
    canvas.zoom_to_rows(Level.BUILDING, [3])
    assert (canvas.view.x, canvas.view.y) == pytest.approx((65, 5))


def test_view_changes_are_told(qtbot, canvas):
    with qtbot.waitSignal(canvas.view_changed) as caught:
        canvas.zoom_in()
    assert isinstance(caught.args[0], View)


def test_the_latest_of_many_views_wins(canvas, settle):
    for _step in range(30):
        canvas.zoom_in()
        canvas.zoom_out()
    canvas.zoom_to((0, 0, 10, 10))
    settle(canvas)
    assert colour_at(canvas, 5, 5) == RED


def test_other_layers_replace_the_picture(qtbot, canvas, block, settle, place):
    canvas.set_layers(block, flatten(np.asarray([shapely.box(1000, 1000, 1010, 1010)], dtype=object)))
    settle(canvas)
    with qtbot.waitSignal(canvas.picked) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place(canvas, 1005, 1005))
    canvas.clear()
    settle(canvas)
    assert colour_at(canvas, canvas.view.x, canvas.view.y) == BACKGROUND.getRgb()[:3]
    assert caught.args[1] == 0


def test_focus_is_visible_and_the_map_has_a_name(qtbot, canvas):
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    assert QColor(canvas.grab().toImage().pixel(300, 0)) == FOCUS
    assert canvas.accessibleName()


def test_shutdown_is_quick_and_final(canvas):
    canvas.zoom_in()
    canvas.shutdown()
    canvas.zoom_in()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("map")]


def test_the_module_loads_no_heavy_library():
    code = (
        "import sys, app.ui.map.canvas;"
        "heavy = {'pandas', 'geopandas', 'matplotlib', 'scipy', 'numba'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


HIDPI = """
import numpy as np, shapely
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from app.ui.map.canvas import MapCanvas
from gis.arrays import flatten
application = QApplication([])
canvas = MapCanvas()
canvas.resize(300, 200)
canvas.show()
canvas.set_layers(None, flatten(np.asarray([shapely.box(0, 0, 10, 10)], dtype=object)))
loop, timer = QEventLoop(), QTimer()
timer.timeout.connect(lambda: canvas.ready and loop.quit())
timer.start(10)
loop.exec()
image = canvas.grab().toImage()
assert canvas.devicePixelRatioF() == 2 and canvas.view.width == 600, canvas.view
assert image.width() == 600 and canvas.stage.image.width() == 600
canvas.close()
"""


def test_at_twice_the_scale_every_device_pixel_is_drawn():
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", HIDPI],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
