"""Keep what is not saved: a side file every minute, a lock beside the open plan."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.store import lock
from app.store.journal import Journal

if TYPE_CHECKING:
    from app.project import Project
    from app.ui.document import Document

EVERY_MS: Final = 60_000


class Keeper(QObject):
    """Writes the side file of a window, off its thread, and holds the lock of its plan."""

    kept = Signal()
    """The plan as it was is in the side file."""
    _wrote = Signal()

    def __init__(self, document: Document, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._journal = document, Journal(folder)
        self._pool = ThreadPoolExecutor(1, "kvarter-journal")
        self._writing: Future[None] | None = None
        self._last: Project | None = None
        self._locked: tuple[Path, lock.Lock] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        self._wrote.connect(self.kept)
        document.path_changed.connect(self._follow)

    @property
    def file(self) -> Path:
        """Where the side file lies."""
        return self._journal.file

    def keep(self) -> None:
        """Write the side file, where anything is new since the last time."""
        project = self._document.project
        busy = self._writing is not None and not self._writing.done()
        if project is None or not self._document.dirty or project is self._last or busy:
            return
        self._last = project
        stack, path = self._document.undo_stack, self._document.path
        since = max(stack.cleanIndex(), 0)
        changes = tuple(stack.text(place) for place in range(since, stack.index()))
        self._writing = self._pool.submit(self._write, project, "" if path is None else str(path), changes)

    def close(self) -> None:
        """The window goes: nothing that is not saved is left to keep."""
        self._timer.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._journal.forget()
        self._unlock()

    def _write(self, project: Project, path: str, changes: tuple[str, ...]) -> None:
        """Run in the journal's thread; a full disk must not trouble the user's work."""
        from app.services.files import save_project
        from gis.errors import GisError

        with suppress(OSError, GisError):
            self._journal.keep(project.name, path, changes, lambda target: save_project(project, target))
            self._wrote.emit()

    def _follow(self) -> None:
        """Another plan, or a saved one: the side file is out of date; the lock goes along."""
        if not self._document.dirty and self._last is not None:
            self._last = None
            self._pool.submit(self._journal.forget)
        path = self._document.path
        if self._locked is not None and self._locked[0] == path:
            return
        self._unlock()
        if path is not None and lock.held_by(path) is None:
            mine = lock.take(path)
            self._locked = None if mine is None else (path, mine)

    def _unlock(self) -> None:
        if self._locked is not None:
            lock.release(*self._locked)
            self._locked = None
