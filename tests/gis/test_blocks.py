"""Blocks: every building in exactly one, by reference, streets or nearness."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from gis.blocks import WIDEST_M, Blocks, make_blocks, manzana

CRS = "EPSG:25830"


def _frame(shapes: object, references: object = "", parcel_row: object = -1) -> gpd.GeoDataFrame:
    geometry = np.asarray(shapes, dtype=object)
    columns = {
        "national_cadastral_reference": np.broadcast_to(np.asarray(references, dtype=object), geometry.shape),
        "parcel_row": np.broadcast_to(np.asarray(parcel_row, dtype=np.int32), geometry.shape),
    }
    index = pd.Index([f"b{row}" for row in range(len(geometry))], name="building_id")
    return gpd.GeoDataFrame(columns, geometry=geometry, index=index, crs=CRS)


def _only(shapes: object = ()) -> gpd.GeoDataFrame:
    geometry = list(shapes)  # type: ignore[call-overload]
    return gpd.GeoDataFrame(
        index=pd.Index([f"p{k}" for k in range(len(geometry))]), geometry=geometry, crs=CRS
    )


def _check(blocks: Blocks, buildings: gpd.GeoDataFrame) -> None:
    assert blocks.block_of.dtype == np.int32
    assert len(blocks.block_of) == len(buildings)
    assert set(blocks.block_of.tolist()) == set(range(len(blocks.frame)))
    assert blocks.frame.index.is_unique
    assert blocks.frame.index.name == "block_id"
    assert blocks.frame.is_valid.all()
    assert not blocks.frame.is_empty.any()
    assert blocks.frame.crs == buildings.crs


def _widths(blocks: Blocks) -> np.ndarray:
    bounds = shapely.bounds(blocks.frame.geometry.to_numpy())
    return (bounds[:, 2:] - bounds[:, :2]).max(axis=1)


@pytest.fixture(scope="module")
def melque(shared: Path) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    folder = shared / "geodata/es_catastro_melque"
    read = [
        pyogrio.read_dataframe(folder / f"A.ES.SDGC.{name}.gml", WRITE_GFS="NO").set_index("localId")
        for name in ("BU.40146.building", "CP.40146.cadastralparcel")
    ]
    buildings, parcels = read
    buildings["national_cadastral_reference"] = buildings.index.to_numpy()
    buildings["parcel_row"] = parcels.index.get_indexer(buildings.index)
    return buildings, parcels


@pytest.fixture(scope="module")
def bubenec(shared: Path) -> dict[str, gpd.GeoDataFrame]:
    path = shared / "geodata/cz_bubenec_momepy/bubenec.gpkg"
    found = {name: gpd.read_file(path, layer=name).to_crs(5514) for name in ("buildings", "plots", "streets")}
    found["buildings"]["national_cadastral_reference"] = ""
    found["buildings"]["parcel_row"] = np.int32(-1)
    return found


def test_key_of_an_urban_reference() -> None:
    read = pd.Series(
        ["6557002UL7465N", "6557002UL7465N0001AB", "40146A00100023", "000700100UL74F", "", None, "PRCL-1"]
    )
    assert manzana(read).tolist() == ["65570UL7465N", "65570UL7465N", "", "", "", "", ""]


def test_melque_blocks_are_the_manzanas(melque: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]) -> None:
    buildings, parcels = melque
    blocks = make_blocks(buildings, parcels, _only())
    _check(blocks, buildings)
    references = buildings.index.to_series()
    rural = references.str.startswith("40146A") | references.str.startswith("00")
    expected = np.where(rural, "", references.str[:5] + references.str[7:14])
    named = blocks.frame.index.to_numpy()[blocks.block_of]
    by_reference = blocks.frame["method"].to_numpy()[blocks.block_of] == "reference"
    assert rural.sum() == 41
    assert (by_reference == ~rural.to_numpy()).all()
    assert named[by_reference].tolist() == expected[~rural].tolist()
    assert _widths(blocks).max() <= WIDEST_M


def test_bubenec_blocks_lie_between_the_streets(bubenec: dict[str, gpd.GeoDataFrame]) -> None:
    buildings = bubenec["buildings"]
    none = gpd.GeoDataFrame(geometry=[], crs=buildings.crs)
    blocks = make_blocks(buildings, none, bubenec["streets"])
    _check(blocks, buildings)
    assert len(blocks.frame) == 8  # as in the worked example of momepy
    assert (blocks.frame["method"] == "streets").all()
    crossing = shapely.intersects(
        blocks.frame.geometry.to_numpy()[:, None], bubenec["streets"].geometry.to_numpy()[None, :]
    )
    assert not crossing.any()


def test_bubenec_without_streets(bubenec: dict[str, gpd.GeoDataFrame]) -> None:
    buildings = bubenec["buildings"]
    none = gpd.GeoDataFrame(geometry=[], crs=buildings.crs)
    blocks = make_blocks(buildings, none, none)
    _check(blocks, buildings)
    assert (blocks.frame["method"] == "proximity").all()
    assert 8 < len(blocks.frame) < 40


def test_order_of_rows_does_not_change_ids_or_members(
    melque: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
) -> None:
    buildings, parcels = melque
    order = np.random.default_rng(5).permutation(len(buildings))
    one, two = (make_blocks(frame, parcels, _only()) for frame in (buildings, buildings.iloc[order]))
    assert one.frame.index.tolist() == two.frame.index.tolist()
    assert one.frame["method"].tolist() == two.frame["method"].tolist()
    assert one.block_of[order].tolist() == two.block_of.tolist()
    assert shapely.area(one.frame.geometry.to_numpy()) == pytest.approx(
        shapely.area(two.frame.geometry.to_numpy())
    )


def test_order_of_rows_with_streets(bubenec: dict[str, gpd.GeoDataFrame]) -> None:
    buildings = bubenec["buildings"]
    none = gpd.GeoDataFrame(geometry=[], crs=buildings.crs)
    order = np.random.default_rng(6).permutation(len(buildings))
    one, two = (make_blocks(frame, none, bubenec["streets"]) for frame in (buildings, buildings.iloc[order]))
    assert one.frame.index.tolist() == two.frame.index.tolist()
    assert one.block_of[order].tolist() == two.block_of.tolist()


def test_a_long_row_is_cut_into_blocks_of_allowed_width() -> None:
    left = np.arange(200) * 10.0
    buildings = _frame(shapely.box(left, 0.0, left + 10.0, 8.0))
    blocks = make_blocks(buildings, _only(), _only())
    _check(blocks, buildings)
    assert _widths(blocks).max() <= WIDEST_M
    assert len(blocks.frame) == 8  # halved thrice
    assert (np.diff(blocks.block_of) != 0).sum() == 7  # each a stretch of the row


def test_a_wide_manzana_is_cut_and_its_pieces_keep_its_name() -> None:
    left = np.array([0.0, 300.0, 600.0])
    buildings = _frame(shapely.box(left, 0.0, left + 10.0, 8.0), "6557001UL7465N")
    blocks = make_blocks(buildings, _only(), _only())
    assert blocks.frame.index.tolist() == ["65570UL7465N-1", "65570UL7465N-2"]
    assert _widths(blocks).max() <= WIDEST_M


def test_a_huge_building_is_a_block_and_does_not_widen_its_neighbours() -> None:
    low = np.arange(-300.0, 1000.0, 10.0)
    huge = shapely.box(0, 0, 900, 20)
    buildings = _frame([huge, *shapely.box(low, 20, low + 10, 30)])
    blocks = make_blocks(buildings, _only(), _only())
    _check(blocks, buildings)
    assert (blocks.block_of == blocks.block_of[0]).sum() == 1
    assert np.sort(_widths(blocks))[-2] <= WIDEST_M


def test_one_building_wider_than_allowed_stays_whole() -> None:
    buildings = _frame([shapely.box(0, 0, 900, 20), shapely.box(0, 100, 10, 110)])
    assert len(make_blocks(buildings, _only(), _only()).frame) == 2


def test_same_or_touching_parcels_join_what_a_street_parts() -> None:
    houses = [shapely.box(x, 0, x + 8, 8) for x in (0, 18, 36)]
    parcels = _only([shapely.box(-2, -2, 13, 20), shapely.box(13, -2, 28, 20), shapely.box(34, -2, 50, 20)])
    blocks = make_blocks(_frame(houses, parcel_row=[0, 1, 2]), parcels, _only())
    assert blocks.block_of[0] == blocks.block_of[1] != blocks.block_of[2]
    alone = make_blocks(_frame(houses), _only(), _only())
    assert len(alone.frame) == 3


def test_dangling_street_parts_the_open_edge() -> None:
    houses = [shapely.box(x, 0, x + 8, 8) for x in (0, 14, 30)]
    street = _only([shapely.LineString([(26, -50), (26, 50)])])
    blocks = make_blocks(_frame(houses), _only(), street)
    assert blocks.block_of[0] == blocks.block_of[1] != blocks.block_of[2]


def test_outline_holds_its_buildings_and_has_no_holes(bubenec: dict[str, gpd.GeoDataFrame]) -> None:
    buildings = bubenec["buildings"]
    none = gpd.GeoDataFrame(geometry=[], crs=buildings.crs)
    blocks = make_blocks(buildings, none, bubenec["streets"])
    outline = blocks.frame.geometry.to_numpy()
    cover = shapely.buffer(outline, 0.1)[blocks.block_of]
    assert shapely.covers(cover, buildings.geometry.to_numpy()).all()
    assert (shapely.get_num_interior_rings(shapely.get_parts(outline)) == 0).all()


def test_no_buildings_no_blocks() -> None:
    blocks = make_blocks(_frame([]), _only(), _only())
    assert len(blocks.frame) == 0
    assert len(blocks.block_of) == 0


def test_own_blocks_come_first_and_keep_their_ids_and_outlines() -> None:
    shapes = [shapely.box(x, 0, x + 10, 10) for x in (0, 30, 200, 230)]
    own = _only([shapely.box(-5, -5, 45, 20)]).rename(index={"p0": "North"})
    buildings = _frame(shapes)
    blocks = make_blocks(buildings, _only(), _only(), own)
    _check(blocks, buildings)
    names = blocks.frame.index.to_numpy()[blocks.block_of]
    assert names[:2].tolist() == ["North", "North"] and "North" not in names[2:]
    assert blocks.frame.loc["North", "method"] == "own"
    assert blocks.frame.loc["North"].geometry.equals(own.geometry.iloc[0])
    alone = make_blocks(buildings[2:], _only(), _only())
    assert set(names[2:]) == set(alone.frame.index), "own blocks elsewhere leave the ids of the others alone"


def test_a_made_id_gives_way_to_the_same_own_one() -> None:
    shapes = [shapely.box(x, 0, x + 10, 10) for x in (0, 200)]
    buildings = _frame(shapes)
    made = make_blocks(buildings[1:], _only(), _only()).frame.index[0]
    own = _only([shapely.box(-5, -5, 45, 20)]).rename(index={"p0": made})
    blocks = make_blocks(buildings, _only(), _only(), own)
    _check(blocks, buildings)
    assert blocks.frame.index.to_numpy()[blocks.block_of].tolist() == [made, f"{made}-0"]


def test_an_own_block_without_buildings_is_none() -> None:
    own = _only([shapely.box(1000, 0, 1100, 100)])
    buildings = _frame([shapely.box(0, 0, 10, 10)])
    assert "p0" not in make_blocks(buildings, _only(), _only(), own).frame.index


def test_parcels_that_hang_together_are_a_block_and_streets_part_them() -> None:
    land = _only([shapely.box(x, 0, x + 50, 50) for x in (0, 50, 112)])
    buildings = _frame(
        [shapely.box(x, 10, x + 10, 20) for x in (5, 85, 120, 400)], parcel_row=np.array([0, 1, 2, -1])
    )
    blocks = make_blocks(buildings, land, _only(), by="land")
    _check(blocks, buildings)
    first, second, third, fourth = blocks.block_of.tolist()
    assert first == second
    assert len({first, third, fourth}) == 3
    assert (blocks.frame["method"] == "land").all()


def test_a_way_may_be_chosen_against_the_references() -> None:
    buildings = _frame([shapely.box(x, 0, x + 10, 10) for x in (0, 10)], ["9872301VH5797S", "9999923VH5797S"])
    assert len(make_blocks(buildings, _only(), _only()).frame) == 2
    assert len(make_blocks(buildings, _only(), _only(), by="proximity").frame) == 1
