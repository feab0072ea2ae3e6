"""``kvarter-cli uncertainty`` and ``kvarter-cli calibrate``: how far a plan can be trusted."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.printing import Bar, Printer
from app.services.uncertainty import Certainty
from app.text.evidence import OUTPUT_UNITS, assumption_word, output_word, survey_word
from app.text.translate import _

Plan = Annotated[Path, typer.Argument(metavar="PROJECT", help="A saved project (.gpkg).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Folder for CSV tables; made when absent.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files that are already there.")]
FactorCode = Annotated[
    str,
    typer.Option(help="Set of measured-to-calculated factors, such as DE.M.01; the country's when left out."),
]


def uncertainty(
    project_file: Plan,
    draws: Annotated[int, typer.Option(help="How often the assumptions are drawn.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bands.")] = 1,
    measured: Annotated[
        bool, typer.Option("--measured", help="Energy as meters would show it, before and after.")
    ] = False,
    factors: FactorCode = "",
    result: Annotated[
        str, typer.Option(help="Result whose drivers and surveys are listed.")
    ] = "e_del_saving_kwh",
    out: Out = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Say how sure the figures of a plan are: bands of 80 %, what drives them, which surveys would help."""
    from app.errors import UserError
    from app.services.band_tables import write_bands
    from app.services.files import open_project
    from app.services.uncertainty import uncertainty_of

    if result not in OUTPUT_UNITS:
        raise UserError("result_unknown", result=result, known=", ".join(OUTPUT_UNITS))
    with Bar(as_json) as progress:
        project = open_project(project_file).project
        found = uncertainty_of(project, draws, seed, progress, measured=measured, factors=factors)
        files = {} if out is None else write_bands(project, found, out, overwrite=overwrite)
    printer = Printer(as_json)
    printer.answer |= {"name": project.name, **answer_of(found)}
    _print_bands(printer, found, result)
    if files:
        printer.files(files)
    printer.close()


def answer_of(found: Certainty) -> dict[str, object]:
    """Bands, drivers and surveys for programs."""
    from app.services.band_tables import UNITS, bands_of
    from retrofit.stock.fields import Level

    return {
        "draws": found.draws,
        "seed": found.seed,
        "band_pct": 80,
        "factors": None if found.factors is None else found.factors.code,
        "units": dict(UNITS),
        "plan": dict(found.plan),
        "district": {name: asdict(band) for name, band in bands_of(found, Level.DISTRICT).items()},
        "drivers": {name: [asdict(one) for one in drivers] for name, drivers in found.drivers.items()},
        "surveys": {name: [asdict(one) for one in gains] for name, gains in found.surveys.items()},
    }


def _print_bands(printer: Printer, found: Certainty, result: str) -> None:
    from app.services.band_tables import district_rows, driver_rows, survey_rows

    title = _("District, band of 80 % from {draws} draws").format(draws=found.draws)
    columns = (_("Result"), _("Plan"), _("Low"), _("Median"), _("High"), _("Unit"))
    printer.table(title, columns, district_rows(found))
    if found.factors is not None:
        printer.text(
            _(
                "As measured, with the factors {code} ({name}); how far these scatter is not in the band."
            ).format(code=found.factors.code, name=found.factors.name)
        )
    printer.text("")
    drivers = [(assumption_word(name), *cells) for name, *cells in driver_rows(found, result)]
    titles = (_("Assumption"), _("when low"), _("when high"), _("Unit"), _("Share of the scatter"))
    printer.table(_("What drives it: {result}").format(result=output_word(result)), titles, drivers)
    printer.text("")
    surveys = [(survey_word(name), *cells) for name, *cells in survey_rows(found, result)]
    heads = (_("Survey"), _("every building"), _("a sample"))
    printer.table(
        _("Surveys: how much narrower the band becomes, {result}").format(result=output_word(result)),
        heads,
        surveys,
    )
