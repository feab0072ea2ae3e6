"""Join a register to the buildings of a plan: certificates, boilers, surveys, census tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import CRS

from app import bridge
from app.changes import Changes
from app.errors import UserError
from app.project import Join, Project
from app.services.cells import put_values
from app.services.edited import is_edited
from app.services.outcome import Outcome
from app.services.planning import replan
from app.text.labels import field_title
from gis.account import Remark
from gis.attributes import building_attributes
from gis.columns import texts
from gis.crs import reprojected
from gis.joining import AMBIGUOUS, MATCHED, RULES, UNMATCHED, Match, key_texts, match, with_choices
from gis.mapping.apply import applied
from gis.mapping.canonical import NAMES
from gis.mapping.propose import fields_of, propose
from gis.profiles import by_spelling
from gis.registers import Register, read_register
from retrofit.progress import Progress, part_of, silent

JOINABLE: Final = (
    "year_of_construction", "number_of_floors_above_ground", "height_above_ground_m", "number_of_dwellings",
    "floor_area_gross_m2", "current_use", "condition_of_construction", "size_class", "heating", "heritage",
    *bridge.RENEWALS, "nonresidential_share",
)  # fmt: skip
"""Columns that a register can fill."""
SUMS: Final = frozenset({"number_of_dwellings", "floor_area_gross_m2"})
"""Of several rows of one building these add up; of others the middle, or the most common word, is taken."""
LATEST: Final = frozenset(bridge.RENEWALS)
UNKNOWN, REPLACE = "unknown", "replace"
MODES: Final = (UNKNOWN, REPLACE)
"""Whether only what is unknown is filled, or what the register says stands in the place of the files'."""
MOST_TOLD: Final = 8


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A table, how its rows find their buildings, and what is taken from it."""

    path: Path
    join: Join = field(default_factory=Join)


@dataclass(frozen=True, slots=True, eq=False)
class JoinPreview:
    """What a join would do.

    Attributes
    ----------
    names : ndarray of str, shape (R,)
        What each row is called: the texts of its keys.
    values : DataFrame, shape (B,)
        What would be taken, under canonical names; NaN and "" for nothing.
    """

    register: Register
    join: Join
    match: Match
    names: NDArray[np.object_]
    values: pd.DataFrame

    def count(self, status: str) -> int:
        """Number of rows with a status."""
        return int((self.match.status == status).sum())


def preview_join(project: Project, request: JoinRequest, progress: Progress = silent) -> JoinPreview:
    """Say what a join would do; nothing is changed.

    Raises
    ------
    gis.errors.GisError
        If the file cannot be read.
    app.errors.UserError
        If it has no column by which a building can be found, or none that can be taken.
    """
    progress(0.0, "reading")
    register = read_register(request.path, request.join.layer)
    join = completed(register, request.join, request.path.name)
    progress(0.3, "joining")
    table = _placed(register.frame, project)
    found = match(table, dict(join.keys), project.buildings, join.rules or RULES, project.country)
    names = _names(table, join)
    known = {str(name): row for row, name in enumerate(project.buildings.index)}
    choices = {row: known[building] for row, building in join.choices if building in known}
    found = with_choices(found, names, choices)
    return JoinPreview(register, join, found, names, _values(table, join, found, len(project.buildings)))


def join_table(project: Project, request: JoinRequest, progress: Progress = silent) -> Outcome:
    """Take values of a register into a plan, and keep how, so that a newer one can be joined again.

    Raises
    ------
    gis.errors.GisError, app.errors.UserError
        As `preview_join`; also if not one row finds its building.
    """
    preview = preview_join(project, request, part_of(progress, 0.0, 0.5))
    return take_join(project, preview, request.path.name, part_of(progress, 0.5, 1.0))


def take_join(project: Project, preview: JoinPreview, source: str, progress: Progress = silent) -> Outcome:
    """Take a join that was looked at before.

    Raises
    ------
    app.errors.UserError
        If not one row finds its building.
    """
    if not preview.count(MATCHED):
        raise UserError("register_nowhere", source=source, rows=len(preview.names))
    frame, stock, taken = project.buildings.copy(), project.stock, {}
    for name in preview.values.columns:
        values = preview.values[name]
        rows = _rows(frame, name, values, preview.join.mode)
        if len(rows):
            frame, stock = put_values(frame, stock, name, rows, values.to_numpy()[rows], "joined")
        taken[name] = len(rows)
    remarks = (*_without(project, source), *_told(preview, source, taken))
    joins = tuple(each for each in project.joins if each.source != source)
    changed = project.replace(
        buildings=frame,
        stock=stock,
        joins=(*joins, replace(preview.join, source=source)),
        account=replace(project.account, remarks=remarks),
    )
    outcome = replan(changed, progress)
    return Outcome(outcome.project, outcome.changes | Changes.SCENARIO)


def completed(register: Register, join: Join, source: str) -> Join:
    """Fill in what was left open: columns of the keys by their names, columns to take by names and values.

    Raises
    ------
    app.errors.UserError
        If there is no key, or nothing to take.
    """
    frame = register.frame
    keys = dict(join.keys) or _keys(frame)
    wanted = [part.strip() for column in keys.values() for part in column.split("+")]
    wanted += [choice.column for choice in join.take.values() if choice.column]
    for column in wanted:
        if column not in frame:
            names = ", ".join(map(str, frame.columns))
            raise UserError("join_column_unknown", source=source, column=column, columns=names)
    if not keys and not ("geometry" in frame and "place" in (join.rules or RULES)):
        raise UserError("register_no_key", source=source, columns=", ".join(map(str, frame.columns)))
    take = dict(join.take)
    if not take:
        proposals = [each for each in propose(frame, "buildings") if each.field.name in JOINABLE]
        chosen = fields_of(proposals)
        take = {p.field.name: chosen.get(p.field.name, p.choice) for p in proposals if p.understood > 0}
    if not take:
        raise UserError("register_nothing", source=source, columns=", ".join(map(str, frame.columns)))
    return replace(join, keys=tuple(keys.items()), take=take)


def _keys(frame: pd.DataFrame) -> dict[str, str]:
    """Columns by which rows may find their buildings, by their names."""
    by_plain = by_spelling(frame.columns)
    found: dict[str, str] = {}
    for rule, field_name in (
        ("id", "building_id"),
        ("reference", "national_cadastral_reference"),
        ("address", "address"),
    ):
        column = next((by_plain[name] for name in NAMES["buildings"][field_name] if name in by_plain), "")
        if column:
            found[rule] = column
    return found


def _placed(frame: pd.DataFrame, project: Project) -> pd.DataFrame:
    """The table with its points in the system of the plan; without them where theirs is not known."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame
    if frame.crs is None:
        return pd.DataFrame(frame.drop(columns=frame.geometry.name))
    placed: pd.DataFrame = reprojected(frame, CRS(project.buildings.crs))[0]
    return placed


