"""``kvarter-cli report`` and the other papers of a plan."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from app.cli.evidence import Json, Overwrite, Plan
from app.cli.printing import Bar, Printer
from app.cli.publishing import Least, Public, PublicBy, for_public
from app.errors import UserError
from app.mapimage.theme import Theme
from app.project import Project
from app.services.papers.sender import Sender
from app.text.translate import _
from retrofit.money.owners import Loan
from retrofit.stock.fields import THEMES, Level

File = Annotated[Path, typer.Option("--out", "-o", help="File that is written; its ending says PDF or DOCX.")]
Author = Annotated[str, typer.Option(help="Office or association that sends the paper.")]
Logo = Annotated[Path | None, typer.Option(help="Picture at the head of the paper (PNG, JPEG, SVG).")]
Templates = Annotated[
    Path | None, typer.Option(help="Folder of own templates, which come before the program's.")
]


def report(
    project_file: Plan,
    out: File,
    summary: Annotated[bool, typer.Option("--summary", help="Only one page, for the council.")] = False,
    author: Author = "",
    logo: Logo = None,
    templates: Templates = None,
    public: Public = False,
    least: Least = 5,
    public_by: PublicBy = "block",
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write the report of a plan: situation, method, scenarios, plan, money, CO2, law, certainty, sources."""
    from app.services.files import open_project
    from app.services.papers.report import write_report, write_summary_page

    sender = Sender(author, logo, templates)
    with Bar(as_json) as progress:
        project = for_public(open_project(project_file).project, public, least, public_by)
        if summary:
            write_summary_page(project, out, sender, overwrite=overwrite)
        else:
            write_report(project, out, sender, progress, overwrite=overwrite)
    printer = Printer(as_json)
    printer.files({"summary" if summary else "report": out})
    printer.close()


Many = Annotated[Path, typer.Option("--out", "-o", help="Folder for the papers; made when absent.")]
LoanYears = Annotated[int, typer.Option(min=1, max=60, help="Years of the loan.")]
Interest = Annotated[float, typer.Option(min=0, max=30, help="Interest of the loan [% a year].")]
Grant = Annotated[float, typer.Option(min=0, max=100, help="Share of the cost that a grant pays [%].")]


