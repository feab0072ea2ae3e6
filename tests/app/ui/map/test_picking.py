"""Clicks on the canvas become the selection of the document."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.ui.map.canvas import MapCanvas
from app.ui.map.picking import Picking
from gis.associations import Association, grouped
from retrofit.stock.fields import Level

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def canvas(qtbot):
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    yield canvas
    canvas.shutdown()


@pytest.fixture
def picking(document, canvas):
    made = Picking(document, canvas)
    yield made
    made.close()


@pytest.mark.usefixtures("picking")
def test_clicks_select_and_add(document, canvas):
    canvas.picked.emit(Level.BUILDING, 3, NONE)
    canvas.picked.emit(Level.BUILDING, 5, CTRL)
    assert document.selection.rows == (3, 5)
    canvas.picked.emit(Level.BUILDING, 3, CTRL)
    assert document.selection.rows == (5,)
    canvas.picked.emit(Level.BUILDING, -1, CTRL)
    assert document.selection.rows == (5,)
    canvas.picked.emit(Level.BUILDING, -1, NONE)
    assert not document.selection


@pytest.mark.usefixtures("picking")
def test_another_level_starts_anew(document, canvas):
    canvas.picked.emit(Level.BUILDING, 3, NONE)
    canvas.picked.emit(Level.BLOCK, 1, CTRL)
    assert document.selection.level is Level.BLOCK
    assert document.selection.rows == (1,)


@pytest.mark.usefixtures("picking")
def test_alt_takes_away_and_never_selects(document, canvas):
    canvas.picked.emit(Level.BUILDING, 3, ALT)
    assert not document.selection
    canvas.picked.emit(Level.BUILDING, 3, NONE)
    canvas.picked.emit(Level.BUILDING, 4, CTRL)
    canvas.picked.emit(Level.BUILDING, 3, ALT)
    assert document.selection.rows == (4,)


def test_a_click_may_mean_the_whole_association(picking, document, canvas, town):
    of = np.full(len(town.stock), -1, dtype=np.int32)
    of[[3, 5]] = 0
    frame = grouped(np.array(["x" if one == 0 else "" for one in of], dtype=object),
                    {"x": Association("a1", "Zora")}, town.buildings).frame  # fmt: skip
    document.replace(
        town.replace(associations=frame, stock=replace(town.stock, association_of=of)), Changes.STOCK
    )
    picking.whole = Level.ASSOCIATION
    canvas.picked.emit(Level.BUILDING, 5, NONE)
    assert (document.selection.level, document.selection.rows) == (Level.ASSOCIATION, (0,))
    canvas.picked.emit(Level.BUILDING, 4, NONE)
    assert (document.selection.level, document.selection.rows) == (Level.BUILDING, (4,))
    picking.whole = None
    canvas.picked.emit(Level.BUILDING, 5, NONE)
    assert document.selection.level is Level.BUILDING
