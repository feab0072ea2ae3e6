"""Elevation rasters before they are used, and what they mean for a plan, as rows of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from pyproj import CRS

from app.project import Project
from app.services.heights import HeightReport, largest_first
from app.services.roofs import FORMS
from app.text import labels
from app.text.messages import sentence
from app.text.numbers import format_number
from app.text.translate import _, mark, ngettext
from gis.errors import GisError
from gis.heights import MEASURED, NO_GROUND, NOTHING_THERE, OUTSIDE, PARTLY
from gis.pixels import reached_by
from gis.raster import RasterInfo, grids_of, peek_raster

BIN_M: Final = 3.0
"""Breadth of a column of heights: about a floor [m]."""
MOST_BINS: Final = 12
MOST_DIFFERENCES: Final = 500
"""Differences that are listed one by one, the largest first."""

OUTCOMES: Final = (
    (MEASURED, mark("Measured")),
    (PARTLY, mark("Covered too little")),
    (OUTSIDE, mark("Outside the rasters")),
    (NOTHING_THERE, mark("Lower than a building")),
    (NO_GROUND, mark("Without terrain")),
)


@dataclass(frozen=True, slots=True)
class RasterLook:
    """A raster before it is used."""

    path: Path
    info: RasterInfo | None
    covered: float
    """Share of the plan's buildings that lie in its extent [-]."""
    fault: str = ""
    """Why it cannot be used."""


def look_at(project: Project, paths: Sequence[Path]) -> tuple[RasterLook, ...]:
    """Look at rasters without reading their heights."""
    crs = CRS(project.buildings.crs)
    points = shapely.get_coordinates(shapely.centroid(project.buildings.geometry.to_numpy()))
    found = []
    for path in paths:
        try:
            info = peek_raster(path)
        except GisError as fault:
            found.append(RasterLook(path, None, 0.0, sentence(fault.code, fault.details)))
            continue
        reached = reached_by(points, crs, grids_of((info,), crs))
        found.append(RasterLook(path, info, float(reached.mean()) if len(reached) else 0.0))
    return tuple(found)


def raster_titles() -> tuple[str, ...]:
    """Head of `raster_row`."""
    return (_("Raster"), _("Use"), _("System"), _("Pixel"), _("Size"), _("Unit"), _("Buildings inside"))


def raster_row(look: RasterLook, use: str, crs: str) -> tuple[str, ...]:
    """One raster: name, use, system, pixel, size, unit, share of the buildings; ``crs`` is the plan's."""
    if look.info is None:
        return (look.path.name, use, _("cannot be used"), "", "", "", "")
    info = look.info
    across, down = info.resolution
    degrees = info.crs is not None and info.crs.is_geographic
    unit, decimals = ("°", 6) if degrees else ("m", 2)
    pixel = format_number(across, decimals, unit).replace(f".{'0' * decimals}", "")
    if abs(across - down) > 1e-6 * across:
        pixel = f"{format_number(across, decimals)} × {format_number(down, decimals, unit)}"
    return (
        look.path.name,
        use,
        info.crs_name or _("{crs} (assumed)").format(crs=crs),
        pixel,
        f"{format_number(info.width)} × {format_number(info.height)}",
        info.unit or _("m (assumed)"),
        format_number(100.0 * look.covered, 0, "%"),
    )


def headline(report: HeightReport) -> str:
    """What a measurement means for the plan, in a sentence."""
    count, total = int(report.taken.sum()), len(report.taken)
    text = ngettext(
        "{count} of {total} buildings gets a measured height", "{count} of {total} buildings get a measured height",
        count,
    )  # fmt: skip
    told = text.format(count=format_number(count), total=format_number(total))
    if not count and report.heights.measured.any():
        return _("{told}: those that were measured have one already").format(told=told)
    return told


def count_rows(report: HeightReport) -> list[tuple[str, str]]:
    """What came of the buildings: outcome and number, those that occur."""
    status = report.heights.status
    rows = [
        (_(text), format_number(int((status == code).sum())))
        for code, text in OUTCOMES
        if (status == code).any()
    ]
    more = (
        (_("Height differs from the plan's"), report.differing),
        (_("Corrected by hand, kept"), report.corrected),
        (_("Smaller than a pixel"), report.heights.is_point & (status != OUTSIDE)),
    )
    return rows + [(text, format_number(int(which.sum()))) for text, which in more if which.any()]


def middle_rows(report: HeightReport) -> list[tuple[str, str]]:
    """Middle height, eaves, top, and roofs by form, of what was measured."""
    heights, known = report.heights, report.heights.measured
    if not known.any():
        return []
    rows = [
        (text, format_number(float(np.median(values[known])), 1, "m"))
        for text, values in (
            (_("Middle of the heights"), heights.height_m),
            (_("Middle of the eaves"), heights.eaves_m),
            (_("Middle of the tops"), heights.top_m),
        )
    ]
    forms = heights.roofs.form[known].astype(str)
    for form, text in FORMS.items():
        if (forms == form).any():
            title = (
                _("Roofs that seem {form}").format(form=_(text))
                if form
                else _("Roofs whose form is not told")
            )
            rows.append((title, format_number(int((forms == form).sum()))))
    return rows


def height_bins(report: HeightReport) -> list[tuple[str, int]]:
    """Measured buildings by height: words and number."""
    values = report.heights.height_m[report.heights.measured]
    if not len(values):
        return []
    bins = np.minimum((values / BIN_M).astype(int), MOST_BINS - 1)
    counts = np.bincount(bins, minlength=1)
    first = int(np.flatnonzero(counts)[0])
    made = []
    for place in range(first, len(counts)):
        low, high = place * BIN_M, (place + 1) * BIN_M
        open_end = place == MOST_BINS - 1
        text = _("{low} m and more").format(low=f"{low:g}") if open_end else f"{low:g} \N{EN DASH} {high:g} m"
        made.append((text, int(counts[place])))
    return made


def difference_titles() -> tuple[str, ...]:
    """Head of `difference_rows`."""
    return (
        _("Building"),
        _("In the plan\nm"),
        _("Measured\nm"),
        _("Difference\nm"),
        _("Origin"),
        _("Becomes\nm"),
    )


def difference_rows(project: Project, report: HeightReport) -> tuple[list[tuple[str, ...]], list[int]]:
    """Buildings whose height differs, the largest difference first, and their rows in the plan."""
    rows = largest_first(report)[:MOST_DIFFERENCES].tolist()
    origin = project.buildings["provenance_height_above_ground_m"].to_numpy(dtype=object)
    made: list[tuple[str, ...]] = []
    for row in rows:
        before, found = float(report.before_m[row]), float(report.heights.height_m[row])
        made.append(
            (
                str(project.buildings.index[row]),
                format_number(before, 1),
                format_number(found, 1),
                f"{'+' if found > before else ''}{format_number(found - before, 1)}",
                labels.word(str(origin[row]), labels.PROVENANCE),
                format_number(found if report.taken[row] else before, 1),
            )
        )
    return made, rows
