"""City models give back the houses that were written into them."""

import json
import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.citymodel.model import crs_of
from gis.errors import LayerError, SourceError
from gis.footprints import detect_files, load_district
from gis.peek import peek
from gis.read import describe_layers, read_layer

X, Y = 500_000.0, 5_800_000.0

sizes = st.floats(4.0, 40.0)
turns = st.floats(0.0, 360.0)


def house(width, depth, eaves, rise, azimuth, ground=12.0):
    """Faces of a house with a ridge along its depth: list of (kind, ring); flat where it does not rise."""
    corners = {
        "a": (0, 0, 0), "b": (width, 0, 0), "c": (width, depth, 0), "d": (0, depth, 0),
        "A": (0, 0, eaves), "B": (width, 0, eaves), "C": (width, depth, eaves), "D": (0, depth, eaves),
        "R": (width / 2, 0, eaves + rise), "S": (width / 2, depth, eaves + rise),
    }  # fmt: skip
    angle = math.radians(azimuth)
    cos, sin = math.cos(angle), math.sin(angle)
    placed = {
        name: (X + x * cos + y * sin, Y - x * sin + y * cos, ground + z)
        for name, (x, y, z) in corners.items()
    }
    walls = [("WallSurface", "bcCB"), ("WallSurface", "daAD")]
    if rise:
        walls += [("WallSurface", "abBRA"), ("WallSurface", "cdDSC")]
        roofs = [("RoofSurface", "BCSR"), ("RoofSurface", "ARSD")]
    else:
        walls += [("WallSurface", "abBA"), ("WallSurface", "cdDC")]
        roofs = [("RoofSurface", "ABCD")]
    faces = [("GroundSurface", "adcb"), *walls, *roofs]
    return [(kind, [placed[name] for name in names]) for kind, names in faces]


def polygon(ring, name=""):
    points = " ".join(f"{v!r}" for point in [*ring, ring[0]] for v in point)
    return (
        f'<gml:Polygon{name}><gml:exterior><gml:LinearRing><gml:posList srsDimension="3">{points}</gml:posList>'
        "</gml:LinearRing></gml:exterior></gml:Polygon>"
    )


def citygml(path, body, version="2.0", system="urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783"):
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><core:CityModel xmlns:core="http://www.opengis.net/citygml/{version}" '
        f'xmlns:bldg="http://www.opengis.net/citygml/building/{version}" xmlns:gml="http://www.opengis.net/gml" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:con="http://www.opengis.net/citygml/construction/3.0" '
        f'xmlns:gen="http://www.opengis.net/citygml/generics/{version}">'
        f'<gml:boundedBy><gml:Envelope srsName="{system}" srsDimension="3"/></gml:boundedBy>{body}</core:CityModel>',
        encoding="utf-8",
    )
    return path


def member(inside, name="B1", attributes=""):
    return (
        f'<core:cityObjectMember><bldg:Building gml:id="{name}">{attributes}{inside}</bldg:Building>'
        "</core:cityObjectMember>"
    )


def surfaces(faces):
    return "".join(
        f"<bldg:boundedBy><bldg:{kind}><bldg:lod2MultiSurface><gml:MultiSurface><gml:surfaceMember>{polygon(ring)}"
        f"</gml:surfaceMember></gml:MultiSurface></bldg:lod2MultiSurface></bldg:{kind}></bldg:boundedBy>"
        for kind, ring in faces
    )


def solid(faces, lod=1):
    members = "".join(f"<gml:surfaceMember>{polygon(ring)}</gml:surfaceMember>" for _, ring in faces)
    return (
        f"<bldg:lod{lod}Solid><gml:Solid><gml:exterior><gml:CompositeSurface>{members}</gml:CompositeSurface>"
        f"</gml:exterior></gml:Solid></bldg:lod{lod}Solid>"
    )


def cityjson(path, faces, version="2.0", lod="2.2", semantics=True):
    points = [list(point) for _, ring in faces for point in ring]
    scaled = [[round((v - o) / 1e-6) for v, o in zip(p, (X, Y, 0), strict=True)] for p in points]
    ends = np.cumsum([len(ring) for _, ring in faces])
    boundaries = [[list(range(e - len(r), e))] for (_, r), e in zip(faces, ends, strict=True)]
    geometry = {"type": "Solid", "lod": lod, "boundaries": [boundaries]}
    if semantics:
        kinds = [{"type": kind} for kind, _ in faces]
        geometry["semantics"] = {"surfaces": kinds, "values": [list(range(len(faces)))]}
    model = {
        "type": "CityJSON",
        "version": version,
        "transform": {"scale": [1e-6] * 3, "translate": [X, Y, 0.0]},
        "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/25832"},
        "CityObjects": {
            "B1": {"type": "Building", "attributes": {"storeysAboveGround": 2}, "geometry": [geometry]}
        },
        "vertices": scaled,
    }
    path.write_text(json.dumps(model))
    return path


