"""What the map shows, what lies under it, and what is written on it."""

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from app import bridge
from app.services.basemap import Basemap
from app.ui.dialogs.web_map import WebMapDialog
from app.ui.panels.layers import NEARNESS, LayersPanel
from app.ui.panels.own_layers import OwnLayers
from retrofit.findings import Severity
from retrofit.stock.fields import Level

PURPLE = (160, 0, 200)


@pytest.fixture
def window(make_window, town, qtbot):
    window = make_window(town)
    window.resize(1600, 1000)
    window.do("layers")
    drawn(window, qtbot)
    return window


def drawn(window, qtbot):
    canvas = window.room.canvas
    qtbot.waitUntil(lambda: canvas.stage.is_final(canvas.view), timeout=20_000)


def inside(window, row=0):
    """A place in the map within a building."""
    canvas = window.room.canvas
    place = canvas.stage.sources.buildings
    point = window.document.project.buildings.geometry.iloc[row].representative_point()
    assert place is not None
    step = canvas.view.metres_per_pixel * canvas.pixel
    xmin, _ymin, _xmax, ymax = canvas.view.extent
    return QPoint(round((point.x - xmin) / step), round((ymax - point.y) / step))


def colour(window, place):
    return window.room.canvas.grab().toImage().pixelColor(place).getRgb()[:3]


@pytest.fixture
def ortho(tmp_path, town):
    """A purple picture of the whole town."""
    xmin, ymin, xmax, ymax = town.buildings.total_bounds
    place = Affine((xmax - xmin + 2000) / 50, 0, xmin - 1000, 0, -(ymax - ymin + 2000) / 50, ymax + 1000)
    path = tmp_path / "ortho.tif"
    bands = np.full((3, 50, 50), 0, np.uint8)
    bands[:] = np.asarray(PURPLE, np.uint8)[:, None, None]
    with rasterio.open(
        path, "w", driver="GTiff", width=50, height=50, count=3, dtype="uint8", crs=town.crs, transform=place
    ) as target:
        target.write(bands)
    return path


