"""`FindingMarks`: rings on the map around buildings that something was noticed about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.changes import Changes
from app.services.marks import Marks, marks_of
from app.ui.map.furniture import HALO
from app.ui.reading import Reader
from retrofit.findings import Severity

if TYPE_CHECKING:
    from app.ui.document import Document
    from app.ui.map.canvas import MapCanvas

RELEVANT: Final = Changes.PROJECT | Changes.GEOMETRY | Changes.STOCK | Changes.FINDINGS
RADIUS_PX: Final = 6.0
APART_PX: Final = 13.0
"""Of rings nearer to each other the heaviest is drawn."""
INKS: Final = {Severity.BLOCKS: QColor("#c0392b"), Severity.DOUBTS: QColor("#b36b00")}
"""On the map's own ground, which is light in every look."""


class FindingMarks(QObject):
    """Looks up what was noticed beside the window's thread, and marks what is in sight."""

    def __init__(self, document: Document, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._document, self._canvas = document, canvas
        self._reader, self._shown = Reader(self), False
        self.marks = Marks.none()
        """What is marked."""
        document.changed.connect(self._changed)

    def show_marks(self, shown: bool) -> None:
        """Mark what was noticed, or no longer."""
        self._shown = shown
        self._canvas.set_overlay("findings", self._paint if shown else None)
        self._changed(Changes.EVERYTHING)

    def close_down(self) -> None:
        """Look nothing up any more."""
        self._reader.close()

    def _changed(self, changes: Changes) -> None:
        project = self._document.project
        if not self._shown or project is None or not changes & RELEVANT:
            return
        self._reader.ask(lambda: marks_of(project), self._take)

    def _take(self, marks: Marks) -> None:
        self.marks = marks
        self._canvas.update()

    def _paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        view = canvas.navigator.shown
        step = view.metres_per_pixel * canvas.pixel
        xmin, _ymin, _xmax, ymax = view.extent
        x, y = (self.marks.x - xmin) / step, (ymax - self.marks.y) / step
        seen = np.flatnonzero((x > 0) & (y > 0) & (x < canvas.width()) & (y < canvas.height()))
        cells = np.column_stack([x[seen] // APART_PX, y[seen] // APART_PX])
        _cells, first = np.unique(cells, axis=0, return_index=True)  # the heaviest come first
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row in seen[first].tolist():
            middle = QPointF(x[row], y[row])
            for colour, thickness in ((HALO, 4.5), (INKS[self.marks.severity[row]], 2.0)):
                painter.setPen(QPen(colour, thickness))
                painter.drawEllipse(middle, RADIUS_PX, RADIUS_PX)
