"""Figures of a plan as texts: one way to write them in every paper."""

from collections.abc import Mapping, Sequence

import numpy as np

from app.report.document import Fact
from app.text.numbers import NO_VALUE, compact, format_number
from app.text.translate import _
from retrofit.stock.fields import FIELDS

Figures = Mapping[str, float]


def told(figures: Figures, name: str) -> str:
    """A result with its unit, as the table of the window writes it, in a larger unit where it is long."""
    field, value = FIELDS[name], figures[name]
    texts, unit = compact([value], field.unit)
    if unit == field.unit and field.decimals:
        texts = [format_number(value, field.decimals)]
    return f"{texts[0]} {unit}".strip() if texts[0] != NO_VALUE else NO_VALUE


def plain(figures: Figures, name: str) -> str:
    """A result without its unit, which stands in the head of a table."""
    return format_number(figures[name], FIELDS[name].decimals)


def before_after(figures: Figures, now: str, after: str) -> str:
    """Two results in one unit: today, then with the plan."""
    field = FIELDS[now]
    if field.decimals:
        texts = [format_number(figures[name], field.decimals) for name in (now, after)]
        unit = field.unit
    else:
        texts, unit = compact([figures[now], figures[after]], field.unit)
    return _("{now} → {after} {unit}").format(now=texts[0], after=texts[1], unit=unit).strip()


def fact(figures: Figures, name: str, note: str = "", label: str = "") -> Fact:
    """A result in large letters."""
    return Fact(label or _(FIELDS[name].label), told(figures, name), note)


def head(name: str) -> str:
    """Label and unit of a column."""
    field = FIELDS[name]
    return f"{_(field.label)} [{field.unit}]" if field.unit else _(field.label)


def share(part: float, whole: float, decimals: int = 0) -> str:
    """A part as a share of the whole."""
    return format_number(100.0 * part / whole if whole else float("nan"), decimals, "%")


def monthly(eur_a: float, area_m2: float) -> float:
    """A yearly amount over floor area and month [EUR/(m²·month)]."""
    return eur_a / area_m2 / 12.0 if area_m2 > 0 else float("nan")


def euros(values: Sequence[float]) -> tuple[str, ...]:
    """Amounts in whole euros, without unit."""
    return tuple(format_number(float(value)) for value in np.asarray(values, dtype=np.float64))
