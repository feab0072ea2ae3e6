"""Charts of how a result spreads over buildings: duration curve and histogram."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.charts.chart import Axis, Chart, Form, Mark, Series
from app.text.numbers import format_number
from app.text.translate import _, mark
from retrofit.stock.stock import FloatArray

DURATION: Final = mark("Duration curve")
HISTOGRAM: Final = mark("Histogram")
BINS: Final = 24
"""Most columns of a histogram."""
NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Result:
    """A result that spreads over buildings.

    Attributes
    ----------
    now, after : str
        Fields of the sums today and with the plan.
    per_area : bool
        Whether it is told per heated floor area.
    """

    label: str
    unit: str
    now: str
    after: str
    per_area: bool = True


RESULTS: Final[Mapping[str, Result]] = {
    "e_del": Result(mark("Delivered energy per m²"), "kWh/(m²a)", "e_del_kwh", "e_del_after_kwh"),
    "q_h": Result(mark("Heating need per m²"), "kWh/(m²a)", "q_h_nd_kwh", "q_h_nd_after_kwh"),
    "e_p": Result(mark("Primary energy per m²"), "kWh/(m²a)", "e_p_nren_kwh", "e_p_nren_after_kwh"),
    "co2": Result(mark("CO2 emissions per m²"), "kg/(m²a)", "co2_kg", "co2_after_kg"),
    "cost": Result(mark("Energy cost per m²"), "EUR/(m²a)", "energy_cost_eur", "energy_cost_after_eur"),
    "load": Result(mark("Heat load"), "kW", "heat_load_kw", "heat_load_after_kw", per_area=False),
}
"""Results by key, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """A result of some heated buildings, each of shape (n,).

    Attributes
    ----------
    today, plan : ndarray
        In the unit of the result.
    area_m2 : ndarray
        Heated floor area [m²].
    """

    result: Result
    today: FloatArray
    plan: FloatArray
    area_m2: FloatArray

    @property
    def title(self) -> str:
        """Name of the result."""
        return _(self.result.label)

    def mean(self, values: FloatArray) -> float:
        """Of all together where it is told per area, else of the buildings."""
        weights = self.area_m2 if self.result.per_area else np.ones(len(values))
        return float(values @ weights / weights.sum())


def duration(of: Spread) -> Chart:
    """A result of buildings, highest first, over their share of the heated floor area."""
    series = []
    for name, tone, values in ((_("Today"), "today", of.today), (_("Plan"), "plan", of.plan)):
        order = np.argsort(-values, kind="stable")
        share = 100.0 * np.cumsum(of.area_m2[order]) / of.area_m2.sum()
        series.append(Series(name, tuple(values[order].tolist()), tone, tuple(share.tolist())))
    limits = [_quantile(values, of.area_m2, 0.75) for values in (of.today, of.plan)]
    decimals = _decimals(max(limits))
    sentence = _(
        "A quarter of the heated area has {now} or more today, {after} or more with the plan."
    ).format(now=format_number(limits[0], decimals), after=format_number(limits[1], decimals, of.result.unit))
    return Chart(
        "duration",
        _("{title}: {result}").format(title=_(DURATION), result=of.title),
        sentence,
        Form.LINES,
        x=Axis(_("Share of the heated floor area, highest first"), "%"),
        y=Axis(of.title, of.result.unit),
        series=tuple(series),
    )


def histogram(of: Spread) -> Chart:
    """How many buildings have how much, today and with the plan, with median and mean of today."""
    edges = bins(np.concatenate([of.today, of.plan]))
    wide = tuple(np.diff(edges).tolist())
    series = tuple(
        Series(name, tuple(np.histogram(values, edges)[0].astype(float).tolist()), tone,
               tuple(edges[:-1].tolist()), wide, outlined=tone == "plan")
        for name, tone, values in ((_("Today"), "today", of.today), (_("Plan"), "plan", of.plan))
    )  # fmt: skip
    middle, after = float(np.median(of.today)), float(np.median(of.plan))
    mean, mean_after = of.mean(of.today), of.mean(of.plan)
    decimals = _decimals(max(middle, mean))
    words = (
        _("Half of the buildings have more than {now} today, {after} with the plan; all together {mean} and {last}.")
        if of.result.per_area
        else _("Half of the buildings have more than {now} today, {after} with the plan; the mean is {mean} and {last}.")
    )  # fmt: skip
    sentence = words.format(
        now=format_number(middle, decimals),
        after=format_number(after, decimals),
        mean=format_number(mean, decimals),
        last=format_number(mean_after, decimals, of.result.unit),
    )
    named = _("All together today {value}") if of.result.per_area else _("Mean today {value}")
    marks = (
        Mark(_("Median today {value}").format(value=format_number(middle, decimals)), middle, "today"),
        Mark(named.format(value=format_number(mean, decimals)), mean, "quiet"),
        Mark(_("Median with the plan {value}").format(value=format_number(after, decimals)), after, "plan"),
    )
    return Chart(
        "histogram",
        _("{title}: {result}").format(title=_(HISTOGRAM), result=of.title),
        sentence,
        Form.STEPS,
        x=Axis(of.title, of.result.unit),
        y=Axis(_("Buildings")),
        series=series,
        marks=marks if middle != after else marks[:2],
    )


def bins(values: FloatArray) -> FloatArray:
    """Edges of evenly wide columns at round numbers that hold all values."""
    low, high = float(values.min()), float(values.max())
    rough = max((high - low) / BINS, 1e-9, abs(high) * 1e-6)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in NICE if nice * power >= rough * (1 - 1e-12))
    first = math.floor(low / step)
    count = max(math.floor(high / step) - first + 1, 1)
    return np.asarray(np.arange(first, first + count + 1) * step)


def _quantile(values: FloatArray, area_m2: FloatArray, share: float) -> float:
    """Value below which a share of the area lies."""
    order = np.argsort(values, kind="stable")
    summed = np.cumsum(area_m2[order])
    place = int(np.searchsorted(summed, share * summed[-1]))
    return float(values[order][min(place, len(values) - 1)])


def _decimals(value: float) -> int:
    """Digits after the point that tell values of a size apart."""
    return 0 if value >= 50.0 else 1
