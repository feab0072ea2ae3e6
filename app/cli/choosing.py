"""``kvarter-cli packages`` and ``kvarter-cli cost-optimal``: packages side by side."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.printing import Bar, Printer
from app.services.cost_optimal import TypeCost
from app.services.portrait import Option
from app.text.labels import PACKAGES, word
from app.text.numbers import format_number
from app.text.translate import _

Plan = Annotated[Path, typer.Argument(metavar="PROJECT", help="A saved project (.gpkg).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def packages_of(project_file: Plan, as_json: Json = False) -> None:
    """Compare all packages of a plan: each for every heated building of the district."""
    from app.services.files import open_project
    from app.services.portrait import options

    with Bar(as_json) as progress:
        project = open_project(project_file, progress).project
    found = options(project)
    printer = Printer(as_json)
    printer.answer |= {"name": project.name, "packages": [asdict(one) for one in found]}
    titles = (
        _("Package"),
        _("Buildings"),
        _("kWh/(m²a)"),
        _("Saving %"),
        _("t CO2 saved a year"),
        _("Investment EUR"),
        _("EUR saved a year"),
        _("Payback a"),
        _("NPV EUR"),
    )
    title = _("Each package for all {count} heated buildings").format(count=sum(o.buildings for o in found))
    printer.table(title, titles, [_cells(one) for one in found])
    printer.text(_("Buildings: how many have the package in the plan. NPV against doing nothing."))
    printer.close()


def _cells(one: Option) -> tuple[str, ...]:
    return (
        word(one.key, PACKAGES),
        str(one.buildings),
        format_number(one.e_del_kwh_m2, 0),
        format_number(one.saving_pct, 1),
        format_number(one.co2_saving_kg / 1000.0, 0),
        format_number(one.invest_eur, 0),
        format_number(one.energy_cost_saving_eur, 0),
        format_number(one.payback_simple_a, 1),
        format_number(one.npv_eur, 0),
    )


def cost_optimal(
    project_file: Plan,
    perspective: Annotated[
        str, typer.Option(help="Regulation and view, such as '2025/2273 macroeconomic'.")
    ] = "2025/2273 financial",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the curves as CSV; made when absent.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are already there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Find the package of least global cost for every building type of a plan."""
    from app.services.cost_optimal import cost_optimal as reckon
    from app.services.cost_optimal import write_curves
    from app.services.files import open_project

    with Bar(as_json) as progress:
        project = open_project(project_file).project
        found = reckon(project, perspective, progress)
        files = {} if out is None else write_curves(project, found, out, overwrite=overwrite)
    printer = Printer(as_json)
    printer.answer |= {"perspective": perspective, "types": [asdict(one) for one in found]}
    titles = (_("Type"), _("Heated m²"), _("Least cost with"), _("EUR/m²"), _("Doing nothing EUR/m²"))
    title = _("Global cost, {view}").format(view=perspective)
    printer.table(title, titles, [_type_cells(one) for one in found])
    if files:
        printer.files(files)
    printer.close()


def _type_cells(one: TypeCost) -> tuple[str, ...]:
    return (
        one.archetype,
        format_number(one.floor_area_ref_m2, 0),
        word(one.package, PACKAGES),
        format_number(one.global_cost_eur_m2[one.package], 0),
        format_number(next(iter(one.global_cost_eur_m2.values())), 0),
    )
