"""The map as a PNG: map, legend, scale bar, north arrow, title and sources; no window needed."""

import os
import textwrap
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from app.mapimage.layers import extent_of
from app.mapimage.legend import Legend
from app.mapimage.plates import MapContent, Plates
from app.mapimage.scene import Look
from app.mapimage.view import Extent, View, union
from app.text.numbers import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

__all__ = ["MapContent", "map_figure", "map_picture", "whole_extent"]

INK: Final = "#262b34"
QUIET: Final = "#5b6470"
LINE: Final = "#c9ced6"
FONT: Final = "DejaVu Sans"
DARK: Final = 330
"""Sum of red, green and blue below which figures are written in white."""
HATCHES: Final = ("", "/////", "\\\\\\\\\\")
"""Hatches of a legend as matplotlib draws them."""
BASE_HEIGHT: Final = 900
"""Height at which fonts and margins have their nominal size [pixel]."""


def map_picture(
    target: Path | BinaryIO,
    content: MapContent,
    look: Look,
    legend: Legend | None,
    *,
    title: str,
    sources: str,
    extent: Extent | None = None,
    size_px: tuple[int, int] = (1400, 900),
) -> None:
    """Write a map as PNG; a file is replaced as a whole or not at all.

    Parameters
    ----------
    target : Path or binary file
    content : MapContent
    look : Look
        Colour tables and selection.
    legend : Legend, optional
        Without one the map takes the whole width.
    title, sources : str
        Heading, and the attribution line at the foot.
    extent : tuple of float, optional
        What to show in the metric CRS; everything when left out [m].
    size_px : tuple of int
        Width and height of the picture [pixel].

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    figure = map_figure(content, look, legend, title=title, sources=sources, extent=extent, size_px=size_px)
    if not isinstance(target, Path):
        figure.savefig(target, format="png")
        return
    temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            figure.savefig(file, format="png")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def map_figure(
    content: MapContent,
    look: Look,
    legend: Legend | None,
    *,
    title: str,
    sources: str,
    extent: Extent | None = None,
    size_px: tuple[int, int] = (1400, 900),
) -> "Figure":
    """Compose the picture as a matplotlib figure; see `map_picture`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = size_px
    unit = height / BASE_HEIGHT
    figure = Figure(figsize=(width / 100, height / 100), dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    edge, head, foot = 28 * unit, 74 * unit, 52 * unit
    column = 0.0 if legend is None else min(280 * unit, 0.4 * width)
    left, bottom = edge, foot
    map_width, map_height = round(width - 2 * edge - column), round(height - head - foot)
    shown = extent or whole_extent(content) or (0.0, 0.0, 100.0, 100.0)
    view = View.of_extent(shown, map_width, map_height, margin=0.03)
    axes = figure.add_axes((left / width, bottom / height, map_width / width, map_height / height))
    _map(axes, _image(content, look, view, unit))
    _scale_bar(axes, view, unit)
    _north(axes, unit)
    _text(figure, edge, height - 46 * unit, title, 17 * unit, size_px, weight="bold")
    letters = int((width - 2 * edge) / (6.6 * unit))
    lines = textwrap.wrap(sources, letters, max_lines=2, placeholder=" …")
    for row, line in enumerate(reversed(lines)):
        y = (20 if len(lines) == 1 else 12) * unit + row * 17 * unit
        _text(figure, edge, y, line, 8.5 * unit, size_px, colour=QUIET)
    if legend is not None:
        _legend(figure, legend, width - column, height - head, size_px, unit)
    return figure


def whole_extent(content: MapContent) -> Extent | None:
    """Extent of blocks and buildings together [m]."""
    layers = (content.blocks, content.buildings)
    return union([extent for shapes in layers if shapes is not None and (extent := extent_of(shapes))])


def _image(content: MapContent, look: Look, view: View, unit: float) -> NDArray[np.uint8]:
    """Render red, green, blue by pixel, shape (height, width, 3)."""
    with Plates(content) as plates:
        return plates.pixels(look, view, unit)


def _map(axes: "Axes", image: NDArray[np.uint8]) -> None:
    height, width = image.shape[:2]
    axes.imshow(image, interpolation="none", extent=(0, width, height, 0), aspect="auto")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color(LINE)
        spine.set_linewidth(0.8)


def _scale_bar(axes: "Axes", view: View, unit: float) -> None:
    from matplotlib.patheffects import withStroke

    metres = round_length(view.metres_per_pixel * 170 * unit)
    left, base = 20 * unit, view.height - 20 * unit
    half = metres / view.metres_per_pixel / 2
    thick = 6 * unit
    for k, face in enumerate((INK, "white")):
        axes.add_patch(_box(left + k * half, base - thick, half, thick, face, INK, 0.8 * unit))
    factor, name = (1000.0, "km") if metres >= 2000 else (1.0, "m")
    halo = [withStroke(linewidth=3 * unit, foreground="white")]
    for share in (0.0, 0.5, 1.0):
        length = share * metres / factor
        label = format_number(length, int(length % 1 != 0), name if share == 1 else "")
        place = left + 2 * half * share
        style = _font(8.5 * unit, INK)
        axes.text(place, base - thick - 5 * unit, label, ha="center", path_effects=halo, **style)


def _north(axes: "Axes", unit: float) -> None:
    from matplotlib.patches import Polygon

    x0, x1 = axes.get_xlim()
    x, y = max(x0, x1) - 26 * unit, 34 * unit
    for side, face in ((-1, INK), (1, "white")):
        points = [(x, y), (x + side * 8 * unit, y + 25 * unit), (x, y + 19 * unit)]
        axes.add_patch(Polygon(points, closed=True, facecolor=face, edgecolor=INK, linewidth=0.8 * unit))
    axes.text(x, y - 4 * unit, "N", ha="center", **_font(10 * unit, INK))


def _legend(
    figure: "Figure", legend: Legend, left: float, top: float, size_px: tuple[int, int], unit: float
) -> None:
    """Write the legend's title, unit and rows from the top of its column down."""
    width, height = size_px
    right = width - 28 * unit
    y = top - 14 * unit
    for line in textwrap.wrap(legend.title, 26):
        _text(figure, left, y, line, 11 * unit, size_px, weight="bold")
        y -= 18 * unit
    if legend.unit:
        _text(figure, left, y, legend.unit, 9.5 * unit, size_px, colour=QUIET)
    if legend.counted:
        _text(figure, right, y, legend.counted, 9 * unit, size_px, colour=QUIET, align="right")
    y -= 34 * unit
    rows = legend.rows
    if legend.axes is not None:
        y = _square(figure, legend, left, y, size_px, unit)
        rows = tuple(row for row in rows if row.key < 0)
    for row in rows:
        if row.hidden:
            continue
        face = tuple(channel / 255 for channel in row.colour)
        box = (left / width, y / height)
        patch = _box(
            box[0], box[1], 26 * unit / width, 16 * unit / height, face, "#8a919c", 0.6 * unit, figure
        )
        patch.set_hatch(HATCHES[row.hatch])
        figure.add_artist(patch)
        _text(figure, left + 36 * unit, y + 3 * unit, row.label, 9.5 * unit, size_px)
        count = format_number(row.count)
        _text(figure, right, y + 3 * unit, count, 9.5 * unit, size_px, colour=QUIET, align="right")
        y -= 25 * unit


def _square(
    figure: "Figure", legend: Legend, left: float, top: float, size_px: tuple[int, int], unit: float
) -> float:
    """Draw the nine colours of two results between their axes; return where the rest begins."""
    assert legend.axes is not None
    (width, height), cell, axis = size_px, 46 * unit, 20 * unit
    foot = top - 3 * cell + 16 * unit
    for row in legend.rows:
        if row.key >= 0 and not row.hidden:
            x, y = left + axis + row.key % 3 * cell, foot + row.key // 3 * cell
            face = tuple(channel / 255 for channel in row.colour)
            box = _box(
                x / width, y / height, cell / width, cell / height, face, "#8a919c", 0.6 * unit, figure
            )
            figure.add_artist(box)
            ink = _font(8.5 * unit, INK if sum(row.colour) > DARK else "white")
            middle = ((x + cell / 2) / width, (y + cell / 2) / height)
            figure.text(*middle, format_number(row.count), ha="center", va="center", **ink)
    for place, one in enumerate(legend.axes):
        bounds = " | ".join(label.split(" – ")[-1] for label in one.labels[:-1])
        name = f"{one.title} [{one.unit}]" if one.unit else one.title
        font = _font(8 * unit, QUIET)
        if place:
            x, y = left + 4 * unit, foot + 1.5 * cell
            lines = "\n".join((*textwrap.wrap(f"{name} →", 28), bounds))
            figure.text(x / width, y / height, lines, rotation=90, ha="center", va="center", **font)
        else:
            lines = "\n".join((bounds, *textwrap.wrap(f"{name} →", 34)))
            figure.text((left + axis) / width, (foot - 6 * unit) / height, lines, va="top", **font)
    return foot - 76 * unit


def round_length(room: float) -> float:
    """Longest of 1, 2, 4 or 5 times a power of ten that fits [m]."""
    power = 10.0 ** np.floor(np.log10(room))
    return float(max(step * power for step in (1.0, 2.0, 4.0, 5.0) if step * power <= room * (1 + 1e-9)))


def _box(
    x: float,
    y: float,
    width: float,
    height: float,
    face: object,
    edge: str,
    line: float,
    figure: "Figure | None" = None,
) -> "Rectangle":
    from matplotlib.patches import Rectangle

    more: dict[str, Any] = {} if figure is None else {"transform": figure.transFigure}
    return Rectangle((x, y), width, height, facecolor=face, edgecolor=edge, linewidth=line, **more)


def _text(
    figure: "Figure",
    x: float,
    y: float,
    text: str,
    size: float,
    size_px: tuple[int, int],
    *,
    colour: str = INK,
    weight: str = "normal",
    align: str = "left",
) -> None:
    font = _font(size, colour)
    figure.text(x / size_px[0], y / size_px[1], text, ha=align, va="baseline", weight=weight, **font)


def _font(size: float, colour: str) -> dict[str, Any]:
    """Text properties; sizes are points at 72 per inch, the picture has 100."""
    return {"fontsize": size, "color": colour, "family": FONT, "parse_math": False}
