"""Layers and tables become a project again."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from app import bridge
from app.errors import UserError
from app.packs import known_or_base, load_pack
from app.project import (
    Bookmark,
    Join,
    LogEntry,
    Note,
    PackageRule,
    Privacy,
    Project,
    SavedSelection,
    SourceFile,
)
from app.store import layout
from app.store.delivery_text import delivery_of
from app.store.own_packages import from_table
from app.store.sound import check_sound
from app.store.writing import WALL_COLUMNS, WEATHER_COLUMNS
from app.text.plain_words import plain_words
from gis.account import ACCOUNT_COLUMNS, Account, Remark
from gis.adjacency import SharedWalls
from gis.associations import no_associations
from gis.delivery import FieldChoice
from gis.geopackage import Container
from gis.parcel_shares import Shares, shares_of
from retrofit.physics.solar import Weather
from retrofit.plan.package import STANDARD, Package
from retrofit.plan.scenario import Assumptions, Method, Scenario
from retrofit.stock.fields import PROVENANCE_OF, Level
from retrofit.stock.stock import Stock

COMPARED: Final = ("e_del_kwh", "e_del_after_kwh", "co2_kg", "invest_eur", "npv_eur")
"""Results as they were saved: compared when the country pack has another version by now."""
KNOWN_META = frozenset(
    {
        "format",
        "program",
        "name",
        "country",
        "pack_version",
        "latitude",
        "longitude",
        "scenario",
        "scenarios",
        "assumptions",
        "synthetic",
        "packages",
        "weather",
        "bookmarks",
        "notes",
        "selections",
        "rules",
        "joins",
        "files",
        "privacy",
    }
)


OF_A_PLAN: Final = {
    layout.BLOCKS: {"block_id", "method"},
    layout.PARCELS: {"parcel_id"},
    layout.ASSOCIATIONS: {"association_id", "association_name", "association_kind"},
    layout.STREETS: set[str](),
}
"""Columns of a layer that are read; its other ones are results, which are reckoned anew."""


def wanted(layer: str, column: str) -> bool:
    """Whether a column of a layer of a project file is needed to put the project together."""
    if layer == layout.BUILDINGS:
        return column.startswith(layout.INPUT_PREFIX) or column in {"building_id", *COMPARED}
    return layer not in OF_A_PLAN or column in OF_A_PLAN[layer]


def project_from(container: Container, path: Path) -> Project:
    """Put the parts of an opened project file together; results are reckoned anew by the caller.

    Raises
    ------
    app.errors.UserError
        If the file is not a project, is newer than this program, or lacks a part.
    """
    try:
        meta = _meta(container, path)
        found = _project(container, {**meta, "country": known_or_base(meta["country"])})
        check_sound(found)
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError) as fault:
        raise UserError("project_damaged", path=path, reason=plain_words(fault)) from fault
    return found


def _meta(container: Container, path: Path) -> dict[str, str]:
    if layout.META not in container.tables:
        raise UserError("project_foreign", path=path)
    table = container.tables[layout.META]
    meta = dict(zip(table["key"].astype(str), table["value"].astype(str), strict=True))
    found = int(meta.get("format", "0"))
    if found > layout.FORMAT:
        raise UserError("project_newer", path=path, found=found, known=layout.FORMAT)
    return meta


def _project(container: Container, meta: dict[str, str]) -> Project:
    stored = container.layers[layout.BUILDINGS]
    buildings = _buildings(stored)
    blocks = container.layers[layout.BLOCKS].set_index("block_id")[["method", "geometry"]]
    empty = gpd.GeoDataFrame(geometry=[], crs=buildings.crs)
    parcels = container.layers.get(layout.PARCELS)
    packages = _packages(meta)
    scenario, *shelf = _scenarios(container, meta, buildings, packages)
    return Project(
        name=meta["name"],
        country=meta["country"],
        place=(float(meta["latitude"]), float(meta["longitude"])),
        buildings=buildings,
        parcels=empty if parcels is None else parcels.set_index("parcel_id")[["geometry"]],
        associations=_associations(container),
        shares=_shares(container, buildings, parcels),
        blocks=blocks,
        streets=container.layers.get(layout.STREETS, empty)[["geometry"]],
        stock=_stock(container, stored, buildings),
        account=_account(container, meta, buildings),
        scenario=scenario,
        shelf=tuple(shelf),
        assumptions=_assumptions(meta["assumptions"]),
        sources=tuple(SourceFile(**row) for row in _records(container.tables[layout.SOURCE])),
        files=delivery_of(meta.get("files", "")),
        weather=_weather(container, meta),
        synthetic=meta["synthetic"] == "1",
        packages=packages,
        bookmarks=_bookmarks(meta),
        selections=_selections(meta),
        notes=_notes(meta),
        rules=_rules(meta),
        joins=_joins(meta),
        privacy=_privacy(meta),
        log=_log(container),
        extra={key: value for key, value in meta.items() if key not in KNOWN_META},
    )


def _associations(container: Container) -> gpd.GeoDataFrame:
    """Bodies that decide and pay; older files have none."""
    layer = container.layers.get(layout.ASSOCIATIONS)
    if layer is None:
        return no_associations()
    columns = {
        name: layer[f"association_{name}"].fillna("").astype(object).to_numpy() for name in ("name", "kind")
    }
    index = pd.Index(layer["association_id"].astype(object), name="association_id")
    return gpd.GeoDataFrame(columns, geometry=layer.geometry.to_numpy(), crs=layer.crs, index=index)


def _shares(container: Container, buildings: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame | None) -> Shares:
    """Pieces of buildings on parcels; measured where an older file does not tell them."""
    table = container.tables.get(layout.SHARE)
    if table is None:
        land = np.empty(0, dtype=object) if parcels is None else parcels.geometry.to_numpy()
        return shares_of(buildings.geometry.to_numpy(), land)
    rows = (table[name].to_numpy(dtype=np.int32) for name in ("building_row", "parcel_row"))
    numbers = (table[name].to_numpy(dtype=np.float64) for name in ("area_m2", "of_building", "of_parcel"))
    return Shares(*rows, *numbers)


def _stock(container: Container, stored: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame) -> Stock:
    walls = container.tables[layout.PARTY_WALL]
    return bridge.stock_of(
        buildings,
        _input(stored, "block_row").to_numpy(dtype=np.int32),
        SharedWalls(
            walls["first"].to_numpy(dtype=np.int32),
            walls["second"].to_numpy(dtype=np.int32),
            walls["length_m"].to_numpy(dtype=np.float64),
            walls["orientation"].to_numpy(dtype=np.int8),
        ),
        np.column_stack([_input(stored, name).to_numpy(dtype=np.float64) for name in WALL_COLUMNS]),
    )


def _input(stored: gpd.GeoDataFrame, name: str) -> "pd.Series[Any]":
    column: pd.Series[Any] = stored[f"{layout.INPUT_PREFIX}{name}"]
    return column


def _with_later_inputs(stored: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add inputs that older files do not have: nothing is known of them."""
    later: dict[str, object] = dict.fromkeys((*bridge.RENEWALS, *bridge.MORE), np.nan)
    later["association_row"] = -1
    later |= dict.fromkeys(("heating", "heritage", "provenance_heating", "edited", "address"), "")
    missing = {f"{layout.INPUT_PREFIX}{name}": value for name, value in later.items()}
    return stored.assign(**{name: value for name, value in missing.items() if name not in stored})


