import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from gis.errors import CrsError, GeometryError, LayerError, SourceError
from gis.layers import load_layer, pick_layer

UTM = box(525_000, 4_743_000, 525_010, 4_743_010)
DEGREES = box(-2.6940, 42.8400, -2.6938, 42.8402)


def written(path, shape, crs=None):
    gpd.GeoDataFrame({"id": [1]}, geometry=[shape], crs=crs).to_file(path)
    return path


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_missing_system_is_asked_for_and_the_answer_taken(tmp_path):
    path = written(tmp_path / "houses.shp", UTM)
    with pytest.raises(CrsError) as caught:
        load_layer(path, "buildings")
    assert caught.value.code == "crs_missing"
    assert (caught.value.details["source"], caught.value.details["layer"]) == ("houses.shp", "houses")
    assert "EPSG:25830" in caught.value.details["proposals"]
    assert load_layer(path, "buildings", crs="EPSG:25830").crs.to_epsg() == 25830
    with pytest.raises(CrsError) as caught:
        load_layer(path, "buildings", crs="EPSG:4326")
    assert caught.value.code == "crs_implausible"


def test_an_impossible_system_is_refused_unless_answered(tmp_path):
    path = written(tmp_path / "houses.gpkg", DEGREES, 25830)
    with pytest.raises(CrsError) as caught:
        load_layer(path, "buildings")
    assert caught.value.code == "crs_impossible"
    assert load_layer(path, "buildings", crs="EPSG:4326").crs.to_epsg() == 4326


def test_the_file_s_own_possible_system_stands(tmp_path):
    path = written(tmp_path / "houses.gpkg", UTM, 25830)
    assert load_layer(path, "buildings", crs="EPSG:3857").crs.to_epsg() == 25830


def test_exchanged_axes_are_put_right(tmp_path):
    crossed = box(4_743_000, 525_000, 4_743_010, 525_010)
    layer = load_layer(written(tmp_path / "houses.gpkg", crossed, 25830), "buildings")
    assert layer.middle == pytest.approx((525_005, 4_743_005))
    assert [remark.code for remark in layer.remarks] == ["axes_swapped"]


def test_several_layers_that_say_nothing_are_asked_about(tmp_path):
    path = tmp_path / "town.gpkg"
    for name in ("one", "two"):
        gpd.GeoDataFrame(geometry=[UTM], crs=25830).to_file(path, layer=name)
    with pytest.raises(LayerError) as caught:
        pick_layer(path, "buildings")
    assert (caught.value.code, caught.value.details["layers"]) == ("layer_unclear", "one, two")


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_points_are_refused_before_anybody_is_asked_where_they_lie(tmp_path):
    path = tmp_path / "points.shp"
    gpd.GeoDataFrame({"a": [1, 2]}, geometry=[Point(5e5, 5e6), Point(5e5, 5e6 + 9)]).to_file(path)
    with pytest.raises(GeometryError) as told:
        load_layer(path, "buildings")
    assert told.value.code == "layer_wrong_geometry"


def test_an_encoding_that_is_none_is_refused(tmp_path):
    path = tmp_path / "a.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[Point(5e5, 5e6).buffer(5)], crs=25832).to_file(path)
    with pytest.raises(SourceError) as told:
        load_layer(path, "buildings", encoding="klingon")
    assert told.value.code == "encoding_unknown"
