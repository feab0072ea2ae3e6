"""`Picking`: clicks and shapes on the canvas become the selection of the document."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt

from app.bridge import groups_of
from app.services.enclosing import QUICK, Enclosure, How, combined, enclosed_rows, possible_rows
from app.ui.document import Document
from app.ui.map.canvas import MapCanvas
from app.ui.reading import Reader
from gis.enclosed import Rule
from retrofit.stock.fields import Level

TURNING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TAKING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Picking(QObject):
    """Selects what was clicked or enclosed."""

    def __init__(self, document: Document, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._document, self._canvas = document, canvas
        self.rule = Rule.CENTRE
        """What a shape drawn on the map selects."""
        self.whole: Level | None = None
        """What a building that is clicked stands for: itself, or all of its association."""
        self._reader = Reader(self)
        canvas.picked.connect(self._picked)
        canvas.enclosed.connect(self._enclosed)

    def close(self) -> None:
        """Look nothing up any more."""
        self._reader.close()

    def _picked(self, level: Level, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """A click: plain replaces, Shift or Ctrl turns over, Alt takes away."""
        level, row = self._meant(level, row)
        turning = bool(modifiers & TURNING)
        selection = self._document.selection
        if row < 0:
            if not turning and not modifiers & TAKING:
                self._document.select(level)
            return
        same = selection.level is level
        chosen = same and row in selection.rows
        if modifiers & Qt.KeyboardModifier.AltModifier or (turning and chosen):
            if chosen:
                self._document.select(level, tuple(other for other in selection.rows if other != row))
        elif turning and same:
            self._document.select(level, (*selection.rows, row))
        else:
            self._document.select(level, (row,))

    def _meant(self, level: Level, row: int) -> tuple[Level, int]:
        """The association of a building, where associations are picked and it has one."""
        project = self._document.project
        if project is None or self.whole is None or level is not Level.BUILDING or row < 0:
            return level, row
        group = int(groups_of(project, self.whole)[row])
        return (self.whole, group) if group >= 0 else (level, row)

    def _enclosed(self, ring: NDArray[np.float64], modifiers: Qt.KeyboardModifier) -> None:
        """A shape was drawn: look in a thread what lies in it, unless that is quick."""
        project = self._document.project
        if project is None:
            return
        asked = Enclosure(self._canvas.level, ring, self.rule)
        rows, how = possible_rows(project, asked), how_of(modifiers)

        def take(found: NDArray[np.int64]) -> None:
            if self._document.project is project:
                self._select(asked.level, found, how)

        if len(rows) <= QUICK:
            self._reader.forget()
            take(enclosed_rows(project, asked, rows))
        else:
            self._reader.ask(lambda: enclosed_rows(project, asked, rows), take)

    def _select(self, level: Level, found: NDArray[np.int64], how: How) -> None:
        project = self._document.project
        if project is not None and self.whole is not None and level is Level.BUILDING:
            groups = groups_of(project, self.whole)[found]
            level, found = self.whole, np.unique(groups[groups >= 0]).astype(np.int64)
        selection = self._document.selection
        before = selection.rows if selection.level is level else ()
        if how is How.TAKE and not before:
            return
        chosen = combined(np.asarray(before, dtype=np.int64), found, how)
        self._document.select(level, tuple(chosen.tolist()))


def how_of(modifiers: Qt.KeyboardModifier) -> How:
    """What the keys held down make of a shape."""
    if modifiers & TAKING:
        return How.TAKE
    return How.ADD if modifiers & Qt.KeyboardModifier.ShiftModifier else How.REPLACE
