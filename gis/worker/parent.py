"""Processes that read files for this one: started when needed, kept warm, ended when they misbehave."""

import atexit
import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final, TypeVar

from gis.errors import SourceError
from gis.worker import limits
from gis.worker.child import READER

T = TypeVar("T")
START_S: Final = 60.0
"""Longest start of a process [s]."""
LOOK_S: Final = 0.05
"""So often the caller may stop the work [s]."""
MOST_IDLE: Final = 2
READY: Final = b"ready"

Told = Callable[[], None]
_listener: ContextVar[Told | None] = ContextVar("listener", default=None)


@contextlib.contextmanager
def listening(told: Told) -> Iterator[None]:
    """Within the block, ``told`` is called while a file is read; what it raises stops the reading at once."""
    before = _listener.set(told)
    try:
        yield
    finally:
        _listener.reset(before)


@dataclass(slots=True, eq=False)
class _Reader:
    process: subprocess.Popen[bytes]
    connection: "Connection[Any, Any]"
    folder: Path

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            self.connection.close()
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(slots=True, eq=False)
class _Readers:
    enabled: bool = False
    idle: list[_Reader] = field(default_factory=list)
    coming: "_Start | None" = None
    lock: Lock = field(default_factory=Lock)


_readers: Final = _Readers()


def enable() -> None:
    """Read files in processes of their own from now on; to be called once by a program."""
    _readers.enabled = True


def start() -> None:
    """Start a process while there is time, so that the first file need not wait for it."""
    if _readers.enabled and not _readers.idle:
        _coming()


def stop() -> None:
    """End all processes, and read here from now on."""
    _readers.enabled = False
    coming = _readers.coming
    if coming is not None:
        coming.join()
    with _readers.lock:
        idle, _readers.idle, _readers.coming = _readers.idle, [], None
    for each in idle:
        each.kill()


atexit.register(stop)


def guarded(work: Callable[..., T], path: Path, *args: object) -> T:
    """Do some reading of a file in a process of its own, where one was asked for.

    Parameters
    ----------
    work : callable
        A function of a module; takes the path and the other arguments.
    path : Path
    args : object
        Plain values.

    Raises
    ------
    SourceError
        If the process stopped, took too long or wanted too much memory; as ``work`` else.
    """
    if not _readers.enabled:
        return work(path, *args)
    told = _listener.get() or _unheard
    reader = _taken(told)
    try:
        found: T = _asked(reader, (work.__module__, work.__qualname__, (path, *args)), path, told)
    except _MisbehavedError as fault:
        reader.kill()
        raise fault.said from None
    except SourceError:
        _put_back(reader)
        raise
    except BaseException:
        reader.kill()
        raise
    _put_back(reader)
    return found


class _MisbehavedError(Exception):
    """A process that must not be used again."""

    def __init__(self, said: SourceError) -> None:
        super().__init__(said)
        self.said = said


def _asked(reader: _Reader, order: tuple[str, str, tuple[object, ...]], path: Path, told: Told) -> Any:
    most = limits.seconds_for(path)
    ends = time.monotonic() + most
    try:
        wire = _wire()
        reader.connection.send_bytes(wire.packed(order))
        while not reader.connection.poll(LOOK_S):
            told()
            if time.monotonic() > ends:
                raise _MisbehavedError(
                    SourceError("reader_too_slow", source=path.name, most=f"{most / 60:.0f}")
                )
        kind, *rest = wire.unpacked(reader.connection.recv_bytes())
    except (EOFError, OSError) as fault:
        raise _MisbehavedError(SourceError("reader_stopped", source=path.name)) from fault
    if kind == "answer":
        return rest[0]
    if kind == "fault":
        sort, code, details = rest
        raise sort(code, **details)
    if kind == "memory":
        raise _MisbehavedError(
            SourceError("reader_memory", source=path.name, most=f"{limits.memory_bytes() / 1e9:.0f}")
        )
    raise RuntimeError(rest[0])


def _taken(told: Told) -> _Reader:
    """A reader that nobody uses, a new one where there is none."""
    while True:
        with _readers.lock:
            while _readers.idle:
                reader = _readers.idle.pop()
                if reader.process.poll() is None:
                    return reader
                reader.kill()
        start = _coming()
        while start.is_alive():
            start.join(LOOK_S)
            told()  # who leaves here leaves a reader for the next one
        if start.fault is not None:
            raise start.fault


def _put_back(reader: _Reader) -> None:
    with _readers.lock:
        if _readers.enabled and len(_readers.idle) < MOST_IDLE:
            _readers.idle.append(reader)
            return
    reader.kill()


class _Start(Thread):
    """Brings a new reader; it waits among the idle ones."""

    def __init__(self) -> None:
        super().__init__(name="kvarter-start", daemon=True)
        self.fault: SourceError | None = None

    def run(self) -> None:
        try:
            _put_back(_started())
        except SourceError as fault:
            self.fault = fault


def _coming() -> _Start:
    """The start that is under way, a new one where there is none."""
    with _readers.lock:
        if _readers.coming is None or not _readers.coming.is_alive():
            _readers.coming = _Start()
            _readers.coming.start()
        return _readers.coming


def _started() -> _Reader:
    """A new process that waits for orders."""
    folder = Path(tempfile.mkdtemp(prefix="kvarter-reader-"))
    key = secrets.token_hex(32)
    with Listener(authkey=bytes.fromhex(key)) as door:
        process = subprocess.Popen(
            _command(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=_environment(), start_new_session=os.name == "posix",
        )  # fmt: skip
        head = {"address": door.address, "key": key, "folder": str(folder), "memory": limits.memory_bytes()}
        came: list[Connection[Any, Any]] = []
        waits = Thread(target=lambda: came.append(door.accept()), name="kvarter-door", daemon=True)
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(head).encode() + b"\n")
            process.stdin.flush()
            waits.start()
            ends = time.monotonic() + START_S
            while not came and process.poll() is None and time.monotonic() < ends:
                waits.join(LOOK_S)
            if came and came[0].poll(START_S) and came[0].recv_bytes() == READY:
                return _Reader(process, came[0], folder)
        except (OSError, EOFError):
            pass  # it ended before it could say a word
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
    raise SourceError("reader_absent")


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READER]
    return [sys.executable, "-c", "from gis.worker.child import serve; raise SystemExit(serve())"]


def _environment() -> dict[str, str]:
    home = str(Path(__file__).resolve().parents[2])
    others = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": home if not others else os.pathsep.join((home, others))}


def _wire() -> Any:
    """Loaded with the first file: a window that only starts need not wait for it."""
    return import_module("gis.worker.wire")


def _unheard() -> None:
    """Tell nobody."""
