"""The report's last part: years, money, CO2, certainty, sources."""

import numpy as np

from app.project import Project
from app.report.document import Block, Bullets, Facts, Paragraph, Section, Table
from app.services.mapping import climate_name, money_basis
from app.services.papers.figures import fact, monthly
from app.services.papers.material import Material
from app.services.papers.pictures import chart_block
from app.text.evidence import ASSUMPTION_WORDS, OUTPUT_UNITS, OUTPUTS
from app.text.labels import word
from app.text.numbers import compact, format_number
from app.text.steps import CARRIER_NAMES
from app.text.translate import _
from retrofit.evidence.by_year import years_of
from retrofit.stock.codes import CARRIERS


def by_year(of: Material) -> Section:
    """The plan over its years."""
    project = of.project
    assert project.baseline is not None
    heated = np.flatnonzero(project.baseline.typed.heated)
    found = years_of(project.baseline, heated, project.scenario.package_of, of.pack, project.assumptions)
    every = [place for place in range(len(found.year)) if place % 5 == 0 or place == len(found.year) - 1]
    spent = of.figures["invest_eur"]
    rows = [
        (
            f"{found.year[place]:.0f}",
            format_number(found.co2_today_kg[place] / 1000.0),
            format_number(found.co2_plan_kg[place] / 1000.0),
            format_number((found.co2_today_kg - found.co2_plan_kg)[: place + 1].sum() / 1000.0),
            format_number(found.saved_eur[place]),
            format_number(found.saved_eur[: place + 1].sum() - spent),
        )
        for place in every
    ]
    table = Table(
        (_("Year"), _("CO2 without [t/a]"), _("CO2 with plan [t/a]"), _("CO2 avoided so far [t]"), _("Energy cost saved [EUR/a]"), _("Savings less investment so far [EUR]")),
        tuple(rows),
        title=_("Every fifth year"),
        note=_("All works are taken as done at the start of the first year; replacements and residual values are in the net present value."),
    )  # fmt: skip
    return Section(
        _("The plan by year"),
        (
            chart_block(project, "emissions", of.scope),
            chart_block(project, "cash", of.scope),
            table,
        ),
    )


def money(of: Material) -> Section:
    """What it costs and brings."""
    figures = of.figures
    area = figures["floor_area_ref_m2"]
    before, after = (monthly(figures[name], area) for name in ("energy_cost_eur", "energy_cost_after_eur"))
    names = ("invest_eur", "invest_anyway_eur", "invest_extra_eur", "npv_eur", "irr_pct", "payback_discounted_a", "conserved_eur_kwh", "invest_eur_m2")  # fmt: skip
    said = _(
        "Energy for heating and hot water costs {before} EUR per m² and month today and {after} EUR with the plan, at the prices of "
        "the first year. Amounts: {basis}."
    ).format(before=format_number(before, 2), after=format_number(after, 2), basis=money_basis(of.project))
    blocks: tuple[Block, ...] = (
        Facts(tuple(fact(figures, name) for name in names)),
        Paragraph(said),
        chart_block(of.project, "costs", of.scope),
    )
    return Section(_("Money"), blocks)


def co2(of: Material) -> Section:
    """Emissions today and avoided."""
    names = ("co2_kg", "co2_after_kg", "co2_saving_kg", "co2_saving_horizon_kg", "abatement_eur_t", "embodied_kg", "rer_pct", "rer_after_pct")  # fmt: skip
    blocks: list[Block] = [Facts(tuple(fact(of.figures, name) for name in names))]
    if not of.private:
        blocks.append(chart_block(of.project, "abatement", of.scope))
    factors = [
        (word(name, CARRIER_NAMES), *_factors(of, place))
        for place, name in enumerate(CARRIERS)
        if of.outlook.energy_kwh[:, place].any()
    ]
    blocks.append(
        Table(
            (_("Carrier"), _("CO2 [kg/kWh]"), _("Price [EUR/kWh]"), _("Source of the factor")),
            tuple(factors),
            title=_("Factors of the first year"),
            widths=(1.2, 0.7, 0.7, 2.2),
        )
    )
    return Section(_("CO2"), tuple(blocks))


def _factors(of: Material, carrier: int) -> tuple[str, str, str]:
    found = of.pack.carrier(carrier)
    price = found.price_eur_kwh if of.project.assumptions.vat_included else found.price_net_eur_kwh
    factor = found.co2_kg_kwh
    return (
        format_number(factor.value, 3),
        format_number(price.value, 3),
        _named_source(of, factor.source) + _mark_of(factor.status.value),
    )


def _named_source(of: Material, key: str) -> str:
    known = of.pack.sources.get(key)
    return known.title if known is not None else key


def _mark_of(status: str) -> str:
    return "" if status == "verified" else f" ({_('indicative')})"


def certainty(of: Material) -> Section:
    """How sure the figures are."""
    found = of.certainty
    rows = []
    for name, words in OUTPUTS.items():
        low, middle, high = (float(value) for value in found.bands.district[name][:, 0])
        texts, unit = compact([low, middle, high, found.plan[name]], OUTPUT_UNITS[name])
        rows.append((f"{_(words)} [{unit}]", texts[3], texts[0], texts[1], texts[2]))
    first = next(iter(found.drivers))
    drivers = [
        _("{name}: {low} to {high}").format(
            name=word(one.assumption, ASSUMPTION_WORDS), low=texts[0], high=f"{texts[1]} {unit}"
        )
        for one in found.drivers[first][:5]
        for texts, unit in [compact([one.low, one.high], OUTPUT_UNITS[first])]
    ]
    said = _(
        "Every assumption was drawn {draws} times within its own band; eight of ten draws lie between low and high. The bands hold what is "
        "unknown about the buildings, prices and costs, not mistakes of the data."
    ).format(draws=found.draws)
    table = Table((_("Result of the district"), _("Plan"), _("Low"), _("Median"), _("High")), tuple(rows), title=_("Bands of 80 %"))  # fmt: skip
    strongest = Paragraph(_("What moves “{result}” most:").format(result=_(OUTPUTS[first])))
    return Section(
        _("How sure the figures are"), (Paragraph(said), table, strongest, Bullets(tuple(drivers)))
    )


def sources(of: Material) -> Section:
    """Where everything comes from."""
    project = of.project
    files = [
        (source.name, source.layer, format_number(source.features), source.crs, source.attribution or "–")
        for source in project.sources
    ]
    table = Table(
        (_("File"), _("Layer"), _("Features"), _("Coordinate system"), _("Attribution")),
        tuple(files),
        title=_("Files that the plan was made from"),
        widths=(1.6, 1.2, 0.7, 1.0, 1.6),
    )
    pack = of.pack
    shown = [
        " · ".join(word for word in (one.title, one.year, one.licence) if word)
        for one in pack.sources.values()
    ]
    said = _("Climate: {climate}. Country pack {code} {version}, energy prices of {year}.").format(
        climate=climate_name(project), code=pack.code, version=pack.version, year=pack.price_year
    )
    return Section(
        _("Sources"),
        (
            table,
            Paragraph(said),
            Paragraph(_("Sources of the country pack:")),
            Bullets(tuple(shown), small=True),
            Paragraph(_synthetic(project), "quiet"),
        ),
    )


def _synthetic(project: Project) -> str:
    if project.synthetic:
        return _("The buildings of this plan are invented: nothing in it is true of any place.")
    return _(
        "Figures from archetypes and assumptions are marked as such in the program and in the exported tables."
    )
