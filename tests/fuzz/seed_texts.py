"""Good files that no driver writes: city models, INSPIRE, street maps, files of the program."""

import json
import struct
import zlib
from collections.abc import Iterable
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely

EAST, NORTH = 525_000, 4_743_000

RECIPE = """kvarter_recipe = 1
name = "Town"
country = "ES"
crs = "EPSG:25830"
limits = { smallest_m2 = 2.0, far_km = 50.0 }

[[layer]]
file = "town.geojson"
role = "buildings"
layer = "town"
encoding = "UTF-8"
fields.year_of_construction = { column = "year" }
fields.height_above_ground_m = { column = "height", unit = "ft" }
fields.current_use = { column = "use", values = [["oficina", "office"]] }
"""

PACKAGES = """[[package]]
name = "deep"
builds_on = "usual"
air_leakage = 0.1
thermal_bridges = 0.02
pv_share = 0.5
wall = { thickness_cm = 24, conductivity = 0.032 }
window = { u_value = 0.8, g_value = 0.5 }

[[package]]
name = "roof only"
roof = { variant = "advanced" }
"""

PROFILE = """name = "Town register"
role = "buildings"
origin = "own"
tried = true
signature = ["refcat", "year", "floors"]
fields.year_of_construction = { column = "year" }
fields.height_above_ground_m = { column = "height", unit = "ft" }
fields.current_use = { column = "use", values = [["oficina", "office"], ["x", ""]] }
"""

_INSPIRE = """<?xml version="1.0" encoding="ISO-8859-1"?><gml:FeatureCollection
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:base="urn:x-inspire:specification:gmlas:BaseTypes:3.2"
 xmlns:bu-core2d="http://inspire.jrc.ec.europa.eu/schemas/bu-core2d/2.0"
 xmlns:bu-ext2d="http://inspire.jrc.ec.europa.eu/schemas/bu-ext2d/2.0" gml:id="ES.SDGC.BU">{members}</gml:FeatureCollection>"""

_BUILDING = """<gml:featureMember><bu-ext2d:Building gml:id="ES.SDGC.BU.{name}">
<bu-core2d:conditionOfConstruction>functional</bu-core2d:conditionOfConstruction>
<bu-core2d:dateOfConstruction><bu-core2d:DateOfEvent><bu-core2d:beginning>{year}-01-01T00:00:00</bu-core2d:beginning>
</bu-core2d:DateOfEvent></bu-core2d:dateOfConstruction>
<bu-core2d:inspireId><base:Identifier><base:localId>{name}</base:localId><base:namespace>ES.SDGC.BU</base:namespace>
</base:Identifier></bu-core2d:inspireId>
<bu-ext2d:geometry><bu-core2d:BuildingGeometry><bu-core2d:geometry>
<gml:Surface gml:id="S_{name}" srsName="urn:ogc:def:crs:EPSG::25830"><gml:patches><gml:PolygonPatch><gml:exterior>
<gml:LinearRing><gml:posList srsDimension="2">{points}</gml:posList></gml:LinearRing></gml:exterior></gml:PolygonPatch>
</gml:patches></gml:Surface></bu-core2d:geometry></bu-core2d:BuildingGeometry></bu-ext2d:geometry>
<bu-ext2d:currentUse>1_residential</bu-ext2d:currentUse><bu-ext2d:numberOfDwellings>4</bu-ext2d:numberOfDwellings>
<bu-ext2d:numberOfFloorsAboveGround>{floors}</bu-ext2d:numberOfFloorsAboveGround>
<bu-ext2d:officialArea><bu-ext2d:OfficialArea><bu-ext2d:officialAreaReference>grossFloorArea</bu-ext2d:officialAreaReference>
<bu-ext2d:value uom="m2">300</bu-ext2d:value></bu-ext2d:OfficialArea></bu-ext2d:officialArea>
</bu-ext2d:Building></gml:featureMember>"""


def inspire(frame: gpd.GeoDataFrame) -> str:
    """Buildings as the Spanish cadastre delivers them; the last ones as parts among them."""
    members = []
    for number, row in enumerate(frame.itertuples()):
        ring = shapely.get_exterior_ring(shapely.get_parts(row.geometry)[0])
        points = " ".join(f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(ring))
        name = row.refcat if number < 7 else f"{frame['refcat'].iloc[0]}_part{number - 6}"
        members.append(_BUILDING.format(name=name, year=row.year, floors=row.floors, points=points))
    return _INSPIRE.format(members="".join(members))


