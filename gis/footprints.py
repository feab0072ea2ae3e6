"""From the user's files to clean footprints, parcels and streets in one metric system."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import CRS

from gis.account import ACCOUNT_COLUMNS, Account, Remark
from gis.attributes import empty_parcels
from gis.attribution import attribution_of
from gis.columns import pick, texts
from gis.crs import centre, metric_crs, place, short_name
from gis.crs_sense import NEAR_KM, distance_km
from gis.delivery import ROLES, DistrictFiles
from gis.district import detect_files
from gis.errors import LayerError
from gis.features import Features, features_of
from gis.layers import Layer, load_layer
from gis.mapping.profile import Profile
from gis.parcel_conflicts import conflicts
from gis.parcel_shares import Shares, put_on_parcels
from gis.parts import is_part_id, sum_parts
from gis.profiles import ID_COLUMNS
from gis.sections import united
from gis.untangle import untangled

__all__ = ["DistrictFiles", "Intake", "Progress", "SourceRecord", "detect_files", "load_district"]

Progress = Callable[[float, str], None]

WIDEST_M: Final = 100_000.0
"""A district wider than this is remarked: one projection no longer serves all of it [m]."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A layer as it was when it was read."""

    role: str
    path: Path
    layer: str
    sha256: str
    features: int
    crs: str
    attribution: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Intake:
    """Clean frames in one metric system and the account of how they came about.

    ``buildings`` is indexed by the unique ``building_id``, ``parcels`` by the unique
    ``parcel_id``, ``blocks``, the user's own ones, by the unique ``block_id``; ``place`` is
    latitude and longitude of the middle [°].
    """

    buildings: gpd.GeoDataFrame
    parcels: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    blocks: gpd.GeoDataFrame
    account: Account
    sources: tuple[SourceRecord, ...]
    place: tuple[float, float]
    shares: Shares
    """Pieces of buildings on parcels."""


@dataclass(frozen=True, slots=True, eq=False)
class Present:
    """What a plan already has and a newer delivery need not bring: its system, parcels and streets."""

    crs: CRS
    parcels: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame


def load_district(
    files: DistrictFiles,
    progress: Progress | None = None,
    present: Present | None = None,
    profiles: Sequence[Profile] = (),
) -> Intake:
    """Read, clean and join the layers of a district.

    Parameters
    ----------
    files : DistrictFiles
    progress : callable, optional
        Called with a fraction and a word between the steps; may raise to stop.
    present : Present, optional
        Taken where the files bring nothing of the kind; its system always.
    profiles : sequence of Profile
        Known kinds of sources and what their columns mean.

    Raises
    ------
    gis.errors.SourceError
        If a file, layer or reference system cannot be used.
    """
    tell = progress or _silent
    layers, empty = _read(files, tell)
    sources = tuple(_record(layer) for layer in layers)
    empty = (*empty, *_apart(layers))
    layers = _with_parts_apart(layers)
    largest = max((layer for layer in layers if layer.role == "buildings"), key=lambda one: len(one.frame))
    crs = present.crs if present else metric_crs(largest.crs, (*largest.middle, *largest.middle))
    done: dict[str, Features] = {}
    for step, role in enumerate(ROLES):
        share = partial(_share_of, tell, "cleaning", 0.4 + 0.06 * step, 0.06)
        share(0.0)
        of_role = [layer for layer in layers if layer.role == role]
        if of_role:
            done[role] = features_of(role, of_role, crs, profiles, files.limits, share)
    tell(0.71, "cleaning")
    done["buildings"] = united(untangled(done["buildings"], files.limits), files.limits)
    tell(0.75, "joining")
    intake = _joined(done, crs, sources, present, tell)
    tell(1.0, "joining")
    left_out = _left_out(files)
    return replace(
        intake, account=replace(intake.account, remarks=(*left_out, *empty, *intake.account.remarks))
    )


def _share_of(tell: Progress, what: str, start: float, width: float, share: float) -> None:
    tell(start + width * share, what)


def _silent(fraction: float, what: str) -> None:
    """Ignore progress."""


def _read(files: DistrictFiles, tell: Progress) -> tuple[list[Layer], tuple[Remark, ...]]:
    """Layers of all roles; one that holds nothing is only missed where buildings are due."""
    layers: list[Layer] = []
    remarks: list[Remark] = []
    for step, choice in enumerate(files.layers):
        tell(0.4 * step / len(files.layers), "reading")
        path, own = Path(choice.path), {"own_crs": choice.crs, "encoding": choice.encoding}
        try:
            layer = load_layer(path, choice.role, choice.layer, files.crs, **own)
        except LayerError as fault:
            if fault.code != "layer_empty" or choice.role == "buildings":
                raise
            remarks.append(Remark("layer_empty", args=dict(fault.details)))
            continue
        layers.append(replace(layer, fields=choice.fields))
    return layers, tuple(remarks)


def _apart(layers: Sequence[Layer]) -> tuple[Remark, ...]:
    """Layers that lie so far from the first buildings that a system must be wrong."""
    places = [centre(layer.crs, (*layer.middle, *layer.middle)) for layer in layers]
    home = next(
        (place for layer, place in zip(layers, places, strict=True) if layer.role == "buildings"), None
    )
    found: list[Remark] = []
    for layer, there in zip(layers, places, strict=True):
        away = 0.0 if home is None else distance_km(home, there)
        if away > NEAR_KM:
            args: dict[str, object] = {
                "source": layer.raw.path.name,
                "layer": layer.raw.layer,
                "distance": f"{away:.0f}",
            }
            found.append(Remark("layers_apart", "doubts", args=args))
    return tuple(found)


