"""The table and the map share one selection."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.services.planning import apply_default
from app.text.numbers import format_number
from app.ui.tables.table_panel import TablePanel
from retrofit.stock.fields import Level


@pytest.fixture
def panel(document, qtbot):
    made = TablePanel(document)
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    return made


def marked(panel):
    places = {index.row() for index in panel.view.selectionModel().selectedRows()}
    return sorted(panel.model.row_of(place) for place in places)


def sort_by(panel, name, order=Qt.SortOrder.DescendingOrder):
    column = next(c for c in range(panel.model.columnCount()) if panel.model.field(c).name == name)
    panel.view.sortByColumn(column, order)
    return column


def test_a_line_picked_is_selected_everywhere(panel, document):
    sort_by(panel, "floor_area_ref_m2")
    panel.view.selectRow(2)
    assert document.selection.level is Level.BUILDING
    assert document.selection.rows == (panel.model.row_of(2),)


def test_a_building_picked_elsewhere_is_marked_and_in_sight(panel, document):
    document.select(Level.BUILDING, (120, 7))
    assert marked(panel) == [7, 120]
    first = panel.model.index(int(panel.model.places_of(np.array([7]))[0]), 0)
    assert panel.view.viewport().rect().intersects(panel.view.visualRect(first))


def test_a_block_picked_elsewhere_turns_to_the_blocks(panel, document, town):
    document.select(Level.BLOCK, (2,))
    assert panel.model.level is Level.BLOCK
    assert panel.model.rowCount() == len(town.blocks)
    assert marked(panel) == [2]


def test_the_selection_stays_through_sorting_and_new_results(panel, document, town):
    document.select(Level.BUILDING, (3, 50, 51))
    sort_by(panel, "invest_eur")
    assert marked(panel) == [3, 50, 51]
    outcome = apply_default(town, 2)
    document.replace(outcome.project, outcome.changes)
    assert marked(panel) == [3, 50, 51]
    assert document.selection.rows == (3, 50, 51)


def test_the_filter_hides_but_does_not_forget(panel, document, town):
    name = str(town.buildings.index[10])
    document.select(Level.BUILDING, (3,))
    panel.filter.setText(name)
    assert panel.model.rowCount() == 1
    assert panel.count.text() == f"1 of {len(town.buildings)} rows"
    assert document.selection.rows == (3,)
    panel.filter.clear()
    assert marked(panel) == [3]


def test_the_footer_reckons_ratios_from_sums(panel, document, town):
    rows = np.flatnonzero(town.baseline.typed.heated)[:3]
    document.select(Level.BUILDING, tuple(rows.tolist()))
    found = town.assessment.buildings
    ratio = found["e_del_kwh"][rows].sum() / found["floor_area_ref_m2"][rows].sum()
    assert format_number(ratio, 1, "kWh/(m²a)") in panel.footer.text()
    assert panel.footer.text().startswith("3 selected")


def test_copied_lines_can_be_pasted_into_a_spreadsheet(panel, document, town):
    document.select(Level.BUILDING, (5, 6))
    panel.copy()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][0] == "Building"
    assert [line[0] for line in lines[1:]] == list(town.buildings.index[[5, 6]])
    place = lines[0].index("Heated floor area, m²")
    assert float(lines[1][place]) == pytest.approx(town.assessment.buildings["floor_area_ref_m2"][5])


def test_enter_zooms_to_what_is_selected(panel, qtbot):
    panel.view.selectRow(4)
    panel.view.setFocus()
    with qtbot.waitSignal(panel.zoom_requested) as asked:
        panel.view.activated.emit(panel.view.currentIndex())
    assert asked.args == [Level.BUILDING, (panel.model.row_of(4),)]


def test_a_column_can_be_shown(panel):
    menu = panel.column_menu()
    column = next(c for c in range(panel.model.columnCount()) if panel.model.field(c).name == "npv_eur")
    hidden = next(c for c in range(panel.model.columnCount()) if panel.model.field(c).name == "archetype")
    assert menu.actions()[column].isChecked()
    menu.actions()[hidden].setChecked(True)
    assert not panel.view.isColumnHidden(hidden)


def test_without_a_project_it_says_what_to_do(panel, document):
    document.open(None, None, saved=True)
    assert panel.view.isHidden()
    assert panel.model.rowCount() == 0
