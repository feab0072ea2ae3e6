"""Which layers of the map are shown, how strongly, and from how near."""

from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np

from app.mapimage.colours import Colours, Table
from app.mapimage.scene import Look

ALWAYS: Final = float("inf")
"""A layer that is shown from any distance [m per logical pixel]."""


@dataclass(frozen=True, slots=True)
class Showing:
    """How one layer is shown.

    Attributes
    ----------
    visible : bool
    opacity : float
        0 is clear, 1 opaque.
    up_to : float
        Farthest scale at which it is shown [m per logical pixel].
    """

    visible: bool = True
    opacity: float = 1.0
    up_to: float = ALWAYS

    def at(self, scale: float) -> float:
        """Opacity at a scale [m per logical pixel]; 0 where the layer is not shown."""
        return self.opacity if self.visible and scale <= self.up_to else 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """The layers of the district, from below to above; all of them as they are by default."""

    streets: Showing = Showing()
    blocks: Showing = Showing()
    parcels: Showing = Showing()
    buildings: Showing = Showing()
    ground: bool = True
    """False lets what lies under the map shine through where nothing is drawn."""


def look_at(look: Look, shown: Shown, scale: float) -> Look:
    """The look with layers hidden or weakened as they are at a scale [m per logical pixel]."""
    share = {one.name: getattr(shown, one.name).at(scale) for one in fields(Shown) if one.name != "ground"}
    if shown.ground and all(value == 1.0 for value in share.values()):
        return look
    palette, colours = look.palette, look.colours
    ground = palette.background if shown.ground else (0, 0, 0, 0)
    return replace(
        look,
        colours=Colours(
            weakened(colours.blocks, share["blocks"]),
            weakened(colours.buildings, share["buildings"]),
            colours.hatch if share["buildings"] > 0.5 else None,
        ),
        palette=replace(
            palette,
            background=ground,
            parcel=_faded(palette.parcel, share["parcels"]),
            street=_faded(palette.street, share["streets"]),
            block_line=_faded(palette.block_line, share["blocks"]),
            building_line=_faded(palette.building_line, share["buildings"]),
        ),
    )


def weakened(table: Table, share: float) -> Table:
    """A table of premultiplied colours with their opacity times a share."""
    if share >= 1.0:
        return table
    made = np.zeros(len(table), np.uint32)
    for shift in (0, 8, 16, 24):
        channel = (table >> np.uint32(shift)) & np.uint32(255)
        made |= np.round(channel * share).astype(np.uint32) << np.uint32(shift)
    return made


def _faded(colour: tuple[int, int, int, int], share: float) -> tuple[int, int, int, int]:
    return (*colour[:3], round(colour[3] * share))
