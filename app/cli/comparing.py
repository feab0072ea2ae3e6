"""``kvarter-cli compare`` and ``kvarter-cli five-cities``: calculated figures beside published ones."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.printing import Bar, Printer
from app.services.plausibility import Plausibility, Row
from app.text.numbers import format_number
from app.text.translate import _

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def compare(
    project_file: Annotated[Path, typer.Argument(metavar="PROJECT", help="A saved project (.gpkg).")],
    own_total: Annotated[
        float | None,
        typer.Option(help="Your own total: energy delivered to all heated buildings [kWh a year]."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Put a plan beside published statistics of dwellings and your own total."""
    from app.services.files import open_project
    from app.services.plausibility import compare_with_statistics

    with Bar(as_json) as progress:
        project = open_project(project_file, progress).project
    found = compare_with_statistics(project, own_total)
    printer = Printer(as_json)
    printer.answer |= {"name": project.name, "country": project.country, **answer_of(found)}
    _print(printer, found)
    printer.findings(found.findings)
    printer.close()


def answer_of(found: Plausibility) -> dict[str, object]:
    """Totals, comparisons and notes for programs."""
    return {
        "totals": asdict(found.totals),
        "comparisons": [asdict(row) for row in found.rows],
        "notes": list(found.notes),
    }


def _print(printer: Printer, found: Plausibility) -> None:
    if found.rows:
        heads = (_("Quantity"), _("Calculated"), _("Published"), _("Unit"), _("Ratio"), _("Year"))
        printer.table(_("Calculated beside published"), heads, [_cells(row) for row in found.rows])
        printer.text("")
        for row in found.rows:
            told = " ".join(part for part in (f"{row.source}." if row.source else "", row.remark) if part)
            printer.text(f"{row.label}: {told}")
        printer.text("")
    for note in found.notes:
        printer.text(note)


def _cells(row: Row) -> tuple[str, ...]:
    decimals = 0 if row.published >= 100 else 1
    return (
        row.label,
        format_number(row.calculated, decimals),
        format_number(row.published, decimals),
        row.unit,
        format_number(row.ratio, 2),
        str(row.year or ""),
    )


def scenarios(
    project_file: Annotated[Path, typer.Argument(metavar="PROJECT", help="A saved project (.gpkg).")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for CSV tables; made when absent.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are already there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put the scenarios of a plan side by side."""
    from app.services.files import open_project
    from app.services.scenario_tables import frame, rows, write_comparison
    from app.services.scenarios import compare as side_by_side

    with Bar(as_json) as progress:
        project = open_project(project_file, progress).project
    found = side_by_side(project)
    files = {} if out is None else write_comparison(project, found, out, overwrite=overwrite)
    printer = Printer(as_json)
    printer.answer |= {
        "planned": project.scenario.name,
        "scenarios": [one.name for one in found.scenarios],
        "district": frame(found).drop(columns="label").to_dict("records"),
    }
    printer.table(project.name, (_("Result"), *(one.name for one in found.scenarios)), rows(found))
    printer.text(_("Planned now: {name}").format(name=project.scenario.name))
    if files:
        printer.files(files)
    printer.close()


def five_cities(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the page; made when absent.")],
    as_json: Json = False,
) -> None:
    """Explain one invented building in each of five cities and put it beside published figures."""
    from app.services.five_cities import five_cities as write

    with Bar(as_json) as progress:
        page = write(out, progress)
    printer = Printer(as_json)
    printer.files({"page": page})
    printer.close()
