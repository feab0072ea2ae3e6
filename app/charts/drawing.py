"""What a chart looks like inside its axes."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from app.charts.chart import Axis, Chart, Form
from app.charts.scale import larger, most, told
from app.text.numbers import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Tones = Mapping[str, str]
Box = tuple[float, float, float, float]
REACH_PX: Final = 7.0
"""So near a point the pointer means it [px at scale 1]."""
THIN: Final = 400
"""Of more columns no edges are drawn; of more points nothing is told."""
FEW_SERIES: Final = 3
"""So many series are named beside the unit in a small place; more stand above it."""
FEW: Final = 6
"""So many points have their names beside them; more are told by the pointer."""
TICK_PX, LEGEND_PX, SCALE_PX, LETTER_PX = 66.0, 160.0, 40.0, 6.2
"""Room for a figure of the horizontal scale, for the legend, for the vertical scale, a letter [logical px]."""
TEXT: Final = 8.5
SMALL_TEXT: Final = 7.5
LINE_PT: Final = 9.5
"""Height of a line of small text."""


def fill(axes: "Axes", chart: Chart, tones: Tones, *, small: bool) -> tuple[float, float]:
    """Draw a chart; return what its horizontal and vertical values were divided by."""
    if chart.empty:
        axes.set_axis_off()
        return 1.0, 1.0
    across, x = _across(chart)
    up, y = larger(chart.y, _height(chart))
    draw = {
        Form.STACKED: _stacked,
        Form.COLUMNS: _columns,
        Form.LINES: _lines,
        Form.STEPS: _steps,
        Form.POINTS: _points,
    }[chart.form]
    draw(axes, chart, tones, (across, up))
    _ends(axes, chart, (across, up))
    _marks(axes, chart, tones, (across, up), small=small)
    _scales(axes, chart, tones, (x, y), small=small)
    legend(axes, chart, tones, small=small)
    return across, up


def places(axes: "Axes", chart: Chart, by: tuple[float, float]) -> Iterator[tuple[Box, str]]:
    """Boxes in pixels of the figure with the value that each stands for."""
    if chart.empty or sum(len(one.values) for one in chart.series) > 10 * THIN:
        return
    to_px = axes.transData.transform
    reach = REACH_PX * axes.figure.dpi / 96.0
    for at, one in enumerate(chart.series):
        for place, value in enumerate(one.values):
            text = told(chart, at, place)
            bar = _bar(chart, at, place)
            if bar is not None:
                (x0, y0), (x1, y1) = to_px(
                    [(bar[0] / by[0], bar[1] / by[1]), (bar[2] / by[0], bar[3] / by[1])]
                )
                yield (min(x0, x1), min(y0, y1) - 1, max(x0, x1), max(y0, y1) + 1), text
            else:
                where = one.x[place] if one.x else place
                ((px, py),) = to_px([(where / by[0], value / by[1])])
                yield (px - reach, py - reach, px + reach, py + reach), text


def without_legend(axes: "Axes", renderer: Any) -> Any:
    """Box around axes, scales and their titles."""
    legend = axes.get_legend()
    if legend is None:
        return axes.get_tightbbox(renderer)
    legend.set_in_layout(False)
    box = axes.get_tightbbox(renderer)
    legend.set_in_layout(True)
    return box


def _across(chart: Chart) -> tuple[float, Axis]:
    if chart.categories:
        return 1.0, chart.x
    ends = [x for one in chart.series for x in one.x]
    ends += [x + w for one in chart.series for x, w in zip(one.x, one.width, strict=False)]
    return larger(chart.x, most(ends))


def _height(chart: Chart) -> float:
    if chart.form is not Form.STACKED:
        return most([value for one in chart.series for value in one.values])
    piles = ([one.values[place] for one in chart.series] for place in range(len(chart.categories)))
    return most([sum(value for value in pile if value > 0) for pile in piles])


def _bar(chart: Chart, at: int, place: int) -> Box | None:
    """Column of a value in the units of the chart: left, foot, right, head; None where it is a point."""
    one = chart.series[at]
    value = one.values[place]
    if chart.form is Form.STACKED:
        foot = sum(s.values[place] for s in chart.series[:at] if (s.values[place] < 0) == (value < 0))
        return (place - 0.35, foot, place + 0.35, foot + value) if value else (place, 0.0, place, 0.0)
    if chart.form is Form.COLUMNS:
        wide = 0.8 / len(chart.series)
        left = place - 0.4 + wide * at
        return left, 0.0, left + wide, value
    if chart.form is Form.STEPS:
        return one.x[place], 0.0, one.x[place] + one.width[place], value
    return None


def _edge(count: int, tones: Tones) -> dict[str, Any]:
    return {"linewidth": 0.7, "edgecolor": tones["paper"]} if count <= THIN else {"linewidth": 0.0}


def _stacked(axes: "Axes", chart: Chart, tones: Tones, by: tuple[float, float]) -> None:
    spots = range(len(chart.categories))
    for at, one in enumerate(chart.series):
        feet = [(_bar(chart, at, place) or (0.0, 0.0))[1] / by[1] for place in spots]
        heights = [value / by[1] for value in one.values]
        axes.bar(spots, heights, 0.7, feet, color=tones[one.tone], label=one.name, **_edge(len(spots), tones))


def _columns(axes: "Axes", chart: Chart, tones: Tones, by: tuple[float, float]) -> None:
    wide = 0.8 / len(chart.series)
    for at, one in enumerate(chart.series):
        spots = [place - 0.4 + wide * (at + 0.5) for place in range(len(one.values))]
        heights = [value / by[1] for value in one.values]
        axes.bar(spots, heights, wide, color=tones[one.tone], label=one.name, **_edge(len(spots), tones))


def _lines(axes: "Axes", chart: Chart, tones: Tones, by: tuple[float, float]) -> None:
    for one in chart.series:
        across = [x / by[0] for x in one.x] if one.x else list(range(len(one.values)))
        few = len(across) <= 40
        axes.plot(
            across,
            [value / by[1] for value in one.values],
            color=tones[one.tone],
            label=one.name,
            linewidth=1.8,
            linestyle="--" if one.outlined else "-",
            marker="o" if few else None,
            markersize=3.2,
        )


def _steps(axes: "Axes", chart: Chart, tones: Tones, by: tuple[float, float]) -> None:
    for one in chart.series:
        left, wide = [x / by[0] for x in one.x], [w / by[0] for w in one.width]
        heights = [value / by[1] for value in one.values]
        if one.outlined:
            axes.stairs(
                heights, [*left, left[-1] + wide[-1]], color=tones[one.tone], label=one.name, linewidth=1.8
            )
        elif len(left) > THIN:  # one shape in the place of thousands
            axes.stairs(
                heights, [*left, left[-1] + wide[-1]], fill=True, color=tones[one.tone], label=one.name
            )
        else:
            axes.bar(left, heights, wide, align="edge", color=tones[one.tone], label=one.name,
                     **_edge(len(left), tones))  # fmt: skip


def _points(axes: "Axes", chart: Chart, tones: Tones, by: tuple[float, float]) -> None:
    for one in chart.series:
        across, up = [x / by[0] for x in one.x], [value / by[1] for value in one.values]
        inside = "none" if one.outlined else tones[one.tone]
        axes.scatter(across, up, s=26, facecolors=inside, edgecolors=tones[one.tone], linewidths=1.2,
                     label=one.name, zorder=3)  # fmt: skip
        if sum(len(each.names) for each in chart.series) <= FEW:
            for x, y, name in zip(across, up, one.names, strict=True):
                axes.annotate(name, (x, y), xytext=(0, 6), textcoords="offset points", ha="center",
                              fontsize=SMALL_TEXT, color=tones["text"])  # fmt: skip
    axes.margins(0.15, 0.15)


def _ends(axes: "Axes", chart: Chart, by: tuple[float, float]) -> None:
    """Let scales begin at zero where nothing is below; columns and curves fill the whole width."""
    if all(value >= 0 for one in chart.series for value in one.values):
        axes.set_ylim(0.0, 1.06 * _height(chart) / by[1] or 1.0)
    ends = [x / by[0] for one in chart.series for x in one.x]
    if chart.form is Form.POINTS and min(ends) >= 0:
        axes.set_xlim(left=0.0)
    elif ends and chart.form is Form.STEPS:
        widths = [w / by[0] for one in chart.series for w in one.width[-1:]]
        lasts = [one.x[-1] / by[0] for one in chart.series]
        axes.set_xlim(min(ends), max(x + w for x, w in zip(lasts, widths, strict=True)))
    elif ends and chart.x.unit:
        axes.set_xlim(0.0, max(ends))


def _marks(axes: "Axes", chart: Chart, tones: Tones, by: tuple[float, float], *, small: bool) -> None:
    for place, mark in enumerate(chart.marks):
        colour = tones[mark.tone]
        if mark.upright:
            axes.axvline(mark.value / by[0], color=colour, linewidth=1.0, linestyle=":")
            if not small:
                down = -2.0 - LINE_PT * place
                axes.annotate(mark.text, (mark.value / by[0], 1.0), xytext=(3, down), va="top",
                              xycoords=("data", "axes fraction"), textcoords="offset points",
                              fontsize=SMALL_TEXT, color=colour, annotation_clip=False,
                              bbox={"facecolor": tones["paper"], "edgecolor": "none", "alpha": 0.75, "pad": 0.3})  # fmt: skip
        else:
            axes.axhline(mark.value / by[1], color=colour, linewidth=1.0, linestyle=":")
            if not small:
                axes.annotate(mark.text, (0.01, mark.value / by[1]), xytext=(0, 2), va="bottom",
                              xycoords=("axes fraction", "data"), textcoords="offset points",
                              fontsize=SMALL_TEXT, color=colour)  # fmt: skip


def _scales(axes: "Axes", chart: Chart, tones: Tones, named: tuple[Axis, Axis], *, small: bool) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    x, y = named
    size = SMALL_TEXT if small else TEXT
    axes.set_facecolor(tones["paper"])
    beside = LEGEND_PX if len(chart.series) > 1 and not small else 0.0
    room = axes.figure.bbox.width / axes.figure.dpi * 96.0 - beside - SCALE_PX
    fits = len(y.text) * LETTER_PX < room and not (small and len(chart.series) > 1)
    axes.set_title(
        y.text if fits else y.unit or y.title, loc="left", color=tones["quiet"], size=size, pad=4.0
    )
    if x.text and not (small and chart.categories):
        axes.set_xlabel(x.text, color=tones["quiet"], size=size)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(tones["line"])
    axes.tick_params(colors=tones["text"], labelsize=size, color=tones["line"])
    axes.grid(axis="y", color=tones["line"], linewidth=0.6)
    axes.set_axisbelow(True)
    axes.axhline(0.0, color=tones["quiet"], linewidth=0.8)
    axes.yaxis.set_major_locator(MaxNLocator(4 if small else 6))
    axes.yaxis.set_major_formatter(FuncFormatter(_written))
    if chart.categories:
        letters = max(int(room / len(chart.categories) / LETTER_PX), 4)
        names = ["\n".join(textwrap.wrap(name, letters, break_long_words=False)) for name in chart.categories]
        axes.set_xticks(range(len(names)), names)
        axes.tick_params(axis="x", length=0)
        return
    axes.xaxis.set_major_locator(MaxNLocator(max(min(int(room / TICK_PX), 9), 3), integer=not x.unit))
    axes.xaxis.set_major_formatter(FuncFormatter(_written if x.unit else _bare))


def legend(
    axes: "Axes", chart: Chart, tones: Tones, columns: int = 1, *, small: bool, tight: bool = False
) -> None:
    """Name the series, beside the axes; above them in a small place."""
    if len(chart.series) < 2:
        return
    handles, names = axes.get_legend_handles_labels()
    if chart.form is Form.STACKED:  # in the order in which they lie on each other
        handles, names = handles[::-1], names[::-1]
    shape: dict[str, Any] = (
        {"loc": "lower right", "bbox_to_anchor": (1.0, 1.0), "ncols": 2 if len(names) <= FEW_SERIES else 3}
        if small
        else {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0), "ncols": columns}
    )
    axes.legend(handles, names, frameon=False, labelcolor=tones["text"], fontsize=SMALL_TEXT if small or tight else TEXT,
                labelspacing=0.15 if small or tight else 0.5, borderaxespad=0.0, handlelength=1.2, handletextpad=0.5, columnspacing=1.0, **shape)  # fmt: skip


def _written(value: float, _place: int) -> str:
    decimals = 0 if value == round(value) else 1 if value * 10 == round(value * 10) else 2
    return format_number(value, decimals)


def _bare(value: float, _place: int) -> str:
    return f"{value:g}"
