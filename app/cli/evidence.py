"""``kvarter-cli uncertainty`` and ``kvarter-cli calibrate``: how far a plan can be trusted."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import finite
from app.cli.printing import Bar, Printer
from app.services.calibration import Calibrated
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
        raise UserError("band_result_unknown", result=result, known=", ".join(OUTPUT_UNITS))
    if factors and not measured:
        raise UserError("factors_need_measured", name=factors)
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
                "As measured, with the factors {code} ({name}); how far these scatter is an assumption."
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


def calibrate(
    project_file: Plan,
    meters: Annotated[Path, typer.Argument(metavar="METERS", help="Meter readings (.csv, .xlsx or .ods).")],
    by: Annotated[str, typer.Option(help="Fit together: district or archetype.")] = "district",
    factors: FactorCode = "",
    degree_days: Annotated[
        float | None,
        typer.Option(
            min=1,
            max=20000,
            callback=finite,
            help="Degree days of the plan's climate [K d], where the table's bases are not 18 and 15 °C.",
        ),
    ] = None,
    out: Out = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Compare a plan with meter readings: raw and calibrated, parameters, errors on meters held out."""
    from app.errors import UserError
    from app.services.calibration import By, MeterRequest, compare_with_meters
    from app.services.calibration_tables import write_calibration
    from app.services.files import open_project

    if by not in set(By):
        raise UserError("calibrate_by_unknown", name=by, known=", ".join(By))
    with Bar(as_json) as progress:
        project = open_project(project_file).project
        request = MeterRequest(meters, By(by), factors, degree_days)
        found = compare_with_meters(project, request, progress)
        files = {} if out is None else write_calibration(project, found, out, overwrite=overwrite)
    printer = Printer(as_json)
    printer.answer |= {"name": project.name, **answer_of_meters(found)}
    _print_calibration(printer, found)
    printer.findings(found.joined.findings)
    if files:
        printer.files(files)
    printer.close()


def answer_of_meters(found: Calibrated) -> dict[str, object]:
    """Match, parameters, errors and district energy for programs."""
    joined = found.joined
    sides = {"raw": found.raw, "calibrated": found.calibrated, "measured": found.measured}
    return {
        "rows": joined.rows,
        "rows_matched": joined.rows_matched,
        "match_rate": joined.match_rate,
        "unmatched": list(joined.unmatched),
        "meters": len(joined.energy_kwh),
        "buildings_metered": int((joined.meter_of >= 0).sum()),
        "reference_degree_days": found.reference_degree_days,
        "fits": [asdict(fit) for fit in found.fits],
        "factors": found.factors.code,
        "level": found.level,
        "error_measured": found.error_measured,
        "unit": "kWh/a",
        "e_del_kwh": {name: float(side.now_kwh.sum()) for name, side in sides.items()},
        "e_del_saving_kwh": {name: float(side.saving_kwh.sum()) for name, side in sides.items()},
    }


def _print_calibration(printer: Printer, found: Calibrated) -> None:
    from app.services import calibration_tables as tell

    printer.text(tell.match_sentence(found))
    printer.text("")
    title = _("Assumptions fitted to {meters} meters").format(meters=found.district.meters)
    columns = (_("Assumption"), _("before"), _("after"), _("bounds"))
    printer.table(title, columns, tell.parameter_rows(found.district))
    printer.text(tell.bounds_sentence(found))
    printer.text("")
    if len(found.fits) > 1:
        printer.table(_("By building type"), *tell.type_rows(found))
        printer.text("")
    heads = (_("Error of a meter"), _("Meters"), _("raw"), _("calibrated"), _("held out"))
    printer.table(_("How far meters are missed"), heads, tell.error_rows(found))
    printer.text("")
    titles = (_("District"), _("raw"), _("calibrated"), _("as measured"), _("Unit"))
    printer.table("", titles, tell.energy_rows(found))
    printer.text(tell.method_sentence(found))
