"""The theme of the map, kept between two runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.mapimage.colours import RAMPS
from app.mapimage.theme import Theme
from app.services.mapping import DEFAULT_THEME
from retrofit.stock.fields import FIELDS, Level, columns_of

if TYPE_CHECKING:
    from app.ui.settings import Settings


def theme(settings: Settings) -> Theme:
    """Return the theme used last; own breaks belong to a project and are not kept."""
    kept = settings.theme
    try:
        found = Theme(
            str(kept["field"]), Level(kept["level"]), kept["method"], int(kept["n"]), str(kept["ramp"])
        )
    except (KeyError, ValueError, TypeError):
        return DEFAULT_THEME
    known = found.field in FIELDS and FIELDS[found.field] in columns_of(found.level)
    fits = found.method in {"quantile", "natural", "equal"} and (not found.ramp or found.ramp in RAMPS)
    return found if known and fits and 2 <= found.n <= 12 else DEFAULT_THEME


def keep(settings: Settings, chosen: Theme) -> None:
    """Remember a theme."""
    settings.theme = {**asdict(chosen), "level": chosen.level.value}
