import geopandas as gpd
import pytest
from shapely.geometry import LineString, box

from gis.district import DistrictFiles, detect_files
from gis.errors import SourceError
from gis.footprints import load_district


@pytest.fixture
def town(tmp_path):
    path = tmp_path / "town.gpkg"
    polygons = gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs=25830)
    polygons.to_file(path, layer="bygning")
    polygons.to_file(path, layer="plots")
    gpd.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])], crs=25830).to_file(path, layer="veje")
    return path


def test_one_geopackage_may_hold_all_roles(town):
    files = detect_files(town, crs="EPSG:25830")
    assert files == DistrictFiles(town, None, town, town, "bygning", "", "plots", "veje", "EPSG:25830")


def test_companions_of_a_shapefile_stand_for_it(tmp_path):
    path = tmp_path / "houses.shp"
    gpd.GeoDataFrame({"id": [1]}, geometry=[box(0, 0, 1, 1)], crs=25830).to_file(path)
    assert detect_files(sorted(tmp_path.iterdir())).buildings == path


def test_a_single_layer_of_polygons_is_taken_for_buildings(tmp_path):
    path = tmp_path / "mystery.geojson"
    gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs=4326).to_file(path)
    assert detect_files([path]).buildings == path


def test_the_named_layer_is_taken(town):
    assert detect_files(town, layer="plots").buildings_layer == "plots"


def test_two_files_of_a_role_are_asked_about(town, tmp_path):
    other = tmp_path / "buildings.geojson"
    gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs=4326).to_file(other)
    with pytest.raises(SourceError) as caught:
        detect_files([town, other])
    assert caught.value.code == "role_twice"


def test_nothing_and_no_buildings_are_refused(tmp_path):
    with pytest.raises(SourceError) as caught:
        detect_files([])
    assert caught.value.code == "no_files"
    path = tmp_path / "streets.geojson"
    gpd.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])], crs=4326).to_file(path)
    with pytest.raises(SourceError) as caught:
        detect_files(path)
    assert caught.value.code == "buildings_not_found"


def test_spanish_files_in_any_order(shared):
    folder = shared / "geodata/es_catastro_melque"
    names = ("CP.40146.cadastralparcel", "BU.40146.buildingpart", "BU.40146.building")
    parcels, parts, buildings = (folder / f"A.ES.SDGC.{name}.gml" for name in names)
    files = detect_files([parcels, parts, buildings])
    assert (files.buildings, files.parts, files.parcels, files.streets) == (buildings, parts, parcels, None)
    alone = detect_files(buildings)
    assert (alone.parts, alone.parcels) == (None, None)
    assert detect_files(buildings, parts=parts, parcels=parcels).parts == parts


def test_the_zoning_is_not_taken_for_buildings(shared):
    with pytest.raises(SourceError) as caught:
        detect_files(shared / "geodata/es_catastro_mini/zoning.gml")
    assert caught.value.code == "buildings_not_found"


def test_a_whole_folder_with_its_metadata_may_be_dropped(shared):
    folder = shared / "geodata" / "es_catastro_melque"
    files = detect_files(sorted(folder.iterdir()))
    assert files.buildings.name.endswith("building.gml")
    assert files.parts is not None and files.parcels is not None


def test_a_folder_stands_for_the_files_in_it(shared):
    files = detect_files(shared / "geodata" / "es_catastro_melque")
    assert files.buildings.name.endswith("building.gml")
    assert files.parts is not None and files.parcels is not None


def test_a_folder_without_files_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("nothing to see")
    with pytest.raises(SourceError) as fault:
        detect_files(tmp_path)
    assert fault.value.code == "folder_without_files"


def test_what_is_given_and_not_used_is_told(tmp_path):
    houses = gpd.GeoSeries([box(0, 0, 10, 10), box(30, 0, 40, 10)]).translate(600_000, 6_000_000)
    frame = gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=houses.values, crs="EPSG:25832")
    frame.to_file(tmp_path / "buildings.gpkg", layer="buildings")
    frame.to_file(tmp_path / "buildings.gpkg", layer="tessellation")
    frame.to_file(tmp_path / "wards.gpkg", layer="wards")
    files = detect_files([tmp_path / "buildings.gpkg", tmp_path / "wards.gpkg"])
    assert files.unused == ("buildings.gpkg: tessellation", "wards.gpkg")
    told = {one.code: one.args["names"] for one in load_district(files).account.remarks}
    assert told["files_unused"] == "wards.gpkg"
    assert told["layers_unused"] == "buildings.gpkg: tessellation"


def test_columns_of_which_none_is_known_are_named(tmp_path):
    shapes = gpd.GeoSeries([box(0, 0, 10, 10), box(30, 0, 40, 10)]).translate(600_000, 6_000_000)
    strange = {"ref": ["a", "b"], "ANYO_X": [1950, 1960], "PLTAS": [2, 3]}
    gpd.GeoDataFrame(strange, geometry=shapes.values, crs="EPSG:25832").to_file(tmp_path / "houses.gpkg")
    told = {
        one.code: one.args for one in load_district(detect_files(tmp_path / "houses.gpkg")).account.remarks
    }
    assert "ANYO_X" in str(told["columns_unknown"]["names"])
    known = {"id": ["a", "b"], "year_built": [1950, 1960]}
    gpd.GeoDataFrame(known, geometry=shapes.values, crs="EPSG:25832").to_file(tmp_path / "known.gpkg")
    remarks = load_district(detect_files(tmp_path / "known.gpkg")).account.remarks
    assert "columns_unknown" not in {one.code for one in remarks}
