"""A newer delivery of the same source: buildings keep their ids, corrections and packages."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import CRS

from app import bridge
from app.bridge import stock_of
from app.changes import Changes
from app.errors import UserError
from app.project import Project, SourceFile
from app.services.edited import OUTLINE, is_edited
from app.services.field_profiles import all_profiles
from app.services.intake import sources_of
from app.services.outcome import Outcome
from app.services.planning import replan
from app.text.labels import field_title
from gis.account import Account, Remark
from gis.adjacency import shared_walls, wall_lengths
from gis.associations import regrouped
from gis.blocks import Blocks, make_blocks
from gis.crs_sense import distance_km
from gis.delivery import DistrictFiles
from gis.footprints import Intake, Present, load_district
from gis.parcel_shares import shares_of
from gis.parcels import largest_overlap
from gis.renewal import ADDED, CHANGED, Renewal, renew
from gis.setback import boundary_length
from retrofit.plan.scenario import Scenario
from retrofit.progress import Progress, part_of, silent

VALUES: Final = (*bridge.NUMBERS, *bridge.RENEWALS, "nonresidential_share", *bridge.CODE_LISTS)
"""Columns that a source gives and a user corrects."""
MOST_GONE: Final = 0.4
"""Share of the plan's buildings that a newer delivery may lack before it is asked about [-]."""
FROM_ELSEWHERE: Final = ("joined", "measured")
"""Origins that a newer delivery of the footprints says nothing about."""
OF_STEPS: Final = ("protection_", "register_", "heights_", "owners_")
"""Remarks with these beginnings tell of later steps, not of the files: they stay."""

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """Newer files of a plan's own sources; roles that they lack stay as they are."""

    files: DistrictFiles
    anyway: bool = False
    """Also where hardly a building is found again: the file is of another place, or of a part only."""


def update_delivery(project: Project, request: UpdateRequest, progress: Progress = silent) -> Outcome:
    """Take a newer delivery into a plan.

    The same buildings keep id, block, packages and what was corrected by hand, joined or
    measured; findings list what was added, removed or changed.

    Raises
    ------
    gis.errors.SourceError
        If a file, layer or reference system cannot be used.
    """
    present = Present(CRS(project.buildings.crs), project.parcels, project.streets)
    intake = load_district(request.files, part_of(progress, 0.0, 0.5), present, all_profiles())
    progress(0.5, "comparing")
    renewal = renew(project.buildings, intake.buildings, is_edited(project.buildings, OUTLINE))
    _refuse_elsewhere(project, intake, renewal, request)
    frame, renewed = _buildings(project, intake, renewal)
    progress(0.55, "blocks")
    blocks = _blocks(project, intake, frame, renewal.origin)
    progress(0.6, "party_walls")
    shapes = frame.geometry.to_numpy()
    along = boundary_length(shapes, intake.parcels.geometry.to_numpy(), frame["parcel_row"].to_numpy())
    mine = np.where(renewal.origin >= 0, project.stock.association_of[np.maximum(renewal.origin, 0)], -1)
    bodies = regrouped(project.associations, mine.astype(np.int32), frame)
    frame = frame.assign(boundary_length_m=along, association_row=bodies.of)
    changed = project.replace(
        buildings=frame,
        parcels=intake.parcels.drop(columns="owner", errors="ignore"),
        associations=bodies.frame,
        shares=shares_of(shapes, intake.parcels.geometry.to_numpy()),
        streets=intake.streets,
        blocks=blocks.frame,
        stock=stock_of(frame, blocks.block_of, shared_walls(shapes), wall_lengths(shapes)),
        account=_account(project, intake, renewal, renewed),
        scenario=_taken(project.scenario, renewal.origin),
        shelf=tuple(_taken(one, renewal.origin) for one in project.shelf),
        sources=_sources(project, intake),
        files=_files(project, request.files),
        place=intake.place,
        baseline=None,
        assessment=None,
    )
    outcome = replan(changed, part_of(progress, 0.8, 1.0))
    return Outcome(outcome.project, Changes.EVERYTHING)


