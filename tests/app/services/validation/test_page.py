"""The page of the manual says what the sets say."""

import shutil
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.validation import SETS, validate
from app.services.validation.folder import PLACES, judge_folder, validation_page
from app.services.validation.page import TITLES

GOLDEN = Path(__file__).parents[3] / "golden"


@pytest.fixture
def cases(tmp_path):
    """A folder of published cases with two sets."""
    for name, files in (("economics", ("npv_irr_pmt.json", "global_cost.json")), ("factors", ())):
        for place in PLACES[name]:
            target = tmp_path / "cases" / place
            target.parent.mkdir(parents=True, exist_ok=True)
            own = {"tabula_calcadapt.csv": "factors.csv", "vectors.csv": "pairs.csv"}
            shutil.copy(GOLDEN / name / own.get(target.name, target.name), target)
        assert all((tmp_path / "cases" / "economics" / one).is_file() for one in files)
    return tmp_path / "cases"


def test_the_sets_that_are_there_are_judged(cases):
    assert [one.name for one in judge_folder(cases)] == ["economics", "factors"]


def test_the_page_holds_every_quantity_and_a_plot_a_set(cases, tmp_path):
    page, *plots = validation_page(cases, tmp_path / "manual")
    text = page.read_text(encoding="utf-8")
    assert [plot.name for plot in plots] == ["validation-economics.png", "validation-factors.png"]
    assert all(plot.stat().st_size > 5_000 and f"]({plot.name})" in text for plot in plots)
    for quantity in validate("economics", [cases / place for place in PLACES["economics"]]).quantities:
        assert f"| {quantity.name} | {quantity.rows} |" in text
    assert "failed" not in text


def test_an_empty_folder_is_said(tmp_path):
    with pytest.raises(UserError) as fault:
        judge_folder(tmp_path)
    assert fault.value.code == "validation_file_missing"


def test_every_set_has_a_title():
    assert set(SETS) <= set(TITLES)
