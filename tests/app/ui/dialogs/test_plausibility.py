"""The plan can be put beside statistics in the window, with the user's own total."""

import pytest

from app.services.planning import set_country
from app.ui.dialogs.plausibility import PlausibilityDialog


@pytest.fixture
def shown(qtbot):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)

    def show(project):
        made = PlausibilityDialog(parent, project)
        made.show()
        return made

    yield show
    parent.close()


def rows(dialog):
    table = dialog.table
    return [[table.item(row, column).text() for column in range(7)] for row in range(table.rowCount())]


def test_it_shows_ratio_and_source(town, shown):
    dialog = shown(town)
    told = rows(dialog)
    assert [row[0] for row in told] == ["All uses per inhabitant", "Floor area per dwelling"]
    assert all("Denmark" in row[6] for row in told)
    assert dialog.headline.text() == "Nothing is outside what is plausible"
    assert dialog.findings.isHidden()
    assert "Living area" in dialog.notes.text()


def test_the_own_total_is_compared_and_can_be_taken_back(town, shown):
    dialog = shown(town)
    energy = float(town.assessment.district["e_del_kwh"][0])
    dialog.own.setValue(energy / 2000.0)
    assert rows(dialog)[0][0] == "Your own total of the district"
    assert rows(dialog)[0][4] == "2.00"
    assert dialog.headline.text() == "Figures outside what is plausible: 1 of 3"
    assert not dialog.findings.isHidden()
    dialog.own.setValue(0.0)
    assert len(rows(dialog)) == 2


def test_a_country_without_data_says_so(town, shown):
    dialog = shown(set_country(town, "RS").project)
    assert dialog.table.isHidden()
    assert "no data for Serbia" in dialog.findings.text()


def test_the_action_opens_it(town, make_window):
    window = make_window(town)
    window.operations.ask_statistics()
    dialog = window.findChild(PlausibilityDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.close()
