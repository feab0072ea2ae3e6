"""The synthetic district: complete, deterministic, well-formed."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from app.services.synthetic import CRS, SyntheticDistrict, synthetic_district, write_synthetic
from retrofit.stock.codes import CONDITIONS, SIZE_CLASSES, USES


@pytest.fixture(scope="module")
def district() -> SyntheticDistrict:
    return synthetic_district()


def test_every_attribute_is_filled_from_the_closed_lists(district: SyntheticDistrict) -> None:
    buildings = district.buildings
    assert 120 <= len(buildings) <= 180
    assert not buildings.isna().any(axis=None)
    assert set(buildings["current_use"]) <= set(USES)
    assert set(buildings["size_class"]) <= {*SIZE_CLASSES, ""}
    assert set(buildings["condition_of_construction"]) <= set(CONDITIONS)
    assert buildings["id"].is_unique
    assert buildings["year_of_construction"].between(1880, 2010).all()
    assert (buildings["height_above_ground_m"] > 2.0 * buildings["number_of_floors_above_ground"]).all()


def test_homes_have_dwellings_and_nothing_else_has(district: SyntheticDistrict) -> None:
    homes = district.buildings["current_use"].str.startswith("residential")
    assert (district.buildings.loc[homes, "number_of_dwellings"] >= 1).all()
    assert (district.buildings.loc[~homes, "number_of_dwellings"] == 0).all()


def test_all_kinds_of_a_town_are_there(district: SyntheticDistrict) -> None:
    assert {"SFH", "TH", "AB", "NRES"} <= set(district.buildings["size_class"])
    uses = {
        "residential_individual",
        "residential_collective",
        "ancillary",
        "office",
        "public_services",
        "trade",
    }
    assert set(district.buildings["current_use"]) == uses


def test_gross_floor_area_is_footprint_times_floors(district: SyntheticDistrict) -> None:
    buildings = district.buildings
    expected = buildings.area * buildings["number_of_floors_above_ground"]
    np.testing.assert_allclose(buildings["floor_area_gross_m2"], expected, atol=0.051)
    np.testing.assert_allclose(buildings["official_area_m2"], expected, rtol=0.1)


def test_buildings_touch_but_do_not_overlap(district: SyntheticDistrict) -> None:
    shapes = district.buildings.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = first < second
    overlap = shapely.area(shapely.intersection(shapes[first[pairs]], shapes[second[pairs]]))
    assert pairs.sum() > 50
    assert overlap.max() < 0.05


def test_every_building_stands_on_its_parcel(district: SyntheticDistrict) -> None:
    parcels = district.parcels.set_index("national_cadastral_reference")
    assert parcels.index.is_unique
    own = parcels.geometry.loc[district.buildings["national_cadastral_reference"]].to_numpy()
    outside = shapely.area(shapely.difference(district.buildings.geometry.to_numpy(), own))
    assert outside.max() < 0.1


def test_streets_close_the_blocks_and_keep_off_the_parcels(district: SyntheticDistrict) -> None:
    rings = shapely.get_parts(shapely.polygonize(district.streets.geometry.to_numpy()))
    assert len(rings) == 10
    assert not district.streets.union_all().intersects(district.parcels.union_all())


def test_it_lies_near_sonderborg(district: SyntheticDistrict) -> None:
    assert district.buildings.crs == CRS
    west, south, east, north = district.buildings.to_crs(4326).total_bounds
    assert 9.78 < west < east < 9.81
    assert 54.90 < south < north < 54.92


def test_the_seed_decides() -> None:
    first, again, other = (synthetic_district(seed, 4).buildings for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


def test_a_large_town_has_unique_ids() -> None:
    large = synthetic_district(blocks=700)
    assert len(large.buildings) > 10_000
    assert large.buildings["id"].is_unique
    assert large.parcels["national_cadastral_reference"].is_unique


def test_the_file_appears_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "district.gpkg"
    write_synthetic(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["district.gpkg"]
    expected = synthetic_district()
    for layer in ("buildings", "parcels", "streets"):
        read = gpd.read_file(path, layer=layer)
        wanted: gpd.GeoDataFrame = getattr(expected, layer)
        assert read.crs == wanted.crs
        assert shapely.equals_exact(read.geometry.to_numpy(), wanted.geometry.to_numpy()).all()
        assert list(read.drop(columns="geometry")) == list(wanted.drop(columns="geometry"))
