"""Layers of which a feature is not a building but a face of one: exports of city models as roofs, walls and grounds."""

import re
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.account import Remark
from gis.columns import texts
from gis.profiles import plain

WORDS: Final = {
    "ground": r"groundsurface|outerfloorsurface|ground|grund\w*|boden\w*|suelo|base|pavimento|põrand|terreinvlak|основа",
    "roof": r"roofsurface|outerceilingsurface|roof|dach\w*|tag\w*|tejado|cubierta|tetto|copertura|katus\w*|dak\w*|покрив",
    "wall": r"wallsurface|closuresurface|wall|wand\w*|fassade|muro|pared|fachada|parete|sein|gevel|væg|v[aä]g\w*|стена",
}
"""Kinds of faces as sources call them."""
MOSTLY: Final = 0.9
"""Share of the features that must say such a word [-]."""
PARENTS: Final = (
    "buildingid", "gmlparentid", "parentid", "parent", "bldgid", "buildingfk", "gebaeudeid", "egid", "bygningid", "idbuilding",
    "edificioid", "gmlid", "id",
)  # fmt: skip
"""Plain names of columns that tell whose face it is, best first."""
AT_LEAST: Final = 1.5
"""Faces a building has on average where a layer holds faces."""

Texts = NDArray[np.object_]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """A layer of faces.

    ``parent`` is the id of the building of each feature, shape (F,), ``names`` unique ids of which the largest face
    that draws a building bears the building's. ``no_plan`` are faces that do not: walls, and roofs over a ground.
    """

    parent: Texts
    names: Texts
    no_plan: Mask

    @property
    def remark(self) -> Remark:
        """What is said of the layer."""
        buildings = len(np.unique(self.parent.astype(str)))
        return Remark("faces_united", "doubts", args={"count": len(self.parent), "buildings": buildings})


def faces_of(frame: gpd.GeoDataFrame) -> Faces | None:
    """Whose faces the features of a layer are; None where they are buildings.

    Parameters
    ----------
    frame : GeoDataFrame, shape (F,)
        As read.
    """
    table = frame.drop(columns=frame.geometry.name)
    kind = _kinds(table)
    if kind is None:
        return None
    parent = _parents(table, kind)
    if parent is None:
        return None
    grounded = pd.Series(kind == "ground").groupby(parent.astype(str)).transform("any").to_numpy()
    draws = np.where(grounded, kind == "ground", kind == "roof")
    area = np.nan_to_num(shapely.area(frame.geometry.to_numpy()))
    return Faces(parent, _names(parent, draws, area), ~draws)


def _kinds(table: pd.DataFrame) -> Texts | None:
    """ground, roof, wall or "" of each feature by the column that says so; None where none does."""
    for name in table.columns:
        if table[name].dtype.kind in "if":
            continue
        codes, values = pd.factorize(pd.Series(texts(table[name])))
        if len(values) > 12:
            continue
        said = np.array([_kind(str(value)) for value in values], dtype=object)
        found = said[codes]
        told = set(found[found != ""].tolist())
        if (found != "").mean() >= MOSTLY and "roof" in told and len(told) > 1:
            return found
    return None


def _kind(value: str) -> str:
    word = plain(value.rpartition(":")[2])
    return next((kind for kind, pattern in WORDS.items() if re.fullmatch(pattern, word)), "")


def _parents(table: pd.DataFrame, kind: Texts) -> Texts | None:
    """Id of the building of each feature, by a column that repeats as faces do."""
    by_plain = {plain(str(name)): name for name in table.columns}
    for name in PARENTS:
        if name not in by_plain:
            continue
        found = texts(table[by_plain[name]])
        if (found == "").any():
            continue
        buildings = len(np.unique(found.astype(str)))
        if len(kind) >= AT_LEAST * buildings:
            return found
    return None


def _names(parent: Texts, draws: Mask, area: NDArray[np.float64]) -> Texts:
    order = np.lexsort((np.arange(len(parent)), -area, ~draws))
    place = np.empty(len(parent), dtype=np.int64)
    place[order] = pd.Series(parent[order]).groupby(parent[order].astype(str)).cumcount().to_numpy()
    return np.array(
        [name if not number else f"{name}-{number + 1}" for name, number in zip(parent, place, strict=True)],
        dtype=object,
    )
