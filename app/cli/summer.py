"""``kvarter-cli summer``: how hot it gets in a plan, and what helps."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.evidence import Json, Out, Overwrite, Plan
from app.cli.printing import Bar, Printer
from app.project import Project
from app.services.summer import Figures, Summer
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.translate import _

HOTTEST: Final = 5
"""Blocks that are named."""


def summer(
    project_file: Plan,
    weather: Annotated[
        Path | None, typer.Option(help="Hours of a year (EPW, PVGIS); those of the plan when left out.")
    ] = None,
    package: Annotated[str, typer.Option(help="A package for every building instead of the plan's.")] = "",
    out: Out = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Say how hot it gets in summer, what blinds, night airing and the plan do, and what cooling would take."""
    from app.services.files import open_project
    from app.services.planning import package_position
    from app.services.summer import summer_of
    from app.services.summer_tables import write_summer
    from app.weather import read_weather

    hours = None if weather is None else read_weather(weather)
    with Bar(as_json) as progress:
        project = open_project(project_file).project
        position = package_position(package, project.packages) if package else None
        found = summer_of(project, hours, position, progress)
        files = (
            {} if out is None else write_summer(project, found, out, overwrite=overwrite, progress=progress)
        )
    printer = Printer(as_json)
    printer.answer |= {"name": project.name, **answer_of(project, found)}
    _print_summer(printer, project, found)
    if files:
        printer.files(files)
    printer.close()


def answer_of(project: Project, found: Summer) -> dict[str, object]:
    """District and blocks for programs."""
    from retrofit.physics.hourly import WARM_ABOVE_C

    return {
        "weather": {"name": found.weather, "source": found.source, "synthetic": found.synthetic},
        "package": found.package or None,
        "limit_c": WARM_ABOVE_C,
        "seasonal_efficiency": found.efficiency,
        "indicative": ["electricity_kwh_m2"],
        "units": {"hours": "h/a", "hot_share": "", "q_c_nd_kwh_m2": "kWh/(m²a)", "electricity_kwh_m2": "kWh/(m²a)"},
        "district": _row(found.district, 0, found.efficiency),
        "blocks": {
            str(name): _row(found.blocks, row, found.efficiency)
            for row, name in enumerate(project.blocks.index)
        },
        "findings": [asdict(one) | {"sentence": finding_sentence(one, command=True)} for one in found.findings],
    }  # fmt: skip


def _row(figures: Figures, row: int, efficiency: float) -> dict[str, object]:
    """One row of every figure; None where nothing is heated."""
    if not figures.heated[row]:
        return {"heated": 0, "floor_area_ref_m2": 0.0}
    told: dict[str, object] = {}
    for column in fields(Figures):
        values = getattr(figures, column.name)
        told[column.name] = (
            {case: float(by_row[row]) for case, by_row in values.items()}
            if isinstance(values, dict)
            else float(values[row])
        )
    need = {case: float(values[row]) for case, values in figures.q_c_nd_kwh_m2.items()}
    return told | {"electricity_kwh_m2": {case: value / efficiency for case, value in need.items()}}


def _print_summer(printer: Printer, project: Project, found: Summer) -> None:
    from app.services import summer_tables as tell

    for finding in found.findings:
        printer.text(finding_sentence(finding, command=True))
    for line in (tell.headline(found), tell.warning(found)):
        if line:
            printer.text(line)
    printer.text("")
    title, (hours, hot) = _("District, mean by floor area"), tell.hour_titles()
    printer.table(title, (_("Measure"), hours, hot), tell.measure_rows(found))
    printer.text("")
    titles = (_("Cooling, if all heated rooms were cooled"), _("today"), _("all measures"), _("Unit"))
    printer.table("", titles, tell.cooling_rows(found))
    printer.text("")
    rows = [_block(project, found, row) for row in tell.hottest(found, HOTTEST)]
    if len(project.blocks) > 1:
        heads = (_("Warmest blocks"), _("hours today"), _("hours with everything"), hot)
        printer.table("", heads, rows)
        printer.text("")
    for line in tell.notes(found):
        printer.text(line)


def _block(project: Project, found: Summer, row: int) -> Sequence[str]:
    hours, share = found.blocks.hours, found.blocks.hot_share["today"]
    return (
        str(project.blocks.index[row]),
        format_number(float(hours["today"][row])),
        format_number(float(hours["all_of_them"][row])),
        format_number(100.0 * float(share[row]), 0, "%"),
    )
