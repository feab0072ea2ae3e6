"""``kvarter-cli report`` and the other papers of a plan."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.evidence import Json, Overwrite, Plan
from app.cli.printing import Bar, Printer
from app.cli.publishing import Least, Public, PublicBy, for_public
from app.services.papers.frame import Sender

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
