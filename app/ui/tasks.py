"""`Runner`: work off the window's thread, one piece after the other.

A worker posts what happened into a deque and rings an argument-less queued signal
that the runner owns; everything the user sees is done in the window's thread. The
next piece starts only when the answer of the former has been taken: each works on
the project as it is then.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import UserError
from app.text.messages import sentence
from gis import worker
from gis.errors import GisError
from retrofit.errors import Cancelled, EngineError
from retrofit.progress import Progress

INTERVAL_S: Final = 0.05
"""Least time between two reports of progress: 20 a second."""

Work = Callable[[Progress], Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure the user can act on."""

    code: str
    text: str


@dataclass(slots=True, eq=False)
class Task:
    """A piece of work and what follows it; the callbacks run in the window's thread."""

    title: str
    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Fault], None] | None = None
    """Takes a fault instead of `Runner.failed`."""
    ended: Callable[[], None] | None = None
    """Always comes last, also after a cancel or a bug."""
    keeps: bool = False
    """Must not be cut short: it writes what the user asked to keep."""
    cancellable: bool = True
    """False for what the window itself needs."""
    stopped: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self.stopped.set()

    def go_on(self) -> None:
        """Stop here, if that was asked for."""
        if self.stopped.is_set():
            raise Cancelled


class Runner(QObject):
    """Runs tasks; see the module's text."""

    began = Signal(str)
    """Title of the task that works now."""
    progressed = Signal(float, str)
    """Fraction [0..1] and the code of what is being done."""
    ended = Signal(str, str)
    """Title of a task and what became of it: done, ended (cancelled), failed or broke."""
    idle = Signal()
    """Nothing works and nothing waits."""
    failed = Signal(str)
    """The sentence of a failure."""
    broke = Signal(str)
    """The traceback of a bug."""
    _rang = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "kvarter-document")
        self._posts: deque[tuple[Task, str, Any]] = deque()
        self._waiting: deque[Task] = deque()
        self._current: Task | None = None
        self._closed = False
        self._rang.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything works or waits."""
        return self._current is not None

    @property
    def keeping(self) -> bool:
        """Whether something works that must not be cut short."""
        return any(task.keeps for task in (self._current, *self._waiting) if task is not None)

    def run(self, task: Task) -> None:
        """Do a task after those that wait."""
        if self._closed:
            return
        self._waiting.append(task)
        self._next()

    @property
    def cancellable(self) -> bool:
        """Whether what works now may be cancelled."""
        return self._current is not None and _may_stop(self._current)

    def cancel(self) -> None:
        """Stop what works and forget what waits, except what must be kept."""
        forgotten = [task for task in self._waiting if _may_stop(task)]
        self._waiting = deque(task for task in self._waiting if not _may_stop(task))
        for task in forgotten:
            if task.ended is not None:
                task.ended()
        if self._current is not None and _may_stop(self._current):
            self._current.cancel()

    def shutdown(self) -> None:
        """Stop at once: nothing is delivered any more."""
        self._closed = True
        self._waiting.clear()
        if self._current is not None:
            self._current.cancel()
            self._current = None
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _next(self) -> None:
        if self._current is not None or not self._waiting:
            return
        self._current = task = self._waiting.popleft()
        self._pool.submit(self._work, task)
        self.began.emit(task.title)

    def _work(self, task: Task) -> None:
        """Run in the worker's thread."""
        try:
            with worker.listening(task.go_on):
                answer = task.work(self._progress_of(task))
        except Cancelled:
            self._post(task, "ended", None)
        except (UserError, GisError, EngineError) as fault:
            self._post(task, "failed", Fault(fault.code, sentence(fault.code, fault.details)))
        except MemoryError:
            self._post(task, "failed", Fault("memory_short", sentence("memory_short", {"what": task.title})))
        except Exception:  # noqa: BLE001 - a bug must reach the user, never vanish in a thread
            self._post(task, "broke", traceback.format_exc())
        else:
            self._post(task, "done", answer)

    def _progress_of(self, task: Task) -> Progress:
        last = 0.0

        def progress(fraction: float, what: str) -> None:
            nonlocal last
            if task.stopped.is_set():
                raise Cancelled
            now = time.monotonic()
            if now - last >= INTERVAL_S:
                last = now
                self._post(task, "progress", (fraction, what))

        return progress

    def _post(self, task: Task, what: str, value: Any) -> None:
        self._posts.append((task, what, value))
        if not self._closed:
            self._rang.emit()

    def _take(self) -> None:
        while self._posts and not self._closed:
            task, what, value = self._posts.popleft()
            if what == "progress":
                if not task.stopped.is_set():
                    self.progressed.emit(*value)
                continue
            self._current = None
            try:
                self._deliver(task, what, value)
            finally:
                if task.ended is not None:
                    task.ended()
                self.ended.emit(task.title, what)
                self._next()
                if not self.busy:
                    self.idle.emit()

    def _deliver(self, task: Task, what: str, value: Any) -> None:
        if what == "done":
            if task.keeps or not task.stopped.is_set():
                task.done(value)
        elif what == "failed" and task.failed is not None:
            task.failed(value)
        elif what == "failed":
            self.failed.emit(value.text)
        elif what == "broke":
            self.broke.emit(value)


def _may_stop(task: Task) -> bool:
    return task.cancellable and not task.keeps