def check(frame, width, depth, eaves, rise, azimuth, tolerance):
    (row,) = frame.to_dict("records")
    ring = shapely.Polygon([(x, y) for x, y, _ in house(width, depth, eaves, rise, azimuth)[0][1]])
    assert shapely.area(shapely.symmetric_difference(row["geometry"], ring)) < 0.01
    close = {"rel": tolerance, "abs": tolerance * 10}
    assert row["measuredHeight"] == pytest.approx(eaves + rise, **close)
    assert row["eaves_height_m"] == pytest.approx(eaves, **close)
    assert row["volume_m3"] == pytest.approx(width * depth * (eaves + rise / 2), **close)
    slope = math.hypot(width / 2, rise)
    assert row["roof_area_m2"] == pytest.approx(2 * slope * depth, **close)
    assert row["wall_area_m2"] == pytest.approx(2 * (width + depth) * eaves + width * rise, **close)
    assert row["roof_form"] == "gabled"
    assert row["roof_slope_deg"] == pytest.approx(math.degrees(math.atan2(rise, width / 2)), **close)
    assert row["roof_modelled"] == 1.0
    # the slopes look to the sides of the ridge
    right = (90 + azimuth) % 360
    quarter = "nesw"[int((right + 45) // 90) % 4]
    assert row[f"roof_area_{quarter}_m2"] == pytest.approx(slope * depth, **close)


@given(sizes, sizes, st.floats(2.5, 20.0), st.floats(3.0, 8.0), turns)
def test_a_gabled_house_comes_back_from_citygml(tmp_path_factory, width, depth, eaves, rise, azimuth):
    if abs((azimuth + 45) % 90) < 0.01 or rise < width * 0.2:
        return
    path = tmp_path_factory.mktemp("c") / "m.gml"
    faces = house(width, depth, eaves, rise, azimuth)
    frame = read_layer(citygml(path, member(surfaces(faces)))).frame
    assert frame.crs.to_epsg() == 25832
    check(frame, width, depth, eaves, rise, azimuth, 1e-6)


@given(sizes, sizes, st.floats(2.5, 20.0), st.floats(3.0, 8.0), turns, st.booleans())
def test_a_gabled_house_comes_back_from_cityjson(tmp_path_factory, width, depth, eaves, rise, azimuth, said):
    if abs((azimuth + 45) % 90) < 0.01 or rise < width * 0.2:
        return
    path = tmp_path_factory.mktemp("c") / "m.city.json"
    faces = house(width, depth, eaves, rise, azimuth)
    frame = read_layer(cityjson(path, faces, semantics=said)).frame
    check(frame, width, depth, eaves, rise, azimuth, 1e-4)


@pytest.mark.parametrize("version", ["1.0", "2.0", "3.0"])
def test_a_solid_without_words_is_a_flat_house(tmp_path, version):
    faces = house(10, 8, 6, 0, 0)
    frame = read_layer(citygml(tmp_path / "m.gml", member(solid(faces)), version)).frame
    (row,) = frame.to_dict("records")
    assert row["geometry"].area == pytest.approx(80)
    assert (row["measuredHeight"], row["roof_form"]) == (pytest.approx(6), "flat")
    assert row["roof_area_h_m2"] == pytest.approx(80)
    assert row["wall_area_m2"] == pytest.approx(216)
    assert row["roof_modelled"] == 0.0, "the lid of a block is no roof that anybody modelled"


def test_surfaces_that_link_to_the_polygons_of_a_solid_say_what_they_are(tmp_path):
    faces = house(10, 8, 6, 4, 0)
    members = "".join(
        f"<gml:surfaceMember>{polygon(ring, f' gml:id={chr(34)}p{place}{chr(34)}')}</gml:surfaceMember>"
        for place, (_, ring) in enumerate(faces)
    )
    linked = "".join(
        f"<bldg:boundedBy><bldg:{kind}><bldg:lod2MultiSurface><gml:MultiSurface>"
        f'<gml:surfaceMember xlink:href="#p{place}"/></gml:MultiSurface></bldg:lod2MultiSurface></bldg:{kind}></bldg:boundedBy>'
        for place, (kind, _) in enumerate(faces)
    )
    whole = f"<bldg:lod2Solid><gml:Solid><gml:exterior><gml:CompositeSurface>{members}</gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod2Solid>"
    frame = read_layer(citygml(tmp_path / "m.gml", member(whole + linked))).frame
    check(frame, 10, 8, 6, 4, 0, 1e-6)


def test_parts_are_merged_into_their_building_and_told(tmp_path):
    one, two = house(10, 8, 6, 0, 0), house(10, 8, 9, 0, 0)
    two = [(kind, [(x + 10, y, z) for x, y, z in ring]) for kind, ring in two]
    part = "".join(
        f'<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="P{n}"><bldg:storeysAboveGround>{n + 1}'
        f"</bldg:storeysAboveGround>{solid(faces)}</bldg:BuildingPart></bldg:consistsOfBuildingPart>"
        for n, faces in enumerate((one, two))
    )
    raw = read_layer(citygml(tmp_path / "m.gml", member(part)))
    (row,) = raw.frame.to_dict("records")
    assert row["geometry"].area == pytest.approx(160)
    assert (row["measuredHeight"], row["storeysAboveGround"]) == (pytest.approx(7.5), "2")
    assert [each.code for each in raw.remarks] == ["city_parts_merged"]


def test_attributes_are_those_of_the_building_and_feet_are_no_metres(tmp_path):
    said = (
        '<bldg:function>31001_1010</bldg:function><bldg:measuredHeight uom="ft">20</bldg:measuredHeight>'
        '<gen:stringAttribute name="Gemeinde"><gen:value>Lorup</gen:value></gen:stringAttribute>'
    )
    raw = read_layer(citygml(tmp_path / "m.gml", member(solid(house(10, 8, 6, 0, 0)), attributes=said)))
    (row,) = raw.frame.to_dict("records")
    assert row["measuredHeight"] == pytest.approx(6.096)
    assert (row["function"], row["Gemeinde"], row["gml_id"]) == ("31001_1010", "Lorup", "B1")


def test_a_look_counts_buildings_and_names_their_attributes(tmp_path):
    body = member(solid(house(10, 8, 6, 0, 0)), attributes="<bldg:function>1000</bldg:function>") * 3
    kind, (layer,) = describe_layers(citygml(tmp_path / "m.gml", body))
    assert (kind, layer["features"], layer["fields"], layer["crs"]) == (
        "CityGML",
        3,
        ["gml_id", "function"],
        "EPSG:25832",
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("urn:ogc:def:crs,crs:EPSG:6.12:25832,crs:EPSG:6.12:5783", 25832),
        ("urn:ogc:def:crs:EPSG::3301", 3301),
        ("urn:adv:crs:ETRS89_UTM33*DE_DHHN2016_NH", 25833),
        ("http://www.opengis.net/def/crs/EPSG/0/7415", 7415),
        ("EPSG:25830", 25830),
        ("", None),
        ("local", None),
    ],
)
def test_names_of_systems(name, code):
    found = crs_of(name)
    assert (None if found is None else found.to_epsg()) == code


def test_real_models(shared):
    folder = shared / "geodata"
    for name, count in (("LoD1_24065862_2_2021-01-25", 80), ("LoD1_24085866_2_2021-01-25", 50)):
        frame = read_layer(folder / f"de_lod1_niedersachsen/{name}.gml").frame
        assert len(frame) == count
        assert frame.is_valid.all()
        # an LoD1 house is a box: its volume is footprint by height
        assert np.allclose(frame["roof_area_m2"], frame.area, rtol=1e-3, atol=0.05)
    district = read_layer(folder / "citygml_energy_ade/SimpleDistrict_16.gml").frame
    assert (len(district), district.area.tolist()) == (16, pytest.approx([64.0] * 16))
    delft = read_layer(folder / "nl_cityjson/delft_1b.json").frame
    assert delft["measuredHeight"].iloc[0] == 6
    rotterdam = read_layer(folder / "nl_cityjson/rotterdam_subset.json").frame
    assert len(rotterdam) == 16 and (rotterdam.area > 10).all()
    assert rotterdam["measuredHeight"].between(2, 60).all()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<core:CityModel xmlns:core='c'><a>", "file_damaged"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><core:CityModel xmlns:core='c'/>", "xml_doctype"),
        ("<core:CityModel xmlns:core='c'/>", "city_without_buildings"),
        (
            "<core:CityModel xmlns:core='c'>" + "<a>" * 300 + "</a>" * 300 + "</core:CityModel>",
            "xml_too_deep",
        ),
    ],
)
def test_bad_models_get_one_reason(tmp_path, text, code):
    path = tmp_path / "m.gml"
    path.write_text(text)
    with pytest.raises(SourceError) as caught:
        read_layer(path)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "change",
    [
        {"vertices": [[0, 0, 0]]},
        {"CityObjects": 3},
        {"CityObjects": {"a": {}}},
        {"transform": {"scale": "x", "translate": [0]}},
    ],
)
def test_bad_cityjson_gets_one_reason(tmp_path, change):
    path = cityjson(tmp_path / "m.json", house(10, 8, 6, 0, 0))
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(SourceError) as caught:
        read_layer(path)
    assert caught.value.code == "file_damaged"


