"""Faults that damaged files once caused, each now a sentence; `make fuzz` looks for further ones."""

import sqlite3
import struct
import zipfile
from contextlib import closing

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely
from affine import Affine
from pyproj import CRS
from shapely.geometry import Polygon, box

from gis.clean import Origin, clean
from gis.columns import listed
from gis.crs import is_plausible, reprojected
from gis.encodings import named
from gis.errors import CrsError, SourceError
from gis.geopackage import read_geopackage
from gis.heights import measure_heights
from gis.joining import match
from gis.layers import load_layer
from gis.peek import _layer
from gis.raster import peek_raster
from gis.read import describe_layers, read_layer
from gis.registers import read_register
from tests.elevation import grid, write

MOON = CRS.from_proj4("+proj=longlat +R=1737400 +no_defs")


def code_of(call, *words) -> str:
    with pytest.raises(SourceError) as caught:
        call(*words)
    return caught.value.code


@pytest.fixture
def squares():
    return gpd.GeoDataFrame(
        {"name": ["Peña", "Mar"]},
        geometry=[box(525_000 + i, 4_743_000, 525_009 + i, 4_743_009) for i in (0, 20)],
        crs=25830,
    )


@pytest.mark.parametrize(
    "members",
    [
        {"a" * 300 + ".geojson": b"{}"},
        {"a.geojson": b"{}", "a.geojson/b.geojson": b"{}"},
    ],
)
def test_archives_whose_names_no_folder_can_hold(tmp_path, members):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    assert code_of(describe_layers, tmp_path / "a.zip") == "archive_damaged"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archives_with_bytes_that_do_not_unpack(tmp_path, method):
    path = tmp_path / "a.zip"
    text = bytes(range(256)) * 40
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.geojson", text)
    raw = bytearray(path.read_bytes())
    start = raw.index(b"a.geojson") + len(b"a.geojson")
    raw[start + 4 : start + 60] = b"\xff" * 56
    path.write_bytes(raw)
    assert code_of(describe_layers, path) == "archive_damaged"


@pytest.mark.parametrize("page", ["hex", "rot13", "UTF\x008", "zip"])
def test_code_pages_that_are_none_of_texts(page):
    assert named(page) == ""


@pytest.mark.parametrize("name", ["a.gml", "a.kml", "city.gml"])
def test_xml_in_an_encoding_that_nobody_knows(tmp_path, name):
    root = "CityModel" if name.startswith("city") else "x"
    (tmp_path / name).write_text(
        f'<?xml version="1.0" encoding="klingon"?><{root}> ñ </{root}>', encoding="utf-8"
    )
    assert code_of(read_layer, tmp_path / name) in ("file_damaged", "format_mismatch")


def test_systems_of_other_worlds_are_none_of_a_town(squares, tmp_path):
    path = tmp_path / "moon.gpkg"
    squares.geometry = shapely.transform(squares.geometry.to_numpy(), lambda p: p / 1e6)
    squares.set_crs(MOON, allow_override=True).to_file(path)
    assert is_plausible(CRS(25830), (525_000.0, 4_743_000.0, 525_100.0, 4_743_100.0))
    with pytest.raises(CrsError):
        reprojected(load_layer(path, "buildings").frame, CRS(25830))


def test_rasters_of_other_worlds_are_refused(squares, tmp_path):
    path = write(
        tmp_path / "moon.tif",
        lambda east, north: 20 + 0 * (east + north),
        grid(3.0, 44.0, 0.01),
        crs=MOON.to_wkt(),
    )
    with pytest.raises(CrsError) as told:
        measure_heights(squares.geometry.to_numpy(), CRS(25830), (path,))
    assert told.value.code == "crs_not_convertible"


def test_tables_whose_columns_have_one_name(tmp_path):
    """A .dbf may have a name twice; so has a register made of it."""
    fields = b"".join(struct.pack("<11sc4xBB14x", b"NAME", b"C", 4, 0) for _ in range(2))
    head = struct.pack("<B3sIHH20x", 3, bytes((95, 7, 26)), 1, 33 + 64, 9)
    (tmp_path / "a.dbf").write_bytes(head + fields + b"\r" + b" " + b"one " + b"two " + b"\x1a")
    frame = read_register(tmp_path / "a.dbf").frame
    assert list(frame.columns) == ["NAME", "NAME~1"]