def passport(
    project_file: Plan,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the passports; made when absent.")],
    building: Annotated[
        list[str] | None, typer.Option(help="Id of a building; all heated ones when left out.")
    ] = None,
    where: Annotated[
        str, typer.Option(help="Condition on the buildings, such as \"block_id == 'K1'\".")
    ] = "",
    author: Author = "",
    logo: Logo = None,
    templates: Templates = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write renovation passports (PDF and JSON): stages, cost, energy, class and comfort after each.

    A passport of the same plan that is there already is kept, so that a stopped run goes on.
    """
    from app.services.files import open_project
    from app.services.papers.many import write_passports

    sender = Sender(author, logo, templates)
    with Bar(as_json) as progress:
        project = open_project(project_file).project
        rows = chosen_rows(project, building or (), where)
        found = write_passports(project, out, sender, rows, progress, overwrite=overwrite)
    printer = Printer(as_json)
    printer.answer |= {"made": found.made, "kept": found.kept}
    printer.text(_("{made} passports written, {kept} kept.").format(made=found.made, kept=found.kept))
    printer.files({"passports": out})
    printer.close()


def board(
    project_file: Plan,
    out: Many,
    association: Annotated[
        list[str] | None, typer.Option(help="Id or name of an association; all when left out.")
    ] = None,
    loan_years: LoanYears = 20,
    interest: Interest = 4.0,
    grant: Grant = 0.0,
    author: Author = "",
    logo: Logo = None,
    templates: Templates = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write the paper of general meetings: three options in plain words, one decision to vote on."""
    from app.services.files import open_project
    from app.services.papers.board import associations_of, board_paper
    from app.services.papers.many import write_each

    sender = Sender(author, logo, templates)
    loan = Loan(loan_years, interest / 100, grant / 100)
    with Bar(as_json) as progress:
        project = open_project(project_file).project
        rows = associations_of(project, association or ())
        names = {str(project.associations.index[row]): row for row in rows}
        papers = {name: partial(board_paper, project, row, sender, loan) for name, row in names.items()}
        files = write_each(project, out, papers, "board", sender, progress, overwrite=overwrite)
    _told(files, as_json)


def poster(
    project_file: Plan,
    out: Many,
    block: Annotated[list[str] | None, typer.Option(help="Id of a block; all when left out.")] = None,
    loan_years: LoanYears = 20,
    interest: Interest = 4.0,
    grant: Grant = 0.0,
    author: Author = "",
    logo: Logo = None,
    templates: Templates = None,
    public: Public = False,
    least: Least = 5,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write A3 posters of blocks for their people: before, after, what it costs me."""
    from app.services.files import open_project
    from app.services.papers.atlas import block_rows
    from app.services.papers.many import write_each
    from app.services.papers.poster import block_row
    from app.services.papers.poster import poster as of_block

    sender = Sender(author, logo, templates)
    loan = Loan(loan_years, interest / 100, grant / 100)
    with Bar(as_json) as progress:
        project = for_public(open_project(project_file).project, public, least, "block")
        rows = [block_row(project, name) for name in block] if block else block_rows(project).tolist()
        papers = {
            str(project.blocks.index[row]): partial(of_block, project, row, sender, loan) for row in rows
        }
        files = write_each(project, out, papers, "poster", sender, progress, overwrite=overwrite)
    _told(files, as_json)


def atlas(
    project_file: Plan,
    out: File,
    theme: Annotated[str, typer.Option(help="Result that colours the maps.")] = "e_del_kwh_m2",
    author: Author = "",
    logo: Logo = None,
    templates: Templates = None,
    public: Public = False,
    least: Least = 5,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write the atlas of the plan: an overview and a page for every block."""
    from app.services.files import open_project
    from app.services.papers.atlas import atlas as of_blocks
    from app.services.papers.report import write_paper

    sender = Sender(author, logo, templates)
    with Bar(as_json) as progress:
        project = for_public(open_project(project_file).project, public, least, "block")
        document = of_blocks(project, sender, _result(theme), None, progress)
        write_paper(project, document, out, overwrite=overwrite, templates=templates)
    _told({"atlas": out}, as_json)


def sheet(
    project_file: Plan,
    out: File,
    theme: Annotated[str, typer.Option(help="Result that colours the map.")] = "e_del_kwh_m2",
    by: Annotated[
        str, typer.Option(help="What is coloured: building, block, parcel, association.")
    ] = "building",
    paper: Annotated[str, typer.Option(help="a4, a3, a2, a1 or a0.")] = "a3",
    upright: Annotated[bool, typer.Option("--upright", help="Paper on its short side.")] = False,
    scale: Annotated[int, typer.Option(help="2500 draws at 1 : 2500; 0 shows the whole district.")] = 0,
    author: Author = "",
    logo: Logo = None,
    templates: Templates = None,
    public: Public = False,
    least: Least = 5,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write one map on paper from A4 to A0: legend, scale bar, north arrow, sources."""
    from app.services.files import open_project
    from app.services.papers.layout import Layout, map_sheet
    from app.services.papers.report import write_paper

    sender = Sender(author, logo, templates)
    with Bar(as_json):
        project = for_public(open_project(project_file).project, public, least, "block")
        shown = Theme(_result(theme), _level(by))
        document = map_sheet(project, sender, shown, Layout(paper, upright, scale))
        write_paper(project, document, out, overwrite=overwrite, templates=templates)
    _told({"map": out}, as_json)


def chosen_rows(project: Project, names: Sequence[str], where: str) -> NDArray[np.integer] | None:
    """Rows of buildings by id or condition; None for all.

    Raises
    ------
    app.errors.UserError
        If there is no building of an id, or the condition cannot be read or names none.
    """
    from app.services.selecting import rows_where

    if where:
        found = rows_where(project, where)
        if not len(found):
            raise UserError("rule_matches_nothing", rule=where)
        return found
    if not names:
        return None
    unknown = next((name for name in names if name not in project.buildings.index), None)
    if unknown is not None:
        raise UserError("building_unknown", building=unknown)
    return np.asarray(project.buildings.index.get_indexer(list(names)), dtype=np.int64)


def _result(name: str) -> str:
    if name not in THEMES:
        raise UserError("theme_unknown", theme=name, known=", ".join(THEMES))
    return name


def _level(name: str) -> Level:
    known = [one.value for one in Level if one is not Level.DISTRICT]
    if name not in known:
        raise UserError("level_unknown", level=name, known=", ".join(known))
    return Level(name)


def _told(files: Mapping[str, Path], as_json: bool) -> None:
    printer = Printer(as_json)
    printer.files(files)
    printer.close()
