import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from gis.errors import SourceError
from gis.sources import check_source, readable


@pytest.fixture
def squares():
    return gpd.GeoDataFrame(
        {"id": ["a", "b", "c"]}, geometry=[box(i * 20, 0, i * 20 + 10, 10) for i in range(3)], crs=25830
    )


@pytest.fixture
def shapefile(squares, tmp_path) -> Path:
    path = tmp_path / "houses.shp"
    squares.to_file(path)
    return path


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        check_source(path)
    return caught.value


def test_a_whole_shapefile_passes(shapefile):
    assert check_source(shapefile) == "ESRI Shapefile"


def test_missing_empty_and_foreign_files_are_named(tmp_path):
    assert refused(tmp_path / "nowhere.gpkg").code == "file_missing"
    (tmp_path / "empty.geojson").write_bytes(b"")
    assert refused(tmp_path / "empty.geojson").code == "file_empty"
    (tmp_path / "some.vrt").write_text("<OGRVRTDataSource/>")
    assert refused(tmp_path / "some.vrt").code == "format_unknown"
    (tmp_path / "other.gpkg").write_bytes(b"{}" * 200)
    assert refused(tmp_path / "other.gpkg").code == "format_mismatch"
    assert refused(tmp_path).code == "format_unknown"


@pytest.mark.skipif(
    os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root reads all"
)
def test_a_file_that_may_not_be_read_is_named(shapefile):
    shapefile.chmod(0)
    assert refused(shapefile).code == "file_unreadable"


@pytest.mark.parametrize("ending", [".shx", ".dbf"])
def test_a_shapefile_without_a_companion_is_refused(shapefile, ending):
    shapefile.with_suffix(ending).unlink()
    error = refused(shapefile)
    assert error.code == "shapefile_part_missing"
    assert error.details["part"] == f"houses{ending}"


@pytest.mark.parametrize("ending", [".shp", ".shx", ".dbf"])
def test_a_cut_shapefile_is_refused(shapefile, ending):
    part = shapefile.with_suffix(ending)
    part.write_bytes(part.read_bytes()[: part.stat().st_size * 2 // 3])
    assert refused(shapefile).code == "file_truncated"


def test_companions_of_another_shapefile_are_refused(shapefile, squares, tmp_path):
    squares.head(2).to_file(tmp_path / "two.shp")
    shapefile.with_suffix(".dbf").write_bytes((tmp_path / "two.dbf").read_bytes())
    error = refused(shapefile)
    assert (error.code, error.details["shapes"], error.details["rows"]) == ("shapefile_inconsistent", 3, 2)


def test_upper_case_endings_are_found(squares, tmp_path):
    squares.to_file(tmp_path / "HOUSES.shp")
    for part in list(tmp_path.iterdir()):
        part.rename(part.with_suffix(part.suffix.upper()))
    assert check_source(tmp_path / "HOUSES.SHP") == "ESRI Shapefile"


def test_a_cut_geopackage_is_refused(squares, tmp_path):
    path = tmp_path / "houses.gpkg"
    squares.to_file(path)
    path.write_bytes(path.read_bytes()[:40_000])
    assert refused(path).code == "file_truncated"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type_is_refused(tmp_path, encoding):
    path = tmp_path / "bomb.gml"
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<!--{" " * 70_000}--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    path.write_text(text, encoding=encoding)
    assert refused(path).code == "xml_doctype"


def test_xml_that_is_no_gml_is_refused(tmp_path):
    path = tmp_path / "virtual.gml"
    path.write_text("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>")
    assert refused(path).code == "format_mismatch"
    path.write_text("no xml at all")
    assert refused(path).code == "format_mismatch"


def test_a_geopackage_in_wal_mode_is_opened_as_a_copy(squares, tmp_path):
    path = tmp_path / "houses.gpkg"
    squares.to_file(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    with readable(path) as copy:
        assert copy != path
        assert len(gpd.read_file(copy)) == 3
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_foreign_proj_and_gdal_folders_do_no_harm():
    program = "import gis, os; from pyproj import CRS; import pyogrio; CRS.from_epsg(25830); print(os.environ.get('PROJ_DATA'))"
    foreign = dict.fromkeys(("PROJ_DATA", "PROJ_LIB", "GDAL_DATA"), "/nonexistent")
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **foreign}, capture_output=True, text=True,
        cwd=Path(__file__).parents[2], check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "None"
