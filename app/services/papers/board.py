"""The paper of an association's general meeting: three options, one decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.errors import UserError
from app.project import Project
from app.report.document import (
    Bars,
    Box,
    Bullets,
    Document,
    Fact,
    Facts,
    NewPage,
    Paragraph,
    Section,
    Table,
    Vote,
)
from app.services.papers.figures import told
from app.services.papers.frame import Sender, framed
from app.services.papers.report import check_reckoned
from app.services.portrait import MIXED, Portrait, portrait
from app.services.publishing import refuse_public
from app.text import labels
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.evidence.comfort import inner_surface_c
from retrofit.money.owners import Burden, Loan, burden, grant_without_burden
from retrofit.stock import codes

PER: Final = "EUR/(m²·month)"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the meeting; sums of the association's heated buildings."""

    name: str
    invest_eur: float
    e_del_kwh_m2: float
    co2_kg: float
    burden: Burden
    wall_c: float
    window_c: float
    grant: float
    """Share of the investment that a grant must pay so that nobody pays more than today [-]."""


def board_paper(project: Project, row: int, sender: Sender, loan: Loan | None = None) -> Document:
    """Lay the paper of one association out on two pages.

    Parameters
    ----------
    row : int
        Row of the association.

    Raises
    ------
    app.errors.UserError
        If nothing is reckoned, the privacy switch is on, or it has no heated building.
    """
    check_reckoned(project)
    refuse_public(project)
    loan = loan or Loan()
    rows = np.flatnonzero(project.stock.association_of == row)
    about = portrait(project, rows)
    name = str(project.associations["name"].iloc[row])
    if not about.heated:
        raise UserError("association_cold", association=name)
    chosen = choices(project, about, loan)
    sections = (
        Section("", (Paragraph(_lead(about, chosen), "lead"), _now(about, chosen[0]))),
        Section(_("Three options"), (*_options(chosen, loan), NewPage())),
        Section(_("What is done, and how it feels"), _works(project, about, chosen)),
        Section(_("The decision"), _decision(project, chosen, loan)),
    )
    words = (name, f"{project.name} · {sender.day.isoformat()}", _("Paper for the general meeting"))
    return framed(project, "sheet", words, sections, sender)


def associations_of(project: Project, ids: Sequence[str] = ()) -> tuple[int, ...]:
    """Rows of associations by id or name; all that have heated buildings when none is named.

    Raises
    ------
    app.errors.UserError
        If the plan has no association, or none of an id.
    """
    if not len(project.associations):
        raise UserError("associations_none")
    names = [str(name) for name in project.associations["name"]]
    known = {name: place for place, name in enumerate(names)}
    known |= {str(key): place for place, key in enumerate(project.associations.index)}
    unknown = next((key for key in ids if key not in known), None)
    if unknown is not None:
        raise UserError("association_unknown", association=unknown)
    if ids:
        return tuple(known[key] for key in ids)
    assert project.baseline is not None
    heated = project.stock.association_of[project.baseline.typed.heated]
    return tuple(np.unique(heated[heated >= 0]).astype(int).tolist())


def choices(project: Project, about: Portrait, loan: Loan) -> tuple[Choice, ...]:
    """Doing nothing, the plan, and another package: the one that saves most beside the plan."""
    assert project.baseline is not None
    heated = about.rows[project.baseline.typed.heated[about.rows]]
    planned = project.scenario.package_of[heated].astype(np.intp)
    figures = about.figures
    rest = [one for one in about.options if one.package not in (0, about.package)]
    other = max(rest, key=lambda one: one.co2_saving_kg, default=None)
    found = [_choice(project, heated, np.zeros_like(planned), _("Do nothing"), 0.0, loan)]
    if planned.any():
        name = _("Your own mix") if about.package == MIXED else _package(about.options[about.package].key)
        found.append(_choice(project, heated, planned, name, figures["invest_eur"], loan))
    else:
        usual = about.options[1]
        found.append(
            _choice(project, heated, np.full_like(planned, 1), _package(usual.key), usual.invest_eur, loan)
        )
        rest = [one for one in rest if one.package != 1]
        other = max(rest, key=lambda one: one.co2_saving_kg, default=None)
    if other is not None:
        found.append(_choice(project, heated, np.full_like(planned, other.package), _package(other.key), other.invest_eur, loan))  # fmt: skip
    return tuple(found)


def _package(key: str) -> str:
    return labels.word(key, labels.PACKAGES)


def _choice(
    project: Project, rows: NDArray[np.intp], packages: NDArray[np.intp], name: str, invest: float, loan: Loan
) -> Choice:
    assert project.baseline is not None
    states = project.baseline.states
    area = float(states.floor_area_ref_m2[rows].sum())
    now, after = (
        float(states.energy_cost_eur[rows, package].sum()) for package in (np.zeros_like(packages), packages)
    )
    wall, window = (_felt(project, rows, packages, element) for element in (codes.WALL, codes.WINDOW))
    return Choice(
        name=name,
        invest_eur=invest,
        e_del_kwh_m2=float(states.e_del_total_kwh[rows, packages].sum()) / area,
        co2_kg=float(states.co2_kg[rows, packages].sum()),
        burden=burden(invest, (now, after), area, loan),
        wall_c=wall,
        window_c=window,
        grant=grant_without_burden(invest, now - after, loan),
    )


def _felt(project: Project, rows: NDArray[np.intp], packages: NDArray[np.intp], element: int) -> float:
    """Mean inner surface of an element on the coldest day, by its area [°C]."""
    assert project.baseline is not None
    states, kind = project.baseline.states, project.baseline.states.kind_of[rows]
    room = project.baseline.typed.types.theta_i_c[kind]
    found = inner_surface_c(states.tables.u_w_m2k[kind, packages, element], room, states.tables.cold_k[kind])
    area = states.area_m2[rows, element]
    return float(found @ area / area.sum()) if area.sum() > 0 else float("nan")


