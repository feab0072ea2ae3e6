"""Form the blocks of a plan anew: by another way, by an own layer, or by what is selected."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from pyproj import CRS

from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.outcome import Outcome
from app.services.planning import replan
from gis.account import Remark
from gis.block_edits import DRAWN
from gis.blocks import AUTOMATIC, WAYS, make_blocks
from gis.features import features_of
from gis.layers import load_layer
from retrofit.progress import Progress, part_of, silent

__all__ = ["WAYS", "BlockRequest", "form_blocks"]

HAND_MADE: Final = DRAWN


@dataclass(frozen=True, slots=True)
class BlockRequest:
    """How blocks are formed."""

    by: str = AUTOMATIC
    """One of `gis.blocks.WAYS`."""
    path: Path | None = None
    """A layer of own blocks, which come first."""
    layer: str = ""
    crs: str = ""
    keep_drawn: bool = True
    """Whether blocks that were drawn, cut or merged by hand stay as they are."""


def form_blocks(project: Project, request: BlockRequest, progress: Progress = silent) -> Outcome:
    """Put the buildings into blocks anew; ids depend on the buildings, not on the order of rows.

    Raises
    ------
    gis.errors.SourceError
        If the layer of own blocks cannot be used.
    app.errors.UserError
        For a way that is none, or streets that a plan does not have.
    """
    if request.by not in WAYS:
        raise UserError("blocks_way_unknown", way=request.by, known=", ".join(WAYS))
    if request.by == "streets" and not len(project.streets):
        raise UserError("blocks_without_streets")
    own = project.blocks[project.blocks["method"] == HAND_MADE] if request.keep_drawn else project.blocks[:0]
    remarks: tuple[Remark, ...] = ()
    if request.path is not None:
        read = load_layer(request.path, "blocks", request.layer, request.crs)
        found = features_of("blocks", [read], CRS(project.buildings.crs))
        own, remarks = found.frame, found.remarks
    progress(0.3, "blocks")
    blocks = make_blocks(project.buildings, project.parcels, project.streets, own[["geometry"]], request.by)
    frame = blocks.frame
    drawn = frame.index.isin(project.blocks.index[project.blocks["method"] == HAND_MADE])
    if request.path is None and drawn.any():
        frame = frame.assign(method=np.where(drawn, HAND_MADE, frame["method"]))
    account = replace(project.account, remarks=(*project.account.remarks, *remarks))
    stock = replace(project.stock, block_of=blocks.block_of)
    changed = project.replace(blocks=frame, stock=stock, account=account)
    outcome = replan(changed, part_of(progress, 0.6, 1.0))
    return Outcome(outcome.project, outcome.changes | Changes.GEOMETRY | Changes.STOCK)
