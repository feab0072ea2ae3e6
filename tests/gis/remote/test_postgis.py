"""Tables of a real PostGIS database: whole, in their own system, or a sentence."""

from pathlib import Path
from time import monotonic

import pytest
from pyproj import Transformer

from app.text.messages import sentence
from gis.errors import GisError, LayerError, SourceError
from gis.read import read_layer
from gis.remote import postgis as room
from gis.remote.postgis import PostgisRequest, fetch_postgis, tables
from retrofit.errors import Cancelled


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "layer.gpkg"


def _refused(code: str, request: PostgisRequest, out: Path) -> str:
    with pytest.raises(GisError) as told:
        fetch_postgis(request, out)
    assert told.value.code == code
    assert not out.exists()
    return sentence(code, told.value.details)


def test_the_tables_with_shapes_are_told(postgis: str) -> None:
    found = {each.title: each for each in tables(PostgisRequest(postgis))}
    buildings = found["town.buildings.geom"]
    assert (buildings.kind, buildings.crs, buildings.rows) == ("MULTIPOLYGON", "EPSG:25830", 13)
    assert "town.buildings.middle" in found and "town.tall.geom" in found
    assert found["town.everywhere.place"].crs == "EPSG:4326"
    assert found["town.unplaced.geom"].crs == ""


def test_a_table_arrives_whole_and_in_its_place(postgis: str, out: Path) -> None:
    (got,) = fetch_postgis(PostgisRequest(postgis, ("town.buildings.geom",)), out)
    assert (got.layer, got.features, got.left_out) == ("buildings", 13, ("picture", "middle"))
    frame = read_layer(out).frame
    assert frame.crs.to_epsg() == 25830
    assert frame.total_bounds == pytest.approx((540_020, 4_740_000, 540_250, 4_740_010))
    first = frame[frame["name"] == "Õie 1"].iloc[0]
    assert first["area"] == pytest.approx(1.25)
    assert first["built"] == "1950-01-02"
    assert first["tags"] == "{'n': 1}" and first["rooms"] == "[1, 2]"
    assert frame["levels"].isna().sum() == 2
    assert frame.geometry.isna().sum() == 1, "a row without a shape is told by the account, not lost here"


def test_views_curves_and_geographies_arrive_too(postgis: str, out: Path) -> None:
    got = fetch_postgis(PostgisRequest(postgis, ("tall", "round", "everywhere")), out)
    assert [each.features for each in got] == [6, 1, 1]
    assert 12 < float(read_layer(out, "round").frame.area.iloc[0]) < 26
    assert read_layer(out, "everywhere").frame.crs.to_epsg() == 4326


def test_only_an_area_is_fetched(postgis: str, out: Path) -> None:
    box = (540_021.0, 4_740_001.0, 540_045.0, 4_740_002.0)
    request = PostgisRequest(postgis, ("town.buildings.geom",), box)
    assert fetch_postgis(request, out)[0].features == 2
    reckon = Transformer.from_crs("EPSG:25830", "EPSG:4326", always_xy=True)
    degrees = PostgisRequest(postgis, ("town.buildings.geom",), reckon.transform_bounds(*box), "EPSG:4326")
    assert fetch_postgis(degrees, out)[0].features == 2
    nowhere = PostgisRequest(postgis, ("town.buildings.geom",), (0.0, 0.0, 1.0, 1.0))
    out.unlink()
    _refused("server_nothing_there", nowhere, out)


def test_only_so_many_are_fetched_as_wanted(postgis: str, out: Path) -> None:
    assert fetch_postgis(PostgisRequest(postgis, ("tall",), most=4), out)[0].features == 4


def test_names_of_any_letters_are_asked_for_safely(postgis: str, out: Path) -> None:
    (got,) = fetch_postgis(PostgisRequest(postgis, ('town.Ünï "quoted"',)), out)
    assert read_layer(out, got.layer).frame["Sp alte"].tolist() == ["ä"]
    _refused(
        "layer_missing",
        PostgisRequest(postgis, ('buildings"; DROP TABLE town.buildings; --',)),
        out.with_name("b.gpkg"),
    )
    assert "town.buildings.geom" in {each.title for each in tables(PostgisRequest(postgis))}


def test_a_name_that_means_two_is_answered_with_both(postgis: str, out: Path) -> None:
    said = _refused("layer_missing", PostgisRequest(postgis, ("town.buildings",)), out)
    assert "town.buildings.geom" in said and "town.buildings.middle" in said


def test_what_cannot_be_placed_or_is_empty_is_told(postgis: str, out: Path) -> None:
    assert "SRID" in _refused("database_no_crs", PostgisRequest(postgis, ("unplaced",)), out)
    _refused("layer_empty", PostgisRequest(postgis, ("town.empty",)), out)


def test_a_login_is_heeded_and_shows_what_it_may_read(postgis: str, out: Path) -> None:
    guest = postgis.replace("//kvarter@", "//guest@")
    _refused("database_login", PostgisRequest(guest, ("town.hidden",), password="wrong"), out)
    titles = {each.title for each in tables(PostgisRequest(guest, password="secret"))}
    assert titles == {"town.buildings.geom", "town.buildings.middle"}
    assert "secret" not in repr(PostgisRequest(guest, password="secret"))


def test_no_such_database_or_server_is_one_sentence(postgis: str, out: Path) -> None:
    _refused("database_fault", PostgisRequest(postgis.replace("/town", "/village"), ("a",)), out)
    _refused("database_fault", PostgisRequest("postgresql://x@127.0.0.1:9/x", ("a",)), out)
    _refused("database_fault", PostgisRequest("what is this?", ("a",)), out)


def test_a_database_without_postgis_is_told(postgres: str, out: Path) -> None:
    _refused("database_without_postgis", PostgisRequest(postgres, ("a",)), out)


def test_without_the_package_the_extra_is_named(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "find_spec", lambda _name: None)
    assert "postgis" in _refused("database_extra_missing", PostgisRequest("dbname=x", ("a",)), out)


def test_a_slow_database_is_left_at_once(postgis: str, out: Path) -> None:
    import psycopg

    with psycopg.connect(postgis) as other:
        other.execute("LOCK TABLE town.buildings IN ACCESS EXCLUSIVE MODE")
        calls: list[str] = []

        def stop(_fraction: float, what: str) -> None:
            calls.append(what)
            if len(calls) > 8:
                raise Cancelled

        began = monotonic()
        with pytest.raises(Cancelled):
            fetch_postgis(PostgisRequest(postgis, ("town.buildings.geom",)), out, stop)
        assert monotonic() - began < 15
    assert not out.exists()


def test_too_long_a_wait_is_a_fault(postgis: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    monkeypatch.setattr(room, "SILENCE_S", 1)
    with psycopg.connect(postgis) as other:
        other.execute("LOCK TABLE town.buildings IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(SourceError) as told:
            fetch_postgis(PostgisRequest(postgis, ("town.buildings.geom",)), out)
    assert told.value.code == "database_fault" and not isinstance(told.value, LayerError)
