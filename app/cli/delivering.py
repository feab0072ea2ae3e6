"""Commands that look at files, load them into a plan, and take a newer delivery into it."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from app.cli.printing import Bar, Printer
from app.errors import UserError
from app.services.intake import ImportRequest
from app.services.looking import Look
from app.text.labels import ROLES
from app.text.translate import _

Files = Annotated[
    list[Path] | None, typer.Argument(help="Files, in any order: each gets its role by what it holds.")
]
OwnCrs = Annotated[str, typer.Option(help="Reference system, such as EPSG:25830, where the files lack it.")]
FromRecipe = Annotated[
    Path | None, typer.Option("--recipe", help="Repeat the import that this recipe (TOML) tells.")
]
ToRecipe = Annotated[
    Path | None, typer.Option("--save-recipe", help="Write down how the files were understood (TOML).")
]
Limits = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NAME=VALUE", help="Limit of cleaning, such as smallest_m2=4; may be repeated."
    ),
]
Roles = Annotated[
    list[str] | None,
    typer.Option("--as", metavar="ROLE=FILE", help="What a file is for: parcels=lots.gpkg, buildings=town.gpkg::houses; none=FILE leaves it out."),
]  # fmt: skip
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=COLUMN", help="Column of a field, with its unit: year_of_construction=BAUJAHR, height_above_ground_m=H:cm, parcels.label=NR."),
]  # fmt: skip
Encoding = Annotated[
    str, typer.Option(help="Encoding of the texts, such as cp1251, where it is guessed wrongly.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def check(
    files: Files = None,
    crs: OwnCrs = "",
    recipe: FromRecipe = None,
    save_recipe: ToRecipe = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the account: every feature and its fate.")
    ] = None,
    limit: Limits = None,
    roles: Roles = None,
    column: Columns = None,
    encoding: Encoding = "",
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Say what is in the files and what would become of every feature; nothing is changed."""
    from app import bridge
    from app.services.accounting import balance, reasons, write_account
    from app.services.intake import import_district

    request = _limited(_request(files, crs, recipe, roles, column, encoding), limit)
    printer = Printer(as_json)
    with Bar(as_json) as progress:
        project = import_district(request, progress).project
    printer.intake(project)
    printer.balance(balance(project))
    printer.reasons(reasons(project))
    printer.findings(bridge.findings(project))
    _keep(request, save_recipe, overwrite, printer)
    if out is not None:
        printer.files(write_account(project, out, overwrite=overwrite))
    printer.close()
    rejected = project.account.fates["fate"].eq("rejected").any()
    raise typer.Exit(1 if rejected else 0)


def look(
    folder: Annotated[Path, typer.Argument(help="Folder, with those in it, or a single file.")],
    as_json: Json = False,
) -> None:
    """Look through files: what each layer is, and what would become of every feature."""
    from app.services.looking import look_through

    if not folder.exists():
        raise UserError("file_missing", source=str(folder))
    with Bar(as_json) as progress:
        found = look_through(folder, progress)
    printer = Printer(as_json)
    printer.answer["layers"] = [asdict(each) for each in found]
    for each in found:
        printer.text(_look_words(each))
    printer.close()


def _look_words(each: Look) -> str:
    """One layer in a line or two, whatever the width of the screen."""
    head = f"{each.file}: {each.layer}" if each.layer else each.file
    if not each.role or each.said:
        return f"{head}\n    {each.said}"
    said = _(
        "{kind} taken for {role}, {features} features: {kept} accepted, {mended} repaired, {lost} rejected; {crs}"
    )
    if not each.sure:
        said = _(
            "{kind}: nothing tells what it is for; tried as {role}, {features} features: {kept} accepted, {mended} repaired, "
            "{lost} rejected; {crs}"
        )
    told = said.format(
        kind=each.kind, role=_(ROLES[each.role]), features=each.features, kept=each.accepted, mended=each.repaired,
        lost=each.rejected, crs=each.crs,
    )  # fmt: skip
    return f"{head}\n    {told}" + (f"; {each.encoding}" if each.encoding else "")


