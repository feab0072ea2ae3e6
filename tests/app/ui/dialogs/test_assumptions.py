"""The dialog of assumptions: shows what is, offers what can be, reckons as one change."""

import pytest

from app.packs import load_pack
from app.text.messages import sentence
from app.ui.dialogs.assumption_form import AssumptionForm
from app.ui.dialogs.assumptions import AssumptionsDialog
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
def dialog(make_window, town):
    window = make_window(town)
    window.do("assumptions")
    dialog = window.findChild(AssumptionsDialog)
    assert dialog.isVisible()
    return dialog


def options(form):
    return [form.climate.itemText(place) for place in range(form.climate.count())]


@pytest.mark.parametrize(
    "assumptions",
    [
        Assumptions(),
        Assumptions(Method.SEASONAL, "CZ.SE", False, 0.0, -0.0125, 1, 1.234),
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
                  form.factor, form.vat, form.prices):  # fmt: skip
        assert field.toolTip()


def test_reckoning_again_is_one_change(dialog, qtbot, town):
    document = dialog._operations.document
    dialog.form.discount.setValue(5.5)
    dialog.form.vat.setChecked(False)
    with qtbot.waitSignal(document.changed, timeout=20_000):
        dialog.reckon.click()
    assert document.project.assumptions == Assumptions(vat_included=False, discount_rate=0.055)
    assert document.project.assessment.district["npv_eur"] < town.assessment.district["npv_eur"]
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.project is town
    qtbot.waitUntil(lambda: not dialog._runner.busy)


def test_nothing_changed_reckons_nothing(dialog):
    dialog.reckon.click()
    assert not dialog._runner.busy
    assert not dialog._operations.document.undo_stack.canUndo()


def test_another_country_is_one_change_too(dialog, qtbot, town):
    document = dialog._operations.document
    dialog.form.country.setCurrentIndex(dialog.form.country.findData("DE"))
    with qtbot.waitSignal(document.changed, timeout=20_000):
        dialog.reckon.click()
    assert document.project.country == "DE"
    document.undo_stack.undo()
    assert document.project.country == town.country
    qtbot.waitUntil(lambda: not dialog._runner.busy)


def test_the_dialog_makes_room_for_what_it_has_to_say(dialog):
    height = dialog.height()
    dialog.form.country.setCurrentIndex(dialog.form.country.findData("DE"))
    assert dialog.form.stands_in.isVisible()
    assert dialog.height() > height
    dialog.form.country.setCurrentIndex(dialog.form.country.findData("DK"))
    assert dialog.height() == height


def test_a_fault_is_said_and_the_entries_stay(dialog, qtbot):
    form = dialog.form
    form.climate.addItem("Nowhere", "nowhere")
    form.climate.setCurrentIndex(form.climate.count() - 1)
    dialog.reckon.click()
    qtbot.waitUntil(dialog.fault.isVisible, timeout=10_000)
    said = {"pack": "Denmark", "station": "nowhere", "known": "sonderborg"}
    assert dialog.fault.text().startswith(sentence("pack_no_station", said)[:60])
    assert dialog.isVisible()
    assert form.isEnabled()
    assert form.climate.currentData() == "nowhere"
    dialog.reject()
    assert not dialog.isVisible()
