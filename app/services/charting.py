"""Charts of a plan: its figures put into the charts of `app.charts`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from app import bridge
from app.charts import energy, money, picture, spread, table
from app.charts.chart import Axis, Chart, without
from app.charts.money import Cost, Deed
from app.charts.spread import Spread
from app.project import Project
from app.services.mapping import sources_line
from app.services.packs import pack_of
from app.services.portrait import Portrait, Rows, portrait
from app.text import labels
from app.text.translate import _, mark
from gis.atomic import replacing
from retrofit.evidence.balance import by_the_hour, heat_balance
from retrofit.evidence.by_year import Years, years_of
from retrofit.results import Assessment, Baseline
from retrofit.stock.fields import Level


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The part of a plan that a chart speaks of.

    Attributes
    ----------
    title : str
        As a reader would call it.
    rows : ndarray, shape (n,)
        Rows of its buildings.
    blocks : ndarray, shape (k,)
        Rows of blocks, where it is made of whole ones; else empty.
    """

    title: str
    rows: Rows
    blocks: Rows


@dataclass(slots=True, eq=False)
class _Figures:
    """What charts of one scope share, reckoned when it is first wanted."""

    project: Project
    scope: Scope
    result: str

    @property
    def solved(self) -> Baseline:
        assert self.project.baseline is not None
        return self.project.baseline

    @property
    def assessment(self) -> Assessment:
        assert self.project.assessment is not None
        return self.project.assessment

    @property
    def heated(self) -> Rows:
        rows = self.scope.rows
        return rows[self.solved.typed.heated[rows] & (self.solved.typed.floor_area_ref_m2[rows] > 0)]

    @property
    def area_m2(self) -> float:
        return float(self.solved.typed.floor_area_ref_m2[self.heated].sum())

    def portrait(self) -> Portrait:
        return portrait(self.project, self.scope.rows)

    def sum(self, field: str) -> float:
        return float(self.assessment.buildings[field][self.scope.rows].sum())

    def years(self) -> Years:
        project = self.project
        return years_of(
            self.solved, self.heated, project.scenario.package_of, pack_of(project), project.assumptions
        )


def _balance(of: _Figures) -> Chart:
    if by_the_hour(of.solved, of.project.assumptions):
        return without("balance", _(energy.BALANCE), _(energy.HOURLY))
    chosen = of.project.scenario.package_of
    today, plan = (heat_balance(of.solved, of.heated, each) for each in (np.zeros_like(chosen), chosen))
    return energy.balance(today, plan, of.area_m2)


def _months(of: _Figures) -> Chart:
    today = of.solved.states.q_h_nd_month_kwh[of.heated].sum(axis=0)
    if by_the_hour(of.solved, of.project.assumptions):
        return energy.months(today, np.empty(0), of.area_m2)
    plan = heat_balance(of.solved, of.heated, of.project.scenario.package_of)
    return energy.months(today, plan.need_month_kwh, of.area_m2)


def _emissions(of: _Figures) -> Chart:
    return energy.emissions(of.years())


def _costs(of: _Figures) -> Chart:
    told = of.portrait()
    parts = [
        Cost(labels.word(one.element, labels.ELEMENTS), one.element, one.invest_eur) for one in told.elements
    ]
    discount, total = told.figures["block_discount_eur"], told.figures["invest_eur"]
    roofs = _roofs(of)
    equipment = total + discount - roofs - sum(part.eur for part in parts)
    parts += [
        Cost(_("Equipment"), "air", equipment),
        Cost(_("Photovoltaics"), "sun", roofs),
        Cost(_("Block discount"), "other", -discount),
    ]
    return money.costs(parts, total)


def _roofs(of: _Figures) -> float:
    """Investment in modules and batteries of the chosen packages [EUR]."""
    chosen, total = of.project.scenario.package_of, 0.0
    for place, part in ({} if of.solved.pv is None else of.solved.pv.parts).items():
        total += float(part.invest_eur[of.heated[chosen[of.heated] == place]].sum())
    return total


def _cash(of: _Figures) -> Chart:
    return money.cash_flow(of.years(), of.sum("invest_eur"), of.sum("outlay_eur"))


def _deeds(of: _Figures) -> tuple[list[Deed], str]:
    """Blocks of the scope where it has several, else buildings; and what they are."""
    by_block = len(of.scope.blocks) > 1
    rows = of.scope.blocks if by_block else of.heated
    figures = of.assessment.blocks if by_block else of.assessment.buildings
    names = (of.project.blocks if by_block else of.project.buildings).index.to_numpy()[rows]
    found = zip(
        names,
        figures["invest_eur"][rows],
        figures["co2_saving_kg"][rows],
        figures["abatement_eur_t"][rows],
        figures["co2_saving_horizon_kg"][rows],
        strict=True,
    )
    deeds = [Deed(str(name), float(a), float(b), float(c), float(d) / 1000.0) for name, a, b, c, d in found]
    return deeds, _("blocks") if by_block else _("buildings")


