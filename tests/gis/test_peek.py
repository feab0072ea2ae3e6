import pytest

from gis.peek import LayerInfo, guess_role, layers_of_role, peek


def layer(name, geometry="Polygon", fields=()):
    return LayerInfo(name, geometry, 1, tuple(fields), "EPSG:25830", (0, 0, 1, 1))


@pytest.mark.parametrize(
    ("info", "file_name", "role"),
    [
        (layer("Building"), "A.ES.SDGC.BU.40146.building.gml", "buildings"),
        (layer("BuildingPart"), "A.ES.SDGC.BU.40146.buildingpart.gml", "parts"),
        (layer("CadastralParcel", "MultiPolygon"), "x.gml", "parcels"),
        (layer("CadastralZoning"), "x.gml", ""),
        (layer("OtherConstruction"), "x.gml", ""),
        (layer("layer", fields=["localId", "areaValue"]), "x.gml", "parcels"),
        (layer("hooned"), "hooned.geojson", "buildings"),
        (layer("katastriyksused"), "katastriyksused.geojson", "parcels"),
        (layer("plots"), "town.gpkg", "parcels"),
        (layer("tessellation"), "town.gpkg", ""),
        (layer("anything", "LineString"), "town.gpkg", "streets"),
        (layer("buildings", "Point"), "town.gpkg", ""),
        (layer("zone", fields=["Name", "floors_ag", "height_ag"]), "zone.shp", "buildings"),
        (layer("mystery"), "mystery.gpkg", ""),
    ],
)
def test_roles_are_guessed_from_names_fields_and_shapes(info, file_name, role):
    assert guess_role(info, file_name) == role


def test_a_single_polygon_layer_serves_for_buildings():
    mystery = layer("mystery")
    assert layers_of_role([mystery, layer("lines", "LineString")], "buildings", "x.gpkg") == (mystery,)
    assert layers_of_role([mystery, layer("other")], "buildings", "x.gpkg") == ()


def test_layers_of_a_geopackage_are_listed(shared):
    source = peek(shared / "geodata/cz_bubenec_momepy/bubenec.gpkg")
    assert source.driver == "GPKG"
    assert {each.name: each.features for each in source.layers} == {
        "tessellation": 144,
        "buildings": 144,
        "streets": 35,
        "plots": 407,
    }
    assert {each.crs for each in source.layers} == {"EPSG:3857"}