def test_a_model_of_trees_is_refused(tmp_path):
    path = tmp_path / "m.json"
    tree = {"a": {"type": "SolitaryVegetationObject", "geometry": []}}
    path.write_text(json.dumps({"type": "CityJSON", "version": "2.0", "CityObjects": tree, "vertices": []}))
    with pytest.raises(LayerError) as caught:
        read_layer(path)
    assert caught.value.code == "city_without_buildings"


def part_of(name, inside):
    return (
        f'<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="{name}">{inside}</bldg:BuildingPart>'
        "</bldg:consistsOfBuildingPart>"
    )


def beside(faces, shift):
    return [(kind, [(x + shift, y, z) for x, y, z in ring]) for kind, ring in faces]


def test_parts_on_a_slope_and_of_several_levels_add_up(tmp_path):
    low = house(10, 10, 6, 0, 0, ground=0.0)
    high = beside(house(10, 10, 6, 0, 0, ground=3.0), 10)
    body = part_of("P1", solid(low)) + part_of("P2", surfaces(high))
    (row,) = read_layer(citygml(tmp_path / "m.gml", member(body))).frame.to_dict("records")
    assert row["geometry"].area == pytest.approx(200)
    assert row["roof_area_m2"] == pytest.approx(200)
    assert row["volume_m3"] == pytest.approx(1200)
    assert row["measuredHeight"] == pytest.approx(6)


