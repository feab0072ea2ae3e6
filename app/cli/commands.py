"""The commands of ``kvarter-cli``."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.cli.choosing import cost_optimal, packages_of
from app.cli.comparing import compare, five_cities, scenarios
from app.cli.delivering import blocks, check, import_files, look, update
from app.cli.editing import protect_from, set_values_of
from app.cli.evidence import calibrate, uncertainty
from app.cli.explanation import explain
from app.cli.fetching import fetch_app
from app.cli.heights import Surface, Terrain, heights, with_heights
from app.cli.options import finite, own_prices
from app.cli.owning import owners, with_owner_column, with_owners
from app.cli.packing import check_pack
from app.cli.papers import atlas, board, passport, poster, report, sheet
from app.cli.printing import Bar, Printer
from app.cli.publishing import Least, Public, PublicBy, for_public
from app.cli.registers import join
from app.cli.summer import summer
from app.errors import UserError
from app.project import Project
from app.text.messages import sentence
from app.text.translate import _
from gis.errors import GisError
from retrofit.errors import Cancelled, EngineError
from retrofit.plan.scenario import Assumptions, Method

DONE, FAILED, USAGE, BAD_INPUT = 0, 1, 2, 3

DEFAULTS = Assumptions()

WRONG_WORDS = frozenset(
    {
        "package_unknown", "pack_unknown", "sample_unknown", "validation_set_unknown", "validation_files_wrong",
        "result_unknown", "perspective_unknown", "pack_no_station", "factor_set_unknown", "draws_wrong",
        "calibrate_by_unknown", "factors_need_measured", "hourly_needs_weather", "own_total_wrong", "band_result_unknown", "summer_needs_weather",
        "rule_unreadable", "rule_column_unknown", "rule_function_unknown", "rule_function_values",
        "rule_kinds_differ", "rule_compares_nothing", "edit_column_unknown", "edit_value_unknown",
        "edit_value_impossible", "edit_pair_wrong", "join_rule_unknown", "join_field_unknown", "blocks_way_unknown", "files_or_recipe", "protection_level_unknown", "owners_by_unknown", "privacy_least_wrong", "privacy_level_unknown",
        "heights_take_unknown", "heights_unit_unknown", "heights_request_wrong", "fetch_without_file", "role_word_wrong", "column_word_wrong", "bbox_wrong", "server_address", "paper_ending", "paper_unknown", "scale_wrong", "level_unknown", "theme_unknown", "templates_missing",
    }
)  # fmt: skip
"""Faults of the words of a command, not of its files."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("check-pack")(check_pack)
app.command("uncertainty")(uncertainty)
app.command("calibrate")(calibrate)
app.command("summer")(summer)
app.command("packages")(packages_of)
app.command("explain")(explain)
app.command("cost-optimal")(cost_optimal)
app.command("check")(check)
app.command("look")(look)
app.command("import")(import_files)
app.command("update")(update)
app.add_typer(fetch_app, name="fetch")
app.command("blocks")(blocks)
app.command("join")(join)
app.command("set")(set_values_of)
app.command("protect")(protect_from)
app.command("owners")(owners)
app.command("heights")(heights)
app.command("compare")(compare)
app.command("five-cities")(five_cities)
app.command("scenarios")(scenarios)
app.command("report")(report)
app.command("passport")(passport)
app.command("board")(board)
app.command("poster")(poster)
app.command("atlas")(atlas)
app.command("map")(sheet)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the plan; made when absent.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files that are already there.")]