def _lead(about: Portrait, found: Sequence[Choice]) -> str:
    now = found[0]
    return _(
        "Your {buildings} with {dwellings} dwellings use {energy} kWh of energy per m² and year for heating and hot water. That costs "
        "{cost} EUR per m² and month today. This paper shows what a renovation would change, and asks for one decision."
    ).format(
        buildings=format_number(about.figures["heated_count"]) + " " + (_("building") if about.figures["heated_count"] == 1 else _("buildings")),
        dwellings=format_number(about.figures["number_of_dwellings"]),
        energy=format_number(now.e_del_kwh_m2),
        cost=format_number(now.burden.energy_now, 2),
    )  # fmt: skip


def _now(about: Portrait, now: Choice) -> Facts:
    return Facts((
        Fact(_("Heated floor area"), told(about.figures, "floor_area_ref_m2")),
        Fact(_("Energy a year"), told(about.figures, "e_del_kwh")),
        Fact(_("Energy cost"), format_number(now.burden.energy_now, 2, "EUR"), _("per m² and month")),
        Fact(_("CO2 a year"), told(about.figures, "co2_kg").removesuffix("/a")),
    ))  # fmt: skip


def _options(found: Sequence[Choice], loan: Loan) -> tuple[Table, Bars, Paragraph]:
    lines: list[tuple[str, ...]] = []

    def line(title: str, unit: str, decimals: int, values: Sequence[float]) -> None:
        lines.append((f"{title} [{unit}]", *(format_number(value, decimals) for value in values)))

    line(_("Cost of the works"), "EUR", 0, [one.invest_eur for one in found])
    line(_("Energy use"), "kWh/(m²a)", 0, [one.e_del_kwh_m2 for one in found])
    line(_("Energy cost"), PER, 2, [one.burden.energy_after for one in found])
    line(_("Loan"), PER, 2, [one.burden.loan for one in found])
    line(_("Together, while the loan runs"), PER, 2, [one.burden.after for one in found])
    line(_("More (+) or less (−) than today"), PER, 2, [one.burden.change for one in found])
    line(_("CO2"), "t/a", 1, [one.co2_kg / 1000 for one in found])
    line(_("Grant with which nobody pays more"), "%", 0, [100 * one.grant for one in found])
    note = _(
        "Loan over {years} years at {interest} % a year, grant {grant} % of the cost: assumptions, ask your bank. Energy at the prices of "
        "the first year; m² of heated floor area. Costs are estimates at the prices named below and may be {low} to {high} % of the figure."
    ).format(
        years=loan.years, interest=format_number(100 * loan.interest, 1), grant=format_number(100 * loan.grant), low=77, high=129
    )  # fmt: skip
    head = (_("Option"), *(f"{letter}: {one.name}" for letter, one in zip("ABC", found, strict=False)))
    bars = Bars(
        _("What you pay for energy and loan together"),
        tuple(
            (f"{letter}: {one.name}", one.burden.after, format_number(one.burden.after, 2, PER))
            for letter, one in zip("ABC", found, strict=False)
        ),
    )
    after = Paragraph(
        _("After {years} years the loan is paid back and only the energy remains to be paid.").format(years=loan.years)
    )  # fmt: skip
    return Table(head, tuple(lines), note=note, widths=(2.2, *(1.3 for _one in found))), bars, after


def _works(project: Project, about: Portrait, found: Sequence[Choice]) -> tuple[Bullets, Paragraph]:
    plan = found[1]
    touched = [one for one in about.elements if one.u_after_w_m2k < one.u_now_w_m2k - 1e-9]
    done = [
        _("{element}: {area} m², heat loss down to {share} % of today's").format(
            element=labels.word(one.element, labels.ELEMENTS),
            area=format_number(one.area_m2),
            share=format_number(100 * one.u_after_w_m2k / one.u_now_w_m2k),
        )
        for one in touched
    ] or [_("Works of the package “{name}”: roof, walls, floor, windows where they are poor.").format(name=plan.name)]  # fmt: skip
    warm = _(
        "On the coldest day the inside of the walls is {wall_now} °C today and {wall} °C with option B, that of the windows {window_now} °C and "
        "{window} °C: less draught, less mould, an even warmth. Works could begin in {year}."
    ).format(
        wall_now=format_number(found[0].wall_c, 1), wall=format_number(plan.wall_c, 1),
        window_now=format_number(found[0].window_c, 1), window=format_number(plan.window_c, 1), year=project.assumptions.start_year,
    )  # fmt: skip
    return Bullets(tuple(done)), Paragraph(warm)


def _decision(project: Project, found: Sequence[Choice], loan: Loan) -> tuple[Box | Vote, ...]:
    plan = found[1]
    question = _(
        "Shall the association have option B, “{name}”, prepared for {year}, with a loan of at most {loan} EUR, and ask for binding offers?"
    ).format(
        name=plan.name,
        year=project.assumptions.start_year,
        loan=format_number((1 - loan.grant) * plan.invest_eur),
    )
    before = Box(
        _("Before you vote"),
        (
            _("The figures are estimates from data of the whole district. Nothing is ordered by this vote: offers come back to a meeting."),
            _("Doing nothing costs, too: at {growth} % real growth a year energy gets dearer every year.").format(
                growth=format_number(100 * project.assumptions.energy_price_growth, 1)
            ),
        ),
    )  # fmt: skip
    return before, Vote(question, (_("For"), _("Against"), _("Abstention")), (_("Chair"), _("Date")))
