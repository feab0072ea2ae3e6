"""The strip of totals equals the district and follows every change."""

import pytest

from app.services.planning import apply_default
from app.text.numbers import format_number
from app.ui.panels.totals import TotalsStrip


@pytest.fixture
def strip(document, qtbot):
    made = TotalsStrip(document)
    qtbot.addWidget(made)
    return made


def test_figures_of_the_district(strip, town):
    district = town.assessment.district
    shown = strip.texts()
    assert shown["floor_area_ref_m2"] == format_number(district["floor_area_ref_m2"][0], 0, "m²")
    assert shown["saving_pct"] == format_number(district["saving_pct"][0], 0, "%")


def test_it_follows_the_plan(strip, document, town):
    outcome = apply_default(town, 0)
    document.replace(outcome.project, outcome.changes)
    assert strip.texts()["invest_eur"] == "0 EUR"
    assert strip.texts()["saving_pct"] == format_number(0.0, 0, "%")


def test_without_a_project_it_is_empty(strip, document):
    document.open(None, None, saved=True)
    assert set(strip.texts().values()) == {""}
