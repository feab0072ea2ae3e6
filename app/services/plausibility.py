"""A district beside published statistics and the user's own total."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.errors import UserError
from app.packs import load_pack
from app.packs.statistics import statistics_of
from app.project import Project
from app.text import plausible as words
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.evidence.plausible import (
    ALL_BAND,
    HEAT_BAND,
    QUANTITIES,
    Comparison,
    Statistic,
    Totals,
    compare,
    compare_own,
    findings_of,
    totals_of,
)
from retrofit.findings import Finding, Severity
from retrofit.stock.pack import CountryPack, Status

WORTH_SAYING = 0.005
"""Share of guessed dwellings below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Row:
    """A calculated figure beside a published one, with its words."""

    quantity: str
    label: str
    calculated: float
    published: float
    unit: str
    ratio: float
    low: float
    high: float
    plausible: bool
    place: str
    source: str
    """Title; empty for the user's own total."""
    year: int
    """0 where it is not stated."""
    indicative: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Plausibility:
    """What a comparison found."""

    totals: Totals
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]


def compare_with_statistics(project: Project, own_total_kwh: float | None = None) -> Plausibility:
    """Put the heated dwellings of a plan, as they are today, beside what is published.

    Parameters
    ----------
    own_total_kwh : float, optional
        Energy that the user knows to be delivered to all heated buildings [kWh/a].

    Raises
    ------
    app.errors.UserError
        If the own total is no number above 0.
    """
    assert project.baseline is not None
    if own_total_kwh is not None and not (math.isfinite(own_total_kwh) and own_total_kwh > 0.0):
        raise UserError("own_total_wrong", value=own_total_kwh)
    pack, totals = load_pack(project.country), totals_of(project.baseline)
    statistics = statistics_of(project.country)
    found = compare(totals, statistics)
    if own_total_kwh is not None:
        found = (compare_own(totals, own_total_kwh), *found)
    judged = [one for one in found if not (one.statistic and one.statistic.place)]
    outside = (_named(one, pack) for one in findings_of(judged))
    return Plausibility(
        totals=totals,
        rows=tuple(_row(one, totals, pack) for one in found),
        notes=tuple(_notes(totals, statistics)),
        findings=(*outside, *_lacking(totals, statistics, pack)),
    )


def implausible(project: Project) -> tuple[Finding, ...]:
    """What of the district's totals is far from what is published for the country."""
    found = compare_with_statistics(project).findings
    return tuple(one for one in found if one.severity is not Severity.NOTES)


def _row(one: Comparison, totals: Totals, pack: CountryPack) -> Row:
    known = one.statistic
    source = "" if known is None else known.source
    place = "" if known is None else known.place
    return Row(
        quantity=one.quantity,
        label=words.quantity_word(one.quantity) + (f", {place}" if place else ""),
        calculated=one.calculated,
        published=one.published,
        unit=one.unit,
        ratio=one.ratio,
        low=one.band[0],
        high=one.band[1],
        plausible=one.plausible,
        place=place,
        source=pack.sources[source].title if source in pack.sources else source,
        year=0 if known is None else known.year,
        indicative=known is not None and known.status is Status.INDICATIVE,
        remark="; ".join(_remarks(one, totals)),
    )


def _remarks(one: Comparison, totals: Totals) -> Iterator[str]:
    if not one.plausible and not (one.statistic and one.statistic.place):
        yield words.remark("outside", low=f"{one.band[0]:.2f}", high=f"{one.band[1]:.2f}")
    if one.statistic is None:
        yield words.remark("own")
        return
    yield from _about(one.statistic)
    guessed = totals.dwellings_guessed / totals.dwellings if totals.dwellings else 0.0
    if QUANTITIES[one.quantity].per != "m2" and guessed > WORTH_SAYING:
        yield words.remark("guessed", share=format_number(100.0 * guessed))


def _about(known: Statistic) -> Iterator[str]:
    if known.status is Status.INDICATIVE:
        yield words.remark("indicative")
    for code in (known.climate, known.floor_area):
        if code:
            yield words.remark(code)
    if QUANTITIES[known.quantity].covers == "all":
        yield words.remark("all")
    if known.note:
        yield known.note


def _notes(totals: Totals, statistics: Sequence[Statistic]) -> Iterator[str]:
    yield words.note(
        "calculated",
        buildings=format_number(totals.buildings),
        dwellings=format_number(totals.dwellings),
    )
    low, high = (f"{edge:.2f}" for edge in HEAT_BAND)
    yield words.note("band", low=low, high=high)
    covered = {QUANTITIES[one.quantity].covers for one in statistics}
    if "all" in covered:
        low, high = (f"{edge:.2f}" for edge in ALL_BAND)
        yield words.note("all_band", low=low, high=high)
    if any(one.floor_area for one in statistics):
        yield words.note("area")
    if any(QUANTITIES[one.quantity].per == "person" for one in statistics):
        persons = [one.value for one in statistics if one.quantity == "persons_dwelling" and not one.place]
        yield words.note("persons", persons=persons[0]) if persons else words.note("no_persons")


def _named(finding: Finding, pack: CountryPack) -> Finding:
    """Put words for what the finding speaks of."""
    if "quantity" not in finding.args:
        return finding
    args = {
        "quantity": words.quantity_word(str(finding.args["quantity"])),
        "place": str(finding.args["place"]) or _(pack.name),
    }
    return replace(finding, args=finding.args | args)


def _lacking(totals: Totals, statistics: Sequence[Statistic], pack: CountryPack) -> Iterator[Finding]:
    """Say what there is no data for."""
    country: dict[str, object] = {"country": pack.name}
    if not totals.buildings:
        yield Finding("statistics_no_dwellings", Severity.NOTES)
    if not statistics:
        yield Finding("statistics_none", Severity.NOTES, args=country)
    elif not any(QUANTITIES[one.quantity].covers in {"heating", "heat", "all"} for one in statistics):
        yield Finding("statistics_no_energy", Severity.NOTES, args=country)