@pytest.mark.parametrize("width", [5, 0])
def test_tables_that_are_shorter_than_they_say(tmp_path, width):
    field = struct.pack("<11sc4xBB14x", b"NAME", b"C", 4, 0)
    head = struct.pack("<B3sIHH20x", 3, bytes((95, 7, 26)), 500_000_000, 33 + 32, width)
    (tmp_path / "a.dbf").write_bytes(head + field + b"\r" + b" one " + b"\x1a")
    assert code_of(read_register, tmp_path / "a.dbf") == "file_truncated"


def test_registers_with_columns_of_bytes(squares, tmp_path):
    path = tmp_path / "a.sqlite"
    squares.assign(photo=[b"\xff\xd8\xa8", None]).drop(columns="name").to_file(path, driver="SQLite")
    assert len(read_register(path).frame) == 2


def test_drawings_with_zeros_are_refused_before_their_reader_waits_for_ever(squares, tmp_path):
    path = tmp_path / "a.dxf"
    squares[["geometry"]].to_file(path, driver="DXF", engine="pyogrio")
    assert len(read_layer(path).frame) == 2
    path.write_bytes(path.read_bytes().replace(b"$SKETCHINC", b"$SKE\r\0\0\0NC"))
    assert code_of(read_layer, path) == "format_mismatch"


def test_grids_of_text_that_cannot_hold_what_they_promise(tmp_path):
    path = write(tmp_path / "a.asc", lambda east, north: 20 + 0 * (east + north), grid(), size=(20, 20))
    assert peek_raster(path).height == 20
    text = path.read_text()
    path.write_text(text.replace("nrows        20", "nrows        4742976"))
    assert "4742976" in path.read_text()
    assert code_of(peek_raster, path) == "file_truncated"


def test_columns_of_a_package_that_do_not_hold_what_they_promise(squares, tmp_path):
    path = tmp_path / "a.gpkg"
    squares.to_file(path)
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE more (fid INTEGER PRIMARY KEY, height DOUBLE)")
        base.execute("INSERT INTO more VALUES (1, 'tall')")
        base.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('more', 'attributes')")
    assert code_of(read_geopackage, path) == "file_damaged"


def test_feathers_whose_lengths_were_changed(squares, tmp_path):
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.feather"
    squares.to_feather(path)
    assert len(read_layer(path).frame) == 2
    whole = path.read_bytes()
    outcomes = set()
    for place in range(len(whole) - 700, len(whole) - 16, 3):
        path.write_bytes(whole[:place] + b"\x7f" + whole[place + 1 :])
        try:
            outcomes.add(f"{len(read_layer(path).frame)} rows")
        except SourceError as fault:
            outcomes.add(fault.code)
    assert outcomes >= {"2 rows", "file_damaged"}


def test_an_area_is_never_below_zero():
    """Holes of a torn shape may add up to more than the shape."""
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    shapes = np.array([Polygon(ring, [ring, ring[::-1]]), box(20, 0, 30, 10)], dtype=object)
    found = clean(shapes, np.array(["1", "2"], dtype=object), Origin("a", "a", "buildings"), CRS(25830))
    assert (found.fates["area_in_m2"] >= 0).all()


def test_lists_in_sentences_stay_short_whatever_the_titles():
    assert len(listed(["x" * 5000] * 20)) < 1200
    assert listed(["one", "two"]) == "one, two"


def test_a_column_called_geometry_need_not_hold_shapes(tmp_path):
    table = pd.DataFrame({"geometry": ["here", "there"]})
    buildings = gpd.GeoDataFrame(
        {"address": ["", ""]}, geometry=[box(0, 0, 9, 9), box(20, 0, 29, 9)], crs=25830
    )
    found = match(table, {"place": ""}, buildings, ("place",), "ES")
    assert len(found.status) == 2


def test_city_models_with_numbers_that_no_machine_holds(tmp_path):
    path = tmp_path / "a.city.json"
    vertices = f"[[1{'0' * 400}, 0, 0], [1, 0, 0], [1, 1, 0]]"
    house = '{"type": "Building", "geometry": [{"type": "MultiSurface", "lod": "0", "boundaries": [[[0, 1, 2]]]}]}'
    path.write_text(
        '{"type": "CityJSON", "version": "2.0", "transform": {"scale": [0.1, 0.1, 0.1], "translate": [0, 0, 0]}, '
        f'"CityObjects": {{"a": {house}}}, "vertices": {vertices}}}'
    )
    assert code_of(read_layer, path) == "file_damaged"


