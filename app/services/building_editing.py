"""Split and merge buildings by hand, and reckon the plan again."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.bridge import stock_of
from app.changes import Changes
from app.project import Project
from app.services.outcome import Outcome
from app.services.planning import replan
from gis import building_edits
from gis.adjacency import shared_walls, wall_lengths
from gis.building_edits import BuildingEdit
from gis.setback import boundary_length
from retrofit.progress import Progress, part_of, silent
from retrofit.stock.stock import FloatArray


def split_buildings(
    project: Project, rows: Sequence[int], line: FloatArray, progress: Progress = silent
) -> Outcome:
    """Cut buildings that a line crosses into sections.

    Parameters
    ----------
    rows : sequence of int
        Buildings that may be cut; all of them when it is empty.
    line : ndarray, shape (N, 2)
        In the metric CRS.

    Raises
    ------
    gis.errors.GeometryError
        If none is cut.
    """
    chosen = np.array(rows if len(rows) else range(len(project.buildings)), dtype=np.int32)
    return _with(project, building_edits.split_buildings(project.buildings, chosen, line), progress)


def merge_buildings(project: Project, rows: Sequence[int], progress: Progress = silent) -> Outcome:
    """Make one building of several that touch.

    Raises
    ------
    gis.errors.GeometryError
        If there are fewer than two, or they lie apart.
    """
    edit = building_edits.merge_buildings(project.buildings, np.array(rows, dtype=np.int32))
    return _with(project, edit, progress)


def _with(project: Project, edit: BuildingEdit, progress: Progress) -> Outcome:
    """The plan with other buildings; each keeps block, packages and parcel of where it comes from."""
    progress(0.0, "party_walls")
    shapes, frame = edit.buildings.geometry.to_numpy(), edit.buildings.copy()
    along = frame["boundary_length_m"].to_numpy(dtype=np.float64, copy=True)
    along[edit.fresh] = boundary_length(
        shapes[edit.fresh],
        project.parcels.geometry.to_numpy(),
        frame["parcel_row"].to_numpy()[edit.fresh],
    )
    frame["boundary_length_m"] = along
    block_of = project.stock.block_of[edit.origin]
    stock = stock_of(frame, block_of, shared_walls(shapes), wall_lengths(shapes))
    held = np.unique(block_of)
    blocks = project.blocks.iloc[held]
    stock = replace(stock, block_of=np.searchsorted(held, block_of).astype(np.int32))
    changed = project.replace(
        buildings=frame,
        blocks=blocks,
        stock=stock,
        scenario=project.scenario.take(edit.origin),
        shelf=tuple(one.take(edit.origin) for one in project.shelf),
        baseline=None,
        assessment=None,
    )
    outcome = replan(changed, part_of(progress, 0.4, 1.0))
    return Outcome(outcome.project, outcome.changes | Changes.GEOMETRY | Changes.STOCK)
