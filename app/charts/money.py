"""Charts of money: what the works cost, when they pay back, what saves most for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.charts.chart import Axis, Chart, Form, Series, without
from app.charts.scale import figure
from app.text.numbers import format_number
from app.text.translate import _, mark, ngettext
from retrofit.evidence.by_year import Years

COSTS: Final = mark("Cost by measure")
CASH: Final = mark("Cash flow over the years")
ABATEMENT: Final = mark("Cost of avoided CO2")
PARETO: Final = mark("Investment against saving")
PACKAGES: Final = mark("Packages: investment against saving")
NO_WORKS: Final = mark("No works are planned here: give a package first.")
NOTHING_SAVED: Final = mark("Nothing here has works that avoid CO2.")


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one kind of works [EUR]; negative for what is taken off."""

    name: str
    tone: str
    eur: float


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be weighed: a building, a block or a package.

    Attributes
    ----------
    invest_eur, saving : float
        Investment [EUR]; what it saves, in the unit of the chart.
    abatement_eur_t, avoided_t : float
        Cost of avoided CO2 [EUR/t]; CO2 avoided over the horizon [t].
    """

    name: str
    invest_eur: float = float("nan")
    saving: float = float("nan")
    abatement_eur_t: float = float("nan")
    avoided_t: float = float("nan")


def costs(parts: Sequence[Cost], total_eur: float) -> Chart:
    """Investment by kind of works, dearest first."""
    shown = sorted((one for one in parts if abs(one.eur) >= 0.5), key=lambda one: -one.eur)
    if not shown:
        return without("costs", _(COSTS), _(NO_WORKS))
    sentence = _("The works cost {total}; the largest part is: {part} ({share}).").format(
        total=figure(total_eur, "EUR"),
        part=shown[0].name,
        share=format_number(100.0 * shown[0].eur / total_eur if total_eur else float("nan"), 0, "%"),
    )
    names = tuple(one.name for one in shown)
    return Chart(
        "costs",
        _(COSTS),
        sentence,
        Form.COLUMNS,
        y=Axis(_("Investment"), "EUR"),
        categories=names,
        series=(Series(_("Investment"), tuple(one.eur for one in shown), "plan"),),
    )


def cash_flow(years: Years, invest_eur: float, outlay_eur: float) -> Chart:
    """Cumulative cash flow: plain, and in today's value with replacements and residual value.

    Parameters
    ----------
    invest_eur, outlay_eur : float
        Investment, and the present value of all works over the horizon [EUR].
    """
    if invest_eur <= 0.0:
        return without("cash", _(CASH), _(NO_WORKS))
    across = (float(years.year[0]) - 1.0, *years.year.tolist())
    plain = -invest_eur + np.append(0.0, np.cumsum(years.saved_eur))
    present = -outlay_eur + np.append(0.0, np.cumsum(years.saved_present_eur))
    back = np.flatnonzero(plain >= 0.0)
    first = (
        _("Saved energy cost has paid the investment back by {year}").format(year=f"{across[back[0]]:.0f}")
        if len(back)
        else _("Saved energy cost does not pay the investment back by {year}").format(
            year=f"{across[-1]:.0f}"
        )
    )
    rest = _("; the present value after {years} years is {npv}.").format(
        years=len(years.year), npv=figure(float(present[-1]), "EUR")
    )
    return Chart(
        "cash",
        _(CASH),
        first + rest,
        Form.LINES,
        x=Axis(_("End of year")),
        y=Axis(_("Cumulative cash flow"), "EUR"),
        series=(
            Series(_("As paid and saved"), tuple(plain.tolist()), "today", across),
            Series(_("In today's value"), tuple(present.tolist()), "plan", across),
        ),
    )


def abatement(deeds: Sequence[Deed], of_what: str) -> Chart:
    """Marginal abatement cost curve: what is cheapest per tonne first, as wide as it avoids."""
    known = [one for one in deeds if np.isfinite(one.abatement_eur_t) and one.avoided_t > 0]
    if not known:
        return without("abatement", _(ABATEMENT), _(NOTHING_SAVED))
    known.sort(key=lambda one: (one.abatement_eur_t, one.name))
    left, groups = 0.0, {True: list[tuple[Deed, float]](), False: list[tuple[Deed, float]]()}
    for one in known:
        groups[one.abatement_eur_t <= 0].append((one, left))
        left += one.avoided_t
    free = sum(one.avoided_t for one, _left in groups[True])
    sentence = _("Of {all} avoided, {share} pay for themselves; the dearest tonne costs {dearest}.").format(
        share=format_number(free, 0, "t"),
        all=format_number(left, 0, "t"),
        dearest=format_number(known[-1].abatement_eur_t, 0, "EUR/t"),
    )
    series = tuple(
        Series(
            name,
            tuple(one.abatement_eur_t for one, _left in groups[paying]),
            tone,
            tuple(start for _one, start in groups[paying]),
            tuple(one.avoided_t for one, _left in groups[paying]),
            tuple(one.name for one, _left in groups[paying]),
        )
        for paying, name, tone in (
            (True, _("Pays for itself"), "good"),
            (False, _("Costs more than it saves"), "today"),
        )
        if groups[paying]
    )
    return Chart(
        "abatement",
        _("{title}, {of_what}").format(title=_(ABATEMENT), of_what=of_what),
        sentence,
        Form.STEPS,
        x=Axis(_("CO2 avoided over the years"), "t"),
        y=Axis(_("Cost of avoided CO2"), "EUR/t"),
        series=series,
    )


def pareto(key: str, title: str, deeds: Sequence[Deed], saving: Axis) -> Chart:
    """Investment against saving; what no other beats in both is marked."""
    known = [one for one in deeds if np.isfinite(one.saving) and one.invest_eur > 0]
    if not known:
        return without(key, title, _(NO_WORKS))
    kept = set(front([(one.invest_eur, one.saving) for one in known]))
    best = [one for place, one in enumerate(known) if place in kept]
    beaten = [one for place, one in enumerate(known) if place not in kept]
    series = tuple(
        Series(
            name,
            tuple(one.invest_eur for one in group),
            tone,
            tuple(one.saving for one in group),
            names=tuple(one.name for one in group),
            outlined=tone == "other",
        )
        for name, tone, group in ((_("Best for its price"), "plan", best), (_("Others"), "other", beaten))
        if group
    )
    sentence = ngettext(
        "{count} of {all} saves more than everything that costs less.",
        "{count} of {all} save more than everything that costs less.",
        len(best),
    ).format(count=format_number(len(best)), all=format_number(len(known)))
    return Chart(key, title, sentence, Form.POINTS, x=saving, y=Axis(_("Investment"), "EUR"), series=series)


def front(points: Sequence[tuple[float, float]]) -> list[int]:
    """Places of the points that no other beats: none costs less or the same and saves as much or more.

    Parameters
    ----------
    points : sequence of tuple
        Cost and saving.
    """
    kept, most = [], -np.inf
    for place in sorted(range(len(points)), key=lambda at: (points[at][0], -points[at][1])):
        if points[place][1] > most:
            kept.append(place)
            most = points[place][1]
    return kept