def _abatement(of: _Figures) -> Chart:
    return money.abatement(*_deeds(of))


def _pareto(of: _Figures) -> Chart:
    deeds, of_what = _deeds(of)
    title = _("{title}, {of_what}").format(title=_(money.PARETO), of_what=of_what)
    return money.pareto("pareto", title, deeds, Axis(_("CO2 saving"), "kg/a"))


def _packages(of: _Figures) -> Chart:
    """Every package for all, and the plan as it is where it is none of them."""
    told = of.portrait()
    planned = told.figures["invest_eur"], told.figures["co2_saving_kg"]
    found = {
        labels.word(option.key, labels.PACKAGES): (option.invest_eur, option.co2_saving_kg)
        for option in told.options
    }
    same = [name for name, each in found.items() if np.allclose(each, planned)]
    if same:
        found[_("{package} (the plan)").format(package=same[0])] = found.pop(same[0])
    else:
        found[_("The plan")] = planned
    deeds = [Deed(name, *each) for name, each in found.items()]
    saving = Axis(_("CO2 saving"), "kg/a")
    return money.pareto("packages", _(money.PACKAGES), deeds, saving)


def _duration(of: _Figures) -> Chart:
    return spread.duration(_spread(of))


def _histogram(of: _Figures) -> Chart:
    return spread.histogram(_spread(of))


def _spread(of: _Figures) -> Spread:
    """The wanted result of every heated building."""
    result, figures = spread.RESULTS[of.result], of.assessment.buildings
    area = figures["floor_area_ref_m2"][of.heated]
    over = area if result.per_area else 1.0
    today, plan = (np.asarray(figures[name][of.heated] / over) for name in (result.now, result.after))
    return Spread(result, today, plan, area)


CHARTS: Final[Mapping[str, tuple[str, Callable[[_Figures], Chart]]]] = {
    "balance": (energy.BALANCE, _balance),
    "months": (energy.MONTHS, _months),
    "emissions": (energy.EMISSIONS, _emissions),
    "costs": (money.COSTS, _costs),
    "cash": (money.CASH, _cash),
    "packages": (money.PACKAGES, _packages),
    "pareto": (money.PARETO, _pareto),
    "abatement": (money.ABATEMENT, _abatement),
    "duration": (spread.DURATION, _duration),
    "histogram": (spread.HISTOGRAM, _histogram),
}
"""Charts by key, in the order in which they are offered: title, and how it is made."""
SPREADS: Final = frozenset({"duration", "histogram"})
"""Charts of one result of buildings, which can be chosen."""
UNHEATED: Final = mark("Nothing here is heated: there is no energy to show.")


def chart_of(project: Project, key: str, scope: Scope, result: str = "e_del") -> Chart:
    """Make one chart of a part of a reckoned plan.

    Parameters
    ----------
    key : str
        One of `CHARTS`.
    result : str
        One of `app.charts.spread.RESULTS`, for the charts of `SPREADS`.
    """
    title, make = CHARTS[key]
    of = _Figures(project, scope, result)
    found = make(of) if len(of.heated) else without(key, _(title), _(UNHEATED))
    return replace(found, scope=scope.title, source=sources_line(project))


def whole(project: Project) -> Scope:
    """The district."""
    return Scope(project.name, np.arange(len(project.buildings)), np.arange(len(project.blocks)))


def part(project: Project, title: str, level: Level, rows: Rows) -> Scope:
    """Some buildings, blocks, parcels or associations."""
    if level is Level.BUILDING:
        return Scope(title, rows, rows[:0])
    owner = bridge.groups_of(project, level)
    return Scope(title, np.flatnonzero(np.isin(owner, rows)), rows if level is Level.BLOCK else rows[:0])


def blocks_around(project: Project, level: Level, rows: Rows) -> Rows:
    """Rows of the blocks that some buildings, blocks or parcels lie in."""
    if level is Level.BLOCK:
        return rows
    return np.unique(project.stock.block_of[part(project, "", level, rows).rows]).astype(np.intp)


def write_picture(chart: Chart, path: Path) -> None:
    """Write a chart as PNG or SVG, as the ending of the name says.

    Raises
    ------
    gis.errors.WriteError
        If the file cannot be written.
    """
    with replacing(path) as draft:
        picture.save(chart, draft)


def write_figures(chart: Chart, path: Path) -> None:
    """Write the figures of a chart as CSV.

    Raises
    ------
    gis.errors.WriteError
        If the file cannot be written.
    """
    with replacing(path) as draft:
        table.write(chart, draft)
