"""The doors through which a user's files come in, and what must hold behind each."""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from app import bridge
from app.errors import UserError
from app.packs import read_pack
from app.project import Project
from app.services.field_profiles import all_profiles, read_profile
from app.services.files import open_project
from app.services.heights import HeightRequest, heights_from_rasters
from app.services.intake import ImportRequest, import_district
from app.services.joining import JoinRequest, join_table
from app.services.looking import look_through
from app.services.meters.table import read_readings
from app.services.owners import OwnersRequest, set_associations
from app.services.recipes import read_recipe
from app.services.renewing import UpdateRequest, update_delivery
from app.store.own_packages import read_packages
from app.text.messages import MESSAGES, sentence
from gis.account import Account, Fate, Remark
from gis.blocks import make_blocks
from gis.delivery import DistrictFiles, LayerChoice
from gis.district import detect_files
from gis.errors import GisError
from gis.footprints import Intake, load_district
from gis.glance import glance
from gis.heights import measure_heights
from gis.peek import peek
from gis.raster import peek_raster
from gis.read import describe_layers
from gis.registers import read_register
from retrofit.errors import EngineError
from tests.fuzz.seeds import CRS_NAME

OWN_ERRORS: Final = (GisError, UserError, EngineError)
LONGEST_SENTENCE: Final = 5000
MOST_LAYERS: Final = 2

_LEAST_M2: Final = 1e-6


class BrokenPromiseError(AssertionError):
    """A result that is not as it must be."""


def must(holds: object, said: str) -> None:
    """Raise where a promise is broken."""
    if not holds:
        raise BrokenPromiseError(said)


def tell(code: str, details: Mapping[str, object]) -> str:
    """The sentence of a code; every one has one that takes its details."""
    must(code in MESSAGES, f"no sentence for {code}")
    try:
        MESSAGES[code].format(**details)
    except (KeyError, IndexError, ValueError) as fault:
        raise BrokenPromiseError(f"sentence of {code} does not take {sorted(details)}: {fault!r}") from fault
    said = sentence(code, details)
    must(len(said) < LONGEST_SENTENCE, f"sentence of {code} has {len(said)} letters")
    return said


def refusal(fault: GisError | UserError | EngineError) -> str:
    """The sentence of one of our own errors."""
    tell(fault.code, fault.details)
    return fault.code


def check_account(account: Account, features: int) -> None:
    """Exactly one fate per feature, each with a reason that can be told, and areas that add up."""
    fates = account.fates
    must(len(fates) == features, f"{len(fates)} fates of {features} features")
    known = {fate.value for fate in Fate}
    must(set(fates["fate"]) <= known, f"fates {set(fates['fate'])}")
    rejected = (fates["fate"] == Fate.REJECTED.value).to_numpy()
    plain = (fates["fate"] == Fate.ACCEPTED.value).to_numpy()
    reasons = set(fates["reason"][~plain])
    must(reasons <= set(MESSAGES), f"reasons without a sentence: {reasons - set(MESSAGES)}")
    given, kept = (fates[name].to_numpy(dtype=np.float64) for name in ("area_in_m2", "area_out_m2"))
    must(np.isfinite(given).all() and np.isfinite(kept).all(), "areas that are no numbers")
    must((kept[rejected] == 0).all(), "a rejected feature has an area")
    must((kept >= 0).all() and (given >= -_LEAST_M2).all(), "areas below zero")
    check_remarks(account.remarks)


def check_remarks(remarks: tuple[Remark, ...]) -> None:
    """Everything that was noticed can be told; a list of cases needs a plan, and is told there."""
    for remark in remarks:
        ids = ", ".join(remark.feature_ids[:5])
        more = {"cases": ""} if "read" in remark.args else {}
        tell(remark.code, {"count": len(remark.feature_ids), "ids": ids, **more, **remark.args})


def check_plan(plan: Project) -> None:
    """Every finding of a plan is a sentence, and every shape is sound."""
    for each in bridge.findings(plan):
        tell(each.code, {"count": len(each.building_ids), "ids": "", **each.args})
    must(bool(shapely.is_valid(plan.buildings.geometry.to_numpy()).all()), "a plan with invalid shapes")


def check_shapes(frame: gpd.GeoDataFrame, account: Account, role: str, *, areas: bool) -> None:
    """Shapes that came out are usable, and have the area that the account names."""
    shapes = frame.geometry.to_numpy()
    must(frame.index.is_unique, f"ids of {role} repeat")
    must(bool(shapely.is_valid(shapes).all()), f"{role} with invalid shapes")
    must(not (shapely.is_empty(shapes) | shapely.is_missing(shapes)).any(), f"{role} without shapes")
    must(np.isfinite(shapely.bounds(shapes)).all(), f"{role} with coordinates that are no numbers")
    if areas:
        mine = account.fates[account.fates["role"] == role]
        told, there = float(mine["area_out_m2"].sum()), float(shapely.area(shapes).sum())
        must(
            abs(told - there) <= 1e-6 * max(there, 1.0),
            f"{role}: account says {told} m², there are {there} m²",
        )


