"""Features of a role, of all its layers: cleaned, with canonical attributes, each with its fate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gis.account import Remark
from gis.attributes import (
    PROVENANCE_OF,
    block_attributes,
    building_attributes,
    parcel_attributes,
    part_attributes,
)
from gis.clean import UNIQUE_SHAPES, Origin, clean, reject, repeats
from gis.columns import listed, pick, texts
from gis.common_area import Told, unheard
from gis.crs import reprojected, short_name
from gis.formats import CITYGML, CITYJSON
from gis.ids import ids, made_unique
from gis.layers import Layer
from gis.mapping.apply import applied
from gis.mapping.profile import Profile, best_profile
from gis.mapping.propose import fields_of, propose
from gis.measured_roofs import FORM, measured_roofs
from gis.open_street_map import without_building_tag
from gis.profiles import ADDRESS_PAIRS, BUILDING_COLUMNS, ID_COLUMNS, NOT_A_BUILDING, PARCEL_COLUMNS, plain
from gis.surfaces import faces_of
from gis.thresholds import USUAL, Thresholds

Texts = NDArray[np.object_]
Mask = NDArray[np.bool_]

MOST_SHIFT_M: Final = 1.0
"""A change of reference system that may be less accurate than this is remarked [m]."""

INITIALS: Final = {"parcels": "p", "blocks": "k"}
"""Letter of ids that are made from positions; ``b`` for the others."""

MODELS: Final = (CITYGML, CITYJSON)
"""Kinds of files that may have modelled roofs."""
OWNED: Final = {"buildings": BUILDING_COLUMNS, "parcels": PARCEL_COLUMNS}
"""Columns by name of the roles that may say who owns a feature, and at which address it lies."""

INDEX_NAMES: Final = {"buildings": "building_id", "parcels": "parcel_id", "blocks": "block_id"}


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Features of one role.

    Attributes
    ----------
    frame : GeoDataFrame, shape (F,)
        Kept features with canonical attributes and shapes, indexed by unique ids.
    fates : GeoDataFrame
        Of all features as read, kept or not: `gis.account.ACCOUNT_COLUMNS`.
    row_of : ndarray of int, shape (F,)
        Row in ``fates`` of each kept feature.
    """

    role: str
    frame: gpd.GeoDataFrame
    fates: gpd.GeoDataFrame
    row_of: NDArray[np.int64]
    remarks: tuple[Remark, ...]

    def without(self, rows: Mask, reason: str) -> "Features":
        """Reject some of the kept features, shape (F,), for a reason."""
        if not rows.any():
            return self
        lost = np.zeros(len(self.fates), dtype=bool)
        lost[self.row_of[rows]] = True
        kept = ~rows
        return replace(
            self,
            frame=self.frame[kept],
            fates=reject(self.fates, lost, reason),
            row_of=self.row_of[kept],
        )


def features_of(
    role: str,
    layers: Sequence[Layer],
    crs: CRS,
    profiles: Sequence[Profile] = (),
    limits: Thresholds = USUAL,
    told: Told = unheard,
) -> Features:
    """Clean the layers of a role and put them together.

    Parameters
    ----------
    role : str
        One of `gis.delivery.ROLES`.
    layers : sequence of Layer
        At least one.
    crs : CRS
        The metric system of the district.
    profiles : sequence of Profile
        Known kinds of sources.
    limits : Thresholds
        Where cleaning draws the line.
    told : callable
        Hears which share is done; may raise to stop.

    Raises
    ------
    gis.errors.LayerError
        If a layer holds nothing that can serve the role.
    """
    found = []
    for number, layer in enumerate(layers):
        share = partial(_part_of, told, number, len(layers))
        found.append(_features(layer, crs, profiles, limits, share))
    return found[0] if len(found) == 1 else _together(role, found, crs)


def _part_of(told: Told, number: int, count: int, share: float) -> None:
    told((number + share) / count)


