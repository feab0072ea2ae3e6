"""`FindingsPanel`: what was noticed, and the fate of every input feature."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import bridge
from app.changes import Changes
from app.text import labels
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.document import Document
from app.ui.panels.fates_model import FATE, FEATURE, LAYER, WHY, FatesModel
from app.ui.theme import GAP
from app.ui.tones import tones
from app.ui.widgets.choice import Choice
from app.ui.widgets.texts import muted, show
from gis.account import Fate
from retrofit.findings import Finding, Severity
from retrofit.stock.fields import Level

AT_ONCE: Final = 20_000
"""Features whose account is shown at once with everything else."""
NOTICED: Final = frozenset({Fate.REPAIRED.value, Fate.REJECTED.value})
ALL: Final = frozenset(fate.value for fate in Fate)

TONES: Final = {Severity.BLOCKS: "fault", Severity.DOUBTS: "doubt", Severity.NOTES: "muted"}

RELEVANT: Final = Changes.PROJECT | Changes.STOCK | Changes.FINDINGS


class FindingsPanel(QWidget):
    """Findings to the left, features to the right; a click selects and zooms."""

    zoom_requested = Signal(object)
    """Bounds xmin, ymin, xmax, ymax in the metric CRS of the project."""
    correction_requested = Signal()
    """The user wants to correct values of the buildings that are selected."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._findings: tuple[Finding, ...] = ()
        self._list, self._table, self.features = QTableWidget(), QTableView(), FatesModel(self)
        self._which = Choice(
            [(NOTICED, _("Repaired and rejected")), (ALL, _("All features"))], _("Features shown")
        )
        self.correct = QPushButton(_("Correct values…"))
        self.correct.setToolTip(
            _("Values of the buildings of the marked finding, for all of them at once (F2)")
        )
        self._told, self._none = muted(), muted(_("Every feature was taken as it is."))
        self._prepare_list()
        self._prepare_table()
        self._lay_out()
        self._which.chosen.connect(lambda _which: self._show_features())
        self._list.currentCellChanged.connect(lambda *_cells: self._allow())
        self.correct.clicked.connect(self._correct)
        document.changed.connect(self._changed)
        self._changed(Changes.EVERYTHING)

    @property
    def sentences(self) -> list[str]:
        """Findings as they are shown, heaviest first."""
        return [finding_sentence(finding) for finding in self._findings]

    def restyle(self) -> None:
        """Take the colours of another look."""
        self._show_findings()

    def show_features(self, which: frozenset[str]) -> None:
        """Show the features of some fates."""
        self._which.set_value(which)
        self._show_features()

    def _prepare_list(self) -> None:
        view, header = self._list, self._list.horizontalHeader()
        view.setColumnCount(3)
        view.setHorizontalHeaderLabels([_("Weight"), _("What was noticed"), _("Buildings")])
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setAccessibleName(_("Findings"))
        _plain_rows(view)
        view.setWordWrap(True)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.cellClicked.connect(self._pick_finding)
        view.cellActivated.connect(self._pick_finding)

    def _prepare_table(self) -> None:
        view = self._table
        view.setModel(self.features)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setAccessibleName(_("Input features"))
        _plain_rows(view)
        view.setWordWrap(False)
        view.verticalHeader().setDefaultSectionSize(24)
        for column, width in ((FATE, 80), (LAYER, 100), (FEATURE, 200), (WHY, 320)):
            view.setColumnWidth(column, width)
        view.horizontalHeader().setStretchLastSection(True)
        view.clicked.connect(self._pick_feature)
        view.activated.connect(self._pick_feature)

    def _lay_out(self) -> None:
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(GAP, 0, 0, 0)
        box.setSpacing(4)
        for widget in (self._which, self._told, self._none, self._table):
            box.addWidget(widget)
        box.setStretch(3, 1)
        box.addStretch(0)
        split = QSplitter(Qt.Orientation.Horizontal)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._list, 1)
        box.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignLeft)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        split.setSizes([680, 340])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, 4, GAP, 4)
        layout.addWidget(split)
        self.setAccessibleName(_("Findings"))

    def _changed(self, changes: Changes) -> None:
        if changes & RELEVANT:
            self._show_findings()
        if changes & Changes.PROJECT and project_size(self._document) <= AT_ONCE:
            self._show_features()
        elif changes & Changes.PROJECT:
            QTimer.singleShot(
                0, self, self._show_features
            )  # in a turn of its own: both together would be felt

    def _show_findings(self) -> None:
        project = self._document.project
        self._findings = () if project is None else bridge.findings(project)
        self._list.setRowCount(len(self._findings))
        for row, finding in enumerate(self._findings):
            count = len(finding.building_ids)
            cells = (
                labels.word(finding.severity.value, labels.SEVERITIES),
                finding_sentence(finding),
                format_number(count) if count else "",
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignTop)
                self._list.setItem(row, column, item)
            self._list.item(row, 0).setForeground(QColor(getattr(tones(), TONES[finding.severity])))

        self._allow()

    def _allow(self) -> None:
        row = self._list.currentRow()
        self.correct.setEnabled(0 <= row < len(self._findings) and bool(self._findings[row].building_ids))

    def _correct(self) -> None:
        """Select the buildings of the marked finding, and ask for their values."""
        self._pick_finding(self._list.currentRow())
        if self._document.selection:
            self.correction_requested.emit()

    def _show_features(self) -> None:
        which = self._which.value
        assert isinstance(which, frozenset)
        self.features.show_project(self._document.project, which)
        counts = self.features.counts()
        self._told.setText(
            _("{accepted} accepted, {repaired} repaired, {rejected} rejected").format(
                **{fate: format_number(count) for fate, count in counts.items()}
            )
            if counts
            else ""
        )
        empty = self.features.rowCount() == 0
        show(self._none, visible=empty and bool(counts))
        show(self._table, visible=not empty)

    def _pick_finding(self, row: int, _column: int = 0) -> None:
        project = self._document.project
        ids = self._findings[row].building_ids
        if project is None or not ids:
            return
        rows = project.buildings.index.get_indexer(list(ids))
        rows = np.unique(rows[rows >= 0])
        level, frame = Level.BUILDING, project.buildings
        if not len(rows):  # some findings speak of parcels
            level, frame = Level.PARCEL, project.parcels
            rows = frame.index.get_indexer(list(ids))
            rows = np.unique(rows[rows >= 0])
        if len(rows):
            self._document.select(level, tuple(rows.tolist()))
            self.zoom_requested.emit(tuple(frame.geometry.iloc[rows].total_bounds.tolist()))

    def _pick_feature(self, index: QModelIndex) -> None:
        building = self.features.building_of(index.row())
        if building >= 0:
            self._document.select(Level.BUILDING, (building,))
        bounds = self.features.bounds(index.row())
        if bounds is not None:
            self.zoom_requested.emit(bounds)


def project_size(document: Document) -> int:
    """Number of features in the account."""
    return 0 if document.project is None else len(document.project.account.fates)


def _plain_rows(view: QTableView) -> None:
    """Whole rows without lines, titles to the left."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setHighlightSections(False)