def check_intake(intake: Intake) -> None:
    check_account(intake.account, sum(each.features for each in intake.sources))
    check_shapes(intake.buildings, intake.account, "buildings", areas=True)
    check_shapes(intake.parcels, intake.account, "parcels", areas=bool(len(intake.parcels)))
    must(len(intake.buildings) > 0, "no building and no word")


class Doors:
    """The doors, and the small plan behind those that need one."""

    def __init__(self, source: Path) -> None:
        self.plan = import_district(ImportRequest(detect_files(source))).project
        self.by_name: dict[str, Callable[[Path, Random], Any]] = {
            "map": self.map, "table": self.table, "raster": self.raster, "meters": lambda path, _: read_readings(path),
            "project": self.project, "recipe": self.recipe, "packages": lambda path, _: read_packages(path),
            "profile": lambda path, _: read_profile(path), "pack": lambda path, _: read_pack(path.parent),
        }  # fmt: skip

    def __call__(self, door: str, path: Path, rng: Random) -> str:
        """Bring a file in: "" for data, else the code of the refusal; anything else is raised."""
        try:
            self.by_name[door](path, rng)
        except OWN_ERRORS as fault:
            return refusal(fault)
        return ""

    def map(self, path: Path, rng: Random) -> None:
        """Look, read, clean, put together; sometimes look closer, plan, or take it as a table."""
        way = rng.random()
        self._looked(path, rng) if way < 0.25 else None
        if way > 0.9:
            self._side_door(self.table, path, rng)
        source = peek(path)
        for layer in source.layers:
            must(layer.name is not None and layer.features >= -1, f"layer {layer}")
        crs = rng.choice(("", CRS_NAME, CRS_NAME, CRS_NAME, "EPSG:4326"))
        try:
            files = detect_files(path, crs=crs)
        except GisError as fault:
            refusal(fault)
            # a name that nobody would guess: the user says which layer it is
            if not source.layers:
                raise
            name = rng.choice([layer.name for layer in source.layers])
            role = rng.choice(("buildings", "buildings", "blocks"))
            roles = dict.fromkeys(("buildings", role))
            files = DistrictFiles(tuple(LayerChoice(path, each, name) for each in roles), crs)
        intake = load_district(files, profiles=all_profiles())
        check_intake(intake)
        blocks = make_blocks(intake.buildings, intake.parcels, intake.streets, intake.blocks)
        must(len(blocks.block_of) == len(intake.buildings), "a building without a block")
        if 0.75 < way < 0.8:
            newer = update_delivery(self.plan, UpdateRequest(files, anyway=True)).project
            check_plan(newer)
        elif 0.8 < way < 0.9:
            plan = import_district(ImportRequest(files)).project
            check_plan(plan)

    def _looked(self, path: Path, rng: Random) -> None:
        for look in look_through(path):
            must(look.is_explained, f"{look.layer}: {look.features} features, {look.cells}")
        try:
            layers = describe_layers(path)[1]
            for layer in layers[:MOST_LAYERS]:
                encoding = rng.choice(("", "", "UTF-8", "CP1251"))
                glance(LayerChoice(path, "buildings", str(layer["layer_name"]), encoding=encoding))
        except GisError as fault:
            refusal(fault)

    def _side_door(self, door: Callable[[Path, Random], None], path: Path, rng: Random) -> None:
        try:
            door(path, rng)
        except OWN_ERRORS as fault:
            refusal(fault)

    def table(self, path: Path, rng: Random) -> None:
        """A register: read, joined to the plan; sometimes taken as owners, meters or shapes."""
        way = rng.random()
        if way < 0.1:
            self._side_door(lambda one, _: set_associations(self.plan, OwnersRequest(one)), path, rng)
        elif way < 0.2:
            self._side_door(lambda one, _: read_readings(one), path, rng)
        elif way < 0.35 and path.suffix.lower() not in (".dbf", ".json"):
            self._side_door(self.map, path, rng)
        read_register(path)
        plan = join_table(self.plan, JoinRequest(path)).project
        check_account(plan.account, len(self.plan.account.fates))
        check_plan(plan)

    def raster(self, path: Path, rng: Random) -> None:
        """Heights of the plan's buildings from a raster."""
        info = peek_raster(path)
        must(info.width > 0 and info.height > 0, "a raster of nothing")
        if rng.random() < 0.3:
            check_plan(heights_from_rasters(self.plan, HeightRequest((path,))).project)
            return
        shapes = self.plan.buildings.geometry.to_numpy()
        found = measure_heights(shapes, CRS(self.plan.buildings.crs), (path,))
        known = found.height_m[found.measured]
        must(np.isfinite(known).all(), "heights that are no numbers")

    def project(self, path: Path, _rng: Random) -> None:
        check_plan(open_project(path).project)

    def recipe(self, path: Path, _rng: Random) -> None:
        check_intake(load_district(read_recipe(path).files, profiles=all_profiles()))
