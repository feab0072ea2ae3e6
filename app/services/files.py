"""Open and save a project."""

import tempfile
import zlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.changes import Changes
from app.errors import UserError
from app.packs import load_pack
from app.project import Checkpoint, Project
from app.services.guard import keep_sources
from app.services.outcome import Outcome
from app.services.planning import replan
from app.services.styles import project_styles
from app.store import checkpoint_table, layout
from app.store.reading import COMPARED, project_from, wanted
from app.store.writing import layers_of, tables_of
from app.text.numbers import format_number
from gis.geopackage import Container, read_geopackage, write_geopackage
from retrofit.progress import Progress, part_of, silent
from retrofit.stock.fields import FIELDS

PACKED_KEPT: Final = 32
"""Checkpoints whose packed plan is remembered between two saves."""


def open_project(path: Path, progress: Progress = silent) -> Outcome:
    """Read a project file and reckon its results; the file is not touched.

    Raises
    ------
    app.errors.UserError
        If it is absent, foreign, damaged or from a newer program.
    """
    if not path.is_file():
        raise UserError("project_missing", path=path)
    progress(0.0, "reading")
    container = read_geopackage(path, wanted)
    project = project_from(container, path)
    project = project.replace(checkpoints=checkpoint_table.from_table(container))
    load_pack(project.country)
    outcome = replan(project, part_of(progress, 0.5, 1.0))
    told = _with_what_changed(outcome.project, container)
    return Outcome(told, Changes.EVERYTHING | Changes.SAVED)


def _with_what_changed(project: Project, container: Container) -> Project:
    """Say what another version of the country pack makes of the totals that were saved."""
    saved = container.layers[layout.BUILDINGS]
    now = project.assessment
    if now is None or not any(remark.code == "pack_changed" for remark in project.account.remarks):
        return project
    said = []
    for name in COMPARED:
        if name in saved:
            before, after = float(saved[name].fillna(0.0).sum()), float(now.district[name][0])
            change = 100.0 * (after - before) / before if before else 0.0
            field = FIELDS[name]
            said.append(
                f"{field.label} {format_number(before)} → {format_number(after, 0, field.unit)} ({change:+.1f} %)"
            )
    remarks = tuple(
        replace(remark, args={**remark.args, "changes": "; ".join(said)})
        if remark.code == "pack_changed"
        else remark
        for remark in project.account.remarks
    )
    return project.replace(account=replace(project.account, remarks=remarks))


def save_project(project: Project, path: Path, progress: Progress = silent) -> Outcome:
    """Write the project as one GeoPackage; on any fault the former file stays whole.

    Raises
    ------
    app.errors.UserError
        If the target is a file the plan was read from.
    gis.errors.WriteError
        If the target cannot be written.
    """
    keep_sources(project, (path,))
    progress(0.1, "writing")
    layers = layers_of(project)
    progress(0.4, "writing")
    tables = tables_of(project)
    if project.checkpoints:
        tables[layout.CHECKPOINT] = checkpoint_table.to_table(project, _packed)
    write_geopackage(path, layers, tables, project_styles(project))
    progress(1.0, "writing")
    return Outcome(project, Changes.SAVED)


def unpacked(checkpoint: Checkpoint, progress: Progress = silent) -> Project:
    """The plan of a checkpoint that was read from a file.

    Raises
    ------
    app.errors.UserError
        If it is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="kvarter-") as folder:
        path = Path(folder) / "checkpoint.gpkg"
        try:
            path.write_bytes(zlib.decompress(checkpoint.packed))
        except zlib.error as fault:
            raise UserError("checkpoint_damaged", name=checkpoint.name) from fault
        return open_project(path, progress).project


@lru_cache(maxsize=PACKED_KEPT)
def _packed(checkpoint: Checkpoint) -> bytes:
    """The plan of a checkpoint as a packed file; made once, for a checkpoint never changes."""
    if checkpoint.project is None:
        return checkpoint.packed
    with tempfile.TemporaryDirectory(prefix="kvarter-") as folder:
        path = Path(folder) / "checkpoint.gpkg"
        save_project(checkpoint.project, path)
        return zlib.compress(path.read_bytes())
