"""Buildings that overlap each other, in the account: doubles, parts, cuts, and what stays open."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis.account import Fate, Remark
from gis.features import Features
from gis.overlaps import merged, resolve
from gis.thresholds import USUAL, Thresholds


def untangled(buildings: Features, limits: Thresholds = USUAL) -> Features:
    """Resolve overlaps of buildings; every one of them is told, and no area counts twice unsaid."""
    frame = buildings.frame
    found = resolve(frame.geometry.to_numpy(), limits)
    ids = frame.index.to_numpy(dtype=object)
    fates = buildings.fates.copy()
    cut = np.flatnonzero(found.cut_m2 > 0)
    detail = [f"{area:.1f}" for area in found.cut_m2[cut]]
    tell_fates(fates, buildings.row_of[cut], Fate.REPAIRED, "overlap_cut", detail)
    part = np.flatnonzero(found.part_of >= 0)
    tell_fates(fates, buildings.row_of[part], Fate.REPAIRED, "merged_into", list(ids[found.part_of[part]]))
    double = np.flatnonzero(found.double_of >= 0)
    tell_fates(
        fates, buildings.row_of[double], Fate.REJECTED, "geometry_double", list(ids[found.double_of[double]])
    )
    whole = merged(frame.set_geometry(found.shapes, crs=frame.crs), found.part_of)
    kept = (found.part_of < 0) & (found.double_of < 0)
    rows = buildings.row_of[kept]
    shaped = whole[kept]
    fates.loc[buildings.row_of[~kept], "area_out_m2"] = 0.0
    fates.loc[rows, "area_out_m2"] = shaped.geometry.area.to_numpy()
    remarks = list(buildings.remarks)
    for code, named in (
        ("buildings_overlap", ids[np.unique(np.concatenate([found.open_one, found.open_two]))]),
        ("buildings_large", shaped.index.to_numpy(dtype=object)[shaped.geometry.area > limits.unlikely_m2]),
    ):
        if len(named):
            remarks.append(Remark(code, "doubts", tuple(map(str, named)), {"count": len(named)}))
    return replace(buildings, frame=shaped, fates=fates, row_of=rows, remarks=tuple(remarks))


def tell_fates(
    fates: pd.DataFrame, rows: NDArray[np.int64], fate: Fate, reason: str, detail: list[str]
) -> None:
    """Write the fate of some features into their account, one detail each."""
    fates.loc[rows, "fate"] = fate.value
    fates.loc[rows, "reason"] = reason
    fates.loc[rows, "detail"] = np.array(detail, dtype=object)