def _features(
    layer: Layer, crs: CRS, profiles: Sequence[Profile], limits: Thresholds, told: Told
) -> Features:
    raw = layer.raw
    frame, guessed, column_of = _mapped(layer, raw.frame.reset_index(drop=True), profiles)
    frame, names, remarks, no_plan = _named(layer, frame)
    remarks = (*remarks, *guessed)
    told(0.3)
    metric, accuracy = reprojected(frame.set_crs(layer.crs, allow_override=True), crs)
    if accuracy > MOST_SHIFT_M:
        args: dict[str, object] = {
            "from_crs": short_name(layer.crs),
            "to_crs": short_name(crs),
            "accuracy": f"{accuracy:g}",
        }
        remarks = (*remarks, Remark("crs_inaccurate", args=args))
    told(0.4)
    cleaned = clean(
        metric.geometry.to_numpy(), names, Origin(raw.path.name, raw.layer, layer.role), crs, limits
    )
    if layer.role in ("parts", "streets"):
        remarks = tuple(each for each in remarks if not each.code.startswith("ids_"))
    told(0.75)
    kept = cleaned.kept
    table = metric.drop(columns="geometry")[kept].reset_index(drop=True)
    attributes, noticed = _attributes(layer, table, names[kept], shapely.area(cleaned.shapes[kept]))
    if layer.role in OWNED:
        said = {
            name: _said(layer, table, name)
            for name in ("owner", "address", "building_group")
            if name in OWNED[layer.role]
        }
        attributes = attributes.assign(**said)
    noticed = _as_the_source_says(noticed, column_of)
    shaped = gpd.GeoDataFrame(attributes, geometry=cleaned.shapes[kept], crs=crs)
    shaped.index = pd.Index(names[kept], dtype=object, name=INDEX_NAMES.get(layer.role))
    found = Features(layer.role, shaped, cleaned.fates, np.flatnonzero(kept), ())
    if layer.role == "buildings":
        noticed = (*noticed, *_nothing_recognised(shaped, table))
        found = _without_others(found, table)
        found = found.without(no_plan[found.row_of], "face_without_plan")
    return replace(found, remarks=(*layer.remarks, *_located((*remarks, *noticed), layer)))


def _named(layer: Layer, frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, Texts, tuple[Remark, ...], Mask]:
    """The layer with its ids, and which features are faces that draw no building; faces of one are grouped."""
    faces = faces_of(layer.raw.frame) if layer.role == "buildings" else None
    if faces is None:
        names, remarks = ids(frame, ID_COLUMNS[layer.role], INITIALS.get(layer.role, "b"))
        return frame, names, remarks, np.zeros(len(frame), dtype=bool)
    return frame.assign(building_group=faces.parent), faces.names, (faces.remark,), faces.no_plan


def _mapped(
    layer: Layer, frame: gpd.GeoDataFrame, profiles: Sequence[Profile]
) -> tuple[gpd.GeoDataFrame, tuple[Remark, ...], dict[str, str]]:
    """The layer with its fields under canonical names, a word on what was only guessed, and their columns."""
    proposals = propose(frame, layer.role, profiles, layer.fields)
    mapped = gpd.GeoDataFrame(
        applied(frame, layer.role, fields_of(proposals)), geometry="geometry", crs=frame.crs
    )
    told = [
        Remark(
            code,
            weight,
            args={"field": each.field.name, "column": each.choice.column, "unit": each.choice.unit},
        )
        for each in proposals
        for code, weight, holds in (
            ("column_by_values", "notes", each.reason == "values"),
            ("unit_guessed", "doubts", each.reason in ("name", "values") and bool(each.choice.unit)),
        )
        if holds
    ]
    gone = [name for name, each in layer.fields.items() if each.column and each.column not in frame]
    told += [
        Remark("column_gone", "doubts", args={"field": name, "column": layer.fields[name].column})
        for name in gone
    ]
    used = best_profile(profiles, layer.role, map(str, frame.columns))
    if used is not None and any(each.reason == "profile" for each in proposals):
        told.append(Remark("profile_used", args={"profile": used.name}))
    return mapped, tuple(told), {name: choice.column for name, choice in fields_of(proposals).items()}


def _as_the_source_says(remarks: Sequence[Remark], column_of: Mapping[str, str]) -> tuple[Remark, ...]:
    """Remarks name columns as the source does, also where they stood under canonical names."""
    return tuple(
        replace(each, args={**each.args, "field": column_of[str(each.args["field"])]})
        if str(each.args.get("field")) in column_of
        else each
        for each in remarks
    )


