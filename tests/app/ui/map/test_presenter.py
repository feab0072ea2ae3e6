"""The document on the canvas and clicks back into the document."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.mapimage.theme import Theme
from app.services.mapping import themed
from app.ui.document import Document
from app.ui.map.canvas import MapCanvas
from app.ui.map.presenter import MapPresenter
from retrofit.stock.fields import Level

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def canvas(qtbot):
    canvas = MapCanvas()
    canvas.resize(400, 300)
    qtbot.addWidget(canvas)
    yield canvas
    canvas.shutdown()


@pytest.fixture
def presenter(document, canvas):
    return MapPresenter(document, canvas)


def test_clicks_select_and_add(document, canvas, presenter):
    canvas.picked.emit(Level.BUILDING, 3, NONE)
    canvas.picked.emit(Level.BUILDING, 5, CTRL)
    assert document.selection.rows == (3, 5)
    canvas.picked.emit(Level.BUILDING, 3, CTRL)
    assert document.selection.rows == (5,)
    canvas.picked.emit(Level.BUILDING, -1, CTRL)
    assert document.selection.rows == (5,)
    canvas.picked.emit(Level.BUILDING, -1, NONE)
    assert not document.selection


def test_another_level_starts_anew(document, canvas, presenter):
    canvas.picked.emit(Level.BUILDING, 3, NONE)
    canvas.picked.emit(Level.BLOCK, 1, CTRL)
    assert document.selection.level is Level.BLOCK
    assert document.selection.rows == (1,)


def test_legend_follows_the_theme(document, presenter, qtbot):
    theme = Theme("npv_eur", Level.BLOCK)
    with qtbot.waitSignal(presenter.legend_changed):
        document.set_theme(theme)
    assert presenter.legend == themed(document.project, theme).legend


def test_card_names_value_and_origin(document, presenter):
    heated = int(np.flatnonzero(document.project.baseline.typed.heated)[0])
    text = presenter.describe(Level.BUILDING, heated)
    assert text.startswith(str(document.project.buildings.index[heated]))
    assert "kWh/(m²a)" in text
    assert presenter.describe(Level.BLOCK, 0).startswith("Block ")


def test_card_of_a_cold_building(document, presenter):
    cold = int(np.flatnonzero(~document.project.baseline.typed.heated)[0])
    assert "Not heated" in presenter.describe(Level.BUILDING, cold)


def test_parcels_mark_their_buildings(document, canvas, presenter):
    parcel = int(document.project.stock.parcel_of.max())
    document.select(Level.PARCEL, (parcel,))
    expected = np.flatnonzero(document.project.stock.parcel_of == parcel)
    np.testing.assert_array_equal(canvas.stage.look.buildings, expected)


def test_closing_clears(document, presenter):
    document.open(None, None, saved=True)
    assert presenter.legend is None


def test_a_document_without_results_is_plain(canvas, town):
    document = Document()
    presenter = MapPresenter(document, canvas)
    document.open(town.replace(baseline=None, assessment=None), None, saved=True)
    document.replace(document.project, Changes.GEOMETRY)
    assert presenter.legend is None
