"""Limits of cleaning: where it draws the line, each with its unit, what is usual marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.text.translate import _, mark
from app.ui.theme import GAP
from app.ui.widgets.number_box import NumberBox

if TYPE_CHECKING:
    from gis.thresholds import Thresholds

LIMITS: Final = {
    "smallest_m2": (mark("Smallest building"), "m²", 1, 1.0, 1_000.0, mark("What is smaller is a slip of the pen, or a post")),
    "sliver_m": (mark("Narrowest shape"), "m", 2, 1.0, 10.0, mark("What is narrower on average is a sliver between two others")),
    "largest_m2": (mark("Largest building"), "m²", 0, 1.0, 1e9, mark("What is larger is no building")),
    "unlikely_m2": (mark("Large enough to look at"), "m²", 0, 1.0, 1e9, mark("Larger buildings are kept and named")),
    "far_km": (mark("Farthest from the middle"), "km", 0, 1.0, 20_000.0, mark("What is farther away was put there by mistake")),
    "same_share": (mark("Drawn twice, from common share"), "%", 0, 100.0, 100.0, mark("Two outlines that share more are the same building")),
    "inside_share": (mark("Part of another, from share inside"), "%", 0, 100.0, 100.0, mark("A building that lies in another with more is a part of it")),
    "overlap_m2": (mark("Overlap that does not matter"), "m²", 1, 1.0, 1_000.0, mark("Less in common is left as it is")),
    "section_gap_m": (mark("Gap between sections"), "m", 1, 1.0, 1_000.0, mark("Sections that are named alike are one building up to this gap")),
}  # fmt: skip
"""Limit: title, unit, decimals, factor to the unit, most, what it is for."""


class LimitsForm(QWidget):
    """A field for each limit, and a way back to what is usual."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {name: NumberBox() for name in LIMITS}
        self.usual = QPushButton(_("Usual limits"))
        self.usual.setAutoDefault(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        for place, (name, told) in enumerate(LIMITS.items()):
            title, unit, decimals, _factor, most, tip = told
            box = self.boxes[name]
            box.setRange(0.0, most)
            box.setDecimals(decimals)
            box.setSuffix(f"\u202f{unit}")
            box.setAccessibleName(_(title))
            label = QLabel(_(title))
            for widget in (box, label):
                widget.setToolTip(_(tip))
            label.setBuddy(box)
            row, column = place // 2, 2 * (place % 2)
            grid.addWidget(label, row, column)
            grid.addWidget(box, row, column + 1)
        grid.addWidget(self.usual, len(LIMITS) // 2, 2, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.show_limits(None)
        for box in self.boxes.values():
            box.valueChanged.connect(self._told)
        self.usual.clicked.connect(self._back)

    @property
    def limits(self) -> Thresholds:
        """What the fields say."""
        from gis.thresholds import USUAL, Thresholds

        values = {}
        for name, (_title, _unit, decimals, factor, *_rest) in LIMITS.items():
            usual = getattr(USUAL, name)
            shown = self.boxes[name].value()
            same = abs(shown - round(usual * factor, decimals)) < 10.0 ** -(decimals + 3)
            values[name] = usual if same else shown / factor
        return Thresholds.of(**values)

    def show_limits(self, limits: Thresholds | None) -> None:
        """Show some limits, the usual ones for none."""
        from gis.thresholds import USUAL

        for name, (_title, _unit, _decimals, factor, *_rest) in LIMITS.items():
            self.boxes[name].blockSignals(True)
            self.boxes[name].setValue(getattr(limits or USUAL, name) * factor)
            self.boxes[name].blockSignals(False)

    def _told(self) -> None:
        self.changed.emit()

    def _back(self) -> None:
        self.show_limits(None)
        self.changed.emit()
