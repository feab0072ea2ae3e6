"""Colours of the map: ramps, tables by feature, the colours of everything else.

A colour in a table is one 32-bit number, ARGB with premultiplied alpha, as the
screen takes it. Entry 0 of a table belongs to "no feature"; row ``i`` has entry ``i + 1``.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint32]
Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ramp:
    """A row of colours from low to high, told apart by colour-blind readers."""

    name: str
    label: str
    stops: str
    """Hexadecimal sRGB colours."""
    diverging: bool
    source: str


_BREWER: Final = "ColorBrewer 2.0, C. Brewer and M. Harrower, Pennsylvania State University, Apache-2.0"

RAMPS: Final = {
    ramp.name: ramp
    for ramp in (
        Ramp("YlOrRd", "Yellow to red", "ffffcc ffeda0 fed976 feb24c fd8d3c fc4e2a e31a1c bd0026 800026", False, _BREWER),
        Ramp("YlGnBu", "Yellow to blue", "ffffd9 edf8b1 c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 253494 081d58", False, _BREWER),
        Ramp("PuBuGn", "Grey to green", "fff7fb ece2f0 d0d1e6 a6bddb 67a9cf 3690c0 02818a 016c59 014636", False, _BREWER),
        Ramp("viridis", "Viridis", "440154 472d7b 3b528b 2c728e 21918c 28ae80 5ec962 addc30 fde725", False, "matplotlib, S. van der Walt and N. Smith, CC0"),
        Ramp("cividis", "Cividis", "00224e 1a386f 434e6c 61656f 7d7c78 9b9476 bcae6c dec958 fee838", False, "Nunez, Anderton and Renslow 2018, doi:10.1371/journal.pone.0199239, CC0"),
        Ramp("RdBu", "Red to blue", "67001f b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac 053061", True, _BREWER),
        Ramp("PuOr", "Orange to purple", "7f3b08 b35806 e08214 fdb863 fee0b6 f7f7f7 d8daeb b2abd2 8073ac 542788 2d004b", True, _BREWER),
    )
}  # fmt: skip

PAIRS: Final = np.asarray(
    [
        list(bytes.fromhex(colour))
        for colour in [
            "fbf6c8",
            "9ecae1",
            "3182bd",
            "fdc086",
            "a8a07f",
            "34667b",
            "e6550d",
            "984805",
            "2f1d0a",
        ]
    ],
    np.uint8,
)
"""Colours of two results at once, three classes each: the first goes to blue along a row, the
second to orange from row to row; a blue over an orange print. Shape (9, 3)."""

NAMED: Final = "332288 88ccee 44aa99 117733 999933 ddcc77 cc6677 882255 aa4499"
"""Colours without an order: P. Tol, Colour schemes, 2021, "muted"."""

OTHERS: Final[Rgb] = (118, 124, 132)
"""What has a name but no colour of its own."""

NO_VALUE: Final[Rgb] = (176, 179, 184)
NOT_HEATED: Final[Rgb] = (222, 224, 227)
PLAIN: Final[Rgb] = (196, 202, 210)
"""Buildings before any theme."""
SELECTION: Final[Rgb] = (0, 102, 255)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of what no theme touches, as red, green, blue, alpha."""

    background: tuple[int, int, int, int] = (250, 250, 248, 255)
    parcel: tuple[int, int, int, int] = (206, 210, 214, 255)
    street: tuple[int, int, int, int] = (229, 226, 218, 255)
    block_line: tuple[int, int, int, int] = (70, 78, 92, 215)
    building_line: tuple[int, int, int, int] = (40, 44, 52, 120)
    selection: tuple[int, int, int, int] = (*SELECTION, 255)

    def packed(self) -> Table:
        """All colours in the order of the attributes, shape (6,)."""
        rows = (
            self.background, self.parcel, self.street,
            self.block_line, self.building_line, self.selection,
        )  # fmt: skip
        return np.asarray([pack(row[:3], row[3]) for row in rows], np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class Colours:
    """Colour tables of one theme.

    Attributes
    ----------
    blocks : ndarray of uint32, shape (K + 1,)
    buildings : ndarray of uint32, shape (B + 1,)
    hatch : ndarray of uint8, shape (B + 1,), optional
        0 for plain buildings, 1 and 2 for the two directions of a hatch.
    """

    blocks: Table
    buildings: Table
    hatch: NDArray[np.uint8] | None = None

    @classmethod
    def plain(cls, blocks: int, buildings: int) -> "Colours":
        """Grey buildings in blocks of a lighter grey."""
        block = np.full(blocks + 1, pack(PLAIN, 60), np.uint32)
        building = np.full(buildings + 1, pack(PLAIN), np.uint32)
        block[0] = building[0] = 0
        return cls(block, building)


def pack(colour: Rgb, alpha: int = 255) -> int:
    """One colour as premultiplied ARGB."""
    red, green, blue = ((channel * alpha + 127) // 255 for channel in colour)
    return (alpha << 24) | (red << 16) | (green << 8) | blue


def ramp_colours(name: str, n: int) -> NDArray[np.uint8]:
    """``n`` colours from low to high, shape (n, 3).

    A sequential ramp is not used to its very ends, which vanish on white or in black.
    """
    ramp = RAMPS[name]
    share = np.linspace(0.0, 1.0, n) if n > 1 else np.full(n, 0.5)
    light = not ramp.diverging and ramp.stops[:2] == "ff"
    return _at(name, 0.1 + 0.8 * share if light else 0.04 + 0.92 * share)


def named_colours(n: int) -> NDArray[np.uint8]:
    """``n`` colours without an order, shape (n, 3); what is beyond the palette is grey."""
    own = [list(bytes.fromhex(colour)) for colour in NAMED.split()]
    return np.asarray([*own[:n], *[OTHERS] * (n - len(own))], np.uint8).reshape(-1, 3)


def diverging_colours(name: str, below: int, zero: int, above: int) -> NDArray[np.uint8]:
    """Colours of classes below, at and above zero, shape (below + zero + above, 3).

    Each side has its own half of the ramp, so that the sign is always readable.
    """
    sides = [0.42 - 0.36 * _steps(below)[::-1], np.full(zero, 0.5), 0.58 + 0.36 * _steps(above)]
    return _at(name, np.concatenate(sides))


def colour_table(
    index: NDArray[np.integer], colours: NDArray[np.uint8], missing: Rgb = NO_VALUE, alpha: int = 255
) -> Table:
    """Colour of each row by its class, shape (F + 1,).

    Parameters
    ----------
    index : ndarray, shape (F,)
        Class of each row; negative for no value.
    colours : ndarray of uint8, shape (k, 3)
    missing : tuple of int
        Colour of rows without a class.
    alpha : int
        255 is opaque.
    """
    entries = np.asarray([pack(missing, alpha), *(pack(_rgb(row), alpha) for row in colours)], np.uint32)
    return np.concatenate([np.zeros(1, np.uint32), entries[np.maximum(index, -1) + 1]])


def shaded(colours: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    """Darken colours by a share of their light."""
    return np.round(colours * (1.0 - share)).astype(np.uint8)


def highlighted(table: Table, rows: NDArray[np.integer], share: float = 0.07) -> Table:
    """Mix the selection colour into the entries of some rows."""
    if len(rows) == 0:
        return table
    entries = table[rows + 1]
    mixed = np.zeros(len(entries), np.uint32)
    for shift, target in zip((24, 16, 8, 0), (255, *SELECTION), strict=True):
        channel = ((entries >> np.uint32(shift)) & np.uint32(255)).astype(np.float64)
        value = np.round(channel * (1 - share) + target * share).astype(np.uint32)
        mixed |= value << np.uint32(shift)
    result = table.copy()
    result[rows + 1] = mixed
    return result


def _steps(n: int) -> NDArray[np.float64]:
    return np.linspace(0.0, 1.0, n) if n > 1 else np.full(n, 0.7)


def _rgb(row: NDArray[np.uint8]) -> Rgb:
    return int(row[0]), int(row[1]), int(row[2])


def _at(name: str, share: NDArray[np.float64]) -> NDArray[np.uint8]:
    stops = np.asarray([list(bytes.fromhex(stop)) for stop in RAMPS[name].stops.split()], np.float64)
    place = np.linspace(0.0, 1.0, len(stops))
    channels = [np.interp(share, place, stops[:, channel]) for channel in range(3)]
    return np.round(np.column_stack(channels)).astype(np.uint8)