def _house(left: float) -> list[tuple[str, list[tuple[float, float, float]]]]:
    """Faces of a house with a ridge: kind and ring."""
    x, y = EAST + left, NORTH
    corners = {"a": (x, y, 0), "b": (x + 10, y, 0), "c": (x + 10, y + 12, 0), "d": (x, y + 12, 0)}
    corners |= {name.upper(): (px, py, 6.0) for name, (px, py, _) in corners.items()}
    corners |= {"R": (x + 5, y, 9.0), "S": (x + 5, y + 12, 9.0)}
    faces = [("GroundSurface", "adcb"), ("WallSurface", "bcCB"), ("WallSurface", "daAD"),
             ("WallSurface", "abBRA"), ("WallSurface", "cdDSC"), ("RoofSurface", "BCSR"), ("RoofSurface", "ARSD")]  # fmt: skip
    return [(kind, [corners[name] for name in names]) for kind, names in faces]


def _surface(ring: Iterable[tuple[float, float, float]]) -> str:
    ring = list(ring)
    points = " ".join(f"{value:.2f}" for point in [*ring, ring[0]] for value in point)
    return (
        "<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing>"
        f'<gml:posList srsDimension="3">{points}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember>'
    )


def citygml() -> str:
    """Three houses: surfaces by kind, a solid, and one of two parts."""
    bodies = []
    for number in range(3):
        faces = _house(30 * number)
        kinds = "".join(
            f"<bldg:boundedBy><bldg:{kind}><bldg:lod2MultiSurface><gml:MultiSurface>{_surface(ring)}"
            f"</gml:MultiSurface></bldg:lod2MultiSurface></bldg:{kind}></bldg:boundedBy>"
            for kind, ring in faces
        )
        solid = (
            "<bldg:lod1Solid><gml:Solid><gml:exterior><gml:CompositeSurface>"
            + "".join(_surface(ring) for _, ring in faces)
            + "</gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod1Solid>"
        )
        part = f'<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="P{number}">{solid}</bldg:BuildingPart></bldg:consistsOfBuildingPart>'
        shape = (kinds, solid, part)[number]
        bodies.append(
            f'<core:cityObjectMember><bldg:Building gml:id="B{number}"><gml:name>House {number}</gml:name>'
            '<gen:stringAttribute name="refcat"><gen:value>9531101VK0193B</gen:value></gen:stringAttribute>'
            f"<bldg:function>31001_1000</bldg:function><bldg:yearOfConstruction>{1950 + number}</bldg:yearOfConstruction>"
            f'<bldg:measuredHeight uom="m">9.0</bldg:measuredHeight><bldg:storeysAboveGround>2</bldg:storeysAboveGround>{shape}'
            "</bldg:Building></core:cityObjectMember>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><core:CityModel xmlns:core="http://www.opengis.net/citygml/2.0" '
        'xmlns:bldg="http://www.opengis.net/citygml/building/2.0" xmlns:gml="http://www.opengis.net/gml" '
        'xmlns:gen="http://www.opengis.net/citygml/generics/2.0" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs,crs:EPSG::25830,crs:EPSG::5783" srsDimension="3"/>'
        f"</gml:boundedBy>{''.join(bodies)}</core:CityModel>"
    )


def cityjson(*, parts: bool = False) -> str:
    """Three houses of one model; ``parts`` hangs two of them below the first."""
    vertices: list[list[int]] = []
    objects: dict[str, dict[str, object]] = {}
    for number in range(3):
        boundaries, kinds = [], []
        for kind, ring in _house(30 * number):
            start = len(vertices)
            vertices += [
                [round((x - EAST) * 1000), round((y - NORTH) * 1000), round(z * 1000)] for x, y, z in ring
            ]
            boundaries.append([list(range(start, start + len(ring)))])
            kinds.append({"type": kind})
        semantics = {"surfaces": kinds, "values": [list(range(len(kinds)))]}
        geometry = {"type": "Solid", "lod": "2.2", "boundaries": [boundaries], "semantics": semantics}
        attributes = {"yearOfConstruction": 1950 + number, "storeysAboveGround": 2, "measuredHeight": 9.0}
        objects[f"B{number}"] = {"type": "Building", "attributes": attributes, "geometry": [geometry]}
    if parts:
        objects["B0"] |= {"children": ["B1", "B2"], "geometry": []}
        for name in ("B1", "B2"):
            objects[name] |= {"type": "BuildingPart", "parents": ["B0"]}
    model = {
        "type": "CityJSON", "version": "2.0", "CityObjects": objects, "vertices": vertices,
        "transform": {"scale": [0.001] * 3, "translate": [EAST, NORTH, 0.0]},
        "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/25830"},
    }  # fmt: skip
    return json.dumps(model)