def _paths(files: DistrictFiles) -> set[Path]:
    return {each.path.absolute() for each in files.layers}


def _files(project: Project, newer: DistrictFiles) -> DistrictFiles:
    """The newer files, and those of before for what they lack."""
    if project.files is None:
        return newer
    roles = {each.role for each in newer.layers}
    return newer.having((*newer.layers, *(each for each in project.files.layers if each.role not in roles)))


def _refuse_elsewhere(project: Project, intake: Intake, renewal: Renewal, request: UpdateRequest) -> None:
    """Stop where most of the plan would go: nobody means to exchange the town."""
    before, gone = len(project.buildings), len(renewal.removed)
    same_files = project.files is not None and _paths(project.files) == _paths(request.files)
    if request.anyway or same_files or gone <= MOST_GONE * before:
        return
    lat, lon = intake.place
    away = distance_km(project.place, (lat, lon))
    raise UserError("delivery_elsewhere", same=before - gone, before=before, distance=f"{away:.0f}")


def _taken(scenario: Scenario, origin: Rows) -> Scenario:
    """The packages of the buildings to come; what is new has none."""
    chosen = scenario.package_of[np.maximum(origin, 0)]
    return replace(scenario, package_of=np.where(origin >= 0, chosen, 0).astype(chosen.dtype))


def _buildings(project: Project, intake: Intake, renewal: Renewal) -> "tuple[gpd.GeoDataFrame, Renewed]":
    """Buildings to come: the source's values, but for what was corrected or came from elsewhere."""
    old, new = project.buildings, intake.buildings.assign(edited="")
    fresh = renewal.take >= 0
    columns = [name for name in new.columns if name in old.columns and name != "geometry"]
    parts = [new.iloc[renewal.take[fresh]], old.iloc[-1 - renewal.take[~fresh]]]
    table = pd.concat([part[columns] for part in parts if len(part)], ignore_index=True)
    shapes = np.concatenate([part.geometry.to_numpy() for part in parts])
    frame = gpd.GeoDataFrame(table, geometry=shapes, crs=old.crs)
    known = np.flatnonzero(fresh & (renewal.origin >= 0))
    before = old.iloc[renewal.origin[known]]
    changed: dict[str, NDArray[np.bool_]] = {}
    for name in (*VALUES, "national_cadastral_reference"):
        changed[name] = _carry(frame, before, known, name)
    for name in (*bridge.ROOF_NUMBERS, *bridge.ROOF_WORDS):
        if name in old or name in new:
            frame[name] = _roof_values(name, new, before, renewal.take, fresh, known)
    marks = frame["edited"].to_numpy(dtype=object, copy=True)
    marks[known] = [" ".join(w for w in str(said).split() if w != OUTLINE) for said in before["edited"]]
    frame["edited"] = marks
    frame.index = pd.Index(renewal.ids, dtype=object, name="building_id")
    return frame, Renewed(known, changed)


def _roof_values(
    name: str,
    new: gpd.GeoDataFrame,
    before: gpd.GeoDataFrame,
    take: Rows,
    fresh: NDArray[np.bool_],
    known: Rows,
) -> NDArray[np.generic]:
    """A column of roofs: what the newer files say, else what was known of the same building."""
    nothing = "" if name in bridge.ROOF_WORDS else np.nan
    values = np.full(len(fresh), nothing, dtype=object if nothing == "" else np.float64)
    if name in new:
        values[fresh] = new[name].to_numpy()[take[fresh]]
    if name in before:
        said = values[known]
        silent = said == "" if nothing == "" else np.isnan(said)
        values[known] = np.where(silent, before[name].to_numpy(), said)
    return values


@dataclass(frozen=True, slots=True, eq=False)
class Renewed:
    """Which values of buildings that were there before the newer source gives otherwise."""

    rows: Rows
    """Rows of the buildings to come."""
    changed: dict[str, NDArray[np.bool_]]
    """By column, of the shape of ``rows``."""


