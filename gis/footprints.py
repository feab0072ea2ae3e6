"""From the user's files to clean footprints, parcels and streets in one metric system."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import CRS

from gis.account import ACCOUNT_COLUMNS, Account, Remark
from gis.attributes import PROVENANCE_OF, building_attributes, not_taken, parcel_attributes
from gis.attribution import attribution_of
from gis.clean import Cleaned, Origin, clean, reject
from gis.columns import listed, pick, texts
from gis.crs import metric_crs, place, short_name, to_metric
from gis.district import ROLES, DistrictFiles, detect_files
from gis.errors import LayerError
from gis.ids import ids
from gis.layers import Layer, load_layer
from gis.parcels import join_parcels
from gis.parts import is_part_id, sum_parts
from gis.profiles import BUILDING_COLUMNS, NOT_A_BUILDING, PARCEL_COLUMNS, PART_COLUMNS, STREET_COLUMNS
from gis.quantities import MOST, quantities

__all__ = ["DistrictFiles", "Intake", "Progress", "SourceRecord", "detect_files", "load_district"]

Progress = Callable[[float, str], None]

MOST_SHIFT_M: Final = 1.0
"""A change of reference system that may be less accurate than this is remarked [m]."""

WIDEST_M: Final = 100_000.0
"""A district wider than this is remarked: one projection no longer serves all of it [m]."""

_ID_COLUMNS: Final = {
    "buildings": BUILDING_COLUMNS["building_id"],
    "parts": PART_COLUMNS["part_id"],
    "parcels": PARCEL_COLUMNS["parcel_id"],
    "streets": STREET_COLUMNS["street_id"],
}


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
    ``parcel_id``; ``place`` is latitude and longitude of the middle [°].
    """

    buildings: gpd.GeoDataFrame
    parcels: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    account: Account
    sources: tuple[SourceRecord, ...]
    place: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Cleaned:
    """A layer after cleaning: kept rows with attributes as read, ids, fates of all rows."""

    table: gpd.GeoDataFrame
    ids: NDArray[np.object_]
    cleaned: Cleaned
    remarks: tuple[Remark, ...]


def load_district(files: DistrictFiles, progress: Progress | None = None) -> Intake:
    """Read, clean and join the layers of a district.

    Parameters
    ----------
    files : DistrictFiles
    progress : callable, optional
        Called with a fraction and a word between the steps; may raise to stop.

    Raises
    ------
    gis.errors.SourceError
        If a file, layer or reference system cannot be used.
    """
    tell = progress or _silent
    tell(0.0, "reading")
    layers: dict[str, Layer] = {}
    for step, role in enumerate(ROLES):
        path, name = files.of(role)
        if path is not None:
            layers[role] = load_layer(Path(path), role, name, files.crs)
        tell(0.1 * (step + 1), "reading")
    sources = tuple(_record(layer) for layer in layers.values())
    layers = _with_parts_apart(layers)
    middle = layers["buildings"].middle
    crs = metric_crs(layers["buildings"].crs, (*middle, *middle))
    done: dict[str, _Cleaned] = {}
    for step, (role, layer) in enumerate(layers.items()):
        tell(0.4 + 0.1 * step, "cleaning")
        done[role] = _cleaned(layer, crs)
    tell(0.8, "joining")
    intake = _joined(done, layers, crs, sources)
    tell(1.0, "joining")
    return replace(
        intake, account=replace(intake.account, remarks=(*_left_out(files), *intake.account.remarks))
    )


def _left_out(files: DistrictFiles) -> tuple[Remark, ...]:
    """Files and layers that were given and serve nothing: nothing is dropped without a word."""
    layers = tuple(name for name in files.unused if ": " in name)
    whole = tuple(name for name in files.unused if name not in layers)
    kinds = (("files_unused", "doubts", whole), ("layers_unused", "notes", layers))
    return tuple(
        Remark(code, weight, args={"names": ", ".join(names)}) for code, weight, names in kinds if names
    )


