"""What the window remembers between two runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings

from app.paths import user_config

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

MOST_RECENT: Final = 8
LAYOUT: Final = 1
"""Counts up when docks change: an old layout is then forgotten."""


class Settings:
    """Recent projects, folders and the layout, in one ini file."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = QSettings(str(path or user_config() / "window.ini"), QSettings.Format.IniFormat)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Recent projects, the last one first; some may be gone."""
        try:
            names = json.loads(str(self._store.value("recent", "[]")))
        except ValueError:
            names = []
        return tuple(Path(name) for name in names if isinstance(name, str))

    def add_recent(self, path: Path) -> None:
        """Put a project first in the list."""
        others = [each for each in self.recent if each != path]
        self._keep_recent([path, *others][:MOST_RECENT])

    def forget_recent(self, path: Path) -> None:
        """Take a project off the list."""
        self._keep_recent([each for each in self.recent if each != path])

    def folder(self, purpose: str) -> Path:
        """Folder used last for a purpose ("open", "save", "export"), else the home folder."""
        found = Path(str(self._store.value(f"folders/{purpose}", "")) or Path.home())
        return found if found.is_dir() else Path.home()

    def set_folder(self, purpose: str, folder: Path) -> None:
        """Remember a folder."""
        self._store.setValue(f"folders/{purpose}", str(folder))

    def restore(self, window: QMainWindow) -> bool:
        """Give a window its size and docks back; say whether there was anything."""
        geometry = self._store.value("window/geometry")
        state = self._store.value("window/state")
        found = isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)
        if found and isinstance(state, QByteArray):
            window.restoreState(state, LAYOUT)
        return found

    def keep(self, window: QMainWindow, *, docks: bool) -> None:
        """Remember size and, when they have been shown, the docks of a window."""
        self._store.setValue("window/geometry", window.saveGeometry())
        if docks:
            self._store.setValue("window/state", window.saveState(LAYOUT))
        self._store.sync()

    def _keep_recent(self, paths: list[Path]) -> None:
        self._store.setValue("recent", json.dumps([str(path) for path in paths]))
