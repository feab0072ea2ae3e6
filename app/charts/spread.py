"""Charts of how a result spreads over buildings: duration curve and histogram."""

import math
from typing import Final

import numpy as np

from app.charts.chart import Axis, Chart, Form, Mark, Series, without
from app.text.numbers import format_number
from app.text.translate import _, mark
from retrofit.stock.stock import FloatArray

DURATION: Final = mark("Duration curve of delivered energy")
HISTOGRAM: Final = mark("Histogram of delivered energy")
NOTHING_HEATED: Final = mark("Nothing here is heated: there is no energy to show.")
BINS: Final = 24
"""Most columns of a histogram."""
NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


def duration(today: FloatArray, plan: FloatArray, area_m2: FloatArray, unit: str) -> Chart:
    """Delivered energy of buildings, highest first, over their share of the heated floor area.

    Parameters
    ----------
    today, plan : ndarray, shape (n,)
        In ``unit``.
    area_m2 : ndarray, shape (n,)
        Heated floor area [m²].
    """
    if not len(today):
        return without("duration", _(DURATION), _(NOTHING_HEATED))
    series = []
    for name, tone, values in ((_("Today"), "today", today), (_("Plan"), "plan", plan)):
        order = np.argsort(-values, kind="stable")
        share = 100.0 * np.cumsum(area_m2[order]) / area_m2.sum()
        series.append(Series(name, tuple(values[order].tolist()), tone, tuple(share.tolist())))
    limit = _quantile(today, area_m2, 0.75)
    sentence = _("A quarter of the heated area uses {limit} or more today; with the plan {after}.").format(
        limit=format_number(limit, 0), after=format_number(_quantile(plan, area_m2, 0.75), 0, unit)
    )
    return Chart(
        "duration",
        _(DURATION),
        sentence,
        Form.LINES,
        x=Axis(_("Share of the heated floor area, highest first"), "%"),
        y=Axis(_("Delivered energy"), unit),
        series=tuple(series),
    )


def histogram(today: FloatArray, plan: FloatArray, area_m2: FloatArray, unit: str) -> Chart:
    """How many buildings use how much, today and with the plan, with median and mean of today.

    Parameters
    ----------
    today, plan : ndarray, shape (n,)
        In ``unit``.
    area_m2 : ndarray, shape (n,)
        Heated floor area: the mean is that of all together [m²].
    """
    if not len(today):
        return without("histogram", _(HISTOGRAM), _(NOTHING_HEATED))
    edges = bins(np.concatenate([today, plan]))
    wide = tuple(np.diff(edges).tolist())
    series = tuple(
        Series(name, tuple(np.histogram(values, edges)[0].astype(float).tolist()), tone,
               tuple(edges[:-1].tolist()), wide, outlined=tone == "plan")
        for name, tone, values in ((_("Today"), "today", today), (_("Plan"), "plan", plan))
    )  # fmt: skip
    middle, mean = float(np.median(today)), float(today @ area_m2 / area_m2.sum())
    after, mean_after = float(np.median(plan)), float(plan @ area_m2 / area_m2.sum())
    sentence = _(
        "Half of the buildings use more than {now} today, {after} with the plan; all together use {mean} and "
        "{mean_after}."
    ).format(
        now=format_number(middle, 0),
        after=format_number(after, 0, unit),
        mean=format_number(mean, 0),
        mean_after=format_number(mean_after, 0, unit),
    )
    marks = (
        Mark(_("Median today {value}").format(value=format_number(middle, 0)), middle, "today"),
        Mark(_("All together today {value}").format(value=format_number(mean, 0)), mean, "quiet"),
        Mark(_("Median with the plan {value}").format(value=format_number(after, 0)), after, "plan"),
    )
    return Chart(
        "histogram",
        _(HISTOGRAM),
        sentence,
        Form.STEPS,
        x=Axis(_("Delivered energy"), unit),
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
