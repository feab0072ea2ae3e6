"""Judging single hours of the 5R1C method."""

import json
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.validation import validate

CASES = Path(__file__).parents[3] / "golden" / "steps" / "cases.json"


def changed(folder, change):
    """The published extract with its first case changed."""
    given = json.loads(CASES.read_text())
    change(given["cases"][0])
    path = folder / "cases.json"
    path.write_text(json.dumps(given))
    return path


def test_published_hours():
    result = validate("steps", (CASES,))
    assert {q.name for q in result.quantities} >= {"t_m", "energy_demand", "lighting_demand"}
    assert result.rows == 5
    assert result.passed


@pytest.mark.shared
def test_all_published_hours(shared):
    result = validate("steps", (shared / "validation" / "rc5r1c" / "single_steps.json",))
    assert result.rows == 9
    assert max(q.maximum for q in result.quantities) < 0.005


def test_a_wrong_hour_is_seen(tmp_path):
    result = validate("steps", (changed(tmp_path, lambda case: case["expected"]["t_m"].update(value=1.0)),))
    assert [q.name for q in result.quantities if not q.passed] == ["t_m"]


@pytest.mark.parametrize(
    "change",
    [
        lambda case: case.pop("zone"),
        lambda case: case["inputs"].update(t_out="mild"),
        lambda case: case["zone"].update(floor_area=0),
        lambda case: case["zone"].update(heating_emission_system="emission_system.FloorHeating"),
        lambda case: case["expected"].update(t_m=22.3),
    ],
)
def test_a_bad_case_is_named(tmp_path, change):
    with pytest.raises(UserError) as fault:
        validate("steps", (changed(tmp_path, change),))
    assert fault.value.code == "validation_steps_bad"
    assert fault.value.details["case"] == "test_CoolingRequired"


@pytest.mark.parametrize("text", ["", "[]", '{"cases": 1}', '{"cases": [1]}', '{"steps": []}'])
def test_a_foreign_file_is_refused(tmp_path, text):
    path = tmp_path / "cases.json"
    path.write_text(text)
    with pytest.raises(UserError, match="validation_content_bad"):
        validate("steps", (path,))
    with pytest.raises(UserError, match="validation_file_missing"):
        validate("steps", (tmp_path / "none.json",))