def _names(table: pd.DataFrame, join: Join) -> NDArray[np.object_]:
    parts = [key_texts(table, column) for _, column in join.keys]
    if not parts:
        return np.array([str(n + 1) for n in range(len(table))], dtype=object)
    said = [" | ".join(text for text in cells if text) for cells in zip(*parts, strict=True)]
    return np.array([text or str(n + 1) for n, text in enumerate(said)], dtype=object)


def _values(table: pd.DataFrame, join: Join, found: Match, count: int) -> pd.DataFrame:
    """Values of buildings from the rows that speak of them, shape (B,)."""
    plain_table = pd.DataFrame(table.drop(columns=[name for name in ("geometry",) if name in table]))
    read = building_attributes(applied(plain_table.reset_index(drop=True), "buildings", join.take))[0]
    pairs = read.iloc[found.row].assign(building=found.building)
    columns: dict[str, pd.Series] = {}
    for name in join.take:
        groups = pairs.groupby("building")[name]
        if name in bridge.CODE_LISTS:
            said = pairs[pairs[name] != ""].groupby("building")[name]
            columns[name] = (
                said.agg(lambda values: values.value_counts().index[0]).reindex(range(count)).fillna("")
            )
        elif name in SUMS:
            columns[name] = groups.sum(min_count=1).reindex(range(count))
        else:
            columns[name] = (groups.max() if name in LATEST else groups.median()).reindex(range(count))
    return pd.DataFrame(columns, index=range(count))


def _rows(frame: gpd.GeoDataFrame, name: str, values: pd.Series, mode: str) -> NDArray[np.int32]:
    """Buildings that get a value: never one that somebody corrected by hand."""
    said = (values != "") if name in bridge.CODE_LISTS else values.notna()
    now = frame[name]
    unknown = (now == "") if name in bridge.CODE_LISTS else now.isna()
    wanted = said.to_numpy(dtype=bool) & (unknown.to_numpy(dtype=bool) | (mode == REPLACE))
    return np.flatnonzero(wanted & ~is_edited(frame, name)).astype(np.int32)


def _without(project: Project, source: str) -> tuple[Remark, ...]:
    """Remarks of the account, but for those of an earlier join of the same register."""
    return tuple(
        each
        for each in project.account.remarks
        if not (each.code.startswith("register_") and each.args.get("register") == source)
    )


def _told(preview: JoinPreview, source: str, taken: Mapping[str, int]) -> tuple[Remark, ...]:
    told = "; ".join(f"{field_title(name)}: {count}" for name, count in taken.items())
    args: dict[str, object] = {
        "register": source, "rows": len(preview.names), "matched": preview.count(MATCHED),
        "share": f"{preview.match.rate:.0%}", "values": told,
    }  # fmt: skip
    found = [Remark("register_joined", "notes", args=args)]
    for code, status in (("register_unmatched", UNMATCHED), ("register_ambiguous", AMBIGUOUS)):
        names = preview.names[preview.match.status == status]
        if len(names):
            shown = "; ".join(map(str, names[:MOST_TOLD])) + (" ..." if len(names) > MOST_TOLD else "")
            found.append(
                Remark(code, "doubts", args={"register": source, "count": len(names), "names": shown})
            )
    return tuple(found)


def lists_of(preview: JoinPreview, project: Project) -> dict[str, pd.DataFrame]:
    """Rows without a building, and unclear ones with the buildings that may be meant, as tables."""
    ids = project.buildings.index.to_numpy(dtype=object)
    addresses = texts(project.buildings["address"])
    unclear = [
        (str(preview.names[row]), str(ids[place]), str(addresses[place]))
        for row, places in preview.match.candidates.items()
        for place in places
    ]
    unmatched = preview.register.frame[preview.match.status == UNMATCHED]
    return {
        UNMATCHED: pd.DataFrame(unmatched.drop(columns=[n for n in ("geometry",) if n in unmatched])),
        AMBIGUOUS: pd.DataFrame(unclear, columns=["row", "building_id", "address"]),
    }
