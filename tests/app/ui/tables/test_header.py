"""Titles sort, also by several columns, and the lines below them filter."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.services.planning import apply_default
from app.ui.tables.table_panel import TablePanel
from retrofit.stock.fields import Level

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(document, qtbot):
    made = TablePanel(document)
    qtbot.addWidget(made)
    made.resize(1400, 400)
    made.show()
    made.filter_row.click()
    yield made
    made.stop()


def column_of(panel, name):
    return next(c for c in range(panel.model.columnCount()) if panel.model.field(c).name == name)


def click(panel, qtbot, name, keys=Qt.KeyboardModifier.NoModifier):
    header, column = panel.view.header, column_of(panel, name)
    panel.view.scrollTo(panel.model.index(0, column))
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, keys, QPoint(x, 12))


def values(panel, name):
    return panel.model.columns[column_of(panel, name)].keys[panel.model.rows]


def test_a_click_sorts_upwards_downwards_and_not_at_all(panel, qtbot):
    click(panel, qtbot, "floor_area_ref_m2")
    assert (np.diff(values(panel, "floor_area_ref_m2")) >= 0).all()
    click(panel, qtbot, "floor_area_ref_m2")
    assert (np.diff(values(panel, "floor_area_ref_m2")) <= 0).all()
    click(panel, qtbot, "floor_area_ref_m2")
    assert panel.model.sorting == []
    assert (panel.model.rows == np.arange(panel.model.total)).all()


def test_shift_sorts_rows_alike_by_another_column(panel, qtbot):
    click(panel, qtbot, "size_class")
    click(panel, qtbot, "year_of_construction", SHIFT)
    click(panel, qtbot, "year_of_construction", SHIFT)
    names = [(panel.model.field(column).name, down) for column, down in panel.model.sorting]
    assert names == [("size_class", False), ("year_of_construction", True)]
    classes, years = values(panel, "size_class"), values(panel, "year_of_construction")
    known = ~np.isnan(classes)
    assert (np.diff(classes[known]) >= 0).all()
    for one in np.unique(classes[known]):
        assert (np.diff(years[classes == one]) <= 0).all()
    click(panel, qtbot, "year_of_construction", SHIFT)
    assert len(panel.model.sorting) == 1


def test_what_is_written_below_a_title_filters(panel, qtbot, town):
    line = panel.view.header.line(column_of(panel, "e_del_kwh_m2"))
    qtbot.keyClicks(line, ">200")
    shown = town.assessment.buildings["e_del_kwh_m2"]
    assert set(panel.model.rows.tolist()) == set(np.flatnonzero(shown > 200).tolist())
    use = panel.view.header.line(column_of(panel, "size_class"))
    qtbot.keyClicks(use, "apart")
    assert (shown[panel.model.rows] > 200).all()
    assert {panel.model.text(row, column_of(panel, "size_class")) for row in panel.model.rows.tolist()} == {
        "Apartment block"
    }
    line.clear()
    use.clear()
    assert panel.model.rowCount() == panel.model.total


def test_what_cannot_be_read_is_marked_and_filters_nothing(panel, qtbot):
    line = panel.view.header.line(column_of(panel, "e_del_kwh_m2"))
    qtbot.keyClicks(line, "many")
    assert line.property("fault") == "true"
    assert panel.model.rowCount() == panel.model.total
    line.clear()
    assert line.property("fault") == ""


def test_the_lines_stay_through_new_results_and_go_with_the_level(panel, document, town, qtbot):
    qtbot.keyClicks(panel.view.header.line(column_of(panel, "size_class")), "apart")
    count = panel.model.rowCount()
    outcome = apply_default(town, 2)
    document.replace(outcome.project, outcome.changes)
    assert panel.model.rowCount() == count
    panel.level.button(Level.BLOCK).click()
    assert panel.model.rowCount() == panel.model.total
    panel.level.button(Level.BUILDING).click()
    assert panel.model.rowCount() == panel.model.total


def test_the_lines_lie_under_their_titles_and_can_be_hidden(panel, qtbot):
    header = panel.view.header
    column = column_of(panel, "current_use")
    line = header.line(column)
    assert line.isVisible()
    assert abs(line.x() - header.sectionViewportPosition(column)) <= 4
    qtbot.keyClicks(line, "office")
    tall = header.height()
    panel.filter_row.click()
    assert not line.isVisible()
    assert header.height() < tall
    assert panel.model.rowCount() == panel.model.total


def test_statistics_of_the_column_of_the_current_cell(panel, document, town):
    column = column_of(panel, "floor_area_ref_m2")
    panel.view.setCurrentIndex(panel.model.index(0, column))
    document.select(Level.BUILDING, (0, 1))
    areas = town.assessment.buildings["floor_area_ref_m2"][:2]
    text = panel.statistics.text()
    assert "2 values" in text
    assert f"{areas.sum():,.0f}".replace(",", "\u202f") in text
    panel.view.setCurrentIndex(panel.model.index(0, column_of(panel, "e_del_kwh_m2")))
    assert "sum" not in panel.statistics.text()


def test_many_rows_are_sorted_and_filtered_beside_the_window(document, city, qtbot):
    document.open(city, None, saved=True)
    panel = TablePanel(document)
    qtbot.addWidget(panel)
    panel.show()
    column = column_of(panel, "e_del_kwh_m2")
    panel.model.sort(column, Qt.SortOrder.DescendingOrder)
    panel.model.filter_column(column, ">200")
    assert panel.model.busy
    qtbot.waitUntil(lambda: not panel.model.busy, timeout=20_000)
    found = values(panel, "e_del_kwh_m2")
    assert len(found) == (city.assessment.buildings["e_del_kwh_m2"] > 200).sum()
    assert (np.diff(found) <= 0).all()
    qtbot.waitUntil(lambda: panel.footer.text().startswith("Filtered rows"), timeout=20_000)
    panel.stop()
