"""Errors of files and shapes, named by the part that failed.

::

    GisError
    ├── SourceError          the file itself: missing, empty, truncated, locked, not a promised format
    │   └── LayerError       a layer of it: absent, empty, wrong geometry type
    │       ├── CrsError     its reference system: missing, unknown, not convertible
    │       ├── FieldError   a field: missing, wrong type, duplicate ids
    │       └── GeometryError
    ├── WriteError           the target: no space, no permission, open elsewhere
    └── Cancelled            the caller's progress function asked to stop
"""


class GisError(Exception):
    """Base class. ``code`` picks the sentence in `app.text.messages`, ``details`` fill it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        inside = ", ".join(f"{key}={value!r}" for key, value in self.details.items())
        return f"{self.code}({inside})"


class SourceError(GisError):
    """The file itself cannot be used."""


class LayerError(SourceError):
    """A layer of the file cannot be used."""


class CrsError(LayerError):
    """The reference system of a layer is missing, unknown or not convertible."""


class FieldError(LayerError):
    """A field is missing, has the wrong type or holds duplicate ids."""


class GeometryError(LayerError):
    """The geometry of a layer cannot be used."""


class WriteError(GisError):
    """The target cannot be written; what was there before is untouched."""