def test_a_footprint_is_not_the_edge_of_the_roof(tmp_path):
    def lod0(name, size):
        low = (10 - size) / 2
        ring = [
            (X + x, Y + y, 0.0)
            for x, y in ((low, low), (low + size, low), (low + size, low + size), (low, low + size))
        ]
        return f"<bldg:{name}><gml:MultiSurface><gml:surfaceMember>{polygon(ring)}</gml:surfaceMember></gml:MultiSurface></bldg:{name}>"

    body = lod0("lod0FootPrint", 10) + lod0("lod0RoofEdge", 12)
    (row,) = read_layer(citygml(tmp_path / "m.gml", member(body))).frame.to_dict("records")
    assert row["geometry"].area == pytest.approx(100)
    (row,) = read_layer(citygml(tmp_path / "n.gml", member(lod0("lod0RoofEdge", 12)))).frame.to_dict(
        "records"
    )
    assert row["geometry"].area == pytest.approx(144)


@pytest.mark.parametrize(
    ("system", "crossed"), [("http://www.opengis.net/def/crs/EPSG/0/6697", True), ("EPSG:4326", False)]
)
def test_models_in_degrees_are_reckoned_in_metres(tmp_path, system, crossed):
    from pyproj import Transformer

    back = Transformer.from_crs(32654, 6668 if crossed else 4326, always_xy=True)
    faces = []
    for kind, ring in house(10, 8, 6, 4, 0):
        lons, lats = back.transform(
            [x - X + 390_000 for x, _, _ in ring], [y - Y + 3_950_000 for _, y, _ in ring]
        )
        pairs = zip(lats, lons, strict=True) if crossed else zip(lons, lats, strict=True)
        faces.append((kind, [(a, b, z) for (a, b), (_, _, z) in zip(pairs, ring, strict=True)]))
    frame = read_layer(citygml(tmp_path / "m.gml", member(surfaces(faces)), system=system)).frame
    (row,) = frame.to_dict("records")
    assert row["geometry"].area == pytest.approx(80, rel=2e-3)
    assert row["roof_area_m2"] == pytest.approx(2 * math.hypot(5, 4) * 8, rel=2e-3)
    assert row["roof_form"] == "gabled"


def test_tiles_of_a_city_model_go_together(shared, tmp_path):
    folder = shared / "geodata/de_lod1_niedersachsen"
    found = detect_files([folder])
    assert [each.role for each in found.layers] == ["buildings", "buildings"]
    intake = load_district(found)
    assert len(intake.buildings) == 130
    assert [each.bounds is not None for each in peek(folder / "LoD1_24065862_2_2021-01-25.gml").layers] == [
        True
    ]


def test_a_look_tells_where_a_city_model_lies(tmp_path):
    path = cityjson(tmp_path / "m.city.json", house(10, 8, 6, 3, 0))
    assert peek(path).layers[0].bounds == pytest.approx((X, Y, X + 10, Y + 8))
