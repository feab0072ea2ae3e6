"""Pieces of one map drawn one after the other: the geometry is made ready once."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray

from app.mapimage.layers import prepare
from app.mapimage.scene import Look, Scene
from app.mapimage.view import Extent, View
from gis.arrays import Shapes

if TYPE_CHECKING:
    pass

SAMPLING: Final = 3
MARGIN: Final = 0.03
"""Share of a picture around what it shows at least."""


@dataclass(frozen=True, slots=True, eq=False)
class MapContent:
    """The geometry of a picture; any layer may be absent."""

    blocks: Shapes | None = None
    buildings: Shapes | None = None
    parcels: Shapes | None = None
    streets: Shapes | None = None


class Plates:
    """Draws pieces of a map without legend and furniture; owns a few threads until `close`."""

    def __init__(self, content: MapContent) -> None:
        from app.mapimage.render import Renderer

        layers = (content.blocks, content.buildings, content.parcels, content.streets)
        self._scene = Scene(
            *(prepare(shapes) if shapes is not None and len(shapes) else None for shapes in layers)
        )
        self._renderer: Renderer = Renderer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the threads."""
        self._renderer.close()

    def pixels(self, look: Look, view: View, unit: float = 1.0) -> NDArray[np.uint8]:
        """Red, green, blue by pixel, shape (height, width, 3).

        Parameters
        ----------
        unit : float
            Pixels of a line that is one pixel wide on screen.
        """
        frame = self._renderer.draw(self._scene, view, SAMPLING, pixel=unit)
        assert frame is not None
        argb = self._renderer.paint(frame, look)
        channels = [(argb >> np.uint32(shift)) & np.uint32(255) for shift in (16, 8, 0)]
        return np.stack(channels, axis=-1).astype(np.uint8)

    def png(
        self, look: Look, extent: Extent, size_px: tuple[int, int], unit: float = 1.0
    ) -> tuple[bytes, View]:
        """Draw what lies in an extent as PNG.

        Returns
        -------
        png : bytes
        view : View
            What the picture shows, and at which scale.
        """
        from PIL import Image

        view = View.of_extent(extent, *size_px, margin=MARGIN)
        out = io.BytesIO()
        Image.fromarray(self.pixels(look, view, unit)).save(out, "PNG", compress_level=3)
        return out.getvalue(), view
