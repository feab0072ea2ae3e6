"""What is written on the map: names and figures of buildings or blocks."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from app import bridge
from app.project import Project
from app.text.labels import PACKAGES, word
from app.text.numbers import format_number
from app.text.translate import mark
from retrofit.stock.fields import FIELDS, Level
from retrofit.stock.stock import IntArray

NONE: Final = ""
CHOICES: Final[Mapping[str, tuple[str, Level]]] = {
    "block_id": (mark("Block"), Level.BLOCK),
    "saving_pct": (mark("Saving of the block, %"), Level.BLOCK),
    "building_id": (mark("Building"), Level.BUILDING),
    "year_of_construction": (mark("Year built"), Level.BUILDING),
    "e_del_kwh_m2": (mark("Delivered energy, kWh/(m²a)"), Level.BUILDING),
    "package": (mark("Package"), Level.BUILDING),
}
"""What can be written, and on what."""


def label_texts(project: Project, name: str, rows: IntArray) -> list[str]:
    """Words for some rows of the level of a choice; "" where there is nothing to say."""
    level = CHOICES[name][1]
    if name in ("building_id", "block_id"):
        frame = project.buildings if level is Level.BUILDING else project.blocks
        return [str(frame.index[row]) for row in rows.tolist()]
    if project.baseline is None or project.assessment is None:
        return [""] * len(rows)
    if name == "package":
        chosen, heated = project.scenario.package_of, project.baseline.typed.heated
        return [
            word(project.packages[chosen[row]].key, PACKAGES) if heated[row] else "" for row in rows.tolist()
        ]
    values = np.asarray(bridge.column(project, level, name), dtype=np.float64)[rows]
    plain = name == "year_of_construction"
    decimals = FIELDS[name].decimals
    return [_written(value, decimals, plain=plain) for value in values.tolist()]


def _written(value: float, decimals: int, *, plain: bool) -> str:
    if not np.isfinite(value):
        return ""
    return f"{value:.0f}" if plain else format_number(value, min(decimals, 1))
