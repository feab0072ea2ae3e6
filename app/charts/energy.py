"""Charts of heat: where it goes, when it is needed, what is emitted."""

from typing import Final

from app.charts.chart import Axis, Chart, Form, Series, without
from app.text.labels import ELEMENTS as ELEMENT_NAMES
from app.text.labels import word
from app.text.numbers import format_number
from app.text.translate import _, mark
from retrofit.evidence.balance import HeatBalance
from retrofit.evidence.by_year import Years
from retrofit.stock.codes import ELEMENTS
from retrofit.stock.stock import FloatArray

PER_M2: Final = "kWh/(m²a)"
BALANCE: Final = mark("Energy balance")
MONTHS: Final = mark("Heating need by month")
EMISSIONS: Final = mark("CO2 by year")
MONTH_NAMES: Final = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
HOURLY: Final = mark(
    "The hourly method gives the need of a whole year: with the monthly method the balance is there."
)
NO_MONTHS: Final = mark(
    "The balance of a whole heating season knows no months. With the monthly method and a climate station "
    "(Assumptions, Climate) the curve is there."
)


def balance(today: HeatBalance, plan: HeatBalance, area_m2: float) -> Chart:
    """Losses and what makes up for them, today and with the plan, per heated floor area."""
    columns: list[tuple[str, str, tuple[float, float, float, float]]] = []
    order = [ELEMENTS.index(name) for name in ("wall", "roof", "floor", "window", "door")]
    for place in order:
        lost = [float(one.elements_kwh[place]) / area_m2 for one in (today, plan)]
        columns.append((word(ELEMENTS[place], ELEMENT_NAMES), ELEMENTS[place], (lost[0], 0.0, lost[1], 0.0)))
    for name, tone, values in (
        (_("Thermal bridges"), "bridges", [one.bridges_kwh for one in (today, plan)]),
        (_("Air"), "air", [one.air_kwh for one in (today, plan)]),
    ):
        columns.append((name, tone, (values[0] / area_m2, 0.0, values[1] / area_m2, 0.0)))
    for name, tone, values in (
        (_("Heating need"), "need", [one.need_kwh for one in (today, plan)]),
        (_("Sun"), "sun", [one.sun_kwh for one in (today, plan)]),
        (_("People, devices"), "inside", [one.inside_kwh for one in (today, plan)]),
    ):
        columns.append((name, tone, (0.0, values[0] / area_m2, 0.0, values[1] / area_m2)))
    largest = max(columns[:7], key=lambda column: column[2][0])
    words = (
        _("Heating need falls from {now} to {after}; most is lost today through: {part} ({lost}).")
        if plan.need_kwh < today.need_kwh
        else _(
            "Heating need is {now} today and {after} with the plan; most is lost through: {part} ({lost})."
        )
    )
    sentence = words.format(
        now=format_number(today.need_kwh / area_m2, 0),
        after=format_number(plan.need_kwh / area_m2, 0, PER_M2),
        part=largest[0],
        lost=format_number(largest[2][0], 0, PER_M2),
    )
    return Chart(
        "balance",
        _(BALANCE),
        sentence,
        Form.STACKED,
        y=Axis(_("Heat a year and heated floor area"), PER_M2),
        categories=(_("Today: losses"), _("Today: covered"), _("Plan: losses"), _("Plan: covered")),
        series=tuple(Series(name, values, tone) for name, tone, values in columns),
    )


def months(today: FloatArray, plan: FloatArray, area_m2: float) -> Chart:
    """Heating need of each month per heated floor area.

    Parameters
    ----------
    today, plan : ndarray, shape (M,)
        Need [kWh]; the plan's is empty where the method does not give it.
    """
    if len(today) == 0:
        return without("months", _(MONTHS), _(NO_MONTHS))
    known = (("today", _("Today"), today), ("plan", _("Plan"), plan))
    series = tuple(
        Series(name, tuple((values / area_m2).tolist()), tone) for tone, name, values in known if len(values)
    )
    worst = int(today.argmax())
    first = _("Most heat is needed in {month}: {now} today").format(
        month=_(MONTH_NAMES[worst]), now=format_number(today[worst] / area_m2, 1, "kWh/m²")
    )
    rest = (
        _(", {after} with the plan.").format(after=format_number(plan[worst] / area_m2, 1, "kWh/m²"))
        if len(plan)
        else _("; the hourly method gives no months of the plan.")
    )
    return Chart(
        "months",
        _(MONTHS),
        first + rest,
        Form.LINES,
        x=Axis(_("Month")),
        y=Axis(_("Heating need a month and heated floor area"), "kWh/m²"),
        categories=tuple(_(name) for name in MONTH_NAMES),
        series=series,
    )


def emissions(years: Years) -> Chart:
    """Emissions of every year of the horizon, without and with the plan."""
    avoided = float((years.co2_today_kg - years.co2_plan_kg).sum())
    sentence = _("Over {years} years the plan avoids {avoided} of {all} that would be emitted.").format(
        years=len(years.year),
        avoided=format_number(avoided / 1000.0, 0, "t"),
        all=format_number(float(years.co2_today_kg.sum()) / 1000.0, 0, "t"),
    )
    across = tuple(years.year.tolist())
    return Chart(
        "emissions",
        _(EMISSIONS),
        sentence,
        Form.LINES,
        x=Axis(_("Year")),
        y=Axis(_("Emissions with the emission factors of each year"), "kg/a"),
        series=(
            Series(_("Without the plan"), tuple(years.co2_today_kg.tolist()), "today", across),
            Series(_("With the plan"), tuple(years.co2_plan_kg.tolist()), "plan", across),
        ),
    )
