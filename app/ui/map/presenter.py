"""`MapPresenter`: the document on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.mapimage.legend import Legend
from app.mapimage.theme import Theme
from app.project import Project
from app.services.mapping import DEFAULT_THEME, content_of, core_extent, themed
from app.ui.document import Document, Selection
from app.ui.map.canvas import MapCanvas
from app.ui.map.cards import card
from app.ui.reading import Reader
from app.ui.rows import building_rows
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.mapimage.picture import MapContent
    from app.services.mapping import Themed

QUICK: Final = 10_000
"""So many buildings are taken apart and classified in less than 50 ms."""
RECOLOURS: Final = Changes.PROJECT | Changes.GEOMETRY | Changes.STOCK | Changes.RESULTS


class MapPresenter(QObject):
    """Keeps a map canvas and a document in step."""

    legend_changed = Signal(object)
    """`app.mapimage.legend.Legend`, or None without a map."""

    def __init__(self, document: Document, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._document, self._canvas = document, canvas
        self._shapes, self._colours = Reader(self), Reader(self)
        self._laying = False
        """The shapes are still being taken apart."""
        self._unseen = False
        """It is another project, which the view does not show yet."""
        self._applied: Themed | None = None
        canvas.describe = self.describe
        document.changed.connect(self._changed)
        document.theme_changed.connect(self._recolour)
        document.bands_changed.connect(self._bands_changed)
        document.selection_changed.connect(self._mark)
        if document.project is not None:
            self._changed(Changes.EVERYTHING)

    def close(self) -> None:
        """Look nothing up any more."""
        self._shapes.close()
        self._colours.close()

    @property
    def busy(self) -> bool:
        """Whether shapes or colours are still to come."""
        return self._shapes.busy or self._colours.busy

    @property
    def legend(self) -> Legend | None:
        """Legend of the map as it is now."""
        return None if self._applied is None else self._applied.legend

    @property
    def theme(self) -> Theme:
        """What is to colour the map."""
        return self._document.theme or DEFAULT_THEME

    def pick_class(self, key: int, *, adds: bool) -> None:
        """Select what a line of the legend stands for, or add it to the selection."""
        import numpy as np

        if self._applied is None:
            return
        level, rows = self._applied.theme.level, self._applied.rows_of(key)
        before = self._document.selection
        if adds and before.level is level:
            rows = np.union1d(rows, np.asarray(before.rows, np.intp))
        self._document.select(level, tuple(rows.tolist()))

    def describe(self, level: Level, row: int) -> str:
        """Text of the card beside the pointer."""
        project = self._document.project
        if project is None or project.baseline is None or row < 0:
            return ""
        applied = self._applied
        if applied is None:
            return ""
        word = ""
        if level is Level.BUILDING and applied.classes.names and applied.theme.level is level:
            place = int(applied.classes.index[row]) if row < len(applied.classes.index) else -1
            word = applied.classes.names[place] if place >= 0 else ""
        return card(project, applied.theme, level, row, word)

    def _changed(self, changes: Changes) -> None:
        project = self._document.project
        if project is None:
            self._shapes.forget()
            self._colours.forget()
            self._laying = self._unseen = False
            self._canvas.clear()
            self._show_applied(None)
        elif changes & (Changes.PROJECT | Changes.GEOMETRY):
            self._lay(project, anew=bool(changes & Changes.PROJECT))
        elif changes & RECOLOURS:
            self._recolour()

    def _lay(self, project: Project, *, anew: bool) -> None:
        """Lay the shapes on the canvas; many are taken apart beside the window's thread."""
        self._unseen = self._unseen or anew
        if anew:
            self._canvas.clear()
        if len(project.buildings) <= QUICK:
            self._shapes.forget()
            self._show(project, content_of(project))
        else:
            self._laying = True
            self._shapes.ask(lambda: content_of(project), lambda content: self._show(project, content))

    def _show(self, project: Project, content: MapContent) -> None:
        now = self._document.project
        if now is None or not _same_shapes(project, now):
            return
        anew, self._laying, self._unseen = self._unseen, False, False
        self._canvas.crs = project.crs
        layers = (content.blocks, content.buildings, content.parcels, content.streets)
        self._canvas.set_layers(*layers, keep_view=not anew)
        core = core_extent(content.buildings) if anew else None
        if core is not None:
            self._canvas.zoom_to(core)
        self._mark(self._document.selection)
        self._recolour()

    def _recolour(self, _theme: object = None) -> None:
        """Colour the map; the classes of many are found beside the window's thread."""
        project, theme = self._document.project, self.theme
        if project is None or self._laying:
            return
        bands = self._document.bands if theme.by_bands else None
        if project.baseline is None or project.assessment is None:
            self._colours.forget()
            self._canvas.set_colours(None)
            self._show_applied(None)
        elif len(project.buildings) <= QUICK:
            self._colours.forget()
            self._colour(project, themed(project, theme, bands))
        else:
            self._colours.ask(
                lambda: themed(project, theme, bands), lambda applied: self._colour(project, applied)
            )

    def _bands_changed(self) -> None:
        if self.theme.by_bands:
            self._recolour()

    def _colour(self, project: Project, applied: Themed) -> None:
        now = self._document.project
        if now is None or self._laying or not _same_shapes(project, now) or not _same_figures(project, now):
            return
        self._canvas.set_colours(applied.colours)
        self._show_applied(applied)

    def _show_applied(self, applied: Themed | None) -> None:
        self._applied = applied
        self.legend_changed.emit(self.legend)

    def _mark(self, selection: Selection) -> None:
        project = self._document.project
        if project is None:
            return
        if selection and selection.level in (Level.PARCEL, Level.ASSOCIATION):
            self._canvas.set_selection(Level.BUILDING, building_rows(project, selection))
        else:
            self._canvas.set_selection(selection.level, selection.rows)


def _same_shapes(one: Project, other: Project) -> bool:
    """Whether two states of a plan show the same shapes."""
    return one.buildings is other.buildings and one.blocks is other.blocks and one.parcels is other.parcels


def _same_figures(one: Project, other: Project) -> bool:
    """Whether two states of a plan have the same results."""
    return one.baseline is other.baseline and one.assessment is other.assessment