def topojson() -> str:
    arcs = [[[30 * i, 0], [12, 0], [0, 10], [-12, 0], [0, -10]] for i in range(4)]
    houses = [
        {"type": "Polygon", "arcs": [[i]], "id": f"B{i}", "properties": {"floors": i, "year": 1950}}
        for i in range(4)
    ]
    return json.dumps({
        "type": "Topology", "transform": {"scale": [1e-5, 1e-5], "translate": [-2.69, 42.84]},
        "objects": {"buildings": {"type": "GeometryCollection", "geometries": houses}}, "arcs": arcs,
    })  # fmt: skip


def _nodes() -> np.ndarray:
    """Corners of four houses, shape (16, 2): longitude, latitude [°]."""
    corner = np.array([(0, 0), (12, 0), (12, 10), (0, 10)]) * 1e-5
    return np.concatenate([corner + np.array((-2.69 + 3e-4 * i, 42.84)) for i in range(4)])


def street_map() -> str:
    """Three ways that are houses, a street, and a relation with a court."""
    nodes = "".join(
        f'<node id="{n}" lat="{lat:.7f}" lon="{lon:.7f}" version="1"/>'
        for n, (lon, lat) in enumerate(_nodes(), 1)
    )
    tags = '<tag k="building" v="yes"/><tag k="building:levels" v="3"/><tag k="addr:street" v="Peñón"/>'
    ways = "".join(
        f'<way id="{100 + i}" version="1">'
        + "".join(f'<nd ref="{4 * i + n}"/>' for n in (1, 2, 3, 4, 1))
        + f"{tags}</way>"
        for i in range(3)
    )
    ways += '<way id="103" version="1"><nd ref="13"/><nd ref="14"/><nd ref="15"/><tag k="highway" v="residential"/></way>'
    relation = (
        '<relation id="200" version="1"><member type="way" ref="100" role="outer"/><member type="way" ref="101" role="inner"/>'
        '<tag k="type" v="multipolygon"/><tag k="building" v="yes"/></relation>'
    )
    bounds = '<bounds minlat="42.83" minlon="-2.70" maxlat="42.85" maxlon="-2.68"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{bounds}{nodes}{ways}{relation}</osm>'


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes((*found, value))


def _field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    return _number(number << 3 | 2) + _number(len(value)) + value


def _packed(values: Iterable[int]) -> bytes:
    """Differences in zigzag, as the format packs sorted numbers."""
    row = [0, *values]
    steps = (b - a for a, b in pairwise(row))
    return b"".join(_number(step << 1 if step >= 0 else (-step << 1) - 1) for step in steps)


def _blob(kind: bytes, inside: bytes, *, plain: bool) -> bytes:
    body = _field(1, inside) if plain else _field(2, len(inside)) + _field(3, zlib.compress(inside))
    head = _field(1, kind) + _field(3, len(body))
    return struct.pack(">I", len(head)) + head + body


def packed_street_map(*, plain: bool = True) -> bytes:
    """The houses of a street map in protocol buffers; ``plain`` leaves blocks open to damage."""
    words = b"".join(_field(1, word) for word in (b"", b"building", b"yes", b"building:levels", b"3"))
    places = np.round(_nodes() * 1e7).astype(int)
    dense = _field(1, _packed(range(1, 17)))
    dense += _field(8, _packed(places[:, 1].tolist())) + _field(9, _packed(places[:, 0].tolist()))
    ways = b"".join(
        _field(3, _field(1, 100 + i) + _field(2, bytes((1, 3))) + _field(3, bytes((2, 4)))
               + _field(8, _packed([4 * i + n for n in (1, 2, 3, 4, 1)])))
        for i in range(4)
    )  # fmt: skip
    block = _field(1, words) + _field(2, _field(2, dense)) + _field(2, ways)
    head = _field(4, b"OsmSchema-V0.6") + _field(4, b"DenseNodes")
    return _blob(b"OSMHeader", head, plain=plain) + _blob(b"OSMData", block, plain=plain)
