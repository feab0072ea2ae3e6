"""Which buildings a selection speaks of."""

import numpy as np
from numpy.typing import NDArray

from app.project import Project
from app.ui.document import Selection
from retrofit.stock.fields import Level


def building_rows(project: Project, selection: Selection) -> NDArray[np.intp]:
    """Rows of the selected buildings, or of those in the selected blocks or parcels.

    An empty selection is the whole district.
    """
    if not selection:
        return np.arange(len(project.buildings))
    rows = np.asarray(selection.rows, dtype=np.intp)
    if selection.level is Level.BUILDING:
        return rows
    owner = project.stock.block_of if selection.level is Level.BLOCK else project.stock.parcel_of
    return np.flatnonzero(np.isin(owner, rows))
