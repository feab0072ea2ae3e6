"""The hover card: what the pointer is on, with the value that colours the map."""

from __future__ import annotations

import numpy as np

from app.mapimage.theme import Theme
from app.project import Project
from app.text import labels
from app.text.numbers import NO_VALUE, format_number
from app.text.translate import _
from retrofit.stock import codes
from retrofit.stock.fields import FIELDS, Level
from retrofit.stock.provenance import FIRST_GUESS, Provenance


def card(project: Project, theme: Theme, level: Level, row: int) -> str:
    """Text about a building or a block of a reckoned project, in several lines."""
    lines = _block_lines if level is Level.BLOCK else _building_lines
    return "\n".join(lines(project, theme, row))


def _value_line(project: Project, theme: Theme, level: Level, row: int) -> str:
    """The theme's value of a row of some level."""
    assert project.assessment is not None
    field = FIELDS[theme.field]
    values = {
        Level.BUILDING: project.assessment.buildings,
        Level.BLOCK: project.assessment.blocks,
        Level.PARCEL: project.assessment.parcels,
    }[level]
    value = float(values[field.name][row]) if row >= 0 else np.nan
    return f"{_(field.label)}: {format_number(value, field.decimals, field.unit)}"


def _block_lines(project: Project, theme: Theme, row: int) -> list[str]:
    assert project.assessment is not None
    block = project.assessment.blocks
    counts = _("{heated} of {all} buildings heated").format(
        heated=format_number(block["heated_count"][row]), all=format_number(block["buildings_count"][row])
    )
    name = _("Block {id}").format(id=project.blocks.index[row])
    return [name, _value_line(project, theme, Level.BLOCK, row), counts]


def _building_lines(project: Project, theme: Theme, row: int) -> list[str]:
    assert project.baseline is not None
    typed = project.baseline.typed
    stock = typed.stock
    lines = [str(project.buildings.index[row]), *_reference(project, row)]
    if theme.level is Level.BUILDING:
        lines.append(
            _value_line(project, theme, Level.BUILDING, row) if typed.heated[row] else _("Not heated")
        )
    else:
        owner = stock.block_of if theme.level is Level.BLOCK else stock.parcel_of
        name = _("Block") if theme.level is Level.BLOCK else _("Parcel")
        lines.append(f"{name} · {_value_line(project, theme, theme.level, int(owner[row]))}")
    lines.append(_coded(project, "current_use", codes.USES, row))
    if typed.heated[row]:
        lines.append(_coded(project, "size_class", codes.SIZE_CLASSES, row))
    year = stock.year_of_construction[row]
    built = f"{year:.0f}" if np.isfinite(year) else NO_VALUE
    lines.append(_("Built {year}").format(year=built) + _mark_of(project, "year_of_construction", row))
    return lines


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
