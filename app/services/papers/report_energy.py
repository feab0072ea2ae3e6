"""The report's middle part: how much energy today, what packages would do, what the plan does."""

from typing import Final

import numpy as np

from app.report.document import Block, Facts, Paragraph, Section, Table
from app.services.papers.figures import euros, fact, head, plain, share
from app.services.papers.material import Material
from app.services.papers.pictures import chart_block, map_block
from app.services.scenario_tables import SHOWN
from app.services.scenarios import compare
from app.text import labels
from app.text.numbers import format_number
from app.text.steps import CARRIER_NAMES
from app.text.translate import _
from retrofit.stock.codes import CARRIERS
from retrofit.stock.fields import FIELDS, Level

MOST_ROWS: Final = 60
"""Lines of the table of blocks; the rest is summed up."""
OF_GROUP: Final = (
    "heated_count",
    "number_of_dwellings",
    "e_del_kwh_m2",
    "e_del_after_kwh_m2",
    "saving_pct",
    "co2_saving_kg",
    "invest_eur",
    "invest_eur_m2",
    "payback_simple_a",
)
SHORT: Final = {
    "heated_count": "Heated",
    "number_of_dwellings": "Dwellings",
    "e_del_kwh_m2": "Today",
    "e_del_after_kwh_m2": "With plan",
    "saving_pct": "Saved",
    "co2_saving_kg": "CO2 saved",
    "invest_eur": "Investment",
    "invest_eur_m2": "per m²",
    "payback_simple_a": "Payback",
}
COMPARED: Final = 5
"""Scenarios that fit beside each other."""


def baseline(of: Material) -> Section:
    """Energy use today."""
    figures, outlook = of.figures, of.outlook
    facts = Facts(
        tuple(fact(figures, name) for name in ("e_del_kwh", "e_del_kwh_m2", "co2_kg", "energy_cost_eur"))
    )
    blocks: list[Block] = [facts, energy_table(of), chart_block(of.project, "balance", of.scope)]
    if outlook.classes:
        rows = [(name, format_number(now), format_number(after)) for name, (now, after) in outlook.classes.items()]  # fmt: skip
        note = _("An estimate by the limits of the national certificate; it replaces none.")
        blocks.append(
            Table((_("Energy class"), _("Buildings today"), _("Buildings with the plan")), tuple(rows),
                  title=_("Heated buildings by energy class"), note=note)
        )  # fmt: skip
    if not of.private:
        blocks.append(chart_block(of.project, "histogram", of.scope))
    return Section(_("Energy today"), tuple(blocks))


def energy_table(of: Material) -> Table:
    """Delivered energy by carrier, today and with the plan."""
    energy = of.outlook.energy_kwh / 1000.0
    carriers = [
        (
            labels.word(name, CARRIER_NAMES),
            *(format_number(value) for value in energy[:, place]),
            share(energy[0, place], energy[0].sum()),
        )
        for place, name in enumerate(CARRIERS)
        if energy[:, place].any()
    ]
    total = (_("Together"), *(format_number(value) for value in energy.sum(axis=1)), "100 %")
    return Table(
        (_("Carrier"), _("Today [MWh/a]"), _("With the plan [MWh/a]"), _("Share today")),
        (*carriers, total),
        title=_("Delivered energy by carrier"),
        total=True,
    )


def scenarios(of: Material) -> Section:
    """Packages for all, and the scenarios that were made."""
    options = [
        (
            labels.word(one.key, labels.PACKAGES),
            format_number(one.buildings),
            format_number(one.e_del_kwh_m2, 1),
            format_number(one.saving_pct, 1),
            *euros((one.invest_eur, one.energy_cost_saving_eur, one.npv_eur)),
            format_number(one.co2_saving_kg / 1000.0, 1),
        )
        for one in of.portrait.options
    ]
    columns = (
        _("Package for every heated building"), _("In the plan"), _("Energy [kWh/(m²a)]"), _("Saved [%]"), _("Investment [EUR]"),
        _("Saved cost [EUR/a]"), head("npv_eur"), _("CO2 saved [t/a]"),
    )  # fmt: skip
    blocks: list[Block] = [
        Paragraph(_("What each package of works would do if every heated building had it:")),
        Table(columns, tuple(options)),
        chart_block(of.project, "packages", of.scope),
    ]
    found = compare(of.project)
    if len(found.scenarios) > 2:
        shown = range(min(len(found.scenarios), COMPARED))
        names = tuple(found.scenarios[place].name for place in shown)
        rows = [
            (head(field.name), *(format_number(float(values[place]), field.decimals) for place in shown))
            for field, values in zip(found.fields, found.district, strict=True)
            if field.name in SHOWN
        ]
        blocks.append(Table((_("Result"), *names), tuple(rows), title=_("Scenarios of this plan")))
    return Section(_("Scenarios"), tuple(blocks))


def plan(of: Material) -> Section:
    """What the plan does, by element and by block."""
    works = [
        (
            labels.word(one.element, labels.ELEMENTS),
            format_number(one.area_m2),
            format_number(one.u_now_w_m2k, 2),
            format_number(one.u_after_w_m2k, 2),
            format_number(100.0 * one.thickness_m, 0),
            format_number(one.invest_eur),
        )
        for one in of.portrait.elements
    ]
    table = Table(
        (_("Element"), _("Area [m²]"), _("U today [W/(m²K)]"), _("U with the plan [W/(m²K)]"), _("Insulation added [cm]"), _("Investment [EUR]")),
        tuple(works),
        title=_("The envelope, means over all heated buildings"),
        note=_("Heating, ventilation and solar systems are in the investment of the district, not in this table."),
    )  # fmt: skip
    dear, costly = of.theme("invest_eur_m2")
    return Section(
        _("The plan"),
        (
            table,
            map_block(dear, costly, title=_("What it costs per m²")),
            group_table(of),
        ),
    )


def group_table(of: Material) -> Table:
    """The plan by block, the largest saving first."""
    names, results = of.group()
    saved = np.nan_to_num(results["co2_saving_kg"], nan=-1.0)
    order = np.argsort(-saved, kind="stable")
    order = order[np.nan_to_num(results["heated_count"][order], nan=1.0) > 0]
    rows = [
        (names[row], *(plain({name: float(results[name][row])}, name) for name in OF_GROUP))
        for row in order[:MOST_ROWS].tolist()
    ]
    left = len(order) - MOST_ROWS
    note = _("Sums and ratios of the same results; an empty cell (–) is not published or does not exist.")
    if left > 0:
        note = (
            _("{count} more of smaller saving stand in the exported table.").format(count=left) + " " + note
        )
    word = {Level.BLOCK: _("Block"), Level.PARCEL: _("Parcel"), Level.ASSOCIATION: _("Association")}[of.level]
    units = {name: FIELDS[name].unit for name in OF_GROUP}
    columns = tuple(f"{_(SHORT[name])} [{units[name]}]" if units[name] else _(SHORT[name]) for name in OF_GROUP)  # fmt: skip
    total = (_("District"), *(plain(of.figures, name) for name in OF_GROUP))
    return Table((word, *columns), (*rows, total), title=_("The plan by {word}").format(word=word.lower()), note=note, total=True)  # fmt: skip