def test_a_hidden_layer_is_neither_seen_nor_clicked(window, qtbot):
    panel, place = window.room.layers, inside(window)
    before = colour(window, place)
    QTest.mouseClick(window.room.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert window.document.selection.level is Level.BUILDING
    window.do("deselect")
    panel.seen["buildings"].click()
    drawn(window, qtbot)
    assert colour(window, place) != before
    QTest.mouseClick(window.room.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert not window.document.selection
    panel.seen["buildings"].click()
    drawn(window, qtbot)
    assert colour(window, place) == before


def test_a_layer_can_wait_until_one_is_near(window, qtbot):
    panel, canvas = window.room.layers, window.room.canvas
    scales = [scale for scale, _text in NEARNESS]
    panel.nearness["buildings"].setCurrentIndex(scales.index(2_500.0))
    window.do("fit")
    while canvas.metres_per_pixel < 2:
        canvas.zoom_out()
    drawn(window, qtbot)
    far = colour(window, inside(window))
    panel.nearness["buildings"].setCurrentIndex(0)
    drawn(window, qtbot)
    assert colour(window, inside(window)) != far


def test_a_picture_lies_under_the_map_and_its_owner_is_named(window, qtbot, ortho):
    panel, canvas = window.room.layers, window.room.canvas
    panel.add_basemap(Basemap(str(ortho), "", "© the town"))
    qtbot.waitUntil(lambda: panel.backdrop.picture is not None)
    drawn(window, qtbot)
    for name in ("blocks", "parcels", "streets", "buildings"):
        panel.seen[name].setChecked(False)
    drawn(window, qtbot)
    assert colour(window, QPoint(canvas.width() // 2, canvas.height() // 2)) == PURPLE
    assert panel.backdrop.attribution == "© the town"
    assert panel.credit.text() == "© the town"
    panel.seen["buildings"].setChecked(True)
    drawn(window, qtbot)
    assert colour(window, inside(window)) != PURPLE
    panel.opacity["ground"].setValue(0)
    panel.seen["buildings"].setChecked(False)
    drawn(window, qtbot)
    assert colour(window, QPoint(canvas.width() // 2, canvas.height() // 2)) != PURPLE


def test_a_picture_that_is_gone_says_so_and_the_plan_stays_usable(window, qtbot, tmp_path):
    panel = window.room.layers
    panel.add_basemap(Basemap(str(tmp_path / "gone.tif")))
    qtbot.waitUntil(lambda: "gone.tif is not where it was" in panel.fault.text())
    assert panel.fault.isVisible()
    window.do("all-none")
    qtbot.waitUntil(lambda: not window.runner.busy)
    panel.basemap.setCurrentIndex(0)
    panel.basemap.activated.emit(0)
    assert not panel.fault.isVisible()


def test_a_server_that_nobody_answers_at_does_not_stop_the_window(window, qtbot):
    panel = window.room.layers
    panel.add_basemap(Basemap("http://127.0.0.1:9/{z}/{x}/{y}.png"))
    qtbot.waitUntil(lambda: "127.0.0.1:9 gives no picture" in panel.fault.text(), timeout=20_000)
    window.room.canvas.zoom_in()
    drawn(window, qtbot)


def test_addresses_that_are_no_maps_are_refused_in_the_dialog(window, qtbot):
    taken = []
    dialog = WebMapDialog(window, taken.append)
    qtbot.addWidget(dialog)
    for wrong in ("", "town.tif", "ftp://host/{z}/{x}/{y}", "http://host/picture.png"):
        dialog.address.setText(wrong)
        dialog.accept()
        assert not dialog.fault.isHidden()
        assert taken == []
    dialog.address.setText("http://127.0.0.1:9/wms")
    dialog.layer.setText("ortho")
    dialog.accept()
    assert taken == [Basemap("http://127.0.0.1:9/wms", "ortho", dialog.credit.text())]


def test_labels_follow_the_choice_and_lie_in_the_map(window, qtbot, town):
    panel, canvas = window.room.layers, window.room.canvas
    panel.labels.setCurrentIndex(panel.labels.findData("building_id"))
    words = panel.words.words
    assert words
    assert {text for _place, text in words} <= {str(one) for one in town.buildings.index}
    assert all(0 < place.x() < canvas.width() and 0 < place.y() < canvas.height() for place, _text in words)
    panel.labels.setCurrentIndex(panel.labels.findData("year_of_construction"))
    assert all(text.isdigit() and len(text) == 4 for _place, text in panel.words.words)
    panel.labels.setCurrentIndex(panel.labels.findData("package"))
    assert panel.words.words
    panel.labels.setCurrentIndex(0)
    assert panel.words.words == []


def test_the_choices_are_remembered(window, qtbot, ortho):
    panel = window.room.layers
    panel.seen["parcels"].setChecked(False)
    panel.opacity["blocks"].setValue(40)
    panel.nearness["buildings"].setCurrentIndex(2)
    panel.labels.setCurrentIndex(panel.labels.findData("block_id"))
    panel.add_basemap(Basemap(str(ortho), "", "© the town"))
    again = LayersPanel(window.document, window.room.canvas, window.settings)
    qtbot.addWidget(again)
    assert again.shown == panel.shown
    assert again.words.name == "block_id"
    assert again.backdrop.attribution == "© the town"
    again.close_down()


def test_the_other_map_shows_the_same_layers(window, qtbot):
    window.do("twin-maps")
    beside, panel = window.room.centre, window.room.layers
    qtbot.waitUntil(lambda: not beside.busy and beside.other.stage.picture is not None)
    panel.seen["buildings"].setChecked(False)
    qtbot.waitUntil(lambda: not beside.other.stage.shown.buildings.visible)


@pytest.fixture
def cycle_path(tmp_path, town):
    """Points, a line and an area across the town, in degrees."""
    xmin, ymin, xmax, ymax = town.buildings.total_bounds
    middle = (ymin + ymax) / 2
    shapes = {
        "path": [shapely.LineString([(xmin - 50, middle), (xmax + 50, middle)])],
        "stops": [shapely.Point(x, middle) for x in np.linspace(xmin, xmax, 5)],
        "zone": [shapely.box(xmin, ymin, xmax, ymax)],
    }
    for name, found in shapes.items():
        frame = gpd.GeoDataFrame(geometry=found, crs=town.crs).to_crs("EPSG:4326")
        frame.to_file(tmp_path / "own.gpkg", layer=name)
    return tmp_path / "own.gpkg"


def test_own_layers_lie_over_the_map_in_their_order(window, qtbot, cycle_path):
    panel, canvas = window.room.layers, window.room.canvas
    panel.own.add_file(cycle_path)
    assert len(panel.own.rows) == 3
    qtbot.waitUntil(lambda: all(row.view.picture is not None for row in panel.own.rows), timeout=20_000)
    first = {row.title: row for row in panel.own.rows}
    assert set(first) == {"path", "stops", "zone"}
    for row in panel.own.rows:
        assert not row.fault.isVisible()
    line = first["path"]
    for row in panel.own.rows:
        row.seen.setChecked(row is line)
    step = canvas.view.metres_per_pixel * canvas.pixel
    xmin, ymin, xmax, ymax = window.document.project.buildings.total_bounds
    left, _bottom, _right, top = canvas.view.extent
    place = QPoint(
        round((xmin + (xmax - xmin) * 0.43 - left) / step), round((top - (ymin + ymax) / 2) / step)
    )
    near = [colour(window, place + QPoint(0, down)) for down in (-1, 0, 1)]
    blue = QColor(line.known.colour).getRgb()[:3]
    assert min(max(abs(a - b) for a, b in zip(one, blue, strict=True)) for one in near) < 60
    line.seen.setChecked(False)
    near = [colour(window, place + QPoint(0, down)) for down in (-1, 0, 1)]
    assert min(max(abs(a - b) for a, b in zip(one, blue, strict=True)) for one in near) > 60
    last = panel.own.rows[-1]
    last.lift.click()
    assert panel.own.rows[-2] is last
    again = OwnLayers(canvas, window.settings)
    qtbot.addWidget(again)
    assert [row.title for row in again.rows] == [row.title for row in panel.own.rows]
    again.close_down()
    canvas.set_overlay("own", panel.own._paint)
    panel.own.rows[0].drop.click()
    assert len(panel.own.rows) == 2
    assert cycle_path.is_file()


def test_own_files_that_cannot_be_drawn_say_why(window, qtbot, tmp_path):
    own = window.room.layers.own
    (tmp_path / "broken.geojson").write_text("{")
    for name, said in (("gone.shp", "gone.shp is not where it was"), ("broken.geojson", "broken.geojson")):
        own.add_file(tmp_path / name)
        assert said in own.fault.text()
        assert own.fault.isVisible()
    assert own.rows == []


def test_findings_are_marked_where_their_buildings_are(window, qtbot, town):
    panel = window.room.layers
    panel.findings.click()
    qtbot.waitUntil(lambda: not panel.marks._reader.busy)
    told = {
        one
        for finding in bridge.findings(town)
        if finding.severity is not Severity.NOTES
        for one in finding.building_ids
    }
    assert len(panel.marks.marks.x) == len(told & set(town.buildings.index))
    window.room.canvas.grab()
