"""The inspector tells of the selection, else of the district, and asks for packages."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from app.changes import Changes
from app.services.planning import assign_package, set_packages
from app.text.numbers import format_number
from app.ui.panels.inspector import Inspector
from app.ui.widgets.choice import Choice
from gis.parcel_shares import Shares
from retrofit.plan.package import Insulation, Package
from retrofit.stock import codes
from retrofit.stock.fields import Level


@pytest.fixture
def inspector(document, qtbot):
    panel = Inspector(document)
    qtbot.addWidget(panel)
    panel.resize(360, 900)
    panel.show()
    return panel


def words(panel):
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel))


def heated_row(town):
    return int(np.flatnonzero(town.baseline.typed.heated)[0])


def test_nothing_selected_is_the_district(inspector, town):
    assert town.name in words(inspector)
    assert format_number(town.assessment.district["floor_area_ref_m2"][0], 0, "m²") in words(inspector)


def test_a_building_shows_its_inputs(inspector, document, town):
    row = heated_row(town)
    document.select(Level.BUILDING, (row,))
    told = words(inspector)
    assert str(town.buildings.index[row]) in told
    assert "Inputs and where they come from" in told
    assert format_number(float(town.baseline.typed.stock.floor_area_gross_m2[row]), 0, "m²") in told


def test_a_block_shows_no_inputs(inspector, document, town):
    document.select(Level.BLOCK, (0,))
    told = words(inspector)
    assert str(town.blocks.index[0]) in told
    assert "Inputs and where they come from" not in told


def test_what_is_not_heated_offers_no_package(inspector, document, town):
    document.select(Level.BUILDING, (int(np.flatnonzero(~town.baseline.typed.heated)[0]),))
    told = words(inspector)
    assert "Nothing here is heated" in told
    assert "Renovation package" not in told


def test_a_click_asks_for_a_package_and_changes_nothing_itself(inspector, document, town, qtbot):
    row = heated_row(town)
    document.select(Level.BUILDING, (row,))
    button = next(b for b in inspector.findChildren(QToolButton) if b.text() == "Advanced")
    with qtbot.waitSignal(inspector.package_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [(row,), 2]
    assert document.project is town


def test_it_follows_a_change_of_package(inspector, document, town):
    row = heated_row(town)
    document.select(Level.BUILDING, (row,))
    before = words(inspector)
    changed = assign_package(town, np.array([row], dtype=np.int32), 2)
    document.replace(changed.project, changed.changes)
    buttons = inspector.findChild(Choice).findChildren(QToolButton)
    down = [button.text() for button in buttons if button.isChecked()]
    assert words(inspector) != before
    assert down == ["Advanced"]


def test_no_project_says_what_to_do(inspector, document):
    document.open(None, None, saved=True)
    document.changed.emit(Changes.EVERYTHING)
    assert "Open a district" in words(inspector)
    assert "Renovation package" not in words(inspector)


def test_the_figures_of_one_building_can_be_questioned(inspector, document, town, qtbot):
    row = heated_row(town)
    document.select(Level.BUILDING, (row,))
    with qtbot.waitSignal(inspector.explanation_requested) as asked:
        qtbot.mouseClick(inspector.why, Qt.MouseButton.LeftButton)
    assert asked.args == [str(town.buildings.index[row])]
    document.select(Level.BLOCK, (0,))
    assert inspector.why.isHidden()


def test_own_packages_are_offered_too(inspector, document, town, qtbot):
    planned = set_packages(town, (Package("deep", ((codes.WALL, Insulation(0.2)),)),)).project
    document.open(planned, None, saved=True)
    row = heated_row(planned)
    document.select(Level.BUILDING, (row,))
    button = next(b for b in inspector.findChildren(QToolButton) if b.text() == "deep")
    with qtbot.waitSignal(inspector.package_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [(row,), 3]


def test_many_buildings_are_summed_up_beside_the_window(inspector, document, town, qtbot, monkeypatch):
    monkeypatch.setattr("app.ui.panels.inspector.QUICK", 20)
    before = words(inspector)
    document.select(Level.BUILDING, (heated_row(town),))
    assert words(inspector) != before
    document.select(Level.BUILDING)
    assert inspector.busy
    qtbot.waitUntil(lambda: not inspector.busy)
    assert words(inspector) == before
    inspector.close_down()


def test_a_building_over_a_boundary_names_its_parcels_with_their_shares(inspector, document, town):
    shares = Shares(
        np.array([0, 0], dtype=np.int32), np.array([0, 1], dtype=np.int32),
        np.array([70.0, 30.0]), np.array([0.7, 0.3]), np.array([0.35, 0.1]),
    )  # fmt: skip
    document.replace(town.replace(shares=shares), Changes.STOCK)
    document.select(Level.BUILDING, (0,))
    told = words(inspector)
    for name, share in zip(town.parcels.index[:2], ("70", "30"), strict=True):
        assert f"Parcel {name}" in told
        assert format_number(float(share), 0, "%") in told
    document.select(Level.PARCEL, (1,))
    assert f"Building {town.buildings.index[0]}" in words(inspector)
    document.select(Level.BLOCK, (0,))
    assert "Parcels and buildings" not in words(inspector)
