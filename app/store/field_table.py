"""Choices of columns as lines of TOML, in recipes and profiles."""

import json
from collections.abc import Mapping
from typing import Any

from gis.delivery import FieldChoice


def toml_text(value: str) -> str:
    """A TOML string; its escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def field_lines(fields: Mapping[str, FieldChoice]) -> list[str]:
    """One line a field: ``fields.current_use = { column = "usage", values = [["1", "office"]] }``."""
    return [f"fields.{name} = {{ {_inside(choice)} }}" for name, choice in fields.items()]


def fields_from(table: Mapping[str, Any]) -> dict[str, FieldChoice]:
    """Read them again from a parsed table.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is of another form.
    """
    return {str(name): _choice(each) for name, each in table.get("fields", {}).items()}


def _inside(choice: FieldChoice) -> str:
    parts = [f"column = {toml_text(choice.column)}"]
    if choice.unit:
        parts.append(f"unit = {toml_text(choice.unit)}")
    if choice.values:
        pairs = ", ".join(f"[{toml_text(read)}, {toml_text(code)}]" for read, code in choice.values)
        parts.append(f"values = [{pairs}]")
    return ", ".join(parts)


def _choice(table: Mapping[str, Any]) -> FieldChoice:
    pairs = tuple((str(read), str(code)) for read, code in table.get("values", ()))
    return FieldChoice(str(table["column"]), str(table.get("unit", "")), pairs)
