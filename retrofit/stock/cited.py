"""`Cited`: a figure with its unit, source and how far it can be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far a figure can be trusted."""

    VERIFIED = "verified"
    """Read in the named source."""
    INDICATIVE = "indicative"
    """Order of magnitude or scenario default: shown as such."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from."""

    key: str
    title: str
    licence: str
    url: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """One figure with its unit and source."""

    value: float
    unit: str
    source: str
    """Key in `CountryPack.sources`."""
    status: Status = Status.VERIFIED
    year: int = 0
    """Price year, or year of validity; 0 where it does not matter."""