def _buildings(stored: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    texts = [
        *bridge.CODE_LISTS,
        *(f"provenance_{n}" for n in PROVENANCE_OF),
        "national_cadastral_reference",
        "edited",
        "address",
    ]
    stored = _with_later_inputs(stored)
    numbers = (*bridge.NUMBERS, *bridge.RENEWALS, *bridge.MORE)
    columns = {name: _input(stored, name).astype(np.float64).to_numpy() for name in numbers}
    columns |= {name: _input(stored, name).fillna("").astype(object).to_numpy() for name in texts}
    for name in (*bridge.ROOF_NUMBERS, *bridge.ROOF_WORDS):
        if f"{layout.INPUT_PREFIX}{name}" in stored:
            values = _input(stored, name)
            words = name in bridge.ROOF_WORDS
            columns[name] = (
                values.fillna("").astype(object) if words else values.astype(np.float64)
            ).to_numpy()
    columns["association_row"] = _input(stored, "association_row").to_numpy(dtype=np.int32)
    columns["parcel_row"] = _input(stored, "parcel_row").to_numpy(dtype=np.int32)
    index = pd.Index(stored["building_id"].astype(object), name="building_id")
    return gpd.GeoDataFrame(columns, geometry=stored.geometry.to_numpy(), crs=stored.crs).set_index(index)


def _account(container: Container, meta: dict[str, str], buildings: gpd.GeoDataFrame) -> Account:
    fates = container.layers.get(layout.FATES)
    if fates is None:
        fates = gpd.GeoDataFrame(
            {name: [] for name in ACCOUNT_COLUMNS}, geometry="geometry", crs=buildings.crs
        )
    for name in ("source", "layer", "role", "feature_id", "fate", "reason", "detail"):
        fates[name] = fates[name].fillna("").astype(object)
    remarks = [
        Remark(
            row["code"],
            row["severity"],
            tuple(map(str, json.loads(row["feature_ids"]))),
            dict(json.loads(row["args"])),
        )
        for row in _records(container.tables[layout.REMARK])
        if row["code"] != "pack_changed"
    ]
    now = load_pack(meta["country"]).version
    if meta["pack_version"] != now:
        args = {"saved": meta["pack_version"], "now": now, "pack": meta["country"], "changes": ""}
        remarks.append(Remark("pack_changed", "doubts", args=dict(args)))
    return Account(fates[list(ACCOUNT_COLUMNS)], tuple(remarks))


def _joins(meta: dict[str, str]) -> tuple[Join, ...]:
    """Registers that were joined; older files know none."""
    return tuple(
        Join(
            source=str(one["source"]),
            layer=str(one["layer"]),
            keys=tuple((str(rule), str(column)) for rule, column in one["keys"]),
            rules=tuple(map(str, one["rules"])),
            take={
                name: FieldChoice(each["column"], each["unit"], tuple((a, b) for a, b in each["values"]))
                for name, each in one["take"].items()
            },
            mode=str(one["mode"]),
            choices=tuple((str(row), str(building)) for row, building in one["choices"]),
        )
        for one in json.loads(meta.get("joins", "[]"))
    )


def _weather(container: Container, meta: dict[str, str]) -> Weather | None:
    """The user's own hours; most plans have none."""
    if "weather" not in meta or layout.WEATHER not in container.tables:
        return None
    table = container.tables[layout.WEATHER]
    hours = {name: table[name].to_numpy(dtype=np.float64) for name in WEATHER_COLUMNS}
    known: dict[str, Any] = {**json.loads(meta["weather"]), **hours}
    return Weather(**known)


def _packages(meta: dict[str, str]) -> tuple[Package, ...]:
    """The standard packages and the plan's own; older files have no own ones."""
    return (*STANDARD, *(from_table(table) for table in json.loads(meta.get("packages", "[]"))))


def _bookmarks(meta: dict[str, str]) -> tuple[Bookmark, ...]:
    """Views with names; older files have none."""
    found = []
    for row in json.loads(meta.get("bookmarks", "[]")):
        xmin, ymin, xmax, ymax = (float(value) for value in row["extent"])
        found.append(Bookmark(str(row["name"]), (xmin, ymin, xmax, ymax)))
    return tuple(found)


def _selections(meta: dict[str, str]) -> tuple[SavedSelection, ...]:
    """Selections with names; older files have none."""
    rows = json.loads(meta.get("selections", "[]"))
    return tuple(
        SavedSelection(str(row["name"]), str(row["level"]), tuple(map(str, row["ids"]))) for row in rows
    )


def _notes(meta: dict[str, str]) -> tuple[Note, ...]:
    """What was written down; older files have nothing."""
    return tuple(Note(**{**row, "level": Level(row["level"])}) for row in json.loads(meta.get("notes", "[]")))


def _rules(meta: dict[str, str]) -> tuple[PackageRule, ...]:
    return tuple(PackageRule(**row) for row in json.loads(meta.get("rules", "[]")))


def _privacy(meta: dict[str, str]) -> Privacy:
    """The privacy switch; off in older files."""
    row = json.loads(meta.get("privacy", "{}"))
    return Privacy(bool(row.get("on")), int(row.get("least", 5)), Level(row.get("level", Level.BLOCK)))


def _log(container: Container) -> tuple[LogEntry, ...]:
    """What was done to the plan; older files do not tell."""
    table = container.tables.get(layout.LOG)
    rows = [] if table is None else _records(table)
    return tuple(LogEntry(float(row["when"]), str(row["who"]), str(row["what"])) for row in rows)


def _scenarios(
    container: Container, meta: dict[str, str], buildings: gpd.GeoDataFrame, packages: Sequence[Package]
) -> list[Scenario]:
    """The scenario in use, then the others; older files have one."""
    places = {package.key: place for place, package in enumerate(packages)}
    heads = json.loads(meta.get("scenarios", "[]")) or [{"name": meta["scenario"]}]
    found = []
    for place, head in enumerate(heads):
        name, column = (layout.SHELF, f"scenario_{head['number']}") if place else (layout.SCENARIO, "package")
        words = container.tables[name].set_index("building_id")[column].loc[buildings.index]
        found.append(Scenario(package_of=np.array([places[word] for word in words], dtype=np.int8), **head))
    return found


def _assumptions(text: str) -> Assumptions:
    stored = json.loads(text)
    own = tuple((name, float(price)) for name, price in stored.get("own_prices", ()))
    return Assumptions(**{**stored, "method": Method(stored["method"]), "own_prices": own})


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
