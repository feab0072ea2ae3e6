"""Colours of the window by what they are for, light and dark; read at the time of painting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tones:
    """One set of colours, each ``#rrggbb``."""

    dark: bool
    text: str
    muted: str
    """Second-rank text."""
    disabled: str
    placeholder: str
    paper: str
    """Ground of lists, fields and menus."""
    row: str
    """Every second line of a list."""
    ground: str
    """Ground of the window."""
    button: str
    line: str
    accent: str
    """What can be done, what is marked: text and lines on `paper`."""
    accent_soft: str
    """Ground of what is marked."""
    fill: str
    """Ground under `on_fill`: buttons that matter, selected lines."""
    fill_hover: str
    on_fill: str
    ring: str
    """Focus on what is filled."""
    fault: str
    fault_soft: str
    fault_line: str
    doubt: str
    today: str
    """Figures of today beside those of the plan in `accent`."""
    icon: str


LIGHT: Final = Tones(
    dark=False,
    text="#1f2933",
    muted="#56636f",
    disabled="#9aa5af",
    placeholder="#6c7883",
    paper="#ffffff",
    row="#f8fafb",
    ground="#f4f6f7",
    button="#fbfcfc",
    line="#d5dbe0",
    accent="#1f5f6b",
    accent_soft="#e3eff1",
    fill="#1f5f6b",
    fill_hover="#2a7482",
    on_fill="#ffffff",
    ring="#f0b24a",
    fault="#a3261c",
    fault_soft="#fdf0ee",
    fault_line="#efc7c2",
    doubt="#8a5a00",
    today="#b5522a",
    icon="#33414e",
)

DARK: Final = Tones(
    dark=True,
    text="#e6eaee",
    muted="#a9b4be",
    disabled="#68737d",
    placeholder="#93a0ab",
    paper="#1d2328",
    row="#22292f",
    ground="#262d33",
    button="#303840",
    line="#414b54",
    accent="#7cc4d1",
    accent_soft="#2b434a",
    fill="#2c7d8c",
    fill_hover="#3390a1",
    on_fill="#ffffff",
    ring="#f0b24a",
    fault="#ff9a8f",
    fault_soft="#45282a",
    fault_line="#7a4440",
    doubt="#e5b567",
    today="#e8935f",
    icon="#c8d1d9",
)

_current: Tones = LIGHT


def tones() -> Tones:
    """Colours in use now."""
    return _current


def use(chosen: Tones) -> None:
    """Take another set; called by `app.ui.theme.apply` alone."""
    global _current  # noqa: PLW0603 - the one look of the whole program
    _current = chosen
