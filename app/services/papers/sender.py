"""Who sends a paper."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a paper, and how it looks."""

    author: str = ""
    """Name of the office or association."""
    logo: Path | None = None
    """Picture (PNG, JPEG or SVG) at the head."""
    templates: Path | None = None
    """Folder of a city's own templates, which come before the program's."""
    day: date = field(default_factory=date.today)
    language: str = "en"
