"""Rows of the inspector about parcels: what lies on what, and with how much of it."""

from __future__ import annotations

from typing import Final

from app.project import Project
from app.services.portrait import Portrait
from app.text import labels
from app.text.numbers import format_number
from app.text.translate import _
from app.ui.document import Selection
from app.ui.widgets.grid import Row
from retrofit.stock.fields import Level

MOST_PIECES: Final = 12
"""Pieces that are told one by one."""


def association(project: Project, selection: Selection, told: Portrait) -> list[Row]:
    """What one association is and what it has and pays; else nothing."""
    if selection.level is not Level.ASSOCIATION or len(selection.rows) != 1:
        return []
    body = project.associations.iloc[selection.rows[0]]
    figures = told.figures
    months = 12.0 * figures["floor_area_ref_m2"]
    rows = [
        Row((_("Kind"), labels.field_word("association_kind", str(body["kind"])) or _("not known"))),
        Row((_("Buildings"), format_number(figures["buildings_count"]))),
        Row((_("Dwellings"), format_number(figures["number_of_dwellings"]))),
    ]
    if months > 0.0:
        tip = _("Energy cost per m² of heated floor area and month")
        for label, name in (
            (_("Energy cost, today"), "energy_cost_eur"),
            (_("Energy cost, plan"), "energy_cost_after_eur"),
        ):
            rows.append(Row((label, format_number(figures[name] / months, 2, _("EUR/(m²·month)"))), tip))
    return rows


def pieces(project: Project, selection: Selection) -> list[Row]:
    """Parcels beneath one building, or buildings on one parcel, with area and share; else nothing."""
    if len(selection.rows) != 1 or selection.level not in (Level.BUILDING, Level.PARCEL):
        return []
    shares, row = project.shares, selection.rows[0]
    of_building = selection.level is Level.BUILDING
    found = shares.of_row(row) if of_building else shares.on_parcel(row)
    other, frame = (shares.parcel, project.parcels) if of_building else (shares.building, project.buildings)
    share = shares.of_building if of_building else shares.of_parcel
    word = _("Parcel {id}") if of_building else _("Building {id}")
    tip = _("Share of the footprint") if of_building else _("Share of the parcel that is built over")
    rows = []
    for piece in found[:MOST_PIECES]:
        main = of_building and other[piece] == project.stock.parcel_of[row] and len(found) > 1
        cells = (
            word.format(id=frame.index[other[piece]]),
            format_number(float(shares.area_m2[piece])),
            format_number(100.0 * float(share[piece]), 0, "%"),
        )
        why = _("Main parcel: sums by parcel count the building here") if main else tip
        rows.append(Row(cells, why, strong=bool(main)))
    rest = len(found) - len(rows)
    if rest > 0:
        rows.append(Row((_("{count} more").format(count=format_number(rest)), "", "")))
    return rows
