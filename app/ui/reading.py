"""`Reader`: look something up off the window's thread, beside the tasks that change the plan.

The latest question wins: an answer to an older one is never delivered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Reader(QObject):
    """Answers one kind of question in a thread of its own."""

    _rang = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._asked = 0
        self._answers: deque[tuple[int, Future[Any], Callable[[Any], None]]] = deque()
        self._closed = False
        self._pending = 0
        self._rang.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._pending > 0

    def ask(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do ``work`` in the thread and ``done`` with its result in the window's thread."""
        if self._closed:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "kvarter-reader")
        self._asked += 1
        self._pending += 1
        turn = self._asked
        # what nobody wants any more is not even begun: a slider asks faster than it is answered
        self._pool.submit(lambda: work() if turn == self._asked else None).add_done_callback(
            lambda answer: self._post(turn, answer, done)
        )

    def forget(self) -> None:
        """Deliver nothing of what was asked so far."""
        self._asked += 1

    def close(self) -> None:
        """Deliver nothing any more; what is being looked up ends by itself, nobody waits for it."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _post(self, turn: int, answer: Future[Any], done: Callable[[Any], None]) -> None:
        """Run in the reader's thread."""
        self._answers.append((turn, answer, done))
        if not self._closed:
            self._rang.emit()

    def _take(self) -> None:
        while self._answers and not self._closed:
            turn, answer, done = self._answers.popleft()
            self._pending -= 1
            if turn == self._asked and not answer.cancelled():
                done(answer.result())
