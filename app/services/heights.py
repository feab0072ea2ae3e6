"""Heights of buildings from elevation rasters, taken into a plan."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from app.changes import Changes
from app.errors import UserError
from app.project import Project
from app.services.edited import is_edited
from app.services.outcome import Outcome
from app.services.planning import replan
from app.services.roofs import with_roofs
from app.text.numbers import format_number
from app.text.translate import _
from gis.account import Account, Remark
from gis.height_remarks import names_of
from gis.heights import (
    LEAST_COVERAGE,
    LEAST_HEIGHT_M,
    MEASURED,
    NO_GROUND,
    NOTHING_THERE,
    OUTSIDE,
    PARTLY,
    PERCENTILE,
    HeightRules,
    Heights,
    measure_heights,
)
from gis.raster import UNITS
from retrofit.progress import Progress, part_of, silent
from retrofit.stock.provenance import Provenance

HEIGHT: Final = "height_above_ground_m"
DIFFER_M: Final = 2.0
"""Assumption: within this a height of the files and one of a raster are the same [m]."""
OF_RASTERS: Final = "heights_"
"""Remarks with this beginning tell of the last measurement."""

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class Take(StrEnum):
    """Which heights of a plan are exchanged for measured ones."""

    UNKNOWN = "unknown"
    """Those that nobody gave; what was measured before is measured anew."""
    DIFFERING = "differing"
    """And those that differ by more than a limit."""
    ALL = "all"
    """And all others; what was corrected by hand always stays."""


@dataclass(frozen=True, slots=True)
class HeightRequest:
    """Rasters of the surface and of the terrain, and how they are used."""

    surface: tuple[Path, ...]
    terrain: tuple[Path, ...] = ()
    percentile: float = PERCENTILE
    """Share of a roof's pixels below the height that is taken [%]."""
    least_coverage: float = LEAST_COVERAGE
    """Share of a footprint's pixels with data below which its height stays unknown [-]."""
    take: Take = Take.UNKNOWN
    differ_m: float = DIFFER_M
    unit: str = ""
    """Unit of the rasters' values, one of `gis.raster.UNITS`; "" takes what the files say."""


@dataclass(frozen=True, slots=True, eq=False)
class HeightReport:
    """What a measurement means for a plan, before it is taken.

    Attributes
    ----------
    of : GeoDataFrame
        Buildings of the plan that was measured.
    heights : Heights
    before_m : ndarray, shape (B,)
        Heights of the plan that somebody gave or measured; NaN unknown [m].
    taken : ndarray of bool, shape (B,)
        Buildings that get the measured height.
    differing : ndarray of bool, shape (B,)
        Known and measured heights lie farther apart than the limit.
    corrected : ndarray of bool, shape (B,)
        Heights that were corrected by hand and differ.
    """

    of: gpd.GeoDataFrame
    request: HeightRequest
    heights: Heights
    before_m: Numbers
    taken: Mask
    differing: Mask
    corrected: Mask

    @property
    def difference_m(self) -> Numbers:
        """Measured less known height, shape (B,); NaN where one of them is unknown [m]."""
        return np.where(self.heights.measured, self.heights.height_m - self.before_m, np.nan)


def heights_from_rasters(project: Project, request: HeightRequest, progress: Progress = silent) -> Outcome:
    """Measure the buildings of a plan in elevation rasters, take their heights and reckon again.

    Raises
    ------
    gis.errors.GisError
        If a raster cannot be used, or none covers a building.
    app.errors.UserError
        If the request is impossible.
    retrofit.errors.Cancelled
        If ``progress`` asked to stop.
    """
    report = measure(project, request, part_of(progress, 0.0, 0.7))
    return take_heights(project, report, part_of(progress, 0.7, 1.0))


def measure(project: Project, request: HeightRequest, progress: Progress = silent) -> HeightReport:
    """Measure the buildings of a plan; nothing is changed.

    Raises
    ------
    gis.errors.GisError
        If a raster cannot be used, or none covers a building.
    app.errors.UserError
        If the request is impossible.
    """
    _check(request)
    rules = HeightRules(request.percentile, request.least_coverage, request.unit)
    shapes, crs = project.buildings.geometry.to_numpy(), CRS(project.buildings.crs)
    heights = measure_heights(shapes, crs, request.surface, request.terrain, rules, progress)
    return judged(project, request, heights)


def judged(project: Project, request: HeightRequest, heights: Heights) -> HeightReport:
    """What heights that were measured mean for a plan, by what the request says of known ones."""
    given = project.buildings[HEIGHT].to_numpy(dtype=np.float64)
    before = np.where(given > 0, given, np.nan)
    earlier = (project.buildings[f"provenance_{HEIGHT}"] == Provenance.MEASURED.name.lower()).to_numpy(
        dtype=bool
    )
    by_hand = is_edited(project.buildings, HEIGHT) & ~np.isnan(before)
    with np.errstate(invalid="ignore"):
        differing = heights.measured & (np.abs(heights.height_m - before) > request.differ_m)
    wanted = np.isnan(before) | earlier
    if request.take is Take.DIFFERING:
        wanted |= differing
    elif request.take is Take.ALL:
        wanted[:] = True
    return HeightReport(
        of=project.buildings,
        request=request,
        heights=heights,
        before_m=before,
        taken=heights.measured & wanted & ~by_hand,
        differing=differing & ~earlier,
        corrected=by_hand & differing,
    )


