"""What of a plan may be published: no cell below a number of dwellings or buildings, no owners."""

from dataclasses import replace
from typing import Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from app import bridge
from app.errors import UserError
from app.project import Project
from retrofit.evidence.disclosure import published_cells
from retrofit.findings import Finding, Severity
from retrofit.stock.fields import FIELDS, Field, Level, columns_of
from retrofit.stock.stock import FloatArray

LEVELS: Final = (Level.BLOCK, Level.PARCEL, Level.ASSOCIATION)
"""Groupings that can be published, one at a time."""

OF_BUILDING: Final = (
    "building_id",
    "block_id",
    "current_use",
    "year_of_construction",
    "number_of_floors_above_ground",
    "heritage",
)
"""What is published of a single building: what can be seen from the street, no result, no owner."""

OF_OWNERS: Final = ("association_name",)


def shown_cells(project: Project) -> NDArray[np.bool_]:
    """Rows of the published grouping whose figures are published, shape (K,)."""
    assert project.baseline is not None
    typed, level = project.baseline.typed, project.privacy.level
    groups, n = bridge.groups_of(project, level), len(bridge.frame_of(project, level))
    heated = typed.heated.astype(np.float64)
    dwellings = np.nan_to_num(typed.stock.number_of_dwellings) * heated
    inside = groups >= 0

    def within(values: FloatArray) -> FloatArray:
        return np.bincount(groups[inside], values[inside], n).astype(np.float64)

    outside = float(dwellings[~inside].sum()), float(heated[~inside].sum())
    return published_cells(within(dwellings), within(heated), outside, project.privacy.least)


def check_district(project: Project) -> None:
    """Refuse to publish anything of a district that is too small itself.

    Raises
    ------
    app.errors.UserError
    """
    assert project.baseline is not None
    typed = project.baseline.typed
    dwellings = float(np.nansum(typed.stock.number_of_dwellings[typed.heated]))
    if max(dwellings, float(typed.heated.sum())) < project.privacy.least:
        raise UserError("privacy_district_small", least=project.privacy.least)


def refuse_public(project: Project) -> None:
    """Refuse tables of single buildings while the privacy switch is on.

    Raises
    ------
    app.errors.UserError
    """
    if project.privacy.on:
        raise UserError("privacy_refused")


def about_privacy(project: Project) -> tuple[Finding, ...]:
    """Say what the privacy switch leaves out."""
    if not project.privacy.on or project.baseline is None:
        return ()
    shown = shown_cells(project)
    args: dict[str, object] = {
        "hidden": int((~shown).sum()),
        "all": len(shown),
        "least": project.privacy.least,
        "level": project.privacy.level.value,
    }
    return (Finding("privacy_on", Severity.NOTES, args=args),)


def published(project: Project) -> Project:
    """The plan with nothing but figures that may be published; to be written, never to be kept."""
    found = project.assessment
    assert found is not None
    shown = shown_cells(project)

    def masked(level: Level, columns: dict[str, FloatArray]) -> dict[str, FloatArray]:
        rows = (
            shown if level is project.privacy.level else np.zeros(len(bridge.frame_of(project, level)), bool)
        )
        return {name: np.where(rows, values, np.nan) for name, values in columns.items()}

    assessment = replace(
        found,
        buildings={name: np.full(len(values), np.nan) for name, values in found.buildings.items()},
        blocks=masked(Level.BLOCK, found.blocks),
        parcels=masked(Level.PARCEL, found.parcels),
        associations=masked(Level.ASSOCIATION, found.associations),
    )
    nameless = project.associations.assign(name=np.full(len(project.associations), "", dtype=object))
    return project.replace(assessment=assessment, associations=nameless, files=None)


def public_fields(level: Level) -> tuple[Field, ...]:
    """Columns of a level that are published."""
    if level is Level.BUILDING:
        return tuple(FIELDS[name] for name in OF_BUILDING)
    return tuple(field for field in columns_of(level) if field.name not in OF_OWNERS)


def public_frame(project: Project, level: Level) -> gpd.GeoDataFrame:
    """What is published of a level, from a plan that `published` made."""
    frame = bridge.frame_of(project, level)
    columns = {field.name: bridge.column(project, level, field.name) for field in public_fields(level)}
    return gpd.GeoDataFrame(columns, geometry=frame.geometry.to_numpy(), crs=frame.crs)
