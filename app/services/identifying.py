"""Name everything that lies at a place of the map."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from app import bridge
from app.project import Project
from app.services.mapping import content_of
from app.text import labels
from app.text.messages import finding_sentence, sentence
from app.text.numbers import format_number
from app.text.places import area
from app.text.translate import _
from gis.account import Fate
from gis.arrays import Shapes
from gis.stacked import rows_at
from retrofit.stock import codes
from retrofit.stock.fields import FIELDS, Level

MOST: Final = 12
"""Things of one kind that are told apart."""


class Kind(StrEnum):
    """Kinds of things on the map, as they lie over each other."""

    BUILDING = "building"
    PARCEL = "parcel"
    ASSOCIATION = "association"
    BLOCK = "block"
    STREET = "street"
    FINDING = "finding"
    REJECTED = "rejected"
    """A feature of the sources that was not taken."""


LEVELS: Final = {
    Kind.BUILDING: Level.BUILDING,
    Kind.PARCEL: Level.PARCEL,
    Kind.BLOCK: Level.BLOCK,
    Kind.ASSOCIATION: Level.ASSOCIATION,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing at a place.

    Attributes
    ----------
    kind : Kind
    title : str
        Its name.
    note : str
        What is to be said about it in a few words.
    rows : tuple of int
        Rows of its level; of a finding, the buildings it speaks of.
    bounds : tuple of float, optional
        xmin, ymin, xmax, ymax in the metric CRS [m].
    """

    kind: Kind
    title: str
    note: str = ""
    rows: tuple[int, ...] = ()
    bounds: tuple[float, float, float, float] | None = None


def things_at(project: Project, place: tuple[float, float], reach_m: float) -> tuple[Thing, ...]:
    """Everything at a place of the metric CRS, what lies on top first.

    Parameters
    ----------
    project : Project
    place : tuple of float
        x and y [m].
    reach_m : float
        Streets may lie so far from it [m].
    """
    content = content_of(project)
    buildings = _rows(project.buildings, content.buildings, place)
    found = [_building(project, row) for row in buildings]
    found += [_parcel(project, row) for row in _rows(project.parcels, content.parcels, place)]
    bodies = np.unique(project.stock.association_of[buildings]).tolist()
    found += [_association(project, row) for row in bodies if row >= 0]
    found += [_block(project, row) for row in _rows(project.blocks, content.blocks, place)]
    found += [_street(project, row) for row in _rows(project.streets, content.streets, place, reach_m)]
    found += _findings(project, buildings)
    found += _rejected(project, place)
    return tuple(found)


def _rows(
    frame: gpd.GeoDataFrame, shapes: Shapes | None, place: tuple[float, float], reach: float = 0.0
) -> list[int]:
    if shapes is None:
        return []
    bounds = shapes.bounds + np.array([*shapes.origin, *shapes.origin])
    found = rows_at(frame.geometry.to_numpy(), bounds, place, reach)
    return [int(row) for row in found[:MOST]]


def _building(project: Project, row: int) -> Thing:
    told = []
    if project.baseline is not None:
        use = int(project.baseline.typed.stock.current_use[row])
        told.append(labels.field_word("current_use", codes.USES[use]) if use >= 0 else "")
        told.append(_figure(project, Level.BUILDING, row))
    title = _("Building {id}").format(id=project.buildings.index[row])
    return Thing(Kind.BUILDING, title, _joined(told), (row,), _bounds(project.buildings, row))


def _parcel(project: Project, row: int) -> Thing:
    told = [area(float(project.parcels.geometry.iloc[row].area)), _figure(project, Level.PARCEL, row)]
    title = _("Parcel {id}").format(id=project.parcels.index[row])
    return Thing(Kind.PARCEL, title, _joined(told), (row,), _bounds(project.parcels, row))


def _association(project: Project, row: int) -> Thing:
    body = project.associations.iloc[row]
    kind = labels.field_word("association_kind", str(body["kind"])) if body["kind"] else ""
    told = _joined([kind, _figure(project, Level.ASSOCIATION, row)])
    return Thing(Kind.ASSOCIATION, str(body["name"]), told, (row,), _bounds(project.associations, row))


def _block(project: Project, row: int) -> Thing:
    title = _("Block {id}").format(id=project.blocks.index[row])
    told = _figure(project, Level.BLOCK, row)
    return Thing(Kind.BLOCK, title, told, (row,), _bounds(project.blocks, row))


def _street(project: Project, row: int) -> Thing:
    metres = float(project.streets.geometry.iloc[row].length)
    told = _("{length} long").format(length=format_number(metres, 0, "m"))
    return Thing(Kind.STREET, _("Street"), told, (row,), _bounds(project.streets, row))


def _findings(project: Project, rows: list[int]) -> Iterator[Thing]:
    """What was noticed about the buildings at the place."""
    here = {str(project.buildings.index[row]) for row in rows}
    for finding in bridge.findings(project):
        if here.isdisjoint(finding.building_ids):
            continue
        found = project.buildings.index.get_indexer(list(finding.building_ids))
        chosen = tuple(np.unique(found[found >= 0]).tolist())
        severity = labels.word(finding.severity.value, labels.SEVERITIES)
        yield Thing(Kind.FINDING, severity, finding_sentence(finding), chosen)


def _rejected(project: Project, place: tuple[float, float]) -> Iterator[Thing]:
    """Features of the sources that were not taken, and would lie here."""
    fates = project.account.fates
    lost = fates[fates["fate"] == Fate.REJECTED.value]
    if not len(lost):
        return
    shapes = lost.geometry.to_numpy()
    for row in rows_at(shapes, shapely.bounds(shapes).reshape(-1, 4), place)[:MOST].tolist():
        fate = lost.iloc[row]
        title = _("Not taken: {id}").format(id=fate["feature_id"])
        why = sentence(str(fate["reason"]), {"detail": fate["detail"]})
        yield Thing(Kind.REJECTED, title, why, (), _bounds(lost, row))


def _figure(project: Project, level: Level, row: int) -> str:
    """Delivered energy per area, if anything is heated."""
    if project.assessment is None:
        return ""
    assessment = project.assessment
    columns = {
        Level.BUILDING: assessment.buildings,
        Level.BLOCK: assessment.blocks,
        Level.PARCEL: assessment.parcels,
        Level.ASSOCIATION: assessment.associations,
    }[level]
    field = FIELDS["e_del_kwh_m2"]
    value = float(columns[field.name][row])
    return format_number(value, field.decimals, field.unit) if np.isfinite(value) else _("not heated")


def _bounds(frame: gpd.GeoDataFrame, row: int) -> tuple[float, float, float, float]:
    xmin, ymin, xmax, ymax = (float(value) for value in frame.geometry.iloc[row].bounds)
    return xmin, ymin, xmax, ymax


def _joined(words: list[str]) -> str:
    return ", ".join(word for word in words if word)
