"""Select by a shape drawn on the map."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.project import Project
from app.services.mapping import content_of
from gis.enclosed import Rule, candidates, rows_enclosed
from retrofit.stock.fields import Level

Rows = NDArray[np.int64]

QUICK: Final = 20_000
"""So many features are compared with a shape in less than 50 ms."""


class How(StrEnum):
    """What becomes of a selection."""

    REPLACE = "replace"
    ADD = "add"
    TAKE = "take"
    """What was found is no longer selected."""


@dataclass(frozen=True, slots=True, eq=False)
class Enclosure:
    """A shape drawn to select by.

    Attributes
    ----------
    level : Level
        Buildings or blocks.
    ring : ndarray, shape (N, 2)
        Corners in the metric CRS of the project [m].
    rule : gis.enclosed.Rule
    """

    level: Level
    ring: NDArray[np.float64]
    rule: Rule = Rule.CENTRE


def possible_rows(project: Project, asked: Enclosure) -> NDArray[np.intp]:
    """Rows that have to be compared with a shape; quick for a million."""
    content = content_of(project)
    shapes = content.blocks if asked.level is Level.BLOCK else content.buildings
    if shapes is None or len(asked.ring) == 0:
        return np.empty(0, np.intp)
    return candidates(shapes.bounds, asked.ring - np.array(shapes.origin))


def enclosed_rows(project: Project, asked: Enclosure, rows: NDArray[np.intp] | None = None) -> Rows:
    """Rows of a level that lie in a shape, in ascending order.

    Parameters
    ----------
    project : Project
    asked : Enclosure
    rows : ndarray, optional
        `possible_rows`, where they are known already.
    """
    frame = project.blocks if asked.level is Level.BLOCK else project.buildings
    rows = possible_rows(project, asked) if rows is None else rows
    found = rows_enclosed(frame.geometry.to_numpy(), rows, asked.ring, asked.rule)
    return found.astype(np.int64)


def combined(before: Rows, found: Rows, how: How) -> Rows:
    """Rows selected after something was found, in ascending order."""
    if how is How.ADD:
        return np.union1d(before, found)
    if how is How.TAKE:
        return np.setdiff1d(before, found)
    return np.unique(found)
