"""`LegendPanel`: what the colours of the map stand for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.mapimage.theme import Legend
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.document import Document
from app.ui.theme import GAP
from app.ui.widgets.swatch import Swatch
from app.ui.widgets.texts import heading, muted, number, plain, show
from retrofit.stock.fields import FIELDS


class LegendPanel(QWidget):
    """Title, unit and one row a class; the presenter of the map tells the legend."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._rows: list[tuple[Swatch, QLabel, QLabel]] = []
        self._title, self._unit, self._counted = heading(), muted(), muted()
        self._counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._empty = muted(_("Open a district to see the legend."))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._unit, 0, 0, 1, 2)
        self._grid.addWidget(self._counted, 0, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, GAP, 12, GAP)
        layout.setSpacing(4)
        layout.addWidget(self._empty)
        layout.addWidget(self._title)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.setAccessibleName(_("Legend"))
        self.set_legend(None)

    def set_legend(self, legend: Legend | None) -> None:
        """Show another legend; None says that there is no map."""
        rows = () if legend is None else legend.rows
        while len(self._rows) < len(rows):
            self._add_row()
        for place, widgets in enumerate(self._rows):
            for widget in widgets:
                show(widget, visible=place < len(rows))
        for (swatch, label, count), row in zip(self._rows, rows, strict=False):
            swatch.set_colour(row.colour)
            label.setText(row.label)
            count.setText(format_number(row.count))
        show(self._empty, visible=legend is None)
        for widget in (self._title, self._unit, self._counted):
            show(widget, visible=legend is not None)
        if legend is None:
            self.setAccessibleDescription("")
            return
        self._title.setText(legend.title)
        self._title.setToolTip(_doc_of(legend))
        self._unit.setText(legend.unit)
        self._counted.setText(legend.counted)
        spoken = "; ".join(f"{row.label}: {row.count}" for row in rows)
        self.setAccessibleDescription(f"{legend.title} {legend.unit}. {spoken}")

    def _add_row(self) -> None:
        made = (Swatch(self), plain(), number())
        made[1].setWordWrap(False)
        line = len(self._rows) + 1
        for column, widget in enumerate(made):
            self._grid.addWidget(widget, line, column)
        self._rows.append(made)


def _doc_of(legend: Legend) -> str:
    """Definition of what the legend shows."""
    return next((_(field.doc) for field in FIELDS.values() if _(field.label) == legend.title), "")
