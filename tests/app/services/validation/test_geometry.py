"""Shapes and party walls against figures by hand and those of momepy."""

import json
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.validation import validate

GOLDEN = Path(__file__).parents[3] / "golden" / "geometry"
FILES = (GOLDEN / "cases.json", GOLDEN / "statistics.json", GOLDEN / "buildings.geojson")


def write(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_figures_by_hand():
    result = validate("geometry", FILES)
    assert result.passed
    assert result.rows == 7
    assert not result.notes
    assert {
        "shared_length",
        "party_wall_area",
        "shared_walls_sum",
        "form_factor_sum",
        "shared_walls_shrunk",
    } <= {q.name for q in result.quantities}


def test_either_part_is_judged_alone():
    assert validate("geometry", FILES[:1]).rows == 3
    assert validate("geometry", FILES[1:]).rows == 4


@pytest.mark.parametrize("key", ["shared_length", "exposed_wall_area", "attached_neighbours"])
def test_a_wrong_figure_is_seen(tmp_path, key):
    cases = json.loads(FILES[0].read_text(encoding="utf-8"))
    cases[2][key][0] = "B_N2" if key == "attached_neighbours" else cases[2][key][0] * 1.001
    assert not validate("geometry", (write(tmp_path / "cases.json", cases),)).passed


def test_a_statistic_that_nothing_measures_is_said(tmp_path):
    content = json.loads(FILES[1].read_text(encoding="utf-8"))
    content["expected"]["beauty"] = {"mean": 1}
    result = validate("geometry", (write(tmp_path / "statistics.json", content), FILES[2]))
    assert result.passed
    assert "beauty" in result.notes[0]


@pytest.mark.parametrize(
    "cases",
    [
        [],
        [{"name": "no polygon"}],
        [{"name": "bad", "polygons": ["POLYGON(("]}],
        [{"name": "short", "polygons": ["POLYGON((0 0,1 0,1 1,0 0))"], "shared_length": [0, 0]}],
        [{"name": "heights", "polygons": ["POLYGON((0 0,1 0,1 1,0 0))"], "heights": [1, 2], "area": [0.5]}],
        [{"name": "word", "polygons": ["POLYGON((0 0,1 0,1 1,0 0))"], "attached_neighbours": ["B_N9"]}],
    ],
)
def test_a_malformed_case_is_named(tmp_path, cases):
    code = "validation_shapes_bad" if cases else "validation_content_bad"
    with pytest.raises(UserError, match=code):
        validate("geometry", (write(tmp_path / "cases.json", cases),))


def test_statistics_need_their_buildings():
    with pytest.raises(UserError, match="validation_files_wrong"):
        validate("geometry", FILES[:2])


@pytest.mark.shared
def test_published_statistics(shared):
    folder = shared / "validation" / "geometry"
    buildings = shared / "geodata" / "cz_bubenec_momepy" / "bubenec.gpkg"
    paths = (folder / "analytic_cases.json", folder / "momepy_expected.json", buildings)
    result = validate("geometry", paths)
    assert result.passed
    assert not result.notes
    assert result.rows >= 146
