"""The command that corrects values of buildings in a plan."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.text.translate import _


def set_values_of(
    project: Annotated[Path, typer.Argument(help="The plan: a GeoPackage that Kvarter wrote.")],
    values: Annotated[list[str], typer.Argument(help="column=value, as in heating=district_heat; no value makes it unknown.")],
    where: Annotated[str, typer.Option("--where", help="Rule, as in \"year_of_construction < 1945 and size_class == 'AB'\".")],
    out: Annotated[Path, typer.Option("--out", "-o", help="GeoPackage for the changed plan.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
) -> None:  # fmt: skip
    """Give the buildings that a rule names other values, and reckon the plan again."""
    from app.errors import UserError
    from app.services.editing import set_values
    from app.services.files import open_project, save_project
    from app.services.selecting import rows_where

    pairs = {}
    for word in values:
        name, equals, value = word.partition("=")
        if not equals:
            raise UserError("edit_pair_wrong", word=word)
        pairs[name.strip()] = value
    if out.exists() and not overwrite:
        raise UserError("export_exists", path=out)
    plan = open_project(project).project
    rows = rows_where(plan, where)
    changed = set_values(plan, rows, pairs).project
    save_project(changed, out)
    Console().print(_("{count} buildings changed; the plan is in {path}.").format(count=len(rows), path=out))
