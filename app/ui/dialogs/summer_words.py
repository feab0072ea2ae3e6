"""Summer heat as its dialog tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from app.project import Project
from app.services import summer_tables as tell
from app.services.summer import CASES, Summer
from app.text.messages import finding_sentence
from app.text.numbers import NO_VALUE, format_number
from app.text.translate import _
from app.ui.widgets.bars import Bar
from retrofit.stock.fields import Level

MOST_ROWS: Final = 200
"""Rows of a selection that are shown."""


def bars(found: Summer, level: Level = Level.DISTRICT, row: int = 0) -> list[Bar]:
    """Hours of one row of a level: today in a light tone, what helps in a dark one."""
    figures = found.at(level)
    rows = tell.measure_rows(found, level, row)
    several = float(figures.heated[row]) > 1.0
    return [
        Bar(
            label,
            float(figures.hours[case][row]),
            _shown(hours, hot if several else ""),
            "disabled" if case == "today" else "accent",
        )
        for case, (label, hours, hot) in zip(CASES, rows, strict=True)
    ]


def _shown(hours: str, hot: str) -> str:
    if hours == NO_VALUE:
        return hours
    return _("{hours} h; {share} of the buildings").format(hours=hours, share=hot) if hot else f"{hours} h"


def doubts(found: Summer) -> str:
    """What is to be said first: hours that are made up, or from far away."""
    return "\n".join(finding_sentence(one) for one in found.findings)


def remark(found: Summer, level: Level, rows: Sequence[int]) -> str:
    """What is to be said about a selection beside its figures."""
    if not rows:
        return _("Select buildings or blocks on the map or in the table to see their summer here.")
    if not found.at(level).heated[list(rows)].any():
        return _("Nothing of the selection is heated: summer is not reckoned for it.")
    more = len(rows) - MOST_ROWS
    told = _("{more} further rows are in the tables that the command line writes.")
    return told.format(more=format_number(more)) if more > 0 else ""


def table(
    project: Project, level: Level, chosen: Sequence[int], found: Summer
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Titles and rows of some buildings or blocks, no more than there is room for."""
    frame = project.buildings if level is Level.BUILDING else project.blocks
    head = [
        _("Building") if level is Level.BUILDING else _("Block"),
        _("Today\nh"),
        _("Blinds\nh"),
        _("Airing\nh"),
        _("Renovation\nh"),
        _("All\nh"),
        _("Cooling today\nkWh/(m²a)"),
        _("with all\nkWh/(m²a)"),
        _("Electricity today\nkWh/(m²a)"),
        _("with all\nkWh/(m²a)"),
    ]
    shown = chosen[:MOST_ROWS]
    return head, [(str(frame.index[row]), *tell.row_cells(found, level, row)) for row in shown]
