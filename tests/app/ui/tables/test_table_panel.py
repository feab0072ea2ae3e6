"""The table and the map share one selection."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

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


def test_another_project_is_shown_unfiltered(panel, document, town):
    panel.filter.setText("apartment")
    document.open(town, None, saved=True)
    assert panel.filter.text() == ""
    assert panel.model.rowCount() == len(town.buildings)


def test_the_footer_reckons_ratios_from_sums(panel, document, town):
    rows = np.flatnonzero(town.baseline.typed.heated)[:3]
    document.select(Level.BUILDING, tuple(rows.tolist()))
    found = town.assessment.buildings
    ratio = found["e_del_kwh"][rows].sum() / found["floor_area_ref_m2"][rows].sum()
    mean = found["e_del_kwh_m2"][rows].mean()
    assert ratio != pytest.approx(mean, abs=0.1)
    assert format_number(ratio, 1, "kWh/(m²a)") in panel.footer.text()
    assert format_number(mean, 1, "kWh/(m²a)") not in panel.footer.text()
    assert panel.footer.text().startswith("3 selected")


def test_the_footer_speaks_of_what_is_shown(panel, town):
    area = town.assessment.district["floor_area_ref_m2"][0]
    assert panel.footer.text().startswith("All rows")
    assert format_number(area, 0, "m²") in panel.footer.text()
    panel.filter.setText("apartment block")
    of_class = town.assessment.buildings["floor_area_ref_m2"][panel.model.rows].sum()
    assert panel.footer.text().startswith("Filtered rows")
    assert format_number(of_class, 0, "m²") in panel.footer.text()


def test_copied_lines_can_be_pasted_into_a_spreadsheet(panel, document, town, qtbot):
    document.select(Level.BUILDING, (5, 6))
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][0] == "Building"
    assert [line[0] for line in lines[1:]] == list(town.buildings.index[[5, 6]])
    place = lines[0].index("Heated floor area [m²]")
    assert float(lines[1][place]) == pytest.approx(town.assessment.buildings["floor_area_ref_m2"][5])
    assert lines[1][lines[0].index("Package")].endswith("renovation")


def test_nothing_selected_copies_all_that_is_shown(panel):
    panel.filter.setText("apartment block")
    sort_by(panel, "building_id")
    panel.copy()
    lines = QGuiApplication.clipboard().text().split("\n")[1:]
    assert len(lines) == panel.model.rowCount()
    assert [line.split("\t")[0] for line in lines] == sorted(
        (line.split("\t")[0] for line in lines), reverse=True
    )


def test_all_that_is_shown_can_be_selected(panel, document, qtbot):
    panel.filter.setText("terraced")
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert document.selection.rows == tuple(sorted(panel.model.rows.tolist()))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_zooms_to_what_is_selected(panel, qtbot, key):
    panel.view.selectRow(4)
    panel.view.setFocus()
    with qtbot.waitSignal(panel.zoom_requested) as asked:
        qtbot.keyClick(panel.view, key)
    assert asked.args == [Level.BUILDING, (panel.model.row_of(4),)]


def test_a_double_click_zooms_to_its_line(panel, qtbot):
    spot = panel.view.visualRect(panel.model.index(3, 0)).center()
    with qtbot.waitSignal(panel.zoom_requested) as asked:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args == [Level.BUILDING, (panel.model.row_of(3),)]


def test_each_pick_is_told_once(panel, document):
    heard = []
    document.selection_changed.connect(heard.append)
    panel.view.selectRow(2)
    document.select(Level.BUILDING, (9, 10))
    document.select(Level.BLOCK, (1,))
    panel.level.button(Level.PARCEL).click()
    assert [(one.level, one.rows) for one in heard] == [
        (Level.BUILDING, (2,)),
        (Level.BUILDING, (9, 10)),
        (Level.BLOCK, (1,)),
    ]


def test_another_level_chosen_in_the_table_leaves_the_map_alone(panel, document):
    document.select(Level.BUILDING, (3,))
    panel.level.button(Level.BLOCK).click()
    assert panel.model.level is Level.BLOCK
    assert marked(panel) == []
    assert document.selection.rows == (3,)
    document.select(Level.BUILDING)
    assert panel.model.level is Level.BLOCK


def test_new_results_leave_the_table_where_it_is(panel, document, town):
    sort_by(panel, "year_of_construction")
    panel.view.selectRow(60)
    panel.view.verticalScrollBar().setValue(55)
    panel.view.horizontalScrollBar().setValue(40)
    order = panel.model.rows.copy()
    outcome = apply_default(town, 2)
    document.replace(outcome.project, outcome.changes)
    assert (panel.model.rows == order).all()
    assert panel.view.verticalScrollBar().value() == 55
    assert panel.view.horizontalScrollBar().value() == 40
    assert panel.view.currentIndex().row() == 60
    header = panel.view.horizontalHeader()
    assert panel.model.field(header.sortIndicatorSection()).name == "year_of_construction"


def test_without_a_project_it_says_what_to_do(panel, document):
    document.open(None, None, saved=True)
    assert panel.view.isHidden()
    assert panel.model.rowCount() == 0


@pytest.fixture
def wide(city, qtbot):
    from app.ui.document import Document

    document = Document()
    document.open(city, None, saved=True)
    made = TablePanel(document)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    yield made, document
    qtbot.waitUntil(lambda: not made.sums_busy)
    made.stop()


def click(panel, place, keys=Qt.KeyboardModifier.NoModifier):
    spot = panel.view.visualRect(panel.model.index(place, 0)).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, keys, spot)


def looks_marked(panel, place):
    option = QStyleOptionViewItem()
    panel.view.itemDelegate().initStyleOption(option, panel.model.index(place, 0))
    return bool(option.state & QStyle.StateFlag.State_Selected)


def test_a_selection_in_many_pieces_is_marked_and_can_be_changed(wide, qtbot):
    panel, document = wide
    every = tuple(range(0, panel.model.total, 3))
    document.select(Level.BUILDING, every)
    assert panel.model.marks == len(every)
    assert [looks_marked(panel, place) for place in range(4)] == [True, False, False, True]
    click(panel, 1, Qt.KeyboardModifier.ControlModifier)
    assert document.selection.rows == tuple(sorted((*every, panel.model.row_of(1))))
    assert looks_marked(panel, 1)
    click(panel, 3, Qt.KeyboardModifier.ControlModifier)
    assert panel.model.row_of(3) not in document.selection.rows
    assert len(document.selection.rows) == len(every)
    click(panel, 2)
    assert document.selection.rows == (panel.model.row_of(2),)
    assert panel.model.marks == 0
    assert marked(panel) == [panel.model.row_of(2)]
    qtbot.waitUntil(lambda: not panel.sums_busy)
