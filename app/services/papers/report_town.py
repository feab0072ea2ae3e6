"""The report's first part: summary, situation, quality of the data, method."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from app import bridge
from app.report.document import Block, Bullets, Fact, Facts, Paragraph, Section, Table
from app.services.mapping import climate_name, money_basis
from app.services.papers.figures import before_after, fact, head, share, told
from app.services.papers.material import Material
from app.services.papers.pictures import map_block
from app.text import labels
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.translate import _, mark
from gis.account import Fate
from retrofit.stock.fields import FIELDS
from retrofit.stock.provenance import FIRST_GUESS

PERIODS: Final = (1919, 1945, 1960, 1980, 2000, 2010)
"""First years of the construction periods of the table."""
MOST_FINDINGS: Final = 14
SUMMARY_PX: Final = (1500, 800)
"""Size of the map of the first page."""
STEPS: Final = (
    mark("Footprints, cadastre and registers are read, repaired where needed, and every feature is accounted for."),
    mark("Each building takes the type of its country that fits its class and year of construction."),
    mark("Areas of roofs, walls, windows and floors come from footprint, height and shared walls of the building itself."),
    mark("Energy need, heating system, delivered energy, primary energy and emissions follow the standards of the EN ISO 52000 family."),
    mark("Each package of works is reckoned for each building: U-values, energy, investment, present value."),
    mark("Sums by building, block, owner and district are made of the same figures."),
)  # fmt: skip


def summary(of: Material) -> Section:
    """The plan on one page."""
    figures, scenario = of.figures, of.project.scenario
    years = of.project.assumptions.horizon_a
    facts = Facts((
        fact(figures, "e_del_saving_kwh", _("{share} of today's use").format(share=told(figures, "saving_pct"))),
        fact(figures, "co2_saving_kg", _("in the first year")),
        fact(figures, "invest_eur", told(figures, "invest_eur_m2")),
        fact(figures, "energy_cost_saving_eur", _("in the first year")),
        fact(figures, "renovated_count", _("of {all} heated ones").format(all=format_number(figures["heated_count"]))),
        fact(figures, "npv_eur", _("over {years} years").format(years=years)),
        fact(figures, "payback_simple_a"),
        fact(figures, "co2_saving_horizon_kg", _("over {years} years").format(years=years)),
    ))  # fmt: skip
    said = _(
        "The district {name} has {heated} heated buildings with {dwellings} dwellings and {area} of heated floor. They are "
        "delivered {energy} a year for heating and hot water, {per_m2}. The plan “{plan}” renovates {works} of them, lowers "
        "delivered energy by {saving} and emissions from {co2} a year, and costs {invest} ({basis})."
    ).format(
        name=of.project.name,
        heated=format_number(figures["heated_count"]),
        dwellings=format_number(figures["number_of_dwellings"]),
        area=told(figures, "floor_area_ref_m2"),
        energy=told(figures, "e_del_kwh").removesuffix("/a"),
        per_m2=told(figures, "e_del_kwh_m2"),
        plan=scenario.name,
        works=format_number(figures["renovated_count"]),
        saving=told(figures, "saving_pct"),
        co2=before_after(figures, "co2_kg", "co2_after_kg").removesuffix("/a"),
        invest=told(figures, "invest_eur"),
        basis=_("with VAT") if of.project.assumptions.vat_included else _("without VAT"),
    )
    shown, theme = of.theme("saving_pct")
    saves = map_block(shown, theme, title=_("What the plan saves"), size_px=SUMMARY_PX)
    return Section(_("Summary"), (Paragraph(said, "lead"), facts, saves))


def situation(of: Material) -> Section:
    """What stands in the district."""
    figures = of.figures
    shown, theme = of.theme("e_del_kwh_m2")
    facts = Facts((
        fact(figures, "buildings_count"),
        fact(figures, "heated_count"),
        fact(figures, "number_of_dwellings"),
        Fact(_("Blocks"), format_number(len(of.project.blocks))),
        fact(figures, "floor_area_gross_m2"),
        fact(figures, "floor_area_ref_m2"),
        Fact(_("Parcels"), format_number(len(of.project.parcels))),
        Fact(_("Owners and associations"), format_number(len(of.project.associations))),
    ))  # fmt: skip
    blocks: tuple[Block, ...] = (
        facts,
        map_block(shown, theme, title=_("Delivered energy today"), note=_("North is up.")),
        *_tables(of),
    )
    return Section(_("Situation"), blocks)


def _tables(of: Material) -> tuple[Table, ...]:
    words = bridge.building_inputs(of.project)
    frame = pd.DataFrame({
        "use": words["current_use"], "class": words["size_class"], "generator": words["generator"],
        "year": np.asarray(words["year_of_construction"], dtype=np.float64),
        "dwellings": of.project.assessment.buildings["number_of_dwellings"] if of.project.assessment else 0.0,
        "area": of.project.baseline.typed.floor_area_ref_m2 if of.project.baseline else 0.0,
    })  # fmt: skip
    frame = frame[np.asarray(of.project.baseline.typed.heated)] if of.project.baseline else frame
    bounds = [-np.inf, *(year - 0.5 for year in PERIODS), np.inf]
    names = [
        _("before {year}").format(year=PERIODS[0]),
        *(f"{low}–{high - 1}" for low, high in pairwise(PERIODS)),
        _("from {year} on").format(year=PERIODS[-1]),
    ]
    frame["period"] = pd.cut(frame["year"], bounds, labels=names).astype(object)
    return (
        _by(frame, "class", _("Heated buildings by class"), "size_class"),
        _by(frame, "period", _("Heated buildings by year of construction"), "", names),
        _by(frame, "generator", _("Heated buildings by heating system today"), "generator"),
        _by(frame, "use", _("Heated buildings by use"), "current_use"),
    )


def _by(frame: pd.DataFrame, column: str, title: str, field: str, order: Sequence[str] = ()) -> Table:
    found = frame.groupby(column, dropna=False)[["dwellings", "area"]].sum()
    found.insert(0, "n", frame.groupby(column, dropna=False).size())
    found = found.reindex([*order]) if order else found.sort_values("area", ascending=False)
    found = found[found["n"] > 0]
    whole = float(found["area"].sum())
    rows = []
    for name, *sums in zip(found.index, found["n"], found["dwellings"], found["area"], strict=True):
        counts = [float(one) for one in sums]
        known = labels.field_word(field, str(name)) if field and name else str(name or _("not known"))
        rows.append((known, *(format_number(one) for one in counts), share(counts[-1], whole)))
    total = (_("Together"), *(format_number(found[c].sum()) for c in ("n", "dwellings", "area")), "100 %")
    columns = (
        title.split(" ", 2)[-1].removeprefix("by ").capitalize(),
        _("Buildings"),
        head("number_of_dwellings"),
        head("floor_area_ref_m2"),
        _("Share of area"),
    )
    return Table(columns, (*rows, total), title=title, total=True)


def quality(of: Material) -> Section:
    """Where the figures come from, and how much of them is guessed."""
    project, figures = of.project, of.figures
    fates = [
        (labels.word(role, labels.ROLES), *(format_number(project.account.counts(role)[fate]) for fate in Fate))
        for role in dict.fromkeys(project.account.fates["role"])
    ]  # fmt: skip
    said = _(
        "Of all inputs of the heated buildings {share} are guesses: taken from the building type or assumed. The type of the "
        "building is sure for {trust} of the heated floor area. Guesses are hatched on the maps of the program."
    ).format(share=told(figures, "guessed_pct"), trust=told(figures, "type_confidence_pct"))
    account = Table(
        (_("Input"), *(labels.word(fate.value, labels.FATES) for fate in Fate)),
        tuple(fates),
        title=_("What became of every feature that was read"),
    )
    noticed = [
        finding_sentence(finding) for finding in bridge.findings(project) if not (of.private and finding.building_ids)
    ]  # fmt: skip
    left = len(noticed) - MOST_FINDINGS
    more = (
        (Paragraph(_("{count} more findings are listed in the program.").format(count=left), "quiet"),)
        if left > 0
        else ()
    )
    return Section(
        _("Quality of the data"),
        (
            Paragraph(said),
            account,
            _origins(of),
            Paragraph(_("What the program noticed, weightiest first:")),
            Bullets(tuple(noticed[:MOST_FINDINGS])),
            *more,
        ),
    )


def _origins(of: Material) -> Table:
    assert of.project.baseline is not None
    typed = of.project.baseline.typed
    stock, heated = typed.stock, typed.heated
    rows = []
    for name, origin in stock.provenance.items():
        codes = np.asarray(origin)[heated]
        field = FIELDS.get("generator" if name == "heating" else name)
        title = _(field.label) if field is not None else labels.field_title(name)
        known = int((codes < FIRST_GUESS).sum())
        guessed = len(codes) - known
        rows.append((title, share(known, len(codes)), share(guessed, len(codes))))
    columns = (_("Input of the heated buildings"), _("Given, joined or measured"), _("Guessed"))
    return Table(columns, tuple(rows), title=_("Origin of the inputs"), widths=(2.0, 1.0, 1.0))


def method(of: Material) -> Section:
    """How the figures are made, and what is assumed."""
    assumed = of.project.assumptions
    pack = of.pack
    rows = [
        (_("Typology"), _("{name} pack {version} (TABULA / EPISCOPE)").format(name=pack.name, version=pack.version)),
        (_("Climate"), climate_name(of.project)),
        (_("Balance"), {"monthly": _("by month"), "seasonal": _("by heating season"), "hourly": _("by hour")}[assumed.method.value]),
        (_("First year and horizon"), _("{start}, {years} years").format(start=assumed.start_year, years=assumed.horizon_a)),
        (_("Discount rate, real"), format_number(100 * assumed.discount_rate, 1, "%")),
        (_("Growth of energy prices, real"), _("{rate} a year").format(rate=format_number(100 * assumed.energy_price_growth, 1, "%"))),
        (_("Basis of prices"), money_basis(of.project)),
    ]  # fmt: skip
    table = Table((_("Assumption"), _("In this plan")), tuple(rows), widths=(1.0, 2.4))
    said = _(
        "The program reckons each building on its own, with neighbours, climate, prices and building types of the place. Every figure "
        "can be followed to its inputs in the program (Why these figures?)."
    )
    return Section(_("Method"), (Paragraph(said), Bullets(tuple(_(step) for step in STEPS)), table))