def _carry(frame: gpd.GeoDataFrame, before: gpd.GeoDataFrame, rows: Rows, name: str) -> NDArray[np.bool_]:
    """Keep a column of some rows where the plan knows better; tell where the source says another value."""
    values = frame[name].to_numpy(copy=True)
    mine, theirs = before[name].to_numpy(), values[rows]
    unknown = theirs == "" if theirs.dtype == object else np.isnan(theirs.astype(np.float64))
    nothing = mine == "" if mine.dtype == object else np.isnan(mine.astype(np.float64))
    keep = is_edited(before, name)
    elsewhere = ~nothing & unknown
    origin = f"provenance_{name}"
    if origin in frame:
        elsewhere &= before[origin].isin(FROM_ELSEWHERE).to_numpy(dtype=bool)
    keep |= elsewhere
    values[rows[keep]] = mine[keep]
    frame[name] = values
    if origin in frame:
        said = frame[origin].to_numpy(dtype=object, copy=True)
        said[rows[keep]] = before[origin].to_numpy(dtype=object)[keep]
        frame[origin] = said
    return np.asarray(~keep & ~unknown & (nothing | (mine != theirs)), dtype=bool)


def _blocks(project: Project, intake: Intake, frame: gpd.GeoDataFrame, origin: Rows) -> Blocks:
    """Blocks to come: those of the plan for its buildings; what is new goes into them where it lies in one."""
    if len(intake.blocks):
        return make_blocks(frame, intake.parcels, intake.streets, intake.blocks)
    block_of = np.where(origin >= 0, project.stock.block_of[np.maximum(origin, 0)], -1).astype(np.int32)
    added = np.flatnonzero(block_of < 0)
    shapes = frame.geometry.to_numpy()
    block_of[added] = largest_overlap(shapes[added], project.blocks.geometry.to_numpy())
    outside = np.flatnonzero(block_of < 0)
    held = np.unique(block_of[block_of >= 0])
    kept = project.blocks.iloc[held]
    block_of[block_of >= 0] = np.searchsorted(held, block_of[block_of >= 0])
    if not len(outside):
        return Blocks(kept, block_of)
    made = make_blocks(frame.iloc[outside], intake.parcels, intake.streets)
    names = made.frame.index.to_series()
    names = names.where(~names.isin(kept.index), names + "-0")
    more = made.frame.set_axis(pd.Index(names, dtype=object, name="block_id"))
    block_of[outside] = len(kept) + made.block_of
    joined = gpd.GeoDataFrame(pd.concat([kept, more]), geometry="geometry", crs=frame.crs)
    return Blocks(joined, block_of)


def _account(project: Project, intake: Intake, renewal: Renewal, renewed: Renewed) -> Account:
    """The account of the new files, with what came of the buildings of the plan."""
    kept = tuple(each for each in project.account.remarks if each.code.startswith(OF_STEPS))
    ids = renewal.ids
    gone = project.buildings.index.to_numpy(dtype=object)[renewal.removed]
    told = [
        _told("delivery_added", "doubts", ids[renewal.status == ADDED]),
        _told("delivery_removed", "doubts", gone),
        _told("delivery_outline_changed", "notes", ids[renewal.status == CHANGED]),
    ]
    for name, rows in renewed.changed.items():
        told.append(
            _told("delivery_value_changed", "notes", ids[renewed.rows[rows]], field=field_title(name))
        )
    same = int((renewal.status != ADDED).sum())
    first = Remark("delivery_taken", "notes", args={"same": same, "before": len(project.buildings)})
    found = (first, *(each for each in told if each is not None), *kept)
    return replace(intake.account, remarks=(*found, *intake.account.remarks))


def _told(code: str, severity: str, ids: NDArray[np.object_], **args: object) -> Remark | None:
    if not len(ids):
        return None
    return Remark(code, severity, tuple(map(str, ids)), {"count": len(ids), **args})


def _sources(project: Project, intake: Intake) -> tuple[SourceFile, ...]:
    found = sources_of(intake, next((one.attribution for one in project.sources), ""))
    roles = {one.role for one in found}
    return (*found, *(one for one in project.sources if one.role not in roles))
