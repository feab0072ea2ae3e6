"""The legend beside the map."""

import pytest

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
        (swatch.colour.getRgb()[:3], label.text(), count.text())
        for swatch, label, count in panel._rows
        if not label.isHidden()
    ]


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
