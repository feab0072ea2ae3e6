"""Threads that ask servers: a server that never answers does not hold up the end of the program."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
Job = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


class Workers:
    """A few threads for jobs that wait; unlike those of the standard pool nobody waits for them at the end."""

    def __init__(self, count: int, name: str) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [Thread(target=self._run, name=f"{name}-{n}", daemon=True) for n in range(count)]
        self._started, self._closed = False, False

    def submit(self, work: Callable[..., T], *arguments: Any) -> Future[T]:
        """Do a piece of work when a thread is free; cancelled at once when nothing is done any more."""
        made: Future[T] = Future()
        if self._closed:
            made.cancel()
            return made
        if not self._started:
            self._started = True
            for thread in self._threads:
                thread.start()
        self._jobs.put((made, work, arguments))
        return made

    def close(self) -> None:
        """Begin nothing any more."""
        self._closed = True
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is not None:
                job[0].cancel()
        for _thread in self._threads:
            self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            made, work, arguments = job
            if not made.set_running_or_notify_cancel():
                continue
            try:
                made.set_result(work(*arguments))
            except BaseException as fault:  # noqa: BLE001 - told to whoever waits for the result
                made.set_exception(fault)