def test_archives_with_a_member_without_a_name(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", b"1")
    raw = path.read_bytes()
    start = raw.index(b"PK\x01\x02")
    head = raw[:start] + raw[start : start + 28] + b"\0\0" + raw[start + 30 : start + 46] + raw[start + 47 :]
    end = head.index(b"PK\x05\x06")
    size = struct.unpack("<I", head[end + 12 : end + 16])[0] - 1
    path.write_bytes(head[: end + 12] + struct.pack("<I", size) + head[end + 16 :])
    assert code_of(describe_layers, path) in ("archive_damaged", "archive_escapes", "archive_without_files")


def test_half_a_footprint_is_no_smaller_building(tmp_path):
    """One of two ground faces has a corner that is no number: the building is told, not cut down."""

    def face(left, right, broken=""):
        corners = [(left, 0), (right, 0), (right, 9), (left, 9), (left, 0)]
        points = " ".join(f"{525_000 + x} {4_743_000 + y} 3" for x, y in corners)
        return (
            "<b:boundedBy><b:GroundSurface><b:lod2MultiSurface><g:MultiSurface><g:surfaceMember><g:Polygon><g:exterior>"
            f"<g:LinearRing><g:posList>{points.replace('525009', broken) if broken else points}</g:posList></g:LinearRing>"
            "</g:exterior></g:Polygon></g:surfaceMember></g:MultiSurface></b:lod2MultiSurface></b:GroundSurface></b:boundedBy>"
        )

    def building(name, *faces):
        return f'<c:cityObjectMember><b:Building g:id="{name}">{"".join(faces)}</b:Building></c:cityObjectMember>'

    path = tmp_path / "town.gml"
    path.write_text(
        '<c:CityModel xmlns:c="http://www.opengis.net/citygml/2.0" xmlns:g="http://www.opengis.net/gml" '
        'xmlns:b="http://www.opengis.net/citygml/building/2.0"><g:boundedBy><g:Envelope srsName="EPSG:25830"/></g:boundedBy>'
        + building("whole", face(0, 9), face(9, 19))
        + building("broken", face(100, 109), face(109, 119, "nan") + face(0, 9, "nan"))
        + "</c:CityModel>",
        encoding="utf-8",
    )
    frame = read_layer(path).frame.set_index("gml_id")
    assert frame.geometry["whole"].area == pytest.approx(171.0)
    assert frame.geometry.isna()["broken"]


def test_a_raster_of_many_bands_pixel_by_pixel_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "deep.tif"
    about = {
        "driver": "GTiff",
        "width": 60,
        "height": 16,
        "count": 2049,
        "dtype": "float32",
        "crs": "EPSG:25830",
    }
    layout = {"tiled": True, "blockxsize": 32784, "blockysize": 16, "interleave": "pixel", "sparse_ok": True}
    with rasterio.open(path, "w", transform=Affine(4, 0, 525000, 0, -4, 4743040), **about, **layout):
        pass
    with pytest.raises(SourceError, match="raster_blocks_too_large"):
        peek_raster(path)


def test_a_damaged_count_of_features_is_none():
    described = {
        "layer_name": "a",
        "geometry_type": "Polygon",
        "features": -2139062144,
        "fields": [],
        "crs": None,
    }
    assert _layer(described).features == 0


def test_a_hole_without_corners_is_dropped_before_it_crashes_the_geometry_engine():
    house = shapely.from_wkt("POLYGON ((0 0, 0 11, 12 11, 12 0, 0 0), EMPTY)")
    other = shapely.from_wkt(
        "MULTIPOLYGON (((20 0, 20 9, 29 9, 29 0, 20 0), EMPTY), ((40 0, 40 9, 49 9, 49 0, 40 0), (42 2, 44 2, 44 4, 42 4, 42 2)))"
    )
    names = np.array(["a", "b"], dtype=object)
    found = clean(
        np.array([house, other], dtype=object), names, Origin("t.gpkg", "t", "buildings"), CRS(25830)
    )
    assert found.kept.all()
    assert (found.fates["fate"] == "repaired").all()
    assert shapely.area(found.shapes).tolist() == [132, 81 + 81 - 4]
    assert not shapely.touches(found.shapes[0], house.exterior.convex_hull)
