"""What a map shows and how it looks, as values."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.mapimage.colours import Colours, Palette
from app.mapimage.layers import Layer


def _none() -> NDArray[np.int64]:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The layers of a map; any may be absent."""

    blocks: Layer | None = None
    buildings: Layer | None = None
    parcels: Layer | None = None
    streets: Layer | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Everything about a picture that is not geometry; rows are those of the layers."""

    colours: Colours
    blocks: NDArray[np.integer] = field(default_factory=_none)
    """Selected blocks."""
    buildings: NDArray[np.integer] = field(default_factory=_none)
    """Selected buildings."""
    palette: Palette = Palette()
