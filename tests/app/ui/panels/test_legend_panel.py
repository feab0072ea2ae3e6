"""The legend beside the map."""

import pytest
from PySide6.QtCore import QPoint, Qt

from app.mapimage.theme import Theme
from app.services.mapping import themed
from app.ui.panels.legend_panel import LegendPanel


@pytest.fixture
def panel(document, qtbot):
    panel = LegendPanel(document)
    qtbot.addWidget(panel)
    return panel


def shown(panel):
    return [
        (line.swatch.colour.getRgb()[:3], line.label.text(), line.count.text())
        for line in panel.lines
        if not line.isHidden()
    ]


@pytest.fixture
def follow(document, panel):
    """Keep the legend in step with the theme, as the presenter does."""

    def show(theme):
        panel.set_legend(themed(document.project, theme).legend)

    document.theme_changed.connect(show)
    yield document.set_theme
    document.theme_changed.disconnect(show)


def test_rows_equal_the_legend(document, panel):
    legend = themed(document.project, Theme("e_del_kwh_m2")).legend
    panel.set_legend(legend)
    assert shown(panel) == [(row.colour, row.label, str(row.count)) for row in legend.rows]
    assert panel._unit.text() == "kWh/(m²a)"
    assert legend.rows[0].label in panel.accessibleDescription()


def test_a_shorter_legend_leaves_no_row_behind(document, panel):
    panel.set_legend(themed(document.project, Theme("e_del_kwh_m2", n=9)).legend)
    short = themed(document.project, Theme("guessed_pct", n=2)).legend
    panel.set_legend(short)
    assert len(shown(panel)) == len(short.rows)


def test_no_map(panel):
    panel.set_legend(None)
    assert shown(panel) == []
    assert not panel._empty.isHidden()
    assert panel.histogram.isHidden()


def test_a_click_picks_a_class_and_ctrl_adds(panel, follow, qtbot):
    follow(Theme("e_del_kwh_m2"))
    panel.show()
    line = panel.lines[2]
    assert "Ctrl" in line.toolTip()
    with qtbot.waitSignal(panel.class_picked) as told:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert told.args == [2, False]
    with qtbot.waitSignal(panel.class_picked) as told:
        qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [2, True]


def test_a_class_is_hidden_and_shown_again(document, panel, follow):
    follow(Theme("e_del_kwh_m2"))
    panel.lines[1].box.click()
    assert document.theme.hidden == (1,)
    panel.lines[1].box.click()
    assert document.theme.hidden == ()


def test_a_dragged_break_is_at_once_an_own_break_and_can_be_taken_back(document, panel, follow, qtbot):
    before = Theme("e_del_kwh_m2")
    follow(before)
    panel.resize(300, 600)
    panel.show()
    histogram = panel.histogram
    start = histogram.breaks
    x = round(histogram.across(start[-1]))
    qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=QPoint(x, 40))
    qtbot.mouseMove(histogram, QPoint(x + 30, 40))
    assert document.theme.method == "own"
    assert document.theme.breaks[-1] > start[-1]
    assert document.theme.breaks[:-1] == start[:-1]
    qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=QPoint(x + 30, 40))
    panel.back.click()
    assert document.theme == before
    assert panel.back.isHidden()


def test_keys_move_add_and_take_away_breaks(document, panel, follow, qtbot):
    follow(Theme("e_del_kwh_m2"))
    panel.show()
    histogram, count = panel.histogram, len(panel.histogram.breaks)
    first = histogram.breaks[0]
    qtbot.keyClick(histogram, Qt.Key.Key_Left)
    assert document.theme.breaks[0] < first
    qtbot.keyClick(histogram, Qt.Key.Key_Insert)
    assert len(document.theme.breaks) == count + 1
    qtbot.keyClick(histogram, Qt.Key.Key_Delete)
    assert len(document.theme.breaks) == count
    qtbot.keyClick(histogram, Qt.Key.Key_Up)
    moved = histogram.active
    qtbot.keyClick(histogram, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    breaks = document.theme.breaks
    assert list(breaks) == sorted(breaks)
    assert breaks[moved] == histogram.breaks[moved]


def test_a_break_never_passes_its_neighbour(document, panel, follow, qtbot):
    follow(Theme("e_del_kwh_m2", method="own", breaks=(150.0, 200.0)))
    panel.show()
    for _press in range(40):
        qtbot.keyClick(panel.histogram, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    first, second = document.theme.breaks
    assert 150.0 < first < second == 200.0


def test_names_have_no_histogram_and_two_results_have_a_square(panel, follow, qtbot):
    follow(Theme("current_use"))
    assert panel.histogram.isHidden()
    follow(Theme("e_del_kwh_m2", second="invest_eur_m2"))
    assert not panel.square.isHidden()
    assert "EUR/m²" in panel.square.told(8)
    panel.show()
    with qtbot.waitSignal(panel.class_picked) as told:
        qtbot.mouseClick(panel.square, Qt.MouseButton.LeftButton, pos=panel.square.cell(5).center().toPoint())
    assert told.args == [5, False]
    with qtbot.waitSignal(panel.class_picked) as told:
        qtbot.keyClick(panel.square, Qt.Key.Key_Up)
        qtbot.keyClick(panel.square, Qt.Key.Key_Space)
    assert told.args == [8, False]


def test_years_are_not_grouped(panel, follow):
    follow(Theme("year_of_construction", method="pack"))
    assert "\u202f" not in panel.histogram.accessibleDescription()
    assert panel.histogram.accessibleDescription().startswith("Breaks: 19")
