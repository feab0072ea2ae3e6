"""Layers fetched from servers on the command line."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli.commands import BAD_INPUT, DONE, USAGE, app, main
from gis.read import read_layer
from tests.map_service import LAYER, SOUTH, WEST, Town, serving


def _said(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], int]:
    def call(words: list[str]) -> int:
        monkeypatch.setattr(sys, "argv", ["kvarter-cli", *words])
        return main()

    return call


Run = Callable[[list[str]], int]


def test_the_layers_of_a_service_are_listed() -> None:
    with serving(Town()) as town:
        text = _said("fetch", "wfs", town.address).stdout
        answer = json.loads(_said("fetch", "wfs", town.address, "--json").stdout)
    assert LAYER in text and "Buildings of the town" in text and "EPSG:25830" in text
    assert answer["layers"][0]["name"] == LAYER


def test_a_layer_becomes_a_file_which_can_be_imported(tmp_path: Path) -> None:
    out = tmp_path / "buildings.gpkg"
    box = f"{WEST},{SOUTH},{WEST + 75},{SOUTH + 1}"
    with serving(Town()) as town:
        done = _said("fetch", "wfs", town.address, "--layer", LAYER, "--out", out, "--bbox", box)
    assert done.exit_code == DONE and "4 features" in done.stdout
    assert len(read_layer(out).frame) == 4
    assert "4" in _said("look", out).stdout


def test_a_password_stands_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVARTER_PASSWORD", "secret")
    with serving(Town(login="Basic b2xnYTpzZWNyZXQ=")) as town:
        words = ["fetch", "wfs", town.address, "--user", "olga", "--layer", LAYER]
        assert _said(*words, "--out", tmp_path / "a.gpkg").exit_code == DONE


@pytest.mark.parametrize(
    "more", [[], ["--out", "a.gpkg", "--bbox", "1,2,3"], ["--bbox", "3,3,1,1", "-o", "a.gpkg"]]
)
def test_wrong_words_end_with_a_code_of_their_own(
    more: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with serving(Town()) as town:
        assert run(["fetch", "wfs", town.address, "--layer", LAYER, *more]) == USAGE


def test_a_file_that_is_there_is_not_replaced_unasked(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine.gpkg"
    out.write_text("mine")
    with serving(Town()) as town:
        words = ["fetch", "wfs", town.address, "--layer", LAYER, "--out", str(out)]
        assert run(words) == BAD_INPUT
        assert out.read_text() == "mine"
        assert run([*words, "--overwrite"]) == DONE
    assert len(read_layer(out).frame) == 12


def test_an_address_of_nothing_is_one_sentence(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fetch", "wfs", "town.eu", "--layer", LAYER, "--out", str(tmp_path / "a.gpkg")]) == USAGE
    assert "address of a server" in capsys.readouterr().err


def test_the_tables_of_a_database_are_listed_and_fetched(postgis: str, tmp_path: Path) -> None:
    assert "town.buildings.geom" in _said("fetch", "postgis", postgis).stdout
    answer = json.loads(_said("fetch", "postgis", postgis, "--json").stdout)
    assert {"town.tall.geom", "town.round.geom"} <= {each["title"] for each in answer["tables"]}
    out = tmp_path / "town.gpkg"
    words = ("--table", "town.buildings.geom", "--table", "town.tall", "--out", out)
    done = _said("fetch", "postgis", postgis, *words)
    assert done.exit_code == DONE and "picture, middle" in done.stdout
    assert len(read_layer(out, "buildings").frame) == 13
    assert len(read_layer(out, "tall").frame) == 6


def test_the_password_of_a_database_stands_in_the_environment(
    postgis: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KVARTER_PASSWORD", "secret")
    done = _said("fetch", "postgis", postgis.replace("//kvarter@", "//guest@"))
    assert done.exit_code == DONE and "secret" not in done.stdout
