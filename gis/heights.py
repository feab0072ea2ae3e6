"""Heights of buildings from elevation rasters: surface less ground over each footprint."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from gis.account import Remark
from gis.errors import SourceError
from gis.height_remarks import (
    guessed_unit,
    must_be_buildings,
    names_of,
    noticed_of_heights,
    noticed_of_rasters,
)
from gis.height_windows import Pair, looked_at
from gis.pixels import footprints_of
from gis.raster import Grid, RasterInfo, grids_of, peek_raster
from gis.roof_form import LEVEL_DEG, STEEPEST_DEG, Roofs, roofs_of

PERCENTILE: Final = 50.0
"""Share of a roof's pixels below the height that is taken [%]: volume is footprint times it, flat roof or gable."""
EAVES_PERCENTILE: Final = 5.0
TOP_PERCENTILE: Final = 98.0
"""Lowest and highest of a roof without what a stray pixel says [%]."""
LEAST_COVERAGE: Final = 0.9
"""Share of a footprint's pixels with data below which its height stays unknown [-]."""
LEAST_HEIGHT_M: Final = 1.5
"""What is lower is no building that stood when the surface was measured [m]."""
BESIDE_M: Final = 10.0
"""How far around a building its ground is looked for [m]."""
AROUND_PERCENTILE: Final = 50.0
"""Of the surface around a building that is taken for ground, for trees and cars stand on it [%]."""

MEASURED, PARTLY, OUTSIDE, NOTHING_THERE, NO_GROUND = range(5)
"""What came of a building: a height; too little of it covered; not covered; lower than a building; no ground."""

Numbers = NDArray[np.float64]
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class HeightRules:
    """How heights are measured."""

    percentile: float = PERCENTILE
    least_coverage: float = LEAST_COVERAGE
    unit: str = ""
    """Unit of the rasters' values, one of `gis.raster.UNITS`; "" takes what the files say."""


