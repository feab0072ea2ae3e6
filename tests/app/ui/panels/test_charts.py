"""The charts of the bottom drawer follow what is selected, and can be taken along."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip

from app.services.charting import CHARTS
from app.ui import theme
from retrofit.stock.fields import Level


@pytest.fixture
def window(make_window, town):
    made = make_window(town)
    made.resize(1280, 800)
    return made


@pytest.fixture
def panel(window, qtbot):
    window.do("charts")
    found = window.room.charts
    settle(found, qtbot)
    return found


def settle(panel, qtbot):
    qtbot.waitUntil(lambda: panel.chart is not None and not panel.busy, timeout=20_000)


def choose(field, key, qtbot, panel):
    field.setCurrentIndex(field.findData(key))
    field.activated.emit(field.currentIndex())
    settle(panel, qtbot)


def heated_rows(town):
    return np.flatnonzero(town.baseline.typed.heated)


def test_the_drawer_shows_the_district_first(panel, town):
    assert panel.chart.key == "balance"
    assert panel.chart.scope == town.name
    assert "Heating need falls from" in panel.sentence.text()
    assert panel.view.picture.width == round(panel.view.width() * panel.view.devicePixelRatioF())
    assert panel.view.accessibleDescription() == panel.chart.sentence


def test_every_chart_can_be_chosen(panel, qtbot):
    titles = set()
    for key in CHARTS:
        choose(panel.kind, key, qtbot, panel)
        assert panel.chart.key == key
        assert panel.view.picture is not None
        titles.add(panel.chart.title)
    assert len(titles) == len(CHARTS)


def test_the_chart_follows_the_selection(panel, window, town, qtbot):
    row = int(heated_rows(town)[3])
    window.document.select(Level.BUILDING, (row,))
    settle(panel, qtbot)
    assert str(town.buildings.index[row]) in panel.chart.scope
    choose(panel.scope, "blocks", qtbot, panel)
    assert str(town.blocks.index[town.stock.block_of[row]]) in panel.chart.scope
    choose(panel.scope, "district", qtbot, panel)
    assert panel.chart.scope == town.name


def test_the_chart_follows_the_plan_and_its_undo(panel, window, qtbot):
    before = panel.chart
    window.do("all-none")
    qtbot.waitUntil(lambda: not window.runner.busy)
    settle(panel, qtbot)
    assert panel.chart.sentence != before.sentence
    window.do("undo")
    settle(panel, qtbot)
    assert panel.chart == before


def test_what_is_not_heated_says_so_and_offers_nothing(panel, window, town, qtbot):
    cold = int(np.flatnonzero(~town.baseline.typed.heated)[0])
    window.document.select(Level.BUILDING, (cold,))
    settle(panel, qtbot)
    assert "Nothing here is heated" in panel.view.accessibleDescription()
    assert not panel.picture.isEnabled() and not panel.figures.isEnabled() and not panel.copy.isEnabled()


def test_a_histogram_is_of_any_result(panel, town, qtbot):
    assert not panel.result.isVisible()
    choose(panel.kind, "histogram", qtbot, panel)
    assert panel.result.isVisible()
    choose(panel.result, "load", qtbot, panel)
    assert "Heat load" in panel.chart.title
    told = town.assessment.buildings["heat_load_kw"][town.baseline.typed.heated]
    assert panel.chart.marks[0].value == pytest.approx(np.median(told))


def test_the_choice_is_remembered(panel, window, qtbot):
    choose(panel.kind, "abatement", qtbot, panel)
    choose(panel.scope, "blocks", qtbot, panel)
    assert window.settings.chart == ("abatement", "blocks", "e_del")


@pytest.mark.parametrize(("ending", "kind"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("", b"\x89PNG")])
def test_a_picture_is_saved_with_title_and_sources(panel, window, tmp_path, qtbot, monkeypatch, ending, kind):
    chosen = tmp_path / (f"chart.{ending}" if ending else "chart")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(chosen), ""))
    with qtbot.waitSignal(window.operations.noted):
        qtbot.mouseClick(panel.picture, Qt.MouseButton.LeftButton)
    target = chosen if ending else tmp_path / "chart.png"
    assert target.read_bytes().startswith(kind)
    if ending == "svg":
        told = target.read_text(encoding="utf-8")
        assert "Energy balance" in told and "kWh/(m²a)" in told and "Typology" in told


def test_figures_are_saved(panel, window, tmp_path, qtbot, monkeypatch):
    chosen = tmp_path / "chart.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(chosen), ""))
    with qtbot.waitSignal(window.operations.noted):
        qtbot.mouseClick(panel.figures, Qt.MouseButton.LeftButton)
    with chosen.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["Chart", "Energy balance"]
    assert [float(cell) for cell in lines[7][1:]] == [one.values[0] for one in panel.chart.series]


def test_a_folder_that_is_gone_is_named(panel, window, tmp_path, qtbot, monkeypatch):
    chosen = tmp_path / "gone" / "chart.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(chosen), ""))
    with qtbot.waitSignal(window.runner.failed) as told:
        qtbot.mouseClick(panel.figures, Qt.MouseButton.LeftButton)
    assert "chart.csv" in told.args[0]


def test_the_picture_is_copied(panel, window, qtbot):
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(window.operations.noted):
        qtbot.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().image().width() > 1000


def test_the_pointer_is_told_the_value(panel, qtbot):
    hit = max(panel.view.picture.hits, key=lambda one: (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]))
    place = QPointF((hit.box[0] + hit.box[2]) / 2, (hit.box[1] + hit.box[3]) / 2)
    assert panel.view.told_at(place.x(), place.y()) == hit.text
    assert "Heating need" in hit.text and "kWh/(m²a)" in hit.text
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QMouseEvent.Type.MouseMove, place, panel.view.mapToGlobal(place), none, none,
                        Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(panel.view, moved)
    assert QToolTip.text() == hit.text
    QToolTip.hideText()
    assert panel.view.told_at(0, 0) == ""


def test_another_look_is_drawn_anew(panel, qtbot, qapp):
    def ground():
        return panel.view.grab().toImage().pixelColor(QPoint(2, 2)).lightness()

    assert ground() > 200
    try:
        with qtbot.waitSignal(panel.view.wanted):
            theme.apply(qapp, theme.LookOf.DARK)
        settle(panel, qtbot)
        assert ground() < 60
    finally:
        theme.apply(qapp, theme.LookOf.LIGHT)


def test_nothing_is_reckoned_while_nobody_looks(window, qtbot):
    panel = window.room.charts
    window.room.docks["table"].raise_()
    qtbot.waitUntil(lambda: panel.visibleRegion().isEmpty())
    window.document.select(Level.BUILDING, (1,))
    qtbot.waitUntil(lambda: not panel.busy)
    assert panel.chart is None
    window.room.docks["charts"].raise_()
    settle(panel, qtbot)
    assert panel.chart.scope == f"Building {window.document.project.buildings.index[1]}"


def inspector_charts(window, qtbot):
    found = window.room.inspector.charts
    qtbot.waitUntil(lambda: not found.busy and found.views["cash"].chart is not None, timeout=20_000)
    return found


def test_the_inspector_shows_small_charts_of_the_selection(window, town, qtbot):
    charts = inspector_charts(window, qtbot)
    assert charts.views["balance"].chart.scope == town.name
    row = int(heated_rows(town)[7])
    window.document.select(Level.BUILDING, (row,))
    charts = inspector_charts(window, qtbot)
    for key, view in charts.views.items():
        assert view.chart.key == key
        assert str(town.buildings.index[row]) in view.chart.scope
        assert view.picture.width == round(view.width() * view.devicePixelRatioF())


def test_the_small_charts_fold_away_and_stay_so(window, qtbot):
    charts = inspector_charts(window, qtbot)
    assert window.settings.charts_open
    qtbot.mouseClick(charts.head, Qt.MouseButton.LeftButton)
    assert not charts.views["balance"].isVisible()
    assert not window.settings.charts_open
    qtbot.mouseClick(charts.head, Qt.MouseButton.LeftButton)
    assert charts.views["balance"].isVisible()


def test_a_click_on_a_small_chart_shows_it_large(window, town, qtbot):
    charts = inspector_charts(window, qtbot)
    window.document.select(Level.BLOCK, (2,))
    window.room.inspector.ensureWidgetVisible(charts.views["costs"])
    qtbot.mouseClick(charts.views["costs"], Qt.MouseButton.LeftButton)
    panel = window.room.charts
    settle(panel, qtbot)
    assert not panel.visibleRegion().isEmpty()
    assert panel.chart.key == "costs"
    assert str(town.blocks.index[2]) in panel.chart.scope