def import_files(
    out: Annotated[Path, typer.Option("--out", "-o", help="GeoPackage for the new plan.")],
    files: Files = None,
    crs: OwnCrs = "",
    country: Annotated[str, typer.Option(help="Country pack; the place decides when left out.")] = "",
    name: Annotated[str, typer.Option(help="Name of the district.")] = "",
    recipe: FromRecipe = None,
    save_recipe: ToRecipe = None,
    limit: Limits = None,
    roles: Roles = None,
    column: Columns = None,
    encoding: Encoding = "",
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Load files into a new plan and save it; `plan` also writes maps and tables."""
    from app import bridge
    from app.services.files import save_project
    from app.services.intake import import_district

    request = _limited(_request(files, crs, recipe, roles, column, encoding), limit)
    request = replace(request, country=country.upper() or request.country, name=name or request.name)
    _free(out, overwrite)
    printer = Printer(as_json)
    with Bar(as_json) as progress:
        project = import_district(request, progress).project
        save_project(project, out)
    printer.summary(project)
    printer.findings(bridge.findings(project))
    _keep(request, save_recipe, overwrite, printer)
    printer.files({"plan": out})
    printer.close()


def blocks(
    project: Annotated[Path, typer.Argument(help="The plan: a GeoPackage that Kvarter wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="GeoPackage for the changed plan.")],
    by: Annotated[str, typer.Option(help="automatic, reference, streets, land or proximity.")] = "automatic",
    own: Annotated[Path | None, typer.Option(help="Layer of own blocks, which come first.")] = None,
    layer: Annotated[str, typer.Option(help="Layer of that file, where it has several.")] = "",
    crs: OwnCrs = "",
    overwrite: Overwrite = False,
) -> None:
    """Form the blocks of a plan anew."""
    from app.services.blocking import BlockRequest, form_blocks
    from app.services.files import open_project, save_project

    _free(out, overwrite)
    plan = open_project(project).project
    changed = form_blocks(plan, BlockRequest(by, own, layer, crs)).project
    save_project(changed, out)
    printer = Printer(False)
    said = _("{before} blocks before, {after} now").format(before=len(plan.blocks), after=len(changed.blocks))
    printer.text(said)
    printer.files({"plan": out})
    printer.close()


def _request(
    files: list[Path] | None,
    crs: str,
    recipe: Path | None,
    roles: list[str] | None,
    columns: list[str] | None,
    encoding: str,
) -> ImportRequest:
    from app.services.choosing_layers import files_as_told
    from app.services.recipes import read_recipe

    words = bool(roles or columns or encoding)
    if (recipe is None) == (not files and not roles) or (recipe is not None and words):
        raise UserError("files_or_recipe")
    if recipe is None:
        told = files_as_told(
            files or (), crs=crs, roles=roles or (), columns=columns or (), encoding=encoding
        )
        return ImportRequest(told)
    request = read_recipe(recipe).request
    return replace(request, files=replace(request.files, crs=crs or request.files.crs))


def _limited(request: ImportRequest, words: list[str] | None) -> ImportRequest:
    """The request with other limits of cleaning: ``smallest_m2=4``."""
    from gis.thresholds import Thresholds

    values: dict[str, float] = {}
    for word in words or ():
        name, _equals, value = word.partition("=")
        try:
            values[name.strip()] = float(value.replace(",", "."))
        except ValueError:
            raise UserError("edit_pair_wrong", word=word) from None
    if not values:
        return request
    return replace(request, files=replace(request.files, limits=Thresholds.of(**values)))


def _keep(request: ImportRequest, path: Path | None, overwrite: bool, printer: Printer) -> None:
    from app.services.recipes import recipe_of, write_recipe

    if path is None:
        return
    _free(path, overwrite)
    write_recipe(recipe_of(request), path)
    printer.files({"recipe": path})


def _free(path: Path, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        raise UserError("export_exists", path=path)


def update(
    project: Annotated[Path, typer.Argument(help="The plan: a GeoPackage that Kvarter wrote.")],
    files: Annotated[list[Path], typer.Argument(help="Newer files; what they lack stays as it is.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="GeoPackage for the changed plan.")],
    crs: OwnCrs = "",
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also where most buildings of the plan are not in the files.")
    ] = False,
    roles: Roles = None,
    column: Columns = None,
    encoding: Encoding = "",
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Take a newer delivery into a plan: ids, corrections, blocks and packages stay."""
    from app import bridge
    from app.services.choosing_layers import files_as_told
    from app.services.files import open_project, save_project
    from app.services.renewing import UpdateRequest, update_delivery

    _free(out, overwrite)
    told = files_as_told(files, crs=crs, roles=roles or (), columns=column or (), encoding=encoding)
    request = UpdateRequest(told, anyway)
    with Bar(as_json) as progress:
        plan = open_project(project).project
        changed = update_delivery(plan, request, progress).project
        save_project(changed, out)
    printer = Printer(as_json)
    printer.summary(changed)
    printer.findings(bridge.findings(changed))
    printer.files({"plan": out})
    printer.close()
