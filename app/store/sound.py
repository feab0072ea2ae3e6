"""Whether the parts of a project file fit each other: one that was damaged must not be reckoned with."""

import re
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike

from app.project import Project
from app.text.translate import _
from retrofit.findings import Severity

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,60}")


def check_sound(project: Project) -> None:
    """Refuse a project whose rows point at nothing or whose buildings have no usable shape.

    Raises
    ------
    ValueError
        With what is wrong in the user's words.
    """
    count, stock = len(project.buildings), project.stock
    remarks = project.account.remarks
    # a newer version may know other findings, but they have names like ours
    named = all(isinstance(one.code, str) and _CODE.fullmatch(one.code) for one in remarks)
    if not named or not {remark.severity for remark in remarks} <= set(Severity):
        raise ValueError(_("a finding of the import is broken"))
    if not count:
        raise ValueError(_("it has no buildings"))
    if not project.blocks.index.is_unique:
        raise ValueError(_("two blocks have the same id"))
    shapes = project.buildings.geometry.to_numpy()
    if not (shapely.is_valid(shapes) & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)).all():
        raise ValueError(_("the shape of a building is broken"))
    rows = (
        (project.buildings["parcel_row"], -1, len(project.parcels)),
        (project.buildings["association_row"], -1, len(project.associations)),
        (stock.block_of, 0, len(project.blocks)),
        (stock.party.first, 0, count),
        (stock.party.second, 0, count),
        (stock.party.orientation, 0, 4),
        (project.scenario.package_of, 0, len(project.packages)),
    )
    if not all(_within(*each) for each in rows):
        raise ValueError(_("it names buildings, parcels or blocks that it does not have"))


def _within(rows: ArrayLike, least: int, end: int) -> bool:
    found = np.asarray(rows)
    return bool(((found >= least) & (found < end)).all())