def take_heights(project: Project, report: HeightReport, progress: Progress = silent) -> Outcome:
    """Take measured heights into a plan, with what is known of the roofs, and reckon again.

    Where the buildings are not those that were measured any more, they are measured anew.
    """
    if report.of is not project.buildings:
        report = measure(project, report.request, part_of(progress, 0.0, 0.5))
        progress = part_of(progress, 0.5, 1.0)
    rows = np.flatnonzero(report.taken)
    heights = np.round(report.heights.height_m[rows], 2)
    frame, stock = project.buildings, project.stock
    values = frame[HEIGHT].to_numpy(dtype=np.float64, copy=True)
    values[rows] = heights
    said = frame[f"provenance_{HEIGHT}"].to_numpy(dtype=object, copy=True)
    said[rows] = Provenance.MEASURED.name.lower()
    frame = with_roofs(frame.assign(**{HEIGHT: values, f"provenance_{HEIGHT}": said}), report.heights)
    known, codes = stock.height_above_ground_m.copy(), stock.provenance[HEIGHT].copy()
    known[rows], codes[rows] = heights, Provenance.MEASURED
    changed = project.replace(
        buildings=frame, stock=stock.with_column(HEIGHT, known, codes), account=_account(project, report)
    )
    outcome = replan(changed, progress)
    return Outcome(outcome.project, outcome.changes | Changes.STOCK | Changes.FINDINGS)


def _check(request: HeightRequest) -> None:
    bounds = (
        (_("The percentile"), request.percentile, 0.0, 100.0),
        (_("The least coverage"), 100.0 * request.least_coverage, 0.0, 100.0),
        (_("The difference"), request.differ_m, 0.0, 1000.0),
    )
    for what, value, low, high in bounds:
        if not low <= value <= high:
            raise UserError(
                "heights_request_wrong", what=what, value=f"{value:g}", low=f"{low:g}", high=f"{high:g}"
            )
    if request.unit and request.unit not in UNITS:
        raise UserError("heights_unit_unknown", unit=request.unit, known=", ".join(UNITS))


def _account(project: Project, report: HeightReport) -> Account:
    """The account with what this measurement told in place of what an earlier one did."""
    kept = tuple(one for one in project.account.remarks if not one.code.startswith(OF_RASTERS))
    ids = project.buildings.index.to_numpy(dtype=object)
    told = (*_told(report, ids), *report.heights.remarks)
    return replace(project.account, remarks=(*kept, *told))


def _told(report: HeightReport, ids: NDArray[np.object_]) -> Iterator[Remark]:
    """What came of the buildings."""
    heights, request = report.heights, report.request
    coverage = f"{100.0 * request.least_coverage:g}"

    def of(rows: NDArray[np.generic]) -> tuple[str, ...]:
        return tuple(map(str, ids[rows]))

    yield _summed_up(report, of(report.taken))
    found = (
        Remark("heights_outside", "doubts", of(heights.status == OUTSIDE)),
        Remark("heights_partly", "doubts", of(heights.status == PARTLY), {"coverage": coverage}),
        Remark("heights_nothing_there", "doubts", of(heights.status == NOTHING_THERE), {"least": f"{LEAST_HEIGHT_M:g}"}),
        Remark("heights_groundless", "doubts", of(heights.status == NO_GROUND)),
        Remark(
            "heights_differ", "doubts", of(largest_first(report)),
            {"differ": f"{request.differ_m:g}", "replaced": int((report.differing & report.taken).sum())},
        ),
        Remark("heights_corrected_kept", "notes", of(report.corrected)),
    )  # fmt: skip
    for one in found:
        if one.feature_ids:
            yield replace(one, args={"count": len(one.feature_ids), **one.args})


def largest_first(report: HeightReport) -> NDArray[np.int64]:
    """Rows of the differing buildings, the largest difference first."""
    rows = np.flatnonzero(report.differing)
    return rows[np.argsort(-np.abs(report.difference_m[rows]), kind="stable")]


def _summed_up(report: HeightReport, ids: tuple[str, ...]) -> Remark:
    heights = report.heights
    covered = np.isin(heights.status, (MEASURED, NOTHING_THERE))
    args: dict[str, object] = {
        "count": len(ids),
        "sources": names_of(heights.rasters),
        "height": _middle(heights.height_m[report.taken]),
        "buildings": len(covered),
        "covered": int(covered.sum()),
        "coverage": f"{100.0 * report.request.least_coverage:g}",
        "all_height": _middle(heights.height_m[covered]),
    }
    return Remark("heights_measured", "notes", ids, args)


def _middle(height_m: Numbers) -> str:
    return format_number(float(np.median(height_m)) if len(height_m) else float("nan"), 1)