def _left_out(files: DistrictFiles) -> tuple[Remark, ...]:
    """Files and layers that were given and serve nothing: nothing is dropped without a word."""
    layers = tuple(name for name in files.unused if ": " in name)
    whole = tuple(name for name in files.unused if name not in layers)
    bad = tuple(Remark(code, "blocks", args=dict(details)) for _, code, details in files.unreadable)
    kinds = (("files_unused", "doubts", whole), ("layers_unused", "notes", layers))
    return bad + tuple(
        Remark(code, weight, args={"names": ", ".join(names)}) for code, weight, names in kinds if names
    )


def _record(layer: Layer) -> SourceRecord:
    raw = layer.raw
    return SourceRecord(
        role=layer.role,
        path=raw.path,
        layer=raw.layer,
        sha256=raw.sha256,
        features=len(raw.frame),
        crs=short_name(layer.crs),
        attribution=attribution_of(raw.frame),
    )


def _with_parts_apart(layers: Sequence[Layer]) -> list[Layer]:
    """Take building parts that lie among the buildings out of their layer."""
    if any(layer.role == "parts" for layer in layers):
        return list(layers)
    found: list[Layer] = []
    for layer in layers:
        column = pick(layer.frame, ID_COLUMNS["buildings"]) if layer.role == "buildings" else None
        among = np.zeros(len(layer.frame), bool) if column is None else is_part_id(texts(layer.frame[column]))
        if not among.any() or among.all():
            found.append(layer)
            continue
        rest = replace(layer, raw=replace(layer.raw, frame=layer.frame[~among]))
        parts = replace(layer, role="parts", raw=replace(layer.raw, frame=layer.frame[among]), remarks=())
        found += [rest, parts]
    return found


def _joined(
    done: dict[str, Features],
    crs: CRS,
    sources: tuple[SourceRecord, ...],
    present: Present | None,
    tell: Progress,
) -> Intake:
    buildings, noticed = done["buildings"].frame, list(_too_wide(done["buildings"]))
    if "parts" in done:
        buildings, done["parts"], floors = _with_parts(buildings, done["parts"])
        noticed += floors
    nothing = gpd.GeoDataFrame(geometry=[], crs=crs)
    parcels, streets = (present.parcels, present.streets) if present else (empty_parcels(crs), nothing)
    if "parcels" in done:
        parcels = done["parcels"].frame
    if "streets" in done:
        streets = done["streets"].frame[["geometry"]].reset_index(drop=True)
    references = buildings["national_cadastral_reference"].to_numpy(dtype=object)
    joined = put_on_parcels(buildings, references, parcels, partial(_share_of, tell, "joining", 0.78, 0.12))
    buildings = buildings.assign(parcel_row=joined.row)
    noticed += conflicts(
        buildings, references, parcels, joined, partial(_share_of, tell, "joining", 0.9, 0.1)
    )
    fates = pd.concat([each.fates for each in done.values()], ignore_index=True)
    account = gpd.GeoDataFrame(fates, geometry="geometry", crs=crs)[list(ACCOUNT_COLUMNS)]
    remarks = [remark for each in done.values() for remark in each.remarks]
    return Intake(
        buildings,
        parcels,
        streets,
        done["blocks"].frame if "blocks" in done else nothing,
        Account(account, (*remarks, *noticed)),
        sources,
        place(buildings),
        joined.shares,
    )


def _with_parts(
    buildings: gpd.GeoDataFrame, parts: Features
) -> tuple[gpd.GeoDataFrame, Features, tuple[Remark, ...]]:
    """Fill floors and gross floor area from parts; reject parts that belong to no building."""
    frame = parts.frame
    sums = sum_parts(
        frame,
        frame.index.to_numpy(dtype=object),
        frame["building_id"].to_numpy(dtype=object),
        frame["floors"].to_numpy(dtype=np.float64),
        buildings,
    )
    filled = buildings.copy()
    for name, values in (
        ("number_of_floors_above_ground", sums.floors),
        ("floor_area_gross_m2", sums.floor_area_gross_m2),
    ):
        joins = filled[name].isna().to_numpy() & np.isfinite(values)
        filled.loc[joins, name] = values[joins]
        filled.loc[joins, f"provenance_{name}"] = "joined"
    parts = parts.without(sums.building_of < 0, "part_without_building")
    without = buildings.index[
        ~np.isfinite(sums.floors) & filled["number_of_floors_above_ground"].isna().to_numpy()
    ]
    if not len(without):
        return filled, parts, ()
    args: dict[str, object] = {"count": len(without), **_where(parts)}
    return filled, parts, (Remark("floors_not_in_parts", "doubts", tuple(without), args),)


def _where(features: Features) -> dict[str, object]:
    first = features.fates.iloc[0]
    return {"source": str(first["source"]), "layer": str(first["layer"])}


def _too_wide(buildings: Features) -> tuple[Remark, ...]:
    west, south, east, north = buildings.frame.total_bounds
    width = max(east - west, north - south)
    if width <= WIDEST_M:
        return ()
    args: dict[str, object] = {"width": f"{width / 1000:.0f}", **_where(buildings)}
    return (Remark("extent_wide", "doubts", args=args),)
