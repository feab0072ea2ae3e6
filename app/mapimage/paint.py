"""Id images and colour tables to one picture.

Importing this module loads numba: the window does so in its worker thread.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.colours import Table
from app.mapimage.kernels import compiled

PARCEL_BIT: Final = 1
STREET_BIT: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Ids:
    """What lies under each sample; ``sampling`` samples along each side of a pixel.

    Attributes
    ----------
    blocks, buildings : ndarray of int32, shape (height * sampling, width * sampling)
    lines : ndarray of uint8, same shape
        Bits `PARCEL_BIT` and `STREET_BIT`.
    sampling : int
    """

    blocks: NDArray[np.int32]
    buildings: NDArray[np.int32]
    lines: NDArray[np.uint8]
    sampling: int


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """All colours of one picture.

    Attributes
    ----------
    blocks, buildings : ndarray of uint32, shape (K + 1,), (B + 1,)
        Colour tables.
    chosen_blocks, chosen_buildings : ndarray of uint8, shape (K + 1,), (B + 1,)
        1 for selected rows, whose outline is drawn in the selection colour.
    rest : ndarray of uint32, shape (6,)
        `app.mapimage.colours.Palette.packed`.
    building_lines : bool
        False where buildings are so small that outlines would hide them.
    hatch : ndarray of uint8, shape (B + 1,)
        1 for buildings hatched upwards, 2 for those hatched downwards.
    hatch_every, hatch_wide : int
        From line to line, and width of a line, along a row [samples].
    hatch_phase : tuple of int
        Column and row of the picture's corner in the world, so that the hatch moves along with the map.
    """

    blocks: Table
    buildings: Table
    chosen_blocks: NDArray[np.uint8]
    chosen_buildings: NDArray[np.uint8]
    rest: Table
    building_lines: bool
    hatch: NDArray[np.uint8]
    hatch_every: int = 10
    hatch_wide: int = 3
    hatch_phase: tuple[int, int] = (0, 0)


def paint(image: NDArray[np.uint32], ids: Ids, ink: Ink, first_row: int, end_row: int) -> None:
    """Colour some rows of a picture, shape (height, width), ARGB premultiplied; opaque where the background is."""
    _paint(
        image, ids.blocks, ids.buildings, ids.lines, ids.sampling, ink.blocks, ink.buildings,
        ink.chosen_blocks, ink.chosen_buildings, bool(ink.chosen_blocks.any()),
        bool(ink.chosen_buildings.any()), ink.rest, ink.building_lines, ink.hatch,
        bool(ink.hatch.any()), ink.hatch_every, ink.hatch_wide, ink.hatch_phase, first_row, end_row,
    )  # fmt: skip


@compiled
def _over(below, above):  # type: ignore[no-untyped-def]
    """Lay one premultiplied colour over another, two channels at a time."""
    alpha = above >> np.uint32(24)
    if alpha == np.uint32(255):
        return above
    if alpha == np.uint32(0):
        return below
    rest = np.uint32(255) - alpha
    low = (below & np.uint32(0x00FF00FF)) * rest + np.uint32(0x00800080)
    high = ((below >> np.uint32(8)) & np.uint32(0x00FF00FF)) * rest + np.uint32(0x00800080)
    low = ((low + ((low >> np.uint32(8)) & np.uint32(0x00FF00FF))) >> np.uint32(8)) & np.uint32(0x00FF00FF)
    high = (high + ((high >> np.uint32(8)) & np.uint32(0x00FF00FF))) & np.uint32(0xFF00FF00)
    return np.uint32(above + low + high)


@compiled
def _fill_row(  # type: ignore[no-untyped-def]
    colours, blocks, buildings, lines, block_table, building_table, background, parcel, street
):
    """Colours of one row of samples, outlines left out."""
    last_block, last_building, last_line = -2, -2, 0
    colour = background
    for c in range(len(colours)):
        block, building, line = blocks[c], buildings[c], lines[c]
        if block != last_block or building != last_building or line != last_line:
            last_block, last_building, last_line = block, building, line
            colour = _over(background, street) if line & 2 else background
            colour = _over(colour, block_table[block + 1])
            if line & 1:
                colour = _over(colour, parcel)
            colour = _over(colour, building_table[building + 1])
        colours[c] = colour


@compiled
def _hatch_row(colours, buildings, hatch, every, wide, column, row):  # type: ignore[no-untyped-def]
    """Draw slanted lines over hatched buildings: dark on light colours, light on dark ones."""
    for c in range(len(colours)):
        way = hatch[buildings[c] + 1]
        if way == 0:
            continue
        along = column + c + row if way == 1 else column + c - row
        if along % every < wide:
            colour = colours[c]
            green = (colour >> np.uint32(8)) & np.uint32(255)
            line = np.uint32(0x78000000) if green > np.uint32(110) else np.uint32(0x8C8C8C8C)
            colours[c] = _over(colour, line)


@compiled
def _outline_row(colours, above, here, below, line):  # type: ignore[no-untyped-def]
    """Draw the samples next to another feature, or none, in the colour of the outline."""
    last = len(colours) - 1
    for c in range(len(colours)):
        mine = here[c]
        if (
            below[c] != mine
            or above[c] != mine
            or here[min(c + 1, last)] != mine
            or here[max(c - 1, 0)] != mine
        ):
            colours[c] = _over(colours[c], line)


@compiled
def _step_row(colours, here, below, line):  # type: ignore[no-untyped-def]
    """Draw the samples left of and above another feature, or none: half as wide."""
    last = len(colours) - 1
    for c in range(len(colours)):
        mine = here[c]
        if below[c] != mine or here[min(c + 1, last)] != mine:
            colours[c] = _over(colours[c], line)


@compiled
def _rim_row(colours, above, here, below, reach, chosen, line):  # type: ignore[no-untyped-def]
    """Draw the samples within ``reach`` of the outline of a selected feature."""
    last = len(colours) - 1
    for c in range(len(colours)):
        mine = here[c]
        left, right = max(c - reach, 0), min(c + reach, last)
        ul, ur, dl, dr = above[left], above[right], below[left], below[right]
        if ul == mine and ur == mine and dl == mine and dr == mine:
            continue
        own = chosen[mine + 1] != 0
        if (
            (ul != mine and (own or chosen[ul + 1] != 0))
            or (ur != mine and (own or chosen[ur + 1] != 0))
            or (dl != mine and (own or chosen[dl + 1] != 0))
            or (dr != mine and (own or chosen[dr + 1] != 0))
        ):
            colours[c] = line


@compiled
def _rim(colours, ids, row, reach, chosen, line):  # type: ignore[no-untyped-def]
    """Draw the rims of selected features in one row of samples."""
    up, down = max(row - reach, 0), min(row + reach, len(ids) - 1)
    _rim_row(colours, ids[up], ids[row], ids[down], reach, chosen, line)


@compiled
def _mean_row(target, samples, sampling):  # type: ignore[no-untyped-def]
    """Average the samples of one row of pixels."""
    area = np.uint32(sampling * sampling)
    for c in range(len(target)):
        red, green, blue = area >> 1, area >> 1, area >> 1
        for row in range(sampling):
            for column in range(c * sampling, (c + 1) * sampling):
                colour = samples[row, column]
                red += (colour >> np.uint32(16)) & np.uint32(255)
                green += (colour >> np.uint32(8)) & np.uint32(255)
                blue += colour & np.uint32(255)
        mean = ((red // area) << np.uint32(16)) | ((green // area) << np.uint32(8)) | (blue // area)
        target[c] = np.uint32(np.uint32(0xFF000000) | mean)


@compiled
def _mean_clear_row(target, samples, sampling):  # type: ignore[no-untyped-def]
    """Average samples that may be clear; premultiplied colours are averaged channel by channel."""
    area = np.uint32(sampling * sampling)
    for c in range(len(target)):
        alpha, red, green, blue = area >> 1, area >> 1, area >> 1, area >> 1
        for row in range(sampling):
            for column in range(c * sampling, (c + 1) * sampling):
                colour = samples[row, column]
                alpha += colour >> np.uint32(24)
                red += (colour >> np.uint32(16)) & np.uint32(255)
                green += (colour >> np.uint32(8)) & np.uint32(255)
                blue += colour & np.uint32(255)
        mean = ((alpha // area) << np.uint32(24)) | ((red // area) << np.uint32(16))
        target[c] = np.uint32(mean | ((green // area) << np.uint32(8)) | (blue // area))


@compiled
def _paint(  # type: ignore[no-untyped-def]
    image, blocks, buildings, lines, sampling, block_table, building_table, chosen_blocks,
    chosen_buildings, any_block, any_building, rest, building_lines, hatch, any_hatch, hatch_every,
    hatch_wide, hatch_phase, first_row, end_row,
):  # fmt: skip
    samples = np.empty((sampling, blocks.shape[1]), np.uint32)
    last = len(blocks) - 1
    for r in range(first_row, end_row):
        for k in range(sampling):
            row = r * sampling + k
            up, down = max(row - 1, 0), min(row + 1, last)
            colours = samples[k]
            _fill_row(
                colours, blocks[row], buildings[row], lines[row], block_table, building_table,
                rest[0], rest[1], rest[2],
            )  # fmt: skip
            if any_hatch:
                _hatch_row(
                    colours,
                    buildings[row],
                    hatch,
                    hatch_every,
                    hatch_wide,
                    hatch_phase[0],
                    hatch_phase[1] + row,
                )
            if building_lines:
                _step_row(colours, buildings[row], buildings[down], rest[4])
            if sampling > 1:
                _outline_row(colours, blocks[up], blocks[row], blocks[down], rest[3])
            else:
                _step_row(colours, blocks[row], blocks[down], rest[3])
            if any_block:
                _rim(colours, blocks, row, sampling, chosen_blocks, rest[5])
            if any_building:
                _rim(colours, buildings, row, sampling, chosen_buildings, rest[5])
        if sampling > 1 and rest[0] >> np.uint32(24) == np.uint32(255):
            _mean_row(image[r], samples, sampling)
        elif sampling > 1:
            _mean_clear_row(image[r], samples, sampling)
        else:
            image[r] = samples[0]
