"""The panel of assumptions: shows what is, offers what can be, and the plan follows at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from app.packs import load_pack
from app.text.messages import sentence
from app.ui.panels.assumption_form import AssumptionForm
from app.ui.panels.assumptions import AssumptionsPanel
from retrofit.plan.scenario import Assumptions, Method

MELQUE, PRAGUE, ZURICH = (41.05, -4.47), (50.1, 14.4), (47.38, 8.54)


@pytest.fixture
def make_form(qtbot):
    def make(place=PRAGUE, assumptions=Assumptions(), code="CZ"):
        form = AssumptionForm(place)
        qtbot.addWidget(form)
        form.fill(assumptions, code)
        return form

    return make


@pytest.fixture
def window(make_window, town):
    window = make_window(town)
    window.do("assumptions")
    return window


@pytest.fixture
def panel(window, qtbot):
    panel = window.findChild(AssumptionsPanel)
    qtbot.waitUntil(panel.isVisible)
    return panel


def rest(qtbot, window):
    """Wait until the plan has followed."""
    panel = window.findChild(AssumptionsPanel)
    qtbot.waitUntil(lambda: not panel.following and not window.runner.busy, timeout=20_000)


def options(form):
    return [form.climate.itemText(place) for place in range(form.climate.count())]


@pytest.mark.parametrize(
    "assumptions",
    [
        Assumptions(),
        Assumptions(Method.SEASONAL, "CZ.SE", False, 0.0, -0.0125, 1, 1.234),
        Assumptions(own_prices=(("natural_gas", 0.25),)),
        Assumptions(station="prague", construction_price_factor=1.0),
    ],
)
def test_what_is_filled_in_comes_back(make_form, assumptions):
    form = make_form(assumptions=assumptions)
    assert form.assumptions == assumptions
    assert form.code == "CZ"


def test_the_nearest_climate_is_named(make_form):
    assert "Praha" in options(make_form())[0]
    assert "Continental" in options(make_form(MELQUE, code="ES"))[0]


def test_the_method_decides_which_climates_can_be_chosen(make_form):
    form = make_form(MELQUE, code="ES")
    stations, seasons = load_pack("ES").stations, load_pack("ES").seasons
    assert form.climate.count() == 1 + len(stations)
    form.method.setCurrentIndex(form.method.findData(Method.SEASONAL.value))
    assert form.climate.count() == 1 + len(seasons)
    assert all(form.climate.itemData(place, 3) for place in range(form.climate.count()))  # a source each


def test_a_season_that_was_named_shows_its_own_method(make_form):
    form = make_form(MELQUE, Assumptions(station="ES.ME"), "ES")
    assert form.assumptions == Assumptions(Method.SEASONAL, "ES.ME")


def test_another_pack_brings_its_own_climates_and_prices(make_form):
    form = make_form(assumptions=Assumptions(station="prague"))
    assert form.stands_in.isHidden()
    form.country.setCurrentIndex(form.country.findData("DK"))
    assert form.assumptions.station == ""
    assert not form.stands_in.isHidden()
    assert "Denmark" in form.stands_in.text()
    assert form.factor.value() == pytest.approx(load_pack("DK").construction_price.value)


def test_a_country_without_a_pack_is_said(make_form):
    assert "no pack for Switzerland" in make_form(ZURICH, code="AT").stands_in.text()


def test_the_own_price_factor_is_a_choice(make_form):
    form = make_form()
    assert not form.factor.isEnabled()
    form.own_factor.setChecked(True)
    form.factor.setValue(2.5)
    assert form.assumptions.construction_price_factor == 2.5
    form.back_to_pack()
    assert form.assumptions == Assumptions()
    assert form.factor.value() == pytest.approx(load_pack("CZ").construction_price.value)


def test_every_field_says_its_unit_or_source(make_form):
    form = make_form()
    for field in (form.discount, form.growth, form.horizon, form.factor):
        assert field.suffix() or field.prefix()
    for field in (form.country, form.method, form.climate, form.discount, form.growth, form.horizon,
                  form.factor, form.vat, form.year_of_prices):  # fmt: skip
        assert field.toolTip()
    for row in form.prices.rows.values():
        assert row.price.suffix() == " EUR/kWh"


def test_the_plan_follows_a_change_and_undo_takes_it_back(window, panel, qtbot, town):
    document = window.document
    panel.form.discount.setValue(5.5)
    rest(qtbot, window)
    assert document.project.assumptions == Assumptions(discount_rate=0.055)
    assert document.project.assessment.district["npv_eur"] < town.assessment.district["npv_eur"]
    assert document.undo_stack.undoText() == "Other discount rate"
    window.do("undo")
    assert document.project is town
    assert panel.form.discount.value() == 3.0
    window.do("redo")
    assert panel.form.discount.value() == 5.5


def test_a_slider_that_moves_is_one_step_of_undo(window, panel, qtbot, town):
    slider = panel.form.discount.property("slider")
    for place in (16, 18, 20):
        slider.setValue(place)
        rest(qtbot, window)
    assert window.document.project.assumptions.discount_rate == 0.05
    panel.form.horizon.setValue(25)
    rest(qtbot, window)
    assert window.document.undo_stack.count() == 2
    window.do("undo")
    assert window.document.project.assumptions == Assumptions(discount_rate=0.05)
    window.do("undo")
    assert window.document.project is town


def test_an_own_energy_price_moves_the_money_and_nothing_else(window, panel, qtbot, town):
    row = panel.form.prices.rows["district_heat"]
    assert row.price.value() == pytest.approx(
        load_pack(town.country).carrier(6).price_eur_kwh.value, abs=1e-4
    )
    assert not row.back.isVisible()
    row.price.setValue(2 * row.of_pack)
    rest(qtbot, window)
    after = window.document.project
    assert after.assumptions.own_prices == (("district_heat", pytest.approx(2 * row.of_pack)),)
    now, before = after.assessment.district, town.assessment.district
    assert now["npv_eur"] > before["npv_eur"]
    assert now["e_del_kwh"] == before["e_del_kwh"]
    row.back.click()
    rest(qtbot, window)
    assert window.document.project.assumptions == Assumptions()


def test_the_packs_values_come_back_with_one_click(window, panel, qtbot):
    assert not panel.back.isEnabled()
    panel.form.vat.setChecked(False)
    panel.form.horizon.setValue(20)
    rest(qtbot, window)
    assert panel.back.isEnabled()
    panel.back.click()
    rest(qtbot, window)
    assert window.document.project.assumptions == Assumptions()
    assert not panel.back.isEnabled()


def test_another_country_is_one_change_too(window, panel, qtbot, town):
    place = panel.form.country.findData("DE")
    panel.form.country.setCurrentIndex(place)
    panel.form.country.activated.emit(place)
    rest(qtbot, window)
    assert window.document.project.country == "DE"
    window.do("undo")
    assert window.document.project.country == town.country
    assert panel.form.code == town.country


def test_changes_while_it_reckons_are_reckoned_after(window, panel, qtbot):
    panel.form.discount.setValue(4.0)
    taken = lambda: window.document.project.assumptions.discount_rate == 0.04  # noqa: E731
    qtbot.waitUntil(lambda: window.runner.busy or taken(), timeout=5000)  # a quick machine is done by now
    panel.form.growth.setValue(1.0)
    rest(qtbot, window)
    found = window.document.project.assumptions
    assert (found.discount_rate, found.energy_price_growth) == (0.04, 0.01)


def test_a_fault_is_said_and_the_entries_stay(window, panel, qtbot):
    form = panel.form
    form.climate.addItem("Nowhere", "nowhere")
    form.climate.setCurrentIndex(form.climate.count() - 1)
    form.climate.activated.emit(form.climate.count() - 1)
    qtbot.waitUntil(panel.fault.isVisible, timeout=10_000)
    said = {"pack": "Denmark", "station": "nowhere", "known": "sonderborg"}
    assert panel.fault.text().startswith(sentence("pack_no_station", said)[:60])
    assert form.climate.currentData() == "nowhere"
    form.climate.setCurrentIndex(0)
    form.climate.activated.emit(0)
    qtbot.waitUntil(lambda: not panel.fault.isVisible(), timeout=10_000)


def test_the_wheel_scrolls_the_page_and_changes_no_value(panel, qtbot):
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    field = panel.form.horizon
    field.clearFocus()
    turn = QWheelEvent(QPointF(5, 5), field.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, -120),
                       Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                       Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(field, turn)
    assert field.value() == 30


def test_the_undo_keys_take_back_a_change_while_the_cursor_is_in_its_field(window, panel, qtbot, town):
    window.activateWindow()
    field = panel.form.discount
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "4,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.document.project.assumptions.discount_rate == pytest.approx(0.045)
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Undo))
    rest(qtbot, window)
    assert window.document.project.assumptions == town.assumptions
    assert field.value() == pytest.approx(100 * town.assumptions.discount_rate)
