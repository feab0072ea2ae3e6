"""`Document`: the only mutable reference to the project.

Panels read ``document.project`` and redraw on `changed`; they never change it
themselves but emit what the user wants, and `app.ui.operations` does it.

Nothing here imports geopandas, numpy or matplotlib: the window is on screen first.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.changes import Changes
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from pathlib import Path

    from app.mapimage.theme import Theme
    from app.project import Project
    from app.services.summer import Summer
    from app.services.uncertainty import Certainty

BANDS_KEPT = 4
"""Plans whose bands are remembered, so that undo finds them again."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of one level that the user has marked; empty is the whole district."""

    level: Level = Level.BUILDING
    rows: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)


class Document(QObject):
    """The project, its undo stack, the selection and the theme of the map."""

    changed = Signal(object)
    """`Changes`: what is different in ``project``."""
    selection_changed = Signal(object)
    """`Selection`."""
    theme_changed = Signal(object)
    """`app.mapimage.theme.Theme`."""
    bands_changed = Signal()
    """There are other bands for the project as it is now."""
    path_changed = Signal()
    """Name, file or saved state is different: the title follows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._project: Project | None = None
        self._path: Path | None = None
        self._selection = Selection()
        self._theme: Theme | None = None
        self._bands: dict[str, Certainty] = {}
        self._summer: tuple[str, Summer] | None = None
        self._keyed: tuple[Project, str] | None = None
        self.undo_stack.cleanChanged.connect(self._clean_changed)

    def let_go(self) -> None:
        """Forget who listens: another window takes the plan over."""
        for signal in (self.changed, self.selection_changed, self.theme_changed, self.bands_changed,
                       self.path_changed, self.undo_stack.indexChanged, self.undo_stack.cleanChanged):  # fmt: skip
            with suppress(RuntimeError):  # nobody listens
                signal.disconnect()
        self.undo_stack.cleanChanged.connect(self._clean_changed)

    @property
    def project(self) -> Project | None:
        """The project as it is now; None on the start page."""
        return self._project

    @property
    def path(self) -> Path | None:
        """File of the project; None before the first save."""
        return self._path

    @property
    def selection(self) -> Selection:
        """What the user has marked."""
        return self._selection

    @property
    def theme(self) -> Theme | None:
        """What colours the map."""
        return self._theme

    @property
    def bands(self) -> Certainty | None:
        """How sure the figures of the project as it is now are; None until that was asked."""
        if self._project is None or self._project.baseline is None or not self._bands:
            return None
        return self._bands.get(self._key(self._project))

    @property
    def summer(self) -> Summer | None:
        """How hot it gets in the project as it is now; None until that was asked."""
        if self._project is None or self._project.baseline is None or self._summer is None:
            return None
        key, found = self._summer
        return found if key == self._key(self._project) else None

    @property
    def dirty(self) -> bool:
        """Whether closing would lose something."""
        return self._project is not None and not self.undo_stack.isClean()

    def open(self, project: Project | None, path: Path | None, *, saved: bool) -> None:
        """Take another project altogether; undo starts anew."""
        self.undo_stack.clear()
        self._project, self._path = project, path
        self._selection = Selection()
        if not saved:
            self.undo_stack.resetClean()
        self.tell_all()

    def tell_all(self) -> None:
        """Tell everybody who listens what there is."""
        self.changed.emit(Changes.EVERYTHING)
        self.selection_changed.emit(self._selection)
        self.path_changed.emit()

    def replace(self, project: Project, changes: Changes) -> None:
        """Swap the project; called by `app.ui.commands.Replace` alone."""
        self._project = project
        if changes & Changes.GEOMETRY:  # rows may mean others now
            self._selection = Selection(self._selection.level)
        self.changed.emit(changes)
        if changes & Changes.GEOMETRY:
            self.selection_changed.emit(self._selection)

    def keep(self, project: Project, changes: Changes) -> None:
        """Take what no step back shall lose; the plan has to be saved for it."""
        self.undo_stack.resetClean()
        self.replace(project, changes)

    def saved(self, path: Path) -> None:
        """Note that the project as it is now lies in ``path``."""
        self._path = path
        self.undo_stack.setClean()
        self.path_changed.emit()

    def select(self, level: Level, rows: tuple[int, ...] = ()) -> None:
        """Mark rows of a level."""
        selection = Selection(level, tuple(rows))
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def keep_bands(self, project: Project, bands: Certainty) -> None:
        """Remember how sure the figures of a project are; beside the undo stack, never in it."""
        key = self._key(project)
        self._bands.pop(key, None)
        self._bands[key] = bands
        while len(self._bands) > BANDS_KEPT:
            self._bands.pop(next(iter(self._bands)))
        self.bands_changed.emit()

    def keep_summer(self, project: Project, found: Summer) -> None:
        """Remember how hot it gets in a project."""
        self._summer = self._key(project), found

    def set_theme(self, theme: Theme) -> None:
        """Colour the map by something else."""
        if theme != self._theme:
            self._theme = theme
            self.theme_changed.emit(theme)

    def _key(self, project: Project) -> str:
        """What the results of a project rest on; reckoned once a project."""
        from app.services.fingerprints import plan_key

        if self._keyed is None or self._keyed[0] is not project:
            self._keyed = project, plan_key(project)
        return self._keyed[1]

    def _clean_changed(self, clean: bool) -> None:  # noqa: ARG002 - Qt's signature
        self.path_changed.emit()
