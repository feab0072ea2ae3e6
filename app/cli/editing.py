"""The command that corrects values of buildings in a plan."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from app.project import Project
from app.text.messages import sentence
from app.text.numbers import format_number
from app.text.translate import _
from retrofit.stock.fields import FIELDS

SHOWN: Final = ("e_del_kwh", "e_del_saving_kwh", "invest_eur", "npv_eur")
"""Totals of the district that are told before and after."""


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
    if not len(rows):
        told = sentence("rule_matches_nothing", {"rule": where})
        Console(stderr=True, soft_wrap=True, highlight=False).print(told, markup=False)
        raise typer.Exit(1)
    changed = set_values(plan, rows, pairs).project
    save_project(changed, out)
    console = Console(soft_wrap=True, highlight=False)
    console.print(_("{count} buildings changed; the plan is in {path}.").format(count=len(rows), path=out))
    for line in _effect(plan, changed):
        console.print(line, markup=False)


def protect_from(
    project: Annotated[Path, typer.Argument(help="The plan: a GeoPackage that Kvarter wrote.")],
    places: Annotated[Path, typer.Argument(help="Protected areas, or points that mark monuments.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="GeoPackage for the changed plan.")],
    level: Annotated[str, typer.Option(help="What is protected where the file does not say: facade or whole.")] = "facade",
    layer: Annotated[str, typer.Option(help="Layer of the file, where it has several.")] = "",
    crs: Annotated[str, typer.Option(help="Reference system, where the file lacks it.")] = "",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
) -> None:  # fmt: skip
    """Take heritage protection from a layer, and reckon the plan again."""
    from app import bridge
    from app.errors import UserError
    from app.services.files import open_project, save_project
    from app.services.protection import ProtectionRequest, protect
    from app.text.messages import finding_sentence

    if level not in ("facade", "whole"):
        raise UserError("protection_level_unknown", level=level)
    if out.exists() and not overwrite:
        raise UserError("export_exists", path=out)
    plan = open_project(project).project
    changed = protect(plan, ProtectionRequest(places, layer, crs, level)).project
    save_project(changed, out)
    console = Console(soft_wrap=True, highlight=False)
    for finding in bridge.findings(changed):
        if finding.code in ("protection_taken", "heritage_unknown"):
            console.print(finding_sentence(finding), markup=False)
    for line in _effect(plan, changed):
        console.print(line, markup=False)


def _effect(before: Project, after: Project) -> Iterator[str]:
    """What the change does to the district."""
    assert before.assessment is not None and after.assessment is not None
    both = before.assessment.district, after.assessment.district
    for name in SHOWN:
        field = FIELDS[name]
        old, new = (float(totals[name][0]) for totals in both)
        words = [format_number(value, field.decimals) for value in (old, new)]
        yield f"{_(field.label)}: {words[0]} -> {words[1]} {field.unit}"
