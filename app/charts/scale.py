"""Numbers on scales and beside values."""

import math

from app.charts.chart import Axis, Chart
from app.text.numbers import LARGER, format_number


def larger(axis: Axis, most: float) -> tuple[float, Axis]:
    """What values are divided by so that they read well, and the scale in the larger unit."""
    start = next((unit for unit in LARGER if axis.unit == unit or axis.unit.startswith(f"{unit}/a")), "")
    factor, name = 1.0, start
    for size, unit in LARGER.get(start, ()):
        if most >= 10 * size:
            factor, name = size, unit
    return factor, Axis(axis.title, name + axis.unit.removeprefix(start))


def most(values: list[float]) -> float:
    """Largest size among some values; 0 where there is none."""
    return max((abs(value) for value in values if math.isfinite(value)), default=0.0)


def figure(value: float, unit: str) -> str:
    """A value in three figures with its unit."""
    factor, axis = larger(Axis("", unit), abs(value) if math.isfinite(value) else 0.0)
    shown = value / factor
    size = abs(shown) if math.isfinite(shown) else 0.0
    decimals = 0 if size >= 100 or size == 0 else 1 if size >= 1 else 2
    return format_number(shown, decimals, axis.unit)


def told(chart: Chart, series: int, place: int) -> str:
    """One value of a chart in words."""
    one = chart.series[series]
    name = one.names[place] if place < len(one.names) else ""
    if not name and place < len(chart.categories):
        name = chart.categories[place]
    value = figure(one.values[place], chart.y.unit)
    if not one.x:
        return f"{name}, {one.name}: {value}"
    where = figure(one.x[place], chart.x.unit) if chart.x.unit else f"{one.x[place]:g}"
    if one.width and not name:
        where = f"{one.x[place]:g} – {one.x[place] + one.width[place]:g} {chart.x.unit}"
    if one.width and name:
        where = figure(one.width[place], chart.x.unit)
    return f"{name or one.name}: {value}; {chart.x.title} {where}"