@dataclass(frozen=True, slots=True, eq=False)
class Heights:
    """What the rasters say of each building, shape (B,) each.

    Attributes
    ----------
    status : ndarray of int8
        `MEASURED`, `PARTLY`, `OUTSIDE`, `NOTHING_THERE` or `NO_GROUND`.
    height_m, eaves_m, top_m : ndarray
        Above ground, also where the status says not to take it; NaN where there is none [m].
    ground_m : ndarray
        Height of the ground in the system of the raster [m].
    coverage : ndarray
        Pixels with data of those that a footprint has [0..1].
    pixels : ndarray of int64
        Pixels of the footprint with data.
    beneath : ndarray of bool
        Whether the ground is that under the building, not what lies beside it.
    is_point : ndarray of bool
        Smaller than a pixel: the pixel that it lies in was taken.
    roofs : Roofs
    """

    status: NDArray[np.int8]
    height_m: Numbers
    eaves_m: Numbers
    top_m: Numbers
    ground_m: Numbers
    coverage: Numbers
    pixels: NDArray[np.int64]
    beneath: NDArray[np.bool_]
    is_point: NDArray[np.bool_]
    roofs: Roofs
    rasters: tuple[RasterInfo, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def measured(self) -> NDArray[np.bool_]:
        """Whether a building has a height to be taken, shape (B,)."""
        return np.asarray(self.status == MEASURED)


def measure_heights(
    shapes: NDArray[np.object_],
    crs: CRS,
    surface: Sequence[Path],
    terrain: Sequence[Path] = (),
    rules: HeightRules = HeightRules(),
    progress: Progress | None = None,
) -> Heights:
    """Measure buildings: height above ground by a percentile of surface less terrain in each footprint.

    Parameters
    ----------
    shapes : ndarray of geometry, shape (B,)
        Footprints in ``crs``.
    crs : CRS
        Metric; rasters that name no system are taken to be in it.
    surface, terrain : sequence of Path
        Tiles of the surface and of the bare ground. Without terrain the surface around each building
        stands for its ground.
    progress : callable, optional
        Called with a fraction and a word; may raise to stop.

    Raises
    ------
    SourceError
        If a raster cannot be used, or none covers a building.
    """
    tell = progress or _silent
    tell(0.0, "rasters")
    tops = tuple(peek_raster(path) for path in surface)
    floors = tuple(peek_raster(path) for path in terrain)
    if not tops:
        raise SourceError("heights_without_surface")
    found = _measured(shapes, crs, tops, floors, rules, tell)
    if not (found.coverage > 0).any() and not (found.status == NO_GROUND).any():
        raise SourceError("heights_nowhere", sources=names_of(tops), crs=tops[0].crs_name or crs.to_string())
    guess = guessed_unit(found.height_m[found.measured], found.rasters, rules.unit)
    if guess:
        found = _measured(shapes, crs, tops, floors, replace(rules, unit=guess), tell)
    seen = found.height_m[np.isin(found.status, (MEASURED, NOTHING_THERE))]
    must_be_buildings(seen, tops)
    noticed = noticed_of_rasters(found.rasters, crs, guess, len(floors))
    points = float(found.is_point[found.coverage > 0].mean()) if (found.coverage > 0).any() else 0.0
    return replace(found, remarks=(*noticed, *noticed_of_heights(found.height_m[found.measured], points)))


def _silent(fraction: float, what: str) -> None:
    """Ignore progress."""


def _measured(
    shapes: NDArray[np.object_],
    crs: CRS,
    tops: Sequence[RasterInfo],
    floors: Sequence[RasterInfo],
    rules: HeightRules,
    tell: Progress,
) -> Heights:
    from gis import heights_kernel as kernel  # noqa: PLC0415 - numba: only when it is needed

    best = np.zeros((len(shapes), kernel.POINT + 1))
    best[:, kernel.HEIGHT : kernel.GROUND + 1] = np.nan
    roofs = np.zeros((len(shapes), kernel.DIRECTIONS + 1))
    with ExitStack() as stack:
        surfaces = [stack.enter_context(one) for one in grids_of(tops, crs, rules.unit)]
        grounds: list[Grid | None] = [stack.enter_context(one) for one in grids_of(floors, crs, rules.unit)]
        pairs = [(one, two) for one in surfaces for two in (grounds or [None])]
        for step, (top, floor) in enumerate(pairs):
            places = footprints_of(shapes, crs, top)
            on_ground = None if floor is None else footprints_of(shapes, crs, floor)
            pair = Pair(top, floor, places, on_ground)
            with closing(looked_at(pair, _limits(rules), BESIDE_M)) as seen:
                for done, rows, found, turned in seen:
                    better = _is_better(found, best[rows])
                    best[rows[better]], roofs[rows[better]] = found[better], turned[better]
                    tell((step + done) / len(pairs), "rasters")
    return _result(best, roofs, rules, (*tops, *floors))


def _limits(rules: HeightRules) -> tuple[float, ...]:
    """What the kernel goes by."""
    shares = (rules.percentile, EAVES_PERCENTILE, TOP_PERCENTILE, AROUND_PERCENTILE)
    tangents = (float(np.tan(np.radians(one))) for one in (LEVEL_DEG, STEEPEST_DEG))
    return (*(one / 100.0 for one in shares), BESIDE_M, *tangents)


def _is_better(found: Numbers, before: Numbers) -> NDArray[np.bool_]:
    """Whether a raster says more of a building than those before it."""
    share = [
        np.divide(one[:, 1], one[:, 0], out=np.zeros(len(one)), where=one[:, 0] > 0)
        for one in (found, before)
    ]
    return np.asarray((share[0] > share[1] + 1e-9) | (before[:, 0] == 0))


def _result(best: Numbers, turned: Numbers, rules: HeightRules, rasters: tuple[RasterInfo, ...]) -> Heights:
    from gis import heights_kernel as kernel  # noqa: PLC0415 - numba: only when it is needed

    expected, known = best[:, kernel.EXPECTED], best[:, kernel.KNOWN]
    coverage = np.divide(known, expected, out=np.zeros(len(best)), where=expected > 0)
    height = best[:, kernel.HEIGHT]
    groundless = best[:, kernel.FROM] == kernel.GROUNDLESS
    status = np.select(
        [groundless, known == 0, coverage < rules.least_coverage, ~(height >= LEAST_HEIGHT_M)],
        [NO_GROUND, OUTSIDE, PARTLY, NOTHING_THERE],
        MEASURED,
    ).astype(np.int8)
    return Heights(
        status=status,
        height_m=height,
        eaves_m=best[:, kernel.LOW],
        top_m=best[:, kernel.HIGH],
        ground_m=best[:, kernel.GROUND],
        coverage=coverage,
        pixels=known.astype(np.int64),
        beneath=best[:, kernel.FROM] == kernel.BENEATH,
        is_point=best[:, kernel.POINT] > 0,
        roofs=roofs_of(turned, best[:, kernel.SLOPE]),
        rasters=rasters,
    )
