import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon, box

from app.text.messages import MESSAGES
from gis.account import Fate
from gis.errors import SourceError
from gis.footprints import DistrictFiles, Intake, detect_files, load_district

CATASTRO = """<?xml version="1.0" encoding="ISO-8859-1"?>
<gml:FeatureCollection gml:id="ES.SDGC.BU" xmlns:gml="http://www.opengis.net/gml/3.2"
  xmlns:base="urn:x-inspire:specification:gmlas:BaseTypes:3.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:cp="urn:x-inspire:specification:gmlas:CadastralParcels:3.0"
  xmlns:bu-core2d="http://inspire.jrc.ec.europa.eu/schemas/bu-core2d/2.0"
  xmlns:bu-ext2d="http://inspire.jrc.ec.europa.eu/schemas/bu-ext2d/2.0">{members}</gml:FeatureCollection>"""

IDENTITY = """<bu-core2d:inspireId><base:Identifier><base:localId>{id}</base:localId>
  <base:namespace>ES.SDGC.BU</base:namespace></base:Identifier></bu-core2d:inspireId>"""

SURFACE = """<bu-ext2d:geometry><bu-core2d:BuildingGeometry><bu-core2d:geometry>
  <gml:Surface gml:id="S_{id}" srsName="urn:ogc:def:crs:EPSG::25830"><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing>
  <gml:posList srsDimension="2">{points}</gml:posList></gml:LinearRing></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>
  </bu-core2d:geometry></bu-core2d:BuildingGeometry></bu-ext2d:geometry>"""

BUILDING = """<gml:featureMember><bu-ext2d:Building gml:id="ES.SDGC.BU.{id}">
  <bu-core2d:beginLifespanVersion>2013-11-08T00:00:00</bu-core2d:beginLifespanVersion>
  <bu-core2d:conditionOfConstruction>{condition}</bu-core2d:conditionOfConstruction>
  <bu-core2d:dateOfConstruction><bu-core2d:DateOfEvent><bu-core2d:beginning>{year}-01-01T00:00:00</bu-core2d:beginning>
  </bu-core2d:DateOfEvent></bu-core2d:dateOfConstruction>{identity}{surface}
  <bu-ext2d:currentUse>{use}</bu-ext2d:currentUse><bu-ext2d:numberOfDwellings>{dwellings}</bu-ext2d:numberOfDwellings>
  <bu-ext2d:numberOfFloorsAboveGround xsi:nil="true" nilReason="other:unpopulated"></bu-ext2d:numberOfFloorsAboveGround>
  <bu-ext2d:officialArea><bu-ext2d:OfficialArea><bu-ext2d:officialAreaReference>grossFloorArea</bu-ext2d:officialAreaReference>
  <bu-ext2d:value uom="m2">{area}</bu-ext2d:value></bu-ext2d:OfficialArea></bu-ext2d:officialArea>
  </bu-ext2d:Building></gml:featureMember>"""

PART = """<gml:featureMember><bu-ext2d:BuildingPart gml:id="ES.SDGC.BU.{id}">{identity}{surface}
  <bu-ext2d:numberOfFloorsAboveGround>{floors}</bu-ext2d:numberOfFloorsAboveGround>
  <bu-ext2d:heightBelowGround uom="m">0</bu-ext2d:heightBelowGround>
  <bu-ext2d:numberOfFloorsBelowGround>0</bu-ext2d:numberOfFloorsBelowGround>
  </bu-ext2d:BuildingPart></gml:featureMember>"""

PARCEL = """<gml:featureMember><cp:CadastralParcel gml:id="ES.SDGC.CP.{id}"><cp:areaValue uom="m2">{area}</cp:areaValue>
  <cp:geometry><gml:MultiSurface gml:id="M_{id}" srsName="urn:ogc:def:crs:EPSG::25830"><gml:surfaceMember>
  <gml:Surface gml:id="T_{id}" srsName="urn:ogc:def:crs:EPSG::25830"><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing>
  <gml:posList srsDimension="2">{points}</gml:posList></gml:LinearRing></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>
  </gml:surfaceMember></gml:MultiSurface></cp:geometry><cp:label>01</cp:label>
  <cp:nationalCadastralReference>{id}</cp:nationalCadastralReference></cp:CadastralParcel></gml:featureMember>"""

X, Y = 376_600, 4_546_600


def points(shape) -> str:
    return " ".join(f"{x + X} {y + Y}" for x, y in shape.exterior.coords)


