"""The chain of a figure can be walked in the window."""

import numpy as np
import pytest

from app.ui.dialogs.explanation import ExplanationDialog


@pytest.fixture
def dialog(town, qtbot):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    row = int(np.flatnonzero(town.baseline.typed.heated)[0])
    made = ExplanationDialog(parent, town, str(town.buildings.index[row]))
    made.show()
    yield made
    parent.close()


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_it_opens_on_the_first_result(dialog):
    top = dialog.tree.topLevelItem(0)
    assert top.text(0) == "Delivered energy per heated floor area"
    assert "kWh/(m²a)" in top.text(1)
    assert top.childCount() == 2
    assert "÷" in top.text(2)


def test_another_result_and_package_change_the_chain(dialog):
    choose(dialog.result, "invest_eur")
    choose(dialog.package, 2)
    advanced = dialog.tree.topLevelItem(0).text(1)
    choose(dialog.package, 0)
    assert dialog.tree.topLevelItem(0).text(1) == "0\u202fEUR"
    assert advanced != "0\u202fEUR"


def test_a_price_names_its_source(dialog):
    choose(dialog.result, "energy_cost_eur")
    top = dialog.tree.topLevelItem(0)
    prices = [
        top.child(i) for i in range(top.childCount()) if top.child(i).text(0).startswith("Energy price")
    ]
    assert prices
    assert all(item.text(3).startswith("country pack") for item in prices)
