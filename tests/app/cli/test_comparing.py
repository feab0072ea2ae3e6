"""``kvarter-cli compare`` says how a plan lies beside what is published."""

import json

import pytest
from typer.testing import CliRunner

from app.cli.commands import app
from app.services.files import save_project


@pytest.fixture(scope="module")
def plan(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "town.gpkg"
    save_project(town, path)
    return path


def told(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_compare_prints_ratio_source_and_notes(plan) -> None:
    text = told("compare", str(plan), "--own-total", "7000000")
    assert "Your own total of the district" in text
    assert "Odyssee-Mure" in text
    assert "Living area is the reference area divided by 1.1" in text


def test_compare_speaks_json(plan) -> None:
    answer = json.loads(told("compare", str(plan), "--json"))
    assert answer["country"] == "DK"
    assert answer["totals"]["dwellings"] > 0
    for row in answer["comparisons"]:
        assert row["ratio"] == pytest.approx(row["calculated"] / row["published"])
        assert row["source"]
    assert answer["findings"] == []


def test_five_cities_names_its_page(tmp_path) -> None:
    answer = json.loads(told("five-cities", "--out", str(tmp_path), "--json"))
    assert answer["files"] == {"page": str(tmp_path / "five-cities.md")}
