"""Titles of the built-in districts; light, so that the start page shows them at once."""

from dataclasses import dataclass
from typing import Final

from app.text.translate import mark


@dataclass(frozen=True, slots=True)
class Sample:
    """A district that comes with the program."""

    key: str
    title: str
    summary: str


SAMPLES: Final = (
    Sample(
        "bubenec",
        mark("Bubenec, Prague"),
        mark(
            "144 real buildings, plots and streets. Year, floors and use are not in the data: they are assumed, and shown so."
        ),
    ),
    Sample(
        "synthetic",
        mark("Harbour district (synthetic)"),
        mark("A generated town in a Sonderborg-like setting with complete attributes: what full data gives."),
    ),
)
