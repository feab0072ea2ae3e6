"""The theme of the map, kept between two runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.mapimage.classify import METHODS, MOST_CLASSES
from app.mapimage.colours import RAMPS
from app.mapimage.theme import Theme
from app.services.mapping import DEFAULT_THEME
from app.services.theming import OF_BUILDINGS, RESULTS_OFFERED
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.ui.settings import Settings


def theme(settings: Settings) -> Theme:
    """Return the theme used last; own breaks belong to a project and are not kept."""
    kept = settings.theme
    try:
        found = Theme(
            str(kept["field"]), Level(kept["level"]), kept["method"], int(kept["n"]), str(kept["ramp"]),
            second=str(kept.get("second", "")), hatched=bool(kept.get("hatched", True)), by_bands=bool(kept.get("by_bands", False)),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError):
        return DEFAULT_THEME
    known = found.field in (*RESULTS_OFFERED, *OF_BUILDINGS) and found.second in ("", *RESULTS_OFFERED)
    fits = found.method in METHODS and found.method != "own" and (not found.ramp or found.ramp in RAMPS)
    return found if known and fits and 2 <= found.n <= MOST_CLASSES else DEFAULT_THEME


def keep(settings: Settings, chosen: Theme) -> None:
    """Remember a theme."""
    settings.theme = {**asdict(chosen), "level": chosen.level.value}
