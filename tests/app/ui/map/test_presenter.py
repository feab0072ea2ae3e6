"""The document on the canvas and clicks back into the document."""

import numpy as np
import pytest

from app.changes import Changes
from app.mapimage.theme import Theme
from app.services.mapping import themed
from app.ui.document import Document
from app.ui.map.canvas import MapCanvas
from app.ui.map.presenter import MapPresenter
from retrofit.stock.fields import Level


@pytest.fixture
def canvas(qtbot):
    canvas = MapCanvas()
    canvas.resize(400, 300)
    qtbot.addWidget(canvas)
    yield canvas
    canvas.shutdown()


@pytest.fixture
def presenter(document, canvas):
    made = MapPresenter(document, canvas)
    yield made
    made.close()


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


def test_many_are_laid_and_coloured_beside_the_window(qtbot, document, canvas, town, monkeypatch):
    monkeypatch.setattr("app.ui.map.presenter.QUICK", 0)
    presenter = MapPresenter(document, canvas)
    assert canvas.stage.sources.buildings is None
    qtbot.waitUntil(lambda: presenter.legend is not None, timeout=20_000)
    assert len(canvas.stage.sources.buildings) == len(town.buildings)
    applied = themed(town, presenter.theme)
    np.testing.assert_array_equal(canvas.stage.look.colours.buildings, applied.colours.buildings)
    other = Theme("npv_eur", Level.BLOCK)
    document.set_theme(other)
    document.set_theme(presenter.theme)
    document.set_theme(other)
    qtbot.waitUntil(lambda: presenter.legend == themed(town, other).legend, timeout=20_000)
    presenter.close()


def test_a_project_that_was_closed_meanwhile_is_not_shown(qtbot, document, canvas, town, monkeypatch):
    monkeypatch.setattr("app.ui.map.presenter.QUICK", 0)
    presenter = MapPresenter(document, canvas)
    document.open(None, None, saved=True)
    qtbot.waitUntil(lambda: not presenter.busy, timeout=20_000)
    assert canvas.stage.sources.buildings is None
    document.open(town, None, saved=True)
    document.replace(town.replace(name="other"), Changes.NOTHING)
    qtbot.waitUntil(lambda: presenter.legend is not None, timeout=20_000)
    assert len(canvas.stage.sources.buildings) == len(town.buildings)
    presenter.close()


def test_a_class_of_the_legend_selects_its_members(document, presenter):
    document.set_theme(Theme("e_del_kwh_m2"))
    row = presenter.legend.rows[1]
    presenter.pick_class(row.key, adds=False)
    assert len(document.selection.rows) == row.count
    presenter.pick_class(presenter.legend.rows[2].key, adds=True)
    assert len(document.selection.rows) == row.count + presenter.legend.rows[2].count
    document.set_theme(Theme("saving_pct", Level.BLOCK))
    presenter.pick_class(presenter.legend.rows[0].key, adds=True)
    assert document.selection.level is Level.BLOCK
    assert len(document.selection.rows) == presenter.legend.rows[0].count


@pytest.mark.parametrize(
    "theme", [Theme("current_use"), Theme("generator"), Theme("year_of_construction", method="pack")]
)
def test_card_tells_what_the_building_is(document, presenter, theme):
    document.set_theme(theme)
    heated = int(np.flatnonzero(document.project.baseline.typed.heated)[0])
    lines = presenter.describe(Level.BUILDING, heated).split("\n")
    told = next(line for line in lines if line.startswith(theme.shown.label))
    assert "–" not in told


def test_card_has_both_results_of_a_pair(document, presenter):
    document.set_theme(Theme("e_del_kwh_m2", second="invest_eur_m2"))
    heated = int(np.flatnonzero(document.project.baseline.typed.heated)[0])
    text = presenter.describe(Level.BUILDING, heated)
    assert "kWh/(m²a)" in text
    assert "EUR/m²" in text
