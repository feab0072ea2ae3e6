"""Side files that bring a plan back after a crash.

Every window keeps at most one: the plan as it was a moment ago, and a note that says
what it is. They lie in a folder of the program, never in the user's.
"""

import json
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

MOST_CHANGES: Final = 12
"""Changes that a note names."""
SECONDS_KEPT: Final = 30 * 24 * 3600.0
"""What nobody came back for within a month goes."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a side file holds."""

    key: str
    name: str
    """Name of the plan."""
    path: str
    """File the plan was saved in; "" before the first save."""
    changes: tuple[str, ...]
    """What was done since, the last one last."""
    count: int
    """How many changes since the last save."""
    when: float
    """Seconds since 1970."""
    host: str
    pid: int


@dataclass(frozen=True, slots=True)
class Found:
    """A side file of a window that is gone."""

    note: Note
    file: Path
    size: int
    """Bytes."""


class Journal:
    """The side file of one window."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, uuid4().hex[:16]

    @property
    def file(self) -> Path:
        """Where the plan is kept."""
        return self._folder / f"{self._key}.gpkg"

    def keep(self, name: str, path: str, changes: tuple[str, ...], write: Callable[[Path], object]) -> None:
        """Write the plan, then the note: a note without its plan is never found.

        Parameters
        ----------
        write : callable
            Writes the plan whole into a path, or raises and leaves what was there.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        write(self.file)
        note = Note(self._key, name, path, changes[-MOST_CHANGES:], len(changes), time.time(),
                    socket.gethostname(), os.getpid())  # fmt: skip
        part = self._folder / f"{self._key}.part"
        part.write_text(json.dumps(asdict(note)), encoding="utf-8")
        part.replace(_note_file(self.file))

    def forget(self) -> None:
        """Remove the side file: nothing would be lost."""
        remove(self.file)


def left_behind(folder: Path) -> tuple[Found, ...]:
    """Side files of windows that are gone, the newest first; damaged ones are passed over."""
    found = []
    for file in folder.glob("*.gpkg") if folder.is_dir() else ():
        note = _read(_note_file(file))
        if note is None or (note.host == socket.gethostname() and runs(note.pid)):
            continue
        if time.time() - note.when > SECONDS_KEPT:
            remove(file)
            continue
        found.append(Found(note, file, file.stat().st_size))
    return tuple(sorted(found, key=lambda one: -one.note.when))


def remove(file: Path) -> None:
    """Remove a side file and its note."""
    for one in (_note_file(file), file):
        with suppress(OSError):
            one.unlink(missing_ok=True)


def _note_file(file: Path) -> Path:
    return file.with_suffix(".json")


def _read(file: Path) -> Note | None:
    try:
        parts = json.loads(file.read_text(encoding="utf-8"))
        return Note(**{**parts, "changes": tuple(parts["changes"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def runs(pid: int) -> bool:
    """Whether a process of this machine still runs."""
    if pid == os.getpid():
        return True
    if os.name == "nt":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # type: ignore[attr-defined]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
