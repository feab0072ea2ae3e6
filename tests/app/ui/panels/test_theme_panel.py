"""The form of the theme."""

import pytest

from app.mapimage.theme import Theme
from app.services.mapping import themed
from app.ui.panels.theme_panel import ThemePanel, parse_breaks
from retrofit.stock.fields import FIELDS, THEMES, Level


@pytest.fixture
def panel(document, qtbot):
    panel = ThemePanel(document)
    qtbot.addWidget(panel)
    return panel


def pick(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_every_theme_is_offered_with_its_definition(panel):
    assert [panel._result.itemData(k) for k in range(panel._result.count())] == list(THEMES)
    pick(panel._result, "npv_eur")
    assert FIELDS["npv_eur"].unit in panel._result.toolTip()


def test_every_control_changes_the_theme(document, panel):
    pick(panel._result, "invest_eur")
    pick(panel._method, "natural")
    pick(panel._ramp, "viridis")
    panel._classes.setValue(7)
    panel._level.button(Level.BLOCK).click()
    assert document.theme == Theme("invest_eur", Level.BLOCK, "natural", 7, "viridis")


def test_own_breaks_start_from_the_map(document, panel):
    inner = themed(document.project, panel.theme).classes.upper[:-1]
    pick(panel._method, "own")
    assert document.theme.breaks == inner
    panel._breaks.setText("100; 200")
    panel._breaks.editingFinished.emit()
    assert document.theme.breaks == (100.0, 200.0)


def test_a_word_among_breaks_is_told_and_changes_nothing(document, panel):
    pick(panel._method, "own")
    before = document.theme
    panel._breaks.setText("100; many")
    panel._breaks.editingFinished.emit()
    assert document.theme == before
    assert not panel._fault.isHidden()


def test_another_result_leaves_own_breaks_behind(document, panel):
    pick(panel._method, "own")
    pick(panel._result, "npv_eur")
    assert document.theme.method == "quantile"
    assert document.theme.breaks == ()


def test_the_form_follows_the_document(document, panel):
    document.set_theme(Theme("npv_eur", Level.PARCEL, "own", 3, "PuOr", (-10.0, 0.0, 10.0)))
    assert panel._result.currentData() == "npv_eur"
    assert panel._level.value is Level.PARCEL
    assert panel._breaks.text() == "-10; 0; 10"
    assert panel._ramp.currentData() == "PuOr"


def test_nothing_to_colour_disables_the_form(document, panel):
    document.open(None, None, saved=True)
    assert not panel.isEnabled()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50; 100;150", (50.0, 100.0, 150.0)),
        ("3 1 2", (1.0, 2.0, 3.0)),
        ("1,5; 2,5", (1.5, 2.5)),
        ("\u22125; 5", (-5.0, 5.0)),
        ("5; 5", (5.0,)),
        ("", ()),
        ("x", None),
        ("nan", None),
        ("inf", None),
        (" ".join(str(k) for k in range(12)), None),
    ],
)
def test_breaks(text, expected):
    assert parse_breaks(text) == expected
