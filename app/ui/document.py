"""`Document`: the only mutable reference to the project.

Panels read ``document.project`` and redraw on `changed`; they never change it
themselves but emit what the user wants, and `app.ui.operations` does it.

Nothing here imports geopandas, numpy or matplotlib: the window is on screen first.
"""

from __future__ import annotations

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
    path_changed = Signal()
    """Name, file or saved state is different: the title follows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._project: Project | None = None
        self._path: Path | None = None
        self._selection = Selection()
        self._theme: Theme | None = None
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
        self.changed.emit(Changes.EVERYTHING)
        self.selection_changed.emit(self._selection)
        self.path_changed.emit()

    def replace(self, project: Project, changes: Changes) -> None:
        """Swap the project; called by `app.ui.commands.Replace` alone."""
        self._project = project
        self.changed.emit(changes)

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

    def set_theme(self, theme: Theme) -> None:
        """Colour the map by something else."""
        if theme != self._theme:
            self._theme = theme
            self.theme_changed.emit(theme)

    def _clean_changed(self, clean: bool) -> None:  # noqa: ARG002 - Qt's signature
        self.path_changed.emit()