@app.callback(invoke_without_command=True)
def root(
    selftest: Annotated[bool, typer.Option("--selftest", help="Prove this installation and stop.")] = False,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Plan district energy retrofit from footprints and cadastre."""
    if show_version:
        from app.identity import version

        Console().print(version())
        raise typer.Exit(DONE)
    if selftest:
        raise typer.Exit(_selftest())


@app.command()
def plan(
    footprints: Annotated[
        list[Path], typer.Argument(help="Building footprints; further files are told apart by content.")
    ],
    out: Out,
    parts: Annotated[Path | None, typer.Option(help="Building parts with their floors.")] = None,
    parcels: Annotated[Path | None, typer.Option(help="Cadastral parcels.")] = None,
    streets: Annotated[
        Path | None, typer.Option(help="Street lines, for blocks where references carry none.")
    ] = None,
    layer: Annotated[str, typer.Option(help="Layer of the footprints, where the file has several.")] = "",
    crs: Annotated[
        str, typer.Option(help="Reference system of the files, such as EPSG:25830, where they lack it.")
    ] = "",
    country: Annotated[str, typer.Option(help="Country pack; the place decides when left out.")] = "",
    package: Annotated[
        str, typer.Option(help="Package for every building: none, usual, advanced or one of your own.")
    ] = "usual",
    packages: Annotated[
        Path | None, typer.Option(help="Own packages (TOML), offered beside the standard ones.")
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the district.")] = "",
    method: Annotated[Method, typer.Option(help="Energy balance.")] = DEFAULTS.method,
    climate: Annotated[
        str, typer.Option(help="Climate station or season of the pack; the nearest when left out.")
    ] = "",
    vat: Annotated[bool, typer.Option(help="Prices and investments with VAT.")] = DEFAULTS.vat_included,
    discount: Annotated[
        float, typer.Option(min=-20, max=50, callback=finite, help="Real discount rate [% a year].")
    ] = 100 * DEFAULTS.discount_rate,
    growth: Annotated[
        float, typer.Option(min=-20, max=50, callback=finite, help="Real rise of energy prices [% a year].")
    ] = 100 * DEFAULTS.energy_price_growth,
    horizon: Annotated[
        int, typer.Option(min=1, max=60, help="Years that are reckoned.")
    ] = DEFAULTS.horizon_a,
    price_factor: Annotated[
        float | None,
        typer.Option(
            min=0.2, max=5, callback=finite, help="Construction prices over those of the cost functions."
        ),
    ] = None,
    weather: Annotated[
        Path | None,
        typer.Option(help="Hours of a year (EPW, PVGIS): a climate of its own, needed by --method hourly."),
    ] = None,
    start_year: Annotated[
        int, typer.Option(min=2000, max=2100, help="First year of the plan.")
    ] = DEFAULTS.start_year,
    carbon: Annotated[
        bool, typer.Option("--carbon", help="Pay for emissions at the regulation's least carbon price.")
    ] = False,
    block_discount: Annotated[
        float,
        typer.Option(
            min=0, max=50, callback=finite, help="Most that ordering a whole block takes off works [%]."
        ),
    ] = 0.0,
    energy_price: Annotated[
        list[str] | None,
        typer.Option(
            "--energy-price",
            metavar="CARRIER=PRICE",
            help="Own price with VAT [EUR/kWh], such as natural_gas=0.12; may be repeated.",
        ),
    ] = None,
    owners_table: Annotated[
        Path | None, typer.Option("--owners", help="Table of owners or associations of buildings.")
    ] = None,
    owner_column: Annotated[
        str, typer.Option(help="Column of the files, or of the table, that names the owner or association.")
    ] = "",
    public: Public = False,
    least: Least = 5,
    public_by: PublicBy = "block",
    dsm: Surface = None,
    dtm: Terrain = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """From files to a costed plan per block: map, tables, shapefile, GeoPackage."""
    from app.services.intake import ImportRequest, import_district
    from app.services.offering import offer_packages
    from app.services.planning import apply_default, package_position
    from app.store.own_packages import read_packages
    from app.weather import read_weather
    from gis.footprints import detect_files
    from retrofit.physics.climate import OWN_WEATHER
    from retrofit.plan.package import STANDARD

    if method is Method.HOURLY and weather is None:
        raise UserError("hourly_needs_weather")
    own = () if packages is None else read_packages(packages)
    position = package_position(package, (*STANDARD, *own))
    assumed = Assumptions(
        method, climate, vat, discount / 100, growth / 100, horizon, price_factor, start_year=start_year,
        carbon_priced=carbon, block_discount=block_discount / 100, own_prices=own_prices(energy_price or ()),
    )  # fmt: skip
    hours = None if weather is None else read_weather(weather)
    if hours is not None and not climate:
        assumed = replace(assumed, station=OWN_WEATHER)
    files = detect_files(footprints, parts=parts, parcels=parcels, streets=streets, layer=layer, crs=crs)
    if owner_column and owners_table is None:
        files = with_owner_column(files, owner_column)
    with Bar(as_json) as progress:
        request = ImportRequest(files, country.upper(), name, assumptions=assumed, weather=hours)
        project = import_district(request, progress).project
        if owners_table is not None or owner_column:
            project = with_owners(project, owners_table, owner_column)
        project = with_heights(project, dsm, dtm)
        if own:
            project = offer_packages(project, own, package).project
    _hand_over(
        for_public(apply_default(project, position).project, public, least, public_by),
        out,
        overwrite,
        as_json,
    )


@app.command()
def demo(
    out: Out,
    district: Annotated[str, typer.Option(help="Built-in district: bubenec or synthetic.")] = "bubenec",
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Plan a built-in district."""
    from app.services.samples import sample_project

    with Bar(as_json) as progress:
        project = sample_project(district, progress).project
    _hand_over(project, out, overwrite, as_json)


@app.command()
def export(
    project_file: Annotated[Path, typer.Argument(metavar="PROJECT", help="A saved project (.gpkg).")],
    out: Out,
    public: Public = False,
    least: Least = 5,
    public_by: PublicBy = "block",
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write the files of a saved project again."""
    from app.services.files import open_project

    with Bar(as_json) as progress:
        project = open_project(project_file, progress).project
    _hand_over(for_public(project, public, least, public_by), out, overwrite, as_json)


@app.command()
def packs(as_json: Json = False) -> None:
    """List the country packs."""
    from app.packs import available, load_pack

    printer = Printer(as_json)
    found = [load_pack(code) for code in available()]
    printer.answer["packs"] = [{"code": p.code, "name": p.name, "version": p.version} for p in found]
    rows = [
        (p.code, p.name, p.version, str(len(p.archetypes)), ", ".join(s.name for s in p.stations))
        for p in found
    ]
    printer.table("", (_("Code"), _("Country"), _("Version"), _("Archetypes"), _("Climate stations")), rows)
    printer.close()


@app.command()
def validate(
    name: Annotated[str, typer.Argument(metavar="SET", help="Set of published cases, such as tabula.")],
    files: Annotated[list[Path], typer.Argument(help="Files of the set, in its order: inputs, expected.")],
    tolerance: Annotated[
        float | None,
        typer.Option(min=0, callback=finite, help="Largest error allowed, instead of the set's own."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge the engine by published cases; the exit code is 1 when it is over a tolerance."""
    from app.services.validation import validate as judge

    judgement = judge(name, files, tolerance)
    printer = Printer(as_json)
    printer.judgement(judgement)
    printer.close()
    raise typer.Exit(DONE if judgement.passed else FAILED)


@app.command("validation-page")
def validation_page(
    folder: Annotated[Path, typer.Argument(help="Folder of published cases, one subfolder a set.")],
    out: Out,
    as_json: Json = False,
) -> None:
    """Judge the engine by all published cases of a folder and write the page of the manual."""
    from app.services.validation.folder import validation_page as write

    with Bar(as_json) as progress:
        page, *plots = write(folder, out, progress)
    printer = Printer(as_json)
    printer.files({"page": page} | {plot.stem: plot for plot in plots})
    printer.close()


def main() -> int:
    """Run the command line and return its exit code: 0 done, 1 failed, 2 usage, 3 bad input."""
    try:
        app(standalone_mode=True)
    except (GisError, EngineError, UserError) as fault:
        said = sentence(fault.code, fault.details, command=True)
        Console(stderr=True, soft_wrap=True, highlight=False).print(said, markup=False)
        if "--json" in sys.argv:
            sys.stdout.write(json.dumps({"error": {"code": fault.code, "sentence": said}}, indent=2) + "\n")
        return USAGE if fault.code in WRONG_WORDS else BAD_INPUT
    except Cancelled:
        return FAILED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    return DONE


def _hand_over(project: Project, out: Path, overwrite: bool, as_json: bool) -> None:
    from app import bridge
    from app.services.exporting import ExportRequest, export_plan

    with Bar(as_json) as progress:
        written = export_plan(project, ExportRequest(out, overwrite=overwrite), progress)
    printer = Printer(as_json)
    printer.summary(project)
    printer.findings(bridge.findings(project))
    printer.files(written)
    printer.close()


def _selftest() -> int:
    from app.services.selftest import selftest

    console = Console(soft_wrap=True, highlight=False)
    failed = False
    for step in selftest():
        failed |= not step.passed
        console.print(f"{'ok    ' if step.passed else 'FAILED'} {step.name:<28} {step.detail}", markup=False)
    return FAILED if failed else DONE
