"""Which buildings a selection speaks of, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.bridge import groups_of
from app.project import Project
from app.text.numbers import format_number
from app.text.translate import _, ngettext
from app.ui.document import Selection
from retrofit.stock.fields import Level

if TYPE_CHECKING:
    from app.services.charting import Scope


def building_rows(project: Project, selection: Selection) -> NDArray[np.intp]:
    """Rows of the selected buildings, or of those in the selected blocks, parcels or associations.

    An empty selection is the whole district.
    """
    if not selection:
        return np.arange(len(project.buildings))
    rows = np.asarray(selection.rows, dtype=np.intp)
    if selection.level is Level.BUILDING:
        return rows
    return np.flatnonzero(np.isin(groups_of(project, selection.level), rows))


def selection_title(project: Project, level: Level, rows: Sequence[int] | NDArray[np.intp]) -> str:
    """Name of what is selected: its id, or how many there are; the district's without any."""
    if not len(rows):
        return project.name
    if len(rows) > 1:
        count = len(rows)
        words = {
            Level.BUILDING: ngettext("{count} building", "{count} buildings", count),
            Level.BLOCK: ngettext("{count} block", "{count} blocks", count),
            Level.PARCEL: ngettext("{count} parcel", "{count} parcels", count),
            Level.ASSOCIATION: ngettext("{count} association", "{count} associations", count),
        }
        return words[level].format(count=format_number(count))
    if level is Level.ASSOCIATION:
        return str(project.associations["name"].iloc[rows[0]])
    frame, word = {
        Level.BUILDING: (project.buildings, _("Building {id}")),
        Level.BLOCK: (project.blocks, _("Block {id}")),
        Level.PARCEL: (project.parcels, _("Parcel {id}")),
    }[level]
    return word.format(id=frame.index[rows[0]])


def selection_scope(project: Project, selection: Selection) -> Scope:
    """What is selected as a part of the plan; the district where nothing is."""
    from app.services.charting import part, whole

    if not selection:
        return whole(project)
    title = selection_title(project, selection.level, selection.rows)
    return part(project, title, selection.level, np.asarray(selection.rows, dtype=np.intp))
