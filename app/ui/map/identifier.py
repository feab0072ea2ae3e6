"""`Identifier`: a list of everything at a place, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from app.services.identifying import LEVELS, Kind, Thing, things_at
from app.text.numbers import shortened
from app.text.translate import _
from app.ui.icons import icon
from app.ui.map.tools import rubber
from app.ui.reading import Reader
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.ui.document import Document
    from app.ui.map.canvas import MapCanvas
    from app.ui.map.tools.base import Pointer

REACH: Final = 6.0
"""Streets may lie so far from the pointer [logical pixel]."""
LONGEST: Final = 90
"""Letters of a note."""
OVERLAY: Final = "identified"
ICONS: Final = {Kind.BUILDING: "building", Kind.BLOCK: "block", Kind.FINDING: "findings"}


class Identifier(QObject):
    """Looks up what lies at a place and lets the user choose."""

    def __init__(self, document: Document, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._document, self._canvas = document, canvas
        self._reader = Reader(self)
        self.menu: QMenu | None = None
        """The list that is open; None when none is."""

    def close(self) -> None:
        """Look nothing up any more."""
        self._reader.close()

    def ask(self, pointer: Pointer) -> None:
        """Show what lies under the pointer."""
        project = self._document.project
        if project is None:
            return
        reach = REACH * self._canvas.metres_per_pixel
        where = self._canvas.mapToGlobal(pointer.position.toPoint())

        def show(things: tuple[Thing, ...]) -> None:
            if self._document.project is project:
                self._show(things, where)

        self._reader.ask(lambda: things_at(project, pointer.world, reach), show)

    def _show(self, things: tuple[Thing, ...], where: QPoint) -> None:
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("What lies here"))
        menu.setToolTipsVisible(True)
        before: Kind | None = None
        for thing in things:
            if before is not None and thing.kind is not before:
                menu.addSeparator()
            before = thing.kind
            self._add(menu, thing)
        if not things:
            menu.addAction(_("Nothing lies here")).setEnabled(False)
        menu.aboutToHide.connect(lambda: self._canvas.set_overlay(OVERLAY, None))
        menu.destroyed.connect(self._gone)
        self.menu = menu
        menu.popup(where)

    def _add(self, menu: QMenu, thing: Thing) -> None:
        text = f"{thing.title}: {shortened(thing.note, LONGEST)}" if thing.note else thing.title
        action = menu.addAction(icon(ICONS.get(thing.kind, "")), text.replace("&", "&&"))
        action.setToolTip(thing.note)
        action.hovered.connect(lambda: self._mark(thing))
        action.triggered.connect(lambda: self._choose(thing))

    def _mark(self, thing: Thing) -> None:
        """Frame a thing while the pointer is on its entry."""
        if thing.bounds is None:
            self._canvas.set_overlay(OVERLAY, None)
            return
        xmin, ymin, xmax, ymax = thing.bounds

        def frame(painter: QPainter, canvas: MapCanvas) -> None:
            corners = canvas.to_widget([(xmin, ymax), (xmax, ymin)])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for pen in rubber.pens():
                painter.setPen(pen)
                painter.drawRect(QRectF(corners.at(0), corners.at(1)).adjusted(-3, -3, 3, 3))

        self._canvas.set_overlay(OVERLAY, frame)

    def _choose(self, thing: Thing) -> None:
        """Select a thing; what has no level of its own is shown."""
        if thing.kind in LEVELS:
            self._document.select(LEVELS[thing.kind], thing.rows)
        elif thing.kind is Kind.FINDING and thing.rows:
            self._document.select(Level.BUILDING, thing.rows)
        elif thing.bounds is not None:
            xmin, ymin, xmax, ymax = thing.bounds
            around = 0.2 * max(xmax - xmin, ymax - ymin, 20.0)
            self._canvas.zoom_to((xmin - around, ymin - around, xmax + around, ymax + around))

    def _gone(self) -> None:
        self.menu = None