def _joined(
    done: dict[str, _Cleaned], layers: dict[str, Layer], crs: CRS, sources: tuple[SourceRecord, ...]
) -> Intake:
    remarks = [remark for each in layers.values() for remark in each.remarks]
    remarks += [remark for each in done.values() for remark in each.remarks]
    fates = {role: each.cleaned.fates for role, each in done.items()}
    buildings, noticed = _buildings(done["buildings"], layers["buildings"])
    remarks += (*noticed, *_too_wide(buildings, layers["buildings"]))
    if "parts" in done:
        buildings, fates["parts"], noticed = _with_parts(buildings, done["parts"], layers["parts"])
        remarks += noticed
    parcels = _parcels(done.get("parcels"), crs)
    references = buildings["national_cadastral_reference"].to_numpy(dtype=object)
    buildings["parcel_row"] = join_parcels(buildings, references, parcels)
    if len(parcels):
        remarks += _unjoined(buildings)
    streets = _streets(done.get("streets"), crs)
    account = gpd.GeoDataFrame(pd.concat(fates.values(), ignore_index=True), geometry="geometry", crs=crs)
    return Intake(
        buildings,
        parcels,
        streets,
        Account(account[list(ACCOUNT_COLUMNS)], tuple(remarks)),
        sources,
        place(buildings),
    )


def _silent(fraction: float, what: str) -> None:
    """Ignore progress."""


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


def _with_parts_apart(layers: dict[str, Layer]) -> dict[str, Layer]:
    """Take building parts that lie among the buildings out of their layer."""
    layer = layers["buildings"]
    column = pick(layer.frame, BUILDING_COLUMNS["building_id"])
    if column is None or "parts" in layers:
        return layers
    among = is_part_id(texts(layer.frame[column]))
    if not among.any() or among.all():
        return layers
    parts = replace(layer, role="parts", raw=replace(layer.raw, frame=layer.frame[among]), remarks=())
    rest = replace(layer, raw=replace(layer.raw, frame=layer.frame[~among]))
    others = {role: each for role, each in layers.items() if role != "buildings"}
    return {"buildings": rest, "parts": parts, **others}


def _cleaned(layer: Layer, crs: CRS) -> _Cleaned:
    raw = layer.raw
    frame = raw.frame.reset_index(drop=True)
    feature_ids, remarks = ids(frame, _ID_COLUMNS[layer.role], "p" if layer.role == "parcels" else "b")
    metric, accuracy = to_metric(frame.set_crs(layer.crs, allow_override=True), crs)
    if accuracy > MOST_SHIFT_M:
        args: dict[str, object] = {
            "from_crs": short_name(layer.crs),
            "to_crs": short_name(crs),
            "accuracy": f"{accuracy:g}",
        }
        remarks = (*remarks, Remark("crs_inaccurate", args=args))
    origin = Origin(raw.path.name, raw.layer, layer.role)
    cleaned = clean(metric.geometry.to_numpy(), feature_ids, origin, crs)
    if layer.role == "buildings":
        cleaned = _without(
            cleaned, pd.Series(feature_ids).str.contains(NOT_A_BUILDING, regex=True).to_numpy(dtype=bool)
        )
    if layer.role in ("parts", "streets"):
        remarks = tuple(each for each in remarks if not each.code.startswith("ids_"))
    table = metric.set_geometry(gpd.GeoSeries(cleaned.shapes, crs=crs))[cleaned.kept].reset_index(drop=True)
    return _Cleaned(table, feature_ids[cleaned.kept], cleaned, _located(remarks, layer))


def _without(cleaned: Cleaned, others: NDArray[np.bool_]) -> Cleaned:
    rows = others & cleaned.kept
    if not rows.any() or rows.sum() == cleaned.kept.sum():
        return cleaned
    return replace(cleaned, kept=cleaned.kept & ~rows, fates=reject(cleaned.fates, rows, "not_a_building"))


def _located(remarks: tuple[Remark, ...], layer: Layer) -> tuple[Remark, ...]:
    where = {"source": layer.raw.path.name, "layer": layer.raw.layer}
    return tuple(replace(each, args={**each.args, **where}) for each in remarks)


