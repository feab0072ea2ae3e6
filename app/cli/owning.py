"""The command that takes owners and associations into a plan."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.printing import Bar, Printer
from app.errors import UserError
from app.project import Project
from app.text.labels import ASSOCIATION_KINDS, word
from app.text.numbers import format_number
from app.text.translate import _

if TYPE_CHECKING:
    from gis.delivery import DistrictFiles

MOST_SHOWN = 40
"""Bodies that the table on the screen tells; --json tells all."""
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def owners(
    project: Annotated[Path, typer.Argument(help="The plan: a GeoPackage that Kvarter wrote.")],
    table: Annotated[Path, typer.Argument(help="CSV, spreadsheet, or a layer with a row for each building, parcel or unit.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="GeoPackage for the changed plan.")],
    by: Annotated[str, typer.Option(help="How a row names its buildings: building (id) or reference (cadastral).")] = "",
    key: Annotated[str, typer.Option(help="Column with the id or reference; found by its name when left out.")] = "",
    name: Annotated[str, typer.Option(help="Column with the owner or association.")] = "",
    kind: Annotated[str, typer.Option(help="Column with the kind of owner; else the name tells it.")] = "",
    layer: Annotated[str, typer.Option(help="Layer or sheet of the file, where it has several.")] = "",
    replace_all: Annotated[bool, typer.Option("--replace-all", help="Forget the associations of buildings that the table does not name.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Take owners and associations of buildings from a table, and sum the plan up by them."""
    from app import bridge
    from app.services.files import open_project, save_project
    from app.services.owners import OwnersRequest, set_associations
    from gis.associations import associations_of
    from gis.owner_table import BYS, OwnerColumns

    if by and by not in BYS:
        raise UserError("owners_by_unknown", by=by, known=", ".join(BYS))
    if out.exists() and not overwrite:
        raise UserError("export_exists", path=out)
    columns = OwnerColumns(
        building=key if by != "reference" else "",
        reference=key if by != "building" else "",
        name=name,
        kind=kind,
    )
    request = OwnersRequest(table, layer, columns, by, keep=not replace_all)
    with Bar(as_json) as progress:
        plan = open_project(project).project
        changed = set_associations(plan, request, progress).project
        save_project(changed, out)
    printer = Printer(as_json)
    printer.summary(changed)
    printer.findings([one for one in bridge.findings(changed) if one.code.startswith("owners_")])
    printer.answer["associations"] = [
        {"id": one.id, "name": one.name, "kind": one.kind} for one in associations_of(changed.associations)
    ]
    if not as_json:
        rows = _table_of(changed)
        printer.table(_("Owners and associations"), (_("Name"), _("Kind"), _("Buildings")), rows)
    printer.files({"plan": out})
    printer.close()


def _table_of(project: Project) -> list[tuple[str, str, str]]:
    """Name, kind and number of buildings of each body, the largest first."""
    import numpy as np

    from gis.associations import associations_of

    of = project.stock.association_of
    count = np.bincount(of[of >= 0], minlength=len(project.associations))
    rows = [
        (one.name, word(one.kind, ASSOCIATION_KINDS) if one.kind else "–", format_number(int(number)))
        for one, number in zip(associations_of(project.associations), count, strict=True)
    ]
    order = np.argsort(-count, kind="stable")
    return [rows[row] for row in order[:MOST_SHOWN]]


def with_owner_column(files: "DistrictFiles", column: str) -> "DistrictFiles":
    """The files with the column of buildings and parcels that names owners."""
    from gis.delivery import FieldChoice

    return files.having(
        replace(one, fields={**one.fields, "owner": FieldChoice(column)})
        if one.role in ("buildings", "parcels")
        else one
        for one in files.layers
    )


def with_owners(project: Project, table: Path | None, column: str) -> Project:
    """The plan with the owners of a table; without one those that the files named, which there must be."""
    from app.services.owners import OwnersRequest, set_associations
    from gis.owner_table import OwnerColumns

    if table is not None:
        return set_associations(project, OwnersRequest(table, columns=OwnerColumns(name=column))).project
    if not len(project.associations):
        raise UserError("owners_column_nowhere", column=column)
    return project
