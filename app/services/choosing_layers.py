"""Which files are for what, in words: roles, columns, units and encodings as somebody writes them down."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.errors import UserError
from gis.delivery import ROLES, DistrictFiles, FieldChoice, LayerChoice
from gis.district import detect_files
from gis.mapping.canonical import FIELDS

NOTHING: Final = "none"
"""Role of what is left out."""
BETWEEN: Final = "::"


def files_as_told(
    paths: Sequence[Path],
    *,
    crs: str = "",
    roles: Sequence[str] = (),
    columns: Sequence[str] = (),
    encoding: str = "",
) -> DistrictFiles:
    """The layers of a district: what the words name, and all else by what it holds.

    Parameters
    ----------
    paths : sequence of Path
    crs : str
        For layers that name no system.
    roles : sequence of str
        ``parcels=lots.gpkg`` or ``buildings=town.gpkg::houses``; the role ``none`` leaves out.
    columns : sequence of str
        ``year_of_construction=BAUJAHR``, ``height_above_ground_m=H:cm``, ``parcels.label=NR``; nothing after the
        equals sign leaves the field empty.
    encoding : str
        Of the texts of every layer.

    Raises
    ------
    UserError
        If a word cannot be understood.
    gis.errors.SourceError
        As `gis.district.detect_files`.
    """
    named = [_role(word) for word in roles]
    found = detect_files(paths, crs=crs, named=named)
    chosen: dict[str, dict[str, FieldChoice]] = {role: {} for role in ROLES}
    for word in columns:
        role, name, choice = _column(word)
        chosen[role][name] = choice
    return found.having(
        replace(each, fields={**each.fields, **chosen[each.role]}, encoding=encoding or each.encoding)
        for each in found.layers
    )


def _role(word: str) -> LayerChoice:
    role, equals, rest = word.partition("=")
    path, _between, layer = rest.partition(BETWEEN)
    role = role.strip()
    if not equals or not path or role not in (*ROLES, NOTHING):
        raise UserError("role_word_wrong", word=word, known=", ".join((*ROLES, NOTHING)))
    return LayerChoice(Path(path), "" if role == NOTHING else role, layer)


def _column(word: str) -> tuple[str, str, FieldChoice]:
    field, equals, column = word.partition("=")
    role, dot, name = field.strip().rpartition(".")
    role = role if dot else ROLES[0]
    known = {each.name: each for each in FIELDS.get(role, ())}
    if not equals or name not in known:
        raise UserError("column_word_wrong", word=word, known=", ".join(known or ROLES))
    head, colon, unit = column.rpartition(":")
    if colon and unit in known[name].units:
        return role, name, FieldChoice(head, unit)
    return role, name, FieldChoice(column)
