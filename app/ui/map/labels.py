"""`MapLabels`: words on the map that do not cover each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QFontMetricsF, QPainter

from app.mapimage.labels import placed
from app.services.labelling import CHOICES, NONE, label_texts
from app.ui.map import furniture
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.mapimage.view import View
    from app.ui.document import Document
    from app.ui.map.canvas import MapCanvas

MOST_TRIED: Final = 1200
"""Features that are tried: the largest in sight."""
LEAST_PX: Final = 14.0
"""A feature smaller than this gets no words [logical pixel]."""

Words = list[tuple[QPointF, str]]


class MapLabels(QObject):
    """Chooses words for what is in sight, and paints them over the map."""

    def __init__(self, document: Document, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._document, self._canvas, self._name = document, canvas, NONE
        self._known: tuple[object, View, str] | None = None
        self._words: Words = []

    @property
    def name(self) -> str:
        """What is written; "" for nothing."""
        return self._name

    def show_words(self, name: str) -> None:
        """Write something else, or nothing."""
        self._name = name if name in CHOICES else NONE
        self._canvas.set_overlay("labels", self._paint if self._name else None)

    @property
    def words(self) -> Words:
        """What is written now, and where its middle is [logical pixel]."""
        project, view = self._document.project, self._canvas.view
        if project is None or not self._name:
            return []
        known = self._known
        if known is None or known[0] is not project or known[1:] != (view, self._name):
            self._known, self._words = (project, view, self._name), self._chosen()
        return self._words

    def _chosen(self) -> Words:
        project, canvas = self._document.project, self._canvas
        level = CHOICES[self._name][1]
        shapes = canvas.stage.sources.blocks if level is Level.BLOCK else canvas.stage.sources.buildings
        frame = None if project is None else (project.blocks if level is Level.BLOCK else project.buildings)
        if project is None or shapes is None or frame is None or len(shapes) != len(frame):
            return []
        step = canvas.view.metres_per_pixel * canvas.pixel
        bounds = shapes.bounds + np.tile(np.asarray(shapes.origin), 2)
        xmin, ymin, xmax, ymax = canvas.view.extent
        middle = (bounds[:, :2] + bounds[:, 2:]) / 2
        extent = (bounds[:, 2:] - bounds[:, :2]) / step
        seen = (middle > (xmin, ymin)).all(axis=1) & (middle < (xmax, ymax)).all(axis=1)
        rows = np.flatnonzero(seen & (extent.max(axis=1) >= LEAST_PX))
        rows = rows[np.argsort(-extent[rows].prod(axis=1), kind="stable")][:MOST_TRIED].astype(np.int32)
        texts = label_texts(project, self._name, rows)
        metrics = QFontMetricsF(canvas.font())
        size = np.array([(metrics.horizontalAdvance(text) + 4, metrics.height()) for text in texts]).reshape(
            -1, 2
        )
        places = np.array([((x - xmin) / step, (ymax - y) / step) for x, y in middle[rows]]).reshape(-1, 2)
        size[[not text for text in texts]] = np.inf  # what says nothing has no room
        kept = placed(places, size, (canvas.width(), canvas.height()))
        return [(QPointF(*places[place]), texts[place]) for place in kept.tolist()]

    def _paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        if canvas.navigator.gliding or canvas.hands.panning:
            return
        for middle, text in self.words:
            furniture.draw_label(painter, middle, text)
