"""Every promised format gives the same houses, also out of archives."""

import json
import sqlite3
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely.geometry import box

from gis.district import detect_files
from gis.errors import LayerError, SourceError
from gis.footprints import load_district
from gis.peek import peek
from gis.read import describe_layers, read_layer

NAMES = ["Østergade 1", "Calle Núñez 2", "ул. Цар Симеон 3"]


@pytest.fixture
def houses():
    shapes = [box(10.0 + i / 1000, 55.0, 10.0005 + i / 1000, 55.0003) for i in range(3)]
    return gpd.GeoDataFrame({"house_id": ["A", "B", "C"], "title": NAMES}, geometry=shapes, crs=4326)


def areas(frame):
    return shapely.area(frame.geometry.to_numpy())


@pytest.mark.parametrize(
    "name", ["h.fgb", "h.geojsonl", "h.kml", "h.sqlite", "h.parquet", "h.feather", "h.tab", "h.mif", "h.gml", "h.geojson"]
)  # fmt: skip
def test_a_format_gives_back_what_was_written(houses, tmp_path, name):
    path = tmp_path / name
    if path.suffix == ".parquet":
        houses.to_parquet(path)
    elif path.suffix == ".feather":
        houses.to_feather(path)
    elif path.suffix in (".tab", ".mif"):
        houses.to_file(path, driver="MapInfo File", encoding="UTF-8")
    else:
        options = {".sqlite": {"SPATIALITE": "YES"}}.get(path.suffix, {})
        driver = {".kml": "LIBKML", ".geojsonl": "GeoJSONSeq", ".sqlite": "SQLite", ".gml": "GML"}.get(
            path.suffix
        )
        houses.to_file(path, driver=driver, **options)
    before = sorted(tmp_path.iterdir())
    read = read_layer(path)
    assert sorted(tmp_path.iterdir()) == before, "nothing is written beside the file"
    assert len(read.frame) == 3
    assert np.allclose(areas(read.frame), areas(houses), rtol=1e-6)
    assert read.frame.crs.to_epsg() in (4326, None) or read.frame.crs.is_geographic
    assert sorted(read.frame["title"]) == sorted(NAMES)
    info = peek(path)
    assert len(info.layers) == 1 and info.layers[0].may_be_polygons


def test_a_file_geodatabase_is_a_folder_or_a_zip(houses, tmp_path):
    base = tmp_path / "town.gdb"
    houses.to_file(base, driver="OpenFileGDB", layer="houses")
    assert list(read_layer(base).frame["title"]) == NAMES
    packed = tmp_path / "town.gdb.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for each in base.iterdir():
            archive.write(each, f"town.gdb/{each.name}")
    assert list(read_layer(packed).frame["title"]) == NAMES


def test_closed_lines_of_a_drawing_are_footprints(tmp_path):
    rings = [box(i * 20, 0, i * 20 + 10, 8).exterior for i in range(2)]
    lines = gpd.GeoDataFrame({"Layer": ["WALLS", "WALLS"]}, geometry=rings, crs=None)
    path = tmp_path / "plan.dxf"
    with pytest.warns(UserWarning):
        lines.to_file(path, driver="DXF")
    frame = read_layer(path).frame
    assert sorted(frame.geom_type) == ["Polygon", "Polygon"]
    assert areas(frame).sum() == pytest.approx(160)


def table(houses):
    frame = pd.DataFrame(houses.drop(columns="geometry"))
    return frame.assign(WKT=houses.geometry.to_wkt())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_with_shapes_in_a_column(houses, tmp_path, encoding):
    path = tmp_path / "h.csv"
    table(houses).to_csv(path, index=False, sep=";", encoding=encoding)
    frame = read_layer(path).frame
    assert list(frame["title"]) == NAMES
    assert np.allclose(areas(frame), areas(houses))
    assert frame.crs is None, "a table does not say where its coordinates belong"


def test_a_table_in_an_old_code_page_is_read_by_its_letters(tmp_path):
    path = tmp_path / "h.csv"
    text = "id;address;WKT\n" + "".join(
        f'{i};ул. Цар Симеон {i};"POLYGON ((0 {i}, 1 {i}, 1 {i + 1}, 0 {i}))"\n' for i in range(4)
    )
    path.write_bytes(text.encode("cp1251"))
    read = read_layer(path)
    assert read.frame["address"].iloc[1] == "ул. Цар Симеон 1"
    assert {each.code for each in read.remarks} == {"encoding_guessed"}
    assert "Цар" not in read_layer(path, encoding="CP1252").frame["address"].iloc[1]


