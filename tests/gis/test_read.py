import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, box

from gis.errors import LayerError, SourceError
from gis.read import read_layer


@pytest.fixture
def squares():
    return gpd.GeoDataFrame(
        {"name": ["Peñacerrada", "Õismäe", "x"]},
        geometry=[box(i * 20, 0, i * 20 + 10, 10) for i in range(3)],
        crs=25830,
    )


def code_of(path: Path, layer: str | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read_layer(path, layer)
    return caught.value.code


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".geojson", ".gml"])
def test_promised_formats_are_read(squares, tmp_path, ending):
    path = tmp_path / f"houses{ending}"
    squares.to_file(path, engine="pyogrio")
    for companion in (".xsd", ".gfs"):
        path.with_suffix(companion).unlink(missing_ok=True)
    before = sorted(tmp_path.iterdir())
    raw = read_layer(path)
    assert list(raw.frame["name"]) == list(squares["name"])
    assert raw.frame.geometry.name == "geometry"
    assert len(raw.sha256) == 64
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "name", ["a!b.geojson", "ñ Õ ø & 50%.geojson", "x#1?.gpkg", "zip.zip.shp", "a!b.shp"]
)
def test_awkward_paths_are_read(squares, tmp_path, name):
    plain = tmp_path / f"plain{Path(name).suffix}"
    squares.to_file(plain, engine="pyogrio")
    folder = tmp_path / "Peñacerrada ñ"
    folder.mkdir()
    for part in tmp_path.glob("plain.*"):
        shutil.copy(part, folder / f"{Path(name).stem}{part.suffix}")
    assert len(read_layer(folder / name).frame) == 3


def test_gml_companions_of_others_are_ignored(squares, tmp_path):
    path = tmp_path / "houses.gml"
    squares.to_file(path, engine="pyogrio")
    path.with_suffix(".gfs").write_text("<GMLFeatureClassList></GMLFeatureClassList>")
    assert len(read_layer(path).frame) == 3
    assert path.with_suffix(".gfs").read_text() == "<GMLFeatureClassList></GMLFeatureClassList>"


def test_an_absent_layer_names_those_there(squares, tmp_path):
    path = tmp_path / "town.gpkg"
    squares.to_file(path, layer="houses")
    squares.to_file(path, layer="sheds")
    assert len(read_layer(path, "sheds").frame) == 3
    with pytest.raises(LayerError) as caught:
        read_layer(path, "roofs")
    assert caught.value.details["layers"] == "houses, sheds"


def test_empty_layers_and_tables_are_refused(squares, tmp_path):
    squares.head(0).to_file(tmp_path / "none.gpkg")
    assert code_of(tmp_path / "none.gpkg") == "layer_empty"
    (tmp_path / "none.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert code_of(tmp_path / "none.geojson") == "layer_empty"


def test_cut_text_formats_are_refused(squares, tmp_path):
    for ending in (".geojson", ".gml"):
        path = tmp_path / f"houses{ending}"
        squares.to_file(path, engine="pyogrio")
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
        assert code_of(path) in ("file_damaged", "format_mismatch")


def test_json_that_is_no_geojson_is_refused(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"a": 1}')
    assert code_of(path) == "format_mismatch"


@pytest.mark.parametrize(
    ("written", "page", "encoding"),
    [
        ("UTF-8", "", "UTF-8"),
        ("UTF-8", "ISO-8859-1", "UTF-8"),
        ("CP1252", "", "CP1252"),
        ("CP1252", "UTF-8", "CP1252"),
    ],
)
def test_a_missing_or_lying_code_page_is_seen_through(tmp_path, written, page, encoding):
    path = tmp_path / "houses.shp"
    frame = gpd.GeoDataFrame({"name": ["Peñacerrada"]}, geometry=[box(0, 0, 1, 1)], crs=25830)
    frame.to_file(path, encoding=written, engine="pyogrio")
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes()[:29] + b"\0" + table.read_bytes()[30:])
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if page:
        path.with_suffix(".cpg").write_text(page)
    raw = read_layer(path)
    assert list(raw.frame["name"]) == ["Peñacerrada"]
    assert [remark.args["encoding"] for remark in raw.remarks] == [encoding]


def test_measured_shapes_are_read_with_a_remark(shared):
    raw = read_layer(shared / "geodata/nasty/pyogrio/line_zm.gpkg")
    assert [remark.code for remark in raw.remarks] == ["reader_warning"]


def test_damaged_bytes_end_in_data_or_one_error(tmp_path):
    random = np.random.default_rng(1)
    shapes = [box(i, 0, i + 0.5, 1) for i in range(40)] + [Point(0, 0), LineString([(0, 0), (1, 1)])]
    frame = gpd.GeoDataFrame({"name": [f"é{i}" for i in range(42)]}, geometry=shapes, crs=25830)
    for ending, rows in ((".gpkg", 42), (".geojson", 42), (".shp", 40), (".gml", 42)):
        path = tmp_path / f"whole{ending}"
        frame.head(rows).to_file(path, engine="pyogrio")
        whole = path.read_bytes()
        for _ in range(12):
            bytes_ = bytearray(whole)
            for position in random.integers(0, len(whole), 20):
                bytes_[position] = random.integers(0, 256)
            path.write_bytes(bytes_)
            try:
                read_layer(path)
            except SourceError:
                continue


def test_the_spanish_municipality_is_read_without_a_trace(shared, tmp_path):
    path = tmp_path / "building.gml"
    shutil.copyfile(shared / "geodata/es_catastro_melque/A.ES.SDGC.BU.40146.building.gml", path)
    raw = read_layer(path)
    assert len(raw.frame) == 246
    assert raw.layer == "Building"
    assert shapely.get_type_id(raw.frame.geometry.to_numpy()).tolist().count(6) == 71
    assert list(tmp_path.iterdir()) == [path]
