"""From the user's files to a planned district."""

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np

from app.bridge import stock_of
from app.changes import Changes
from app.packs import pack_for
from app.project import Project, SourceFile
from app.services.field_profiles import all_profiles
from app.services.outcome import Outcome
from app.services.owners import associations_by_names
from app.services.planning import replan
from gis.account import Account, Remark
from gis.adjacency import shared_walls, wall_lengths
from gis.blocks import Blocks, make_blocks
from gis.columns import listed
from gis.footprints import DistrictFiles, Intake, load_district
from gis.setback import boundary_length
from retrofit.physics.solar import Weather
from retrofit.plan.scenario import Assumptions, Scenario
from retrofit.progress import Progress, part_of, silent


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to load and how.

    ``country`` empty takes the pack of the place.
    """

    files: DistrictFiles
    country: str = ""
    name: str = ""
    assumptions: Assumptions = Assumptions()
    weather: Weather | None = None
    synthetic: bool = False
    attribution: str = ""
    """Credit for layers that do not tell whose they are."""


def import_district(request: ImportRequest, progress: Progress = silent) -> Outcome:
    """Load, clean, put together and plan a district.

    Raises
    ------
    gis.errors.SourceError
        If a file, layer or reference system cannot be used.
    retrofit.errors.Cancelled
        If ``progress`` asked to stop; nothing is left behind.
    """
    intake = load_district(request.files, part_of(progress, 0.0, 0.4), profiles=all_profiles())
    progress(0.4, "blocks")
    blocks = make_blocks(intake.buildings, intake.parcels, intake.streets, intake.blocks)
    progress(0.6, "party_walls")
    project = _project_of(request, intake, blocks)
    outcome = replan(project, part_of(progress, 0.8, 1.0))
    return Outcome(outcome.project, Changes.EVERYTHING)


def _project_of(request: ImportRequest, intake: Intake, blocks: Blocks) -> Project:
    shapes = intake.buildings.geometry.to_numpy()
    rows = intake.buildings["parcel_row"].to_numpy()
    on_boundary = boundary_length(shapes, intake.parcels.geometry.to_numpy(), rows)
    buildings = intake.buildings.assign(boundary_length_m=on_boundary, edited="").drop(columns="owner")
    stock = stock_of(buildings, blocks.block_of, shared_walls(shapes), wall_lengths(shapes))
    choice = pack_for(*intake.place)
    account = _with_idle_blocks(intake.account, intake.blocks, blocks)
    if choice.substitute and not request.country:
        account = _with_substitute(account, choice.country, choice.code)
    project = Project(
        name=request.name or request.files.title,
        country=request.country or choice.code,
        place=intake.place,
        buildings=buildings,
        parcels=intake.parcels.drop(columns="owner", errors="ignore"),
        shares=intake.shares,
        blocks=blocks.frame,
        streets=intake.streets,
        stock=stock,
        account=account,
        scenario=Scenario("Plan", np.empty(0, dtype=np.int8)),
        assumptions=request.assumptions,
        weather=request.weather,
        sources=sources_of(intake, request.attribution),
        files=None if request.synthetic else request.files,
        synthetic=request.synthetic,
    )
    return associations_by_names(project, _owners(intake), _sources_of_owners(intake))


def _owners(intake: Intake) -> list[str]:
    """Who owns each building or decides on it by the files, else who owns its parcel; "" for nobody named."""
    own = intake.buildings["owner"].to_numpy(dtype=object)
    if "owner" not in intake.parcels:
        return list(own)
    beneath = np.append(intake.parcels["owner"].to_numpy(dtype=object), "")
    return list(np.where(own == "", beneath[intake.buildings["parcel_row"].to_numpy()], own))


def _sources_of_owners(intake: Intake) -> str:
    return ", ".join(dict.fromkeys(s.path.name for s in intake.sources if s.role in ("buildings", "parcels")))


def _with_idle_blocks(account: Account, own: gpd.GeoDataFrame, blocks: Blocks) -> Account:
    """Tell which of the user's own blocks hold no building."""
    idle = [str(name) for name in own.index if name not in blocks.frame.index]
    if not idle:
        return account
    remark = Remark("blocks_without_buildings", "notes", args={"count": len(idle), "names": listed(idle)})
    return replace(account, remarks=(*account.remarks, remark))


def sources_of(intake: Intake, attribution: str = "") -> tuple[SourceFile, ...]:
    """Input files as they were; ``attribution`` is for layers that do not tell whose they are."""
    return tuple(
        SourceFile(s.role, s.path.name, s.layer, s.sha256, s.features, s.crs, s.attribution or attribution)
        for s in intake.sources
    )


def _with_substitute(account: Account, country: str, pack: str) -> Account:
    code = "pack_substituted" if country else "pack_nowhere"
    remark = Remark(code, "doubts", args={"country": country, "pack": pack})
    return replace(account, remarks=(*account.remarks, remark))
