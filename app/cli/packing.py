"""``kvarter-cli check-pack``: look over a country pack before anybody plans with it."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import finite
from app.cli.printing import Printer
from app.text.translate import _


def check_pack(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of a country's pack, or of a city's over one.")
    ],
    tolerance: Annotated[
        float | None,
        typer.Option(
            min=0, callback=finite, help="Largest relative error of a published need, instead of 5e-5."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Check a country pack and judge the engine by its published needs; 1 in doubt, 3 when it is refused."""
    from app.services.pack_check import check_pack as check

    report = check(folder, tolerance)
    pack, printer = report.pack, Printer(as_json)
    printer.answer |= {
        "pack": {"code": pack.code, "name": pack.name, "version": pack.version, "base": pack.base},
        "archetypes": len(pack.archetypes),
        "sources": len(pack.sources),
    }
    printer.text(
        _("{name} ({code}), version {version}: {types} building types, {sources} sources").format(
            name=pack.name,
            code=pack.code,
            version=pack.version,
            types=len(pack.archetypes),
            sources=len(pack.sources),
        )
    )
    printer.findings(report.findings)
    if report.judgement is not None:
        printer.judgement(report.judgement)
    printer.answer["passed"] = report.passed
    printer.text(_("The pack can be used.") if report.passed else _("Look at the doubts and errors above."))
    printer.close()
    raise typer.Exit(0 if report.passed else 1)
