"""A small web feature service on this machine, for tests of what is fetched from servers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

LAYER: Final = "town:buildings"
WEST, SOUTH, SIZE = 540_000.0, 4_740_000.0, 10.0
"""Corner of the first square and its side [m], in EPSG:25830."""

OWS, FES, WFS = (f"http://www.opengis.net/{name}" for name in ("ows/1.1", "fes/2.0", "wfs/2.0"))


@dataclass
class Town:
    """What the service has, and how it behaves."""

    squares: int = 12
    version: str = "2.0.0"
    as_json: bool = True
    pages: bool = True
    """Whether it heeds startIndex."""
    most: int = 1_000_000
    """Features that it sends at once, whatever is asked for."""
    lost: int = 0
    """Features that it says it has, and never sends."""
    tells_count: bool = True
    system_in_json: bool = False
    login: str = ""
    """Value of the header that lets in."""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Request -> status and body sent in the place of the right ones."""
    hangs: bool = False
    cut: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    address: str = ""
    gone: threading.Event = field(default_factory=threading.Event)

    def square(self, number: int) -> tuple[float, float, float, float]:
        """Bounds of a square: they stand in a row."""
        west = WEST + 2 * SIZE * number
        return west, SOUTH, west + SIZE, SOUTH + SIZE

    def chosen(self, query: dict[str, str]) -> list[int]:
        """Numbers of the squares that a request means, before pages."""
        numbers = list(range(self.squares))
        if "bbox" not in query:
            return numbers
        xmin, ymin, xmax, ymax = (float(part) for part in query["bbox"].split(",")[:4])
        boxes = [(number, self.square(number)) for number in numbers]
        return [n for n, (a, b, c, d) in boxes if a <= xmax and c >= xmin and b <= ymax and d >= ymin]


@contextmanager
def serving(town: Town) -> Iterator[Town]:
    """The service, on a free port of this machine, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, town)

        def log_message(self, *_said: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    town.address = f"http://127.0.0.1:{server.server_port}/ows"
    try:
        yield town
    finally:
        town.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(handler: BaseHTTPRequestHandler, town: Town) -> None:
    query = {name.lower(): value for name, value in parse_qsl(urlsplit(handler.path).query)}
    town.asked.append(query)
    if town.login and handler.headers.get("Authorization") != town.login:
        return _send(handler, 401, b"who are you?")
    request = query.get("request", "")
    if town.hangs and request == "GetFeature":
        town.gone.wait(30)
        return None
    if request in town.answers:
        return _send(handler, *town.answers[request])
    if request == "GetCapabilities":
        return _send(handler, 200, _capabilities(town).encode())
    body = _features(town, query)
    if town.cut and query.get("resulttype") != "hits":
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        sleep(0.01)
        return None
    return _send(handler, 200, body)


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _capabilities(town: Town) -> str:
    second = town.version.startswith("2")
    formats = ["application/gml+xml; version=3.2", *(["application/json"] if town.as_json else [])]
    values = "".join(f"<ows:Value>{each}</ows:Value>" for each in formats)
    allowed = f"<ows:AllowedValues>{values}</ows:AllowedValues>" if second else values
    system, name = ("DefaultCRS", WFS) if second else ("DefaultSRS", "http://www.opengis.net/wfs")
    ows = OWS if second else "http://www.opengis.net/ows"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="{town.version}" xmlns:wfs="{name}" xmlns:ows="{ows}" xmlns:town="urn:town"
  xmlns:xlink="http://www.w3.org/1999/xlink">
 <ows:ServiceIdentification><ows:Title>Town</ows:Title><ows:ServiceType>WFS</ows:ServiceType>
  <ows:ServiceTypeVersion>{town.version}</ows:ServiceTypeVersion></ows:ServiceIdentification>
 <ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:DCP><ows:HTTP>
  <ows:Get xlink:href="{town.address}"/></ows:HTTP></ows:DCP>
  <ows:Parameter name="outputFormat">{allowed}</ows:Parameter></ows:Operation></ows:OperationsMetadata>
 <wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>{LAYER}</wfs:Name><wfs:Title>Buildings of the town</wfs:Title>
  <wfs:{system}>urn:ogc:def:crs:EPSG::25830</wfs:{system}>
  <ows:WGS84BoundingBox><ows:LowerCorner>-2.6 42.8</ows:LowerCorner><ows:UpperCorner>-2.4 42.9</ows:UpperCorner>
  </ows:WGS84BoundingBox></wfs:FeatureType></wfs:FeatureTypeList>
</wfs:WFS_Capabilities>"""


def _features(town: Town, query: dict[str, str]) -> bytes:
    chosen = town.chosen(query)
    matched = len(chosen) + town.lost
    if query.get("resulttype") == "hits":
        return _collection(town, [], matched, hits=True).encode()
    start = int(query.get("startindex", "0")) if town.pages else 0
    count = int(query.get("count", query.get("maxfeatures", str(town.most))))
    page = chosen[start : start + min(count, town.most)]
    if "json" in query.get("outputformat", ""):
        return json.dumps(_geojson(town, page)).encode()
    return _collection(town, page, matched, hits=False).encode()


def _geojson(town: Town, page: list[int]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "properties": {"fid": number, "name": f"Õie {number}", "levels": 3 if number else None},
            "geometry": {"type": "Polygon", "coordinates": [_ring(town, number)]},
        }
        for number in page
    ]
    system = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25830"}}}
    return {
        "type": "FeatureCollection",
        **(system if town.system_in_json else {}),
        "features": features,
    }


def _ring(town: Town, number: int) -> list[tuple[float, float]]:
    a, b, c, d = town.square(number)
    return [(a, b), (c, b), (c, d), (a, d), (a, b)]


def _collection(town: Town, page: list[int], matched: int, *, hits: bool) -> str:
    second = town.version.startswith("2")
    told = (f'numberMatched="{matched}" numberReturned="{len(page)}"' if second
            else f'numberOfFeatures="{matched if hits else len(page)}"')  # fmt: skip
    member = "wfs:member" if second else "gml:featureMember"
    gml = "http://www.opengis.net/gml/3.2" if second else "http://www.opengis.net/gml"
    name = WFS if second else "http://www.opengis.net/wfs"
    members = "".join(
        f'<{member}><town:buildings gml:id="b.{number}"><town:name>Õie {number}</town:name><town:geom>'
        f'<gml:Polygon gml:id="g.{number}" srsName="urn:ogc:def:crs:EPSG::25830"><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{' '.join(f'{x} {y}' for x, y in _ring(town, number))}</gml:posList></gml:LinearRing>"
        f"</gml:exterior></gml:Polygon></town:geom></town:buildings></{member}>"
        for number in page
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection xmlns:wfs="{name}" xmlns:gml="{gml}" '
        f'xmlns:town="urn:town" {told if town.tells_count else ""}>{members}</wfs:FeatureCollection>'
    )
