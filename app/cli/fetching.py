"""Commands that fetch layers from servers into files."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.printing import Bar, Printer
from app.errors import UserError
from app.text.numbers import format_number
from app.text.translate import _

if TYPE_CHECKING:
    from app.services.fetching import Fetched

HIDDEN_IN: Final = "KVARTER_PASSWORD"
"""Variable of the environment in which a password may stand, so that no command line holds it."""

fetch_app = typer.Typer(
    no_args_is_help=True, help="Fetch layers from a server into a GeoPackage, to import them then."
)


@fetch_app.command("wfs")
def wfs(
    address: Annotated[str, typer.Argument(help="Address of a web feature service.")],
    layer: Annotated[list[str] | None, typer.Option(help="Layer to fetch; repeat it for several; without it the layers are listed.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="GeoPackage for the layers.")] = None,
    bbox: Annotated[str, typer.Option(help="Only what touches xmin,ymin,xmax,ymax in the layer's own coordinate system.")] = "",
    most: Annotated[int, typer.Option("--most", min=1, max=2_000_000, help="Most features of a layer that are fetched.")] = 2_000_000,
    user: Annotated[str, typer.Option(help="User, where the service wants one; the password is asked for, or taken from KVARTER_PASSWORD.")] = "",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:  # fmt: skip
    """List the layers of a web feature service (WFS), or fetch some."""
    from app.services.fetching import WfsRequest, fetch_layers, layers_of_service

    login = (
        (user, os.environ.get(HIDDEN_IN) or typer.prompt(_("Password"), hide_input=True)) if user else None
    )
    printer = Printer(as_json)
    if not layer:
        with Bar(as_json) as progress:
            found = layers_of_service(address, login, progress)
        printer.answer |= {"layers": [asdict(each) for each in found]}
        rows = [(each.name, each.title, each.crs) for each in found]
        printer.table(_("Layers"), (_("Layer"), _("Title"), _("Coordinate system")), rows)
    else:
        if out is None:
            raise UserError("fetch_without_file")
        request = WfsRequest(address, tuple(layer), _box(bbox) if bbox else None, login=login, most=most)
        with Bar(as_json) as progress:
            got = fetch_layers(request, out, progress, overwrite=overwrite)
        _tell(got, out, printer)
    printer.close()


@fetch_app.command("postgis")
def postgis(
    connection: Annotated[str, typer.Argument(help="postgresql://user@host:5432/database, host=… dbname=…, or service=…; the password from KVARTER_PASSWORD or your password file.")],
    table: Annotated[list[str] | None, typer.Option(help="Table to fetch, such as public.buildings; repeat it for several; without it the tables are listed.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="GeoPackage for the layers.")] = None,
    bbox: Annotated[str, typer.Option(help="Only what touches xmin,ymin,xmax,ymax in the table's own coordinate system.")] = "",
    most: Annotated[int, typer.Option("--most", min=1, max=2_000_000, help="Most rows of a table that are fetched.")] = 2_000_000,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:  # fmt: skip
    """List the tables of a PostGIS database that have shapes, or fetch some."""
    from app.services.fetching import PostgisRequest, fetch_tables, tables_of_database

    secret = os.environ.get(HIDDEN_IN, "")
    request = PostgisRequest(
        connection, tuple(table or ()), _box(bbox) if bbox else None, password=secret, most=most
    )
    printer = Printer(as_json)
    if not table:
        with Bar(as_json) as progress:
            found = tables_of_database(request, progress)
        printer.answer |= {"tables": [{**asdict(each), "title": each.title} for each in found]}
        rows = [(each.title, each.kind, each.crs, format_number(each.rows)) for each in found]
        printer.table(_("Tables"), (_("Table"), _("Shapes"), _("Coordinate system"), _("Rows, about")), rows)
    else:
        if out is None:
            raise UserError("fetch_without_file")
        with Bar(as_json) as progress:
            got = fetch_tables(request, out, progress, overwrite=overwrite)
        _tell(got, out, printer)
    printer.close()


def _tell(got: "tuple[Fetched, ...]", out: Path, printer: Printer) -> None:
    printer.answer |= {"layers": [asdict(each) for each in got]}
    for each in got:
        printer.text(
            _("{layer}: {count} features.").format(count=format_number(each.features), layer=each.layer)
        )
        if each.left_out:
            names = ", ".join(each.left_out)
            printer.text(_("Columns that a map cannot carry were left out: {names}.").format(names=names))
    printer.files({"layers": out})


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        xmin, ymin, xmax, ymax = (float(part) for part in text.split(","))
    except ValueError as fault:
        raise UserError("bbox_wrong", text=text) from fault
    if not (xmin < xmax and ymin < ymax):
        raise UserError("bbox_wrong", text=text)
    return xmin, ymin, xmax, ymax
