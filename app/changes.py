"""Which kinds of things a service changed: views redraw by flag."""

from enum import Flag, auto


class Changes(Flag):
    """Kinds of change; combine with ``|``."""

    NOTHING = 0
    PROJECT = auto()
    """Another project altogether."""
    GEOMETRY = auto()
    STOCK = auto()
    SCENARIO = auto()
    ASSUMPTIONS = auto()
    RESULTS = auto()
    FINDINGS = auto()
    SAVED = auto()
    """The project now equals its file."""
    BOOKMARKS = auto()
    CHECKPOINTS = auto()
    NOTES = auto()
    SELECTIONS = auto()
    """Selections that were saved, not what is selected now."""
    EVERYTHING = (
        PROJECT | GEOMETRY | STOCK | SCENARIO | ASSUMPTIONS | RESULTS | FINDINGS | BOOKMARKS | CHECKPOINTS
        | NOTES | SELECTIONS
    )  # fmt: skip
