"""Progress and cancel: a plain callable ``progress(fraction, what)`` that may raise."""

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Takes the finished fraction [0..1] and a code for what is being done. It may raise
`retrofit.errors.Cancelled`; the computation then stops and leaves nothing behind."""


def silent(fraction: float, what: str) -> None:
    """Ignore progress: the default everywhere."""


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """Map the fractions of a step onto the slice ``start..end`` of the whole."""

    def inner(fraction: float, what: str) -> None:
        progress(start + (end - start) * fraction, what)

    return inner
