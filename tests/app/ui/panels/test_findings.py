"""Findings and fates are listed, and a click leads to them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from app import bridge
from app.changes import Changes
from app.ui.panels.fates_model import FATE, FEATURE, WHY
from app.ui.panels.findings import ALL, NOTICED, FindingsPanel
from gis.account import Account, Remark
from retrofit.stock.fields import Level


@pytest.fixture
def panel(document, qtbot):
    made = FindingsPanel(document)
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    return made


@pytest.fixture
def bruised(town):
    """The town with one feature rejected and one repaired."""
    fates = town.account.fates.copy()
    fates.loc[fates.index[3], ["fate", "reason", "area_out_m2"]] = ["rejected", "geometry_duplicate", 0.0]
    fates.loc[fates.index[5], ["fate", "reason", "detail"]] = ["repaired", "geometry_repaired", "+1.00 m²"]
    return town.replace(account=Account(fates, town.account.remarks))


def test_every_finding_is_a_sentence(panel, town):
    assert len(panel.sentences) == len(bridge.findings(town)) > 0
    assert all(text.endswith((".", ")")) for text in panel.sentences)


def test_a_finding_selects_its_buildings_and_zooms_to_them(panel, document, town, qtbot):
    place = next(i for i, finding in enumerate(bridge.findings(town)) if finding.code == "not_heated")
    with qtbot.waitSignal(panel.zoom_requested) as asked:
        panel.findChild(QTableWidget).cellClicked.emit(place, 1)
    cold = np.flatnonzero(~town.baseline.typed.heated)
    assert document.selection.rows == tuple(cold.tolist())
    assert asked.args[0] == pytest.approx(tuple(town.buildings.geometry.iloc[cold].total_bounds))


def test_rejected_come_first_with_their_reason(panel, document, bruised):
    document.open(bruised, None, saved=True)
    model = panel.features
    assert model.rowCount() == 2
    assert model.index(0, FATE).data() == "Rejected"
    assert model.index(1, FATE).data() == "Repaired"
    assert "same shape" in model.index(0, WHY).data()
    assert "+1.00 m²" in model.index(1, WHY).data()


def test_all_features_are_there(panel, town):
    panel.show_features(ALL)
    assert panel.features.rowCount() == len(town.account.fates)
    panel.show_features(NOTICED)
    assert panel.features.rowCount() == 0


def test_a_feature_zooms_and_selects_what_became_of_it(panel, document, town, qtbot):
    panel.show_features(ALL)
    index = panel.features.index(4, FEATURE)
    with qtbot.waitSignal(panel.zoom_requested) as asked:
        panel._table.clicked.emit(index)
    row = document.selection.rows[0]
    assert str(town.buildings.index[row]) == index.data(Qt.ItemDataRole.DisplayRole)
    assert asked.args[0] == pytest.approx(town.buildings.geometry.iloc[row].bounds)


def test_no_project_empties_the_lists(panel, document):
    document.open(None, None, saved=True)
    document.changed.emit(Changes.EVERYTHING)
    assert panel.sentences == []
    assert panel.features.rowCount() == 0


def test_a_finding_about_parcels_selects_and_shows_them(panel, document, town, qtbot):
    names = tuple(town.parcels.index[:2])
    noticed = Remark("parcels_overlap", "blocks", names, {"count": 1, "cases": "one"})
    document.replace(town.replace(account=Account(town.account.fates, (noticed,))), Changes.FINDINGS)
    place = next(i for i, f in enumerate(bridge.findings(document.project)) if f.code == "parcels_overlap")
    with qtbot.waitSignal(panel.zoom_requested) as asked:
        panel.findChild(QTableWidget).cellClicked.emit(place, 1)
    assert document.selection.level is Level.PARCEL
    assert document.selection.rows == (0, 1)
    assert asked.args[0] == pytest.approx(tuple(town.parcels.geometry.iloc[:2].total_bounds))
