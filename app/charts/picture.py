"""A chart drawn by matplotlib: on screen, or as a file with title, unit and source."""

import io
import textwrap
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.charts import drawing
from app.charts.chart import Chart
from app.charts.tones import DARK, LIGHT
from app.paths import resources

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

DPI: Final = 96.0
LOCK: Final = threading.Lock()
"""matplotlib keeps some of its state for all threads."""
FILE_PX: Final = (1100, 680)
"""Size of exported pictures in logical pixels."""
FILE_SCALE: Final = 2.0
SMALL_PX: Final = 8.0
LEGEND_PX: Final = 14.0
"""Room between axes and legend."""
LEGEND_LINE_PX: Final = 19.0
WIDE_PX: Final = 560
"""From this width on a long legend has two columns."""
LETTER_SHARE: Final = 0.52
"""Width of a mean letter over its size."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place of the picture that stands for a value: left, top, right, bottom in logical pixels."""

    box: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A drawn chart: red, green, blue and alpha by pixel."""

    rgba: bytes
    width: int
    height: int
    scale: float
    """Pixels of the picture over logical pixels."""
    hits: tuple[Hit, ...]


def draw(
    chart: Chart, size: tuple[int, int], scale: float = 1.0, *, dark: bool = False, small: bool = False
) -> Picture:
    """Draw a chart for the screen, without title and source, which stand beside it.

    Parameters
    ----------
    size : tuple of int
        Width and height in logical pixels.
    scale : float
        Pixels over logical pixels.
    small : bool
        For a place of a few hundred pixels: fewer figures on the scales.
    """
    with LOCK:
        return _drawn(chart, size, scale, DARK if dark else LIGHT, small=small)


def save(chart: Chart, path: Path, *, dark: bool = False) -> None:
    """Write a chart with title, unit and source; the ending of the name says PNG or SVG.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from matplotlib import rc_context

    about = {"Title": f"{chart.title} [{chart.y.unit}]", "Source": chart.source}
    kind = path.suffix.removeprefix(".").lower() or "png"
    if kind == "svg":
        about = {"Title": about["Title"], "Source": chart.source, "Date": ""}
    with LOCK, rc_context({"svg.fonttype": "none", "svg.hashsalt": "kvarter"}):
        figure = composed(chart, dark=dark)
        figure.savefig(path, format=kind, facecolor=figure.get_facecolor(), metadata=about)


def png(chart: Chart, *, dark: bool = False) -> bytes:
    """Return a chart with title, unit and source as a PNG picture."""
    out = io.BytesIO()
    with LOCK:
        figure = composed(chart, dark=dark)
        figure.savefig(out, format="png", facecolor=figure.get_facecolor())
    return out.getvalue()


def for_paper(chart: Chart, size: tuple[int, int]) -> tuple[bytes, bytes]:
    """Return a chart without title and source, which the paper sets itself, as SVG and as PNG.

    Parameters
    ----------
    size : tuple of int
        Width and height in logical pixels, 96 to the inch of the paper.
    """
    from matplotlib import rc_context

    found = []
    with LOCK, rc_context({"font.family": paper_font(), "svg.hashsalt": "kvarter"}):
        for kind in ("svg", "png"):
            figure, canvas = _figure(size, FILE_SCALE, LIGHT)
            axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
            drawing.fill(axes, chart, LIGHT, small=False)
            _fit(canvas, axes, size, (SMALL_PX, SMALL_PX), chart, small=False)
            out = io.BytesIO()
            about = {"Date": None} if kind == "svg" else {}
            figure.savefig(out, format=kind, facecolor=figure.get_facecolor(), metadata=about)
            found.append(out.getvalue())
    return found[0], found[1]


@cache
def paper_font() -> str:
    """Name of the font of papers, made known to matplotlib."""
    from matplotlib import font_manager

    files = sorted((resources() / "fonts").glob("*.ttf"))
    for file in files:
        font_manager.fontManager.addfont(file)
    return "Open Sans" if files else "DejaVu Sans"


