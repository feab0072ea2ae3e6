"""Correct values through the window: one change that can be undone."""

import numpy as np

from app.ui.dialogs.edit_values import EditValuesDialog
from retrofit.stock import codes


def test_what_is_left_as_it_is_is_not_changed(make_window, town, qtbot):
    window = make_window(project=town)
    dialog = EditValuesDialog(window, window.operations, (0, 1))
    qtbot.addWidget(dialog)
    assert dialog.values == {}
    dialog.coded["heating"].setCurrentIndex(dialog.coded["heating"].findData("district_heat"))
    dialog.numbered["year_of_construction"].setText("1931")
    dialog.numbered["renewal_roof"].setText("?")
    assert dialog.values == {"heating": "district_heat", "year_of_construction": "1931", "renewal_roof": "?"}


def test_values_are_one_change_that_undo_takes_back(make_window, town, qtbot):
    window = make_window(project=town)
    document = window.document
    rows = np.flatnonzero(town.baseline.typed.heated)[:3].tolist()
    with qtbot.waitSignal(document.changed, timeout=30_000):
        window.operations.set_values(rows, {"heating": "district_heat"})
    family = codes.HEATINGS.index("district_heat")
    assert (document.project.stock.heating[rows] == family).all()
    window.operations.undo()
    assert document.project.stock is town.stock


def test_an_impossible_year_is_said_in_the_dialog(make_window, town, qtbot):
    window = make_window(project=town)
    dialog = EditValuesDialog(window, window.operations, (0,))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.numbered["year_of_construction"].setText("3020")
    dialog.accept()
    qtbot.waitUntil(dialog.fault.isVisible, timeout=10_000)
    assert "3020" in dialog.fault.text()
    assert window.document.project is town


def test_fields_tell_what_the_buildings_have_now(make_window, town):
    window = make_window(town)
    one = EditValuesDialog(window, window.operations, (0,))
    year = town.baseline.typed.stock.year_of_construction[0]
    assert one.numbered["year_of_construction"].placeholderText() == f"as it is: {year:.0f}"
    assert one.numbered["renewal_roof"].placeholderText() == "as it is: not known"
    everybody = tuple(range(len(town.buildings)))
    many = EditValuesDialog(window, window.operations, everybody)
    years = town.baseline.typed.stock.year_of_construction
    assert (
        many.numbered["year_of_construction"].placeholderText()
        == f"as it is: {years.min():.0f} to {years.max():.0f}"
    )
    one.reject()
    many.reject()
