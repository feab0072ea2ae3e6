"""Errors of the engine.

::

    EngineError
    ├── StockError       an array of the stock has the wrong length, type or range
    ├── PackError        a country pack lacks a table, a row or a value
    └── Cancelled        the caller's progress function asked to stop
"""


class EngineError(Exception):
    """Base class. ``code`` picks the sentence in `app.text`, ``args`` fill it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        inside = ", ".join(f"{key}={value!r}" for key, value in self.details.items())
        return f"{self.code}({inside})"


class StockError(EngineError):
    """An array of the stock has the wrong length, type or range."""


class PackError(EngineError):
    """A country pack lacks a table, a row or a value."""


class Cancelled(Exception):  # noqa: N818 - a request, not a fault
    """Raised inside a progress function to stop a running computation."""