def building(name, shape, condition="functional", year=1970, use="1_residential", dwellings=1, area=150):
    surface = SURFACE.format(id=name, points=points(shape))
    return BUILDING.format(
        id=name, condition=condition, year=year, use=use, dwellings=dwellings, area=area,
        identity=IDENTITY.format(id=name), surface=surface,
    )  # fmt: skip


def part(name, shape, floors):
    surface = SURFACE.format(id=name, points=points(shape))
    return PART.format(id=name, floors=floors, identity=IDENTITY.format(id=name), surface=surface)


def parcel(name, shape):
    return PARCEL.format(id=name, area=int(shape.area), points=points(shape))


def gml(path, *members):
    path.write_text(CATASTRO.format(members="".join(members)), encoding="iso-8859-1")
    return path


def remarks_of(intake: Intake) -> set[str]:
    return {remark.code for remark in intake.account.remarks}


@pytest.fixture
def village(tmp_path) -> Intake:
    house, shed = box(0, 0, 10, 10), box(20, 0, 26, 5)
    return load_district(
        detect_files(
            [
                gml(
                    tmp_path / "parcel.gml",
                    parcel("6655901UL7465N", box(-5, -5, 15, 15)),
                    parcel("P2", box(15, -5, 40, 15)),
                ),
                gml(
                    tmp_path / "part.gml",
                    part("6655901UL7465N_part1", box(0, 0, 10, 6), 2),
                    part("6655901UL7465N_part2", box(0, 6, 10, 10), 0),
                    part("gone_part1", box(300, 0, 310, 9), 1),
                ),
                gml(
                    tmp_path / "building.gml",
                    building("6655901UL7465N", house),
                    building("6655902UL7465N", shed, "ruin", 1900, "2_agriculture", 0),
                ),
            ]
        )
    )


def test_a_spanish_village_is_put_together(village):
    house, shed = village.buildings.iloc[0], village.buildings.iloc[1]
    assert village.buildings.crs.to_epsg() == 25830
    assert village.buildings.index.name == "building_id"
    assert house["floor_area_gross_m2"] == pytest.approx(120)
    assert house["number_of_floors_above_ground"] == pytest.approx(2)
    assert house["provenance_number_of_floors_above_ground"] == "joined"
    assert (house["year_of_construction"], house["official_area_m2"]) == (1970, 150)
    assert (shed["condition_of_construction"], shed["current_use"]) == ("ruin", "agriculture")
    assert np.isnan(shed["number_of_floors_above_ground"])
    assert list(village.buildings["parcel_row"]) == [0, 1]
    assert village.buildings["parcel_row"].dtype == np.int32
    assert list(village.parcels.index) == ["6655901UL7465N", "P2"]
    assert village.parcels["area_value_m2"].tolist() == [400, 500]
    assert village.place == pytest.approx((41.061, -4.468), abs=0.001)


def test_every_feature_of_every_role_has_one_fate(village):
    counts = {role: village.account.counts(role) for role in ("buildings", "parts", "parcels", "streets")}
    assert {role: sum(found.values()) for role, found in counts.items()} == {
        "buildings": 2,
        "parts": 3,
        "parcels": 2,
        "streets": 0,
    }
    assert counts["parts"][Fate.REJECTED] == 1
    rejected = village.account.fates.query("fate == 'rejected'").iloc[0]
    assert (rejected["feature_id"], rejected["reason"]) == ("gone_part1", "part_without_building")
    assert "floors_not_in_parts" in remarks_of(village)


def test_sources_are_recorded(village):
    assert [(each.role, each.path.name, each.features, each.crs) for each in village.sources] == [
        ("buildings", "building.gml", 2, "EPSG:25830"),
        ("parts", "part.gml", 3, "EPSG:25830"),
        ("parcels", "parcel.gml", 2, "EPSG:25830"),
    ]