def composed(chart: Chart, *, dark: bool = False, size: tuple[int, int] = FILE_PX) -> "Figure":
    """Compose a chart with title, main sentence, unit and source as a matplotlib figure."""
    tones = DARK if dark else LIGHT
    figure, canvas = _figure(size, FILE_SCALE, tones)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    drawing.fill(axes, chart, tones, small=False)
    width, height = size
    edge = 24.0

    def write(y: float, words: str, points: float, tone: str, weight: str = "normal") -> None:
        figure.text(edge / width, y / height, words, size=points, color=tones[tone], weight=weight, va="top")

    write(height - 18, chart.title, 13.5, "text", "bold")
    write(height - 44, chart.scope, 9.5, "quiet")
    said = textwrap.wrap(chart.sentence, _letters(width - 2 * edge, 10.0), max_lines=2, placeholder=" …")
    for row, line in enumerate(said):
        write(height - 66 - 17 * row, line, 10.0, "text")
    notes = textwrap.wrap(chart.source, _letters(width - 2 * edge, 7.0), max_lines=3, placeholder=" …")
    for row, line in enumerate(notes):
        write(16.0 + 13 * (len(notes) - row - 1) + 8, line, 7.0, "quiet")
    head, foot = 74.0 + 17 * len(said), 26.0 + 13 * len(notes)
    _fit(canvas, axes, size, (foot, head), chart, small=False)
    return figure


def _drawn(
    chart: Chart, size: tuple[int, int], scale: float, tones: Mapping[str, str], *, small: bool
) -> Picture:
    figure, canvas = _figure(size, scale, tones)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    by = drawing.fill(axes, chart, tones, small=small)
    if not small and len(chart.series) * LEGEND_LINE_PX > size[1]:
        columns = 1 if size[0] < WIDE_PX else 2
        drawing.legend(axes, chart, tones, columns, small=False, tight=columns == 1)
    _fit(canvas, axes, size, (SMALL_PX, SMALL_PX), chart, small=small)
    canvas.draw()  # type: ignore[no-untyped-call]
    wide, high = canvas.get_width_height()
    hits = tuple(
        Hit((x0 / scale, (high - y1) / scale, x1 / scale, (high - y0) / scale), text)
        for (x0, y0, x1, y1), text in drawing.places(axes, chart, by)
    )
    pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return Picture(pixels, wide, high, scale, hits)


def _letters(width: float, points: float) -> int:
    return int(width / (points * DPI / 72 * LETTER_SHARE))


def _figure(
    size: tuple[int, int], scale: float, tones: Mapping[str, str]
) -> "tuple[Figure, FigureCanvasAgg]":
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = (max(number, 40) / DPI for number in size)
    figure = Figure(figsize=(width, height), dpi=DPI * scale, facecolor=tones["paper"])
    return figure, FigureCanvasAgg(figure)


def _fit(
    canvas: "FigureCanvasAgg",
    axes: "Axes",
    size: tuple[int, int],
    free: tuple[float, float],
    chart: Chart,
    *,
    small: bool,
) -> None:
    """Give the axes what titles, scales and legend leave.

    Parameters
    ----------
    free : tuple of float
        Room below and above that belongs to others [logical pixels].
    """
    if chart.empty:
        return
    width, height = size
    foot, head = free
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    scale = canvas.figure.dpi / DPI
    right = SMALL_PX
    beside = axes.get_legend()
    if beside is not None and small and len(chart.series) > drawing.FEW_SERIES:
        beside.set_loc("upper left")
        beside.set_bbox_to_anchor((SMALL_PX / width, 1.0 - 2.0 / height), canvas.figure.transFigure)
        head += beside.get_window_extent(renderer).height / scale
    elif beside is not None and not small:
        box = beside.get_window_extent(renderer)
        right += box.width / scale + LEGEND_PX
        over_right = width - right + LEGEND_PX
        beside.set_loc("upper left")
        beside.set_bbox_to_anchor((over_right / width, 1.0 - head / height), canvas.figure.transFigure)
    axes.set_position((0.1, 0.1, 0.8, 0.8))
    inner, tight = axes.get_window_extent(renderer), drawing.without_legend(axes, renderer)
    left = (inner.x0 - tight.x0) / scale + SMALL_PX
    foot += (inner.y0 - tight.y0) / scale
    over = max((tight.x1 - inner.x1) / scale, 0.0) if not chart.categories else 0.0
    head += max((tight.y1 - inner.y1) / scale, 2.0)
    room = (max(width - left - right - over, 40.0), max(height - foot - head, 40.0))
    axes.set_position((left / width, foot / height, room[0] / width, room[1] / height))
