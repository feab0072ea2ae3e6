"""What servers sent, kept on disk up to a size; the longest unused goes first."""

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

MOST_BYTES: Final = 300_000_000
OLDEST_S: Final = 30 * 24 * 3600.0
"""A map that is a month old is asked for again."""
EVERY_WRITES: Final = 200


class Cache:
    """A folder of answers by address; any thread may use it, and a full disk is no fault."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most, self._writes = folder, most_bytes, 0

    def get(self, address: str) -> bytes | None:
        """What an address sent, if that is not too long ago."""
        path = self._path(address)
        try:
            if time.time() - path.stat().st_mtime > OLDEST_S:
                return None
            data = path.read_bytes()
            os.utime(path, (time.time(), path.stat().st_mtime))  # used now, made then
        except OSError:
            return None
        return data

    def put(self, address: str, data: bytes) -> None:
        """Keep what an address sent."""
        path = self._path(address)
        part = path.with_name(f"{uuid4().hex}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)
        self._writes += 1
        if self._writes % EVERY_WRITES == 1:
            self.prune()

    def prune(self) -> None:
        """Remove what was not used for longest until the rest is small enough."""
        known = []
        for path in self._folder.rglob("*") if self._folder.is_dir() else ():
            with suppress(OSError):
                found = path.stat()
                if path.is_file():
                    known.append((found.st_atime, found.st_size, path))
        total = sum(size for _when, size, _path in known)
        for _when, size, path in sorted(known):
            if total <= self._most:
                break
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, address: str) -> Path:
        key = hashlib.sha256(address.encode()).hexdigest()
        return self._folder / key[:2] / key[2:34]
