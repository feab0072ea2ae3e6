"""Change blocks by hand, and reckon their sums again."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.outcome import Outcome
from app.services.planning import replan
from gis import block_edits
from gis.block_edits import BlockEdit
from retrofit.progress import Progress, silent
from retrofit.stock.stock import FloatArray


def draw_block(project: Project, ring: FloatArray, progress: Progress = silent) -> Outcome:
    """Make a block of the buildings in a polygon, corners of shape (N, 2) in the metric CRS.

    Raises
    ------
    gis.errors.GeometryError
        If the polygon is none that can be a block.
    """
    shapes = project.buildings.geometry.to_numpy()
    edit = block_edits.draw_block(project.blocks, shapes, project.stock.block_of, ring)
    return _with(project, edit, progress)


def cut_blocks(project: Project, line: FloatArray, progress: Progress = silent) -> Outcome:
    """Cut the blocks that a line crosses, corners of shape (N, 2) in the metric CRS.

    Raises
    ------
    gis.errors.GeometryError
        If none is cut.
    """
    shapes = project.buildings.geometry.to_numpy()
    edit = block_edits.cut_blocks(project.blocks, shapes, project.stock.block_of, line)
    return _with(project, edit, progress)


def merge_blocks(project: Project, rows: Sequence[int], progress: Progress = silent) -> Outcome:
    """Make one block of several.

    Raises
    ------
    gis.errors.GeometryError
        If fewer than two are named.
    """
    chosen = np.array(rows, dtype=np.int32)
    return _with(project, block_edits.merge_blocks(project.blocks, project.stock.block_of, chosen), progress)


def move_buildings(
    project: Project, rows: Sequence[int], block_id: str, progress: Progress = silent
) -> Outcome:
    """Put buildings into another block.

    Raises
    ------
    app.errors.UserError
        If there is no such block.
    """
    places = project.blocks.index.astype(str).get_indexer([block_id])
    if places[0] < 0:
        raise UserError("block_unknown", block=block_id)
    chosen = np.array(rows, dtype=np.int32)
    edit = block_edits.move_buildings(project.blocks, project.stock.block_of, chosen, int(places[0]))
    return _with(project, edit, progress)


def _with(project: Project, edit: BlockEdit, progress: Progress) -> Outcome:
    stock = replace(project.stock, block_of=edit.block_of)
    outcome = replan(project.replace(blocks=edit.blocks, stock=stock), progress)
    return Outcome(outcome.project, outcome.changes | Changes.GEOMETRY | Changes.STOCK)
