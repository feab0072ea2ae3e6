"""`LegendPanel`: what the colours of the map stand for, how the values spread, and what to do with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.mapimage.legend import YEARS, Legend
from app.mapimage.theme import Theme
from app.services.mapping import DEFAULT_THEME
from app.text.translate import _
from app.ui.document import Document
from app.ui.icons import icon
from app.ui.theme import GAP
from app.ui.widgets.histogram import Histogram
from app.ui.widgets.legend_line import LegendLine
from app.ui.widgets.pair_square import PairSquare
from app.ui.widgets.texts import heading, muted, show
from retrofit.stock.fields import FIELDS

STEPS_BACK: Final = 50
"""Moves of breaks that can be taken back."""


class LegendPanel(QWidget):
    """Title, unit, histogram and one line a class; the presenter of the map tells the legend."""

    class_picked = Signal(int, bool)
    """Key of a class whose members are to be selected, and whether they are added."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._before: list[Theme] = []
        self.lines: list[LegendLine] = []
        self.histogram, self.square = Histogram(), PairSquare()
        self.back = QToolButton()
        self._title, self._unit, self._counted = heading(), muted(), muted()
        self._empty = muted(_("Open a district to see the legend."))
        self._lay_out()
        self.histogram.begun.connect(self._remember)
        self.histogram.breaks_moved.connect(self._take_breaks)
        self.square.picked.connect(self.class_picked)
        self.back.clicked.connect(self._go_back)
        document.theme_changed.connect(self._forget)
        self.set_legend(None)

    def set_legend(self, legend: Legend | None) -> None:
        """Show another legend; None says that there is no map."""
        rows = () if legend is None else legend.rows
        pair = legend is not None and legend.axes is not None
        listed = [row for row in rows if not pair or row.key < 0]
        while len(self.lines) < len(listed):
            self._add_line()
        for place, line in enumerate(self.lines):
            show(line, visible=place < len(listed))
            if place < len(listed):
                line.show_row(listed[place], legend.counted if legend else "")
        show(self._empty, visible=legend is None)
        for widget in (self._title, self._unit, self._counted):
            show(widget, visible=legend is not None)
        show(self.histogram, visible=legend is not None and legend.spread is not None)
        show(self.square, visible=pair)
        show(self.back, visible=bool(self._before))
        if legend is None:
            self.setAccessibleDescription("")
            return
        if legend.axes is not None:
            self.square.show_pair(legend.axes, [row for row in rows if row.key >= 0])
        if legend.spread is not None:
            colours = [row.colour for row in rows if row.key >= 0]
            field = FIELDS[self._theme.field]
            years = field.name in YEARS
            self.histogram.show_spread(legend.spread, colours, field.decimals, years=years)
        self._title.setText(legend.title)
        self._title.setToolTip(_(FIELDS[self._theme.field].doc))
        self._unit.setText(legend.unit)
        self._counted.setText(legend.counted)
        spoken = "; ".join(f"{row.label}: {row.count}" for row in rows)
        self.setAccessibleDescription(f"{legend.title} {legend.unit}. {spoken}")

    @property
    def _theme(self) -> Theme:
        return self._document.theme or DEFAULT_THEME

    def _lay_out(self) -> None:
        self.back.setIcon(icon("undo"))
        self.back.setAutoRaise(True)
        self.back.setToolTip(_("Back to the classes before the last move of a break"))
        self.back.setAccessibleName(self.back.toolTip())
        self._counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        top, under = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.back)
        under.addWidget(self._unit, 1)
        under.addWidget(self._counted)
        self._listed = QVBoxLayout()
        self._listed.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, GAP, 12, GAP)
        layout.setSpacing(4)
        layout.addWidget(self._empty)
        layout.addLayout(top)
        layout.addLayout(under)
        layout.addWidget(self.histogram)
        layout.addWidget(self.square)
        layout.addLayout(self._listed)
        layout.addStretch(1)
        self.setAccessibleName(_("Legend"))

    def _add_line(self) -> None:
        line = LegendLine(self)
        line.picked.connect(self.class_picked)
        line.hidden_changed.connect(self._hide)
        self._listed.addWidget(line)
        self.lines.append(line)

    def _hide(self, key: int, hidden: bool) -> None:
        theme = self._theme
        others = tuple(one for one in theme.hidden if one != key)
        self._document.set_theme(replace(theme, hidden=(*others, key) if hidden else others))

    # breaks by hand

    def _remember(self) -> None:
        self._before = [*self._before[-STEPS_BACK:], self._theme]

    def _take_breaks(self, breaks: tuple[float, ...]) -> None:
        theme = self._theme
        hidden = theme.hidden if theme.method == "own" and len(breaks) == len(theme.breaks) else ()
        self._document.set_theme(replace(theme, method="own", breaks=breaks, hidden=hidden))

    def _go_back(self) -> None:
        if self._before:
            self._document.set_theme(self._before.pop())
            show(self.back, visible=bool(self._before))

    def _forget(self, theme: Theme) -> None:
        """Another result or level has breaks of its own."""
        if self._before and (theme.field, theme.level) != (self._before[-1].field, self._before[-1].level):
            self._before = []
            show(self.back, visible=False)
