"""`Chart`: what a chart says, before anybody draws it."""

from dataclasses import dataclass, field
from enum import StrEnum

Values = tuple[float, ...]


class Form(StrEnum):
    """How the values stand."""

    STACKED = "stacked"
    """Columns by category, the series on top of each other; what is negative goes below zero."""
    COLUMNS = "columns"
    """Columns by category, the series side by side."""
    LINES = "lines"
    """Lines over a scale of numbers, or over categories."""
    STEPS = "steps"
    """Columns of their own place and width on a scale of numbers."""
    POINTS = "points"
    """Points on two scales of numbers."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values that belong together.

    Attributes
    ----------
    values : tuple of float
        In the unit of the chart, one a category or one an ``x``.
    tone : str
        Colour by what it stands for (`app.charts.tones`).
    x : tuple of float
        Places on the horizontal scale; left edges where there is a ``width``.
    width : tuple of float
        Widths of columns on the horizontal scale.
    names : tuple of str
        What each value belongs to, such as a block.
    outlined : bool
        Drawn as an outline, so that what is behind is seen.
    """

    name: str
    values: Values
    tone: str
    x: Values = ()
    width: Values = ()
    names: tuple[str, ...] = ()
    outlined: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart with a word."""

    text: str
    value: float
    tone: str
    upright: bool = True
    """On the horizontal scale; else on the vertical one."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Name and unit of a scale; categories have no unit."""

    title: str
    unit: str = ""

    @property
    def text(self) -> str:
        """Name and unit as they are written."""
        return f"{self.title} [{self.unit}]" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of one part of the plan.

    ``series`` is empty where the plan has no such figures; ``sentence`` then says why.
    """

    key: str
    title: str
    sentence: str
    form: Form = Form.COLUMNS
    x: Axis = field(default_factory=lambda: Axis(""))
    y: Axis = field(default_factory=lambda: Axis(""))
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    scope: str = ""
    """Which part of the plan it speaks of."""
    source: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.series


def without(key: str, title: str, sentence: str) -> Chart:
    """A chart for which the plan has no figures, and why."""
    return Chart(key, title, sentence)
