"""`Grid`: a small read-only table of labels that is refilled, never rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.ui.theme import GAP
from app.ui.widgets.texts import Elided, muted, scaled, show


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row; the first is a text, the others stand at the right edge."""

    cells: tuple[str, ...]
    tip: str = ""
    strong: bool = False
    """The row that matters most."""
    guess: bool = False
    """Its values are guesses: in italics."""


class Grid(QWidget):
    """One text column and some number columns.

    An empty header takes no room.
    """

    def __init__(self, header: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = len(header)
        self._rows: list[list[QLabel]] = []
        self._titles: list[QLabel] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(GAP + 2)
        self._layout.setVerticalSpacing(3)
        self._layout.setColumnStretch(0, 1)
        self.setAccessibleName(name)
        if any(header):
            for column, text in enumerate(header):
                label = muted(text)
                label.setWordWrap(False)
                label.setFont(scaled(label.font(), 0.92))
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                label.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
                self._layout.addWidget(label, 0, column)
                self._titles.append(label)

    def name_columns(self, header: Sequence[str]) -> None:
        """Write other titles over the columns."""
        for label, text in zip(self._titles, header, strict=True):
            label.setText(text)

    def fill(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        while len(self._rows) < len(rows):
            self._add()
        for place, labels in enumerate(self._rows):
            for label in labels:
                show(label, visible=place < len(rows))
        for labels, row in zip(self._rows, rows, strict=False):
            for label, text in zip(labels, row.cells, strict=True):
                label.setText(text)
                label.setToolTip(row.tip or text)
                _dress(label, row)
        self.setAccessibleDescription("; ".join(" ".join(row.cells) for row in rows))

    def texts(self) -> list[tuple[str, ...]]:
        """What is shown, row by row."""
        return [tuple(label.text() for label in row) for row in self._rows if not row[0].isHidden()]

    def _add(self) -> None:
        labels: list[QLabel] = [Elided() for _column in range(self._columns)]
        for column, label in enumerate(labels):
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._layout.addWidget(label, len(self._rows) + 1, column)
        self._rows.append(labels)


def _dress(label: QLabel, row: Row) -> None:
    weight = QFont.Weight.DemiBold if row.strong else QFont.Weight.Normal
    if (label.font().weight(), label.font().italic()) != (weight, row.guess):
        font = scaled(label.font(), 1.0, weight)
        font.setItalic(row.guess)
        label.setFont(font)
