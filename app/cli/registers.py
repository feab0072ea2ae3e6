"""The command that joins a register to the buildings of a plan."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.printing import Bar, Printer
from app.errors import UserError
from app.services.joining import JoinPreview
from app.text.translate import _
from gis.delivery import FieldChoice

STATUS = ("matched", "ambiguous", "unmatched")


def join(
    project: Annotated[Path, typer.Argument(help="The plan: a GeoPackage that Kvarter wrote.")],
    table: Annotated[Path, typer.Argument(help="The register: CSV, spreadsheet, DBF, JSON or a map layer.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="GeoPackage for the changed plan; without it nothing is written.")] = None,
    by: Annotated[str, typer.Option(help="Rules in their order: id, reference, address, place.")] = "id,reference,address,place",
    key: Annotated[list[str] | None, typer.Option("--key", help="rule=COLUMN, as in address=STREET+NO; recognised when left out.")] = None,
    column: Annotated[list[str] | None, typer.Option("--column", help="field=COLUMN to take, as in year_of_construction=BAUJAHR.")] = None,
    layer: Annotated[str, typer.Option(help="Sheet or layer of the file, where it has several.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Take the register's values also where the plan has some.")] = False,
    choices: Annotated[Path | None, typer.Option(help="CSV with the columns row and building_id: choices for unclear rows.")] = None,
    unmatched: Annotated[Path | None, typer.Option(help="CSV for the rows that found no building.")] = None,
    ambiguous: Annotated[Path | None, typer.Option(help="CSV for the unclear rows and the buildings that may be meant.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are already there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:  # fmt: skip
    """Join a register to the buildings of a plan: certificates, boilers, surveys, census tables."""
    from app.project import Join
    from app.services.files import open_project, save_project
    from app.services.joining import JoinRequest, lists_of, preview_join, take_join
    from gis.joining import AMBIGUOUS, RULES, UNMATCHED

    rules = tuple(word.strip() for word in by.split(",") if word.strip())
    for rule in rules:
        if rule not in RULES:
            raise UserError("join_rule_unknown", rule=rule, known=", ".join(RULES))
    for path in (out, unmatched, ambiguous):
        if path is not None and path.exists() and not overwrite:
            raise UserError("export_exists", path=path)
    wanted = Join(
        layer=layer,
        keys=tuple(_pairs(key or ())),
        rules=rules,
        take=_fields(column or ()),
        mode="replace" if replace else "unknown",
        choices=() if choices is None else _choices(choices),
    )
    with Bar(as_json) as progress:
        plan = open_project(project).project
        preview = preview_join(plan, JoinRequest(table, wanted), progress)
        changed = None if out is None else take_join(plan, preview, table.name, progress).project
        if changed is not None and out is not None:
            save_project(changed, out)
    files = {"plan": out, UNMATCHED: unmatched, AMBIGUOUS: ambiguous}
    for status, rows in lists_of(preview, plan).items():
        target = files[status]
        if target is not None:
            rows.to_csv(target, index=False, encoding="utf-8-sig")
    printer = Printer(as_json)
    _print(printer, preview, table.name, rules)
    printer.files({name: path for name, path in files.items() if path is not None})
    printer.close()


def _print(printer: Printer, preview: JoinPreview, name: str, rules: tuple[str, ...]) -> None:
    """How many rows found their building, by which rule, and what they bring."""
    counts = {status: preview.count(status) for status in STATUS}
    by_rule = {rule: int((preview.match.rule == rule).sum()) for rule in rules}
    taken = {str(each): int(preview.values[each].replace("", None).notna().sum()) for each in preview.values}
    printer.answer |= {
        "rows": counts, "by_rule": by_rule, "match_rate": preview.match.rate, "values": taken,
    }  # fmt: skip
    for title, head, rows in (
        (_("Rows of {name}").format(name=name), _("Rows"), counts),
        (_("Found by"), _("Rule"), {rule: count for rule, count in by_rule.items() if count}),
        (_("Buildings with a value in the register"), _("Field"), taken),
    ):
        printer.table(title, (head, ""), [(key, str(count)) for key, count in rows.items()])


def _pairs(words: list[str] | tuple[()]) -> list[tuple[str, str]]:
    found = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UserError("edit_pair_wrong", word=word)
        found.append((name.strip(), value.strip()))
    return found


def _fields(words: list[str] | tuple[()]) -> dict[str, FieldChoice]:
    from app.services.joining import JOINABLE

    pairs = dict(_pairs(words))
    for name in pairs:
        if name not in JOINABLE:
            raise UserError("join_field_unknown", name=name, known=", ".join(JOINABLE))
    return {name: FieldChoice(value) for name, value in pairs.items()}


def _choices(path: Path) -> tuple[tuple[str, str], ...]:
    from gis.sheets import read_sheet

    sheet = read_sheet(path)
    for name in ("row", "building_id"):
        if name not in sheet.columns:
            raise UserError(
                "join_column_unknown", source=path.name, column=name, columns=", ".join(sheet.titles)
            )
    return tuple(zip(sheet.column("row"), sheet.column("building_id"), strict=True))
