"""A small file beside an open plan: two people on a share see each other.

It is named as office programs name theirs, ``.~lock.plan.gpkg#``, and goes when the plan
is closed. What cannot be written is no reason not to work: then there is no lock.
"""

import getpass
import json
import os
import socket
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from app.store.journal import runs

STALE_S: Final = 24 * 3600.0
"""Assumption: a lock that nobody renewed for a day is left over."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Who has a plan open."""

    key: str
    user: str
    host: str
    pid: int
    since: float
    """Seconds since 1970."""


def lock_file(plan: Path) -> Path:
    """Where the lock of a plan lies."""
    return plan.with_name(f".~lock.{plan.name}#")


def held_by(plan: Path) -> Lock | None:
    """Who has a plan open; None where nobody has, or the lock is left over."""
    try:
        found = Lock(**json.loads(lock_file(plan).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    here = found.host == socket.gethostname()
    gone = here and not runs(found.pid)
    return None if gone or time.time() - found.since > STALE_S else found


def take(plan: Path) -> Lock | None:
    """Lock a plan for this window; None where the folder cannot be written to."""
    mine = Lock(uuid4().hex[:16], _user(), socket.gethostname(), os.getpid(), time.time())
    try:
        lock_file(plan).write_text(json.dumps(asdict(mine)), encoding="utf-8")
    except OSError:
        return None
    return mine


def release(plan: Path, mine: Lock) -> None:
    """Take a lock away, unless somebody else has taken it over."""
    try:
        there = json.loads(lock_file(plan).read_text(encoding="utf-8")).get("key")
    except (OSError, ValueError, AttributeError):
        return
    if there == mine.key:
        with suppress(OSError):
            lock_file(plan).unlink()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
