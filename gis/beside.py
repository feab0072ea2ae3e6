"""Do something that may hang in a thread of its own, so that the caller hears of it and can leave."""

from collections.abc import Callable
from threading import Thread
from typing import Final, Generic, TypeVar

T = TypeVar("T")
LOOK_S: Final = 0.1
"""So often the caller hears how far it is, and may stop it [s]."""


def beside(work: Callable[[], T], told: Callable[[], None], stop: Callable[[], None]) -> T:
    """Do ``work`` in a thread; ``told`` is called meanwhile and may raise, ``stop`` then ends the work."""
    job = _Job(work)
    job.start()
    try:
        while job.is_alive():
            job.join(LOOK_S)
            told()
    except BaseException:
        stop()
        raise
    if job.fault is not None:
        raise job.fault
    return job.found[0]


class _Job(Thread, Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(name="kvarter-beside", daemon=True)
        self.work = work
        self.found: list[T] = []
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            self.found.append(self.work())
        except BaseException as fault:  # noqa: BLE001 - raised again in the caller's thread
            self.fault = fault