def test_coordinates_in_two_columns_are_points_and_degrees_are_known(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("id,lon,lat\n1,10.5,55.5\n2,10.6,55.6\n3,,\n")
    frame = read_layer(path).frame
    assert frame.geometry.iloc[1].coords[0] == (10.6, 55.6)
    assert frame.geometry.iloc[2] is None
    assert frame.crs.to_epsg() == 4326
    path.write_text("id;Easting;Northing\n1;600000,5;6100000,5\n")
    frame = read_layer(path).frame
    assert frame.geometry.iloc[0].coords[0] == (600000.5, 6100000.5)
    assert frame.crs is None


def test_sheets_of_a_workbook_are_layers(houses, tmp_path):
    path = tmp_path / "book.xlsx"
    pyogrio.write_dataframe(table(houses), path, layer="houses", driver="XLSX")
    pyogrio.write_dataframe(
        pd.DataFrame({"a": [1], "b": ["x"]}), path, layer="notes", driver="XLSX", append=True
    )
    assert [each.name for each in peek(path).layers] == ["houses", "notes"]
    assert list(read_layer(path, "houses").frame["title"]) == NAMES
    with pytest.raises(LayerError) as caught:
        read_layer(path, "notes")
    assert caught.value.code == "layer_without_geometry"


def test_titles_above_the_columns_are_passed_over(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("Register of buildings;;\nas of 2026;;\nid;lon;lat\nA;10,5;55,5\nB;10,6;55,6\n")
    frame = read_layer(path).frame
    assert list(frame["id"]) == ["A", "B"]


def packed(path, *files, prefix=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            archive.write(each, f"{prefix}{each.name}")
    return path


def test_shapefiles_in_subfolders_of_an_archive(houses, tmp_path):
    for name in ("buildings", "other"):
        houses.to_file(tmp_path / f"{name}.shp")
    files = [each for each in tmp_path.iterdir() if each.suffix != ".zip"]
    path = packed(tmp_path / "town.zip", *files, prefix="deep/er/")
    assert [each.name for each in peek(path).layers] == ["deep/er/buildings.shp", "deep/er/other.shp"]
    read = read_layer(path, "deep/er/buildings.shp")
    assert (read.path, read.layer, len(read.frame)) == (path, "deep/er/buildings.shp", 3)
    intake = load_district(detect_files(path))
    assert len(intake.buildings) == 3
    with pytest.raises(LayerError):
        read_layer(path)


def test_layers_of_a_geopackage_in_an_archive(houses, tmp_path):
    inner = tmp_path / "town.gpkg"
    houses.to_file(inner, layer="buildings")
    houses.to_file(inner, layer="plots")
    path = packed(tmp_path / "town.zip", inner)
    names = [each.name for each in peek(path).layers]
    assert names == ["town.gpkg|buildings", "town.gpkg|plots"]
    files = detect_files(path)
    assert {each.role: each.layer for each in files.layers} == {"buildings": names[0], "parcels": names[1]}
    assert len(load_district(files).parcels) == 3


@pytest.mark.parametrize(
    "member", ["../out.geojson", "/out.geojson", "C:\\out.geojson", "a/../../out.geojson"]
)
def test_an_archive_never_writes_outside_its_folder(tmp_path, member):
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "{}")
    with pytest.raises(SourceError) as caught:
        peek(path)
    assert caught.value.code == "archive_escapes"
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["evil.zip"]


def test_a_link_in_an_archive_is_not_followed(tmp_path):
    path = tmp_path / "link.zip"
    info = zipfile.ZipInfo("a.geojson")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(SourceError) as caught:
        peek(path)
    assert caught.value.code == "archive_escapes"


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b"0" * 80_000_000)
    with pytest.raises(SourceError) as caught:
        peek(path)
    assert caught.value.code == "archive_bomb"


@pytest.mark.parametrize("raw", [b"PK\x03\x04 cut off", b"no archive"])
def test_a_damaged_archive_gets_one_reason(tmp_path, raw):
    path = tmp_path / "bad.zip"
    path.write_bytes(raw)
    with pytest.raises(SourceError) as caught:
        peek(path)
    assert caught.value.code in ("archive_damaged", "format_mismatch")


def test_an_open_street_map_extract_gives_buildings_and_tells_the_rest(tmp_path):
    nodes = "".join(
        f'<node id="{n}" lat="{55 + n % 2 / 1000}" lon="{10 + n // 2 / 1000}" version="1"/>'
        for n in range(1, 9)
    )
    ways = [("1 2 4 3 1", '<tag k="building" v="house"/><tag k="building:levels" v="3"/>'), ("5 6 8 7 5", '<tag k="landuse" v="grass"/>')]  # fmt: skip
    body = "".join(
        f'<way id="{i}" version="1">' + "".join(f'<nd ref="{r}"/>' for r in refs.split()) + tags + "</way>"
        for i, (refs, tags) in enumerate(ways, 1)
    )
    path = tmp_path / "town.osm"
    path.write_text(f'<?xml version="1.0"?><osm version="0.6">{nodes}{body}</osm>')
    intake = load_district(detect_files(path, layer="multipolygons"))
    assert intake.buildings["number_of_floors_above_ground"].tolist() == [3]
    fates = intake.account.fates
    assert fates["fate"].tolist().count("rejected") == 1
    assert "not_a_building" in set(fates["reason"])


@pytest.mark.parametrize("name", ["a.osm", "a.kml"])
def test_document_types_are_refused_in_every_xml(tmp_path, name):
    path = tmp_path / name
    path.write_text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><osm>&b;</osm>')
    with pytest.raises(SourceError) as caught:
        peek(path)
    assert caught.value.code == "xml_doctype"


def test_a_list_of_records_is_a_register_not_a_map(tmp_path):
    path = tmp_path / "r.json"
    path.write_text(json.dumps([{"a": 1}]))
    with pytest.raises(SourceError) as caught:
        peek(path)
    assert caught.value.code == "json_without_shapes"


def test_what_is_no_spatial_base_is_told(tmp_path):
    path = tmp_path / "plain.sqlite"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE t (a)")
        base.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(SourceError):
        read_layer(path)
    assert describe_layers(path)[0] == "SQLite"