def test_inspire_4_in_degrees_with_links_for_codes(tmp_path):
    path = tmp_path / "building.gml"
    path.write_text(
        """<gml:FeatureCollection gml:id="f" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"
        xmlns:c="http://inspire.ec.europa.eu/schemas/bu-core2d/4.0" xmlns:b="http://inspire.ec.europa.eu/schemas/bu-base/4.0"
        xmlns:base="http://inspire.ec.europa.eu/schemas/base/3.3"><gml:featureMember><c:Building gml:id="B1">
        <b:conditionOfConstruction xlink:href="http://inspire.ec.europa.eu/codelist/ConditionOfConstructionValue/declined"/>
        <b:dateOfConstruction><b:DateOfEvent><b:end>1975-06-01T00:00:00</b:end></b:DateOfEvent></b:dateOfConstruction>
        <b:inspireId><base:Identifier><base:localId>L1</base:localId></base:Identifier></b:inspireId>
        <b:currentUse><b:CurrentUse><b:currentUse xlink:href="http://inspire.ec.europa.eu/codelist/CurrentUseValue/office"/>
        </b:CurrentUse></b:currentUse><b:numberOfFloorsAboveGround>4</b:numberOfFloorsAboveGround>
        <c:geometry2D><b:BuildingGeometry2D><b:geometry><gml:Polygon gml:id="p" srsName="http://www.opengis.net/def/crs/EPSG/0/4258">
        <gml:exterior><gml:LinearRing><gml:posList>42.84 -2.67 42.8402 -2.67 42.8402 -2.6697 42.84 -2.6697 42.84 -2.67</gml:posList>
        </gml:LinearRing></gml:exterior></gml:Polygon></b:geometry></b:BuildingGeometry2D></c:geometry2D>
        </c:Building></gml:featureMember></gml:FeatureCollection>"""
    )
    intake = load_district(DistrictFiles.by_role(buildings=path))
    row = intake.buildings.loc["L1"]
    assert intake.buildings.crs.to_epsg() == 25830
    assert (row["condition_of_construction"], row["current_use"]) == ("declined", "office")
    assert (row["year_of_construction"], row["number_of_floors_above_ground"]) == (1975, 4)
    assert intake.place == pytest.approx((42.8401, -2.66985), abs=1e-4)
    assert row.geometry.area == pytest.approx(24.5 * 22.2, rel=0.01)


def test_bad_features_are_named_and_good_ones_kept(tmp_path):
    path = tmp_path / "houses.gpkg"
    bowtie = Polygon([(50, 0), (60, 10), (60, 0), (50, 10)])
    shapes = [box(0, 0, 10, 10), bowtie, None, Point(1, 1), box(0, 0, 10, 10)]
    gpd.GeoDataFrame(
        {"id": list("abcde"), "height": ["9", "x", "0", "-2", "7"]}, geometry=shapes, crs=25830
    ).to_file(path)
    intake = load_district(DistrictFiles.by_role(buildings=path))
    assert list(intake.buildings.index) == ["a", "b"]
    assert list(intake.account.fates["reason"]) == [
        "",
        "geometry_repaired",
        "geometry_null",
        "geometry_wrong_type",
        "geometry_duplicate",
    ]
    assert intake.buildings["height_above_ground_m"].tolist() == pytest.approx([9, np.nan], nan_ok=True)


def test_repeated_ids_lose_nothing(tmp_path):
    path = tmp_path / "houses.gpkg"
    gpd.GeoDataFrame({"localId": ["a", "a"]}, geometry=[box(0, 0, 1, 1), box(2, 0, 3, 1)], crs=25830).to_file(
        path
    )
    intake = load_district(DistrictFiles.by_role(buildings=path))
    assert list(intake.buildings.index) == ["a", "a~2"]
    assert "ids_duplicate" in remarks_of(intake)


def test_roles_in_other_systems_come_into_that_of_the_buildings(tmp_path):
    house = gpd.GeoDataFrame({"id": ["h"]}, geometry=[box(525_000, 4_743_000, 525_010, 4_743_010)], crs=25830)
    street = gpd.GeoDataFrame(geometry=[LineString([(525_000, 4_743_020), (525_090, 4_743_020)])], crs=25830)
    house.to_file(tmp_path / "buildings.gpkg")
    house.buffer(5).to_crs(3857).to_frame("geometry").to_file(tmp_path / "parcels.geojson")
    street.to_crs(4326).to_file(tmp_path / "streets.geojson")
    intake = load_district(detect_files(sorted(tmp_path.iterdir())))
    assert intake.parcels.crs == intake.streets.crs == intake.buildings.crs
    assert list(intake.buildings["parcel_row"]) == [0]
    assert intake.streets.length.iloc[0] == pytest.approx(90, abs=0.01)


def test_a_caller_may_stop_between_steps(tmp_path):
    class StopError(Exception):
        pass

    def stop(fraction, what):
        if what == "cleaning":
            raise StopError

    path = tmp_path / "houses.gpkg"
    gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs=25830).to_file(path)
    with pytest.raises(StopError):
        load_district(DistrictFiles.by_role(buildings=path), stop)