def _buildings(done: _Cleaned, layer: Layer) -> tuple[gpd.GeoDataFrame, tuple[Remark, ...]]:
    attributes, remarks = building_attributes(done.table.drop(columns="geometry"), done.ids)
    frame = gpd.GeoDataFrame(attributes, geometry=done.table.geometry, crs=done.table.crs)
    frame.index = pd.Index(done.ids, dtype=object, name="building_id")
    return frame, _located((*remarks, *_nothing_recognised(frame, done.table)), layer)


def _nothing_recognised(frame: gpd.GeoDataFrame, table: gpd.GeoDataFrame) -> tuple[Remark, ...]:
    """Name the columns of a layer of which none says anything about a building."""
    said = any((frame[f"provenance_{name}"] == "given").any() for name in PROVENANCE_OF)
    known = {table.geometry.name, pick(table, _ID_COLUMNS["buildings"])}
    names = [str(name) for name in table.columns if name not in known]
    if said or not names:
        return ()
    return (Remark("columns_unknown", "doubts", args={"names": listed(names)}),)


def _with_parts(
    buildings: gpd.GeoDataFrame, done: _Cleaned, layer: Layer
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, tuple[Remark, ...]]:
    """Fill floors and gross floor area from parts; reject parts that belong to no building."""
    parents = pick(done.table, PART_COLUMNS["building_id"])
    storeys = pick(done.table, PART_COLUMNS["floors"])
    if storeys is None:
        raise LayerError("parts_without_floors", source=layer.raw.path.name, layer=layer.raw.layer)
    named = texts(done.table[parents]) if parents else np.full(len(done.table), "", dtype=object)
    most = MOST["number_of_floors_above_ground"]
    floors = quantities(done.table[storeys], most, zero_counts=True)
    wrong = not_taken(floors, done.table[storeys], "", done.ids)
    sums = sum_parts(done.table, done.ids, named, floors.values, buildings)
    filled = buildings.copy()
    for name, values in (
        ("number_of_floors_above_ground", sums.floors),
        ("floor_area_gross_m2", sums.floor_area_gross_m2),
    ):
        joins = filled[name].isna().to_numpy() & np.isfinite(values)
        filled.loc[joins, name] = values[joins]
        filled.loc[joins, f"provenance_{name}"] = "joined"
    lost = np.zeros(len(done.cleaned.kept), dtype=bool)
    lost[np.flatnonzero(done.cleaned.kept)[sums.building_of < 0]] = True
    fates = reject(done.cleaned.fates, lost, "part_without_building") if lost.any() else done.cleaned.fates
    without = buildings.index[
        ~np.isfinite(sums.floors) & filled["number_of_floors_above_ground"].isna().to_numpy()
    ]
    remarks = (
        (Remark("floors_not_in_parts", "doubts", tuple(without), {"count": len(without)}),)
        if len(without)
        else ()
    )
    return filled, fates, _located((*wrong, *remarks), layer)


def _too_wide(buildings: gpd.GeoDataFrame, layer: Layer) -> tuple[Remark, ...]:
    west, south, east, north = buildings.total_bounds
    width = max(east - west, north - south)
    if width <= WIDEST_M:
        return ()
    return _located((Remark("extent_wide", "doubts", args={"width": f"{width / 1000:.0f}"}),), layer)


def _unjoined(buildings: gpd.GeoDataFrame) -> tuple[Remark, ...]:
    without = buildings.index[buildings["parcel_row"] < 0]
    return (
        (Remark("building_without_parcel", "notes", tuple(without), {"count": len(without)}),)
        if len(without)
        else ()
    )


def _parcels(done: _Cleaned | None, crs: CRS) -> gpd.GeoDataFrame:
    if done is None:
        empty = {"label": pd.Series(dtype=object), "area_value_m2": pd.Series(dtype=np.float64)}
        return gpd.GeoDataFrame(
            empty, geometry=[], crs=crs, index=pd.Index([], dtype=object, name="parcel_id")
        )
    attributes = parcel_attributes(done.table.drop(columns="geometry"))
    frame = gpd.GeoDataFrame(attributes, geometry=done.table.geometry, crs=crs)
    frame.index = pd.Index(done.ids, dtype=object, name="parcel_id")
    return frame


def _streets(done: _Cleaned | None, crs: CRS) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[] if done is None else done.table.geometry, crs=crs)
