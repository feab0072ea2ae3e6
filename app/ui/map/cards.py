"""The hover card: what the pointer is on, with the value that colours the map."""

from __future__ import annotations

import numpy as np

from app.bridge import groups_of
from app.mapimage.theme import Theme
from app.project import Project
from app.services.theming import CATEGORIES, OF_BUILDINGS, YEAR, column_of
from app.text import labels
from app.text.numbers import NO_VALUE, format_number
from app.text.translate import _
from retrofit.stock import codes
from retrofit.stock.fields import FIELDS, Level
from retrofit.stock.provenance import FIRST_GUESS, Provenance


def card(project: Project, theme: Theme, level: Level, row: int, word: str = "") -> str:
    """Text about a building or a block of a reckoned project, in several lines.

    Parameters
    ----------
    project : Project
    theme : Theme
        One that the project can show.
    level : Level
        Building or block.
    row : int
    word : str
        Name of the building's class, where the theme has names.
    """
    if level is Level.BLOCK:
        return "\n".join(_block_lines(project, theme, row))
    return "\n".join(_building_lines(project, theme, row, word))


def _value_line(project: Project, theme: Theme, level: Level, row: int) -> str:
    """The theme's value of a row of some level; two where two results share the colours."""
    told = []
    for name in filter(None, (theme.field, theme.second)):
        field = FIELDS[name]
        value = float(column_of(project, level, name)[row]) if row >= 0 else np.nan
        text = f"{value:.0f}" if name == YEAR and np.isfinite(value) else ""
        told.append(f"{_(field.label)}: {text or format_number(value, field.decimals, field.unit)}")
    return "\n".join(told)


def _block_lines(project: Project, theme: Theme, row: int) -> list[str]:
    assert project.assessment is not None
    block = project.assessment.blocks
    counts = _("{heated} of {all} buildings heated").format(
        heated=format_number(block["heated_count"][row]), all=format_number(block["buildings_count"][row])
    )
    name = _("Block {id}").format(id=project.blocks.index[row])
    if theme.field in OF_BUILDINGS:
        return [name, counts]
    return [name, _value_line(project, theme, Level.BLOCK, row), counts]


def _building_lines(project: Project, theme: Theme, row: int, word: str) -> list[str]:
    assert project.baseline is not None
    typed = project.baseline.typed
    stock = typed.stock
    lines = [str(project.buildings.index[row]), *_reference(project, row)]
    if theme.field in CATEGORIES:
        lines.append(f"{_(FIELDS[theme.field].label)}: {word or NO_VALUE}")
    elif theme.field in OF_BUILDINGS:
        lines.append(_value_line(project, theme, Level.BUILDING, row))
    elif theme.level is Level.BUILDING:
        lines.append(
            _value_line(project, theme, Level.BUILDING, row) if typed.heated[row] else _("Not heated")
        )
    else:
        owner = int(groups_of(project, theme.level)[row])
        lines.append(
            f"{_group(project, theme.level, owner)} · {_value_line(project, theme, theme.level, owner)}"
        )
    lines.append(_coded(project, "current_use", codes.USES, row))
    if typed.heated[row]:
        lines.append(_coded(project, "size_class", codes.SIZE_CLASSES, row))
    year = stock.year_of_construction[row]
    built = f"{year:.0f}" if np.isfinite(year) else NO_VALUE
    lines.append(_("Built {year}").format(year=built) + _mark_of(project, "year_of_construction", row))
    return lines


def _group(project: Project, level: Level, row: int) -> str:
    """What a building's value is summed up over; an association by its name."""
    if level is Level.ASSOCIATION:
        return str(project.associations["name"].iloc[row]) if row >= 0 else _("No association")
    return _("Block") if level is Level.BLOCK else _("Parcel")


def _reference(project: Project, row: int) -> list[str]:
    """The cadastral reference, where it is not the id itself."""
    reference = str(project.buildings["national_cadastral_reference"].iloc[row])
    known = reference and reference != str(project.buildings.index[row])
    return [_("Cadastre {reference}").format(reference=reference)] if known else []


def _coded(project: Project, name: str, words: tuple[str, ...], row: int) -> str:
    assert project.baseline is not None
    code = int(getattr(project.baseline.typed.stock, name)[row])
    text = labels.field_word(name, words[code]) if code >= 0 else NO_VALUE
    return text + _mark_of(project, name, row)


def _mark_of(project: Project, name: str, row: int) -> str:
    """Say that a value is a guess; nothing where it is not."""
    assert project.baseline is not None
    origin = Provenance(int(project.baseline.typed.stock.provenance[name][row]))
    if origin < FIRST_GUESS:
        return ""
    return f" ({labels.word(origin.name.lower(), labels.PROVENANCE)})"
