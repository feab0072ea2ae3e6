"""The command line explains a figure."""

import json

import pytest
from typer.testing import CliRunner

from app.cli.commands import app
from app.services.explaining import explain_result
from app.services.files import save_project


@pytest.fixture(scope="module")
def saved(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("explained") / "plan.gpkg"
    save_project(town, path)
    return path


def ask(town, saved, *options):
    building = str(town.buildings.index[town.baseline.typed.heated.argmax()])
    done = CliRunner().invoke(app, ["explain", str(saved), building, *options])
    assert done.exit_code == 0, done.output
    return building, done.output


def test_sources_stand_once_at_the_end(town, saved):
    _building, told = ask(town, saved, "--result", "invest_eur")
    chain, _heading, sources = told.partition("Sources")
    assert "[1]" in chain
    assert "[1] " in sources
    assert "\u2212\u2212" not in chain.replace(" ", "")
    assert "**" not in chain


def test_the_tree_is_data(town, saved):
    building, told = ask(town, saved, "--result", "energy_cost_after_eur", "--json")
    tree = json.loads(told)["tree"]
    found = explain_result(town, building, "energy_cost_after_eur")
    assert tree["value"] == pytest.approx(found.value, rel=1e-9)
    assert len(tree["inputs"]) == len({(one.symbol, one.value) for one in found.inputs})
    assert {one["key"] for one in json.loads(told)["sources"]} >= {
        one["source"] for one in tree["inputs"] if one["source"]
    }