def _attributes(
    layer: Layer, table: pd.DataFrame, names: Texts, area: NDArray[np.float64]
) -> tuple[pd.DataFrame, tuple[Remark, ...]]:
    """Canonical attributes of the kept rows of a layer."""
    if layer.role == "buildings":
        attributes, noticed = building_attributes(table, names)
        if layer.raw.driver not in MODELS:
            return attributes, noticed
        roofs, odd = measured_roofs(table, area, names)
        return attributes.join(roofs), (*noticed, *odd)
    if layer.role == "parts":
        return part_attributes(table, names, layer.raw.path.name, layer.raw.layer)
    if layer.role == "parcels":
        return parcel_attributes(table), ()
    if layer.role == "blocks":
        return block_attributes(table), ()
    return pd.DataFrame(index=table.index), ()


def _said(layer: Layer, table: pd.DataFrame, name: str) -> Texts:
    """Owner or address of each feature, by the column that was chosen or is called so."""
    chosen = layer.fields.get(name)
    names = OWNED[layer.role][name] if chosen is None else (plain(chosen.column),)
    column = pick(table, names)
    if column is not None:
        return texts(table[column])
    for pair in ADDRESS_PAIRS if name == "address" and chosen is None else ():
        street, number = pick(table, pair[:1]), pick(table, pair[1:])
        if street is not None and number is not None:
            parts = zip(texts(table[street]), texts(table[number]), strict=True)
            return np.array([f"{one} {two}".strip() if one else "" for one, two in parts], dtype=object)
    return np.full(len(table), "", dtype=object)


def _without_others(found: Features, table: pd.DataFrame) -> Features:
    """Reject what lies among the buildings and is none, by its id or by its tags."""
    others = found.frame.index.to_series().str.contains(NOT_A_BUILDING, regex=True).to_numpy(dtype=bool)
    others = others | without_building_tag(table)
    return found if others.all() else found.without(others, "not_a_building")


def _located(remarks: tuple[Remark, ...], layer: Layer) -> tuple[Remark, ...]:
    where = {"source": layer.raw.path.name, "layer": layer.raw.layer}
    return tuple(replace(each, args={**each.args, **where}) for each in remarks)


def _nothing_recognised(frame: gpd.GeoDataFrame, table: pd.DataFrame) -> tuple[Remark, ...]:
    """Name the columns of a layer of which none says anything about a building."""
    said = any((frame[f"provenance_{name}"] == "given").any() for name in PROVENANCE_OF)
    known = pick(table, ID_COLUMNS["buildings"])
    names = [str(name) for name in table.columns if name not in (known, "building_id")]
    if said or not names:
        return ()
    return (Remark("columns_unknown", "doubts", args={"names": listed(names)}),)


def _together(role: str, found: Sequence[Features], crs: CRS) -> Features:
    """Put the layers of a role into one; what two of them hold alike is kept once."""
    offsets = np.cumsum([0, *(len(each.fates) for each in found[:-1])])
    fates = gpd.GeoDataFrame(
        pd.concat([each.fates for each in found], ignore_index=True), geometry="geometry", crs=crs
    )
    table = pd.concat([each.frame for each in found])
    if FORM in table:
        table[FORM] = table[FORM].fillna("").astype(object)  # of layers that know no roofs
    frame = gpd.GeoDataFrame(table, geometry="geometry", crs=crs)
    row_of = np.concatenate([each.row_of + start for each, start in zip(found, offsets, strict=True)])
    joined = Features(role, frame, fates, row_of, tuple(r for each in found for r in each.remarks))
    if role in UNIQUE_SHAPES:
        joined = joined.without(repeats(frame.geometry.to_numpy()), "geometry_duplicate")
    names = joined.frame.index.to_numpy(dtype=object)
    unique, remarks = made_unique(names, joined.frame.index.name or "id", INITIALS.get(role, "b"))
    if role in ("parts", "streets"):
        remarks = ()
    shaped = joined.frame.set_axis(pd.Index(unique, dtype=object, name=joined.frame.index.name))
    said = {"source": ", ".join(dict.fromkeys(fates["source"])), "layer": found[0].role}
    remarks = tuple(replace(each, args={**each.args, **said}) for each in remarks)
    return replace(joined, frame=shaped, remarks=(*joined.remarks, *remarks))
