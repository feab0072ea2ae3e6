import geopandas as gpd
import pytest
from shapely.geometry import LineString, box

from gis.district import DistrictFiles, detect_files
from gis.errors import SourceError
from gis.footprints import load_district


def paths(files, role):
    return [layer.path for layer in files.of(role)]


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
    roles = {"buildings": (town, "bygning"), "parcels": (town, "plots"), "streets": (town, "veje")}
    assert files == DistrictFiles.by_role(crs="EPSG:25830", **roles)


def test_companions_of_a_shapefile_stand_for_it(tmp_path):
    path = tmp_path / "houses.shp"
    gpd.GeoDataFrame({"id": [1]}, geometry=[box(0, 0, 1, 1)], crs=25830).to_file(path)
    assert paths(detect_files(sorted(tmp_path.iterdir())), "buildings") == [path]


def test_a_single_layer_of_polygons_is_taken_for_buildings(tmp_path):
    path = tmp_path / "mystery.geojson"
    gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs=4326).to_file(path)
    assert paths(detect_files([path]), "buildings") == [path]


def test_the_named_layer_is_taken(town):
    assert [each.layer for each in detect_files(town, layer="plots").of("buildings")] == ["plots"]


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
    roles = {"buildings": [buildings], "parts": [parts], "parcels": [parcels], "streets": []}
    assert {role: paths(files, role) for role in roles} == roles
    alone = detect_files(buildings)
    assert paths(alone, "parts") == paths(alone, "parcels") == []
    assert paths(detect_files(buildings, parts=parts, parcels=parcels), "parts") == [parts]


def test_the_zoning_is_not_taken_for_buildings(shared):
    with pytest.raises(SourceError) as caught:
        detect_files(shared / "geodata/es_catastro_mini/zoning.gml")
    assert caught.value.code == "buildings_not_found"


def test_a_whole_folder_with_its_metadata_may_be_dropped(shared):
    folder = shared / "geodata" / "es_catastro_melque"
    files = detect_files(sorted(folder.iterdir()))
    assert paths(files, "buildings")[0].name.endswith("building.gml")
    assert paths(files, "parts") and paths(files, "parcels")


def test_a_folder_stands_for_the_files_in_it(shared):
    files = detect_files(shared / "geodata" / "es_catastro_melque")
    assert paths(files, "buildings")[0].name.endswith("building.gml")
    assert paths(files, "parts") and paths(files, "parcels")


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


def tiles(tmp_path, *corners):
    made = []
    for number, x in enumerate(corners):
        shapes = [box(x + 20 * i, 0, x + 20 * i + 10, 10) for i in range(3)]
        frame = gpd.GeoDataFrame({"id": [f"{number}-{i}" for i in range(3)]}, geometry=shapes, crs=25832)
        made.append(tmp_path / f"buildings_{number}.gpkg")
        frame.to_file(made[-1])
    return made


def test_tiles_of_one_delivery_go_together(tmp_path):
    files = detect_files(tiles(tmp_path, 500_000, 500_100))
    assert len(files.of("buildings")) == 2
    intake = load_district(files)
    assert sorted(intake.buildings.index) == ["0-0", "0-1", "0-2", "1-0", "1-1", "1-2"]
    assert intake.account.counts("buildings")["accepted"] == 6


def test_what_two_tiles_share_is_kept_once(tmp_path):
    files = detect_files(tiles(tmp_path, 500_000, 500_040))
    intake = load_district(files)
    fates = intake.account.fates
    assert len(intake.buildings) == 5
    assert fates.loc[fates["fate"] == "rejected", "reason"].tolist() == ["geometry_duplicate"]
    assert fates["source"].nunique() == 2


def test_two_deliveries_of_one_place_are_asked_about(tmp_path):
    with pytest.raises(SourceError) as caught:
        detect_files(tiles(tmp_path, 500_000, 500_010))
    assert caught.value.code == "role_twice"


def test_ids_of_two_files_never_meet(tmp_path):
    first, second = tiles(tmp_path, 500_000, 500_100)
    frame = gpd.read_file(second).assign(id=["0-0", "0-1", "7"])
    frame.to_file(second)
    intake = load_district(detect_files([first, second]))
    assert intake.buildings.index.is_unique
    assert "ids_duplicate" in {remark.code for remark in intake.account.remarks}


def test_tiles_whose_names_say_nothing_go_together(tmp_path):
    first, second = tiles(tmp_path, 500_000, 500_100)
    one, two = first.rename(tmp_path / "ekas_1.gpkg"), second.rename(tmp_path / "ekas_2.gpkg")
    for path in (one, two):
        frame = gpd.read_file(path)
        path.unlink()
        frame.to_file(path, layer=path.stem)
    assert len(detect_files([one, two]).of("buildings")) == 2


def test_several_layers_that_may_be_buildings_are_named(tmp_path):
    path = tmp_path / "town.gpkg"
    for name in ("ekas_2024", "ekas_2025"):
        gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs=25832).to_file(path, layer=name)
    with pytest.raises(SourceError) as caught:
        detect_files(path)
    assert caught.value.code == "buildings_unclear"
    assert "ekas_2024" in caught.value.details["layers"]


def test_one_bad_file_among_good_ones_is_told_and_the_rest_kept(tmp_path):
    (good,) = tiles(tmp_path, 500_000)
    bad = tmp_path / "parcels.gpkg"
    bad.write_bytes(b"no base at all")
    files = detect_files([good, bad])
    assert paths(files, "buildings") == [good]
    intake = load_district(files)
    assert "format_mismatch" in {remark.code for remark in intake.account.remarks}
    with pytest.raises(SourceError):
        detect_files(bad)


def test_an_answer_to_a_doubted_system_counts(tmp_path):
    path = tmp_path / "buildings.gpkg"
    shapes = [box(525_000 + 20 * i, 4_743_000, 525_012 + 20 * i, 4_743_010) for i in range(5)]
    names = [f"98720{i}3VH5797S" for i in range(5)]
    gpd.GeoDataFrame({"refcat": names}, geometry=shapes, crs=25833).to_file(path)
    intake = load_district(detect_files(path, crs="EPSG:25830"))
    assert intake.place[1] == pytest.approx(-2.69, abs=0.1)
    assert "crs_elsewhere" not in {remark.code for remark in intake.account.remarks}
