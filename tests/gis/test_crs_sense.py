"""Where coordinates can belong."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import box

from gis.crs_sense import Hints, country_told, distance_km, is_elsewhere, proposals
from gis.district import detect_files
from gis.errors import CrsError
from gis.footprints import load_district
from gis.layers import load_layer, sense

PLACES = {
    # country: latitude, longitude, systems in use there
    "ES": (42.85, -2.67, (25830, 4326, 3857, 23030)),
    "DK": (54.91, 9.79, (25832, 4326, 23032)),
    "EE": (58.38, 26.72, (3301, 4326, 25835)),
    "IT": (40.35, 18.17, (7793, 25834, 4326, 3857)),
    "BG": (42.01, 24.87, (7801, 32635, 4326)),
}


def moved(country, code, spread=(0.0, 0.0)):
    lat, lon, _ = PLACES[country]
    x, y = Transformer.from_crs(4326, code, always_xy=True).transform(lon + spread[1], lat + spread[0])
    return (x, y), (0.00012 if code == 4326 else 12.0)


@settings(deadline=None)  # the first call loads the systems
@given(
    st.sampled_from([(c, code) for c, (_, _, codes) in PLACES.items() for code in codes]),
    st.floats(-0.1, 0.1),
    st.floats(-0.1, 0.1),
    st.booleans(),
)
def test_the_true_place_is_among_the_first_three(case, north, east, crossed):
    country, code = case
    middle, size = moved(country, code, (north, east))
    found = proposals(middle[::-1] if crossed else middle, size, Hints(country))[:3]
    lat, lon, _ = PLACES[country]
    assert any(distance_km((each.lat, each.lon), (lat + north, lon + east)) < 1 for each in found)


@pytest.mark.parametrize("country", PLACES)
def test_another_layer_of_the_delivery_settles_it(country):
    lat, lon, codes = PLACES[country]
    middle, size = moved(country, codes[0])
    first = proposals(middle, size, Hints(near=(lat, lon)))[0]
    assert distance_km((first.lat, first.lon), (lat, lon)) < 1
    assert first.reason == "near"


def test_areas_of_web_mercator_are_told_as_they_are_on_the_ground():
    middle, _ = moved("ES", 3857)
    found = [each for each in proposals(middle, 16.4, Hints("ES")) if each.code == "EPSG:3857"]
    assert found[0].width_m == pytest.approx(12.0, rel=0.01)


@pytest.mark.parametrize(
    ("values", "country"),
    [
        (["9872023VH5797S0001WX", "9872024VH5797S", "9872025VH5797S"], "ES"),
        (["79514:037:0011", "79514:037:0012", "79514:037:0013"], "EE"),
        (["00702.517.1.1", "00702.517.1.2", "00702.517.3"], "BG"),
        (["жилищна сграда", "гараж", "ул. Цар Симеон"], "BG"),
        (["house", "garage", "shed"], ""),
        ([], ""),
    ],
)
def test_attributes_tell_the_country(values, country):
    assert country_told(np.array(values, dtype=object)) == country


def test_a_country_is_left_only_where_it_is():
    assert is_elsewhere((40.0, 30.0), "ES")
    assert not is_elsewhere((28.1, -15.4), "ES")
    assert not is_elsewhere((0.0, 0.0), "")


def spanish(path, crs):
    shapes = [box(525_000 + 20 * i, 4_743_000, 525_012 + 20 * i, 4_743_010) for i in range(5)]
    names = [f"98720{i}3VH5797S" for i in range(5)]
    gpd.GeoDataFrame({"refcat": names}, geometry=shapes, crs=crs).to_file(path)
    return path


def test_spanish_data_with_a_system_of_the_east_are_doubted_and_put_right(tmp_path):
    path = spanish(tmp_path / "buildings.gpkg", 25833)
    (remark,) = [each for each in load_layer(path, "buildings").remarks if each.code == "crs_elsewhere"]
    assert "EPSG:25830" in remark.args["proposals"] or "EPSG:25829" in remark.args["proposals"]
    assert not load_layer(path, "buildings", own_crs="EPSG:25830").remarks
    said = sense(path, "buildings")
    assert (said.said, said.verdict) == ("EPSG:25833", "doubtful")
    assert "EPSG:25830" in {each.code for each in said.proposals}


def test_the_wrong_hemisphere_is_doubted(tmp_path):
    path = spanish(tmp_path / "buildings.gpkg", 32730)
    assert "crs_elsewhere" in {each.code for each in load_layer(path, "buildings").remarks}


def test_layers_of_one_delivery_that_lie_apart_are_told(tmp_path):
    spanish(tmp_path / "buildings.gpkg", 25830)
    plots = gpd.GeoDataFrame(geometry=[box(525_000, 4_743_000, 525_500, 4_743_500)], crs=25831)
    plots.to_file(tmp_path / "plots.gpkg")
    intake = load_district(detect_files([tmp_path / "buildings.gpkg", tmp_path / "plots.gpkg"]))
    (remark,) = [each for each in intake.account.remarks if each.code == "layers_apart"]
    assert remark.args["source"] == "plots.gpkg"
    assert int(remark.args["distance"]) == pytest.approx(490, abs=15)


def test_degrees_that_say_they_are_metres_are_a_question_with_an_answer(tmp_path):
    path = tmp_path / "buildings.gpkg"
    shapes = [box(-2.67 + i / 1e4, 42.85, -2.66995 + i / 1e4, 42.85005) for i in range(3)]
    gpd.GeoDataFrame(geometry=shapes, crs=25830).to_file(path)
    with pytest.raises(CrsError) as caught:
        load_layer(path, "buildings")
    assert "EPSG:4258" in caught.value.details["proposals"]
    assert sense(path, "buildings").verdict == "impossible"


def test_no_real_file_gives_a_false_alarm(shared):
    folder = shared / "geodata"
    for name, role in (
        ("es_catastro_melque/A.ES.SDGC.BU.40146.building.gml", "buildings"),
        ("it_padova_eureca/ViaSarpi.geojson", "buildings"),
        ("it_udine/Udine_bound_bldgs.shp", "buildings"),
        ("ee_tartu_mini/hooned.geojson", "buildings"),
        ("dk_tversted/bygning.geojson", "buildings"),
        ("cea_zurich/zone.shp", "buildings"),
        ("fr_cadastre/cadastre-91216-parcelles.json", "parcels"),
        ("de_lod1_niedersachsen/LoD1_24065862_2_2021-01-25.gml", "buildings"),
        ("dsm_goteborg/buildings.shp", "buildings"),
        ("es_catastro_mini/cons.shp", "buildings"),
    ):
        assert sense(folder / name, role).verdict == "sure", name
