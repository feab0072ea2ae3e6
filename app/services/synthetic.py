"""The synthetic district: an invented town near Sonderborg with every attribute filled in."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from app.services.townplan import BLOCK_DEPTH_M, BLOCK_WIDTH_M, STREET_M, BlockPlan, plan_blocks

CRS: Final = "EPSG:25832"
ORIGIN: Final = (550_648.0, 6_085_062.0)
"""54.91 N 9.79 E, Sonderborg, in `CRS` [m]."""
TURN_RAD: Final = np.deg2rad(14.0)
JITTER_M: Final = 2.5
DECIMALS: Final = 3
SEED: Final = 1864
BLOCKS: Final = 10

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trait:
    """What buildings of one kind are like; ``floors`` includes both ends."""

    use: str
    size_class: str
    floors: tuple[int, int]
    storey_m: float
    roof_m: float
    dwellings_per_floor: int


TRAITS: Final = {
    "apartments": Trait("residential_collective", "AB", (3, 5), 3.0, 2.0, 2),
    "corner": Trait("residential_collective", "AB", (4, 5), 3.0, 2.0, 4),
    "terraced": Trait("residential_individual", "TH", (2, 2), 2.8, 1.5, 0),
    "house": Trait("residential_individual", "SFH", (1, 2), 2.7, 2.0, 0),
    "school": Trait("public_services", "NRES", (2, 2), 3.6, 0.5, 0),
    "hall": Trait("public_services", "NRES", (1, 1), 7.0, 0.5, 0),
    "office": Trait("office", "NRES", (3, 4), 3.4, 0.5, 0),
    "shops": Trait("trade", "NRES", (1, 2), 4.0, 0.5, 0),
    "garage": Trait("ancillary", "", (1, 1), 2.4, 0.2, 0),
    "shed": Trait("ancillary", "", (1, 1), 2.2, 0.2, 0),
}
"""Invented: a plausible town of no real place. Nothing is concluded from these figures."""

PERIODS: Final = {
    "perimeter": (1890, 1958),
    "terraces": (1948, 1978),
    "detached": (1925, 2008),
    "civic": (1958, 1985),
}
"""First and last year built by kind of block; invented, like the town."""
DECLINED_SHARE: Final = 0.02


@dataclass(frozen=True, slots=True)
class SyntheticDistrict:
    """Frames as a municipality would hand them over, in `CRS`."""

    buildings: gpd.GeoDataFrame
    parcels: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame


def synthetic_district(seed: int = SEED, blocks: int = BLOCKS) -> SyntheticDistrict:
    """Invent a district; the same seed and number of blocks give the same one.

    Parameters
    ----------
    seed : int
        Of numpy's default generator.
    blocks : int
        Number of street blocks, each with about 15 buildings (6 700 blocks hold
        100 000).
    """
    rng = np.random.default_rng(seed)
    columns = max(1, round(np.sqrt(2.5 * blocks)))
    rows = -(-blocks // columns)
    nodes = _nodes(columns, rows, rng)
    plans = plan_blocks(blocks, rng)
    corners = _corners(nodes, blocks, columns)
    return SyntheticDistrict(
        buildings=_buildings(plans, corners, rng),
        parcels=_parcels(plans, corners),
        streets=_streets(nodes, blocks, columns),
    )


def write_synthetic(path: Path, seed: int = SEED, blocks: int = BLOCKS) -> None:
    """Write the district as a GeoPackage with the layers buildings, parcels and streets.

    The file appears whole or not at all.
    """
    district = synthetic_district(seed, blocks)
    with tempfile.TemporaryDirectory(prefix=".kvarter-", dir=path.parent) as folder:
        draft = Path(folder) / "district.gpkg"
        for layer in ("buildings", "parcels", "streets"):
            getattr(district, layer).to_file(draft, layer=layer, driver="GPKG")
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)


def _nodes(columns: int, rows: int, rng: np.random.Generator) -> FloatArray:
    """Street crossings, shape (rows + 1, columns + 1, 2) [m], before they are put on the map."""
    across, along = np.meshgrid(
        np.arange(columns + 1) * (BLOCK_WIDTH_M + STREET_M), np.arange(rows + 1) * (BLOCK_DEPTH_M + STREET_M)
    )
    nodes = np.stack((across, along), axis=-1)
    return nodes + rng.uniform(-JITTER_M, JITTER_M, nodes.shape)


def _corners(nodes: FloatArray, blocks: int, columns: int) -> FloatArray:
    """Corners of each block inside its streets, shape (K, 4, 2) [m], counter-clockwise."""
    row, column = np.divmod(np.arange(blocks), columns)
    quads = np.stack(
        (nodes[row, column], nodes[row, column + 1], nodes[row + 1, column + 1], nodes[row + 1, column]),
        axis=1,
    )
    u = STREET_M / 2 / (BLOCK_WIDTH_M + STREET_M)
    v = STREET_M / 2 / (BLOCK_DEPTH_M + STREET_M)
    inset = np.array([[u, v], [1 - u, v], [1 - u, 1 - v], [u, 1 - v]])
    return np.stack([_bilinear(quads, share) for share in inset], axis=1)


def _bilinear(quads: FloatArray, share: FloatArray) -> FloatArray:
    """Points at shares (N, 2) or (2,) of the width and depth of quadrilaterals (N, 4, 2)."""
    u, v = np.broadcast_to(share, (len(quads), 2)).T[..., np.newaxis]
    low = quads[:, 0] * (1 - u) + quads[:, 1] * u
    high = quads[:, 3] * (1 - u) + quads[:, 2] * u
    placed: FloatArray = low * (1 - v) + high * v
    return placed


def _on_map(points: FloatArray) -> FloatArray:
    """Turn points [m] by `TURN_RAD` and put them at `ORIGIN`, to the millimetre."""
    cosine, sine = np.cos(TURN_RAD), np.sin(TURN_RAD)
    turned = points @ np.array([[cosine, sine], [-sine, cosine]])
    placed: FloatArray = np.round(turned + ORIGIN, DECIMALS)
    return placed


def _polygons(
    rings: list[tuple[tuple[float, float], ...]], block_of: IntArray, corners: FloatArray
) -> npt.NDArray[np.object_]:
    """Draw rings given in block coordinates into their blocks."""
    sizes = np.array([len(ring) for ring in rings])
    ring_of = np.repeat(np.arange(len(rings)), sizes)
    flat = np.array([point for ring in rings for point in ring])
    points = _on_map(_bilinear(corners[block_of[ring_of]], flat / (BLOCK_WIDTH_M, BLOCK_DEPTH_M)))
    drawn: npt.NDArray[np.object_] = shapely.polygons(shapely.linearrings(points, indices=ring_of))
    return drawn


def _references(blocks: IntArray, lots: IntArray) -> list[str]:
    return [f"SYN-{block + 1:04d}-{lot + 1:02d}" for block, lot in zip(blocks, lots, strict=True)]


def _buildings(plans: list[BlockPlan], corners: FloatArray, rng: np.random.Generator) -> gpd.GeoDataFrame:
    outlines = [outline for plan in plans for outline in plan.outlines]
    block_of = np.repeat(np.arange(len(plans)), [len(plan.outlines) for plan in plans])
    shapes = _polygons([outline.ring for outline in outlines], block_of, corners)
    kinds = np.array([outline.kind for outline in outlines])
    years = _years(plans, block_of, kinds, rng)
    columns = _attributes(kinds, years, shapely.area(shapes), rng)
    lots = np.array([outline.lot for outline in outlines])
    columns.insert(0, "id", [f"SYN-{number + 1:06d}" for number in range(len(outlines))])
    columns["national_cadastral_reference"] = _references(block_of, lots)
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS)


def _years(
    plans: list[BlockPlan], block_of: IntArray, kinds: npt.NDArray[np.str_], rng: np.random.Generator
) -> IntArray:
    """Year built, shape (B,): a block grew in a decade or two, a terrace in one year."""
    first, last = np.array([PERIODS[plan.kind] for plan in plans]).T
    base = rng.integers(first, last - 14)[block_of]
    years: IntArray = base + np.where(kinds == "terraced", 0, rng.integers(0, 15, len(kinds)))
    return years


def _attributes(
    kinds: npt.NDArray[np.str_], years: IntArray, areas: FloatArray, rng: np.random.Generator
) -> pd.DataFrame:
    """Every attribute but ids; areas [m²] are those of the footprints, shape (B,)."""
    traits = [TRAITS[kind] for kind in kinds]
    low, high = np.array([trait.floors for trait in traits]).T
    floors = rng.integers(low, high + 1)
    tall = np.where(years < 1920, 0.3, 0.0)  # old storeys are higher
    storey = np.array([trait.storey_m for trait in traits]) + tall
    per_floor = np.array([trait.dwellings_per_floor for trait in traits])
    single = np.isin(kinds, ("terraced", "house"))
    gross = np.round(areas * floors, 1)
    return pd.DataFrame(
        {
            "year_of_construction": years,
            "number_of_floors_above_ground": floors,
            "height_above_ground_m": np.round(floors * storey + [trait.roof_m for trait in traits], 1),
            "current_use": [trait.use for trait in traits],
            "size_class": [trait.size_class for trait in traits],
            "number_of_dwellings": np.where(single, 1, per_floor * floors),
            "condition_of_construction": np.where(
                rng.random(len(kinds)) < DECLINED_SHARE, "declined", "functional"
            ),
            "floor_area_gross_m2": gross,
            "official_area_m2": np.round(gross * rng.uniform(0.97, 1.03, len(kinds))),
        }
    )


def _parcels(plans: list[BlockPlan], corners: FloatArray) -> gpd.GeoDataFrame:
    rings = [ring for plan in plans for ring in plan.lots]
    counts = [len(plan.lots) for plan in plans]
    block_of = np.repeat(np.arange(len(plans)), counts)
    shapes = _polygons(rings, block_of, corners)
    columns = {
        "national_cadastral_reference": _references(
            block_of, np.concatenate([np.arange(count) for count in counts])
        ),
        "area_value_m2": np.round(shapely.area(shapes)),
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS)


def _streets(nodes: FloatArray, blocks: int, columns: int) -> gpd.GeoDataFrame:
    """Centre lines along every side of every block, each once."""
    wide = nodes.shape[1]
    row, column = np.divmod(np.arange(blocks), columns)
    south = row * wide + column
    east, west = south + 1, south + wide
    sides = np.concatenate(
        (
            np.stack((south, east), 1),
            np.stack((west, west + 1), 1),
            np.stack((south, west), 1),
            np.stack((east, west + 1), 1),
        )
    )
    ends = np.unique(sides, axis=0)
    lines = shapely.linestrings(_on_map(nodes.reshape(-1, 2))[ends])
    return gpd.GeoDataFrame({"id": [f"SYN-S{n + 1:05d}" for n in range(len(ends))]}, geometry=lines, crs=CRS)
