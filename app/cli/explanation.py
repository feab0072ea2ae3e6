"""The command line's answer to "why is this 187?"."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.printing import Bar, Printer
from app.services.explaining import Line, numbered, source_text
from app.text.translate import _


def explain(
    project_file: Annotated[Path, typer.Argument(metavar="PROJECT", help="A saved project (.gpkg).")],
    building: Annotated[str, typer.Argument(help="Id of a heated building.")],
    result: Annotated[
        str, typer.Option(help="Column to explain, such as e_del_kwh_m2 or e_del_after_kwh_m2.")
    ] = "e_del_kwh_m2",
    package: Annotated[
        str, typer.Option(help="A package instead of today or, for results of works, the one in the plan.")
    ] = "",
    depth: Annotated[int, typer.Option(min=0, help="How many steps down.")] = 99,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Say why a figure of a building is what it is: formulas, inputs, origins, sources."""
    from app.services.explaining import explain_result, lines
    from app.services.files import open_project
    from app.services.planning import package_position

    with Bar(as_json) as progress:
        project = open_project(project_file, progress).project
    place = package_position(package, project.packages) if package else None
    step = explain_result(project, building, result, place)
    printer = Printer(as_json)
    tell(printer, building, result, lines(step, project.country, depth), project.country)
    printer.close()


def tell(printer: Printer, building: str, result: str, told: Iterable[Line], country: str) -> None:
    """Print a chain of figures, each step further in than what it goes into, then the sources."""
    found, sources = numbered(told, country)
    printer.answer |= {
        "building": building,
        "result": result,
        "tree": tree(found)[0],
        "sources": [asdict(source) for source in sources],
    }
    if printer.as_json:
        return
    for line in found:
        printer.console.print(f"{'  ' * line.depth}{line.in_words}", markup=False, highlight=False)
    if sources:
        printer.console.print(f"\n{_('Sources')}")
    for place, source in enumerate(sources, start=1):
        printer.console.print(f"[{place}] {source_text(source)}", markup=False, highlight=False)


def tree(told: Iterable[Line]) -> list[dict[str, Any]]:
    """The chain as nested data: every figure with the ones that go into it."""
    top: list[dict[str, Any]] = []
    inside: list[list[dict[str, Any]]] = [top]
    for line in told:
        below: list[dict[str, Any]] = []
        node: dict[str, Any] = {
            "symbol": line.symbol,
            "label": line.label,
            "value": line.number,
            "unit": line.unit,
            "formula": line.formula,
            "origin": line.origin,
            "indicative": line.indicative,
            "source": line.source_key,
            "inputs": below,
        }
        inside[line.depth].append(node)
        inside[line.depth + 1 :] = [below]
    return top