def test_the_spanish_municipality(shared):
    folder = shared / "geodata/es_catastro_melque"
    before = sorted(folder.iterdir())
    names = ("BU.40146.building", "BU.40146.buildingpart", "CP.40146.cadastralparcel")
    intake = load_district(detect_files([folder / f"A.ES.SDGC.{name}.gml" for name in names]))
    buildings = intake.buildings
    assert len(buildings) == 246
    assert (buildings["parcel_row"] >= 0).all()
    assert (intake.parcels.index[buildings["parcel_row"]] == buildings.index).all()
    assert buildings["condition_of_construction"].value_counts().to_dict() == {
        "functional": 216,
        "declined": 21,
        "ruin": 9,
    }
    assert buildings["current_use"].eq("industrial").sum() == 82
    assert buildings["year_of_construction"].isna().sum() == 140
    known = buildings["floor_area_gross_m2"].notna()
    official = buildings["official_area_m2"]
    assert known.sum() == 241  # one more has parts, all of them below ground
    assert buildings["floor_area_gross_m2"].sum() / official[known].sum() == pytest.approx(0.96, abs=0.02)
    assert (buildings["floor_area_gross_m2"] / official).median() == pytest.approx(1.0, abs=0.001)
    assert shapely.get_type_id(buildings.geometry.to_numpy()).tolist().count(6) == 71
    assert len(intake.account.fates) == 246 + 496 + 1443
    assert sorted(folder.iterdir()) == before


def test_bubenec_is_measured_in_metres_of_the_place(shared):
    intake = load_district(detect_files(shared / "geodata/cz_bubenec_momepy/bubenec.gpkg"))
    assert intake.buildings.crs.to_epsg() == 5514
    assert intake.buildings.area.sum() == pytest.approx(43_176, rel=1e-3)
    assert (len(intake.parcels), len(intake.streets)) == (407, 35)


@pytest.mark.parametrize(
    ("file", "code", "count", "filled"),
    [
        ("it_padova_eureca/ViaSarpi.geojson", 32632, 134, ("year_of_construction", "number_of_floors_above_ground", "height_above_ground_m")),
        ("it_padova_eureca/BelzoniDaNEST_ideal.geojson", 32632, 540, ("year_of_construction", "number_of_floors_above_ground")),
        ("cea_zurich/zone.shp", 32732, 15, ("number_of_floors_above_ground", "height_above_ground_m")),
        ("dk_tversted/bygning.geojson", 25832, 222, ()),
        ("ee_tartu_mini/hooned.geojson", 3301, 2, ("number_of_floors_above_ground", "height_above_ground_m")),
        ("it_udine/Udine_bound_bldgs.shp", 7792, 725, ()),
        ("es_catastro_mini/38023.building.gml", 32628, 2, ("year_of_construction", "official_area_m2")),
    ],
)  # fmt: skip
def test_other_publishers(shared, file, code, count, filled):
    intake = load_district(detect_files(shared / "geodata" / file))
    assert intake.buildings.crs.to_epsg() == code
    assert len(intake.buildings) == count
    assert intake.buildings[list(filled)].notna().all(axis=None)


def test_estonian_words(shared):
    folder = shared / "geodata/ee_tartu_mini"
    intake = load_district(detect_files([folder / "hooned.geojson", folder / "katastriyksused.geojson"]))
    assert intake.buildings["current_use"].tolist() == ["ancillary", "residential_individual"]
    assert list(intake.buildings.index) == ["104029262", "104029261"]
    assert "79301:001:0314" in intake.parcels.index


def test_buildings_parts_and_a_pool_in_one_layer(shared):
    intake = load_district(detect_files(shared / "geodata/es_catastro_mini/cons.shp"))
    assert len(intake.account.fates) == 1196
    assert sum(intake.account.counts("parts").values()) == 865
    assert intake.account.fates["reason"].eq("not_a_building").sum() == 1
    assert intake.buildings["provenance_number_of_floors_above_ground"].eq("joined").sum() == 324


def test_every_trouble_has_a_sentence(shared):
    endings = (".shp", ".gpkg", ".geojson", ".gml", ".json")
    files = [
        path
        for path in (shared / "geodata/nasty").rglob("*")
        if path.suffix in endings and "overlay" not in str(path)
    ]
    assert len(files) > 20
    for path in files:
        try:
            intake = load_district(DistrictFiles.by_role(buildings=path))
        except SourceError as error:
            assert MESSAGES[error.code].format(**error.details)
            continue
        for remark in intake.account.remarks:
            assert MESSAGES[remark.code].format(**{"ids": "", "count": 0, **remark.args})
        for row in intake.account.fates.query("reason != ''").itertuples():
            assert MESSAGES[row.reason].format(detail=row.detail)
