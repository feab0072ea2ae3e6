"""Owners and associations of a plan: from a table or a column, edited, and forgotten again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.outcome import Outcome
from app.services.planning import replan
from gis.account import Remark
from gis.associations import Association, Grouped, associations_of, grouped, made_of_names, no_associations
from gis.owner_kinds import KINDS, kind_of
from gis.owner_table import OwnerColumns, OwnersFound, find_owners, read_owners, recognised
from retrofit.progress import Progress, part_of, silent

MOST_TOLD: Final = 5
"""Rows without a building that a sentence names."""


@dataclass(frozen=True, slots=True)
class OwnersRequest:
    """A table, or a layer whose attributes are one, with a row for each building, parcel or unit."""

    path: Path
    layer: str = ""
    columns: OwnerColumns = field(default_factory=OwnerColumns)
    """Those that are empty are recognised by their names."""
    by: str = ""
    """One of `gis.owner_table.BYS`; empty takes what there is."""
    keep: bool = True
    """Whether buildings that the table does not name keep their association."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnersPreview:
    """What a table would do."""

    columns: OwnerColumns
    titles: tuple[str, ...]
    found: OwnersFound
    associations: tuple[tuple[Association, int], ...]
    """Associations and the number of their buildings, the largest first."""

    @property
    def buildings(self) -> int:
        """Buildings that get an association."""
        return int((self.found.names != "").sum())


def preview_owners(project: Project, request: OwnersRequest, progress: Progress = silent) -> OwnersPreview:
    """Say what a table would do; nothing is changed.

    Raises
    ------
    gis.errors.GisError
        If the file cannot be read, or does not say whose buildings are meant.
    """
    progress(0.0, "reading")
    table = read_owners(request.path, request.layer)
    columns = recognised(table, request.columns, request.by)
    progress(0.5, "joining")
    found = find_owners(
        table, columns, project.buildings, project.stock.parcel_of, project.parcels.index.to_numpy()
    )
    made = _grouped(project, found, keep=False)
    counts = np.bincount(made.of[made.of >= 0], minlength=len(made.frame))
    pairs = zip(associations_of(made.frame), counts.tolist(), strict=True)
    return OwnersPreview(columns, table.titles, found, tuple(sorted(pairs, key=lambda pair: -pair[1])))


def set_associations(project: Project, request: OwnersRequest, progress: Progress = silent) -> Outcome:
    """Take associations of buildings from a table, and sum the plan up by them.

    Raises
    ------
    gis.errors.GisError
        If the file cannot be read, or does not say whose buildings are meant.
    app.errors.UserError
        If no row means a building.
    """
    found = preview_owners(project, request, part_of(progress, 0.0, 0.3)).found
    if not found.matched:
        raise UserError("owners_nowhere", source=request.path.name, rows=found.rows)
    made = _grouped(project, found, keep=request.keep)
    remarks = _told(project, request, found, made)
    return _with(project, made, remarks, part_of(progress, 0.3, 1.0))


def associations_by_names(project: Project, names: Sequence[str], source: str) -> Project:
    """Give every building the association of its name, "" for none; not reckoned yet."""
    keys, known = made_of_names(names)
    made = grouped(keys, known, project.buildings)
    if not len(made.frame):
        return project
    args: dict[str, object] = {
        "count": int((made.of >= 0).sum()),
        "associations": len(made.frame),
        "source": source,
    }
    return _changed(project, made, (Remark("owners_read", "notes", args=args),))


def edit_associations(
    project: Project, changed: Mapping[str, Association], progress: Progress = silent
) -> Outcome:
    """Rename associations or give them another kind.

    Parameters
    ----------
    changed : mapping of str to Association
        By the id of the association.

    Raises
    ------
    app.errors.UserError
        If there is no such association or kind, or a name is empty.
    """
    bodies = {one.id: one for one in associations_of(project.associations)}
    for name, one in changed.items():
        if name not in bodies:
            raise UserError("association_unknown", association=name)
        if one.kind and one.kind not in KINDS:
            raise UserError("association_kind_unknown", kind=one.kind, known=", ".join(KINDS))
        if not one.name.strip():
            raise UserError("association_unnamed", association=name)
    told = [changed.get(name, one) for name, one in bodies.items()]
    frame = project.associations.assign(
        name=np.array([one.name.strip() for one in told], dtype=object),
        kind=np.array([one.kind for one in told], dtype=object),
    )
    return _with(project, Grouped(frame, project.stock.association_of), None, progress)


def forget_associations(project: Project, progress: Progress = silent) -> Outcome:
    """Take all associations out of a plan."""
    nobody = np.full(len(project.stock), -1, dtype=np.int32)
    return _with(project, Grouped(no_associations(), nobody), (), progress)


def _grouped(project: Project, found: OwnersFound, *, keep: bool) -> Grouped:
    """Associations by what a table says, and those of before where it is silent."""
    before = associations_of(project.associations)
    keys, known = made_of_names(found.names.tolist(), before)
    for key, said in zip(keys.tolist(), found.kinds.tolist(), strict=True):
        if key and said:
            known[key] = replace(known[key], kind=kind_of(known[key].name, said) or known[key].kind)
    if keep and before:
        old, _known = made_of_names([one.name for one in before], before)
        mine = np.append(old, "")[project.stock.association_of]
        keys = np.where(keys == "", mine, keys)
    return grouped(keys, known, project.buildings)


def _told(project: Project, request: OwnersRequest, found: OwnersFound, made: Grouped) -> tuple[Remark, ...]:
    ids = project.buildings.index.to_numpy(dtype=object)
    source = request.path.name
    args: dict[str, object] = {
        "rows": found.rows,
        "matched": found.matched,
        "count": int((found.names != "").sum()),
        "associations": len(made.frame),
        "source": source,
    }
    remarks = [Remark("owners_taken", "notes", tuple(ids[found.names != ""]), args)]
    if found.unmatched:
        said = ", ".join(found.unmatched[:MOST_TOLD]) + (" …" if len(found.unmatched) > MOST_TOLD else "")
        lost: dict[str, object] = {"count": len(found.unmatched), "names": said, "source": source}
        remarks.append(Remark("owners_unmatched", "doubts", args=lost))
    if found.several:
        rows = np.array(found.several)
        shared: dict[str, object] = {"count": len(rows), "source": source}
        remarks.append(Remark("owners_several", "doubts", tuple(ids[rows]), shared))
    unknown = int((made.frame["kind"] == "").sum())
    if unknown:
        remarks.append(
            Remark("owners_kind_unknown", "notes", args={"count": unknown, "all": len(made.frame)})
        )
    return tuple(remarks)


def _with(project: Project, made: Grouped, remarks: tuple[Remark, ...] | None, progress: Progress) -> Outcome:
    outcome = replan(_changed(project, made, remarks), progress)
    return Outcome(outcome.project, outcome.changes | Changes.STOCK | Changes.GEOMETRY)


def _changed(project: Project, made: Grouped, remarks: tuple[Remark, ...] | None) -> Project:
    """The plan with other associations; remarks of the last table give way to new ones, if there are."""
    account = project.account
    if remarks is not None:
        kept = tuple(each for each in account.remarks if not each.code.startswith("owners_"))
        account = replace(account, remarks=(*kept, *remarks))
    of: NDArray[np.int32] = made.of.copy()
    return project.replace(
        buildings=project.buildings.assign(association_row=of),
        associations=made.frame,
        stock=replace(project.stock, association_of=of),
        account=account,
    )
