"""Layers of a web feature service: whole, in their own system, or a sentence."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from pyproj import Transformer

from app.text.messages import sentence
from gis.errors import GisError, LayerError, SourceError
from gis.read import read_layer
from gis.remote.wfs import WfsRequest, fetch_wfs, offers
from retrofit.errors import Cancelled
from tests.map_service import LAYER, SIZE, SOUTH, WEST, Town, serving


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "layer.gpkg"


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("gis.remote.wfs.PAGE", 5)
    yield


def _refusal(town: Town, out: Path, **values: object) -> GisError:
    with serving(town), pytest.raises(GisError) as told:
        fetch_wfs(WfsRequest(town.address, (str(values.pop("layer", LAYER)),), **values), out)
    assert not out.exists()
    assert sentence(told.value.code, told.value.details).endswith((".", ")"))
    return told.value


@pytest.mark.parametrize("version", ["2.0.0", "1.1.0"])
def test_a_service_tells_its_layers(version: str) -> None:
    with serving(Town(version=version)) as town:
        (offer,) = offers(town.address)
    assert (offer.name, offer.title, offer.crs) == (LAYER, "Buildings of the town", "EPSG:25830")
    assert offer.bounds == pytest.approx((-2.6, 42.8, -2.4, 42.9))


@pytest.mark.parametrize("version", ["2.0.0", "1.1.0"])
@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("tells_count", [True, False])
def test_a_layer_arrives_whole_and_in_its_place(
    version: str, as_json: bool, tells_count: bool, out: Path
) -> None:
    with serving(Town(version=version, as_json=as_json, tells_count=tells_count)) as town:
        (got,) = fetch_wfs(WfsRequest(town.address, (LAYER,)), out)
    assert (got.features, got.matched) == (12, 12 if tells_count else None)
    frame = read_layer(out).frame
    assert frame.crs.to_epsg() == 25830
    assert frame.total_bounds == pytest.approx((WEST, SOUTH, WEST + 23 * SIZE, SOUTH + SIZE))
    assert max(frame["name"], key=len) in ("Õie 10", "Õie 11")
    assert frame["name"].is_unique


def test_a_page_smaller_than_asked_for_is_no_end(out: Path) -> None:
    with serving(Town(squares=11, most=3)) as town:
        assert fetch_wfs(WfsRequest(town.address, (LAYER,)), out)[0].features == 11


def test_a_service_without_pages_sends_all_at_once(out: Path) -> None:
    with serving(Town(pages=False)) as town:
        assert fetch_wfs(WfsRequest(town.address, (LAYER,)), out)[0].features == 12


def test_only_an_area_is_fetched(out: Path) -> None:
    with serving(Town()) as town:
        box = (WEST + 1, SOUTH + 1, WEST + 3 * SIZE, SOUTH + 2)
        assert fetch_wfs(WfsRequest(town.address, (LAYER,), box), out)[0].features == 2
        assert town.asked[-1]["bbox"].endswith("EPSG:25830")


def test_an_area_may_be_told_in_another_system(out: Path) -> None:
    reckon = Transformer.from_crs("EPSG:25830", "EPSG:4326", always_xy=True)
    box = reckon.transform_bounds(WEST + 1, SOUTH + 1, WEST + 3 * SIZE, SOUTH + 2)
    with serving(Town()) as town:
        assert fetch_wfs(WfsRequest(town.address, (LAYER,), box, "EPSG:4326"), out)[0].features == 2


def test_several_layers_share_a_file(out: Path) -> None:
    with serving(Town()) as town:
        got = fetch_wfs(WfsRequest(town.address, (LAYER, LAYER)), out)
    assert [each.layer for each in got] == ["buildings", "buildings_1"]
    assert len(read_layer(out, "buildings_1").frame) == 12


def test_a_system_that_the_answer_names_is_kept(out: Path) -> None:
    with serving(Town(system_in_json=True)) as town:
        fetch_wfs(WfsRequest(town.address, (LAYER,)), out)
    assert read_layer(out).frame.crs.to_epsg() == 25830


def test_only_so_many_are_fetched_as_wanted(out: Path) -> None:
    with serving(Town()) as town:
        (got,) = fetch_wfs(WfsRequest(town.address, (LAYER,), most=7), out)
    assert (got.features, got.matched) == (7, 12)
    assert len(read_layer(out).frame) == 7


def test_columns_of_the_service_do_not_collide_with_those_of_the_file(out: Path) -> None:
    with serving(Town()) as town:
        fetch_wfs(WfsRequest(town.address, (LAYER,)), out)
    frame = read_layer(out).frame
    assert sorted(frame["fid_1"]) == list(range(12))
    assert frame["levels"].isna().sum() == 1


def test_less_than_the_service_says_is_refused(out: Path) -> None:
    fault = _refusal(Town(lost=4), out)
    assert fault.code == "server_incomplete"
    assert (fault.details["got"], fault.details["matched"]) == (12, 16)


def test_an_unknown_layer_is_answered_with_those_there_are(out: Path) -> None:
    fault = _refusal(Town(), out, layer="town:houses")
    assert fault.code == "layer_missing" and LAYER in str(fault.details["layers"])


def test_an_area_without_features_is_told(out: Path) -> None:
    fault = _refusal(Town(), out, bbox=(0.0, 0.0, 1.0, 1.0))
    assert isinstance(fault, LayerError) and fault.code == "server_nothing_there"


@pytest.mark.parametrize("as_json", [True, False])
def test_an_empty_layer_is_told(as_json: bool, out: Path) -> None:
    assert _refusal(Town(squares=0, as_json=as_json), out).code == "layer_empty"


REPORT = b"""<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">
<ows:Exception exceptionCode="x"><ows:ExceptionText>Table is locked</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"""
BOMB = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><wfs:WFS_Capabilities>&lol;</wfs:WFS_Capabilities>'


@pytest.mark.parametrize(
    ("request_", "status", "body", "code"),
    [
        ("GetCapabilities", 200, b"<html><body>Welcome</body></html>", "server_html"),
        ("GetCapabilities", 200, b"\x00\x01 nothing", "server_no_service"),
        ("GetCapabilities", 200, b"", "server_no_service"),
        ("GetCapabilities", 200, b"<a><b/></a>", "server_no_service"),
        ("GetCapabilities", 200, BOMB, "xml_doctype"),
        ("GetCapabilities", 200, REPORT, "server_fault"),
        ("GetCapabilities", 404, b"gone", "server_fault"),
        ("GetCapabilities", 500, b"", "server_fault"),
        ("GetFeature", 200, REPORT, "server_fault"),
        ("GetFeature", 200, b"<html></html>", "server_html"),
        ("GetFeature", 200, BOMB, "xml_doctype"),
        ("GetFeature", 200, b'{"type": "FeatureCollection", "features": [{', "server_no_features"),
        ("GetFeature", 503, b"busy", "server_fault"),
    ],
)
def test_what_is_no_answer_is_one_sentence(
    request_: str, status: int, body: bytes, code: str, out: Path
) -> None:
    assert _refusal(Town(answers={request_: (status, body)}), out).code == code


def test_the_words_of_the_service_are_passed_on(out: Path) -> None:
    fault = _refusal(Town(answers={"GetCapabilities": (200, REPORT)}), out)
    assert "Table is locked" in sentence(fault.code, fault.details)


def test_an_answer_that_breaks_off_is_refused(out: Path) -> None:
    assert _refusal(Town(cut=True), out).code in ("server_cut_off", "server_fault")


def test_a_login_is_asked_for_and_heeded(out: Path) -> None:
    town = Town(login="Basic b2xnYTpzZWNyZXQ=")
    assert _refusal(town, out).code == "server_login"
    with serving(town):
        fetch_wfs(WfsRequest(town.address, (LAYER,), login=("olga", "secret")), out)
    assert len(read_layer(out).frame) == 12


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "town.eu/wfs", "ftp://town.eu", "https://a:b@town.eu/wfs", ""]
)
def test_only_addresses_of_servers_are_asked(address: str, out: Path) -> None:
    with pytest.raises(SourceError) as told:
        fetch_wfs(WfsRequest(address, (LAYER,)), out)
    assert told.value.code == "server_address"


def test_nobody_there_is_told(out: Path) -> None:
    with serving(Town()) as town:
        pass
    with pytest.raises(SourceError) as told:
        fetch_wfs(WfsRequest(town.address, (LAYER,)), out)
    assert told.value.code == "server_fault"


def test_a_silent_server_is_left_at_once(out: Path) -> None:
    calls = []

    def stop(_fraction: float, what: str) -> None:
        calls.append(what)
        if len(calls) > 6:
            raise Cancelled

    began = monotonic()
    with serving(Town(hangs=True)) as town, pytest.raises(Cancelled):
        fetch_wfs(WfsRequest(town.address, (LAYER,)), out, stop)
    assert set(calls) <= {"asking", "fetching"} and not out.exists()
    assert monotonic() - began < 20


def test_too_long_a_silence_is_a_fault(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gis.remote.asking.TIMEOUT_S", 0.2)
    assert _refusal(Town(hangs=True), out).code == "server_fault"


def test_more_than_a_program_should_swallow_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gis.remote.wfs.PAGE", 400)
    monkeypatch.setattr("gis.remote.asking.MOST_BYTES", 5_000)
    assert _refusal(Town(squares=400), out).code == "server_too_much"


def test_a_former_file_survives_a_fault(out: Path) -> None:
    out.write_text("mine")
    with serving(Town(lost=1)) as town, pytest.raises(SourceError):
        fetch_wfs(WfsRequest(town.address, (LAYER,)), out)
    assert out.read_text() == "mine"
