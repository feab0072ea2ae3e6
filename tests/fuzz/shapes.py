"""Shapes as they should not be, thousands at once, and what cleaning must make of them."""

import warnings
from random import Random
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box

from gis.account import Account, Fate
from gis.clean import Origin, clean
from gis.errors import GisError
from gis.features import features_of
from gis.layers import Layer
from gis.read import RawLayer
from gis.untangle import untangled
from tests.fuzz.doors import check_account, check_remarks, check_shapes, must, refusal
from tests.fuzz.seeds import CRS_NAME, EAST, NORTH

METRIC: Final = CRS(CRS_NAME)
BATCH: Final = 400
ROLES: Final = ("buildings", "buildings", "parcels", "parts", "blocks", "streets")
SIZES: Final = (0.0, 1e-9, 1e-3, 0.04, 1.0, 12.0, 40.0, 400.0, 2500.0, 1e6)


def strange_shapes(count: int, rng: Random) -> list[Any]:
    """Footprints of a dense town, most with a fault."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with np.errstate(all="ignore"):
            return [_damaged(_footprint(rng), rng) for _ in range(count)]


def _footprint(rng: Random) -> Any:
    """A house in a street where houses touch and overlap now and then."""
    x = EAST + rng.randrange(60) * 10 + rng.choice((0, 0, 0, 0.3, -1, rng.uniform(-9, 9)))
    y = NORTH + rng.randrange(8) * 14 + rng.choice((0, 0, 0.2, rng.uniform(-9, 9)))
    width, depth = rng.choice((8, 10, 10, 12, rng.choice(SIZES))), rng.choice((10, 12, rng.choice(SIZES)))
    found = box(x, y, x + width, y + depth)
    what = rng.random()
    if what < 0.1 and width > 4 < depth:
        return found.difference(box(x + 2, y + 2, x + 3, y + 3))
    if what < 0.15:
        return shapely.MultiPolygon([found, box(x + 60, y, x + 65, y + 5)])
    if what < 0.2:
        return found.buffer(rng.choice((1.0, -1.0, 5.0)), quad_segs=3)
    return found


def _damaged(shape: Any, rng: Random) -> Any:
    points = shapely.get_coordinates(shape)
    if len(points) < 4:
        return shape
    return rng.choice(_FAULTS)(shape, points, rng)


def _as_it_is(shape: Any, points: Any, rng: Random) -> Any:
    return shape


def _bow_tie(shape: Any, points: Any, rng: Random) -> Any:
    points[[1, 2]] = points[[2, 1]]
    return Polygon(points)


def _shuffled(shape: Any, points: Any, rng: Random) -> Any:
    order = rng.sample(range(len(points) - 1), len(points) - 1)
    return Polygon(points[[*order, order[0]]])


def _no_number(shape: Any, points: Any, rng: Random) -> Any:
    points[rng.randrange(1, len(points) - 1), rng.randrange(2)] = rng.choice(
        (np.nan, np.inf, -np.inf, 1e300, 1e16, 0.0, -1e7)
    )
    return Polygon(points)


def _all_the_same(shape: Any, points: Any, rng: Random) -> Any:
    points[:, rng.choice((0, 1, slice(None)))] = points[0, 0]
    return Polygon(points)


def _spike(shape: Any, points: Any, rng: Random) -> Any:
    far = points[1] + (rng.choice((1e-7, 3.0, 2e5)), 0.0)
    return Polygon(np.insert(points, 2, [far, points[1]], axis=0))


def _inside_out(shape: Any, points: Any, rng: Random) -> Any:
    return Polygon(points, [points * 1.0, points[::-1]])


def _hole_outside(shape: Any, points: Any, rng: Random) -> Any:
    return Polygon(points, [points + np.array((rng.choice((5.0, 500.0)), 0.0))])


def _shifted(shape: Any, points: Any, rng: Random) -> Any:
    return shapely.transform(shape, lambda p: p + rng.choice((1e-9, 1e-4, 0.3, 1e5, 1e8)))


def _scaled(shape: Any, points: Any, rng: Random) -> Any:
    return shapely.transform(
        shape, lambda p: points[0] + (p - points[0]) * rng.choice((1e-9, 1e-3, 0.2, 300.0, 1e5))
    )


def _other_kind(shape: Any, points: Any, rng: Random) -> Any:
    return rng.choice((
        None, Polygon(), Point(points[0]), MultiPoint(points), LineString(points), LineString(points[:2]), shapely.MultiPolygon(),
        shapely.GeometryCollection(), shapely.GeometryCollection([shape, LineString(points[:3])]), shapely.GeometryCollection([Point(points[0])]),
        shapely.MultiLineString([points[:2], points[2:4]]), shapely.LinearRing(points), shapely.GeometryCollection([shapely.GeometryCollection([shape])]),
    ))  # fmt: skip


def _same_parts(shape: Any, points: Any, rng: Random) -> Any:
    other = shapely.transform(shape, lambda p: p + rng.choice((0.0, 0.0, 2.0)))
    return shapely.MultiPolygon([*shapely.get_parts(shape), *shapely.get_parts(other)])


def _high(shape: Any, points: Any, rng: Random) -> Any:
    return shapely.force_3d(shape, rng.choice((0.0, 12.0, -9999.0, np.inf)))


def _dense(shape: Any, points: Any, rng: Random) -> Any:
    # a ring of one point, made by a fault before this one, cannot be divided
    return shapely.segmentize(shape, 0.2) if shape.is_valid and shape.length < 500 else shape


def _star(shape: Any, points: Any, rng: Random) -> Any:
    turn = np.arange(0, 40) * 2.4
    return Polygon(np.column_stack([points[0, 0] + 9 * np.cos(turn), points[0, 1] + 9 * np.sin(turn)]))


def _rounded(shape: Any, points: Any, rng: Random) -> Any:
    return shapely.transform(shape, lambda p: np.round(p, rng.choice((-1, 0, 1))))


def _doubled_points(shape: Any, points: Any, rng: Random) -> Any:
    return Polygon(np.repeat(points, rng.choice((2, 5)), axis=0))


_FAULTS: Final = (
    *[_as_it_is] * 8, _bow_tie, _shuffled, _no_number, _all_the_same, _spike, _inside_out, _hole_outside, _shifted, _scaled, _other_kind,
    _other_kind, _same_parts, _high, _dense, _star, _rounded, _doubled_points,
)  # fmt: skip


def layer_of(shapes: list[Any], role: str = "buildings") -> Layer:
    """Shapes as a layer that was read."""
    names = [f"B{i // 2 if i % 40 == 0 else i}" for i in range(len(shapes))]
    frame = gpd.GeoDataFrame({"id": names}, geometry=gpd.GeoSeries(shapes, crs=METRIC))
    from pathlib import Path

    raw = RawLayer(Path("town.gpkg"), "town", "GPKG", frame, "")
    return Layer(role, raw, METRIC, (EAST, NORTH), ())


def check_cleaning(shapes: list[Any], role: str) -> tuple[int, int]:
    """Clean shapes through the doors of the import; how many were kept and how many refused."""
    kept = np.array(shapes, dtype=object)
    names = np.array([str(i) for i in range(len(shapes))], dtype=object)
    try:
        done = clean(kept, names, Origin("town.gpkg", "town", role), METRIC)
    except GisError as fault:
        refusal(fault)
        return 0, len(shapes)
    account = Account(done.fates)
    check_account(account, len(shapes))
    good = gpd.GeoDataFrame(geometry=done.shapes[done.kept], crs=METRIC)
    check_shapes(good, account, role, areas=role != "streets")
    _check_fates(done.fates, done.kept)
    try:
        found = features_of(role, [layer_of(shapes, role)], METRIC)
        found = untangled(found) if role == "buildings" else found
    except GisError as fault:
        refusal(fault)
        return 0, len(shapes)
    account = Account(found.fates, found.remarks)
    check_account(account, len(shapes))
    check_remarks(found.remarks)
    if role not in ("streets", "parts"):
        check_shapes(found.frame, account, role, areas=True)
    return len(found.frame), len(shapes) - len(found.frame)


def _check_fates(fates: pd.DataFrame, kept: Any) -> None:
    """What was kept was not rejected, and what was accepted is as large as it was."""
    rejected = (fates["fate"] == Fate.REJECTED.value).to_numpy()
    must((rejected == ~kept).all(), "kept and rejected, or neither")
    plain = fates[fates["fate"] == Fate.ACCEPTED.value]
    must((plain["area_in_m2"] == plain["area_out_m2"]).all(), "accepted with another area")
