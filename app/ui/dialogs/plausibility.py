"""Is this plausible? The plan beside published statistics and the user's own total."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.packs import load_pack
from app.project import Project
from app.services.plausibility import Plausibility, Row, compare_with_statistics
from app.text.labels import SEVERITIES, word
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.dialogs.manual import helped
from app.ui.tones import tones
from app.ui.widgets.number_box import NumberBox
from app.ui.widgets.texts import heading, muted, plain, show

KWH_PER_MWH: Final = 1000.0
"""A ratio outside its band: 6.5:1 on white."""
WORDS: Final = (5, 6)
"""Columns of text that break into lines."""
NUMBERS: Final = (1, 2, 4)
"""Columns of figures."""
WIDTHS: Final = ((0, 200), (1, 95), (2, 95), (3, 85), (4, 60))
"""Columns and their width [px]; remark and source share the room that is left."""


class PlausibilityDialog(QDialog):
    """Calculated figures, published figures, their ratio, where they are from."""

    def __init__(self, parent: QWidget, project: Project) -> None:
        super().__init__(parent)
        self._project = project
        self.own, self.table = NumberBox(), QTableWidget(0, 7)
        self.headline, self.findings, self.notes = heading(factor=1.1), plain(), muted()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("plausibility")
        helped(self, "trust")
        self.setWindowTitle(_("Compare with statistics"))
        self.resize(1080, 620)
        self._fill()
        self._lay_out()
        self.own.valueChanged.connect(lambda _value: self.show_comparison())
        self.show_comparison()

    def show_comparison(self) -> None:
        """Compare again, with the own total that is entered."""
        own = self.own.value() * KWH_PER_MWH
        found = compare_with_statistics(self._project, own or None)
        self.table.setRowCount(len(found.rows))
        for place, row in enumerate(found.rows):
            for column, item in enumerate(_items(row)):
                self.table.setItem(place, column, item)
        self.headline.setText(_headline(found, load_pack(self._project.country).name))
        self.findings.setText(
            "\n".join(
                f"{word(one.severity.value, SEVERITIES)}: {finding_sentence(one)}" for one in found.findings
            )
        )
        self.notes.setText(" ".join(found.notes))
        show(self.table, visible=bool(found.rows))
        show(self.findings, visible=bool(found.findings))

    def _fill(self) -> None:
        self.own.setRange(0.0, 1e9)
        self.own.setDecimals(1)
        self.own.setSuffix(_(" MWh a year"))
        self.own.setSpecialValueText(_("not known"))
        self.own.setKeyboardTracking(False)
        self.own.setGroupSeparatorShown(True)
        self.own.setMinimumWidth(200)
        self.own.setToolTip(
            _("What utilities say is delivered to all heated buildings in a year, for heating and hot water")
        )
        self._fill_table()

    def _fill_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(
            [
                _("Figure"),
                _("Calculated"),
                _("Published"),
                _("Unit"),
                _("Ratio"),
                _("Remark"),
                _("Source"),
            ]
        )
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setStyleSheet(
            "QTableWidget::item { padding: 4px 0px; } QHeaderView::section { padding: 4px 3px; }"
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAccessibleName(_("Calculated beside published"))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        for column, width in WIDTHS:
            header.resizeSection(column, width)
        for column in range(table.columnCount()):
            table.horizontalHeaderItem(column).setTextAlignment(_side(column))
        for column in WORDS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        label = QLabel(_("Your own total"))
        label.setBuddy(self.own)
        self.own.setAccessibleName(label.text())
        top = QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(label)
        top.addWidget(self.own)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addLayout(top)
        box.addWidget(self.table, 100)
        box.addWidget(self.findings)
        box.addWidget(self.notes)
        box.addStretch(1)
        box.addWidget(buttons)


def _headline(found: Plausibility, country: str) -> str:
    if not found.rows:
        return _("There is nothing to compare with for {country}").format(country=country)
    judged = [row for row in found.rows if not row.place]
    outside = sum(not row.plausible for row in judged)
    if outside:
        return _("Figures outside what is plausible: {outside} of {count}").format(
            outside=outside, count=len(judged)
        )
    return _("Nothing is outside what is plausible")


def _items(row: Row) -> list[QTableWidgetItem]:
    decimals = 0 if row.published >= 100 else 1
    texts = (
        row.label,
        format_number(row.calculated, decimals),
        format_number(row.published, decimals),
        row.unit,
        format_number(row.ratio, 2),
        row.remark,
        f"{row.source}; {row.year}" if row.source and row.year else row.source,
    )
    items = [QTableWidgetItem(text) for text in texts]
    for column, item in enumerate(items):
        item.setTextAlignment(_side(column) | Qt.AlignmentFlag.AlignTop)
        if column in WORDS:
            item.setToolTip(item.text())
    if not row.plausible and not row.place:
        items[4].setForeground(QColor(tones().fault))
    return items


def _side(column: int) -> Qt.AlignmentFlag:
    """Figures stand at the right edge of their column."""
    return Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
