"""Checkpoints as rows of a table of the project file."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from app.project import Checkpoint, Project
from app.store import layout
from gis.geopackage import Container

FIGURES: Final = ("e_del_kwh", "e_del_after_kwh", "invest_eur", "npv_eur")
"""Totals of a checkpoint that can be read without unpacking it."""


def to_table(project: Project, packed: Callable[[Checkpoint], bytes]) -> pd.DataFrame:
    """Checkpoints as rows; ``packed`` makes the plan of one a packed project file."""
    rows = [
        (one.name, one.when, one.who, *(one.totals.get(key, 0.0) for key in FIGURES), packed(one))
        for one in project.checkpoints
    ]
    return pd.DataFrame(rows, columns=["name", "saved_at", "saved_by", *FIGURES, "plan"])


def from_table(container: Container) -> tuple[Checkpoint, ...]:
    """Read checkpoints; their plans stay packed until somebody goes back to one."""
    found = container.tables.get(layout.CHECKPOINT)
    rows = [] if found is None else found.to_dict("records")
    return tuple(
        Checkpoint(
            str(row["name"]),
            float(row["saved_at"]),
            str(row["saved_by"]),
            {key: float(row[key]) for key in FIGURES},
            packed=bytes(row["plan"]),
        )
        for row in rows
    )
