"""The poster of a block for its citizens: before, after, what it costs me."""

from typing import Final

import numpy as np

from app.errors import UserError
from app.mapimage.theme import Theme
from app.project import Project
from app.report.document import Bars, Document, Fact, Facts, Paragraph, Section
from app.services.papers.atlas import block_rows
from app.services.papers.figures import before_after, told
from app.services.papers.frame import Sender, framed
from app.services.papers.pictures import MapDesk, block_extent
from app.services.papers.report import check_reckoned
from app.services.portrait import figures
from app.services.public_view import public_view
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.money.owners import Loan, burden
from retrofit.stock.fields import Level

PER: Final = "EUR/(m²·month)"
PICTURE_PX: Final = (1900, 1380)
LETTERS_PT: Final = 14.0
FLAT_M2: Final = 70.0
"""Example of a flat: an assumption, named on the poster [m²]."""


def poster(project: Project, row: int, sender: Sender, loan: Loan | None = None) -> Document:
    """Lay the poster of one block out on A3; no figure of a single building stands on it.

    Raises
    ------
    app.errors.UserError
        If nothing is reckoned, the block has no heated building, or may not be shown.
    """
    check_reckoned(project)
    loan = loan or Loan()
    name = str(project.blocks.index[row])
    if row not in block_rows(project):
        raise UserError("block_not_shown", block=name)
    of = figures(project, np.array([row], dtype=np.intp), Level.BLOCK)
    shown, theme = public_view(project, Theme("e_del_kwh_m2", Level.BLOCK))
    with MapDesk(shown, theme) as desk:
        found = desk.block(extent=block_extent(project, row), size_px=PICTURE_PX, line_px=2.4)
    facts = Facts((
        Fact(_("Energy saved"), told(of, "saving_pct"), told(of, "e_del_saving_kwh")),
        Fact(_("CO2"), before_after(of, "co2_kg", "co2_after_kg")),
        Fact(_("Works"), told(of, "invest_eur"), told(of, "invest_eur_m2")),
        Fact(_("Homes"), format_number(of["number_of_dwellings"]), _("in {count} buildings").format(count=format_number(of["heated_count"]))),
    ))  # fmt: skip
    sections = (
        Section("", (Paragraph(_lead(name), "lead"), facts, found)),
        Section(_("Before and after"), (_energy(of),)),
        Section(_("What it costs me"), _cost(of, loan)),
    )
    words = (_("Block {name}: warmer homes, lower bills").format(name=name), f"{project.name} · {sender.day.isoformat()}", _("For the people of the block"))  # fmt: skip
    return framed(project, "poster", words, sections, sender, page="a3", letters_pt=LETTERS_PT)


def block_row(project: Project, name: str) -> int:
    """Row of a block by its id.

    Raises
    ------
    app.errors.UserError
        If there is no such block.
    """
    if name not in project.blocks.index:
        raise UserError("block_unknown", block=name)
    return int(project.blocks.index.get_loc(name))


def _lead(name: str) -> str:
    return _(
        "This is what the plan of the town means for block {name}: how much energy its homes use today, how much they would use after "
        "the works, and what an example flat would pay. It is a proposal; owners decide."
    ).format(name=name)  # fmt: skip


def _energy(of: dict[str, float]) -> Bars:
    items = tuple(
        (word, of[name], told(of, name))
        for word, name in ((_("Today"), "e_del_kwh_m2"), (_("After the works"), "e_del_after_kwh_m2"))
    )
    return Bars(_("Energy for heating and hot water, per m² and year"), items)


def _cost(of: dict[str, float], loan: Loan) -> tuple[Bars, Paragraph]:
    found = burden(of["invest_eur"], (of["energy_cost_eur"], of["energy_cost_after_eur"]), of["floor_area_ref_m2"], loan)  # fmt: skip
    rows = (
        (_("Energy today"), found.energy_now),
        (_("Energy and loan after the works"), found.after),
        (_("Energy alone, once the loan is paid"), found.energy_after),
    )
    items = tuple((word, value, format_number(value, 2, PER)) for word, value in rows)
    said = _(
        "A flat of {area} m²: {now} EUR a month today, {after} EUR while the loan runs, then {later} EUR. Loan over {years} years at "
        "{interest} %, grant {grant} %: assumptions. Prices of the first year; means of the whole block."
    ).format(
        area=format_number(FLAT_M2), now=format_number(FLAT_M2 * found.energy_now), after=format_number(FLAT_M2 * found.after),
        later=format_number(FLAT_M2 * found.energy_after), years=loan.years, interest=format_number(100 * loan.interest, 1),
        grant=format_number(100 * loan.grant),
    )  # fmt: skip
    return Bars(_("What a home pays"), items), Paragraph(said)
