"""Split and merge buildings by hand, and reckon the plan again."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app import bridge
from app.bridge import stock_of
from app.changes import Changes
from app.project import Project
from app.services.edited import OUTLINE, mark
from app.services.outcome import Outcome
from app.services.planning import replan
from gis import building_edits
from gis.adjacency import shared_walls, wall_lengths
from gis.associations import regrouped
from gis.building_edits import BuildingEdit
from gis.parcel_shares import shares_of
from gis.setback import boundary_length
from retrofit.progress import Progress, part_of, silent
from retrofit.stock.codes import MISSING_CODE
from retrofit.stock.stock import FloatArray

ALIKE = (
    "current_use",
    "condition_of_construction",
    "size_class",
    "year_of_construction",
    "number_of_floors_above_ground",
    "heating",
)
"""What a section has of the whole, also where it was only assumed for it."""


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
    edit = building_edits.split_buildings(project.buildings, chosen, line)
    return _with(project, _like_the_whole(project, edit), progress)


def merge_buildings(project: Project, rows: Sequence[int], progress: Progress = silent) -> Outcome:
    """Make one building of several that touch.

    Raises
    ------
    gis.errors.GeometryError
        If there are fewer than two, or they lie apart.
    """
    known = set(project.account.fates["feature_id"].astype(str))
    edit = building_edits.merge_buildings(project.buildings, np.array(rows, dtype=np.int32), known)
    return _with(project, edit, progress)


def _like_the_whole(project: Project, edit: BuildingEdit) -> BuildingEdit:
    """Sections are what was taken for the whole, not what a small building of their shape would be."""
    if project.baseline is None:
        return edit
    typed, frame = project.baseline.typed.stock, edit.buildings.copy()
    wholes = edit.origin[edit.fresh]
    own = bridge.coded(frame)
    for name in ALIKE:
        taken = typed.provenance[name][wholes]
        if name in bridge.CODE_LISTS:
            missing = own[name][edit.fresh] == MISSING_CODE
            values = np.array([*bridge.CODE_LISTS[name], ""], dtype=object)[getattr(typed, name)[wholes]]
        else:
            missing = ~(frame[name].to_numpy(dtype=np.float64)[edit.fresh] > 0)
            values = getattr(typed, name)[wholes]
        at = edit.fresh[missing]
        frame.iloc[at, frame.columns.get_loc(name)] = values[missing]
        words = np.array(bridge.PROVENANCE_WORDS, dtype=object)[taken[missing]]
        frame.iloc[at, frame.columns.get_loc(f"provenance_{name}")] = words
    return replace(edit, buildings=frame)


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
    frame = mark(frame, edit.fresh, (OUTLINE,))
    block_of = project.stock.block_of[edit.origin]
    bodies = regrouped(project.associations, project.stock.association_of[edit.origin], frame)
    frame = frame.assign(association_row=bodies.of)
    stock = stock_of(frame, block_of, shared_walls(shapes), wall_lengths(shapes))
    held = np.unique(block_of)
    blocks = project.blocks.iloc[held]
    stock = replace(stock, block_of=np.searchsorted(held, block_of).astype(np.int32))
    changed = project.replace(
        buildings=frame,
        associations=bodies.frame,
        shares=shares_of(shapes, project.parcels.geometry.to_numpy()),
        blocks=blocks,
        stock=stock,
        scenario=project.scenario.take(edit.origin),
        shelf=tuple(one.take(edit.origin) for one in project.shelf),
        baseline=None,
        assessment=None,
    )
    outcome = replan(changed, part_of(progress, 0.4, 1.0))
    return Outcome(outcome.project, outcome.changes | Changes.GEOMETRY | Changes.STOCK)
