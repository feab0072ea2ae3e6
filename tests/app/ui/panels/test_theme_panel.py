"""The form of the theme."""

import pytest

from app.mapimage.classify import METHODS
from app.mapimage.theme import Theme
from app.services.mapping import themed
from app.services.theming import CATEGORIES
from app.services.uncertainty import uncertainty_of
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


def offered(box):
    return [box.itemData(k) for k in range(box.count()) if box.itemData(k)]


def method_item(panel, method):
    return panel._item(panel._method, METHODS.index(method))


def test_results_inputs_and_names_are_offered_with_their_definitions(panel):
    names = offered(panel._result)
    assert names[: len(THEMES)] == list(THEMES)
    assert {*CATEGORIES, "year_of_construction", "e_del_kwh", "saving_pct"} <= set(names)
    assert len(names) == len(set(names))
    pick(panel._result, "npv_eur")
    assert FIELDS["npv_eur"].unit in panel._result.toolTip()


def test_certificate_classes_are_offered_where_the_country_has_some(document, panel):
    """The synthetic town is Danish: the certificate limits total primary energy."""
    pick(panel._result, "q_h_nd_kwh_m2")
    assert not method_item(panel, "pack").isEnabled()
    assert "total primary energy" in method_item(panel, "pack").toolTip()
    pick(panel._result, "e_p_tot_kwh")
    assert method_item(panel, "pack").isEnabled()
    pick(panel._method, "pack")
    assert document.theme.method == "pack"
    pick(panel._result, "invest_eur")
    assert document.theme.method == "quantile"


def test_years_fall_into_construction_periods(document, panel):
    pick(panel._result, "year_of_construction")
    assert document.theme.method == "pack"
    assert panel._method.currentText() == "Construction periods"


def test_what_only_buildings_have_is_not_offered_for_blocks(document, panel):
    document.set_theme(Theme("saving_pct", Level.BLOCK))
    pick(panel._result, "current_use")
    assert document.theme.level is Level.BUILDING
    assert not panel._level.button(Level.BLOCK).isEnabled()
    assert panel._level.button(Level.BLOCK).toolTip()
    assert panel._form.isRowVisible(panel._method) is False


def test_two_results_share_the_colours(document, panel):
    pick(panel._second, "invest_eur")
    assert document.theme.second == "invest_eur"
    assert panel._form.isRowVisible(panel._method) is False
    pick(panel._second, "")
    assert panel._form.isRowVisible(panel._method)


def test_guesses_are_hatched_or_not(document, panel):
    pick(panel._hatch, "")
    assert document.theme.hatched is False
    pick(panel._hatch, "guesses")
    assert document.theme.hatched is True


def test_wide_bands_are_offered_once_they_are_known(document, panel, town):
    place = panel._hatch.findData("bands")
    assert not panel._item(panel._hatch, place).isEnabled()
    assert "how sure" in panel._item(panel._hatch, place).toolTip()
    document.keep_bands(town, uncertainty_of(town, draws=16))
    assert panel._item(panel._hatch, place).isEnabled()
    pick(panel._hatch, "bands")
    assert document.theme.by_bands
    pick(panel._result, "co2_kg_m2")
    assert not panel._item(panel._hatch, place).isEnabled()


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


def test_a_low_window_leaves_the_room_to_the_legend_until_somebody_says_otherwise(make_window, town, qtbot):
    window = make_window()
    window.resize(1280, 720)
    window.document.open(town, None, saved=True)
    panel = window.findChild(ThemePanel)
    qtbot.waitUntil(panel.isVisible)
    assert not panel._method.isVisible()
    panel.head.click()
    assert panel._method.isVisible()
    again = ThemePanel(window.document, window.settings)
    qtbot.addWidget(again)
    again.show()
    assert again._method.isVisible()
